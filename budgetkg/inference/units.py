"""Which unit carries a project out: from the order of the forms, names, and procurement rows.

The forms print no unit. They mostly follow the units of 机构设置, each unit's forms sorted by name in
the order of the national character set; names begin with a hint (宣传部-…) or speak of the unit's
work; a procurement row names a unit with its project. None of this is certain in another document,
so each kind of order is one hypothesis, and the document itself says which holds.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from budgetkg.inference.likeness import begins_with, cores, hint_likeness, overlap, pairs, signs, weights
from budgetkg.inference.naming import told, unnumbered
from budgetkg.inference.sequence import Chain, Floats, posterior
from budgetkg.model import Project, Records
from budgetkg.model.inferred import Proposal, Proposals
from budgetkg.values.text import compact

__all__ = ["infer_units", "unit_probabilities"]

_HINT, _IN_NAME, _IN_BODY, _MOST_WORDS, _PURCHASE = 12.0, 1.5, 0.4, 7.0, 8.0  # log-odds of the signals
_AS_IF, _MOST_ACCOUNT = 0.3, 3.0  # forms seen before any is; the most that an account says
_LEAST, _MOST = 0.02, 0.99  # what is listed at all; nothing inferred is certain
_SKIPPED = 0.4  # how often a unit has no form
_BACK = 0.002  # how often an orderly document has a form out of its place
_FALL_WITHIN = 0.08  # a form below the one before it in the order of names, both of one unit
_FIRST = 0.8  # a form of the kind that each unit has begins the forms of its unit


@dataclass(frozen=True, slots=True)
class _Signals:
    """Log-likelihoods of each signal, forms × units."""

    hint: Floats
    words: Floats
    purchase: Floats
    account: Floats


def infer_units(records: Records, accounts: Mapping[int, str] | None = None) -> tuple[Proposals, ...]:
    """Return the units of each form, the best first; nothing where the document names no unit.

    `accounts` are accounts of forms (by position from 1) that are known well enough to tell units apart.
    """
    if not records.units or not records.projects:
        return ()
    signals = _signals(records, accounts or {})
    probabilities = _probabilities(records, signals)
    return tuple(
        Proposals(form, _ranked(signals, form - 1, row)) for form, row in enumerate(probabilities, 1)
    )


def unit_probabilities(records: Records) -> Floats:
    """Return the probability of each unit for each form, forms × units, before accounts are known."""
    return _probabilities(records, _signals(records, {}))


def _probabilities(records: Records, signals: _Signals) -> Floats:
    evidence = signals.hint + signals.words + signals.purchase + signals.account
    return posterior(_chains(records), evidence)


def _ranked(signals: _Signals, form: int, row: Floats) -> tuple[Proposal, ...]:
    order = sorted(range(len(row)), key=lambda unit: (-row[unit], unit))
    listed = [unit for unit in order if row[unit] >= _LEAST] or order[:1]
    return tuple(
        Proposal(str(unit + 1), _method(signals, form, unit, len(row)), f"{min(row[unit], _MOST):.2f}")
        for unit in listed
    )


def _method(signals: _Signals, form: int, unit: int, units: int) -> str:
    """Return the strongest signal that speaks for a unit above the others."""
    if units == 1:
        return "only-unit"
    said = {
        "procurement-row": signals.purchase[form],
        "name-hint": signals.hint[form],
        "unit-words": signals.words[form],
        "account-of-unit": signals.account[form],
    }
    gains = {name: row[unit] - row.mean() for name, row in said.items()}
    best = max(gains, key=lambda name: gains[name])
    return best if gains[best] >= 1.0 else "order-of-units"


# Signals


def _signals(records: Records, accounts: Mapping[int, str]) -> _Signals:
    names = [compact(unit.name) for unit in records.units]
    short = cores(names)
    hint = np.array([[*map(_hinted(project), names, short)] for project in records.projects])
    return _Signals(hint, _words(records, names), _purchases(records, names), _accounts(accounts, hint))


def _hinted(project: Project) -> Callable[[str, str], float]:
    """Return how much the beginning of a project's name speaks for a unit of this name and short name."""
    hint, name = compact(project.unit_text or ""), compact(project.name)

    def speaks_for(unit: str, core: str) -> float:
        if hint:
            return _HINT * hint_likeness(hint, unit)
        return _HINT * 0.5 if begins_with(name, core) else 0.0

    return speaks_for


def _words(records: Records, names: Sequence[str]) -> Floats:
    """Words of a form that are words of a unit's name, and of few others; its own name counts most."""
    named = [signs(unnumbered(project)) for project in records.projects]
    bodies = [pairs(told(project)) - own for project, own in zip(records.projects, named, strict=True)]
    unit_words = [signs(name) for name in names]
    rarity = weights(unit_words), weights([*map(frozenset.union, named, bodies)], spread=True)
    rows = [
        [
            _IN_NAME * overlap(name, own, *rarity) + _IN_BODY * overlap(body, own, *rarity)
            for own in unit_words
        ]
        for name, body in zip(named, bodies, strict=True)
    ]
    return np.minimum(np.array(rows, dtype=np.float64), _MOST_WORDS)


