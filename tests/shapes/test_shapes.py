"""Every shape, on a datum that conforms and on one that does not."""

import re
from functools import cache
from pathlib import Path

import pytest
from rdflib import RDF, SH, BNode, Graph, Literal, URIRef

from budgetkg.namespaces import ID, PREFIXES
from budgetkg.resources import folder
from budgetkg.validation.findings import Report
from budgetkg.validation.loading import load
from budgetkg.validation.shacl.reference import compiled, load_shapes
from budgetkg.validation.shapes import check_document, shape_catalogue

HERE = Path(__file__).parent
CASES = sorted(path for path in (HERE / "cases").iterdir() if path.is_dir())
DOCUMENT = f"{ID}doc/130000-000-2024-budget"
RULES = {"S1", "S3", "S4", "S7", "S8", "S10", "S11", "S14", "S15", "S17", "S21", "S22", "S23"}
RULES |= {"S25", "S26", "S27", "S28", "S29"}


@cache
def codes() -> bytes:
    graph = Graph()
    for file in sorted((folder("ontology") / "codes").glob("*.ttl")):
        graph.parse(file)
    return graph.serialize(format="nt", encoding="utf-8")


def check(file: Path, with_codes: bool = True) -> Report:
    graph = load((HERE / "context.ttl").read_bytes(), "turtle")
    graph += load(file.read_bytes(), "turtle")
    data = graph.serialize(format="nt", encoding="utf-8")
    return check_document(f"{DOCUMENT}/graph", data, codes() if with_codes else None)


def short(iri: str) -> str:
    if iri.startswith(DOCUMENT + "/"):
        return iri.removeprefix(DOCUMENT + "/")
    for prefix in ("bkg", "bks", "id"):
        if iri.startswith(PREFIXES[prefix]):
            return f"{prefix}:{iri.removeprefix(PREFIXES[prefix])}"
    return iri


def lines(report: Report) -> list[str]:
    found = set()
    for finding in report.findings:
        assert finding.focus is not None
        assert finding.shape is not None
        found.add(f"{short(finding.focus.value)} {short(finding.shape)} {finding.severity}")
    return sorted(found)


def expected(case: Path) -> list[str]:
    return (case / "expected.txt").read_text(encoding="utf-8").splitlines()


def reported() -> set[str]:
    """Return the shapes that can stand in a report: not those that others only try out."""
    graph = load_shapes()
    tried = {item for listed in graph.objects(None, SH["or"]) for item in graph.items(listed)}
    tried |= set(graph.objects(None, SH["not"]))
    tried |= {part for shape in tried for part in graph.objects(shape, SH.property)}
    own = {shape for shape in shape_catalogue() if graph.value(URIRef(shape), SH.message) is not None}
    return {short(shape) for shape in own} - {short(str(shape)) for shape in tried}


def test_there_are_cases() -> None:
    assert len(CASES) >= len(RULES)


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_a_good_datum_conforms(case: Path) -> None:
    assert lines(check(case / "good.ttl")) == []


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_a_bad_datum_gives_exactly_these_results(case: Path) -> None:
    assert lines(check(case / "bad.ttl")) == expected(case)


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_a_case_tests_the_rule_in_its_name(case: Path) -> None:
    rule = case.name.split("-")[0]
    rules = {
        shape.rule
        for shape in shape_catalogue().values()
        if any(f" {short(shape.iri)} " in x for x in expected(case))
    }
    assert rule in rules


def results(data: Graph, shapes: Graph) -> set[tuple[object, ...]]:
    import pyshacl

    _, report, _ = pyshacl.validate(data, shacl_graph=shapes, inference="none")
    parts = (SH.focusNode, SH.sourceShape, SH.sourceConstraintComponent, SH.resultSeverity, SH.value)
    found = report.objects(None, SH.result)
    return {tuple(report.value(result, part) for part in parts) for result in found}


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_the_fast_form_of_the_shapes_gives_the_same_results(case: Path) -> None:
    graph = load((HERE / "context.ttl").read_bytes(), "turtle")
    graph += load((case / "bad.ttl").read_bytes(), "turtle")
    plain = results(graph, load_shapes())
    assert plain
    assert results(graph, compiled(True)) == plain


def test_every_shape_has_a_bad_datum_and_every_result_a_shape() -> None:
    shown = {line.split()[1] for case in CASES for line in expected(case)}
    assert shown == reported()


def test_the_shapes_cover_the_structural_rules() -> None:
    assert {shape.rule for shape in shape_catalogue().values()} == RULES
    assert {case.name.split("-")[0] for case in CASES} == RULES


def test_the_shapes_are_shacl() -> None:
    import pyshacl

    conforms, _, text = pyshacl.validate(Graph(), shacl_graph=load_shapes(), meta_shacl=True)
    assert conforms, text


def languages(graph: Graph, shape: URIRef, predicate: URIRef) -> set[str | None]:
    return {text.language for text in graph.objects(shape, predicate) if isinstance(text, Literal)}


def test_every_shape_speaks_both_languages_and_says_how_grave_it_is() -> None:
    graph = load_shapes()
    both = {"zh", "en"}
    for shape in map(URIRef, shape_catalogue()):
        name = SH.name if graph.value(shape, SH.path) is not None else URIRef(PREFIXES["rdfs"] + "label")
        assert languages(graph, shape, name) == both, shape
        spoken = languages(graph, shape, SH.message)
        only_groups = graph.value(shape, SH.path) is None and not any(
            graph.value(shape, SH[part]) is not None for part in ("or", "not", "pattern")
        )
        assert spoken == (set() if only_groups else both), shape
        assert (graph.value(shape, SH.severity) is None) == only_groups, shape


def test_what_was_printed_is_never_a_violation() -> None:
    """A code as printed, a level or a month may be odd; the graph that says so is right."""
    printed = {"S4", "S7", "S8", "S11", "S25"}
    shapes = [x for x in shape_catalogue().values() if x.rule in printed and short(x.iri) in reported()]
    violations = {short(shape.iri) for shape in shapes if shape.severity == "violation"}
    assert violations == {"bks:PlanPoint-owner"}  # which form a point belongs to is our own work


def test_blank_nodes_stand_only_where_shacl_asks_for_them() -> None:
    graph = load_shapes()
    for node in {subject for subject in graph.subjects() if isinstance(subject, BNode)}:
        predicates = set(graph.predicates(node, None))
        assert predicates <= {RDF.first, RDF.rest} or predicates == {SH.inversePath}


@pytest.mark.parametrize(
    "file", sorted([*folder("shapes").glob("*.ttl"), *HERE.rglob("*.ttl")]), ids=lambda p: p.name
)
def test_prefixes_are_those_of_the_package(file: Path) -> None:
    declared = re.findall(r"^@prefix (\w*): <(.*)> \.$", file.read_text(encoding="utf-8"), re.MULTILINE)
    assert declared
    assert all(PREFIXES[prefix] == namespace for prefix, namespace in declared)
