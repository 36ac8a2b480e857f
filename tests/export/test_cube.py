"""The Data Cube: its integrity constraints, the checks of OpenBudgets, and the same sums as the store."""

import re
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

from budgetkg.catalog import document_graphs
from budgetkg.export.cube import CubeReport, write_cube
from budgetkg.export.cube.structure import ACCOUNTS, CHARACTERS, LISTS, Shape
from budgetkg.namespaces import BASE, PREFIXES
from budgetkg.resources import folder
from budgetkg.results import Solutions
from budgetkg.store import Store, open_store

HERE = Path(__file__).parent
CONSTRAINTS = sorted((HERE / "qb-constraints").glob("*.rq"))
SPOILED = sorted((HERE / "qb-constraints" / "spoiled").glob("*.ru"))
CHECKS = sorted((HERE / "openbudgets-checks").glob("*.rq"))
PROLOGUE = (
    "".join(
        f"PREFIX {name}: <{PREFIXES[name]}>\n"
        for name in ("bkg", "obeu-dim", "obeu-meas", "org", "qb", "skos", "xsd")
    )
    + f"PREFIX cube: <{BASE}/cube#>\n"
)
Rows = list[tuple[str | None, ...]]


def stem(path: Path) -> str:
    return path.stem


def exported(store: Store, graphs: list[str] | None = None) -> tuple[bytes, CubeReport]:
    out = BytesIO()
    report = write_cube(store, out, graphs)
    return out.getvalue(), report


def loaded(data: bytes) -> ox.Store:
    graph = ox.Store()
    graph.load(data, ox.RdfFormat.TURTLE)
    return graph


def normalise(graph: ox.Store) -> ox.Store:
    """Write out what an abbreviated cube leaves to be inferred, and what hierarchies reach."""
    for name in ("normalise", "finest"):
        graph.update((HERE / "qb-constraints" / f"{name}.ru").read_text(encoding="utf-8"))
    step, size = (HERE / "qb-constraints" / "reach-down.ru").read_text(encoding="utf-8"), -1
    while size != len(graph):
        size = len(graph)
        graph.update(step)
    return graph


def holds(graph: ox.Store, path: Path) -> bool:
    """Whether a constraint finds something wrong."""
    return bool(graph.query(path.read_text(encoding="utf-8")))


def rows(graph: ox.Store, query: str) -> Rows:
    found = graph.query(PROLOGUE + query)
    assert isinstance(found, ox.QuerySolutions)
    return [tuple(None if term is None else term.value for term in row) for row in found]


def stored_rows(store: Store, query: str) -> Rows:
    found = store.query(PROLOGUE + query)
    assert isinstance(found, Solutions)
    return [tuple(None if term is None else term.value for term in row) for row in found.rows]


@pytest.fixture(scope="module")
def store(both_store: Store) -> Store:
    return both_store


@pytest.fixture(scope="module")
def cube(store: Store) -> ox.Store:
    """The exported cube in normal form."""
    return normalise(loaded(exported(store)[0]))


@pytest.fixture(scope="module")
def small(sample_documents: list[Path], store_of: Callable[[Sequence[Path]], Path]) -> Iterator[Store]:
    with open_store(store_of([path for path in sample_documents if "wenlv" in path.stem])) as opened:
        yield opened


# The 21 integrity constraints


def test_every_constraint_is_there_and_can_fail() -> None:
    numbers = [f"{number:02}" for number in range(1, 22)]
    assert [path.name[3:5] for path in CONSTRAINTS] == numbers
    assert sorted({path.name[3:5] for path in SPOILED}) == numbers


@pytest.mark.parametrize("path", CONSTRAINTS, ids=stem)
def test_the_cube_is_well_formed(cube: ox.Store, path: Path) -> None:
    assert not holds(cube, path)


@pytest.mark.parametrize("path", SPOILED, ids=stem)
def test_a_constraint_finds_what_is_wrong(path: Path) -> None:
    good = (HERE / "qb-constraints" / "good.ttl").read_bytes()
    constraint = next(one for one in CONSTRAINTS if one.name[:5] == path.name[:5])
    whole, broken = normalise(loaded(good)), loaded(good)
    assert [one.name for one in CONSTRAINTS if holds(whole, one)] == []
    broken.update(path.read_text(encoding="utf-8"))
    assert holds(normalise(broken), constraint)


@pytest.mark.parametrize("path", CONSTRAINTS, ids=stem)
def test_another_engine_agrees(path: Path) -> None:
    good = (HERE / "qb-constraints" / "good.ttl").read_bytes()
    for change in [None, *(one for one in SPOILED if one.name[:5] == path.name[:5])]:
        graph = loaded(good)
        if change is not None:
            graph.update(change.read_text(encoding="utf-8"))
        normalise(graph)
        lines = graph.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph())
        other = rdflib.Graph().parse(data=lines, format="nt")
        assert (
            bool(other.query(path.read_text(encoding="utf-8"))) == holds(graph, path) == (change is not None)
        )


