"""Percentages: the sign may be missing, the number may not."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from budgetkg.errors import NotPercentError
from budgetkg.model import Figure
from budgetkg.values.percent import read_percent


@pytest.mark.parametrize(
    ("printed", "text"),
    [
        ("25%", "25"),
        ("25 ％", "25"),
        ("25", "25"),
        ("33.3%", "33.3"),
        ("100 %", "100"),
        ("-5%", "-5"),
        ("０％", "0"),
    ],
)
def test_a_percentage_is_read(printed: str, text: str) -> None:
    assert read_percent(printed) == Figure(text, printed)


@pytest.mark.parametrize("printed", ["", " ", "-", "——"])
def test_a_blank_states_nothing(printed: str) -> None:
    assert read_percent(printed) is None


@pytest.mark.parametrize("printed", ["%", "25%%", "25‰", "25% 50%", "25 50", "3月底", "2O%", "25％以上"])
def test_anything_else_is_refused(printed: str) -> None:
    with pytest.raises(NotPercentError) as caught:
        read_percent(printed)
    assert caught.value.code == "BKG-P02"


@given(st.decimals(min_value=0, max_value=1000, places=1), st.sampled_from(["", "%", " %", "％"]))
@settings(max_examples=100, deadline=None)
def test_a_rendered_percentage_reads_back(value: object, sign: str) -> None:
    figure = read_percent(f"{value}{sign}")
    assert figure is not None
    assert figure.text == str(value)


@given(st.text(max_size=8))
@settings(max_examples=200, deadline=None)
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        figure = read_percent(text)
    except NotPercentError:
        return
    assert figure is None or figure.printed == text
