"""Dates and years that stand alone."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from budgetkg.values.dates import read_date, read_year


@pytest.mark.parametrize(
    "text",
    [
        "2023-12-31",
        "2023年12月31日",
        "2023 年 12 月 31 日",
        "2023.12.31",
        "2023/12/31",
        "２０２３－１２－３１",
        "二〇二三年十二月三十一日",
    ],
)
def test_one_date_in_many_styles(text: str) -> None:
    assert read_date(text) == "2023-12-31"


@pytest.mark.parametrize(
    "text", ["", "2023-02-30", "2023-13-01", "2023-12/31", "2023年12月", "至2023-12-31", "31.12.2023", "2023"]
)
def test_no_date_is_none(text: str) -> None:
    assert read_date(text) is None


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("2024", 2024),
        ("2024 年", 2024),
        ("2024年度", 2024),
        ("二〇二四年", 2024),
        ("二零二四年度", 2024),
        ("２０２４", 2024),
        ("24年", None),
        ("3024年", None),
        ("2024年12月", None),
        ("三〇二四年", None),
        ("", None),
    ],
)
def test_years(text: str, year: int | None) -> None:
    assert read_year(text) == year


@given(
    st.dates(min_value=date(1000, 1, 1), max_value=date(2999, 12, 31)), st.sampled_from(["-", ".", "/", "年"])
)
@settings(max_examples=150, deadline=None)
def test_a_rendered_date_reads_back(day: date, mark: str) -> None:
    parts = (day.year, day.month, day.day)
    text = "{}年{}月{}日".format(*parts) if mark == "年" else mark.join(map(str, parts))
    assert read_date(text) == day.isoformat()


@given(st.text(max_size=14))
@settings(max_examples=200, deadline=None)
def test_any_text_is_a_date_or_none(text: str) -> None:
    found = read_date(text)
    assert found is None or date.fromisoformat(found).isoformat() == found
    year = read_year(text)
    assert year is None or 1900 <= year < 2100
