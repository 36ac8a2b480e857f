"""CSV and TSV: one file for each kind, and the metadata that says what the columns are.

Cells are quoted as RFC 4180 says, for tabs as for commas. A value that is not there and an empty
text are both an empty cell.
"""

import csv
import io
import json
from pathlib import Path
from typing import BinaryIO

from budgetkg.entities import Kind, entities
from budgetkg.export.cells import heads, only_kind, row_of, texts
from budgetkg.export.csvw import metadata
from budgetkg.export.registry import Job

__all__ = ["stream_table", "write_tables"]

_METADATA = "csv-metadata.json"
_DELIMITERS = {"csv": ",", "tsv": "\t"}


def write_tables(job: Job, folder: Path) -> None:
    """Write a table for each kind of a job, and the metadata of all."""
    gaps = {}
    for kind in job.kinds:
        with (folder / f"{kind.name}.{job.format}").open("wb") as out:
            gaps[kind.name] = _write(job, kind, out)
    described = metadata(job.kinds, job.format, gaps, raw=job.raw)
    text = json.dumps(described, ensure_ascii=False, indent=1)
    (folder / _METADATA).write_text(f"{text}\n", encoding="utf-8", newline="\n")


def stream_table(job: Job, out: BinaryIO) -> None:
    """Write the table of the only kind of a job. Raises UsageError where there are several."""
    _write(job, only_kind(job), out)


def _write(job: Job, kind: Kind, out: BinaryIO) -> set[str]:
    """Write the table of a kind; return the columns in which a value is missing."""
    columns = heads(kind)
    gaps: set[str] = set()
    encoding = "utf-8-sig" if job.excel else "utf-8"
    text = io.TextIOWrapper(out, encoding=encoding, newline="", write_through=False)
    writer = csv.writer(text, delimiter=_DELIMITERS[job.format], lineterminator="\r\n")
    writer.writerow(column.name for column in columns)
    for entity in entities(job.store, kind, job.documents):
        row = row_of(entity)
        writer.writerow(texts(row, columns, raw=job.raw))
        gaps.update(column.name for column, value in zip(columns, row, strict=True) if value is None)
    text.flush()
    text.detach()
    return gaps
