"""Answers of a query, the same from every engine: variables and rows of plain terms."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from budgetkg.namespaces import PREFIXES

__all__ = ["Answering", "Solutions", "Term"]

_NUMERIC = {PREFIXES["xsd"] + name for name in ("decimal", "integer", "double", "float", "int", "long")}


@dataclass(frozen=True, slots=True)
class Term:
    """An RDF term: kind is "iri" or "literal"; a plain string has datatype xsd:string."""

    kind: str
    value: str
    datatype: str | None = None
    language: str | None = None

    @property
    def number(self) -> Decimal | None:
        """The exact value of a numeric literal, else None.

        >>> Term("literal", "11.50", PREFIXES["xsd"] + "decimal").number
        Decimal('11.50')
        """
        return Decimal(self.value) if self.datatype in _NUMERIC else None


@dataclass(frozen=True, slots=True)
class Solutions:
    """The rows of a SELECT; an unbound variable is None.

    `cut` says that there were more rows than were asked for, so that these are only the first.
    """

    variables: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]
    cut: bool = False


class Answering(Protocol):
    """Whatever answers a SELECT: the embedded store or a remote endpoint."""

    def query(self, text: str) -> Solutions | bool | str:
        """Return the rows of a SELECT; other forms of query are not asked here."""
        ...
