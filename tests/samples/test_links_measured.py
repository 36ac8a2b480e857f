"""What is linked by itself on the sample set is right; `benchmarks/linking.py` measures more series."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import pytest
from disclosures.series import make_series
from disclosures.series.measuring import (
    Pair,
    Score,
    Truth,
    measure,
    measure_readings,
    readings_in,
    readings_of,
    truth_of,
)

from budgetkg.linking import Candidate, propose
from budgetkg.namespaces import LINKS_GRAPH
from budgetkg.store import Store, open_store

FOLDER = Path(__file__).parents[2] / "samples" / "two-districts"
KINDS = {
    "department": ("department",),
    "unit": ("unit", "unit-department", "department"),
    "project": ("project",),
}


@pytest.fixture(scope="module")
def store(store_of: Callable[[Sequence[Path]], Path]) -> Store:
    return open_store(store_of(sorted(FOLDER.glob("*.txt"))))


@pytest.fixture(scope="module")
def candidates(store: Store) -> tuple[Candidate, ...]:
    return propose(store).candidates


@pytest.fixture(scope="module")
def truth() -> Truth:
    return truth_of(make_series())


def taken_up(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Return what `budgetkg link --apply` links without being told."""
    return [one for one in candidates if one.sure]


def score(truth: Truth, kind: str, candidates: Iterable[Candidate]) -> Score:
    pairs = [Pair(c.subject, c.object, float(c.confidence)) for c in candidates if c.kind in KINDS[kind]]
    return measure(truth, kind, pairs)


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_wrong_is_linked_by_itself(
    kind: str, truth: Truth, candidates: tuple[Candidate, ...]
) -> None:
    found = score(truth, kind, taken_up(candidates))
    assert found.right > 0
    assert [str(one) for one in found.wrong] == []


@pytest.mark.parametrize(("kind", "least"), [("department", 1.0), ("unit", 0.85), ("project", 0.9)])
def test_what_goes_on_is_proposed(
    kind: str, least: float, truth: Truth, candidates: tuple[Candidate, ...]
) -> None:
    found = score(truth, kind, candidates)
    assert found.wanted > 0
    assert found.recall >= least, [str(one) for one in found.missing]


def test_a_misprinted_name_is_proposed_and_building_alone_merges_nothing(
    truth: Truth, candidates: tuple[Candidate, ...], store: Store
) -> None:
    misprinted = {iri for iri, event in truth.events.items() if event == "misprint"}
    proposed = [one for one in candidates if {one.subject, one.object} <= misprinted]
    assert {one.method for one in proposed} == {"misprint"}
    assert all(one.confidence < 1 for one in proposed)
    assert LINKS_GRAPH not in store.graphs()


def test_numbers_are_read_as_they_are_printed(store: Store) -> None:
    found = measure_readings(readings_of(make_series()), readings_in(store))
    assert [str(one) for one in found.wrong] == []
    assert found.recall >= 0.97, [str(one) for one in found.missing]


def test_no_two_numbers_are_linked_by_themselves(candidates: tuple[Candidate, ...]) -> None:
    assert not [one for one in taken_up(candidates) if one.kind == "notice"]
