"""Titles: what folds to one, what is only alike, and in which phase money is handed down."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from budgetkg.values.citations import title_beside
from budgetkg.values.docnumber import find_document_numbers
from budgetkg.values.titles import alike, law_key, phases_of


@pytest.mark.parametrize(
    ("title", "key"),
    [
        ("预算法", "中华人民共和国预算法"),
        ("《预算法》", "中华人民共和国预算法"),
        ("中华人民共和国预算法（2018年修正）", "中华人民共和国预算法"),
        ("中华人民共和国预算法(2014年修正)（试行）", "中华人民共和国预算法"),
        ("预算法实施条例", "中华人民共和国预算法实施条例"),
        ("中华人民共和国政府信息公开条例", "政府信息公开条例"),
        ("政府信息公开条例（2019年修订）", "政府信息公开条例"),
        ("某某资金管理办法（试行）", "某某资金管理办法"),
        ("某某资金管理办法(暂行)", "某某资金管理办法"),
        ("某某工作法", "某某工作法"),
        ("中华人民共和国某某法", "某某法"),
        ("河北省预算审查监督条例", "河北省预算审查监督条例"),
        ("某某办法（征求意见稿）", "某某办法（征求意见稿）"),
        ("某某办法（财政部令第8号）", "某某办法（财政部令第8号）"),
        ("《〈某〉办法》", "〈某〉办法"),
        ("中华人民共和国", "中华人民共和国"),
        ("（试行）", "（试行）"),
    ],
)
def test_one_title_for_all_that_name_a_law_alike(title: str, key: str) -> None:
    assert law_key(title) == key


@given(st.text(alphabet="《》〈〉（）()试行年修订中华人民共和国预算法办条例 2018", max_size=24))
@settings(max_examples=300, deadline=None)
def test_folding_twice_changes_nothing_and_loses_no_title(title: str) -> None:
    key = law_key(title)
    assert law_key(key) == key
    assert bool(key) == bool("".join(title.split()))


@pytest.mark.parametrize(
    ("title", "phases"),
    [
        ("关于提前下达2024年中央补助资金的通知", ("advance",)),
        ("预下达2024年转移支付", ("preliminary",)),
        ("提前下达2024年并结算2023年补助资金", ("advance", "settlement")),
        ("结算下达工作中央财政补助资金", ("settlement",)),
        ("困难群众补助资金清算", ("clearing",)),
        ("追加2024年补助经费", ("additional",)),
        ("收回存量资金", ("withdrawal",)),
        ("关于下达2024年补助资金的通知", ("regular",)),
        ("国库结算中心经费", ()),
        ("清算组工作经费", ()),
        ("下达任务书", ()),
        ("", ()),
    ],
)
def test_how_a_title_says_that_money_is_handed_down(title: str, phases: tuple[str, ...]) -> None:
    assert phases_of(title) == phases


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ("关于提前下达2024年补助资金的通知", "邯郸市财政局关于提前下达2024年补助资金的通知", "same"),
        ("提前下达2024年补助资金", "提前下达2024年补助资金—某馆", "same"),
        ("提前下达2024年省级电影事业发展专项资金", "省级电影事业发展专项资金", "shortened"),
        ("提前下达2024年补助资金", "提前下达2023年补助资金", "different"),
        ("提前下达2024年省级电影资金", "下达2024年省级电影补助资金", "near"),
        ("提前下达2024年省级电影资金", "农田建设补助", "different"),
    ],
)
def test_how_alike_two_titles_are(one: str, other: str, kind: str) -> None:
    assert alike(one, other).kind == kind
    assert alike(other, one).kind == kind


@given(st.text(max_size=20), st.text(max_size=20))
@settings(max_examples=200, deadline=None)
def test_likeness_does_not_depend_on_the_order(one: str, other: str) -> None:
    assert alike(one, other) == alike(other, one)
    assert alike(one, one).kind == "same"


@pytest.mark.parametrize(
    ("name", "titles"),
    [
        ("邯财教〔2023〕5号提前下达甲资金", ["提前下达甲资金"]),
        ("提前下达甲补助资金（邯财教〔2023〕5号）", ["提前下达甲补助资金"]),
        ("冀财教〔2023〕8号、邯财教〔2023〕5号提前下达甲资金", ["提前下达甲资金", "提前下达甲资金"]),
        ("邯财教〔2023〕5、6号提前下达甲资金", ["提前下达甲资金", "提前下达甲资金"]),
        ("组织部邯财教〔2023〕5号", [None]),
        ("提前下达甲补助资金-邯财教〔2023〕5号", ["提前下达甲补助资金"]),
    ],
)
def test_the_title_beside_a_number_in_a_name(name: str, titles: list[str | None]) -> None:
    numbers = find_document_numbers(name)
    assert [title_beside(name, found, numbers) for found in numbers] == titles
