"""docs/model.md is what the ontology says, and its examples run."""

import re
from pathlib import Path

import pyoxigraph
import pytest
from rdflib import OWL, RDF, RDFS, SKOS, Dataset, Graph, Literal, URIRef

from budgetkg.documents import read
from budgetkg.graph import of
from budgetkg.layouts import load
from budgetkg.namespaces import BASE, BKG, CODES_GRAPH, graph_iri
from budgetkg.parsing import parse

DOCUMENT = f"{BASE}/id/doc/130406-550-2024-budget"


@pytest.fixture(scope="module")
def page(root: Path) -> str:
    return (root / "docs" / "model.md").read_text(encoding="utf-8")


def blocks(page: str, language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", page, re.DOTALL)


def table_rows(page: str, heading: str) -> list[list[str]]:
    section = page.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("| `bkg:")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def text(graph: Graph, subject: URIRef, predicate: URIRef, language: str) -> str:
    found = graph.objects(subject, predicate)
    return next(str(o) for o in found if isinstance(o, Literal) and o.language == language)


def short(iri: URIRef | None) -> str:
    if iri is None:
        return "–"
    names = {str(SKOS.Concept): "concept", str(RDF.langString): "text with language"}
    return names.get(str(iri), re.sub(r".*[#/]", "", str(iri)))


def test_every_class_is_listed_as_the_ontology_has_it(page: str, ontology: Graph) -> None:
    listed = table_rows(page, "Classes")
    classes = {str(c) for c in ontology.subjects(RDF.type, OWL.Class)}
    assert sorted(BKG + row[0].strip("`").removeprefix("bkg:") for row in listed) == sorted(classes)
    for name, chinese, definition, questions in listed:
        term = URIRef(BKG + name.strip("`").removeprefix("bkg:"))
        assert chinese == text(ontology, term, RDFS.label, "zh")
        assert definition == text(ontology, term, SKOS.definition, "en")
        asked = {str(q) for q in ontology.objects(term, URIRef(f"{BKG}answersQuestion"))}
        assert set(questions.split()) == asked


def test_every_property_is_listed_as_the_ontology_has_it(page: str, ontology: Graph) -> None:
    kinds = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
    properties = {str(p) for kind in kinds for p in ontology.subjects(RDF.type, kind)}
    listed = table_rows(page, "Properties")
    assert sorted(BKG + row[0].strip("`").removeprefix("bkg:") for row in listed) == sorted(properties)
    for name, chinese, domain, value, definition in listed:
        term = URIRef(BKG + name.strip("`").removeprefix("bkg:"))
        assert chinese == text(ontology, term, RDFS.label, "zh")
        assert definition == text(ontology, term, SKOS.definition, "en")
        assert domain == short(ontology.value(term, RDFS.domain))
        assert value == short(ontology.value(term, RDFS.range))


def test_every_term_and_scheme_named_on_the_page_exists(page: str, described: set[str]) -> None:
    named = set(re.findall(r"\bbkg:([\w-]+)", page))
    assert len(named) > 100
    assert {BKG + name for name in named} - described == set()


def test_the_keys_of_sections_are_those_of_the_layout(page: str) -> None:
    part = page.split("\n## The explanatory text\n")[1].split("\n## ")[0]
    listed = re.findall(r"\| `([\w-]+)`", part)
    profile = load()
    assert sorted(listed) == sorted({*profile.sections, *profile.subsections} - {"projects"})


def test_the_files_of_the_code_lists_exist(page: str, root: Path) -> None:
    named = set(re.findall(r"`(codes/[\w-]+\.ttl)`", page))
    files = {f"codes/{path.name}" for path in (root / "ontology" / "codes").glob("*.ttl")}
    assert named == files - {"codes/rules.ttl"}


def printed_answer(page: str) -> list[list[str]]:
    lines = page.split("| number | project | amount | tierName |\n")[1].split("\n\n")[0].splitlines()[1:]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def test_the_example_answers_as_printed_in_rdflib(page: str, ontology_files: list[Path]) -> None:
    dataset = Dataset()
    dataset.graph(URIRef(graph_iri(DOCUMENT))).parse(data=blocks(page, "turtle")[0], format="turtle")
    for path in ontology_files:
        dataset.graph(URIRef(CODES_GRAPH)).parse(path)
    rows = [[str(cell) for cell in row] for row in dataset.query(blocks(page, "sparql")[0])]
    assert rows == printed_answer(page)


def test_the_example_answers_as_printed_in_oxigraph(page: str, ontology_files: list[Path]) -> None:
    store = pyoxigraph.Store()
    turtle = pyoxigraph.RdfFormat.TURTLE
    graph = pyoxigraph.NamedNode(graph_iri(DOCUMENT))
    store.load(blocks(page, "turtle")[0].encode(), format=turtle, to_graph=graph)
    for path in ontology_files:
        store.load(path=str(path), format=turtle, to_graph=pyoxigraph.NamedNode(CODES_GRAPH))
    rows = [[cell.value for cell in row] for row in store.query(blocks(page, "sparql")[0])]
    assert rows == printed_answer(page)


def test_the_example_is_what_the_sample_gives(page: str, root: Path) -> None:
    example = Graph().parse(data=blocks(page, "turtle")[0], format="turtle")
    lines = of(parse(read(root / "samples" / "fengfeng-550-2024.txt"))).nquads.splitlines()
    whole = {line.rsplit(" <", 1)[0] + " ." for line in lines}
    stated = {line for line in example.serialize(format="nt", encoding="utf-8").decode().splitlines() if line}
    assert len(stated) > 30
    assert stated - whole == set()
