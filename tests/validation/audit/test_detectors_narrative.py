"""The functions that read sentences: amounts, reasons, percentages, years, names and goals."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetkg.validation.audit.detectors.belonging import barred_projects
from budgetkg.validation.audit.detectors.changes import contrary_reasons, reasons_beyond, unchanged_beside
from budgetkg.validation.audit.detectors.department_goals import doubled_bounds, goal_amounts
from budgetkg.validation.audit.detectors.listed import (
    listed_nowhere,
    listed_otherwise,
    listed_similarly,
    plain_names,
    rise_beyond_budget,
)
from budgetkg.validation.audit.detectors.percentages import wrong_percentages
from budgetkg.validation.audit.detectors.purchases import unlisted_purchases
from budgetkg.validation.audit.detectors.sentences import amounts_in, sentence_end, squeezed
from budgetkg.validation.audit.detectors.uses import unpaid_uses
from budgetkg.validation.audit.detectors.years import compared_years, opening_years, past_years
from budgetkg.validation.audit.evidence import Evidence

WORDS: Mapping[str, Sequence[str]] = {
    "increase": ["增加", "新增"],
    "decrease": ["减少", "压减"],
    "turning": ["退休"],
    "whole": ["项目支出"],
    "unchanged": ["无增减变化", "持平"],
    "subject": ["三公", "经费"],
}


def row(label: str, printed: str = "", **more: str) -> Evidence:
    return Evidence("g", label, f"urn:{label}", label, printed, more=more)


def change(label: str, printed: str, text: str, direction: str) -> list[Evidence]:
    """One stated change and its paragraph."""
    paragraph = row("paragraph", text, role="paragraph", first="5", last="6")
    return [row(label, printed, role="change", direction=direction, first="6"), paragraph]


def odd(found: Iterable[Evidence]) -> list[Evidence]:
    return [one for one in found if one.verdict == "odd"]


def test_an_amount_knows_its_words_and_its_exactness() -> None:
    first, second = amounts_in(squeezed("主要为宣传、推广 1,500万元、“甲”工程 0.5元。"))
    assert (first.name, first.yuan, first.half) == ("主要为宣传、推广", Decimal(15000000), Decimal(5000))
    assert (second.name, second.yuan, second.half) == ("“甲”工程", Decimal("0.5"), Decimal("0.05"))


@given(st.decimals(min_value=0, max_value=10**9, places=2))
def test_every_amount_is_read_back(value: Decimal) -> None:
    (found,) = amounts_in(f"安排{value}万元")
    assert found.yuan == value * 10_000
    assert found.half == Decimal(50)


def test_a_sentence_ends_at_its_stop_or_with_the_text() -> None:
    assert sentence_end("甲。乙", 0) == 1
    assert sentence_end("甲。乙", 2) == 3


def test_reasons_add_up_to_more_than_the_change() -> None:
    rows = change("增加", "10万元", "项目支出增加10万元,主要为甲8万元、乙4万元。丙9万元", "increase")
    (found,) = odd(reasons_beyond(rows, WORDS))
    assert (found.more["total"], found.more["listed"]) == ("12万元", "8万元、4万元")


@pytest.mark.parametrize(
    "reasons",
    [
        "主要为甲8万元、乙2.4万元",
        "主要为甲12万元,减少乙2万元",
        "主要为甲12万元,乙有所减少",
        "项目支出500万元",
        "因人员增加",
    ],
)
def test_reasons_within_the_change_or_unclear_are_left_alone(reasons: str) -> None:
    assert odd(reasons_beyond(change("增加", "10万元", f"增加10万元,{reasons}。", "increase"), WORDS)) == []


def test_a_change_that_is_not_in_its_paragraph_is_missing() -> None:
    rows = change("增加", "10万元", "增加11万元。", "increase")
    for detector in (reasons_beyond, contrary_reasons, unchanged_beside):
        assert [one.verdict for one in detector(rows, WORDS)] == ["missing"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("减少3万元,增加的主要原因是活动多。", "增加的主要原因"),
        ("减少3万元,减少的原因是新增人员。", "新增"),
        ("减少3万元,因退休人员增加。", None),
        ("减少3万元,因人员减少、补贴增加。", None),
        ("减少3万元,其中甲增加1万元。", None),
    ],
)
def test_reasons_that_go_the_other_way(text: str, words: str | None) -> None:
    found = odd(contrary_reasons(change("减少", "3万元", text, "decrease"), WORDS))
    assert [one.more["words"] for one in found] == ([] if words is None else [words])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("增加3万元,与上年持平。", True),
        ("增加3万元,原因是三公经费与上年相比,无增减变化。", True),
        ("增加3万元,接待费与上年持平。", False),
        ("增加3万元。与上年持平。", False),
        ("增加3万元;其中甲1万元与上年持平。", False),
    ],
)
def test_no_change_of_the_whole(text: str, found: bool) -> None:
    assert bool(odd(unchanged_beside(change("增加", "3万元", text, "increase"), WORDS))) is found


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2024年支出110万元,比上年增加10万元,增长10%。", None),
        ("2024年支出110万元,比上年增加10万元,增长9.1%。", "10.00%"),
        ("2023年支出100万元,比2024年减少10万元,下降10%。", None),
        ("支出90万元,减少10万元(下降13%)。", "10.00%"),
        ("基本支出减少10万元,下降20%。", None),
        ("基本支出减少10万元,下降25%。", "20.00%"),
        ("其中甲10万元,占项目支出的20%。", None),
        ("其中甲10万元,占项目支出比重为2%。", "20.00%"),
    ],
)
def test_percentages_follow_from_the_amounts(text: str, meant: str | None) -> None:
    levels = [
        row("基本支出", "40万元", role="level", key="basic_total"),
        row("项目支出", "50万元", role="level", key="project_total"),
    ]
    found = odd(wrong_percentages([*levels, row("p", text, role="paragraph", year="2024")], {}))
    assert [one.more["meant"] for one in found if "meant" in one.more] == ([] if meant is None else [meant])


def test_a_percentage_of_nothing_known_is_missing() -> None:
    found = wrong_percentages([row("p", "完成率95%。", role="paragraph", year="2024")], {})
    assert [one.verdict for one in found] == ["missing"]


@given(st.integers(1, 10**6), st.integers(1, 10**6))
def test_a_true_rate_is_never_wrong(level: int, rise: int) -> None:
    rate = Decimal(rise) / level * 100
    text = f"支出{level + rise}元,比上年增加{rise}元,增长{rate:.2f}%。"
    assert odd(wrong_percentages([row("p", text, role="paragraph", year="2024")], {})) == []


FORMS = [
    row("文化馆-广场演出", "36.50万元", role="form"),
    row("图书馆-免费开放经费", "48.00万元", role="form"),
    row("图书馆-新书", "15.50万元", role="form"),
    row("支出", "100.00万元", role="whole"),
]


@pytest.mark.parametrize(
    ("name", "amount", "verdict"),
    [
        ("广场演出等项目", "36.5万元", None),
        ("文化馆—广场演出", "37万元", None),
        ("文化馆-广场演出", "38万元", listed_otherwise),
        ("广场演出等项目", "90万元", None),
        ("广场演出等项目", "30万元", listed_similarly),
        ("图书馆开放经费", "47万元", listed_similarly),
        ("图书馆免费", "48万元", None),
        ("街区扶持", "48万元", None),
        ("街区扶持", "47万元", listed_nowhere),
    ],
)
def test_which_form_a_listed_project_means(name: str, amount: str, verdict: object) -> None:
    rows = [row(name, amount, role="listed"), *FORMS]
    for detector in (listed_otherwise, listed_similarly, listed_nowhere):
        assert bool(odd(detector(rows, {}))) is (detector is verdict), detector.__name__


def test_without_all_forms_a_project_without_one_is_missing() -> None:
    rows = [row("街区扶持", "47万元", role="listed"), FORMS[0], FORMS[3]]
    assert [one.verdict for one in listed_nowhere(rows, {})] == ["missing"]


def test_names_lose_marks_and_the_unit_before_a_dash() -> None:
    assert plain_names("主要为“智慧”工程等项目") == ("智慧工程",)
    assert plain_names("馆 —— 演出（春季）") == ("馆演出春季", "演出春季")


def test_a_project_cannot_rise_by_more_than_it_has() -> None:
    text = "增加60万元,主要为文化馆-广场演出增加50万元、图书馆-新书10万元。"
    found = odd(rise_beyond_budget([*change("增加", "60万元", text, "increase"), *FORMS[:3]], WORDS))
    assert [one.label for one in found] == ["增加", "文化馆-广场演出"]
    assert found[0].more["amount"] == "50万元"


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("2020年全部完成,2021年也是。", "2020、2021"),
        ("自2020年以来,按《规划(2021年)》〔2022〕3号,2021-2025年与2023年相比提高,2026年建成。", None),
        ("截至2023年底存量不变,2023年12月31日以前建成。", None),
    ],
)
def test_years_before_the_budget(text: str, years: str | None) -> None:
    found = list(past_years([row("goal", text, year="2024")], {}))
    assert [one.more["years"] for one in found] == ([] if years is None else [years])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2023年机关运行经费3万元。", True),
        ("2023年预算3万元,2024年4万元。", False),
        ("2023年工作很多。", False),
        ("安排3万元。", False),
    ],
)
def test_a_paragraph_of_another_year(text: str, found: bool) -> None:
    assert bool(list(opening_years([row("p", text, year="2024")], {}))) is found


def test_the_year_that_is_compared_with_is_the_one_before() -> None:
    assert list(compared_years([row("p", "较2023年增加,与2021年相比增加。", year="2024")], {})) == []
    (found,) = compared_years([row("p", "与2021年相比增加。", year="2024")], {})
    assert found.more["years"] == "2021"


def test_a_bound_is_stated_once() -> None:
    rows = [row("甲", "开课至少 5 科以上,比例超过20%以上"), row("乙", "开课5科以上,不少于3次")]
    assert [one.more["words"] for one in doubled_bounds(rows, {})] == ["至少5科以上、超过20%以上"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("本年度信息员、宗教团体及审计等所需经费24.2万元", True),
        ("本年度信息员、宗教团体及审计等所需经费23.73万元", False),
        ("信息员每人不超过0.2万元", False),
        ("举办活动的经费9万元", False),
    ],
)
def test_money_in_a_goal(text: str, found: bool) -> None:
    forms = [
        row("信息员、宗教团体及第三方审计等经费", "23.73万元", role="form"),
        row("活动", "1万元", role="form"),
    ]
    words = {"money": ["经费"]}
    assert bool(list(goal_amounts([row("goal", text, role="goal"), *forms], words))) is found


UNITS = [
    row("某区老区建设促进会", role="unit", barred="yes"),
    row("某区老区办", role="unit", barred="no"),
    row("某区图书馆", role="unit", barred="yes"),
]


@pytest.mark.parametrize(
    ("name", "more", "unit"),
    [
        ("老区建设促进项目", {}, "某区老区建设促进会"),
        ("工作经费", {"purpose": "用于老区建设促进会运转"}, "某区老区建设促进会"),
        ("图书馆-新书", {"hint": "图书馆"}, "某区图书馆"),
        ("老区-新书", {"hint": "老区"}, None),
        ("老区工作", {}, None),
    ],
)
def test_whose_project_it_is(name: str, more: dict[str, str], unit: str | None) -> None:
    found = list(barred_projects([row(name, "1万元", role="project", **more), *UNITS], {"least": ["5"]}))
    assert [one.more["unit"] for one in found[:1]] == ([] if unit is None else [unit])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("采购办公设备", True),
        ("实行政府采购", True),
        ("采购新书", False),
        ("维护已采购的设备", False),
        ("设备运行", False),
    ],
)
def test_what_speaks_of_buying(text: str, found: bool) -> None:
    words = {"plain": ["政府采购"], "act": ["采购"], "thing": ["设备"], "done": ["已采购"]}
    rows = [row("演出", text, known="no"), row("安防改造", known="yes")]
    assert bool(list(unlisted_purchases(rows, words))) is found
    assert list(unlisted_purchases([row("安防改造", text, known="no"), rows[1]], words)) == []


def test_uses_without_an_account() -> None:
    words = {"use": ["水电:水费,电费", "取暖费:取暖费"]}
    text = row("p", "用于水电、取暖费", role="text")
    accounts = [row("电费", role="account"), row("办公费", role="account")]
    assert [one.more["words"] for one in unpaid_uses([text, *accounts], words)] == ["取暖费"]
    assert [one.verdict for one in unpaid_uses([text], words)] == ["missing"]
