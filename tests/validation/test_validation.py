"""Checking a whole store: what comes out, in which order and form, and when it fails."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

import pyoxigraph as ox
import pytest
from rdflib import RDF, SH, BNode, Graph, URIRef

from budgetkg import build, validation
from budgetkg.catalog import document_graphs
from budgetkg.errors import EntityUnknownError, UsageError
from budgetkg.namespaces import BKG, CODES_GRAPH, ID, PREFIXES
from budgetkg.results import Solutions
from budgetkg.store import Store, open_store
from budgetkg.validation.findings import SEVERITIES, Finding, Message, Report, report_of
from budgetkg.validation.loading import load
from budgetkg.validation.reports import FORMATS, header, render, rows

DOCUMENT = f"{ID}doc/130000-000-2024-budget"
GRAPH = f"{DOCUMENT}/graph"
PLACE = f"{DOCUMENT}/lines/7-8"
FORM = f"{DOCUMENT}/project/13000024P00000000001A"
XSD = PREFIXES["xsd"]


def line(subject: str, predicate: str, value: str) -> str:
    known = {"a": PREFIXES["rdf"] + "type", "code": PREFIXES["dcterms"] + "identifier"}
    term = f"<{value}>" if value.startswith("https:") else value
    return f"<{subject}> <{known.get(predicate, BKG + predicate)}> {term} ."


def printed(subject: str, kind: str) -> list[str]:
    return [
        line(subject, "a", BKG + kind),
        line(subject, "inDocument", DOCUMENT),
        line(subject, "printedAt", PLACE),
        line(subject, "printedText", '"甲"'),
    ]


def number(value: str, datatype: str) -> str:
    return f'"{value}"^^<{XSD}{datatype}>'


class Holding:
    """A store of triples made by hand."""

    def __init__(self, graphs: dict[str, list[str]]) -> None:
        self.held = {name: "\n".join(lines) + "\n" for name, lines in graphs.items()}
        self.memory = ox.Store()
        for name, lines in self.held.items():
            self.memory.load(lines, ox.RdfFormat.N_TRIPLES, to_graph=ox.NamedNode(name))

    def graphs(self) -> list[str]:
        return sorted(self.held)

    def in_memory(self, graphs: Sequence[str]) -> "Holding":
        """It is in memory, and every query names its graph."""
        return self

    def query(self, text: str) -> Solutions | bool | str:
        return Store(Path("memory"), self.memory).query(text)

    def dump(self, format: str, out: BinaryIO, graphs: Sequence[str] | None = None) -> None:  # noqa: A002
        assert format == "ntriples"
        for name in graphs or self.graphs():
            out.write(self.held.get(name, "").encode())


PLAN = f"{FORM}/plan/3"
TRIPLES = [
    line(PLACE, "a", BKG + "Place"),
    line(PLACE, "inDocument", DOCUMENT),
    line(PLACE, "firstLine", number("7", "integer")),
    line(PLACE, "lastLine", number("8", "integer")),
    line(PLACE, "printedText", '"七\\n八"'),
    line(DOCUMENT, "a", BKG + "DisclosureDocument"),
    *printed(FORM, "ProjectBudget"),
    line(FORM, "code", '"13000024P00000000001A"'),
    line(FORM, "totalAmount", number("1E5", "decimal")),
    line(FORM, "totalAmountText", '"10"'),
    line(FORM, "planPoint", PLAN),
    *printed(PLAN, "SpendingPlanPoint"),
    line(PLAN, "month", number("5", "integer")),
]


@pytest.fixture(scope="module")
def report() -> Report:
    return validation.run(Holding({GRAPH: TRIPLES}))


@pytest.fixture(scope="module")
def sample_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    sample = sorted(
        (Path(__file__).parents[2] / "samples").glob("*.txt"), key=lambda file: file.stat().st_size
    )[0]
    path = tmp_path_factory.mktemp("validation") / "store"
    assert not build.build([sample], path).failures
    with open_store(path) as store:
        yield store


def found(report: Report, shape: str) -> Finding:
    return next(item for item in report.findings if item.shape == PREFIXES["bks"] + shape)


def test_a_finding_says_what_where_and_why(report: Report) -> None:
    finding = found(report, "PlanPoint-month")
    assert (finding.rule, finding.kind, finding.severity) == ("S25", "structure", "warning")
    assert [(entity.kind, entity.id) for entity in finding.entities] == [
        ("project", "13000024P00000000001A"),
        ("plan", "project/13000024P00000000001A/plan/3"),
    ]
    assert [(spot.document, spot.first, spot.last, spot.text) for spot in finding.where] == [
        (DOCUMENT, 7, 8, "七\n八")
    ]
    assert finding.path == BKG + "month"
    assert finding.value is not None
    assert finding.value.number == 5
    assert finding.id.startswith(f"{ID}finding/S25/")


def test_an_exponent_is_seen_as_it_is_written(report: Report) -> None:
    value = found(report, "Decimal-totalAmount").value
    assert value is not None
    assert value.value == "1E5"


def test_reading_leaves_no_setting_behind() -> None:
    import rdflib

    before = rdflib.NORMALIZE_LITERALS
    graph = load(f'<{DOCUMENT}> <{BKG}amount> "x"^^<{XSD}decimal> .'.encode())
    assert [str(value) for value in graph.objects()] == ["x"]
    assert before == rdflib.NORMALIZE_LITERALS


def test_findings_have_their_own_ids_and_a_stable_order(report: Report) -> None:
    again = validation.run(Holding({GRAPH: TRIPLES[::-1]}))
    assert again == report
    assert len({finding.id for finding in report.findings}) == len(report.findings)
    grades = [SEVERITIES.index(finding.severity) for finding in report.findings]
    assert grades == sorted(grades)


def test_two_documents_give_two_findings() -> None:
    other = GRAPH.replace("-2024-", "-2025-")
    lines = [item.replace("-2024-", "-2025-") for item in TRIPLES]
    both = validation.run(Holding({GRAPH: TRIPLES, other: lines}))
    one = validation.run(Holding({GRAPH: TRIPLES, other: lines}), [other])
    assert len(both.findings) == 2 * len(one.findings)
    assert {finding.document for finding in one.findings} == {other.removesuffix("/graph")}


def test_a_rule_that_could_not_run_does_not_look_like_a_pass(report: Report) -> None:
    status = {line.rule: line.status for line in report.coverage}
    assert status["S15"] == "ran"
    assert status["S17"] == "not-applicable"
    table = line(f"{DOCUMENT}/x", "table", BKG + "table-income")
    without = validation.run(Holding({GRAPH: [*TRIPLES, table]}))
    assert {item.rule: item.status for item in without.coverage}["S4"] == "inputs-missing"
    assert not any(finding.rule == "S4" for finding in without.findings)
    codes = [f"<{BKG}table-income> <{PREFIXES['skos']}inScheme> <{BKG}scheme-table> ."]
    held = validation.run(Holding({GRAPH: [*TRIPLES, table], CODES_GRAPH: codes}))
    assert {item.rule: (item.status, item.cases) for item in held.coverage}["S4"] == ("ran", 1)
    assert not any(finding.rule == "S4" for finding in held.findings)


def test_an_empty_store_has_nothing_to_check() -> None:
    report = validation.run(Holding({}))
    assert report.findings == ()
    assert {line.status for line in report.coverage} == {"not-applicable"}


def test_an_unknown_graph_is_an_error() -> None:
    with pytest.raises(EntityUnknownError, match="no graph"):
        validation.run(Holding({GRAPH: TRIPLES}), [DOCUMENT])


@pytest.mark.parametrize(
    ("worst", "failing"),
    [
        (None, set()),
        ("info", {"info"}),
        ("warning", {"info", "warning"}),
        ("violation", {"info", "warning", "violation"}),
    ],
)
def test_a_run_fails_at_the_level_asked_for_or_worse(worst: str | None, failing: set[str]) -> None:
    finding = Finding("x", "S1", "structure", worst or "info", Message("甲", "a"), DOCUMENT)
    report = Report((finding,)) if worst else Report()
    assert {level for level in (*SEVERITIES, "never") if report.fails(level)} == failing


def test_an_unknown_level_is_an_error() -> None:
    with pytest.raises(UsageError, match="no such severity: error"):
        Report().fails("error")


def test_json_keeps_the_contract(report: Report) -> None:
    value = json.loads(render(report, "json"))
    assert set(value) == {"findings", "coverage", "score", "scores", "figures"}
    assert len(value["findings"]) == len(report.findings)
    wanted = {"id", "rule", "class", "severity", "message", "entities", "operands", "difference", "where"}
    assert all(set(item) == wanted for item in value["findings"])
    first = next(item for item in value["findings"] if item["rule"] == "S25")
    assert first["class"] == "structure"
    assert set(first["message"]) == {"zh", "en"}
    assert first["entities"][0] == {"kind": "project", "id": "13000024P00000000001A"}
    assert (first["operands"], first["difference"]) == ([], None)
    assert first["where"] == [{"document": DOCUMENT, "lines": [7, 8], "text": "七\n八"}]
    assert {"rule": "S25", "status": "ran", "cases": 1} in value["coverage"]


def test_turtle_is_a_validation_report_without_blank_nodes(report: Report) -> None:
    graph = Graph().parse(data=render(report, "turtle"), format="turtle")
    assert not any(isinstance(node, BNode) for node in graph.all_nodes())
    (node,) = graph.subjects(RDF.type, SH.ValidationReport)
    assert str(graph.value(node, SH.conforms)) == "false"
    results = set(graph.objects(node, SH.result))
    assert results == set(graph.subjects(RDF.type, SH.ValidationResult))
    assert {str(item) for item in results} == {finding.id for finding in report.findings}
    finding = found(report, "PlanPoint-month")
    result = URIRef(finding.id)
    assert graph.value(result, SH.focusNode) == URIRef(PLAN)
    assert graph.value(result, SH.resultPath) == URIRef(BKG + "month")
    assert graph.value(result, SH.resultSeverity) == SH.Warning
    assert graph.value(result, SH.sourceConstraintComponent) == SH.InConstraintComponent
    assert len(set(graph.objects(result, SH.resultMessage))) == 2


def test_a_warning_conforms(report: Report) -> None:
    warnings = Report(tuple(item for item in report.findings if item.severity == "warning"))
    assert warnings.findings
    assert "sh:conforms true" in render(warnings, "turtle")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_rows_and_markdown_speak_the_language_asked_for(report: Report, lang: str) -> None:
    table = rows(report, lang)
    finding = found(report, "PlanPoint-month")
    assert all(len(row) == len(header(lang)) for row in table)
    place = report.findings.index(finding)
    assert table[place][3:] == ("7-8", finding.message.text(lang))
    text = render(report, "md", lang)
    assert finding.message.text(lang) in text
    assert finding.message.text("en" if lang == "zh" else "zh") not in text
    assert ("| 不适用 | 0 |" if lang == "zh" else "| not applicable | 0 |") in text


def test_markdown_cells_cannot_break_the_table() -> None:
    finding = Finding("x", "S1", "structure", "info", Message("甲|\n乙", "a|\nb"), DOCUMENT)
    text = render(report_of([finding, replace(finding, id="y")], []), "md", "zh")
    assert text.count("| 提示 | S1 |  |  | 甲\\| 乙 |\n") == 2


def test_unknown_formats_are_refused() -> None:
    with pytest.raises(UsageError, match="json, turtle, md, html, sarif, baseline"):
        render(Report(), "pdf")


@pytest.mark.parametrize("format_name", FORMATS)
def test_every_format_renders_an_empty_report(format_name: str) -> None:
    assert render(Report(), format_name).strip()


def test_the_graph_of_a_sample_conforms(sample_store: Store) -> None:
    report = validation.run(sample_store)
    assert not report.fails("violation"), rows(report)
    status = {line.rule: line.status for line in report.coverage}
    # The explanation prints no percentage, and no project cites a notice of years ago.
    assert {rule for rule, said in status.items() if said != "ran"} <= {"A24", "M64"}


def test_a_planted_mistake_in_a_sample_is_found_alone(sample_store: Store) -> None:
    (graph,) = document_graphs(sample_store)
    lines = [item.removesuffix(f" <{graph}> .") + " ." for item in sample_store.quads(graph)]
    codes = [item.removesuffix(f" <{CODES_GRAPH}> .") + " ." for item in sample_store.quads(CODES_GRAPH)]
    planted = next(item for item in lines if f"<{BKG}rowRole>" in item and "/amount/" in item.split()[0])
    lines.remove(planted)
    before = validation.run(sample_store).findings
    after = validation.run(Holding({graph: lines, CODES_GRAPH: codes})).findings
    (new,) = {finding for finding in set(after) - set(before) if finding.shape is not None}
    assert (new.rule, new.severity) == ("S1", "violation")
    assert new.focus is not None
    assert f"<{new.focus.value}>" == planted.split()[0]
    assert new.where


def test_the_graph_of_the_published_document_conforms(real_document: Path, tmp_path: Path) -> None:
    assert not build.build([real_document], tmp_path / "store").failures
    with open_store(tmp_path / "store") as store:
        report = validation.run(store)
    assert not report.fails("violation"), rows(report)
    assert {line.rule for line in report.coverage if line.status != "ran"} <= {"A24"}
