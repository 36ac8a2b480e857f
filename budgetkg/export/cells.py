"""Values as the cells of text tables: exact, typed by the column, and safe to open in a spreadsheet."""

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from budgetkg.entities import Column, Entity, Kind, Value
from budgetkg.errors import UsageError
from budgetkg.export.registry import Job

__all__ = ["IRI", "SEPARATOR", "guarded", "heads", "only_kind", "plain", "row_of", "texts", "visible"]

#: The first column of every table.
IRI = Column("iri", "", "reference", "标识", "identifier")
#: Stands between several references in one cell: no IRI has a blank in it.
SEPARATOR = " "

_NUMBER = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
#: What makes a spreadsheet take a text for a formula, in both widths, and the sign that guards against it.
_LIVE = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠", "'")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_PICTURES = 0x2400


def heads(kind: Kind) -> tuple[Column, ...]:
    """Return the columns of the table of a kind: its identifier first."""
    return (IRI, *kind.columns)


def row_of(entity: Entity) -> tuple[Value, ...]:
    """Return the values of the table row of an entity."""
    return (entity.iri, *entity.values)


def plain(value: Value) -> str:
    """Return a value as text: numbers exactly and without exponent, several references with blanks between.

    >>> plain(Decimal("1E+2")), plain(None), plain(True), plain(("a", "b"))
    ('100', '', 'true', 'a b')
    """
    match value:
        case None:
            return ""
        case str():
            return value
        case bool():
            return "true" if value else "false"
        case Decimal():
            return format(value, "f")
        case date():
            return value.isoformat()
        case tuple():
            return SEPARATOR.join(value)
        case _:
            return str(value)


def guarded(text: str) -> str:
    """Return a text with ' before it, if a spreadsheet might run it; a number stays as it is.

    A text that begins with ' gets one, too: taking one ' away always gives the text back.

    >>> guarded("=1+1"), guarded("-3.5"), guarded("'a'"), guarded("办公费")
    ("'=1+1", '-3.5', "''a'", '办公费')
    """
    return f"'{text}" if text.startswith(_LIVE) and not _NUMBER.fullmatch(text) else text


def visible(text: str) -> str:
    """Return a text with control characters as the signs that stand for them.

    >>> visible("a\\x07b")
    'a␇b'
    """
    return _CONTROL.sub(lambda match: chr(_PICTURES + ord(match.group())), text)


def only_kind(job: Job) -> Kind:
    """Return the one kind of a job that fills one file. Raises UsageError where there are several."""
    if len(job.kinds) == 1:
        return job.kinds[0]
    raise UsageError(
        "多个种类须写入文件夹或 .zip；写入单个文件请用 --nodes 指定一个种类",
        "several kinds need a folder or a .zip; for one file name one kind with --nodes",
        "-o",
    )


def texts(values: Iterable[Value], columns: Iterable[Column], *, raw: bool) -> list[str]:
    """Return the cells of a row as texts; unless `raw`, safe and without control characters."""
    cells = []
    for value, column in zip(values, columns, strict=True):
        cell = plain(value)
        cells.append(guarded(visible(cell)) if column.type == "text" and not raw else cell)
    return cells
