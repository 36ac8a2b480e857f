"""Profiles choose and weigh rules; baselines accept findings for as long as their figures stay."""

import tomllib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from budgetkg import validation
from budgetkg.errors import UsageError
from budgetkg.namespaces import PREFIXES
from budgetkg.store import Store
from budgetkg.validation.baseline import to_baseline

HEAD = "".join(f"@prefix {name}: <{PREFIXES[name]}> .\n" for name in ("bkg", "rdf", "rule", "sh"))
FAULTS = (
    ("2、车辆（台、辆）\t3\t54.60", "2、车辆（台、辆）\t3\t64.60"),
    ("2\t207\t文化旅游体育与传媒支出\t1445.73\t960.23", "2\t207\t文化旅游与传媒支出\t1445.73\t960.23"),
)
RULES = ("A1", "A22", "M25")


@pytest.fixture(scope="module")
def store(audited_sample: Callable[..., Store]) -> Store:
    return audited_sample(*FAULTS)


@pytest.fixture
def profile(tmp_path: Path) -> Callable[[str], validation.Profile]:
    def read(text: str) -> validation.Profile:
        file = tmp_path / "profile.ttl"
        file.write_text(f"{HEAD}<> a bkg:AuditProfile .\n{text}", encoding="utf-8")
        return validation.profile_of(file)

    return read


def test_a_profile_runs_the_rules_that_it_includes(store: Store, profile: Callable) -> None:
    report = validation.run(store, profile=profile("<> bkg:includesRule rule:A22 , rule:D1 ."))
    assert [line.rule for line in report.coverage] == ["A22", "D1"]


def test_a_profile_leaves_out_a_deactivated_rule(store: Store, profile: Callable) -> None:
    report = validation.run(store, rules=RULES, profile=profile("rule:A22 sh:deactivated true ."))
    assert {line.rule for line in report.coverage} == {"A1", "M25"}


def test_a_profile_weighs_findings_and_never_rounding(store: Store, profile: Callable) -> None:
    report = validation.run(store, rules=RULES, profile=profile("rule:A22 sh:severity sh:Violation ."))
    assert [finding.rule for finding in report.findings if finding.severity == "violation"] == ["A22"]
    assert report.fails("violation")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("rule:A17 sh:deactivated true .", "no rule.*A17"),
        ("rule:A1 sh:severity sh:Fatal .", "no severity"),
        ("rule:A1-least rdf:value 3 .", "no rule has the parameter"),
        ("rule:A1 sh:severity", "no Turtle"),
    ],
)
def test_a_profile_that_says_what_no_rule_knows_is_refused(profile: Callable, text: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        profile(text)


def test_a_file_that_is_no_profile_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        validation.profile_of(tmp_path / "nowhere.ttl")
    (tmp_path / "other.ttl").write_text("<a> <b> <c> .", encoding="utf-8")
    with pytest.raises(UsageError, match="bkg:AuditProfile"):
        validation.profile_of(tmp_path / "other.ttl")


@pytest.fixture
def accepted(store: Store, tmp_path: Path) -> Callable[[str], tuple[validation.Accepted, ...]]:
    """A baseline of the store's findings with a reason."""

    def read(text: str) -> tuple[validation.Accepted, ...]:
        file = tmp_path / "baseline.toml"
        file.write_text(text, encoding="utf-8")
        return validation.load_baseline(file)

    return read


def test_a_baseline_accepts_what_it_names_with_its_reason(store: Store, accepted: Callable) -> None:
    report = validation.run(store, rules=RULES)
    entries = accepted(to_baseline(report).replace('reason = ""', 'reason = "known"'))
    marked, idle = validation.apply_baseline(report, entries)
    assert len(report.findings) >= 2
    assert (marked.open, idle) == ((), ())
    assert {finding.accepted for finding in marked.findings} == {"known"}
    assert not marked.fails("info")
    assert set(marked.counts().values()) == {0}


def test_a_finding_whose_figures_changed_is_open_again(store: Store, accepted: Callable) -> None:
    report = validation.run(store, rules=["A22"])
    entries = accepted(to_baseline(report).replace('reason = ""', 'reason = "known"'))
    (finding,) = report.findings
    assert finding.difference is not None
    changed = replace(report, findings=(replace(finding, difference=finding.difference + 1),))
    marked, idle = validation.apply_baseline(changed, entries)
    assert len(marked.open) == 1
    assert [entry.finding for entry in idle] == [finding.id]


def test_a_baseline_as_written_waits_for_its_reasons(store: Store, accepted: Callable) -> None:
    text = to_baseline(validation.run(store, rules=RULES), "zh")
    assert {entry["rule"] for entry in tomllib.loads(text)["accepted"]} == {"A22", "M25"}
    with pytest.raises(UsageError, match="reason is missing") as caught:
        accepted(text)
    assert caught.value.place is not None
    assert caught.value.place.endswith("baseline.toml: accepted 1")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("accepted = 3", "entries"),
        ("[[accepted]]\nfinding = 3", "text"),
        ('[[accepted]]\nfinding = "a"\nreason = "b"\nwhy = "c"', "unknown keys: why"),
        ("[[accepted", "no TOML"),
    ],
)
def test_a_file_that_is_no_baseline_is_refused(accepted: Callable, text: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        accepted(text)
