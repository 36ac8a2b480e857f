"""Which unit carries a project out: from the order of the forms, names, and procurement rows.

The forms print no unit. They mostly follow the units of 机构设置, each unit's forms sorted by name in
the order of the national character set; names begin with a hint (宣传部-…) or speak of the unit's
work; a procurement row names a unit with its project. None of this is certain in another document,
so each kind of order is one hypothesis, and the document itself says which holds.
"""

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from budgetkg.inference.likeness import begins_with, cores, hint_likeness, overlap, pairs, signs, weights
from budgetkg.inference.naming import told, unnumbered
from budgetkg.inference.sequence import Chain, Floats, posterior
from budgetkg.model import Project, Records, Unit
from budgetkg.model.inferred import Proposal, Proposals
from budgetkg.values.docnumber import find_document_numbers
from budgetkg.values.text import compact

__all__ = ["infer_units", "unit_probabilities"]

_HINT, _IN_NAME, _IN_BODY, _MOST_WORDS, _PURCHASE = 12.0, 1.5, 0.4, 7.0, 8.0  # log-odds of the signals
_AS_IF, _MOST_HABIT = 0.3, 3.0  # forms seen before any is; the most that a habit says
_ROUNDS = 3  # of learning habits
_KIND = 1.5
_OWN_OFFICE = 2.0  # how many projects the office of the department has for one of another unit
#: Accounts that the lists define for one kind of unit, by what the kind is called in 机构设置.
_KINDS = {"行政运行": "行政", "一般行政管理事务": "行政", "机关服务": "事业", "事业运行": "事业"}
_LEAST, _MOST = 0.02, 0.99  # what is listed at all; nothing inferred is certain
_SKIPPED = 0.4  # how often a unit has no form
_BACK = 0.0005  # how often an orderly document has a form out of its place
_FALL_WITHIN = 0.08  # a form below the one before it in the order of names, both of one unit
_FIRST = 0.8  # a form of the kind that each unit has begins the forms of its unit


@dataclass(frozen=True, slots=True)
class _Signals:
    """Log-likelihoods of what is said of each form by itself, and by the habits of units; forms × units."""

    hint: Floats
    words: Floats
    purchase: Floats
    kind: Floats
    habit: Floats

    @property
    def evidence(self) -> Floats:
        return self.hint + self.words + self.purchase + self.kind + self.habit


def infer_units(records: Records, accounts: Mapping[int, str]) -> tuple[Proposals, ...]:
    """Return the units of each form, the best first; nothing where the document names no unit.

    `accounts` are accounts of forms (by position from 1) that are known well enough to tell units apart.
    """
    if not records.units or not records.projects:
        return ()
    signals, probabilities = _settled(records, accounts)
    return tuple(
        Proposals(form, _ranked(signals, form - 1, row)) for form, row in enumerate(probabilities, 1)
    )


def unit_probabilities(records: Records) -> Floats:
    """Return the probability of each unit for each form, forms × units, before accounts are known."""
    return _settled(records, {})[1]


def _settled(records: Records, accounts: Mapping[int, str]) -> tuple[_Signals, Floats]:
    """Return signals and probabilities after the habits of units have been learnt from them and back."""
    chains = _chains(records)
    signals = _signals(records, accounts)
    probabilities = posterior(chains, signals.evidence)
    for _ in range(_ROUNDS):
        habit = _naming(records, signals.hint, probabilities) + _booking(accounts, probabilities)
        signals = replace(signals, habit=habit)
        probabilities = posterior(chains, signals.evidence)
    return signals, probabilities


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
        "kind-of-unit": signals.kind[form],
        "habit-of-unit": signals.habit[form],
    }
    gains = {name: row[unit] - row.mean() for name, row in said.items()}
    best = max(gains, key=lambda name: gains[name])
    return best if gains[best] >= 1.0 else "order-of-units"


# Signals


