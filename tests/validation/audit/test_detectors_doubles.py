"""Projects that may have been entered twice."""

import pytest

from budgetkg.validation.audit.detectors.doubles import same_names, same_purchases
from budgetkg.validation.audit.evidence import Evidence

GENERIC = {"generic": ["经费", "资金", "专项"]}
KINDS = {"kinds": ["数量", "成本"]}


def form(number: int, name: str, total: str = "5.00", notice: str | None = None, **more: str) -> Evidence:
    more = {"total": total, **more} | ({"notice": notice} if notice else {})
    return Evidence("g", f"f{number}", f"f{number}", name, total, more=more)


def alike(*rows: Evidence) -> list[tuple[str, ...]]:
    cases: dict[str, list[str]] = {}
    for row in same_names(rows, GENERIC):
        cases.setdefault(row.case, []).append(row.operand)
    return [tuple(case) for case in cases.values()]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("网络维护", "网络维护经费"),
        ("网络维护专项资金", "网络维护-专项经费"),
        ("会议室改造维修", "机关-会议室改造维修"),
        ("“甲乙”平台（一期）", "甲乙平台一期"),
    ],
)
def test_one_name_in_two_forms(one: str, other: str) -> None:
    assert alike(form(1, one), form(2, other)) == [("f1", "f2")]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("5号楼维修", "6号楼维修"),
        ("租赁区委车辆", "租赁区政府车辆"),
        ("省级补助资金", "市级补助资金"),
        ("印刷费", "年鉴印刷费及书号费"),
        ("农村服务群众专项经费", "社区服务群众专项经费"),
    ],
)
def test_two_names_are_two_projects(one: str, other: str) -> None:
    assert alike(form(1, one), form(2, other)) == []


def test_other_money_or_other_notices_are_other_projects() -> None:
    assert alike(form(1, "网络维护"), form(2, "网络维护", "6.00")) == []
    assert alike(form(1, "网络维护", notice="a"), form(2, "网络维护", notice="b")) == []
    assert alike(form(1, "网络维护", notice="a"), form(2, "网络维护")) == [("f1", "f2")]


def test_each_pair_is_a_case() -> None:
    assert len(alike(*(form(number, "网络维护") for number in (1, 2, 3)))) == 3


def bought(*rows: Evidence) -> int:
    return len({row.case for row in same_purchases(rows, KINDS)})


NAMES = {1: "惠民院线补助", 2: "农村电影场次经费", 3: "惠民院线补贴"}


def items(number: int, quantity: str, cost: str, notice: str | None = None) -> list[Evidence]:
    return [
        form(number, NAMES[number], notice=notice, kind=kind, item=item)
        for kind, item in (("数量", quantity), ("成本", cost))
    ]


def test_the_same_quantity_at_the_same_cost() -> None:
    one, other = items(1, "放映 场次|≥12场", "成本|≤5万元"), items(2, "放映场次|≥12场", "成本|≤5万元")
    assert bought(*one, *other) == 1
    assert bought(*one, *items(2, "放映场次|≥13场", "成本|≤5万元")) == 0
    assert bought(*one, *items(2, "放映场次|≥12场", "成本|≤6万元")) == 0
    assert bought(one[0], other[0]) == 0
    assert bought(*items(1, "甲", "乙", "a"), *items(2, "甲", "乙", "b")) == 0


def test_names_that_are_nearly_the_same_are_sisters() -> None:
    assert bought(*items(1, "甲", "乙"), *items(3, "甲", "乙")) == 0
