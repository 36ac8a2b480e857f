"""The arithmetic rules on documents whose figures are changed: what they find, and what is no finding."""

from pathlib import Path

import pytest
from auditing import audited, base, document_graphs, new_findings, sample, stored

from budgetkg.store import Store
from budgetkg.validation.audit import audit
from budgetkg.validation.findings import Report

TOTALS = "34\t收入总计\t1689.27\t支出总计\t1689.27"


def changed(old: str, new: str) -> str:
    assert old in sample()
    return sample().replace(old, new, 1)


def test_a_document_whose_sums_are_exact_contradicts_itself_nowhere() -> None:
    odd = [finding for finding in base().findings if finding.kind == "contradiction"]
    assert odd == []
    # A24 is about percentages in the explanation, and this one prints none.
    arithmetic = [line for line in base().coverage if line.rule.startswith("A") and line.rule != "A24"]
    assert {line.status for line in arithmetic} == {"ran"}
    assert {line.missing for line in arithmetic} == {0}
    assert sum(line.cases for line in arithmetic) > 300


def test_a_last_digit_is_rounding_and_no_contradiction() -> None:
    change = ("2、车辆（台、辆）\t3\t54.60", "2、车辆（台、辆）\t3\t54.61")
    (finding,) = new_findings(audited(changed(*change)))
    assert (finding.rule, finding.kind, finding.severity) == ("A22", "formal", "info")
    assert finding.difference == -100
    assert "四舍五入" in finding.message.zh
    assert "rounding" in finding.message.en


def test_a_finding_has_both_sides_their_places_and_the_difference() -> None:
    report = audited(changed(TOTALS, TOTALS.replace("1689.27", "1688.27", 1)))
    finding = next(item for item in report.findings if item.rule == "A1")
    assert [(item.side, item.label, item.printed, item.yuan) for item in finding.operands] == [
        ("left", "收入总计", "1688.27", 16882700),
        ("right", "支出总计", "1689.27", 16892700),
    ]
    assert finding.difference == -10000
    assert {entity.kind for entity in finding.entities} == {"amount"}
    (spot,) = finding.where
    assert spot.text == "34\t收入总计\t1688.27\t支出总计\t1689.27"
    for text in (finding.message.zh, finding.message.en):
        assert all(figure in text for figure in ("1688.27", "1689.27", "1.00"))


def test_an_empty_table_contradicts_a_filled_column() -> None:
    head, rest = sample().split("1\t\t合计\t15.00\t15.00", 1)
    rows = rest.split("\n\n", 1)
    report = audited(f"{head}{rows[1]}")
    found = [finding for finding in report.findings if finding.rule == "A15"]
    assert [(finding.kind, finding.difference) for finding in found] == [("contradiction", -150000)]


def test_a_blank_total_is_missing_and_no_pass() -> None:
    change = ("支出总计\t1689.27", "支出总计\t")
    report = audited(changed(*change))
    lines = {line.rule: line for line in report.coverage}
    assert (lines["A1"].status, lines["A1"].cases, lines["A1"].missing) == ("inputs-missing", 0, 1)
    assert "A1" not in {finding.rule for finding in report.findings}


def test_a_form_without_a_total_keeps_the_projects_uncompared() -> None:
    change = ("预算数\t40.00\t其中", "预算数\t\t其中")
    report = audited(changed(*change))
    line = next(line for line in report.coverage if line.rule == "A16")
    assert (line.status, line.missing) == ("inputs-missing", 1)
    assert not [finding for finding in report.findings if finding.rule == "A16"]


def test_a_missing_section_is_not_applicable() -> None:
    head, rest = sample().split("部门固定资产占用情况表", 1)
    report = audited(head + rest[rest.index("十、名词解释") :])
    line = next(line for line in report.coverage if line.rule == "A22")
    assert (line.status, line.cases, line.missing) == ("not-applicable", 0, 0)


@pytest.fixture(scope="module")
def both() -> Store:
    return stored(sample(), sample("fengfeng"))


def test_documents_do_not_mix(both: Store) -> None:
    graphs = document_graphs(both)
    together, apart = audit(both, graphs), [audit(both, [graph]) for graph in graphs]
    assert len(graphs) == 2
    assert set(together.findings) == {finding for report in apart for finding in report.findings}
    cases = zip(*(report.coverage for report in apart), strict=True)
    assert [line.cases for line in together.coverage] == [sum(x.cases for x in lines) for lines in cases]


def test_unbound_is_all_documents(both: Store) -> None:
    graphs = document_graphs(both)
    assert audit(both) == audit(both, graphs)


def test_the_sample_of_the_public_document_has_one_contradiction(both: Store) -> None:
    """Read by hand: the printed total of the assets is not the sum of the printed kinds."""
    graphs = [graph for graph in document_graphs(both) if "/130406-550-" in graph]
    report = audit(both, graphs)
    odd = [item for item in report.findings if item.rule.startswith("A") and item.kind != "formal"]
    assert [(finding.rule, finding.difference) for finding in odd] == [("A22", -112700)]
    assert {finding.severity for finding in report.findings if finding.kind == "formal"} == {"info"}


def test_the_published_document_agrees_with_its_sample(real_document: Path, both: Store) -> None:
    graphs = [graph for graph in document_graphs(both) if "/130406-550-" in graph]
    expected = arithmetic(audit(both, graphs))
    assert arithmetic(audited(real_document.read_text(encoding="utf-8"))) == expected


def arithmetic(report: Report) -> set[tuple[str, str]]:
    """Return what the rules of figures found: the sample has other sentences than the document."""
    return {(finding.id, finding.kind) for finding in report.findings if finding.rule.startswith("A")}
