"""Audit findings in every format, beside those of the shapes."""

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from rdflib import RDF, SH, Graph, URIRef

from budgetkg import build, validation
from budgetkg.errors import UsageError
from budgetkg.namespaces import BKG, RULE
from budgetkg.store import Store, open_store
from budgetkg.validation import Report
from budgetkg.validation.reports import render, rows


@pytest.fixture(scope="module")
def store(sample_documents: list[Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    folder = tmp_path_factory.mktemp("reports")
    (sample,) = [file for file in sample_documents if file.stem.startswith("wenlv")]
    text = sample.read_text(encoding="utf-8")
    odd = folder / "odd.txt"
    odd.write_text(
        text.replace("2、车辆（台、辆）\t3\t54.60", "2、车辆（台、辆）\t3\t64.60"), encoding="utf-8"
    )
    assert not build.build([odd], folder / "store").failures
    with open_store(folder / "store") as opened:
        yield opened


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
    assert set(found) == {"findings", "coverage", "score"}
    assert found["score"] is None
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
