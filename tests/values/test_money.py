"""Money: exact or refused, never nearly right."""

from decimal import Decimal

import pyoxigraph
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from budgetkg.errors import NotMoneyError, UnknownUnitError
from budgetkg.model import Figure
from budgetkg.values.money import UNITS, decimal_text, read_money, yuan


@pytest.mark.parametrize(
    ("printed", "text"),
    [
        ("368.00", "368.00"),
        ("1,204.50", "1204.50"),
        ("1，204.50", "1204.50"),
        ("1204. 50", "1204.50"),
        ("1534 0.33", "15340.33"),
        ("1534\n0.33", "15340.33"),
        ("1 234 567", "1234567"),
        ("１２．５０", "12.50"),
        ("0", "0"),
        ("-12.3", "-12.3"),
        ("－12.3", "-12.3"),
        ("−12.3", "-12.3"),
        ("(12.30)", "-12.30"),
        ("（12.30）", "-12.30"),
        ("△12.3", "-12.3"),
        ("▲ 12.3", "-12.3"),
    ],
)
def test_a_printed_number_is_read_as_it_stands(printed: str, text: str) -> None:
    assert read_money(printed) == Figure(text, printed)


@pytest.mark.parametrize("printed", ["", "  ", "-", "－", "—", "——", "\u3000"])
def test_a_blank_cell_states_nothing(printed: str) -> None:
    assert read_money(printed) is None


@pytest.mark.parametrize(
    "printed",
    [
        "1,2O4.50", "12.3.4", "1e5", "NaN", "12,34.5", "1_0", "12.00 13.00", "12.00 13", "12 13", "12.", ".5",
        "012.5", "5万元", "5%", "--5", "-(5)", "(5", "12²", "①", "½", "无", "+", "٣", "9" * 30,
    ],
)  # fmt: skip
def test_anything_else_is_refused(printed: str) -> None:
    with pytest.raises(NotMoneyError) as caught:
        read_money(printed)
    assert caught.value.code == "BKG-P01"
    assert printed in caught.value.zh


def test_a_unit_is_never_guessed() -> None:
    assert yuan(Figure("0.3", "0.3"), "万元") == Decimal(3000)
    assert yuan(Figure("1.5", "1.5"), "亿元") == Decimal(150_000_000)
    with pytest.raises(UnknownUnitError, match="美元"):
        yuan(Figure("1", "1"), "美元")


AMOUNTS = st.decimals(min_value=0, max_value=10**14, places=2)


@given(AMOUNTS, st.booleans(), st.sampled_from(["plain", "grouped", "wide", "brackets", "triangle"]))
@settings(max_examples=200, deadline=None)
def test_a_rendered_amount_reads_back(amount: Decimal, spaced: bool, style: str) -> None:
    plain = f"{amount:.2f}"
    printed = {
        "plain": plain,
        "grouped": f"{amount:,.2f}",
        "wide": plain.translate(str.maketrans("0123456789.", "０１２３４５６７８９．")),
        "brackets": f"（{plain}）",
        "triangle": f"△{plain}",
    }[style]
    printed = printed.replace(".", " .") if spaced else printed
    figure = read_money(printed)
    assert figure is not None
    assert figure.text == (f"-{plain}" if style in ("brackets", "triangle") else plain)
    assert abs(yuan(figure, "万元")) == amount * 10_000


@given(st.one_of(st.text(max_size=12), st.text(alphabet="0123456789.,- ()（）O%", max_size=12)))
@settings(max_examples=300, deadline=None)
def test_any_cell_is_a_number_a_blank_or_refused(cell: str) -> None:
    try:
        figure = read_money(cell)
    except NotMoneyError:
        return
    if figure is not None:
        assert figure.printed == cell
        assert decimal_text(Decimal(figure.text)) == decimal_text(yuan(figure, "元"))


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**12), max_value=10**12))
@settings(max_examples=200, deadline=None)
def test_decimals_are_spelled_as_the_store_spells_them(value: Decimal) -> None:
    text = decimal_text(value)
    store = pyoxigraph.Store()
    solutions = store.query(
        f'SELECT ("{value:f}"^^<http://www.w3.org/2001/XMLSchema#decimal> + 0 AS ?v) {{}}'
    )
    (solution,) = list(solutions)
    assert text == solution["v"].value
    assert Decimal(text) == value


def test_every_unit_is_whole_yuan() -> None:
    assert {unit: decimal_text(size) for unit, size in UNITS.items()} == {
        "元": "1", "千元": "1000", "万元": "10000", "百万元": "1000000", "亿元": "100000000",
    }  # fmt: skip
