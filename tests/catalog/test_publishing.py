"""The catalogue as a page and as RDF: what stands in the documentation is what the heads say."""

from collections.abc import Callable
from pathlib import Path

from rdflib import DCTERMS, RDF, RDFS, SH, BNode, Graph, URIRef

from budgetkg.catalog import load_catalog
from budgetkg.catalog.publishing import to_page, to_turtle
from budgetkg.namespaces import query_iri

DOCS = Path(__file__).parents[2] / "docs"
CATALOG = load_catalog()


def test_the_page_is_current(golden: Callable[[str, Path], None]) -> None:
    golden(to_page(CATALOG), DOCS / "catalog.md")


def test_the_rdf_is_current(golden: Callable[[str, Path], None]) -> None:
    golden(to_turtle(CATALOG), DOCS / "catalog.ttl")


def test_the_page_tells_of_every_query() -> None:
    page = to_page(CATALOG)
    for query in CATALOG.values():
        entry = page.split(f"### `{query.name}`\n", 1)[1].split("\n### ", 1)[0]
        assert query.summary_zh in entry
        assert query.summary_en in entry
        assert all(f"`{column}`" in entry for column in query.columns)
        assert all(f"`{one.name}`" in entry for one in query.params)


def test_each_query_is_executable_in_rdf() -> None:
    graph = Graph().parse(data=to_turtle(CATALOG), format="turtle")
    assert not [term for triple in graph for term in triple if isinstance(term, BNode)]
    found = set(graph.subjects(RDF.type, SH.SPARQLSelectExecutable))
    assert found == {URIRef(query_iri(name)) for name in CATALOG}
    for query in CATALOG.values():
        subject = URIRef(query_iri(query.name))
        assert str(graph.value(subject, SH.select)) == query.body
        assert {label.language for label in graph.objects(subject, RDFS.label)} == {"zh", "en"}
        parameters = {
            str(graph.value(one, DCTERMS.identifier)) for one in graph.objects(subject, SH.parameter)
        }
        assert parameters == {one.name for one in query.params}
