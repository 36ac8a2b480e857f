"""The JSON-LD context is what the ontology says, and nothing is lost by it."""

import json
from collections.abc import Callable, Iterable
from io import BytesIO
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.plugins.shared.jsonld.context import Context

from budgetkg.export import write_rdf
from budgetkg.export.context import CONTEXT_IRI, context, context_from_ontology
from budgetkg.export.jsonld import write_jsonld
from budgetkg.namespaces import BASE, BKG, CODES_GRAPH, PREFIXES
from budgetkg.resources import folder
from budgetkg.store import Store, open_store

XSD = PREFIXES["xsd"]
RDF_TYPE = ox.NamedNode(f"{PREFIXES['rdf']}type")


@pytest.fixture(scope="module")
def store(both_store: Store) -> Store:
    return both_store


def test_the_file_is_what_the_ontology_says(golden: Callable[[str, Path], None]) -> None:
    golden(context_from_ontology(), folder("ontology") / "context.jsonld")


def test_every_term_of_the_vocabulary_has_its_name() -> None:
    graph = rdflib.Graph().parse(folder("ontology") / "budgetkg.ttl")
    defined = {str(one) for one in graph.subjects(rdflib.RDF.type) if str(one).startswith(BKG)}
    known = {str(term.id) for term in Context(dict(context())).terms.values()}
    assert len(defined) > 100
    assert defined <= known


def written_and_held(store: Store) -> tuple[bytes, set[str]]:
    """Return all that a store holds as JSON-LD and as the lines of the store."""
    out = BytesIO()
    write_rdf(store, out, "jsonld", codes=True)
    return out.getvalue(), {line for graph in store.graphs() for line in store.quads(graph)}


def test_the_engine_of_the_store_reads_its_quads(store: Store) -> None:
    written, held = written_and_held(store)
    assert len(held) > 9000
    assert {f"{quad} ." for quad in ox.parse(written, ox.RdfFormat.JSON_LD)} == held


def sorts(lines: Iterable[str]) -> set[tuple[str, ...]]:
    """Return which properties there are, with what sort of value each, and which classes."""
    found = set()
    for line in lines:
        quad = next(iter(ox.parse(line, ox.RdfFormat.N_QUADS)))
        value = quad.object
        sort = (value.datatype.value, value.language or "") if isinstance(value, ox.Literal) else ("",)
        cls = value.value if quad.predicate == RDF_TYPE and isinstance(value, ox.NamedNode) else ""
        found.add((quad.predicate.value, cls, *sort))
    return found


def test_rdflib_reads_the_quads_of_the_store(
    store: Store, invented_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The small document says whatever the large one says, and rdflib takes its time."""
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)
    written, held = written_and_held(invented_store)
    assert sorts(held) == sorts(line for graph in store.graphs() for line in store.quads(graph))
    ours, lines = rdflib.Dataset(), rdflib.Dataset()
    ours.parse(data=written, format="json-ld")
    lines.parse(data="\n".join(held), format="nquads")
    assert set(ours.quads()) == set(lines.quads())


def test_no_money_is_a_json_number(store: Store) -> None:
    out = BytesIO()
    write_jsonld(store, out, store.graphs())
    decimals = {name for name, one in context().items() if isinstance(one, dict) and "decimal" in str(one)}
    assert {"amount", "totalAmount", "unitPrice"} <= decimals
    nodes = [node for graph in json.loads(out.getvalue())["@graph"] for node in graph["@graph"]]
    values = [node[name] for node in nodes for name in decimals & set(node)]
    assert len(values) > 300
    assert {type(value) for value in values} == {str}


ODD = f"""
<urn:a> <{BKG}amount> "1.50"^^<{XSD}decimal> . <urn:a> <{BKG}amount> "2"^^<{XSD}integer> .
<urn:a> <{BKG}amount> "drei" . <urn:a> <{BKG}amount> "4"@zh . <urn:a> <{BKG}amount> <urn:b> .
<urn:a> <{BKG}department> "no reference" . <urn:a> <{BKG}department> <urn:b> .
<urn:a> <{BKG}department> <{BASE}/id///x> . <urn:a> <{BKG}department> <https://example.org/a> .
<urn:a> <{BKG}fiscalYear> "02024"^^<{XSD}integer> . <urn:a> <{BKG}fiscalYear> "-7"^^<{XSD}integer> .
<urn:a> <{BKG}fiscalYear> "99999999999999999999"^^<{XSD}integer> .
<urn:a> <{BKG}fiscalYear> "x"^^<{XSD}integer> .
<urn:a> <{PREFIXES["skos"]}prefLabel> "plain" . <urn:a> <{PREFIXES["skos"]}prefLabel> "a"@en .
<urn:a> <{PREFIXES["skos"]}prefLabel> "b"@en . <urn:a> <{PREFIXES["skos"]}prefLabel> "c"@zh-hans .
<urn:a> <{PREFIXES["rdf"]}type> <urn:T> . <urn:a> <{PREFIXES["rdf"]}type> <{BKG}Unit> .
<urn:a> <{BKG}flag> "true"^^<{XSD}boolean> . <urn:a> <{BKG}printedText> "t"@zh .
<urn:a> <{BKG}asOf> "2023-12-31"^^<{XSD}date> . <urn:a> <{BKG}asOf> "2023"^^<{XSD}gYear> .
"""


def test_what_does_not_fit_the_context_is_kept_too(tmp_path: Path) -> None:
    lines = [f"{part.strip()} <urn:g> ." for part in ODD.replace("\n", " ").split(" .") if part.strip()]
    with open_store(tmp_path / "store", create=True) as store:
        store.replace("urn:g", "\n".join(lines))
        out = BytesIO()
        write_jsonld(store, out, ["urn:g"])
        held = set(store.quads("urn:g"))
    assert len(held) == 23
    assert {f"{quad} ." for quad in ox.parse(out.getvalue(), ox.RdfFormat.JSON_LD)} == held


def test_the_published_context_may_be_named_instead(tmp_path: Path) -> None:
    with open_store(tmp_path / "store", create=True) as store:
        store.replace("urn:g", f'<urn:a> <{BKG}amount> "1"^^<{XSD}decimal> <urn:g> .')
        out = BytesIO()
        write_jsonld(store, out, ["urn:g"], context_iri=CONTEXT_IRI)
    value = json.loads(out.getvalue())
    assert value["@context"] == f"{BASE}/context.jsonld"
    value["@context"] = dict(context())
    read = ox.parse(json.dumps(value).encode(), ox.RdfFormat.JSON_LD)
    assert [quad.object.value for quad in read] == ["1"]
    assert CODES_GRAPH not in out.getvalue().decode()
