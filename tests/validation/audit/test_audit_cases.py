"""Cases: exact sums, and a tolerance that follows from the printed digits alone."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from budgetkg.errors import QueryError
from budgetkg.namespaces import PREFIXES
from budgetkg.results import Solutions, Term
from budgetkg.validation.audit.cases import Case, cases_of, half_unit
from budgetkg.values.money import UNITS

DECIMAL = PREFIXES["xsd"] + "decimal"
VARIABLES = ("g", "case", "side", "operand", "label", "value", "printed", "unit", "relation")
amounts = st.decimals(min_value=0, max_value=10**8, places=4)


def row(side: str, number: int, printed: str, unit: str = "万元", relation: str | None = None) -> tuple:
    value = Decimal(printed.replace(",", "")) * UNITS[unit]
    texts = ("urn:g", "case", side, f"urn:{side}:{number}", "甲")
    terms = [Term("literal", text) for text in texts]
    terms += [Term("literal", format(value, "f"), DECIMAL), Term("literal", printed), Term("literal", unit)]
    return (*terms, None if relation is None else Term("literal", relation))


def case(*rows: tuple) -> Case:
    (found,) = cases_of("A0", Solutions(VARIABLES, rows))
    return found


def rounded(value: Decimal) -> str:
    return format(value.quantize(Decimal("0.01")), "f")


@given(st.lists(amounts, min_size=1, max_size=40))
@settings(deadline=None, max_examples=100)
def test_figures_rounded_one_by_one_never_contradict_their_rounded_sum(values: list[Decimal]) -> None:
    total = rounded(sum(values, Decimal(0)))
    rows = [row("right", number, rounded(value)) for number, value in enumerate(values)]
    assert case(row("left", 0, total), *rows).outcome in ("equal", "rounding")


@given(st.lists(amounts, min_size=1, max_size=40), st.integers(1, 1000))
@settings(deadline=None, max_examples=100)
def test_more_than_all_half_units_is_a_difference(values: list[Decimal], more: int) -> None:
    printed = [Decimal(rounded(value)) for value in values]
    beyond = Decimal("0.005") * (len(values) + 1) + Decimal(more) / 100
    total = rounded(sum(printed, Decimal(0)) + beyond + Decimal("0.005"))
    rows = [row("right", number, format(value, "f")) for number, value in enumerate(printed)]
    assert case(row("left", 0, total), *rows).outcome == "differs"


@given(st.lists(amounts, min_size=1, max_size=40))
@settings(deadline=None, max_examples=50)
def test_an_exact_sum_is_equal_whatever_the_order(values: list[Decimal]) -> None:
    printed = [rounded(value) for value in values]
    total = format(sum((Decimal(text) for text in printed), Decimal(0)), "f")
    rows = [row("right", number, text) for number, text in enumerate(printed)]
    assert case(row("left", 0, total), *rows) == case(*reversed(rows), row("left", 0, total))
    assert case(row("left", 0, total), *rows).outcome == "equal"


@pytest.mark.parametrize(
    ("printed", "unit", "value", "half"),
    [
        ("1204.50", "万元", "12045000", "50"),
        ("1204", "万元", "12040000", "5000"),
        ("1534 0.33", "万元", "153403300", "50"),
        ("1,204.5", "元", "1204.5", "0.05"),
        ("60.26万元", "万元", "602600", "50"),
        ("-1.50", "万元", "-15000", "50"),
        ("1.50", "万元", "-15000", "50"),
        ("", "万元", "0", "0"),
        ("约三万", "万元", "30000", "0"),
        ("1.50", "", "15000", "0"),
        ("1.50", "万元", "16000", "0"),
    ],
)
def test_half_a_unit_of_the_last_printed_digit(printed: str, unit: str, value: str, half: str) -> None:
    assert half_unit(printed, unit, Decimal(value)) == Decimal(half)


def test_more_is_allowed_where_the_left_side_is_a_limit() -> None:
    assert (
        case(
            row("left", 0, "5.00", relation="at-least"), row("right", 0, "4.00", relation="at-least")
        ).outcome
        == "equal"
    )
    assert (
        case(
            row("left", 0, "4.00", relation="at-least"), row("right", 0, "5.00", relation="at-least")
        ).outcome
        == "differs"
    )


@pytest.mark.parametrize(
    "sides", [("left",), ("right",), ("left", "left", "right"), ("left", "right", "unknown")]
)
def test_a_side_that_is_empty_repeated_or_unclear_is_not_compared(sides: tuple[str, ...]) -> None:
    assert not case(*(row(side, number, "1.00") for number, side in enumerate(sides))).comparable


def test_rows_that_are_no_figures_are_refused() -> None:
    with pytest.raises(QueryError):
        case(row("above", 0, "1.00"))
    with pytest.raises(QueryError):
        case(row("left", 0, "1.00", relation="near"))


@pytest.mark.parametrize("value", [None, Term("literal", "much", DECIMAL), Term("literal", "12")])
def test_a_value_that_is_no_number_keeps_the_case_from_being_compared(value: Term | None) -> None:
    broken = list(row("right", 0, "1.00"))
    broken[5] = value
    assert not case(row("left", 0, "1.00"), row("right", 1, "1.00"), tuple(broken)).comparable
