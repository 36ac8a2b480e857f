"""Find the candidates of a query and say how well each fits, and why.

A match is what needs no eye: an identifier or a name that is the same but for layout, of one thing
alone, with every constraint confirmed. Whatever is merely alike, or fits two things, is a candidate.
Of an identifier there is no likeness: the next document number is another document.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from budgetkg.catalog.values import expand_iri
from budgetkg.values.docnumber import find_document_numbers
from budgetkg.values.projectcode import read_project_code
from budgetkg.web.reconciliation.asking import Query
from budgetkg.web.reconciliation.comparing import Condition, agrees, condition, read_number
from budgetkg.web.reconciliation.index import Index
from budgetkg.web.reconciliation.names import LONGEST, Likeness, folded, likeness, parts
from budgetkg.web.reconciliation.things import Thing

__all__ = ["Candidate", "find"]

_SAME = 100.0
_NUMBER_WITHIN = 90.0
_CODE_OF_ANOTHER_NAME = 70.0
_LEAST = 45.0
_DENIED, _UNKNOWN = 0.5, 0.95
_CODE = re.compile(r"[0-9]{3,9}")
_CODE_AND_NAME = re.compile(r"([0-9]{3,9}|[0-9]{8}[A-Za-z][0-9A-Za-z]{12})[\s\-_—:：.、|/]*(\D.*)")


@dataclass(slots=True)
class Candidate:
    """A thing that may be meant: its score from 0 to 100, and what it rests on."""

    thing: Thing
    score: float = 0.0
    identifier: bool = False
    same_name: bool = False
    likeness: Likeness | None = None
    confirmed: dict[str, bool | None] = field(default_factory=dict)
    namesakes: int | None = None
    match: bool = False

    @property
    def exact(self) -> bool:
        """Whether it is the same by identifier or name."""
        return self.identifier or self.same_name


def find(index: Index, query: Query) -> list[Candidate]:
    """Return the candidates of a query, the best first."""
    found = _Found()
    text = query.text.strip()
    conditions = [one for one in (condition(index, given) for given in query.constraints) if one]
    if text:
        _identified(index, text, found)
        if not _is_identifier(text):
            _named(index, text, query, found)
    else:
        _by_values(index, conditions, found)
    candidates = [one for one in found.candidates.values() if one.thing.type in query.types]
    for one in candidates:
        _check(one, conditions)
    _decide(candidates)
    shown = [one for one in candidates if one.score >= _LEAST or one.exact]
    shown.sort(key=lambda one: (-one.score, not one.match, one.thing.name, one.thing.iri))
    return shown[: query.limit]


class _Found:
    """The candidates by the IRIs of their things."""

    def __init__(self) -> None:
        self.candidates: dict[str, Candidate] = {}

    def at(self, thing: Thing, score: float) -> Candidate:
        """Return the candidate for a thing, at least with this score."""
        candidate = self.candidates.setdefault(thing.iri, Candidate(thing))
        candidate.score = max(candidate.score, score)
        return candidate


def _identified(index: Index, text: str, found: _Found) -> None:
    """Note the things that the text identifies."""
    thing = index.find(text)
    if thing is not None:
        found.at(thing, _SAME).identifier = True
    for code in {text, read_project_code(text) or text, read_number(text) or text}:
        for one in index.by_code(code):
            found.at(one, _SAME).identifier = True
    if split := _CODE_AND_NAME.fullmatch(text):
        for one in index.by_code(split[1]):
            same = folded(split[2]) in map(folded, one.names)
            candidate = found.at(one, _SAME if same else _CODE_OF_ANOTHER_NAME)
            candidate.identifier |= same
    for number in find_document_numbers(text):
        for one in index.by_code(number.number.canonical):
            found.at(one, _NUMBER_WITHIN)


def _is_identifier(text: str) -> bool:
    """Return whether a text can be nothing but an identifier."""
    return bool(
        expand_iri(text) or read_project_code(text) or read_number(text) or _CODE.fullmatch(folded(text))
    )


def _named(index: Index, text: str, query: Query, found: _Found) -> None:
    """Note the things that are called like the text."""
    for thing in index.by_name(text):
        if not thing.numbered:  # a title is no name of a numbered document: it has several, and shares them
            found.at(thing, _SAME).same_name = True
    key = folded(text)
    if len(key) > LONGEST:
        return
    asked = parts(key)
    for one in index.like(text, query.types):
        alike = likeness(asked, one.parts)
        candidate = found.at(one.thing, alike.score)
        if candidate.likeness is None or candidate.likeness.score < alike.score:
            candidate.likeness = alike


def _by_values(index: Index, conditions: Iterable[Condition], found: _Found) -> None:
    """Note the things that have a value asked for, where there is no text."""
    for asked in conditions:
        for thing in (thing for value in asked.wanted for thing in index.having(asked.key, value)):
            found.at(thing, _SAME).identifier |= asked.key in ("code", "number")


def _check(candidate: Candidate, conditions: Iterable[Condition]) -> None:
    """Compare a candidate with the constraints: what is denied counts more than what is not known."""
    for asked in conditions:
        answer = agrees(candidate.thing, asked)
        candidate.confirmed[asked.key] = answer
        candidate.score *= {True: 1.0, False: _DENIED, None: _UNKNOWN}[answer]


def _decide(candidates: Iterable[Candidate]) -> None:
    """Let the one candidate that is the same, and of which nothing is left open, match."""
    certain = [one for one in candidates if one.exact and all(one.confirmed.values())]
    for one in certain:
        one.namesakes = len(certain) - 1
    if len(certain) == 1:
        certain[0].match = True
