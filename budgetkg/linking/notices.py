"""Which document numbers may be one, misprinted. They are never merged: each is for a person to look at."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations

from rapidfuzz.distance import DamerauLevenshtein

from budgetkg.linking.evidence import Candidate, Evidence, prior
from budgetkg.linking.names import folded, similarity
from budgetkg.linking.things import Notice

__all__ = ["near_numbers"]

_LEAST_TITLE = 0.85


def near_numbers(notices: Iterable[Notice]) -> list[Candidate]:
    """Return pairs of numbers that differ by one sign beside like titles, or in one part beside one title."""
    pairs: dict[tuple[str, str], Candidate] = {}
    for one, other in _blocks(list(notices)):
        # The number that more documents print comes last: it is the likelier one.
        older, newer = sorted((one, other), key=lambda notice: (-len(notice.documents), notice.iri))
        candidate = _compared(newer, older)
        if candidate is not None:
            pairs[newer.iri, older.iri] = candidate
    return [pairs[key] for key in sorted(pairs)]


def _blocks(notices: list[Notice]) -> Iterator[tuple[Notice, Notice]]:
    """Yield the pairs that share two of mark, year and serial."""
    blocks: dict[tuple[object, ...], list[Notice]] = defaultdict(list)
    for notice in notices:
        blocks["mark", notice.mark, notice.year].append(notice)
        blocks["serial", notice.mark, notice.serial].append(notice)
        blocks["both", notice.year, notice.serial].append(notice)
    seen: set[frozenset[str]] = set()
    for block in blocks.values():
        for one, other in combinations(block, 2):
            pair = frozenset((one.iri, other.iri))
            if len(pair) == 2 and pair not in seen:
                seen.add(pair)
                yield one, other


def _compared(newer: Notice, older: Notice) -> Candidate | None:
    distance = DamerauLevenshtein.distance(newer.number, older.number)
    title = _titles(newer, older)
    if title is None or (distance > 1 and title.signal != "same-name"):
        return None
    evidence = (
        prior(4),
        Evidence("number", f"{older.number} ~ {newer.number}", 1.0 if distance == 1 else -2.0),
        Evidence("title", title.value, title.weight),
        _documents(newer, older),
    )
    return Candidate(
        kind="notice",
        subject=newer.iri,
        subject_label=newer.number,
        object=older.iri,
        object_label=older.number,
        method="near-number" if distance == 1 else "same-title",
        evidence=evidence,
        identity=False,
        documents=newer.documents | older.documents,
    )


def _documents(rarer: Notice, other: Notice) -> Evidence:
    """Return what the documents say: a slip stands once, and not beside the right number."""
    said = f"{len(rarer.documents)} / {len(other.documents)}"
    if rarer.documents & other.documents:
        return Evidence("documents", said, -2.0)
    return Evidence("documents", said, 1.0 if len(rarer.documents) == 1 < len(other.documents) else 0.0)


def _titles(one: Notice, other: Notice) -> Evidence | None:
    """Return how alike the nearest titles are; a title that names another year is another title."""
    best: Evidence | None = None
    for first in sorted(one.titles):
        for second in sorted(other.titles):
            a, b = folded(first), folded(second)
            score = similarity(a, b)
            if a == b:
                return Evidence("same-name", f"{first}", 1.5)
            same_digits = [sign for sign in a if sign.isdigit()] == [sign for sign in b if sign.isdigit()]
            if score >= _LEAST_TITLE and same_digits:
                best = Evidence("similar-name", f"{first} ~ {second} {score:.2f}", 0.5)
    return best
