"""What is served: things with their names, their codes and what documents say of them.

A thing stands for itself over all documents. What a document says of it keeps the fiscal year and
the document, so that no figure loses the year to which it belongs.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

__all__ = ["UNDATED", "Reference", "Said", "Thing", "Value"]

#: The year of what is said by a document whose fiscal year is not known: it is no year's.
UNDATED = 0


@dataclass(frozen=True, slots=True)
class Reference:
    """Another thing, by its IRI."""

    iri: str


Value = str | int | Decimal | Reference


@dataclass(frozen=True, slots=True)
class Said:
    """One value of a property; `year` is None where it holds apart from any year.

    `value` is None where a document states none in a place where others do.
    """

    value: Value | None
    year: int | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Thing:
    """One thing: `names` has all that it was ever called, the latest name first.

    Its IRI says which it is: no other thing equals it.
    """

    iri: str
    type: str
    names: tuple[str, ...]
    codes: tuple[str, ...]
    said: Mapping[str, Sequence[Said]]

    @property
    def name(self) -> str:
        """What people call it; without any name, its code or the end of its IRI.

        A numbered document goes by its number: one is printed under several titles.
        """
        known = (*self.codes, *self.names) if self.numbered else (*self.names, *self.codes)
        return next(iter(known), self.iri.rsplit("/", 1)[-1])

    @property
    def numbered(self) -> bool:
        """Whether it is a document that its number names."""
        return self.type in ("notice", "legal") and bool(self.codes)

    def values(self, key: str, year: int | None = None) -> Iterator[Value | None]:
        """Yield the values of a property: of one fiscal year, and those that hold apart from any."""
        for one in self.said.get(key, ()):
            if year is None or one.year is None or one.year == year:
                yield one.value
