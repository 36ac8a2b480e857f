"""Dividing amounts among sums: the answers are checked against every division that there is."""

from collections.abc import Sequence
from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from budgetkg.inference.coincidence import Coincidence, coincidences
from budgetkg.inference.filling import fill
from budgetkg.inference.sums import Sums, divide, total
from budgetkg.inference.trading import trade
from budgetkg.inference.ways import ways


@st.composite
def tasks(draw: st.DrawFn, most: int = 6, *, rounded: bool | None = None) -> Sums:
    """A few amounts that were put into a few sums, whose figures may be rounded one by one."""
    count = draw(st.integers(1, 3))
    exact = draw(st.lists(st.integers(1, 400), min_size=count, max_size=most))
    where = [*range(count), *(draw(st.integers(0, count - 1)) for _ in exact[count:])]
    sums = [
        sum(amount for amount, at in zip(exact, where, strict=True) if at == index) for index in range(count)
    ]
    if draw(st.booleans()) if rounded is None else rounded:
        amounts = tuple(max(1, (amount + 5) // 10) for amount in exact)
        return Sums(amounts, tuple(max(1, (wanted + 5) // 10) for wanted in sums), rounded=True)
    return Sums(tuple(exact), tuple(sums))


def every(task: Sums) -> list[tuple[int, ...]]:
    """All divisions that meet every sum."""
    places = product(range(len(task.sums)), repeat=len(task.amounts))
    return [division for division in places if task.met(division)]


@settings(deadline=None, max_examples=60)
@given(tasks())
def test_the_best_of_all_divisions_is_found_and_what_is_proved_is_true(task: Sums) -> None:
    scores = [
        [float((7 * amount + 3 * at) % 5) for at in range(len(task.sums))]
        for amount in range(len(task.amounts))
    ]
    all_ = every(task)
    found = divide(task, scores)
    if not all_:
        assert found is None or (found.in_part and not any(found.proved))
        return
    assert found is not None
    assert not found.in_part
    assert found.best in all_
    assert total(scores, found.best) == pytest.approx(max(total(scores, division) for division in all_))
    for amount, proved in enumerate(found.proved):
        assert proved == (len({division[amount] for division in all_}) == 1)


def test_no_division_is_made_where_there_is_none() -> None:
    assert divide(Sums((5, 7), (6, 6)), [[0.0, 0.0]] * 2) is None
    assert divide(Sums((5, 90), (6, 6)), [[0.0, 0.0]] * 2) is None


def test_where_not_all_sums_can_be_met_most_are() -> None:
    found = divide(Sums((5, 7, 11, 90), (12, 11, 80)), [[0.0] * 3] * 4)
    assert found is not None
    assert found.in_part
    assert found.unmet == {2}
    assert found.best == (0, 0, 1, -1)


def test_fiscal_money_must_add_up_too() -> None:
    amounts, sums = (10, 10, 5), (10, 15)
    free = divide(Sums(amounts, sums), [[0.0, 0.0]] * 3)
    assert free is not None
    assert free.proved == (False, False, True)
    bound = divide(Sums(amounts, sums, fiscal=(10, 8, 5), fiscal_sums=(8, 15)), [[0.0, 0.0]] * 3)
    assert bound is not None
    assert bound.best == (1, 0, 1)
    assert bound.proved == (True, True, True)


@settings(deadline=None)
@given(st.lists(st.integers(1, 30), min_size=1, max_size=8), st.integers(1, 60), st.booleans())
def test_ways_are_all_ways(amounts: list[int], wanted: int, rounded: bool) -> None:
    task = Sums(tuple(amounts), (wanted,), rounded=rounded)
    indexes = range(len(amounts))
    expected = {
        frozenset(group)
        for size in range(len(amounts) + 1)
        for group in combinations(indexes, size)
        if task.fits(sum(amounts[index] for index in group), wanted, size)
    }
    found = ways(amounts, indexes, wanted, 10_000, task.slack)
    assert found is not None
    assert {frozenset(group) for group in found} == expected
    assert len(found) == len(expected)
    if len(expected) > 1:
        assert ways(amounts, indexes, wanted, len(expected) - 1, task.slack) is None


@settings(deadline=None)
@given(tasks(10, rounded=False))
def test_filling_makes_every_sum(task: Sums) -> None:
    scores = [[0.0] * len(task.sums) for _ in task.amounts]
    divisions = list(fill(task.amounts, task.sums, scores, ()))
    assert len(set(divisions)) == len(divisions)
    assert all(task.met(division) for division in divisions)


@settings(deadline=None)
@given(tasks(), st.data())
def test_trading_makes_nothing_worse(task: Sums, data: st.DataObject) -> None:
    all_ = every(task)
    if not all_:
        return
    division = data.draw(st.sampled_from(all_))
    scores = [
        [float((amount * 5 + at * 3) % 7) for at in range(len(task.sums))] for amount in range(len(division))
    ]
    traded = trade(task, division, scores)
    assert task.met(traded)
    assert total(scores, traded) >= total(scores, division)


def test_amounts_of_one_unit_that_make_a_sum_are_no_accident() -> None:
    amounts = (36_800, 27_499, 4_000, 1_000, 200, 90)
    found = coincidences(Sums(amounts, (69_299, 290)), [0, 0, 0, 0, 1, 1])
    groups = {(one.at, one.amounts) for one in found}
    assert (0, (0, 1, 2, 3)) in groups
    assert (1, (4, 5)) in groups
    assert _news(found, 0) > _news(found, 1) > 0


def _news(found: Sequence[Coincidence], at: int) -> float:
    return max(one.news for one in found if one.at == at)
