"""Names that are no known name: is a known one meant, or none?

Rows with `?known` "yes" are the known names of a document; the others are asked about. A near miss is a
name that a slip of the pen makes of a known one: it is suggested, never taken.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA, Levenshtein, Opcode

from budgetkg.validation.audit.evidence import Evidence
from budgetkg.values.text import half_width

__all__ = ["near_names", "unknown_names"]

#: A slip changes this share of a name at most, and never more than two signs.
_LEAST_ALIKE = 70.0
_MOST_SLIPS = 2
#: A slip that could have been made of more names than these points to none of them.
_MOST_MEANT = 3
#: Signs that tell one thing from its sister: the first school and the second, the city's and the county's.
_TELLING = frozenset(
    "0123456789零一二三四五六七八九十甲乙丙丁东西南北中上下左右前后内外新旧老大小男女省市县区乡镇村"
)


@dataclass(frozen=True, slots=True)
class _Stranger:
    """A name that is not known; `meant` are the known ones that a slip could have made it of."""

    row: Evidence
    meant: tuple[Evidence, ...]


def near_names(rows: Sequence[Evidence], texts: Mapping[str, Sequence[str]]) -> Iterable[Evidence]:
    """Yield the names that are near to known ones, with what is `meant`; "missing" where none are known."""
    for row, stranger in _asked(rows):
        if stranger is None:
            yield replace(row, verdict="missing")
        elif stranger.meant:
            meant = " / ".join(one.label for one in stranger.meant)
            yield replace(row, part="1", more={**row.more, "meant": meant})
            yield from (replace(one, case=row.case, part="2") for one in stranger.meant)


def unknown_names(rows: Sequence[Evidence], texts: Mapping[str, Sequence[str]]) -> Iterable[Evidence]:
    """Yield the names that are neither known nor near to a known one; "missing" where none are known."""
    for row, stranger in _asked(rows):
        if stranger is None:
            yield replace(row, verdict="missing")
        elif not stranger.meant:
            yield row


def _asked(rows: Sequence[Evidence]) -> Iterator[tuple[Evidence, _Stranger | None]]:
    """Yield each name that is no known one, by document, with its first row; None where none are known."""
    documents: dict[str, list[Evidence]] = {}
    for row in sorted(rows, key=lambda row: (len(row.operand), row.operand), reverse=True):
        documents.setdefault(row.graph, []).append(row)
    for some in documents.values():
        known = {_plain(row.label): row for row in some if _is_known(row)}
        asked = {_plain(row.label): row for row in some if not _is_known(row)}
        for name, row in asked.items():
            if not known:
                yield row, None
            elif name not in known:
                yield row, _Stranger(row, _meant(name, known, asked.keys()))


def _meant(name: str, known: Mapping[str, Evidence], used: Iterable[str]) -> tuple[Evidence, ...]:
    """Return the nearest known names; one that is printed rightly elsewhere is less likely meant."""
    near = {other: distance for other in known if (distance := _slips(name, other)) is not None}
    best = min(near.values(), default=0)
    nearest = sorted(other for other, distance in near.items() if distance == best)
    free = [other for other in nearest if other not in set(used)] or nearest
    return tuple(known[other] for other in free) if len(free) <= _MOST_MEANT else ()


def _slips(name: str, other: str) -> int | None:
    """Return how many slips lie between two names, or None where these are two names.

    Signs side by side that differ are another word, unless two of them changed places.
    """
    distance = OSA.distance(name, other, score_cutoff=_MOST_SLIPS)
    if distance > _MOST_SLIPS or fuzz.ratio(name, other) < _LEAST_ALIKE:
        return None
    steps = [step for step in Levenshtein.opcodes(name, other) if step.tag != "equal"]
    longest = max((max(_lengths(step)) for step in steps), default=0)
    changed = "".join(
        name[step.src_start : step.src_end] + other[step.dest_start : step.dest_end] for step in steps
    )
    return None if (distance > 1 and longest > 1) or set(changed) <= _TELLING else distance


def _lengths(step: Opcode) -> tuple[int, int]:
    return step.src_end - step.src_start, step.dest_end - step.dest_start


def _is_known(row: Evidence) -> bool:
    return row.more.get("known") == "yes"


def _plain(name: str) -> str:
    return "".join(half_width(name).split())
