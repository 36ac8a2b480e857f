"""Literals: canonical numbers and safe text."""

from decimal import Decimal

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from budgetkg.graph import terms
from budgetkg.namespaces import PREFIXES


@settings(max_examples=300, deadline=None)
@given(st.from_regex(r"-?[0-9]{1,14}(\.[0-9]{1,4})?", fullmatch=True), st.sampled_from([0, 3, 4, 6, 8]))
def test_scaling_moves_the_point_and_loses_nothing(number: str, places: int) -> None:
    found = terms.scaled(number, places)
    assert found is not None
    assert Decimal(found) == Decimal(number) * 10**places


@settings(max_examples=300, deadline=None)
@given(st.from_regex(r"-?[0-9]{1,14}(\.[0-9]{1,4})?", fullmatch=True))
def test_canonical_numbers_are_spelled_as_the_store_spells_them(number: str) -> None:
    store = ox.Store()
    literal = ox.Literal(number, datatype=ox.NamedNode(PREFIXES["xsd"] + "decimal"))
    node = ox.NamedNode("https://example.org/a")
    store.add(ox.Quad(node, node, literal))
    assert [quad.object.value for quad in store] == [terms.canonical(number)]


@pytest.mark.parametrize("text", ["", "1,204", "1e3", "NaN", "1_0", ".5", "5.", "１２", "+1", " 1", "--1"])
def test_what_is_no_plain_decimal_is_no_number(text: str) -> None:
    assert terms.canonical(text) is None
    assert terms.decimal(text) is None


def test_numbers_of_any_length_stay_exact() -> None:
    assert terms.scaled("1" * 40 + ".05", 4) == "1" * 40 + "0500"


@settings(max_examples=300, deadline=None)
@given(st.text())
def test_text_comes_back_as_it_was(text: str) -> None:
    line = f"<https://example.org/a> <https://example.org/b> {terms.text(text)} ."
    (triple,) = ox.parse(line, ox.RdfFormat.N_TRIPLES)
    assert triple.object.value == text


@pytest.mark.parametrize("bad", ["a b", "a<b", 'a"b', "a\nb", "a\\b", "a{b", "a^b"])
def test_an_illegal_iri_is_never_written(bad: str) -> None:
    with pytest.raises(ValueError, match="illegal character"):
        terms.iri(f"https://example.org/{bad}")


@pytest.mark.parametrize(
    ("day", "good"), [("2023-12-31", True), ("2023年", False), ("", False), (None, False)]
)
def test_only_iso_dates_become_dates(day: str | None, good: bool) -> None:
    assert (terms.date(day) is not None) is good
