"""What every record is made of: a place, a printed number, and a problem with either."""

from dataclasses import dataclass

__all__ = ["Figure", "Problem", "Where"]


@dataclass(frozen=True, slots=True)
class Where:
    """A place in the source: first and last line (1-based), page, table and row where known."""

    first: int
    last: int
    page: int | None = None
    table: int | None = None
    row: int | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as a plain decimal string ("1204.50", "25") beside what was printed ("1204. 50")."""

    text: str
    printed: str


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that could not be read, placed or trusted.

    `code` is language-free ("BKG-P04"); `zh` and `en` say the same thing.
    `severity` is "error" (something is missing), "warning" (look at it) or
    "info" (it was read, and this is how).
    """

    code: str
    severity: str
    zh: str
    en: str
    where: Where
