"""Costs against budgets: units, rounding, parts, and what a price is for."""

from dataclasses import replace
from decimal import Decimal

import pytest
from forms import cost, found, quantity
from hypothesis import given
from hypothesis import strategies as st

NEED = "本年度需求资金"


@pytest.mark.parametrize(
    ("target", "odd"),
    [
        ("≤100万元", False),
        ("100 万", False),
        ("≤1000000元", False),
        ("≤0.01亿元", False),
        ("≤0.02亿元", True),
        ("≤99.99万元", False),
        ("≤99.98万元", True),
        ("≥100万元", False),
        ("90万元", True),
        ("90-100万元", False),
        ("100%", False),
        ("按需拨付", False),
    ],
)
def test_the_whole_need_is_the_budget(target: str, odd: bool) -> None:
    rows = found("M13", cost(NEED, target))
    assert bool(rows) is odd
    if odd:
        assert [(row.operand, row.part) for row in rows] == [(f"cost {NEED}", "1"), ("form", "2")]
        assert rows[1].value == Decimal(1_000_000)
        assert rows[1].printed == "100.00"


@given(st.integers(1, 10**9), st.sampled_from(["元", "千元", "万元", "亿元"]))
def test_a_budget_is_its_own_need_in_any_unit(hundredths: int, unit: str) -> None:
    budget = format(Decimal(hundredths).scaleb(-2), "f")
    places = {"元": -4, "千元": -1, "万元": 0, "亿元": 4}[unit]
    target = f"≤{format(Decimal(budget).scaleb(-places), 'f')}{unit}"
    assert not found("M13", cost(NEED, target, budget=budget))
    assert not found("M13-part", cost("活动经费", target, budget=budget))


def test_a_form_without_a_budget_is_missing_and_not_odd() -> None:
    row = cost(NEED, "≤50万元")
    unknown = replace(row, verdict="missing", more={"form": "form"})
    assert not found("M13", unknown)
    without = {key: text for key, text in row.more.items() if key != "budget"}
    assert not found("M13", replace(row, more=without))


@pytest.mark.parametrize(
    ("name", "description"),
    [
        ("人均补助标准", ""),
        ("设备单价", ""),
        ("补助金额", "每村每年补助金额"),
        ("项目总投资", ""),
        ("成本节约额", ""),
    ],
)
def test_prices_and_other_money_are_no_totals(name: str, description: str) -> None:
    assert not found("M13-part", cost(name, "≤5万元", description))


def test_a_yearly_total_is_a_total() -> None:
    assert found("M13-part", cost("每年用于保险的费用", "≤22万元", "每年的保险费"))


def test_a_part_of_the_costs_may_be_less_where_others_stand_beside_it() -> None:
    assert found("M13-part", cost("场地费", "≤40万元"))
    assert not found("M13-part", cost("场地费", "≤40万元"), cost("人均讲课费", "≤500元"))
    assert found("M13-part", cost("场地费", "≤140万元"), cost("人均讲课费", "≤500元"))
    assert not found("M13-part", cost("场地费", "≥40万元"))


def test_a_cost_that_times_a_quantity_is_the_budget_is_a_price() -> None:
    village = quantity("村数", "41个")
    assert not found("M13-part", cost("补助金额", "2.44万元"), village)
    assert found("M13-part", cost("补助金额", "2.5万元"), village)


def test_parts_sum_to_the_budget_at_most() -> None:
    parts = [cost("场地费", "≤60万元"), cost("宣传费", "≤40万元")]
    assert not found("M13-sum", *parts)
    rows = found("M13-sum", *parts, cost("交通费", "≤5万元"))
    assert rows[0].more["total"] == "105"
    assert rows[0].more["pieces"] == "场地费 ≤60万元、宣传费 ≤40万元、交通费 ≤5万元"
    assert not found("M13-sum", *parts, cost("总成本", "≤100万元"))


