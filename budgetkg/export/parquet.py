"""Parquet: one file for each kind, codes as text, money as decimal128, references as lists of text.

A file of Arrow has one scale for a column. Six places (ten where it is no money) hold what is
printed in practice; where a value needs more, the table is written again with as many.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, BinaryIO

from budgetkg.entities import Column, Entity, Kind, entities
from budgetkg.errors import UsageError
from budgetkg.export.cells import heads, only_kind, row_of
from budgetkg.export.registry import Job

__all__ = ["stream_table", "write_tables"]

_MONEY_PLACES = 6
_PLACES = 10
_DIGITS = 38
_BATCH = 8192  # rows that are held at a time
_INT64 = 2**63


class _MorePlacesError(Exception):
    """A column needs more decimal places than its type has."""

    def __init__(self, column: str, places: int) -> None:
        super().__init__(column, places)
        self.column, self.places = column, places


def write_tables(job: Job, folder: Path) -> None:
    """Write a table for each kind of a job. Raises UsageError without the extra or for too many digits."""
    for kind in job.kinds:
        _write_with_places(job, kind, folder / f"{kind.name}.parquet")


def stream_table(job: Job, out: BinaryIO) -> None:
    """Write the table of the only kind of a job. Raises UsageError where there are several."""
    import tempfile

    kind = only_kind(job)
    with tempfile.TemporaryDirectory(prefix="budgetkg-") as folder:
        path = Path(folder) / "table.parquet"
        _write_with_places(job, kind, path)
        with path.open("rb") as source:
            while block := source.read(1 << 20):
                out.write(block)


def _write_with_places(job: Job, kind: Kind, path: Path) -> None:
    places = {
        column.name: _MONEY_PLACES if column.unit == "元" else _PLACES
        for column in kind.columns
        if column.type == "decimal"
    }
    while True:
        try:
            _write(job, kind, path, places)
            return
        except _MorePlacesError as error:
            places[error.column] = error.places


def _write(job: Job, kind: Kind, path: Path, places: Mapping[str, int]) -> None:
    pa = _pyarrow()
    import pyarrow.parquet

    columns = heads(kind)
    schema = pa.schema(
        [_field(column, places) for column in columns], metadata={"title": f"{kind.zh} / {kind.en}"}
    )
    with pyarrow.parquet.ParquetWriter(path, schema) as writer:
        for batch in _batches(entities(job.store, kind, job.documents)):
            rows = [row_of(entity) for entity in batch]
            arrays = []
            for place, column in enumerate(columns):
                values = [row[place] for row in rows]
                _check(column, values, places)
                arrays.append(pa.array(values, type=schema.field(place).type))
            writer.write_table(pa.Table.from_arrays(arrays, schema=schema))


def _batches(stream: Iterator[Entity]) -> Iterator[list[Entity]]:
    from itertools import islice

    while batch := list(islice(stream, _BATCH)):
        yield batch


def _field(column: Column, places: Mapping[str, int]) -> Any:
    pa = _pyarrow()
    match column.type:
        case "integer":
            kind = pa.int64()
        case "decimal":
            kind = pa.decimal128(_DIGITS, places[column.name])
        case "boolean":
            kind = pa.bool_()
        case "date":
            kind = pa.date32()
        case "references":
            kind = pa.list_(pa.string())
        case _:
            kind = pa.string()
    said = {"zh": column.zh, "en": column.en, **({"unit": column.unit} if column.unit else {})}
    return pa.field(column.name, kind, metadata=said)


def _check(column: Column, values: Sequence[object], places: Mapping[str, int]) -> None:
    """Raise where a number of this column does not fit its type."""
    for value in values:
        if isinstance(value, Decimal):
            needed = _places(value)
            if needed > places[column.name]:
                raise _MorePlacesError(column.name, needed)
            if value.adjusted() + 1 + places[column.name] > _DIGITS:
                raise _too_long(column, value)
        elif column.type == "integer" and isinstance(value, int) and not -_INT64 <= value < _INT64:
            raise _too_long(column, value)


def _places(number: Decimal) -> int:
    exponent = number.normalize().as_tuple().exponent
    return max(-exponent, 0) if isinstance(exponent, int) else 0


def _too_long(column: Column, value: object) -> UsageError:
    return UsageError(
        f"{column.zh} {value} 位数过多，Parquet 放不下；请用 csv",
        f"{column.name} {value} has more digits than Parquet holds: use csv",
    )


def _pyarrow() -> Any:
    try:
        import pyarrow
    except ImportError as error:
        raise UsageError(
            "写 parquet 需要附加组件：pip install 'budgetkg[tables]'",
            "writing parquet needs the extra: pip install 'budgetkg[tables]'",
        ) from error
    return pyarrow
