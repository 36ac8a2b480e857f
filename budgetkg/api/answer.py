"""The answer of a query: rows of Python values, or a data frame with exact types."""

import datetime
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

from budgetkg.errors import UsageError
from budgetkg.namespaces import PREFIXES
from budgetkg.results import Solutions, Term

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa

__all__ = ["Answer", "Row", "Value"]

#: Codes, names and IRIs are `str`; amounts and other decimals are exact.
Value = str | int | Decimal | bool | datetime.date | None
Row = dict[str, Value]

_XSD = PREFIXES["xsd"]
_WHOLE = {f"{_XSD}{name}" for name in ("integer", "int", "long")}


class Answer:
    """Rows in the order of the query. `units` tells what a column counts: 元 is yuan.

    Iterate over it for dicts, or take it as an Arrow table or a frame of pandas or polars.
    """

    def __init__(
        self, solutions: Solutions, units: Mapping[str, str] | None = None, notes: tuple[str, ...] = ()
    ) -> None:
        self.solutions = solutions
        self.units = dict(units or {})
        self.notes = notes

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns, in order."""
        return self.solutions.variables

    def __len__(self) -> int:
        return len(self.solutions.rows)

    def __iter__(self) -> Iterator[Row]:
        for row in self.solutions.rows:
            yield dict(zip(self.columns, map(_value, row), strict=True))

    def __getitem__(self, place: int) -> Row:
        row = self.solutions.rows[place]
        return dict(zip(self.columns, map(_value, row), strict=True))

    def __repr__(self) -> str:
        return f"<Answer: {len(self)} rows of {', '.join(self.columns)}>"

    def rows(self) -> list[Row]:
        """Return all rows as dicts; what a row does not state is None."""
        return list(self)

    def column(self, name: str) -> list[Value]:
        """Return one column. Raises UsageError where there is none of this name."""
        if name not in self.columns:
            listed = ", ".join(self.columns)
            raise UsageError(
                f"没有列“{name}”；有 {listed}", f"there is no column {name!r}; there are {listed}"
            )
        place = self.columns.index(name)
        return [_value(row[place]) for row in self.solutions.rows]

    def to_arrow(self) -> "pa.Table":
        """Return an Arrow table: whole numbers int64, money and decimals decimal128, codes text.

        Raises UsageError where the extra `budgetkg[frames]` is missing.
        """
        from budgetkg.catalog.tables import to_arrow

        return to_arrow(self.solutions, self.units)

    def to_pandas(self) -> "pd.DataFrame":
        """Return a pandas frame with Arrow types, so that no amount becomes a float and no code a number."""
        try:
            import pandas as pd
        except ImportError as error:
            raise _missing("pandas") from error
        frame: pd.DataFrame = self.to_arrow().to_pandas(types_mapper=pd.ArrowDtype)
        frame.attrs["units"] = self.units
        return frame

    def to_polars(self) -> "pl.DataFrame":
        """Return a polars frame with exact decimals."""
        try:
            import polars as pl
        except ImportError as error:
            raise _missing("polars") from error
        frame = pl.from_arrow(self.to_arrow())
        assert isinstance(frame, pl.DataFrame)
        return frame

    def to_csv(self) -> str:
        """Return the rows as CSV (SPARQL 1.1 results format)."""
        from budgetkg.catalog.formats import to_csv

        return to_csv(self.solutions)


def _value(term: Term | None) -> Value:
    if term is None:
        return None
    if term.datatype in _WHOLE:
        return int(term.value)
    if term.number is not None:
        return term.number
    if term.datatype == f"{_XSD}boolean":
        return term.value in ("true", "1")
    if term.datatype == f"{_XSD}date":
        return _date(term.value)
    return term.value


def _date(text: str) -> datetime.date | str:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:  # a date with a time zone stays as it is written
        return text


def _missing(name: str) -> UsageError:
    return UsageError(
        f"需要 {name}：pip install 'budgetkg[frames]'", f"{name} is needed: pip install 'budgetkg[frames]'"
    )
