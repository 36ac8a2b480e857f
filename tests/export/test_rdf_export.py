"""Each RDF format, read by rdflib, holds the triples of the store, and files appear whole."""

import json
import os
from collections.abc import Callable, Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

import pytest
import rdflib
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID

from budgetkg.errors import UsageError
from budgetkg.export import FORMATS, document_graphs, write_rdf
from budgetkg.export.context import context
from budgetkg.export.files import writing
from budgetkg.export.jsonld import compact
from budgetkg.namespaces import CODES_GRAPH, ID
from budgetkg.store import Store, open_store

SMALL = Path(__file__).parents[2] / "samples" / "wenlv-588-2024.txt"
_PARSERS = {
    "turtle": "turtle",
    "trig": "trig",
    "nquads": "nquads",
    "ntriples": "nt",
    "jsonld": "json-ld",
    "rdfxml": "xml",
}
_WITH_GRAPHS = ("trig", "nquads", "jsonld")


@pytest.fixture(scope="module")
def store(store_of: Callable[[Sequence[Path]], Path]) -> Iterator[Store]:
    with open_store(store_of([SMALL])) as opened:
        yield opened


@pytest.fixture(autouse=True)
def literals_as_written(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stop rdflib from rewriting numbers while it reads."""
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)


def exported(store: Store, name: str, graphs: list[str] | None = None, *, codes: bool = False) -> bytes:
    out = BytesIO()
    write_rdf(store, out, name, graphs, codes=codes)
    return out.getvalue()


def expected(store: Store, graphs: list[str]) -> set[str]:
    """Return the quads of the store as the engine writes them."""
    return {line for graph in graphs for line in store.quads(graph)}


def without_codes(store: Store) -> list[str]:
    """What is printed and what is inferred, each in its graphs."""
    return [graph for graph in store.graphs() if graph != CODES_GRAPH]


def quads_of(data: bytes, name: str) -> set[str]:
    dataset = rdflib.Dataset()
    dataset.parse(data=data, format=_PARSERS[name])
    return {
        " ".join(term.n3() for term in quad if term not in (None, DATASET_DEFAULT_GRAPH_ID))
        for quad in dataset.quads()
    }


@pytest.fixture(scope="module")
def held(store: Store) -> set[str]:
    """What rdflib reads from the quads of the store."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rdflib, "NORMALIZE_LITERALS", False)
        return quads_of("\n".join(expected(store, without_codes(store))).encode(), "nquads")


@pytest.mark.parametrize("name", ["ntriples", "nquads"])
def test_what_is_inferred_never_mixes_with_what_is_printed(store: Store, name: str) -> None:
    """In a graph of its own it is exported with the rest; where there are no graphs it is left out."""
    found = exported(store, name).decode()
    assert ("/def#InferredUnit" in found) == (name in _WITH_GRAPHS)
    assert "/def#ProjectBudget" in found


def test_every_format_is_tested() -> None:
    assert set(_PARSERS) == set(FORMATS)


@pytest.mark.parametrize("name", FORMATS)
def test_rdflib_reads_the_same_back(store: Store, held: set[str], name: str) -> None:
    (graph,) = document_graphs(store)
    found, wanted = quads_of(exported(store, name), name), held
    if name not in _WITH_GRAPHS:
        found = {f"{triple} <{graph}>" for triple in found}
        wanted = {quad for quad in held if quad.endswith(f" <{graph}>")}
    assert len(wanted) > 8000
    assert found == wanted


@pytest.mark.parametrize("name", _WITH_GRAPHS)
def test_code_lists_are_a_graph_of_their_own(store: Store, name: str) -> None:
    with_codes = quads_of(exported(store, name, codes=True), name)
    assert {quad.rsplit(" ", 1)[-1] for quad in with_codes} == {
        f"<{CODES_GRAPH}>",
        *(f"<{graph}>" for graph in store.graphs()),
    }


def test_a_choice_of_no_document_gives_none(store: Store) -> None:
    assert quads_of(exported(store, "nquads", []), "nquads") == set()
    assert quads_of(exported(store, "jsonld", []), "jsonld") == set()


def test_jsonld_has_the_context_and_keeps_money_as_text(store: Store) -> None:
    value = json.loads(exported(store, "jsonld"))
    assert value["@context"] == context()
    nodes = {node["@id"]: node for graph in value["@graph"] for node in graph["@graph"]}
    amount = nodes["id:doc/130406-588-2024-budget/amount/expenditure/207/total"]
    assert amount["@type"] == "BudgetAmount"
    assert amount["amount"] == "14457300"
    assert amount["printedText"] == "1445.73"
    assert amount["account"] == "id:account/functional/2024/207"
    assert nodes["id:doc/130406-588-2024-budget"]["fiscalYear"] == 2024
    assert list(amount["prefLabel"]) == ["zh"]


def test_compact_keeps_what_a_prefix_would_change() -> None:
    assert compact("https://w3id.org/budgetkg/id///a") == "https://w3id.org/budgetkg/id///a"
    assert compact("https://w3id.org/budgetkg/id/law/预算法") == "id:law/预算法"


def test_unknown_format(store: Store) -> None:
    with pytest.raises(UsageError, match="unknown format 'html'"):
        exported(store, "html")


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    target = tmp_path / "out.ttl"
    target.write_bytes(b"before")

    def fail(out: BinaryIO) -> None:
        out.write(b"half")
        raise RuntimeError("stopped")

    with pytest.raises(RuntimeError), writing(target) as out:
        fail(out)
    assert (target.read_bytes(), list(tmp_path.iterdir())) == (b"before", [target])
    with writing(target) as out:
        out.write(b"after")
    assert (target.read_bytes(), list(tmp_path.iterdir())) == (b"after", [target])


def test_permissions_and_links_stay(tmp_path: Path) -> None:
    target, link = tmp_path / "out.ttl", tmp_path / "link.ttl"
    target.write_bytes(b"before")
    target.chmod(0o640)
    link.symlink_to(target)
    with writing(link) as out:
        out.write(b"after")
    assert link.is_symlink()
    assert (target.read_bytes(), target.stat().st_mode & 0o777) == (b"after", 0o640)


def test_a_new_file_has_usual_permissions(tmp_path: Path) -> None:
    mask = os.umask(0o022)
    try:
        with writing(tmp_path / "new.ttl") as out:
            out.write(b"x")
    finally:
        os.umask(mask)
    assert (tmp_path / "new.ttl").stat().st_mode & 0o777 == 0o644


def test_what_cannot_be_written_is_told(tmp_path: Path) -> None:
    for path in (tmp_path / "no" / "out.ttl", tmp_path):
        with pytest.raises(UsageError, match="cannot be written"), writing(path):
            pass


@pytest.mark.parametrize("name", ["turtle", "ntriples", "rdfxml"])
def test_what_several_graphs_say_stands_there_once(name: str, tmp_path: Path) -> None:
    """Of a shared thing, and of a document's own thing in a graph that is not the document's."""
    one, two = (f"{ID}doc/990001-90{number}-2024-budget" for number in (1, 2))
    shared, own = "<urn:a> <urn:p> <urn:b>", f"<{one}/amount/x> <urn:p> <urn:b>"
    other = f"<{two}/amount/x> <urn:p> <urn:b>"
    graphs = {f"{one}/graph": [shared, own], f"{two}/graph": [shared, other], "urn:links": [own, shared]}
    with open_store(tmp_path / "store", create=True) as store:
        for graph, triples in graphs.items():
            store.replace(graph, "\n".join(f"{triple} <{graph}> ." for triple in triples))
        for chosen, count in ((list(graphs), 3), (["urn:links", f"{two}/graph"], 3), (["urn:links"], 2)):
            data = exported(store, name, chosen)
            assert len(quads_of(data, name)) == count
            assert name != "ntriples" or len(data.splitlines()) == count
