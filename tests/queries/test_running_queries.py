"""Shares, running costs and the three publics on the hand-written document of department 902."""

from collections.abc import Callable

import pytest

from budgetkg.catalog import bind, load_catalog
from budgetkg.results import Solutions
from budgetkg.store import Store

CATALOG = load_catalog()
GRAPH = "https://w3id.org/budgetkg/id/doc/990002-902-2024-budget/graph"
Texts = list[list[str | None]]


@pytest.fixture
def rows(edge_store: Store) -> Callable[[str], Texts]:
    def ask(name: str) -> Texts:
        answer = edge_store.query(bind(CATALOG[name], {}, [GRAPH]))
        assert isinstance(answer, Solutions)
        return [[None if term is None else term.value for term in row[2:]] for row in answer.rows]

    return ask


def test_shares_come_with_their_operands(rows: Callable[[str], Texts]) -> None:
    assert rows("expenditure-shares") == [
        ["10000000", "4000000", "3000000", "1000000", "5999900", "100", "40", "30", "10", "60"]
    ]


def test_other_accounts_are_told_apart_by_code_and_by_name(rows: Callable[[str], Texts]) -> None:
    assert rows("other-accounts-share") == [
        ["部门预算一般公共预算财政拨款基本支出表", "3", "3999300", "0", "0", "0", "1", "666000", "16.65"],
        ["部门预算支出总表", "2", "9999800", "0", "0", "0", "1", "3999800", "40"],
    ]


def test_running_cost_differs_and_its_items_do_not_add_up(rows: Callable[[str], Texts]) -> None:
    assert rows("running-costs") == [["1200000", "1000000", "200000", "2", "999300", "161", "111"]]


def test_an_item_that_is_not_printed_is_blank_and_not_zero(rows: Callable[[str], Texts]) -> None:
    assert rows("running-cost-items") == [
        ["30211", "差旅费", "333300", "1000000", "33.33", "114"],
        ["30215", "会议费", None, "1000000", None, None],
        ["30216", "培训费", None, "1000000", None, None],
        ["30226", "劳务费", None, "1000000", None, None],
        ["30227", "委托业务费", None, "1000000", None, None],
    ]


def test_a_reason_stays_with_its_paragraph(rows: Callable[[str], Texts]) -> None:
    assert [row[1:6] for row in rows("three-public-reasons")] == [
        ["three_public_total", "20000", None, "2.00万元", "是接待减少。"],
        ["reception", "20000", None, "2.00万元", "是接待减少。"],
        ["abroad", None, "持平", None, None],
    ]


def test_a_hint_that_fits_two_units_counts_nowhere(rows: Callable[[str], Texts]) -> None:
    assert [[row[1], *row[5:11]] for row in rows("units-compared")] == [
        ["丙所", None, None, None, None, None, None],
        ["丙所-分部", None, None, None, None, None, None],
        ["丁馆", "2", "30000", "30100", "2", "2000000", None],
    ]
