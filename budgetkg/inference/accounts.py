"""Which functional account a project is booked under: from the project cells as sums, and from words.

The table of expenditure prints for each account how much of it is spent on projects; the forms print
each project's budget and no account. Dividing the budgets among the accounts so that every cell is
met leaves few answers, sometimes one. Words that a project shares with an account choose among the
rest, as a proposal.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from budgetkg.inference.cells import Booking, booking
from budgetkg.inference.coincidence import Coincidence, coincidences
from budgetkg.inference.likeness import overlap, pairs, signs, weights
from budgetkg.inference.naming import told, unnumbered
from budgetkg.inference.sequence import Floats
from budgetkg.inference.sums import Division, divide, total
from budgetkg.model import Records
from budgetkg.model.inferred import ExplainedSum, Proposal, Proposals
from budgetkg.values.text import compact

__all__ = ["infer_accounts"]

_IN_NAME, _IN_BODY, _OF_UNIT = 1.5, 0.4, 1.0  # how much shared words say, by where they stand
_LEVELS = (1.0, 0.6, 0.2)  # names of the account, of its section, of its class
_UNIQUE, _MOST, _IN_PART, _BY_WORDS = 0.99, 0.95, 0.8, 0.6  # the most that each kind of answer is trusted
_LEAST, _LISTED = 0.02, 5
_AS_IF, _ROUNDS = 0.3, 3  # of learning which accounts a unit has


@dataclass(frozen=True, slots=True)
class _Answer:
    """Probabilities of the accounts of one form, and what the sums say of it."""

    chosen: int
    chances: Mapping[int, float]
    unique: bool | None
    method: str


def infer_accounts(
    records: Records, units: Floats | None
) -> tuple[tuple[Proposals, ...], tuple[ExplainedSum, ...]]:
    """Return the accounts of each form, the best first, and what each printed cell is made of.

    `units` are the probabilities of the units, forms × units, or None where none are known. Nothing
    where the document has no cells of project expenditure or no form with a budget.
    """
    books = booking(records)
    if books is None:
        return (), ()
    groups = coincidences(books.task, None if units is None else units[list(books.forms)].argmax(axis=1))
    # No choice may hang on the last digits, which machines reckon differently.
    scores = np.round(_scores(records, books, units, groups), 6)
    division = divide(books.task, scores[list(books.forms)].tolist(), groups)
    answers = _by_words(books, scores) | (_by_sums(books, division, scores) if division else {})
    proposals = tuple(_proposals(form, books, answer) for form, answer in sorted(answers.items()))
    return proposals, tuple(_explained(books, {form: answer.chosen for form, answer in answers.items()}))


def _proposals(form: int, books: Booking, answer: _Answer) -> Proposals:
    order = sorted(answer.chances, key=lambda at: (at != answer.chosen, -answer.chances[at], at))
    listed = [at for at in order if at == answer.chosen or answer.chances[at] >= _LEAST][:_LISTED]
    ranked = (Proposal(books.cells[at].code, answer.method, f"{answer.chances[at]:.2f}") for at in listed)
    return Proposals(form + 1, tuple(ranked), answer.unique)


# From sums


def _by_sums(books: Booking, division: Division, scores: Floats) -> dict[int, _Answer]:
    own = scores[list(books.forms)].tolist()
    weights = _chances(
        np.array([total(own, found) for found in division.found]), range(len(division.found)), 1
    )
    answers = {}
    method, most = ("sums-in-part", _IN_PART) if division.in_part else ("sums-and-words", _MOST)
    for index, form in enumerate(books.forms):
        chosen = division.best[index]
        if chosen < 0 or chosen in division.unmet:
            continue
        if division.proved[index]:
            answers[form] = _Answer(chosen, {chosen: _UNIQUE}, True, "sums")
            continue
        chances = _chances(scores[form], books.may_hold(index), 1)
        for at in chances:
            # Half is what words say, half the share of the divisions found, by how likely each is.
            shares = sum(weights[which] for which, found in enumerate(division.found) if found[index] == at)
            chances[at] = min((chances[at] + shares) / 2, most)
        answers[form] = _Answer(chosen, chances, False, method)
    return answers


def _by_words(books: Booking, scores: Floats) -> dict[int, _Answer]:
    """Where no sum speaks, words alone choose among the accounts that are large enough."""
    answers = {}
    for index, form in enumerate(books.forms):
        open_ = books.may_hold(index)
        if open_:
            chances = _chances(scores[form], open_, _BY_WORDS)
            best = max(open_, key=lambda at: (chances[at], -at))
            answers[form] = _Answer(best, chances, None, "words")
    return answers | _left_out(books, scores)


def _left_out(books: Booking, scores: Floats) -> dict[int, _Answer]:
    """Forms without a budget, which no sum holds."""
    answers = {}
    for form in set(range(len(scores))) - set(books.forms):
        every = range(len(books.cells))
        chances = _chances(scores[form], every, _BY_WORDS)
        answers[form] = _Answer(max(every, key=lambda at: (chances[at], -at)), chances, None, "words")
    return answers


def _chances(scores: Floats, among: Sequence[int], most: float) -> dict[int, float]:
    top = max(float(scores[at]) for at in among)
    shares = {at: math.exp(float(scores[at]) - top) for at in among}
    whole = sum(shares.values())
    return {at: min(share / whole, most) for at, share in shares.items()}


def _explained(books: Booking, chosen: Mapping[int, int]) -> list[ExplainedSum]:
    found = []
    for at, cell in enumerate(books.cells):
        own = [books.printed[form] for form in books.forms if chosen.get(form) == at]
        total = sum(own, Decimal(0))
        found.append(ExplainedSum(cell.table, cell.code, cell.yuan, total, len(own)))
    return found


# From words


def _scores(records: Records, books: Booking, units: Floats | None, groups: Sequence[Coincidence]) -> Floats:
    """Return how much speaks for each account of each form, forms × accounts, as log-likelihoods."""
    said = _shared_words(records, books, units)
    for group in groups:
        for index in group.amounts:
            said[books.forms[index], group.at] += group.news
    scores = said
    if units is None:
        return scores
    large = _large_enough(records, books)
    for _ in range(_ROUNDS):
        # A unit that has some projects on an account has others there, too.
        chances = np.exp(scores - scores.max(axis=1, keepdims=True)) * large
        chances /= chances.sum(axis=1, keepdims=True)
        found = units.T @ chances
        own = units[:, :, None] * chances[:, None, :]
        shares = found[None] - own + _AS_IF
        shares /= shares.sum(axis=2, keepdims=True)
        scores = said + np.einsum("fu,fua->fa", units, np.log(shares))
    return scores


def _large_enough(records: Records, books: Booking) -> Floats:
    large = np.ones((len(records.projects), len(books.cells)))
    for index, form in enumerate(books.forms):
        open_ = books.may_hold(index)
        if open_:
            large[form] = 0.0
            large[form, open_] = 1.0
    return large


def _shared_words(records: Records, books: Booking, units: Floats | None) -> Floats:
    """Words of a form (its name, its text, its unit) that are words of an account, and of few others."""
    levels = [[signs(name) for name in cell.names] for cell in books.cells]
    named = [signs(unnumbered(project)) for project in records.projects]
    bodies = [pairs(told(project)) - own for project, own in zip(records.projects, named, strict=True)]
    of_accounts = weights([frozenset().union(*level) for level in levels])
    of_forms = weights([*map(frozenset.union, named, bodies)])
    by_name = _likeness(named, levels, of_accounts, of_forms)
    by_body = _likeness(bodies, levels, of_accounts, of_forms)
    found = _IN_NAME * by_name + _IN_BODY * by_body
    if units is not None:
        of_units = [signs(compact(unit.name)) for unit in records.units]
        found += _OF_UNIT * units @ _likeness(of_units, levels, of_accounts, weights(of_units))
    return found


def _likeness(
    texts: Sequence[frozenset[str]], levels: Sequence[Sequence[frozenset[str]]], *scales: Mapping[str, float]
) -> Floats:
    """Return the weight of the words that texts and accounts share, texts × accounts."""
    rows = [
        [
            sum(scale * overlap(words, level, *scales) for scale, level in zip(_LEVELS, names, strict=False))
            for names in levels
        ]
        for words in texts
    ]
    return np.array(rows, dtype=np.float64)
