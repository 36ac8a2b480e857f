"""Rows against the store: counts, sums and membership by queries of their own."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
import rdflib

from budgetkg.entities import Entity, Kind, entities, label_of, load_kinds
from budgetkg.entities.kinds import full, left_out
from budgetkg.errors import QueryError, StoreError
from budgetkg.export import document_graphs
from budgetkg.namespaces import BKG, CODES_GRAPH, PREFIXES
from budgetkg.results import Solutions, Term
from budgetkg.store import Store, open_store

ROOT = Path(__file__).parents[2]
SAMPLES = sorted((ROOT / "samples").glob("*.txt"))
REAL = ROOT / "../shared/data/documents/fengfeng-550-2024.txt"
KINDS = list(load_kinds().values())
PREFIX = "".join(f"PREFIX {name}: <{PREFIXES[name]}> " for name in ("bkg", "dcterms", "skos", "rdf", "rdfs"))
D = "https://example.org/doc/"


@pytest.fixture(scope="module")
def store(both_store: Store) -> Store:
    return both_store


@cache
def all_rows(store: Store, kind: str) -> tuple[Entity, ...]:
    """Return what is in all documents, read once: the store stays as it is."""
    return tuple(entities(store, load_kinds()[kind], document_graphs(store)))


def rows(store: Store, kind: str, graphs: Sequence[str] | None = None) -> list[Entity]:
    return list(all_rows(store, kind) if graphs is None else entities(store, load_kinds()[kind], graphs))


def value(entity: Entity, column: str) -> object:
    names = [one.name for one in load_kinds()[entity.kind].columns]
    return entity.values[names.index(column)]


def asked(store: Store, query: str) -> list[tuple[str, ...]]:
    found = store.query(PREFIX + query)
    assert isinstance(found, Solutions)
    return [tuple("" if term is None else term.value for term in row) for row in found.rows]


def test_every_thing_in_the_documents_is_in_one_kind(store: Store) -> None:
    """Only the places, which printed things carry with them, the levels of accounts, and the graphs
    themselves are no rows."""
    graphs = " ".join(f"<{graph}>" for graph in document_graphs(store))
    subjects = asked(
        store,
        f"SELECT DISTINCT ?s WHERE {{ VALUES ?g {{ {graphs} }} GRAPH ?g {{ ?s ?p ?o }} "
        f"FILTER NOT EXISTS {{ GRAPH ?g {{ ?s a bkg:Place }} }} FILTER(?s != ?g) "
        f"FILTER NOT EXISTS {{ GRAPH ?g {{ ?s skos:member ?account }} }} }}",
    )
    found = Counter(entity.iri for kind in KINDS for entity in rows(store, kind.name))
    assert set(found) == {subject for (subject,) in subjects}
    assert {iri: count for iri, count in found.items() if count > 1} == {}
    assert len(found) > 300


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_nothing_said_of_a_kind_is_without_column(store: Store, kind: Kind) -> None:
    walked = {column.steps[0].iri for column in kind.columns if not column.steps[0].inverse}
    inverse = {step.iri for one in KINDS for column in one.columns for step in column.steps if step.inverse}
    known = walked | inverse | {full(name) for name in left_out()} | {full("rdf:type")}
    said = {
        about
        for entity in rows(store, kind.name)
        for (about,) in asked(store, f"SELECT DISTINCT ?p WHERE {{ GRAPH ?g {{ <{entity.iri}> ?p ?o }} }}")
    }
    if kind.shared:
        known |= {full("skos:prefLabel"), f"{BKG}verification"}  # said by the code lists
        said = {about for about in said if not about.startswith(PREFIXES["skos"])}
        known |= {full("dcterms:source"), full("dcterms:isPartOf")}
    assert said - known == set()


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_decimals_have_the_sum_that_sparql_finds(store: Store, kind: Kind) -> None:
    if kind.shared:
        assert not [column for column in kind.columns if column.type == "decimal"]
        return
    for column in kind.columns:
        if column.type != "decimal":
            continue
        values = [value(entity, column.name) for entity in rows(store, kind.name)]
        ((total, count),) = asked(
            store,
            f"SELECT (SUM(?v) AS ?total) (COUNT(?v) AS ?n) WHERE {{ "
            f"GRAPH ?g {{ ?s a {kind.cls} ; {column.path} ?v }} }}",
        )
        numbers = [one for one in values if isinstance(one, Decimal)]
        assert (sum(numbers, Decimal()), len(numbers)) == (Decimal(total), int(count))


def test_rows_are_typed_and_labelled(store: Store) -> None:
    amounts = rows(store, "amount")
    sides = {value(amount, "side") for amount in amounts}
    assert {"收入", "支出", None} >= sides
    assert {value(amount, "row_role") for amount in amounts} >= {"合计", "明细"}
    assert all(isinstance(value(amount, "amount"), Decimal) for amount in amounts)
    assert all(isinstance(value(amount, "first_line"), int) for amount in amounts)
    assert {type(value(asset, "as_of")) for asset in rows(store, "asset")} == {date}
    unit = rows(store, "unit")[0]
    assert label_of(load_kinds()["unit"], unit) == value(unit, "name")
    lines = [(str(value(one, "document")), value(one, "first_line")) for one in amounts]
    assert lines == sorted(lines)


def test_account_names_come_from_the_code_lists(store: Store) -> None:
    names = {value(one, "code"): value(one, "name") for one in rows(store, "account")}
    assert names["207"] == "文化旅游体育与传媒支出"
    assert names["30201"] == "办公费"
    kinds = {value(one, "code"): value(one, "classification") for one in rows(store, "account")}
    assert (kinds["207"], kinds["30201"]) == ("功能分类科目", "经济分类科目")


def test_legal_resources_and_notices_are_apart(store: Store) -> None:
    notices = {entity.iri for entity in rows(store, "notice")}
    legal = {entity.iri for entity in rows(store, "legal")}
    assert notices
    assert legal
    assert not notices & legal
    derived = {iri for project in rows(store, "project") for iri in _several(project, "derives_from")}
    assert derived == notices
    cited = {value(citation, "cites") for citation in rows(store, "citation")}
    assert cited - {None} == notices | legal


def _several(entity: Entity, column: str) -> tuple[str, ...]:
    found = value(entity, column)
    assert isinstance(found, tuple)
    return found


class Counting:
    """A store that counts the graphs that it was asked for."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.asked: list[str] = []

    def query(self, text: str) -> Solutions | bool | str:
        self.asked.append(text)
        return self.store.query(text)


