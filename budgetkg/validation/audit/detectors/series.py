"""Numbers that rise by one from row to row: a cell was dragged where one source was meant.

Each row is one text of the list `?case`; `?part` is its place in the list.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from budgetkg.validation.audit.evidence import Evidence

__all__ = ["dragged_series"]

_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class _Text:
    row: Evidence
    words: tuple[str, ...]
    numbers: tuple[int, ...]


def dragged_series(rows: Sequence[Evidence], texts: Mapping[str, Sequence[str]]) -> Iterable[Evidence]:
    """Yield runs of at least `least` texts that differ in one number, which rises by one each time.

    `first` and `last` are that number in the first and the last text of the run.
    """
    least = int(texts["least"][0])
    ordered = sorted(rows, key=lambda row: (row.graph, row.case, int(row.part)))
    for _, listed in groupby(ordered, key=lambda row: (row.graph, row.case)):
        for run, place in _runs([_read(row) for row in listed]):
            if len(run) >= least:
                yield from _evidence(run, place)


def _read(row: Evidence) -> _Text:
    return _Text(
        row,
        tuple(_NUMBER.split(row.printed)),
        tuple(int(number) for number in _NUMBER.findall(row.printed)),
    )


def _runs(listed: Sequence[_Text]) -> Iterator[tuple[list[_Text], int]]:
    """Yield each longest run with the position of the number that rises in it."""
    run: list[_Text] = []
    place: int | None = None
    for text in listed:
        risen = _risen(run[-1], text) if run else None
        if risen is not None and place in (None, risen):
            run.append(text)
            place = risen
            continue
        if place is not None:
            yield run, place
        # The text before may begin a run of its own.
        run, place = ([run[-1], text], risen) if risen is not None else ([text], None)
    if place is not None:
        yield run, place


def _risen(before: _Text, after: _Text) -> int | None:
    """Return which number is one more in the second text, all else being equal."""
    if before.words != after.words or len(before.numbers) != len(after.numbers):
        return None
    changed = [
        i for i, pair in enumerate(zip(before.numbers, after.numbers, strict=True)) if pair[0] != pair[1]
    ]
    if len(changed) != 1 or after.numbers[changed[0]] - before.numbers[changed[0]] != 1:
        return None
    return changed[0]


def _evidence(run: Sequence[_Text], place: int) -> Iterator[Evidence]:
    ends = {"first": str(run[0].numbers[place]), "last": str(run[-1].numbers[place])}
    case = f"{run[0].row.case} {run[0].row.part}"
    return (replace(text.row, case=case, more={**text.row.more, **ends}) for text in run)
