"""Every saved query: its head, its columns, and equal rows from two engines."""

import re
from collections.abc import Callable

import pytest
from engines import prepared

from budgetkg.catalog import SavedQuery, load_catalog, load_constructs, run
from budgetkg.catalog.saved import GROUPS
from budgetkg.namespaces import PREFIXES
from budgetkg.resources import folder
from budgetkg.results import Solutions
from budgetkg.store import Store

CATALOG = load_catalog()
Rows = Callable[[Solutions], list[list[object]]]

every_query = pytest.mark.parametrize("query", CATALOG.values(), ids=CATALOG.keys())

NEEDED = {
    "basic-expenditure-by-item",
    "biggest-projects",
    "expenditure-by-function",
    "indicators-of-project",
    "notices-by-amount",
    "procurement",
    "project-sheet",
    "projects-by-notice",
    "projects-without-basis",
    "qualitative-only-projects",
    "source-of",
    "spending-plan",
    "three-public",
    "units",
}


def test_the_named_queries_are_there() -> None:
    assert set(CATALOG) >= NEEDED


@every_query
def test_head_is_complete(query: SavedQuery) -> None:
    assert query.summary_en
    assert re.search("[\u4e00-\u9fff]", query.summary_zh)
    assert all(re.match(r"[A-H][0-9]{1,2} \S", line) for line in query.answers)
    assert query.group in set(GROUPS) - {"own"}
    assert len(query.columns) == len(set(query.columns))


@every_query
def test_prefixes_are_ours(query: SavedQuery) -> None:
    for name, iri in re.findall(r"PREFIX (\w+): <([^>]+)>", query.body):
        assert PREFIXES[name] == iri
    assert "SERVICE" not in query.body


@every_query
def test_facts_of_a_document_stand_in_one_graph_block(query: SavedQuery) -> None:
    assert query.body.count("GRAPH ?g {") == 1
    assert query.body.count("# bind: g") == 1


@every_query
def test_columns_are_the_selected_variables(query: SavedQuery) -> None:
    selected = prepared(query.text).algebra.PV
    assert tuple(str(name) for name in selected) == query.columns


@every_query
def test_unbound_it_gives_equal_rows_on_both_engines(
    query: SavedQuery, edge_store: Store, reference: Store, rows_of: Rows
) -> None:
    ours, theirs = edge_store.query(query.text), reference.query(query.text)
    assert isinstance(ours, Solutions)
    assert isinstance(theirs, Solutions)
    assert ours.variables == query.columns
    assert rows_of(ours)
    assert rows_of(ours) == rows_of(theirs)


def test_order_is_total(edge_store: Store, rows_of: Rows) -> None:
    for query in CATALOG.values():
        assert "ORDER BY" in query.body.rsplit("}", 1)[1], query.name
        twice = [rows_of(edge_store.query(query.text)) for _ in range(2)]  # type: ignore[arg-type]
        assert twice[0] == twice[1]


def test_a_form_that_cites_one_notice_twice_is_one_row(edge_store: Store) -> None:
    answer = run(edge_store, CATALOG["projects-by-notice"], {"notice": "邯财教〔2023〕104号"})
    rows = [[None if term is None else term.value for term in row] for row in answer.rows]
    assert sorted((row[5], row[6]) for row in rows) == [
        ("丙项目", "1234.5"),
        ("乙项目", "20000"),
        ("甲项目", "100"),
        ("甲项目", "30000"),
    ]
    assert {row[1] for row in rows} == {"关于甲资金的通知", "甲资金的另一题名", "同一文号再次出现", None}


def test_two_forms_with_one_code_stay_two_rows(edge_store: Store) -> None:
    graph = "https://w3id.org/budgetkg/id/doc/990001-901-2024-budget/graph"
    answer = run(edge_store, CATALOG["biggest-projects"], {"minimum": "60万元"}, [graph])
    assert [row[0].value for row in answer.rows if row[0]] == ["99000124P000000000005"] * 2


def test_the_title_stays_with_its_form_and_the_tiers_are_told_apart(edge_store: Store) -> None:
    answer = run(edge_store, CATALOG["projects-by-notice"], {})
    first = next(row for row in answer.rows if row[1] and row[1].value == "关于甲资金的通知")
    assert [term.value if term else None for term in first] == [
        "邯财教〔2023〕104号",
        "关于甲资金的通知",
        "市级",
        "省级",
        "99000124P000000000001",
        "甲项目",
        "30000",
        "甲站",
    ]


def test_a_blank_amount_is_no_zero(edge_store: Store) -> None:
    answer = run(edge_store, CATALOG["projects-without-basis"], {})
    by_name = {row[1].value: row[2] for row in answer.rows if row[1]}
    assert by_name['丁项目 "引号"} # 尾'] is None


def test_no_query_lies_elsewhere() -> None:
    top = folder("queries")
    assert {file.stem for file in top.iterdir() if file.is_file()} == set(CATALOG)
    assert {file.name for file in top.iterdir() if file.is_dir()} == {"constructs"}
    assert {file.stem for file in (top / "constructs").iterdir()} == set(load_constructs())