def test_a_written_formula_makes_a_total() -> None:
    formula = cost("管理成本", "69.6万元", "档案数15000*每份每年30元")
    assert found("M13-sum", formula, cost("招聘费", "≤40万元"))
    assert not found("M13-sum", cost("管理成本", "69.6万元", "每份每年30元"), cost("招聘费", "≤40万元"))


@pytest.mark.parametrize(
    ("price", "count", "total"),
    [
        (("人均月工资", "6000元", ""), ("人员数", "200人", ""), "1440"),
        (("人均补助", "≤6000元", ""), ("人员数", "≥200名", ""), "120"),
        (("补助标准", "20万元", "按每个社区每年补助"), ("组织数量", "6个", "社区党组织"), "120"),
        (("单册成本", "每本不超过100元", ""), ("印刷量", "20000册", ""), "200"),
        (("采购经费", "≤1.5万元/每村", ""), ("村数", "100村", ""), "150"),
        (("每户补贴金额", "≤150元", ""), ("总户数", "≤18749户", ""), "281.235"),
        (("每名老干部体检费", "50000元", ""), ("体检人数", "30人", "老干部人数"), "150"),
    ],
)
def test_price_times_quantity(price: tuple[str, str, str], count: tuple[str, str, str], total: str) -> None:
    rows = found("M13-price", cost(*price), quantity(*count))
    assert [row.more.get("total") for row in rows[:2]] == [total, total]
    assert [row.operand for row in rows] == [f"cost {price[0]}", f"quantity {count[0]}", "form"]


@pytest.mark.parametrize(
    ("price", "counts"),
    [
        (("坐班费", "≤20000元", "每人每天坐班费"), [("律师人数", "100人", "")]),
        (("每名专家讲课费", "≤2万元", ""), [("学员人数", "300人", "")]),
        (("每个场馆维护费", "≤2万元", ""), [("活动个数", "300个", "")]),
        (("人均补助", "≤2万元", ""), [("甲类人数", "300人", ""), ("乙类人数", "200人", "")]),
        (("每户每人补助", "≤2万元", ""), [("人数", "300人", "")]),
        (("杂志单价", "120元", ""), [("杂志数量", "1000000本", "")]),
        (("每套设备价格", "≤20万元", ""), [("设备数量", "4套", "")]),
    ],
)
def test_where_it_is_not_sure_what_a_price_is_for_nothing_is_said(
    price: tuple[str, str, str], counts: list[tuple[str, str, str]]
) -> None:
    assert not found("M13-price", cost(*price), *(quantity(*count) for count in counts))


def test_of_several_quantities_the_nearest_name_is_taken() -> None:
    rows = found(
        "M13-price",
        cost("每套管理系统购置成本", "70万元"),
        cost("每套备份一体机购置成本", "40万元"),
        quantity("管理系统购置（套）", "1套"),
        quantity("备份一体机购置（套）", "1套"),
    )
    assert rows[0].more["total"] == "110"


def test_one_price_above_the_budget_needs_no_quantity() -> None:
    assert found("M13-price", cost("每套设备价格", "120万元"))


def test_less_than_the_budget_is_odd_only_where_all_is_exact() -> None:
    assert found("M13-price", cost("每名学员费用", "1000元"), quantity("学员人数", "900人"))
    assert not found("M13-price", cost("每名学员费用", "≤1000元"), quantity("学员人数", "900人"))
    assert not found("M13-price", cost("每名学员费用", "1000元"), quantity("学员人数", "≥900人"))
    assert not found("M13-price", cost("人均费用", "1000元"), quantity("人数", "1000人"))


def test_a_price_carries_its_rounding() -> None:
    assert not found("M13-price", cost("人均费用", "≥127元", budget="20.16"), quantity("人数", "≥1588人"))


def test_floors_under_costs() -> None:
    assert found("M14-cost", cost("场地费", "≥40万元"))
    assert not found("M14-cost", cost("人均月工资", "≥1690元"))
    assert found("M14-cost", cost("发放工资", "≥100万元"))
    assert not found("M14-cost", cost("财政资金占比", "≥40%"))
