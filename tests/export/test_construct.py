"""The CONSTRUCT queries: what they make of a sample, on both engines and in every RDF format."""

import re
from collections.abc import Callable, Iterator, Sequence
from io import BytesIO
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

from budgetkg.catalog import SavedQuery, bind, construct, find_construct, load_constructs, select_graphs
from budgetkg.catalog.saved import GROUPS
from budgetkg.errors import ParameterError, QueryError, QueryUnknownError, StoreError
from budgetkg.export import FORMATS
from budgetkg.export.construct import write_construct
from budgetkg.export.jsonld import compact
from budgetkg.namespaces import PREFIXES
from budgetkg.store import Store, open_store

GOLDEN = Path(__file__).parent / "constructs"
CONSTRUCTS = load_constructs()
#: What a query is asked for its golden file, where all of it would be too much to read.
ASKED = {
    "provenance": {
        "entity": "https://w3id.org/budgetkg/id/doc/130406-588-2024-budget/amount/income/207/total",
    },
    "projects-schema-org": {"project": "13040624P00588A100014"},
}
#: Properties that no project of the samples with a notice has.
NOT_IN_THE_SAMPLES = {"bkg:unitText", "bkg:otherFunds"}
_PARSERS = {
    "turtle": "turtle",
    "trig": "trig",
    "nquads": "nquads",
    "ntriples": "nt",
    "jsonld": "json-ld",
    "rdfxml": "xml",
}

every_query = pytest.mark.parametrize("query", CONSTRUCTS.values(), ids=CONSTRUCTS.keys())


@pytest.fixture(scope="module")
def store(sample_documents: list[Path], store_of: Callable[[Sequence[Path]], Path]) -> Iterator[Store]:
    """Both samples."""
    with open_store(store_of(sample_documents)) as opened:
        yield opened


@pytest.fixture(scope="module")
def reference(store: Store) -> rdflib.Dataset:
    dataset = rdflib.Dataset()
    dataset.parse(data="\n".join(store.quads()), format="nquads")
    return dataset


