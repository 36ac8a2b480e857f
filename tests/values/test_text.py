"""Text: layout goes, signs stay."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from budgetkg.values.text import clean, compact, half_width, unmarked


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("一般公共预算 拨款收入", "一般公共预算拨款收入"),
        ("项\n目", "项目"),
        ("  （一） 收入　情况 ", "（一）收入情况"),
        ("2024  年部门 预算", "2024 年部门预算"),
        ("A3 黑白 打印机", "A3 黑白打印机"),
        ("“三公” 经费", "“三公”经费"),
        ("预\u200b算\ufeff表\x07", "预算表"),
        ("open  data\tset", "open data set"),
        ("", ""),
    ],
)
def test_only_layout_is_taken_away(printed: str, expected: str) -> None:
    assert clean(printed) == expected


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        (r"$\geq 85\%$", "≥85%"),
        (r"不超 $\leq 5 \%$ ；", "不超 ≤5% ；"),
        (r"$\ge 3$ 次", "≥3 次"),
        (r"$5 \pm 2$", "5±2"),
        (r"3 $\times$ 24", "3 × 24"),
        (r"$\mathrm{m}^{2}$", "m²"),
        (r"18 $^\circ \mathrm{C}$", "18 °C"),
        (r"\frac{1}{2}", "1/2"),
        (r"\frac{a+b}{2}", "(a+b)/2"),
        (r"≤5\%", "≤5%"),
        ("$>5$", ">5"),
        ("**上年结转**：指", "上年结转：指"),
        ("- 1、**收入**：指", "1、收入：指"),
        ("<p>1.甲</p> <p>2.乙</p>", "1.甲   2.乙"),
        ("甲<br/>乙", "甲 乙"),
        ('<span style="x">甲</span>', "甲"),
        ("甲&nbsp;乙&ge;5", "甲\xa0乙≥5"),
        ("## 一、概况", "一、概况"),
    ],
)
def test_markup_becomes_the_sign_it_stands_for(printed: str, expected: str) -> None:
    assert unmarked(printed) == (expected, True)


@pytest.mark.parametrize(
    "text",
    [
        "转发<关于做好工作的通知>的通知",
        "<350个",
        "a < b > c",
        "$5 和 $6",
        r"$\unknown{5}$",
        r"\unknown",
        "李**、王**",
        "138****1234",
        "- 5.00",
        "满意数/总数*100%",
        "AT&T",
        "C#",
        "正文",
        "",
    ],
)
def test_what_is_not_known_to_be_markup_stays(text: str) -> None:
    assert unmarked(text) == (text, False)


def test_labels_compare_without_space_and_width() -> None:
    assert compact("价 值（金额单位：万元）") == compact("价值(金额单位:万元)")
    assert compact("合\u200b计") == "合计"


@given(st.text(max_size=30))
@settings(max_examples=300, deadline=None)
def test_cleaning_is_done_once_and_loses_no_sign(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert compact(once) == compact(text)
    assert not re.search(r"\s\s|^\s|\s$", once)


@given(st.text(max_size=30))
@settings(max_examples=300, deadline=None)
def test_half_width_moves_nothing(text: str) -> None:
    assert len(half_width(text)) == len(text)


@given(st.lists(st.sampled_from([*"$\\{}*<>/pb&;^2 -5甲%", r"\geq", "**", "<p>"]), max_size=20).map("".join))
@settings(max_examples=300, deadline=None)
def test_unmarking_says_whether_it_changed_anything(text: str) -> None:
    result, changed = unmarked(text)
    assert changed == (result != text)
    assert result.count("甲") == text.count("甲")
    assert result.count("5") == text.count("5")
