"""The kinds and columns agree with the ontology, and leave out nothing that a document says."""

import re
from collections import defaultdict
from pathlib import Path

import pytest
import rdflib
from rdflib import OWL, RDF, RDFS, SKOS, XSD

from budgetkg.entities.kinds import Column, Kind, choose_kinds, left_out, load_kinds
from budgetkg.errors import UsageError
from budgetkg.namespaces import BKG, PREFIXES

ONTOLOGY = Path(__file__).parents[2] / "ontology"
KINDS = list(load_kinds().values())
COLUMNS = [(kind, column) for kind in KINDS for column in kind.columns]
#: Terms of other vocabularies that the graph uses.
FOREIGN = {
    *("dcterms:title", "dcterms:identifier", "dcterms:description", "dcterms:isVersionOf"),
    *("skos:prefLabel", "skos:altLabel", "skos:definition", "skos:broader", "skos:inScheme", "skos:Concept"),
    *("rdf:type", "rdfs:comment"),
}
RANGES = {
    XSD.string: {"text"},
    RDF.langString: {"text"},
    XSD.integer: {"integer"},
    XSD.decimal: {"decimal"},
    XSD.date: {"date"},
    SKOS.Concept: {"text", "reference"},
}
#: Places are columns of what stands there; audit and inference are no part of what a document says.
NO_KINDS = {
    rdflib.URIRef(f"{BKG}{name}")
    for name in (
        *("Place", "AuditFinding", "AuditRule", "AuditPopulation", "AuditProfile", "RuleParameter"),
        *("Inference", "InferredUnit", "InferredAccount", "ExplainedSum"),
    )
}


@pytest.fixture(scope="module")
def ontology() -> rdflib.Graph:
    return rdflib.Graph().parse(ONTOLOGY / "budgetkg.ttl")


def named(name: str) -> rdflib.URIRef:
    prefix, local = name.split(":")
    return rdflib.URIRef(PREFIXES[prefix] + local)


def walked(column: Column) -> list[str]:
    """The properties of a path, as prefixed names."""
    return [part.lstrip("^") for part in column.path.split("/")]


def identified(value: tuple[Kind, Column] | object) -> str:
    return f"{value.name}" if isinstance(value, (Kind, Column)) else str(value)


@pytest.mark.parametrize("kind", KINDS, ids=identified)
def test_classes_and_properties_exist(kind: Kind, ontology: rdflib.Graph) -> None:
    classes = [kind.cls, *kind.also, *([kind.without] if kind.without else [])]
    for name in classes:
        assert name in FOREIGN or (named(name), RDF.type, OWL.Class) in ontology, name
    properties = [name for column in kind.columns for name in walked(column)]
    for name in properties + ([kind.having] if kind.having else []):
        assert name in FOREIGN or (named(name), RDF.type, None) in ontology, name


def test_every_property_of_the_ontology_is_in_a_column_or_left_out(ontology: rdflib.Graph) -> None:
    types = (OWL.DatatypeProperty, OWL.ObjectProperty, OWL.AnnotationProperty)
    declared = {str(term) for one in types for term in ontology.subjects(RDF.type, one)}
    covered = {str(named(name)) for _, column in COLUMNS for name in walked(column)}
    omitted = {str(named(name)) for name in left_out()}
    assert declared - covered == omitted
    assert not covered & omitted
    assert all(left_out().values())


def test_every_class_of_the_ontology_is_a_kind(ontology: rdflib.Graph) -> None:
    declared = set(ontology.subjects(RDF.type, OWL.Class))
    covered = {named(name) for kind in KINDS for name in (kind.cls, *kind.also)}
    assert declared - covered == NO_KINDS


@pytest.mark.parametrize(("kind", "column"), COLUMNS, ids=identified)
def test_titles_and_types_are_those_of_the_ontology(
    kind: Kind, column: Column, ontology: rdflib.Graph
) -> None:
    assert column.zh
    assert column.en
    name = walked(column)[-1]
    if not name.startswith("bkg:") or column.steps[-1].inverse:
        return
    labels = {label.language: str(label) for label in ontology.objects(named(name), RDFS.label)}
    assert (column.zh, column.en) == (labels["zh"], labels["en"])
    for found in ontology.objects(named(name), RDFS.range):
        assert column.type in RANGES.get(found, {"reference", "references"})
        if found == SKOS.Concept and column.type == "text":
            assert column.codes


@pytest.mark.parametrize("kind", KINDS, ids=identified)
def test_names_are_plain_and_unique(kind: Kind) -> None:
    names = [column.name for column in kind.columns]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", name) for name in names)
    assert "iri" not in names
    assert set(kind.labels) <= set(names)
    assert {one for column in kind.references for one in column.to} <= set(load_kinds())


def test_money_is_told_by_its_unit(ontology: rdflib.Graph) -> None:
    money = {walked(column)[-1] for _, column in COLUMNS if column.unit == "元"}
    assert money == {
        *("bkg:amount", "bkg:totalAmount", "bkg:fiscalFunds", "bkg:otherFunds"),
        *("bkg:budgetedFunds", "bkg:unitPrice"),
    }


def test_no_two_concepts_of_a_list_have_one_label() -> None:
    codes = rdflib.Graph()
    for file in ONTOLOGY.glob("codes/*.ttl"):
        codes.parse(file)
    for scheme in {column.codes for _, column in COLUMNS if column.codes}:
        found = defaultdict(set)
        for concept, label in codes.subject_objects(SKOS.prefLabel):
            if str(concept).startswith(f"{BKG}{scheme}-") and label.language == "zh":
                found[str(label)].add(concept)
        assert found, scheme
        assert {label: iris for label, iris in found.items() if len(iris) > 1} == {}, scheme


def test_choose_kinds() -> None:
    assert [kind.name for kind in choose_kinds(["notice", "project"])] == ["project", "notice"]
    assert choose_kinds() == tuple(KINDS)
    with pytest.raises(UsageError, match="unknown kind 'projects'"):
        choose_kinds(["projects"])