def test_the_cube_is_in_normal_form_as_it_is_written(store: Store, cube: ox.Store) -> None:
    added = {str(quad.triple) for quad in cube} - {str(quad.triple) for quad in loaded(exported(store)[0])}
    kinds = {triple.split(" ")[1] for triple in added}
    assert kinds == {f"<{PREFIXES['qb']}componentProperty>", "<urn:check:finest>"}


# The seven checks of OpenBudgets


def checked(graph: ox.Store) -> ox.Store:
    graph.load((HERE / "openbudgets-checks" / "core.ttl").read_bytes(), ox.RdfFormat.TURTLE)
    return normalise(graph)


def test_there_are_seven_checks_and_each_can_fail() -> None:
    assert len(CHECKS) == 7
    spoiled = (HERE / "openbudgets-checks" / "spoiled").glob("*.ru")
    assert sorted(path.stem for path in spoiled) == [path.stem for path in CHECKS]


def test_the_cube_passes_the_checks_of_openbudgets(store: Store) -> None:
    graph = checked(loaded(exported(store)[0]))
    assert [path.stem for path in CHECKS if holds(graph, path)] == []


@pytest.mark.parametrize("path", CHECKS, ids=stem)
def test_a_check_of_openbudgets_finds_what_is_wrong(small: Store, path: Path) -> None:
    graph = loaded(exported(small)[0])
    graph.update((path.parent / "spoiled" / f"{path.stem}.ru").read_text(encoding="utf-8"))
    assert [one for one in CHECKS if holds(checked(graph), one)] == [path]


# What the cube says


def test_every_amount_is_an_observation_with_its_value(store: Store, cube: ox.Store) -> None:
    held = stored_rows(store, "SELECT ?a ?v { GRAPH ?g { ?a a bkg:BudgetAmount ; bkg:amount ?v } }")
    found = rows(cube, "SELECT ?a ?v { ?a a qb:Observation ; obeu-meas:amount ?v }")
    assert len(held) > 300
    assert sorted(found) == sorted(held)
    assert exported(store)[1] == CubeReport(len(document_graphs(store)), len(held), 0)


def test_what_is_said_of_an_observation_is_said_of_the_amount(store: Store, cube: ox.Store) -> None:
    parts = (
        "bkg:table bkg:column bkg:rowRole bkg:printedText bkg:printedAt bkg:moneyUnit bkg:inDocument "
        "bkg:rowNumber bkg:procurementLine"
    )
    pattern = f"VALUES ?p {{ {parts} }} ?a a ?class ; ?p ?v"
    held = stored_rows(
        store, f"SELECT ?a ?p ?v {{ GRAPH ?g {{ {pattern.replace('?class', 'bkg:BudgetAmount')} }} }}"
    )
    found = rows(cube, f"SELECT ?a ?p ?v {{ {pattern.replace('?class', 'qb:Observation')} }}")
    assert sorted(map(str, found)) == sorted(map(str, held))


SUMS = (
    "SELECT ?document ?table ?column ?role (SUM(?v) AS ?sum) (COUNT(?v) AS ?n) {{ {0} }} "
    "GROUP BY ?document ?table ?column ?role ORDER BY ?document ?table ?column ?role"
)


def test_sums_over_a_slice_are_those_of_the_store(store: Store, cube: ox.Store) -> None:
    common = "bkg:inDocument ?document ; bkg:table ?table ; bkg:column ?column ; bkg:rowRole ?role"
    held = stored_rows(store, SUMS.format(f"GRAPH ?g {{ ?a {common} ; bkg:amount ?v }}"))
    found = rows(
        cube,
        SUMS.format(
            f"?slice a qb:Slice ; bkg:inDocument ?document ; bkg:table ?table ; qb:observation ?a . "
            f"?a {common} ; obeu-meas:amount ?v"
        ),
    )
    assert len(held) > 30
    assert [(*row[:4], Decimal(str(row[4])), row[5]) for row in found] == [
        (*row[:4], Decimal(str(row[4])), row[5]) for row in held
    ]


def test_sums_by_account_are_those_of_the_store(store: Store, cube: ox.Store) -> None:
    query = "SELECT ?code (SUM(?v) AS ?sum) {{ {0} FILTER(STRLEN(?code) = 3) }} GROUP BY ?code ORDER BY ?code"
    fixed = "bkg:table bkg:table-expenditure ; bkg:column bkg:column-total"
    held = stored_rows(
        store, query.format(f"GRAPH ?g {{ ?a {fixed} ; bkg:amount ?v ; bkg:account ?c . ?c bkg:code ?code }}")
    )
    found = rows(
        cube,
        query.format(
            f"?a {fixed} ; obeu-meas:amount ?v ; cube:functionalAccount ?c . ?c skos:notation ?code"
        ),
    )
    assert held
    assert found == held