def _purchases(records: Records, names: Sequence[str]) -> Floats:
    """A row of the procurement table that names a project under a unit."""
    found = np.zeros((len(records.projects), len(names)))
    buyers: dict[str, set[int]] = {}
    for unit in records.procurement.units:
        at = [number for number, name in enumerate(names) if name == compact(unit.name)]
        for item in unit.items:
            buyers.setdefault(compact(item.project or ""), set()).update(at)
    for form, project in enumerate(records.projects):
        for unit_number in buyers.get(compact(project.name), ()):
            found[form, unit_number] = _PURCHASE
    return found


def _accounts(accounts: Mapping[int, str], hint: Floats) -> Floats:
    """Units book on their own accounts: forms whose unit a hint names say which."""
    found = np.zeros_like(hint)
    if not accounts:
        return found
    codes = sorted(set(accounts.values()))
    counts = np.full((hint.shape[1], len(codes)), _AS_IF)
    for form, code in accounts.items():
        row = np.exp(hint[form - 1] - hint[form - 1].max())
        if row.sum() < hint.shape[1] * 0.9:  # the hint tells units apart
            counts[:, codes.index(code)] += row / row.sum()
    logs = np.log(counts / counts.sum(axis=1, keepdims=True))
    for form, code in accounts.items():
        column = logs[:, codes.index(code)]
        found[form - 1] = np.maximum(column - column.max(), -_MOST_ACCOUNT)
    return found


# Kinds of order


def _chains(records: Records) -> list[Chain]:
    """Return the kinds of order that a document may keep, with how common we take each to be."""
    names, units = [project.name for project in records.projects], len(records.units)
    first = _first_of_unit(records.projects)
    within, between = _falls(names, first)
    opens = np.where(first[1:], _FIRST, 0.5)
    even = 0.5 * np.where(first[1:], 1 - _FIRST, 0.5), 0.5 * opens
    none = np.full(len(names) - 1, 0.25)
    start, onward = _onward(len(names), units)
    anywhere = np.full((units, units), 1 / units)
    return [
        Chain(0.45, start, onward, within, between),
        Chain(0.2, start, onward, *even),
        Chain(0.15, anywhere[0], _blocks(len(names), units), within, between),
        Chain(0.2, anywhere[0], anywhere, none, none),
    ]


def _first_of_unit(projects: Sequence[Project]) -> NDArray[np.bool_]:
    """Return which forms are of a kind that each unit has: their names differ in the hint alone.

    Such forms (专项公用经费) stand first among those of their unit, before what is sorted by name.
    """
    stems = [_stem(project) for project in projects]
    hints: dict[str, set[str | None]] = {}
    for stem, project in zip(stems, projects, strict=True):
        hints.setdefault(stem, set()).add(project.unit_text)
    return np.array([len(hints[stem]) > 1 for stem in stems])


def _stem(project: Project) -> str:
    return compact(project.name).removeprefix(compact(project.unit_text or "")).lstrip("-—－–")


def _falls(names: Sequence[str], first: NDArray[np.bool_]) -> tuple[Floats, Floats]:
    """Return how probable each step in the order of names is within a unit, and between two."""
    falls = np.array([_key(after) < _key(before) for before, after in pairwise(names)], dtype=bool)
    within = np.where(falls, _FALL_WITHIN, 1 - _FALL_WITHIN)
    within = np.where(first[:-1], 0.5, within) * np.where(first[1:], 1 - _FIRST, 0.5)
    return within, 0.5 * np.where(first[1:], _FIRST, 0.5)


def _key(name: str) -> bytes:
    return name.encode("gb18030", errors="replace")


def _onward(forms: int, units: int) -> tuple[Floats, Floats]:
    """Return start and moves where forms follow the units, some of which have none."""
    skips = (1 - _SKIPPED) * _SKIPPED ** np.arange(units)
    start = skips / skips.sum()
    stay = _stay(forms, units)
    moves = np.full((units, units), _BACK / units)
    for unit in range(units):
        onward = skips[: units - unit - 1]
        if onward.size:
            moves[unit, unit + 1 :] += (1 - stay) * onward / onward.sum()
            moves[unit, unit] += stay
        else:
            moves[unit, unit] += 1.0
    return start * (1 - _BACK) + _BACK / units, moves / moves.sum(axis=1, keepdims=True)


def _blocks(forms: int, units: int) -> Floats:
    """Return moves where each unit's forms stand together, the units in any order."""
    stay = _stay(forms, units) if units > 1 else 1.0
    moves = np.full((units, units), (1 - stay) / max(units - 1, 1))
    np.fill_diagonal(moves, stay)
    return moves


def _stay(forms: int, units: int) -> float:
    return max(0.3, 1 - units * (1 - _SKIPPED) / max(forms, 1))
