"""Whether a literal fits its datatype, and how two values compare.

Numbers and strings as the program writes them are decided here, exactly and without a limit of digits.
Whatever else a graph may hold (dates, exponents, other alphabets' digits, values that are no number)
is asked of rdflib and pySHACL themselves: it is rare, and so the answers cannot differ from theirs.
"""

import re
from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from budgetkg.namespaces import PREFIXES
from budgetkg.validation.shacl.terms import datatype, is_iri, language, lexical

if TYPE_CHECKING:
    from rdflib import Literal

__all__ = ["fits", "ordered", "within"]

_XSD = PREFIXES["xsd"]
_STRINGS = (_XSD + "string", PREFIXES["rdf"] + "langString")
_PLAIN = {
    _XSD + "integer": re.compile(r"[+-]?[0-9]{1,1000}"),
    _XSD + "decimal": re.compile(r"[+-]?[0-9]{1,1000}(\.[0-9]{1,1000})?"),
}
#: What rdflib raises for values that have no order. pySHACL lets some of these through: its run ends there.
_NOT_COMPARABLE = (TypeError, ValueError, ArithmeticError, NotImplementedError)

Order = Callable[[int], bool]


def fits(term: str, wanted: str) -> bool:
    """Say whether a term is a literal of this datatype, and one that the datatype allows."""
    if is_iri(term) or datatype(term) != wanted:
        return False
    if wanted in _STRINGS or _number(term) is not None:
        return True
    return _literal(term).ill_typed is not True


def within(term: str, limit: str, order: Order) -> bool:
    """Say whether a value stands to a limit as `order` says, which gets -1, 0 or 1."""
    one, other = _number(term), _number(limit)
    if one is not None and other is not None:
        return order((one > other) - (one < other))
    return not is_iri(term) and _reference_within(term, limit, order)


def ordered(term: str, other: str, order: Order) -> bool:
    """Say whether one value stands to another as `order` says; IRIs and strings stand as their texts do."""
    left, right = _text(term), _text(other)
    if left is not None and right is not None:
        return order((left > right) - (left < right))
    one, two = _number(term), _number(other)
    if one is not None and two is not None:
        return order((one > two) - (one < two))
    return _reference_ordered(term, other, order)


@lru_cache(maxsize=1 << 16)
def _number(term: str) -> Decimal | None:
    """Return the number that a plainly written integer or decimal states."""
    form = _PLAIN.get(datatype(term) or "")
    if form is None:
        return None
    text = lexical(term)
    return Decimal(text) if form.fullmatch(text) else None


def _text(term: str) -> str | None:
    return lexical(term) if is_iri(term) or datatype(term) in _STRINGS else None


def _literal(term: str) -> "Literal":
    from rdflib import Literal

    from budgetkg.validation.loading import literals_as_written

    kind, tag = datatype(term), language(term)
    with literals_as_written():
        return Literal(lexical(term), lang=tag, datatype=None if kind in _STRINGS else kind)


def _reference_within(term: str, limit: str, order: Order) -> bool:
    from pyshacl.rdfutil.compare import compare_literal

    value, bound = _literal(term), _literal(limit)
    if isinstance(value.value, str) != isinstance(bound.value, str):
        return False
    try:
        return order(compare_literal(value, bound))  # type: ignore[no-untyped-call]
    except _NOT_COMPARABLE:
        return False


def _reference_ordered(term: str, other: str, order: Order) -> bool:
    from rdflib import Literal

    one, two = _comparable(term), _comparable(other)
    if isinstance(one, Literal) != isinstance(two, Literal):
        return False
    try:
        return bool(one <= two if order(0) else one < two)
    except _NOT_COMPARABLE:
        return False


def _comparable(term: str) -> Any:
    """Return what pySHACL compares: the text of what is a text, else the literal."""
    if is_iri(term):
        return lexical(term)
    value = _literal(term)
    return value.value if isinstance(value.value, str) else value
