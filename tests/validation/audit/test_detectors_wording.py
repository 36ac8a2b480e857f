"""Headings, doubled words, unpaired marks and counts in a text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from budgetkg.validation.audit.detectors.wording import (
    folded,
    miscounts,
    repeated_words,
    unlike_headings,
    unpaired_marks,
)
from budgetkg.validation.audit.evidence import Evidence

SUFFIX = {"suffix": ["绩效目标表", "项目绩效目标表"]}


def one(printed: str, name: str = "甲", **more: str) -> list[Evidence]:
    return [Evidence("g", "case", "form/1", name, printed, more=more)]


def verdicts(name: str, heading: str) -> list[str]:
    return [row.verdict for row in unlike_headings(one(heading, name), SUFFIX)]


@pytest.mark.parametrize(
    ("name", "heading"),
    [
        ("办公区电费", "1、办公区电费绩效目标表"),
        ("办公区电费", "（一）办公区 电费项目绩效目标表"),
        ("办公区电费", "办公区电费绩效目标表"),
        ("宣传部-“扫黄打非”经费(一期)", "12. 宣传部——扫黄打非经费（一期）绩效目标表"),
        ("2024年老年人补贴", "35、2024 年老年人补贴绩效目标表"),
        ("5号楼维修", "19、5号楼维修绩效目标表"),
        ("绩效目标表编制经费", "2、绩效目标表编制经费绩效目标表"),
        ("某财教〔2023〕4号资金", "3、某财教[2023]4号资金绩效目标表"),
    ],
)
def test_a_heading_is_number_name_and_closing_words(name: str, heading: str) -> None:
    assert verdicts(name, heading) == []


@pytest.mark.parametrize(
    ("name", "heading"),
    [
        ("办公区电费", "1、办公区水费绩效目标表"),
        ("办公区电费", "1、东办公区电费绩效目标表"),
        ("4号楼维修", "19、5号楼维修绩效目标表"),
        ("某通知", "1、某通知知绩效目标表"),
        ("某财教〔2023〕4号资金", "3、某财教[2023]5号资金绩效目标表"),
    ],
)
def test_another_heading_is_odd(name: str, heading: str) -> None:
    assert verdicts(name, heading) == ["odd"]


@pytest.mark.parametrize(("name", "heading"), [("", "1、绩效目标表"), ("办公区电费", "")])
def test_without_name_or_heading_nothing_is_said(name: str, heading: str) -> None:
    assert verdicts(name, heading) == ["missing"]


@given(st.text(alphabet="甲乙丙（）〔〕-— \u3000“”1", max_size=12))
@settings(deadline=None, max_examples=80)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert folded(folded(text)) == folded(text)


@pytest.mark.parametrize(
    ("text", "twice"),
    [
        ("队伍依法依法办事", "依法"),
        ("打造群众喜爱的中心，打造群众喜爱的中心。", "打造群众喜爱的中心"),
        ("干部培训满意干部培训满意度", "干部培训满意"),
    ],
)
def test_words_twice_in_a_row(text: str, twice: str) -> None:
    assert [row.more["twice"] for row in repeated_words(one(text), {})] == [twice]


@pytest.mark.parametrize(
    "text",
    [
        "一步一步推进",
        "慰问老党员、老党员家属",
        "服务青年，青年回报",
        "保障组织事务正常运转，保障各项活动",
        "是/否是/否",
        "2020年2020年",
        "人人参与，天天向上",
    ],
)
def test_what_may_stand_twice(text: str) -> None:
    assert list(repeated_words(one(text), {})) == []


@pytest.mark.parametrize(
    ("text", "mark"),
    [("]某财教[2022]98号", "]"), ("某项目（一期", "("), ("“扫黄打非经费", "“"), ("《年鉴印刷费", "《")],
)
def test_a_mark_without_its_other_half(text: str, mark: str) -> None:
    assert [row.more["mark"] for row in unpaired_marks(one(text), {})] == [mark]


@pytest.mark.parametrize(
    "text",
    ["某项目（一期)", "“甲”与“乙”", "印发《关于〈甲〉的通知》", "1）甲 2）乙", "某财教[2022]9号（二）", ""],
)
def test_pairs_and_numbers_are_right(text: str) -> None:
    assert list(unpaired_marks(one(text), {})) == []


COUNTED = {"counted": ["单位", "预算单位", "所属单位"]}


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("五个单位的收支", None),
        ("所属4个预算单位", None),
        ("共12个单位", "12"),
        ("纳入预算的有十二个预算单位", "12"),
    ],
)
def test_a_count_of_units_is_the_listed_one_or_one_less(text: str, stated: str | None) -> None:
    found = [row.more["stated"] for row in miscounts(one(text, listed="5"), COUNTED)]
    assert found == ([] if stated is None else [stated])


@pytest.mark.parametrize(
    "text",
    [
        "其中5个事业单位",
        "3个办公区",
        "第3个单位",
        "其中2个单位为行政单位",
        "各个单位",
        "个别单位",
        "每个单位",
    ],
)
def test_other_counts_are_not_judged(text: str) -> None:
    assert list(miscounts(one(text, listed="23"), COUNTED)) == []


def test_one_right_count_is_enough() -> None:
    assert list(miscounts(one("全部5个单位，其中3个单位在城区", listed="5"), COUNTED)) == []
