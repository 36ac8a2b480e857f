"""Tables for people: Chinese takes two columns a sign, and no number is ever cut.

Where the screen is too narrow for a table, each row stands as a list of its columns.
"""

import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from decimal import Context
from io import StringIO
from typing import TYPE_CHECKING

from budgetkg.cli.talk import SESSION

if TYPE_CHECKING:
    from rich.console import Console

    from budgetkg.results import Solutions, Term

__all__ = ["draw", "with_money"]

_YUAN = "元"
_WAN = "万元"
#: A column of running text may be folded to this many screen columns, not further.
_LEAST_TEXT = 14
#: What is longer than this is running text even without a blank or a comma.
_LONGEST_CODE = 26
_FRAME = 3
_PIPE_WIDTH = 1_000_000
#: A code, a number or a document number: no blank, no comma, and a digit in it.
_CODE = re.compile(r"^[^\s，。；、,;]*[0-9][^\s，。；、,;]*$")
#: Moving the point of a number must not round it.
_EXACT = Context(prec=1000)


def with_money(
    solutions: "Solutions", units: Mapping[str, str]
) -> tuple[list[str], list[list[str]], set[int]]:
    """Return heads, rows as texts, and which columns hold numbers.

    A column in 元 gets a column in 万元 beside it, both exact.
    """
    heads: list[str] = []
    columns: list[list[str]] = []
    numeric: set[int] = set()
    for place, name in enumerate(solutions.variables):
        terms = [row[place] for row in solutions.rows]
        unit = units.get(name)
        if _all_numbers(terms):
            numeric.add(len(heads))
        heads.append(f"{name} ({unit})" if unit else name)
        columns.append(["" if term is None else term.value for term in terms])
        if unit == _YUAN:
            numeric.add(len(heads))
            heads.append(f"{name} ({_WAN})")
            columns.append([_in_wan(term) for term in terms])
    rows = [list(row) for row in zip(*columns, strict=True)] if columns else []
    return heads, rows, numeric


def draw(heads: Sequence[str], rows: Sequence[Sequence[str]], numeric: set[int] | None = None) -> str:
    """Return a table as text that fits the screen; where output is no screen, as wide as it needs."""
    from rich.console import Console

    numbers = numeric or set()
    screen = sys.stdout.isatty()
    colored = screen and SESSION.color
    console = Console(
        file=StringIO(),
        force_terminal=colored,
        no_color=not colored,
        width=Console().width if screen else _PIPE_WIDTH,
        highlight=False,
        emoji=False,
        markup=False,
    )
    clean = [[_one_line(cell) for cell in row] for row in rows]
    with console.capture() as captured:
        if _least_width(heads, clean, numbers) > console.width:
            _print_records(console, heads, clean)
        else:
            _print_table(console, heads, clean, numbers)
    lines = [line.rstrip() for line in captured.get().split("\n")]
    return "\n".join(lines).strip("\n") + "\n"


def _all_numbers(terms: "Sequence[Term | None]") -> bool:
    stated = [term for term in terms if term is not None]
    return bool(stated) and all(term.number is not None for term in stated)


def _in_wan(term: "Term | None") -> str:
    """Return yuan in 万元, exactly and without exponent.

    >>> from budgetkg.results import Term
    >>> _in_wan(Term("literal", "1234.5", "http://www.w3.org/2001/XMLSchema#decimal"))
    '0.12345'
    """
    if term is None or term.number is None or not term.number.is_finite():
        return ""
    text = format(term.number.scaleb(-4, _EXACT), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _one_line(text: str) -> str:
    """Return a cell without control characters: a table that was quoted keeps its cells apart."""
    spaced = text.replace("\t", "  ")
    return "".join(sign if sign == "\n" or sign.isprintable() else " " for sign in spaced)


def _width(text: str) -> int:
    """Return how many screen columns the longest line of a text takes."""
    from rich.cells import cell_len

    return max((cell_len(line) for line in text.split("\n")), default=0)


def _least_width(heads: Sequence[str], rows: Sequence[Sequence[str]], numbers: set[int]) -> int:
    """Return the width below which a number or a code would not stand on one line."""
    widths = []
    for place, head in enumerate(heads):
        widest = max((_width(row[place]) for row in rows), default=0)
        if place not in numbers and not _is_code(row[place] for row in rows):
            widest = min(widest, _LEAST_TEXT)
        widths.append(max(widest, _width(head)))
    return sum(width + _FRAME for width in widths) + 1


def _is_code(texts: Iterable[str]) -> bool:
    """Whether these are codes or document numbers, which must not be broken."""
    return all(len(text) <= _LONGEST_CODE and _CODE.search(text) for text in texts if text)


def _print_table(
    console: "Console", heads: Sequence[str], rows: Sequence[Sequence[str]], numbers: set[int]
) -> None:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SQUARE if console.width < _PIPE_WIDTH else box.MARKDOWN, header_style="bold")
    for place, head in enumerate(heads):
        fixed = place in numbers or _is_code(row[place] for row in rows)
        table.add_column(
            Text(head),
            justify="right" if place in numbers else "left",
            no_wrap=fixed,
            overflow="fold",
            min_width=_width(head),
        )
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    console.print(table)


def _print_records(console: "Console", heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print each row as lines of head and value, blank values left out."""
    from rich.table import Table
    from rich.text import Text

    for number, row in enumerate(rows, 1):
        console.print(Text(f"── {number}", style="bold"))
        grid = Table.grid(padding=(0, 2))
        grid.add_column(no_wrap=True)
        grid.add_column(overflow="fold")
        for head, cell in zip(heads, row, strict=True):
            if cell:
                grid.add_row(Text(head), Text(cell))
        console.print(grid)