@pytest.fixture(autouse=True)
def literals_as_written(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stop rdflib from rewriting numbers while it reads."""
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)


def lines(graph: rdflib.Graph) -> set[str]:
    return {" ".join(term.n3() for term in triple) for triple in graph}


def read(ntriples: str) -> rdflib.Graph:
    return rdflib.Graph().parse(data=ntriples, format="nt")


@every_query
def test_head_is_complete(query: SavedQuery) -> None:
    assert query.summary_en
    assert re.search("[\u4e00-\u9fff]", query.summary_zh)
    assert all(re.match(r"[A-H][0-9]{1,2} \S", line) for line in query.answers)
    assert query.group in GROUPS
    assert query.body.count("GRAPH ?g {") == query.body.count("# bind: g") == 1
    for prefix, iri in re.findall(r"PREFIX (\w+): <([^>]+)>", query.body):
        assert PREFIXES[prefix] == iri


@every_query
def test_what_it_makes_of_a_sample(
    query: SavedQuery, store: Store, golden: Callable[[str, Path], None]
) -> None:
    graphs = select_graphs(store, department="588")
    golden(construct(store, query, ASKED.get(query.name, {}), graphs), GOLDEN / f"{query.name}.nt")


@every_query
def test_it_makes_the_properties_that_its_head_names(query: SavedQuery, store: Store) -> None:
    made = read(construct(store, query, {}))
    names = {compact(str(one)) for one in made.predicates()}
    assert names <= set(query.columns)
    assert set(query.columns) - names <= NOT_IN_THE_SAMPLES
    assert not [term for triple in made for term in triple if isinstance(term, rdflib.BNode)]


@every_query
def test_both_engines_make_the_same(query: SavedQuery, store: Store, reference: rdflib.Dataset) -> None:
    graphs = select_graphs(store, department="588")
    theirs = reference.query(bind(query, {}, graphs)).graph
    assert theirs is not None
    assert lines(theirs) == lines(read(construct(store, query, {}, graphs)))


@every_query
def test_all_documents_make_what_each_makes(query: SavedQuery, store: Store) -> None:
    parts = [construct(store, query, {}, select_graphs(store, department=code)) for code in ("550", "588")]
    whole = construct(store, query, {})
    assert all(parts)
    assert set(parts[0].splitlines()) | set(parts[1].splitlines()) == set(whole.splitlines())
    assert construct(store, query, {}, ()) == ""


def test_money_is_that_of_the_store(store: Store) -> None:
    made = read(construct(store, CONSTRUCTS["projects-schema-org"], {}))
    held = store.query(
        f"PREFIX bkg: <{PREFIXES['bkg']}>"
        "SELECT ?v { GRAPH ?g { ?form a bkg:ProjectBudget ; bkg:totalAmount ?v } }"
    )
    found = sorted(str(value) for value in made.objects(None, rdflib.URIRef(PREFIXES["schema"] + "value")))
    assert len(found) > 20
    assert found == sorted(row[0].value for row in held.rows)  # type: ignore[union-attr]


def test_a_notice_gives_its_chain_alone(store: Store) -> None:
    made = read(construct(store, CONSTRUCTS["funding-chain"], {"notice": "冀财教[2023]12号"}))
    notices = set(made.objects(None, rdflib.URIRef(PREFIXES["bkg"] + "derivesFromNotice")))
    assert {str(one) for one in notices} == {"https://w3id.org/budgetkg/id/legal/冀财教/2023/12"}
    with pytest.raises(ParameterError, match="has no parameter"):
        construct(store, CONSTRUCTS["funding-chain"], {"notices": "x"})


@pytest.mark.parametrize("name", FORMATS)
@every_query
def test_rdflib_reads_each_format(query: SavedQuery, name: str, store: Store) -> None:
    made = construct(store, query, {}, select_graphs(store, department="588"))
    out = BytesIO()
    write_construct(made, out, name)
    dataset = rdflib.Dataset()
    dataset.parse(data=out.getvalue(), format=_PARSERS[name])
    found = {" ".join(term.n3() for term in quad[:3]) for quad in dataset.quads()}
    assert found == lines(read(made))


def test_jsonld_of_a_construct_is_read_by_both(store: Store) -> None:
    made = construct(store, CONSTRUCTS["funding-chain"], {})
    out = BytesIO()
    write_construct(made, out, "jsonld")
    found = {f"{quad.triple} ." for quad in ox.parse(out.getvalue(), ox.RdfFormat.JSON_LD)}
    assert found == set(made.splitlines())


def test_an_unknown_format_is_told() -> None:
    with pytest.raises(StoreError, match="unknown format 'html'"):
        write_construct("", BytesIO(), "html")


def test_a_query_of_ones_own(store: Store, tmp_path: Path) -> None:
    file = tmp_path / "mine.rq"
    text = "CONSTRUCT { ?d a <urn:D> } WHERE {\n  # bind: g\n  GRAPH ?g { ?d <%sfiscalYear> ?y } }"
    file.write_text(text % PREFIXES["bkg"], encoding="utf-8")
    query = find_construct(str(file))
    assert len(construct(store, query, {}).splitlines()) == 2
    assert len(construct(store, query, {}, select_graphs(store, department="588")).splitlines()) == 1
    file.write_text(text.replace("# bind: g", "") % PREFIXES["bkg"], encoding="utf-8")
    with pytest.raises(ParameterError):
        construct(store, find_construct(str(file)), {}, select_graphs(store, department="588"))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("CONSTRUCT { ?s ?p ?o } WHERE { SERVICE <http://localhost:1/> { ?s ?p ?o } }", "SERVICE is refused"),
        ("CONSTRUCT { ?s ?p ?o } FROM <http://localhost:1/> WHERE { ?s ?p ?o }", "FROM names a graph"),
        ("SELECT ?s { ?s ?p ?o }", "no CONSTRUCT"),
        ("ASK { ?s ?p ?o }", "no CONSTRUCT"),
        ("INSERT DATA { <urn:a> <urn:b> <urn:c> }", "the query is wrong"),
        ("CONSTRUCT {", "the query is wrong"),
    ],
)
def test_what_is_no_construct_of_this_store_is_refused(
    text: str, words: str, store: Store, tmp_path: Path
) -> None:
    file = tmp_path / "bad.rq"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(QueryError, match=words):
        construct(store, find_construct(str(file)), {})


def test_an_unknown_name_lists_the_known() -> None:
    with pytest.raises(QueryUnknownError, match=r"there are funding-chain, .*did you mean organisation\?"):
        find_construct("organization")
