"""Whether a thing has the value that a constraint asks for."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from budgetkg.catalog.values import expand_iri
from budgetkg.errors import BudgetKGError
from budgetkg.values.docnumber import find_document_numbers
from budgetkg.values.money import UNITS, decimal_text, read_money, yuan
from budgetkg.web.reconciliation.asking import Constraint
from budgetkg.web.reconciliation.index import Index, canonical
from budgetkg.web.reconciliation.names import folded
from budgetkg.web.reconciliation.things import Thing

__all__ = ["Condition", "agrees", "condition", "read_number"]

_YEAR = re.compile(r"[0-9]{1,9}")
#: Longest first, so that 万元 is not read as 元.
_MONEY_UNITS = tuple(sorted(UNITS, key=len, reverse=True))
_LONGEST_AMOUNT = 40
_AROUND = "（）()《》〈〉[]【】“”\"'，,；;。.：: "


@dataclass(frozen=True, slots=True)
class Condition:
    """A constraint made ready: the property, and the values that satisfy it in canonical form."""

    key: str
    wanted: frozenset[str]


def condition(index: Index, constraint: Constraint) -> Condition | None:
    """Return what a constraint asks for, or None where it asks for nothing."""
    given = [value for value in constraint.values if value.strip()]
    if not given:
        return None
    reading = {"thing": _things, "integer": _integer, "money": _money, "text": _text}[
        constraint.property.form
    ]
    return Condition(
        constraint.property.key, frozenset(one for text in given for one in reading(index, text))
    )


def agrees(thing: Thing, asked: Condition) -> bool | None:
    """Return whether a thing has one of the values asked for; None where nothing is known of it."""
    known = [canonical(value) for value in thing.values(asked.key) if value is not None]
    return any(one in asked.wanted for one in known) if known else None


def read_number(text: str) -> str | None:
    """Return the canonical form of a document number that is the whole of a text but for brackets."""
    bare = text.strip(_AROUND)
    found = find_document_numbers(bare)
    if len(found) == 1 and (found[0].start, found[0].end) == (0, len(bare)):
        return found[0].number.canonical
    return None


def _things(index: Index, text: str) -> Iterable[str]:
    """Yield the IRIs of the things that a text may mean: an IRI, a code, a number or a name."""
    yield expand_iri(text) or text
    for one in (*index.by_code(text), *index.by_code(read_number(text) or ""), *index.by_name(text)):
        yield one.iri


def _integer(_: Index, text: str) -> Iterable[str]:
    digits = folded(text).removesuffix("年")
    if _YEAR.fullmatch(digits):
        yield str(int(digits))


def _money(_: Index, text: str) -> Iterable[str]:
    """Yield an amount in yuan: bare numbers are yuan, others name their unit."""
    bare = text.strip()
    if len(bare) > _LONGEST_AMOUNT:  # no amount of money has so many digits
        return
    unit = next((one for one in _MONEY_UNITS if bare.endswith(one)), "元")
    try:
        figure = read_money(bare.removesuffix(unit))
    except BudgetKGError:
        return
    if figure is not None:
        yield decimal_text(yuan(figure, unit))


def _text(_: Index, text: str) -> Iterable[str]:
    yield folded(text)
    if number := read_number(text):
        yield folded(number)
