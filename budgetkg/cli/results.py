"""Write the answer of a query: what `query` and `sparql` share."""

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from budgetkg.cli.output import check_format, emit, emit_bytes, is_stdout

if TYPE_CHECKING:
    from budgetkg.results import Solutions

__all__ = ["FORMATS", "write_result"]

FORMATS = ("table", "csv", "tsv", "json", "xml", "md", "parquet", "xlsx")


def write_result(
    solutions: "Solutions", format_: str, output: str | None, units: Mapping[str, str] | None = None
) -> None:
    """Write rows in one of FORMATS. Raises UsageError for another format or a file that cannot be written."""
    known = units or {}
    check_format(format_, FORMATS)
    if format_ == "table":
        from budgetkg.cli.tables import draw, with_money

        emit(draw(*with_money(solutions, known)), output)
    elif format_ in ("parquet", "xlsx"):
        emit_bytes(_binary(solutions, format_, known), output)
    else:
        from budgetkg.catalog.formats import write_text

        emit(write_text(solutions, format_, known), output)


def check_target(format_: str, output: str | None) -> None:
    """Refuse a binary format on a terminal before any work is done."""
    check_format(format_, FORMATS)
    if format_ in ("parquet", "xlsx") and is_stdout(output) and sys.stdout.isatty():
        emit_bytes(b"", output)


def _binary(solutions: "Solutions", format_: str, units: Mapping[str, str]) -> bytes:
    import tempfile

    from budgetkg.catalog.tables import write_parquet, write_xlsx

    write = write_parquet if format_ == "parquet" else write_xlsx
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"result.{format_}"
        write(solutions, path, units)
        return path.read_bytes()
