"""Numbers that rise by one from row to row: a cell was dragged where one source was meant.

Each row is one text of the list `?case`; `?part` is its place in the list, and texts without a number may
be left out. Not every number that rises is
odd: a text may name the first contract, the second and the third. What tells a dragged cell is a number
that names a source: a year, or the serial of a document number.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from budgetkg.validation.audit.evidence import Evidence
from budgetkg.values.text import half_width

__all__ = ["dragged_numbers", "dragged_series"]

_NUMBER = re.compile(r"[0-9]+")
#: A year before 年 or in brackets, and what stands between such brackets and 号.
_SOURCE = re.compile(
    r"(?<![0-9])(?:19|20)[0-9]{2}(?=年|[〕\]】)﹞])|(?<=[〕\]】)﹞])[0-9]+(?=号)|(?<=[〕\]】)﹞]第)[0-9]+(?=号)"
)


@dataclass(frozen=True, slots=True)
class _Text:
    row: Evidence
    words: tuple[str, ...]
    numbers: tuple[int, ...]


def dragged_series(rows: Sequence[Evidence], texts: Mapping[str, Sequence[str]]) -> Iterable[Evidence]:
    """Yield runs of texts that differ in one number of their source.

    The number grows from text to text, and by one in `least` texts on end. Beside the numbers each text
    has `rest` signs at least. `first` and `last` are the number at both ends of the run.
    """
    return _dragged(rows, texts, _SOURCE)


def dragged_numbers(rows: Sequence[Evidence], texts: Mapping[str, Sequence[str]]) -> Iterable[Evidence]:
    """Yield runs as `dragged_series` does, whatever their number counts."""
    return _dragged(rows, texts, _NUMBER)


def _dragged(
    rows: Sequence[Evidence], texts: Mapping[str, Sequence[str]], number: re.Pattern[str]
) -> Iterator[Evidence]:
    least, rest = int(texts["least"][0]), int(texts["rest"][0])
    ordered = sorted(rows, key=lambda row: (row.graph, row.case, int(row.part)))
    for _, listed in groupby(ordered, key=lambda row: (row.graph, row.case)):
        for run, place in _runs([_read(row, number) for row in listed]):
            if _by_one(run, place) >= least and len("".join(run[0].words)) >= rest:
                yield from _evidence(run, place)


def _read(row: Evidence, number: re.Pattern[str]) -> _Text:
    plain = "".join(half_width(row.printed).split())
    return _Text(row, tuple(number.split(plain)), tuple(int(found) for found in number.findall(plain)))


def _runs(listed: Sequence[_Text]) -> Iterator[tuple[list[_Text], int]]:
    """Yield each longest run with the position of the number that grows in it."""
    run: list[_Text] = []
    place: int | None = None
    for text in listed:
        grown = _grown(run[-1], text) if run else None
        if grown is not None and place in (None, grown):
            run.append(text)
            place = grown
            continue
        if place is not None:
            yield run, place
        # The text before may begin a run of its own.
        run, place = ([run[-1], text], grown) if grown is not None else ([text], None)
    if place is not None:
        yield run, place


def _grown(before: _Text, after: _Text) -> int | None:
    """Return which number is greater in the next text, all else being equal."""
    if before.words != after.words or int(after.row.part) - int(before.row.part) != 1:
        return None
    pairs = list(zip(before.numbers, after.numbers, strict=True))
    changed = [place for place, (first, second) in enumerate(pairs) if first != second]
    if len(changed) != 1 or pairs[changed[0]][0] > pairs[changed[0]][1]:
        return None
    return changed[0]


def _by_one(run: Sequence[_Text], place: int) -> int:
    """Return in how many texts on end the number rises by one."""
    longest = length = 1
    for before, after in pairwise(run):
        length = length + 1 if after.numbers[place] - before.numbers[place] == 1 else 1
        longest = max(longest, length)
    return longest


def _evidence(run: Sequence[_Text], place: int) -> Iterator[Evidence]:
    ends = {"first": str(run[0].numbers[place]), "last": str(run[-1].numbers[place])}
    case = f"{run[0].row.case} {run[0].row.part}"
    return (replace(text.row, case=case, more={**text.row.more, **ends}) for text in run)
