"""Audit findings in every format, beside those of the shapes."""

import json
from collections.abc import Callable
from decimal import Decimal
from html.parser import HTMLParser

import pytest
from rdflib import RDF, SH, Graph, URIRef

from budgetkg import validation
from budgetkg.errors import UsageError
from budgetkg.namespaces import BKG, RULE
from budgetkg.store import Store
from budgetkg.validation import Report
from budgetkg.validation.reports import render, rows


@pytest.fixture(scope="module")
def store(audited_sample: Callable[..., Store]) -> Store:
    return audited_sample(("2、车辆（台、辆）\t3\t54.60", "2、车辆（台、辆）\t3\t64.60"))


@pytest.fixture(scope="module")
def report(store: Store) -> Report:
    return validation.run(store, rules=["A22"])


def test_only_the_chosen_rules_run(report: Report) -> None:
    assert [line.rule for line in report.coverage] == ["A22"]
    assert [finding.rule for finding in report.findings] == ["A22"]


def test_shapes_and_audit_stand_in_one_report(store: Store) -> None:
    letters = {line.rule[0] for line in validation.run(store).coverage}
    assert letters >= {"A", "S"}
    assert {line.rule for line in validation.run(store, rules=["S15", "A1"]).coverage} == {"S15", "A1"}


def test_an_unknown_rule_is_an_error(store: Store) -> None:
    with pytest.raises(UsageError, match="A17"):
        validation.run(store, rules=["A17"])


def test_json_has_the_keys_of_the_contract(report: Report) -> None:
    found = json.loads(render(report, "json"))
    assert set(found) == {"findings", "coverage", "score", "scores", "figures"}
    assert (found["score"], found["scores"]) == (None, []), "disclosure was not asked for"
    assert found["figures"]["compared"] == 5
    (finding,) = found["findings"]
    assert (finding["rule"], finding["class"], finding["severity"]) == ("A22", "contradiction", "warning")
    assert finding["difference"] == "-100000"
    assert set(finding["message"]) == {"zh", "en"}
    total = finding["operands"][0]
    assert (total["label"], total["printed"], total["yuan"]) == ("资产总额", "1764.25", "17642500")
    assert [operand["side"] for operand in finding["operands"]] == [
        "left",
        "right",
        "right",
        "right",
        "right",
    ]
    assert all(set(place) == {"document", "lines", "text"} for place in finding["where"])
    assert finding["where"][0]["text"].startswith("资产总额")
    assert found["coverage"] == [{"rule": "A22", "status": "ran", "cases": 1}]


def test_turtle_has_a_validation_result_with_its_operands(report: Report) -> None:
    graph = Graph().parse(data=render(report, "turtle"), format="turtle")
    (finding,) = report.findings
    node = URIRef(finding.id)
    assert (node, RDF.type, SH.ValidationResult) in graph
    assert (node, RDF.type, URIRef(BKG + "AuditFinding")) in graph
    assert graph.value(node, SH.sourceConstraint) == URIRef(RULE + "A22")
    assert graph.value(node, URIRef(BKG + "findingClass")) == URIRef(BKG + "finding-class-contradiction")
    assert graph.value(node, URIRef(BKG + "leftOperand")) == URIRef(finding.operands[0].iri)
    assert len(list(graph.objects(node, URIRef(BKG + "rightOperand")))) == 4
    assert Decimal(str(graph.value(node, URIRef(BKG + "difference")))) == -100000
    conforms = graph.value(
        predicate=SH.conforms, subject=graph.value(predicate=RDF.type, object=SH.ValidationReport)
    )
    assert str(conforms) == "true"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_table_and_markdown_show_both_figures(report: Report, lang: str) -> None:
    (row,) = rows(report, lang)
    for text in (" ".join(row), render(report, "md", lang)):
        assert all(figure in text for figure in ("A22", "1764.25", "1774.25", "10.00"))


def test_the_score_counts_what_is_disclosed(store: Store) -> None:
    report = validation.run(store, rules=[f"D{number}" for number in range(1, 21)])
    found = json.loads(render(report, "json"))
    assert (found["score"], found["findings"]) == (100.0, [])
    assert [(score["required"], score["found"]) for score in found["scores"]] == [(20, 20)]


def test_what_is_not_disclosed_is_a_doubt_and_costs_its_share(audited_sample: Callable[..., Store]) -> None:
    bare = audited_sample(("十、名词解释\n", "十、其他说明\n"))
    report = validation.run(bare, rules=[f"D{number}" for number in range(1, 21)])
    (finding,) = report.findings
    assert (finding.rule, finding.kind, finding.severity) == ("D20", "doubt", "warning")
    assert [entity.kind for entity in finding.entities] == ["document"]
    assert str(report.score) == "95.00"
    assert "名词解释" in finding.message.zh


def test_sarif_shows_the_finding_on_its_lines(report: Report) -> None:
    (run,) = json.loads(render(report, "sarif", "zh"))["runs"]
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["A22"]
    (result,) = run["results"]
    assert (result["ruleId"], result["ruleIndex"], result["level"]) == ("A22", 0, "warning")
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == run["artifacts"][0]["location"]["uri"] == "odd.txt"
    assert place["region"]["startLine"] == report.findings[0].where[0].first
    assert place["region"]["snippet"]["text"].startswith("资产总额")
    assert len(result["relatedLocations"]) == 4


class _Page(HTMLParser):
    """Reads the tags of a page and its text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_page_needs_nothing_beside_it_and_shows_the_printed_lines(report: Report, lang: str) -> None:
    page = _Page(render(report, "html", lang))
    assert not {"script", "img", "link", "iframe"} & {tag for tag, _ in page.tags}
    assert not [value for _, given in page.tags for name, value in given.items() if name in ("src", "href")]
    (finding,) = report.findings
    assert finding.message.text(lang) in page.text
    assert all(spot.text in page.text for spot in finding.where)
    assert all(operand.printed in page.text for operand in finding.operands)


def test_the_page_shows_hostile_text_as_text(audited_sample: Callable[..., Store]) -> None:
    odd = audited_sample(
        ("2、车辆（台、辆）\t3\t54.60", "2、<script>alert(1)</script>车辆\t3\t64.60"),
    )
    page = _Page(render(validation.run(odd, rules=["A22"]), "html"))
    assert "script" not in {tag for tag, _ in page.tags}
    assert "<script>alert(1)</script>车辆" in page.text
