"""The queries on projects and procurement against rows worked out by hand (edge-cases-q3.trig)."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path

import figures_procurement
import figures_projects
import pytest
import rdflib

from budgetkg.catalog import bind, load_catalog, run
from budgetkg.documents import read
from budgetkg.model import Records
from budgetkg.parsing import parse
from budgetkg.results import Solutions
from budgetkg.store import Store, open_store

CATALOG = load_catalog()
BASE = "https://w3id.org/budgetkg/id/doc/990003-903-"
FIRST, SECOND = f"{BASE}2024-budget/graph", f"{BASE}2025-budget/graph"

Value = str | Decimal | int | float | None


def _rows(store: Store, name: str, columns: str, graphs: tuple[str, ...] = (FIRST,), **values: str) -> list:  # type: ignore[type-arg]
    """Return some columns of an answer: numbers as Decimal, the rest as text, a blank as None."""
    answer = store.query(bind(CATALOG[name], values, graphs))
    assert isinstance(answer, Solutions)
    places = [answer.variables.index(column) for column in columns.split()]
    rows = [[row[place] for place in places] for row in answer.rows]
    return [
        [None if term is None else (term.value if term.number is None else term.number) for term in row]
        for row in rows
    ]


def _exact(rows: list[list[Value]]) -> list[list[Value]]:
    return [[Decimal(str(cell)) if isinstance(cell, int | float) else cell for cell in row] for row in rows]


def test_promises_are_quantity_quality_and_cost_of_either_scheme(edge_store: Store) -> None:
    rows = _rows(edge_store, "promises-of-biggest-projects", "project amount kind indicator target")
    assert rows == _exact(
        [
            ["庚路灯维护", 100000, "数量指标", "路灯数量", "≥300盏"],
            ["庚路灯维护", 100000, "数量指标", "巡检次数", "2次/天"],
            ["庚路灯维护", 100000, "质量指标", "甲级完好率", "≥95%"],
            ["庚路灯维护", 100000, "成本指标", "单价", "≤50元"],
            ["庚路灯维护", 100000, "数量指标", "事故数", "0起"],
            ["庚设备采购", 80000, "数量指标", "设备数量", "7台"],
            ["庚同名项目", 70000, None, None, None],
            ["庚同名项目", 50000, None, None, None],
            ["庚公务用车", 0, "数量指标", "车辆数", "≤3辆"],
        ]
    )


def test_thresholds_keep_the_comparator_and_the_words(edge_store: Store) -> None:
    columns = "comparator value unit text targets projects all share"
    assert _rows(edge_store, "satisfaction-thresholds", columns) == _exact(
        [
            [None, None, None, "满意", 1, 1, 3, 33.3],
            ["不低于", 95, "%", None, 1, 1, 3, 33.3],
            ["不超过", 95, "%", None, 1, 1, 3, 33.3],
        ]
    )


def test_a_unit_cost_needs_one_count_and_an_amount(edge_store: Store) -> None:
    columns = "project amount indicator comparator quantity unit per_unit quantity_targets"
    assert _rows(edge_store, "unit-costs", columns) == _exact(
        [
            ["庚路灯维护", 100000, "路灯数量", "不低于", 300, "盏", 333.33, 3],
            ["庚公务用车", 0, "车辆数", "不超过", 3, "辆", 0, 1],
            ["庚路灯更换", None, "灯杆数量", "等于", 40, "根", None, 2],
            ["庚设备采购", 80000, "设备数量", "等于", 7, "台", 11428.57, 1],
        ]
    )


def test_indicators_are_compared_across_documents(edge_store: Store) -> None:
    columns = "indicator projects targets quantified units unit lowest highest"
    assert _rows(edge_store, "indicators-compared", columns, (FIRST, SECOND)) == _exact(
        [
            ["路灯数量", 3, 3, 3, 1, "盏", 100, 320],
            ["居民满意度", 3, 2, 2, 1, "%", 95, 95],
            ["甲级完好率", 2, 2, 1, 1, None, None, None],
        ]
    )


def test_the_targets_of_an_indicator_stand_in_order(edge_store: Store) -> None:
    columns = "indicator comparator value max unit target project year"
    rows = _rows(edge_store, "targets-of-indicator", columns, (FIRST, SECOND), keyword="路灯")
    assert rows == _exact(
        [
            ["路灯数量", "区间", 100, 200, "盏", "100-200盏", "庚路灯更换", 2024],
            ["路灯数量", "不低于", 300, None, "盏", "≥300盏", "庚路灯维护", 2024],
            ["路灯数量", "不低于", 320, None, "盏", "≥320盏", "庚路灯维护", 2025],
        ]
    )


TYPES = {
    "《庚规划》": "文件或上级要求",
    "上级要求": "文件或上级要求",
    "历史数据和工作计划": "历史标准",
    "年度工作计划": "计划标准",
    "行业标准": "行业标准",
    "预算支出标准": "预算支出标准",
    "调查问卷": "调查",
    "车辆租赁合同": "合同或票据",
    "采购协议": "合同或票据",
    "领导意见": "其他",
    "": "未填写",
}


def test_each_basis_has_the_type_of_the_first_words_that_fit(edge_store: Store) -> None:
    rows = _rows(edge_store, "basis-texts", "basis type")
    assert dict(rows) == TYPES
    assert _rows(edge_store, "basis-texts", "basis targets projects", keyword="年度") == _exact(
        [["年度工作计划", 3, 2]]
    )


def test_the_types_add_up_to_all_targets(edge_store: Store) -> None:
    assert _rows(edge_store, "basis-types", "type targets all share") == _exact(
        [
            ["计划标准", 3, 13, 23.1],
            ["合同或票据", 2, 13, 15.4],
            ["文件或上级要求", 2, 13, 15.4],
            ["其他", 1, 13, 7.7],
            ["历史标准", 1, 13, 7.7],
            ["未填写", 1, 13, 7.7],
            ["行业标准", 1, 13, 7.7],
            ["调查", 1, 13, 7.7],
            ["预算支出标准", 1, 13, 7.7],
        ]
    )


def test_both_queries_on_bases_use_the_same_words() -> None:
    chains = []
    for name in ("basis-types", "basis-texts"):
        start = CATALOG[name].body.index("BIND(\n")
        end = CATALOG[name].body.index("AS ?type)", start)
        chains.append(CATALOG[name].body[start:end].split())
    assert chains[0] == chains[1]


def test_an_empty_basis_is_listed(edge_store: Store) -> None:
    assert _rows(edge_store, "targets-without-basis", "project number indicator target") == _exact(
        [["庚路灯维护", 6, "街道满意", "满意"]]
    )


def test_a_month_without_percentage_is_unknown(edge_store: Store) -> None:
    columns = "month projects amount planned percent all unknown"
    assert _rows(edge_store, "spending-rhythm", columns) == _exact(
        [
            [3, 2, 180000, 50000, 27.8, 6, 4],
            [6, 1, 80000, 16000, 20, 6, 5],
            [10, 1, 100000, 40500, 40.5, 6, 5],
            [12, 2, 180000, 172000, 95.6, 6, 4],
        ]
    )


def test_the_last_stretch_begins_at_the_last_known_month(edge_store: Store) -> None:
    columns = "project amount after percent_before percent_december share planned"
    assert _rows(edge_store, "year-end-spending", columns) == _exact(
        [
            ["庚路灯维护", 100000, 10, 40.5, 100, 59.5, 59500],
            ["庚设备采购", 80000, 6, 20, 90, 70, 56000],
            ["庚公务用车", 0, 0, None, 100, 100, 0],
        ]
    )


def test_similar_projects_show_goals_before_indicators(edge_store: Store) -> None:
    columns = "project amount year kind promise target"
    rows = _rows(edge_store, "similar-projects", columns, (FIRST, SECOND), keyword="路灯")
    assert [row[0] for row in rows] == ["庚路灯维护"] * 10 + ["庚路灯更换"] * 3
    assert rows[:2] == _exact(
        [
            ["庚路灯维护", 100000, 2024, "绩效目标", "路灯常亮", None],
            ["庚路灯维护", 100000, 2024, "数量指标", "路灯数量", "≥300盏"],
        ]
    )
    assert rows[6] == _exact([["庚路灯维护", 100000, 2024, "满意度指标", "街道满意", "满意"]])[0]
    assert rows[8] == _exact([["庚路灯维护", 100000, 2025, "数量指标", "路灯数量", "≥320盏"]])[0]
    assert rows[10][1] is None


def test_procurement_adds_up_by_category_and_fund(edge_store: Store) -> None:
    rows = _rows(edge_store, "procurement-by-category", "category project fund items amount")
    assert rows == _exact(
        [
            [None, "日常公用经费", "上年结转结余", 2, 600],
            ["工程", "庚同名项目", None, 1, 5000],
            ["服务", "庚设备采购", "一般公共预算拨款", 1, 20000],
            ["服务", "庚设备采购", "单位资金", 1, 10000],
            ["货物", "庚设备采购", "一般公共预算拨款", 1, 60000],
            ["货物", "日常公用经费", "一般公共预算拨款", 1, 1000],
            ["货物", "庚路灯更换", "一般公共预算拨款", 1, 200],
        ]
    )


def test_a_share_needs_one_form_of_the_name(edge_store: Store) -> None:
    columns = "unit project procured project_amount share funds share_of_funds items forms"
    assert _rows(edge_store, "procurement-dependence", columns) == _exact(
        [
            ["庚所", "庚设备采购", 90000, 80000, 112.5, 80000, 112.5, 2, 1],
            ["辛所", "日常公用经费", 1000, None, None, 3000, 33.3, 1, 0],
            ["庚所", "庚同名项目", 5000, None, None, None, None, 1, 2],
            ["庚所", "日常公用经费", 600, None, None, None, None, 2, 0],
            ["辛所", "庚路灯更换", 200, None, None, 0, None, 1, 1],
        ]
    )


def test_stock_and_maintenance_stand_side_by_side(edge_store: Store) -> None:
    columns = "about kind item quantity value budget"
    assert _rows(edge_store, "assets-and-maintenance", columns) == _exact(
        [
            ["房屋和设备", "存量", "1、房屋（平方米）", None, None, None],
            ["房屋和设备", "存量", "3、单价在20万元以上的设备", None, 5000, None],
            ["房屋和设备", "基本支出", "维修(护)费", None, None, 700],
            ["房屋和设备", "项目", "庚路灯维护", None, None, 100000],
            ["车辆", "存量", "2、车辆（台、辆）", 2, None, None],
            ["车辆", "基本支出", "公务用车运行维护费", None, None, 300],
            ["车辆", "项目", "庚公务用车", None, None, 0],
        ]
    )


OURS = sorted(
    name for name, query in CATALOG.items() if query.group in ("projects", "procurement") and name != "assets"
)


@pytest.fixture(scope="module")
def doubled_store(
    edge_dataset: rdflib.Dataset,
    tmp_path_factory: pytest.TempPathFactory,
    load_store: Callable[[Path, rdflib.Dataset], Store],
) -> Store:
    twice = rdflib.Dataset()
    for graph in edge_dataset.graphs():
        for triple in graph:
            twice.graph(graph.identifier).add(triple)
    for triple in edge_dataset.graph(rdflib.URIRef(FIRST)):
        twice.graph(rdflib.URIRef(f"{FIRST}/copy")).add(triple)
    return load_store(tmp_path_factory.mktemp("doubled-903") / "store", twice)


@pytest.mark.parametrize("name", OURS)
def test_a_document_under_two_graph_names_changes_nothing(
    name: str, edge_store: Store, doubled_store: Store, rows_of: Callable[[Solutions], list[list[object]]]
) -> None:
    once, twice = edge_store.query(CATALOG[name].text), doubled_store.query(CATALOG[name].text)
    assert isinstance(once, Solutions)
    assert isinstance(twice, Solutions)
    assert rows_of(twice) == rows_of(once)


FIGURES = {**figures_projects.FIGURES, **figures_procurement.FIGURES}


@pytest.fixture(scope="module")
def published(real_document: Path, store_of: Callable[[Sequence[Path]], Path]) -> tuple[Records, Store]:
    return parse(read(real_document)), open_store(store_of([real_document]))


@pytest.mark.parametrize("name", FIGURES)
def test_the_published_document_agrees_with_its_records(
    name: str, published: tuple[Records, Store], asked: Callable[[str, str], dict[str, str]]
) -> None:
    records, store = published
    answer = run(store, CATALOG[name], asked("fengfeng-550-2024", name))
    FIGURES[name](records, answer)