def test_rows_come_before_the_next_graph_is_read(store_of: Callable[[Sequence[Path]], Path]) -> None:
    with open_store(store_of(SAMPLES)) as opened:
        graphs = document_graphs(opened)
        store = Counting(opened)
        stream = entities(store, load_kinds()["duty"], reversed(graphs))  # type: ignore[arg-type]
        first = next(stream)
        assert value(first, "document") == graphs[0].removesuffix("/graph")
        assert [graphs[1] in text for text in store.asked] == [False]
        rest = list(stream)
    assert [graphs[1] in text for text in store.asked] == [False, True]
    assert value(rest[-1], "document") == graphs[1].removesuffix("/graph")


class Reference:
    """The reference engine behind the same interface."""

    def __init__(self, quads: str) -> None:
        self.dataset = rdflib.Dataset()
        self.dataset.parse(data=quads, format="nquads")

    def query(self, text: str) -> Solutions | bool | str:
        found = self.dataset.query(text)
        names = tuple(str(name) for name in found.vars or ())
        return Solutions(names, tuple(tuple(_term(row[name]) for name in names) for row in found))


def _term(node: object) -> Term | None:
    if isinstance(node, rdflib.Literal):
        return Term("literal", str(node), str(node.datatype), node.language)
    return None if node is None else Term("iri", str(node))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_the_reference_engine_gives_the_same_rows(small: tuple[Store, Reference], kind: Kind) -> None:
    store, reference = small
    graphs = document_graphs(store)
    assert list(entities(reference, kind, graphs)) == list(entities(store, kind, graphs))


@pytest.fixture(scope="module")
def small(store_of: Callable[[Sequence[Path]], Path]) -> Iterator[tuple[Store, Reference]]:
    with open_store(store_of([SAMPLES[-1]])) as opened, pytest.MonkeyPatch.context() as patch:
        patch.setattr(rdflib, "NORMALIZE_LITERALS", False)
        lines = [line for graph in (*document_graphs(opened), CODES_GRAPH) for line in opened.quads(graph)]
        yield opened, Reference("\n".join(lines))


# What a graph of our own making never has


