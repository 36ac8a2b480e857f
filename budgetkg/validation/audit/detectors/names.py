"""Names that are no known name: is a known one meant, or none?

Rows with `?known` "yes" are the known names; the others are asked about. A near miss is a name that a
slip of the pen makes of a known one: it is suggested, never taken.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from budgetkg.validation.audit.evidence import Evidence
from budgetkg.values.text import half_width

__all__ = ["near_names", "unknown_names"]

#: A slip changes this share of a name at most, and never more than two signs.
_LEAST_ALIKE = 70.0
_MOST_SLIPS = 2


def near_names(rows: Sequence[Evidence], texts: Mapping[str, Sequence[str]]) -> Iterable[Evidence]:
    """Yield the names that are near to a known one, with what is `meant`."""
    for row, meant in _strangers(rows):
        if meant is not None:
            yield replace(row, part="1", more={**row.more, "meant": meant.label})
            yield replace(meant, case=row.case, part="2")


def unknown_names(rows: Sequence[Evidence], texts: Mapping[str, Sequence[str]]) -> Iterable[Evidence]:
    """Yield the names that neither are known nor near to a known one."""
    return (row for row, meant in _strangers(rows) if meant is None)


def _strangers(rows: Sequence[Evidence]) -> Iterable[tuple[Evidence, Evidence | None]]:
    known = {_plain(row.label): row for row in rows if row.more.get("known") == "yes"}
    for row in rows:
        name = _plain(row.label)
        if row.more.get("known") != "yes" and name not in known:
            yield row, _nearest(name, known)


def _nearest(name: str, known: Mapping[str, Evidence]) -> Evidence | None:
    """Return the one known name that a slip could have made this one of; two are none."""
    near = [
        (OSA.distance(name, other), other)
        for other in known
        if OSA.distance(name, other, score_cutoff=_MOST_SLIPS) <= _MOST_SLIPS
        and fuzz.ratio(name, other) >= _LEAST_ALIKE
    ]
    best = min(near, default=None)
    if best is None or sum(distance == best[0] for distance, _ in near) > 1:
        return None
    return known[best[1]]


def _plain(name: str) -> str:
    return "".join(half_width(name).split())
