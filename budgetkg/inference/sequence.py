"""Which of several states each step of a sequence is in: forward and backward over a hidden chain.

Which kind of order a document keeps is not known before: each kind is a chain of its own, and all
of them speak in the measure in which they explain the document.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["Chain", "posterior"]

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Chain:
    """One kind of order. `start` and `moves` are probabilities; `within` and `between` say how probable
    the observed step is if the state stays and if it changes, one number for each step."""

    prior: float
    start: Floats
    moves: Floats
    within: Floats
    between: Floats


def posterior(chains: Sequence[Chain], evidence: Floats) -> Floats:
    """Return the probability of each state at each step (steps × states), over all kinds of order.

    `evidence` are log-likelihoods, steps × states.
    """
    seen = np.exp(evidence - evidence.max(axis=1, keepdims=True))
    answers = [_smooth(chain, seen) for chain in chains]
    logs = np.array([np.log(chain.prior) + log for chain, (_, log) in zip(chains, answers, strict=True)])
    shares = np.exp(logs - logs.max())
    states = np.array([states for states, _ in answers])
    mixed: Floats = np.einsum("kij,k->ij", states, shares / shares.sum())
    return mixed


def _smooth(chain: Chain, seen: Floats) -> tuple[Floats, float]:
    """Return the states at each step and the log-likelihood of the whole, scaled at every step."""
    steps = len(seen)
    forward, scales = np.empty_like(seen), np.empty(steps)
    forward[0] = chain.start * seen[0]
    scales[0] = forward[0].sum()
    forward[0] /= scales[0]
    moves = [_moves(chain, step) for step in range(steps - 1)]
    for step in range(1, steps):
        forward[step] = (forward[step - 1] @ moves[step - 1]) * seen[step]
        scales[step] = forward[step].sum()
        forward[step] /= scales[step]
    backward = np.ones_like(seen)
    for step in range(steps - 2, -1, -1):
        backward[step] = moves[step] @ (seen[step + 1] * backward[step + 1]) / scales[step + 1]
    states = np.asarray(forward * backward, dtype=np.float64)
    shares: Floats = states / states.sum(axis=1, keepdims=True)
    return shares, float(np.log(scales).sum())


def _moves(chain: Chain, step: int) -> Floats:
    moves: Floats = chain.moves * chain.between[step]
    np.fill_diagonal(moves, chain.moves.diagonal() * chain.within[step])
    return moves