def _signals(records: Records, accounts: Mapping[int, str]) -> _Signals:
    names = [compact(unit.name) for unit in records.units]
    short = cores(names)
    hint = np.array([[*map(_hinted(project), names, short)] for project in records.projects])
    kind = _kinds(records, accounts)
    return _Signals(hint, _words(records, short), _purchases(records, names), kind, np.zeros_like(kind))


def _kinds(records: Records, accounts: Mapping[int, str]) -> Floats:
    """Administrative and public-service units have accounts of their own (行政运行, 事业运行).

    Forms on one account mostly share their unit: many of them are not as many witnesses.
    """
    found = np.zeros((len(records.projects), len(records.units)))
    forms = Counter(accounts.values())
    names = {row.code: row.name for table in records.tables for row in table.rows if row.code}
    for form, code in accounts.items():
        kind = _KINDS.get(compact(names.get(code, "")))
        if kind is not None:
            news = _KIND / math.sqrt(forms[code])
            found[form - 1] = [news * (unit.kind or "").startswith(kind) for unit in records.units]
    return found


def _hinted(project: Project) -> Callable[[str, str], float]:
    """Return how much the beginning of a project's name speaks for a unit of this name and short name."""
    hint, name = compact(project.unit_text or ""), compact(project.name)

    def speaks_for(unit: str, core: str) -> float:
        if unit and name.startswith(unit):
            return _HINT
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


def _naming(records: Records, hint: Floats, probabilities: Floats) -> Floats:
    """Units name themselves in their projects, or they do not: each has its habit.

    A project that is called like the notice it comes from was named by others.
    """
    named = hint.max(axis=1) > 0
    own = np.array([not find_document_numbers(project.name) for project in records.projects])
    weight = probabilities * own[:, None]
    rate = (named @ weight + _AS_IF) / (weight.sum(axis=0) + 2 * _AS_IF)
    return _tempered(np.where(named[:, None], np.log(rate), np.log(1 - rate)) * own[:, None])


def _booking(accounts: Mapping[int, str], probabilities: Floats) -> Floats:
    """Units book on their own accounts: what they do with their other forms tells about this one."""
    found = np.zeros_like(probabilities)
    codes = {code: at for at, code in enumerate(sorted(set(accounts.values())))}
    counts = np.full((len(codes), probabilities.shape[1]), _AS_IF)
    for form, code in accounts.items():
        counts[codes[code]] += probabilities[form - 1]
    totals = counts.sum(axis=0)
    for form, code in accounts.items():
        own = probabilities[form - 1]
        found[form - 1] = np.log((counts[codes[code]] - own) / (totals - own))
    return _tempered(found)


def _tempered(logs: Floats) -> Floats:
    """Return log-likelihoods of a habit, none of which rules a unit out."""
    below: Floats = np.maximum(logs - logs.max(axis=1, keepdims=True), -_MOST_HABIT)
    return below


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
    shares = np.array([_OWN_OFFICE if _is_own_office(unit, records) else 1.0 for unit in records.units])
    shares /= shares.sum()
    return [
        Chain(0.45, start, onward, within, between),
        Chain(0.2, start, onward, *even),
        Chain(0.15, shares, _blocks(len(names), shares), within, between),
        Chain(0.2, shares, np.tile(shares, (units, 1)), none, none),
    ]


def _is_own_office(unit: Unit, records: Records) -> bool:
    name = compact(unit.name)
    return name.endswith(("本级", "机关")) or name == compact(records.department.name)


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


def _blocks(forms: int, shares: Floats) -> Floats:
    """Return moves where each unit's forms stand together, the units in any order."""
    stay = _stay(forms, len(shares))
    return stay * np.eye(len(shares)) + (1 - stay) * np.tile(shares, (len(shares), 1))


def _stay(forms: int, units: int) -> float:
    return max(0.3, 1 - units * (1 - _SKIPPED) / max(forms, 1))