def test_no_account_is_made_up(store: Store, cube: ox.Store) -> None:
    held = stored_rows(store, "SELECT ?a ?c { GRAPH ?g { ?a a bkg:BudgetAmount ; bkg:account ?c } }")
    found = rows(cube, "SELECT ?a ?c { ?a cube:functionalAccount|cube:economicAccount|cube:otherAccount ?c }")
    assert sorted(map(str, found)) == sorted(map(str, held))


def test_a_row_is_one_printed_row(store: Store, cube: ox.Store) -> None:
    """Amounts share a row exactly where they share table, side, lines, account and name."""
    held = stored_rows(
        store,
        "SELECT ?a ?t ?l ?n ?s ?c ?p { GRAPH ?g { ?a a bkg:BudgetAmount ; bkg:table ?t ; bkg:printedAt ?l ; "
        "skos:prefLabel ?n OPTIONAL { ?a bkg:side ?s } OPTIONAL { ?a bkg:account ?c } "
        "OPTIONAL { ?a bkg:procurementLine ?p } } }",
    )
    found = dict(rows(cube, "SELECT ?a ?row { ?a cube:row ?row }"))
    ours = {(row[1:], found[row[0]]) for row in held}
    assert len({row for _, row in ours}) == len({key for key, _ in ours}) == len(ours)


def test_codes_have_names_and_stand_below_their_parents(cube: ox.Store) -> None:
    lists = rows(cube, "SELECT ?list (COUNT(?c) AS ?n) { ?c skos:inScheme ?list } GROUP BY ?list")
    assert {str(name).rpartition("#")[2] for name, _ in lists} >= {"tables", "columns", "functional-accounts"}
    bare = "SELECT ?c { ?c skos:inScheme ?l MINUS { ?c skos:prefLabel ?n } MINUS { ?c skos:notation ?n } }"
    assert rows(cube, bare) == []
    deep = "SELECT ?c { ?c skos:inScheme cube:functional-accounts ; skos:notation ?n FILTER(STRLEN(?n) = 7) }"
    assert rows(cube, deep)
    orphans = deep.replace("}", " MINUS { ?c skos:broader/skos:broader/skos:notation ?top } }", 1)
    assert rows(cube, orphans.replace("} MINUS", "MINUS")) == []


# How it is written


def test_it_is_always_the_same_and_has_no_blank_nodes(store: Store) -> None:
    data, _ = exported(store)
    assert exported(store)[0] == data
    assert not [quad for quad in loaded(data) if isinstance(quad.subject, ox.BlankNode)]
    assert not [quad for quad in loaded(data) if isinstance(quad.object, ox.BlankNode)]


def test_rdflib_reads_the_same(small: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)
    data, _ = exported(small)
    theirs = {
        " ".join(term.n3() for term in triple) for triple in rdflib.Graph().parse(data=data, format="turtle")
    }
    lines = loaded(data).dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph())
    again = rdflib.Graph().parse(data=lines, format="nt")
    assert theirs == {" ".join(term.n3() for term in triple) for triple in again}


def test_exports_of_two_documents_make_one_cube(
    sample_documents: list[Path], store_of: Callable[[Sequence[Path]], Path]
) -> None:
    with open_store(store_of(sample_documents)) as store:
        graphs = [name for name in store.graphs() if name.endswith("-budget/graph")]
        parts, whole = ox.Store(), loaded(exported(store)[0])
        for graph in graphs:
            parts.load(exported(store, [graph])[0], ox.RdfFormat.TURTLE)
    assert len(graphs) == 2
    assert set(parts) == set(whole)


def test_a_choice_of_no_document_has_no_observation(small: Store) -> None:
    data, report = exported(small, [])
    assert report == CubeReport(0, 0, 0)
    assert rows(loaded(data), "SELECT ?o { ?o a qb:Observation }") == []


# What is not as usual

DOC = f"{BASE}/id/doc/990001-901-2023-budget"


def amount(name: str, *pairs: str) -> str:
    common = f"a bkg:BudgetAmount ; bkg:inDocument <{DOC}> ; bkg:printedAt <{DOC}/lines/7-7>"
    return f"<{DOC}/amount/{name}> {' ; '.join([common, *pairs])} ."


