"""Targets: a quantity is read where the whole text states one; everything else stays text."""

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from budgetkg.model import Target
from budgetkg.values.target import is_placeholder, read_target

LINES = (Path(__file__).parent / "targets.tsv").read_text(encoding="utf-8").splitlines()
CASES = [line.split("\t") for line in LINES if line and not line.startswith("#")]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0] or "blank")
def test_value_and_target(case: list[str]) -> None:
    if case[1] == "qualitative":
        assert read_target(case[0]) is None
        return
    comparator, number, most, unit = case[1:]
    expected = Target(comparator, number, None if most == "-" else most, None if unit == "-" else unit)
    assert read_target(case[0]) == expected


@pytest.mark.parametrize(
    "text",
    [
        "是/否",
        "(是/否)",
        "（是/否）",
        "是或否",
        "是否",
        "%",
        "％",
        "万元",
        "元",
        "××",
        "××万元",
        "XX%",
        "*",
        "* 万元",
        "__",
    ],
)
def test_a_form_nobody_filled_in_is_a_placeholder(text: str) -> None:
    assert is_placeholder(text)
    assert read_target(text) is None


@pytest.mark.parametrize("text", ["", "  ", "≥95%", "5万元", "按时发放(是/否)", "满足", "是", "否", "元旦"])
def test_a_value_is_no_placeholder(text: str) -> None:
    assert not is_placeholder(text)


SIGNS = {
    ">=": ["≥", "＞=", "大于等于", "不少于", "不低于"],
    "<=": ["≤", "<=", "不超过", "不高于"],
    ">": [">", "＞", "大于"],
    "<": ["<", "＜", "小于"],
    "=": ["", "=", "等于"],
}
COMPARATORS = st.sampled_from([(sign, printed) for sign, variants in SIGNS.items() for printed in variants])
NUMBERS = st.decimals(min_value=0, max_value=10**8, places=2).map(lambda number: f"{number:f}")
UNITS = st.sampled_from(["%", "万元", "人次", "个办公区", "元/厅", "平方米", "℃"])


@given(COMPARATORS, NUMBERS, UNITS, st.sampled_from(["", " "]))
@settings(max_examples=200, deadline=None)
def test_a_rendered_target_reads_back(signs: tuple[str, str], number: str, unit: str, space: str) -> None:
    comparator, printed = signs
    assert read_target(f"{printed}{space}{number}{space}{unit}") == Target(comparator, number, None, unit)


@given(NUMBERS, NUMBERS, UNITS, st.sampled_from(["-", "～", "至", "—"]))
@settings(max_examples=100, deadline=None)
def test_a_rendered_range_reads_back(low: str, high: str, unit: str, between: str) -> None:
    expected = Target("range", low, high, unit) if Decimal(low) < Decimal(high) else None
    assert read_target(f"{low}{between}{high}{unit}") == expected


PIECES = st.lists(
    st.one_of(
        st.sampled_from(["≥", "5", "%", "万元", "年", "月", "-", "±", ".", "以上", "每", " ", "0"]),
        st.text(max_size=3),
    ),
    max_size=8,
).map("".join)


@given(PIECES)
@settings(max_examples=300, deadline=None)
def test_any_text_is_a_sound_target_or_none(text: str) -> None:
    target = read_target(text)
    is_placeholder(text)
    if target is not None:
        assert Decimal(target.number).is_finite()
        assert (target.max is not None) == (target.comparator == "range")
        assert target.unit is None or not any(sign.isdigit() for sign in target.unit if sign.isascii())
