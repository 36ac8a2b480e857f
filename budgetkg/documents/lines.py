"""Lines and cells of a document, with their places: what every reader produces."""

from dataclasses import dataclass

from budgetkg.model import Problem, Where

__all__ = ["Line", "Source"]


@dataclass(frozen=True, slots=True)
class Line:
    """One line as printed; a table row has several cells."""

    number: int
    text: str
    cells: tuple[str, ...]
    page: int | None = None

    @property
    def is_row(self) -> bool:
        """Whether the line is a table row."""
        return len(self.cells) > 1

    @property
    def is_blank(self) -> bool:
        """Whether nothing is printed on it."""
        return not self.text.strip()

    @property
    def where(self) -> Where:
        """The place of this line."""
        return Where(self.number, self.number, self.page)


@dataclass(frozen=True, slots=True)
class Source:
    """A document as lines. `problems` are what the reader noticed (a cut end, an odd encoding)."""

    file: str
    sha256: str
    lines: tuple[Line, ...]
    problems: tuple[Problem, ...] = ()