def invented(tmp_path: Path, *statements: tuple[str, str]) -> tuple[Store, list[str]]:
    """A store of statements in Turtle syntax by the name of their document."""
    store = open_store(tmp_path / "db", create=True)
    graphs = []
    for name, turtle in statements:
        graph = rdflib.Graph().parse(data=PREFIX.replace("PREFIX", "@prefix").replace("> ", "> .\n") + turtle)
        lines = graph.serialize(format="nt").splitlines()
        graphs.append(f"{D}{name}/graph")
        quads = [f"{line.removesuffix(' .')} <{graphs[-1]}> ." for line in lines if line.strip()]
        store.replace(graphs[-1], "\n".join(quads))
    return store, graphs


def test_several_texts_are_joined(tmp_path: Path) -> None:
    store, graphs = invented(tmp_path, ("a", f'<{D}d> a bkg:Duty ; dcterms:description "二"@zh , "一"@zh .'))
    assert value(rows(store, "duty", graphs)[0], "description") == "一 | 二"


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ("bkg:dutyNumber 1 , 2", "number should have one value and has 2: 1, 2"),
        ('bkg:dutyNumber "x"', "number 'x' is no integer"),
        ('bkg:inDocument "x"', "document 'x' is no IRI"),
    ],
)
def test_several_numbers_and_wrong_types_are_errors(tmp_path: Path, said: str, message: str) -> None:
    store, graphs = invented(tmp_path, ("a", f"<{D}d> a bkg:Duty ; {said} ."))
    with pytest.raises(StoreError, match=message):
        rows(store, "duty", graphs)


UNIT = (
    '<{d}u> a bkg:Unit ; skos:prefLabel "甲"@zh ; bkg:unitRank bkg:unit-rank-{rank} ; bkg:unitNumber {n} ; \
bkg:inDocument <{d}{doc}> .'
)


def test_a_shared_thing_comes_once_with_what_all_documents_say(tmp_path: Path) -> None:
    store, graphs = invented(
        tmp_path,
        ("a", UNIT.format(d=D, rank="正科级", n=3, doc="a")),
        ("b", UNIT.format(d=D, rank="副科级", n=5, doc="b")),
        ("c", UNIT.format(d=D, rank="正科级", n=7, doc="c")),
    )
    (unit,) = rows(store, "unit", graphs)
    assert value(unit, "name") == "甲"
    assert value(unit, "unit_rank") == "正科级 | 副科级"
    assert value(unit, "number") == 3
    assert value(unit, "documents") == (f"{D}a", f"{D}b", f"{D}c")
    assert value(rows(store, "unit", graphs[1:])[0], "unit_rank") == "副科级 | 正科级"


def test_documents_that_disagree_on_a_number_are_an_error(tmp_path: Path) -> None:
    said = f"<{D}n> a bkg:FundingNotice ; bkg:documentYear "
    store, graphs = invented(tmp_path, ("a", f"{said} 2023 ."), ("b", f"{said} 2024 ."))
    with pytest.raises(StoreError, match="year should have one value and has 2: 2023, 2024"):
        rows(store, "notice", graphs)


def test_a_notice_of_any_chosen_document_is_no_other_resource(tmp_path: Path) -> None:
    said = f"<{D}n> a bkg:LegalResource ; bkg:serial 1 ."
    store, graphs = invented(tmp_path, ("a", said), ("b", f"{said} <{D}n> a bkg:FundingNotice ."))
    assert [len(rows(store, kind, graphs)) for kind in ("notice", "legal")] == [1, 0]
    assert [len(rows(store, kind, graphs[:1])) for kind in ("notice", "legal")] == [0, 1]


def test_a_concept_without_label_shows_its_key(tmp_path: Path) -> None:
    said = f"<{D}t> a bkg:PrintedTable ; bkg:table bkg:table-其他表 ."
    store, graphs = invented(tmp_path, ("a", said))
    assert value(rows(store, "table", graphs)[0], "table") == "其他表"


def test_printed_order_counts_numbers(tmp_path: Path) -> None:
    said = " ".join(f"<{D}d/{n}> a bkg:Duty ; bkg:dutyNumber {n} ." for n in (10, 9, 1))
    store, graphs = invented(tmp_path, ("a", said))
    assert [value(one, "number") for one in rows(store, "duty", graphs)] == [1, 9, 10]


def test_an_answer_that_has_no_rows_is_an_error() -> None:
    class Asking:
        def query(self, text: str) -> bool:
            return True

    with pytest.raises(QueryError):
        list(entities(Asking(), load_kinds()["duty"], ["https://example.org/g"]))
