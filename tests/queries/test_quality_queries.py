"""Sums, completeness and doubts on the hand-written document of department 902."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from budgetkg.catalog import bind, load_catalog, run
from budgetkg.results import Solutions
from budgetkg.store import Store, open_store

CATALOG = load_catalog()
GRAPH = "https://w3id.org/budgetkg/id/doc/990002-902-2024-budget/graph"
EXPENDITURE, BASIC = "部门预算支出总表", "部门预算一般公共预算财政拨款基本支出表"
Texts = list[list[str | None]]


@pytest.fixture
def rows(edge_store: Store) -> Callable[..., Texts]:
    def ask(name: str, outcome: str | None = None, **values: str) -> Texts:
        answer = edge_store.query(bind(CATALOG[name], values, [GRAPH]))
        assert isinstance(answer, Solutions)
        rows = [[None if term is None else term.value for term in row] for row in answer.rows]
        if outcome is not None:
            place = answer.variables.index("outcome")
            rows = [row for row in rows if row[place] == outcome]
        return [row[2:] for row in rows]

    return ask


def test_a_difference_beyond_rounding_differs(rows: Callable[..., Texts]) -> None:
    assert rows("sums-of-rows", outcome="differs") == [
        [
            EXPENDITURE,
            "合计",
            "A6 合计=Σ明细",
            "",
            "合计",
            "10000000",
            "9999800",
            "200",
            "2",
            "150",
            "differs",
            "101",
        ],
        [
            EXPENDITURE,
            "合计",
            "A6 合计=Σ类",
            "",
            "合计",
            "10000000",
            "9999800",
            "200",
            "2",
            "150",
            "differs",
            "101",
        ],
        [
            BASIC,
            "公用经费",
            "A6 合计=Σ明细",
            "",
            "合计",
            "1000000",
            "999300",
            "700",
            "2",
            "600",
            "differs",
            "111",
        ],
        [
            BASIC,
            "合计",
            "A6 合计=Σ明细",
            "",
            "合计",
            "4000000",
            "3999300",
            "700",
            "3",
            "650",
            "differs",
            "111",
        ],
        [
            BASIC,
            "合计",
            "A6 合计=Σ类",
            "",
            "合计",
            "4000000",
            "1000000",
            "3000000",
            "1",
            "550",
            "differs",
            "111",
        ],
    ]


def test_a_difference_of_exactly_the_tolerance_is_rounding(rows: Callable[..., Texts]) -> None:
    found = rows("sums-of-rows", outcome="rounding")
    assert [row[2:10] for row in found if row[0] == EXPENDITURE and row[1] == "合计"] == [
        ["A6 科目=Σ下级科目", "201", "一般公共服务支出", "6000000", "6000100", "-100", "1", "100"],
        ["A6 科目=Σ下级科目", "20199", "其他一般公共服务支出", "6000100", "6000000", "100", "1", "100"],
    ]


def test_the_tolerance_follows_the_digits_that_are_printed(rows: Callable[..., Texts]) -> None:
    found = rows("sums-of-rows", outcome="rounding")
    assert [row[5:10] for row in found if row[0] == BASIC] == [["1000000", "999300", "700", "2", "1050"]] * 2


def test_the_items_of_a_unit_add_up_but_for_rounding(rows: Callable[..., Texts]) -> None:
    found = [row for row in rows("sums-of-rows") if row[2] == "A20 单位小计=Σ品目"]
    assert [row[4:] for row in found] == [
        ["丁馆小计", "30100", "30000", "100", "2", "150", "rounding", "151"]
    ]


def test_a_blank_child_is_no_comparison(rows: Callable[..., Texts]) -> None:
    projects = [row for row in rows("sums-of-rows") if row[0] == EXPENDITURE and row[1] == "项目支出"]
    assert [row[2:4] for row in projects] == [["A6 合计=Σ明细", ""], ["A6 合计=Σ类", ""]]


def test_columns_and_forms_add_up_but_for_rounding(rows: Callable[..., Texts]) -> None:
    assert rows("sums-of-columns", outcome="rounding") == [
        [
            EXPENDITURE,
            "A7 合计=Σ各栏",
            "",
            "合计",
            "10000000",
            "9999900",
            "100",
            "2",
            "150",
            "rounding",
            "101",
        ],
        [
            "",
            "A18 预算数=财政资金+其他资金",
            "99000224P000000000001",
            "丁馆-维修",
            "2000000",
            "1999900",
            "100",
            "2",
            "150",
            "rounding",
            "141",
        ],
    ]
    assert {row[2] for row in rows("sums-of-columns", outcome="equal")} == {
        "",
        "201",
        "2019901",
        "229",
        "30101",
        "302",
        "30211",
        "30298",
    }


def test_a_figure_that_is_printed_twice_is_not_compared(rows: Callable[..., Texts]) -> None:
    assert rows("totals-across-tables") == [
        ["M1 说明基本支出=支出总表", None, None, None, "1", None, "repeated", "162", "101"],
        ["A16 项目支出=Σ项目预算数", "5999900", "5999900", "0", "2", "150", "equal", "101", "141"],
        [
            "M1 说明增减额=基本支出增减+项目支出增减",
            "-100000",
            "-100000",
            "0",
            "2",
            "150",
            "equal",
            "164",
            "164",
        ],
        ["M1 说明三公经费=Σ各项", "20000", "20000", "0", "1", "100", "equal", "165", "165"],
        ["A22 资产总额=Σ各类资产", "100000", "100000", "0", "2", "0", "equal", "171", "172"],
    ]


def test_an_empty_table_counts_as_disclosed_with_its_note_alone(rows: Callable[..., Texts]) -> None:
    found = {row[0]: row[2:] for row in rows("disclosure-completeness")}
    assert found["D8"] == ["1", "1", "121"]
    assert found["D9"] == ["0", "0", None]
    assert found["D12"] == ["1", "2", "165"]
    assert found["D19"] == ["1", "1", "143"]
    shown = {item for item, (there, *_) in found.items() if there == "1"}
    assert shown == {"D3", "D6", "D7", "D8", "D11", "D12", "D14", "D15", "D16", "D17", "D18", "D19"}
    assert rows("completeness-score") == [["20", "12", "8", "60"]]


def test_tables_without_a_number_are_empty_with_or_without_a_note(rows: Callable[..., Texts]) -> None:
    assert rows("empty-tables") == [
        ["政府性基金表", "0", "没有政府性基金", "121"],
        ["国有资本表", "0", None, "122"],
        ["三公经费表", "2", None, "123"],
    ]


def test_doubts_of_three_kinds_stand_in_one_list(rows: Callable[..., Texts]) -> None:
    assert rows("doubtful-data") == [
        ["account", "20199", "not-listed", "其他一般公共服务支出", "103", "103"],
        ["account", "2019901", "not-listed", "国家赔偿费用支出", "104", "104"],
        ["account", "229", "unverified", "其他支出", "105", "105"],
        ["account", "30298", "not-listed", "其他交通费用", "115", "115"],
        ["citation", "上级文件", "unresolved", "", "141", "141"],
        ["citation", "某某[2023]9号", "0.7", "", "141", "141"],
        ["reading-problem", "BKG-P05", "error", "没有对应的列", "181", "181"],
    ]


@pytest.mark.parametrize(
    "entity",
    [
        "https://w3id.org/budgetkg/id/doc/990002-902-2024-budget/x1",
        "https://w3id.org/budgetkg/id/doc/990002-902-2024-budget/n1",
        "https://w3id.org/budgetkg/id/doc/990002-902-2024-budget/h1",
        "https://w3id.org/budgetkg/id/unit/990002/902/丁馆",
        "https://w3id.org/budgetkg/id/account/functional/2024/20199",
        "https://w3id.org/budgetkg/id/legal/某某/2023/9",
    ],
)
def test_every_kind_of_thing_has_a_place(entity: str, rows: Callable[..., Texts]) -> None:
    assert rows("source-of", entity=entity)


def test_the_published_document_contradicts_itself_in_its_assets_alone(
    real_document: Path, store_of: Callable[[Sequence[Path]], Path]
) -> None:
    store = open_store(store_of([real_document]))
    by_rule = {
        row[2].value: [None if term is None else term.value for term in row[3:9]]
        for row in run(store, CATALOG["totals-across-tables"], {}).rows
        if row[2] is not None
    }
    assert by_rule["A16 项目支出=Σ项目预算数"] == ["126920800", "126920700", "100", "125", "6300", "rounding"]
    assert by_rule["A22 资产总额=Σ各类资产"] == ["21273800", "21386500", "-112700", "3", "0", "differs"]
    assert [rule for rule, values in by_rule.items() if values[-1] == "differs"] == ["A22 资产总额=Σ各类资产"]
    for name in ("sums-of-rows", "sums-of-columns"):
        answer = run(store, CATALOG[name], {})
        place = answer.variables.index("outcome")
        assert {row[place].value for row in answer.rows if row[place]} == {"equal", "rounding"}
