"""States of a sequence: compared with the sum over all paths."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from budgetkg.inference.sequence import Chain, posterior


@settings(deadline=None, max_examples=40)
@given(st.integers(1, 4), st.integers(1, 3), st.integers(0, 10_000))
def test_it_is_the_share_of_all_paths(steps: int, states: int, seed: int) -> None:
    random = np.random.default_rng(seed)

    def chain(prior: float) -> Chain:
        start = random.dirichlet(np.ones(states))
        moves = random.dirichlet(np.ones(states), size=states)
        return Chain(prior, start, moves, random.random(steps - 1), random.random(steps - 1))

    chains = [chain(0.3), chain(0.7)]
    evidence = random.normal(size=(steps, states))
    expected = np.zeros((steps, states))
    for one in chains:
        for path in product(range(states), repeat=steps):
            weight = (
                one.prior
                * one.start[path[0]]
                * np.exp(sum(evidence[at, state] for at, state in enumerate(path)))
            )
            for at in range(steps - 1):
                stays = path[at] == path[at + 1]
                weight *= one.moves[path[at], path[at + 1]] * (one.within if stays else one.between)[at]
            for at, state in enumerate(path):
                expected[at, state] += weight
    expected /= expected.sum(axis=1, keepdims=True)
    assert posterior(chains, evidence) == pytest.approx(expected)
