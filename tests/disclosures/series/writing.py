"""Write a series into a folder: a text file for each document, and the truth as TSV beside them."""

from collections.abc import Sequence
from pathlib import Path

from disclosures.series.model import Printed

__all__ = ["HEADS", "files_of", "write_series"]

#: What stands in each column of the truth.
HEADS = {
    "documents": "file division code name year department within event remarks",
    "units": "file table printed unit event",
    "projects": "file form code name project unit account event",
    "notices": "file form place printed number notice spelling",
}


def files_of(documents: Sequence[Printed]) -> dict[str, str]:
    """Return the files of a series by their path in its folder."""
    files = {f"{one.name}.txt": one.text for one in documents}
    for table, head in HEADS.items():
        rows = [tuple(head.split()), *(row for one in documents for row in one.truth[table])]
        files[f"truth/{table}.tsv"] = "".join("\t".join(row) + "\n" for row in rows)
    return files


def write_series(documents: Sequence[Printed], folder: Path) -> None:
    """Write the files of a series; documents that it no longer has are taken away."""
    files = files_of(documents)
    for path in folder.glob("*.txt") if folder.is_dir() else ():
        if path.name not in files:
            path.unlink()
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
