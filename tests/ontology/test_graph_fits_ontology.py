"""What the writer makes of the samples uses described terms, within their domains and ranges."""

from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, SKOS, XSD, Graph, Literal, URIRef

from budgetkg.documents import read
from budgetkg.graph import of
from budgetkg.namespaces import BKG
from budgetkg.parsing import parse

SAMPLES = sorted((Path(__file__).parents[2] / "samples").glob("*.txt"))


@pytest.fixture(scope="module", params=SAMPLES, ids=lambda path: path.stem)
def data(request: pytest.FixtureRequest) -> Graph:
    lines = of(parse(read(request.param))).nquads.splitlines()
    graph = Graph()
    graph.parse(data="\n".join(line.rsplit(" <", 1)[0] + " ." for line in lines), format="nt")
    return graph


def types(graph: Graph, ontology: Graph, node: URIRef) -> set[URIRef]:
    own = set(graph.objects(node, RDF.type)) | set(ontology.objects(node, RDF.type))
    return own | {above for one in own for above in ontology.transitive_objects(one, RDFS.subClassOf)}


def test_there_are_samples() -> None:
    assert SAMPLES


def test_only_described_terms_are_used(data: Graph, described: set[str]) -> None:
    used = {str(term) for triple in data for term in triple[1:] if isinstance(term, URIRef)}
    assert {iri for iri in used if iri.startswith(BKG)} - described == set()


def test_subjects_are_of_the_domain(data: Graph, ontology: Graph) -> None:
    for term, domain in ontology.subject_objects(RDFS.domain):
        wrong = [s for s in data.subjects(term) if domain not in types(data, ontology, s)]
        assert wrong == [], term


def test_objects_are_of_the_range(data: Graph, ontology: Graph) -> None:
    for term in ontology.subjects(RDF.type, OWL.ObjectProperty):
        wanted = ontology.value(term, RDFS.range)
        if wanted is not None:
            wrong = [
                o
                for o in set(data.objects(None, term))
                # An account that no list has is described by its document alone.
                if wanted not in types(data, ontology, o)
                and not (wanted == SKOS.Concept and (o, SKOS.inScheme, None) in data)
            ]
            assert wrong == [], term


def test_literals_are_of_the_range(data: Graph, ontology: Graph) -> None:
    for term in ontology.subjects(RDF.type, OWL.DatatypeProperty):
        wanted = ontology.value(term, RDFS.range)
        for found in set(data.objects(None, term)):
            assert isinstance(found, Literal), term
            tagged = found.language is not None
            assert (RDF.langString if tagged else found.datatype or XSD.string) == wanted, term