def odd_store(folder: Path, document: str, *amounts: str) -> Store:
    """A store with one hand-made document."""
    turtle = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())
    turtle += (
        f"<{DOC}> a bkg:DisclosureDocument ; bkg:department <{BASE}/id/department/990001/901> {document} ."
    )
    turtle += f"<{DOC}/lines/7-7> bkg:firstLine 7 ; bkg:lastLine 7 . {' '.join(amounts)}"
    graph = f"{DOC}/graph"
    store = open_store(folder, create=True)
    quads = ox.parse(turtle.encode(), ox.RdfFormat.TURTLE)
    store.replace(graph, "\n".join(f"{quad.triple} <{graph}> ." for quad in quads))
    store.load_codes()
    return store


COMMON = ("bkg:rowRole bkg:role-detail", 'bkg:printedText "2"', 'skos:prefLabel "甲"@zh')
INCOME = ("bkg:table bkg:table-income", "bkg:column bkg:column-total")


def test_an_amount_without_a_number_is_counted_and_left_out(tmp_path: Path) -> None:
    store = odd_store(
        tmp_path / "s",
        "; bkg:fiscalYear 2023",
        amount("income/1/total", *COMMON, *INCOME, "bkg:amount 2.0"),
        amount("income/2/total", *COMMON, *INCOME),
        amount("income/3/total", *COMMON, *INCOME, "bkg:amount 2.0 , 3.0"),
    )
    data, report = exported(store)
    assert report == CubeReport(1, 1, 2)
    assert rows(loaded(data), "SELECT ?v { ?o a qb:Observation ; obeu-meas:amount ?v }") == [("2",)]
    assert "2 amounts are not in the cube" in data.decode()


def test_what_a_document_does_not_say_is_no_dimension(tmp_path: Path) -> None:
    """No year, a table that is neither income nor expenditure, an unknown column, a strange account list."""
    store = odd_store(
        tmp_path / "s",
        "",
        amount(
            "odd/1/total", *COMMON, "bkg:table bkg:table-odd", "bkg:column bkg:column-total", "bkg:amount 2.0"
        ),
        amount(
            "income/1/甲", *COMMON, "bkg:table bkg:table-income", "bkg:column bkg:column-甲", "bkg:amount 1.5"
        ),
        amount(
            "income/1/乙",
            *COMMON,
            *INCOME,
            "bkg:amount 4.0",
            f"bkg:account <{BASE}/id/account/revenue/2023/101>",
        ),
        f'<{BASE}/id/account/revenue/2023/101> bkg:code "101" .',
    )
    data, report = exported(store)
    assert report == CubeReport(1, 3, 0)
    graph = normalise(loaded(data))
    assert [path.stem for path in CONSTRAINTS if holds(graph, path)] == []
    names = {str(name).rpartition("/")[2] for (name,) in rows(graph, "SELECT ?d { ?d a qb:DataSet }")}
    assert names == {"without-account-undated-unsided", "without-account-undated", "by-account-undated"}
    assert rows(graph, "SELECT ?y { ?o obeu-dim:fiscalYear ?y }") == []
    assert rows(
        graph, "SELECT ?l { ?c skos:inScheme cube:columns ; skos:prefLabel ?l FILTER(LANG(?l) = 'zh') }"
    ) == [
        ("甲",),
        ("合计",),
    ]


def test_two_rows_on_the_same_lines_stay_two(tmp_path: Path) -> None:
    """The same column twice is never one row; a second row keeps its own cells."""
    store = odd_store(
        tmp_path / "s",
        "; bkg:fiscalYear 2023",
        amount("income/1/total", *COMMON, *INCOME, "bkg:amount 1.0"),
        amount("income/1/total~2", *COMMON, *INCOME, "bkg:amount 1.0"),
        amount("income/2/total", *COMMON[:2], *INCOME, 'skos:prefLabel "乙"@zh', "bkg:amount 1.0"),
    )
    graph = normalise(loaded(exported(store)[0]))
    assert len(rows(graph, "SELECT DISTINCT ?row { ?o cube:row ?row }")) == 3
    assert [path.stem for path in CONSTRAINTS if holds(graph, path)] == []


def test_every_table_with_one_side_is_known() -> None:
    """The tables of the code list have sides of their own, or the structure says what they are."""
    codes = rdflib.Graph().parse(folder("ontology") / "codes" / "tables.ttl")
    scheme = rdflib.URIRef(PREFIXES["bkg"] + "scheme-table")
    tables = {str(one).partition("#table-")[2] for one in codes.subjects(rdflib.SKOS.inScheme, scheme)}
    assert tables == set(CHARACTERS) | {"balance", "fiscal-balance"}


def test_components_are_declared_once_and_in_order() -> None:
    for accounts in (None, *ACCOUNTS, "revenue"):
        shape = Shape(accounts)
        assert len(set(shape.dimensions)) == len(shape.dimensions)
        assert (shape.account is None) == (accounts is None)
        assert shape.account is None or shape.account in LISTS
    assert re.fullmatch("[a-z-]+", Shape("revenue", sided=False, dated=False).name)
