"""Rises and falls that a text states: do the words after the amount fit it?

Rows with `?role` "paragraph" are the paragraphs, `?printed` their text and `?first` and `?last` their lines.
The others are stated changes: `?label` and `?printed` are the words and the amount, `?direction` is
"increase" or "decrease", `?first` the line. Its reasons are what follows, up to the next change or the end
of the sentence.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from budgetkg.validation.audit.detectors.sentences import Stated, amounts_in, sentence_end, squeezed
from budgetkg.validation.audit.evidence import Evidence

__all__ = [
    "Change",
    "changes_of",
    "contrary_reasons",
    "own_reasons",
    "reasons_beyond",
    "unchanged_beside",
    "unplaced",
]

_AGAINST = {"increase": "decrease", "decrease": "increase"}
_COMPARED = re.compile(r"(?:与|较|比|同)(?:\d{4}年度?|上年度?|去年)(?:预算)?(?:相比|相同)?")
_MARKS = re.compile("[,:“”\"'()]")


@dataclass(frozen=True, slots=True)
class Change:
    """One stated change in its squeezed text; the reasons stand between `end` and `stop`."""

    row: Evidence
    text: str
    end: int
    stop: int

    @property
    def direction(self) -> str:
        return self.row.more.get("direction", "")

    @property
    def reasons(self) -> str:
        return self.text[self.end : self.stop]


def changes_of(rows: Iterable[Evidence]) -> Iterator[Change]:
    """Yield the changes of rows. One whose words are not found in its paragraph is left out (`unplaced`)."""
    paragraphs: dict[tuple[str, str], list[tuple[int, int, Evidence]]] = {}
    for row, text, start in _placed(rows):
        if start >= 0:
            paragraphs.setdefault((row.graph, text), []).append((start, start + len(_words(row)), row))
    for (_, text), found in paragraphs.items():
        found.sort(key=lambda one: one[0])
        starts = [start for start, _, _ in found[1:]] + [len(text)]
        for (_, end, row), following in zip(found, starts, strict=True):
            yield Change(row, text, end, min(sentence_end(text, end), following))


def unplaced(rows: Iterable[Evidence]) -> Iterator[Evidence]:
    """Yield the changes that cannot be looked at, as "missing"."""
    return (replace(row, verdict="missing") for row, _, start in _placed(rows) if start < 0)


def _placed(rows: Iterable[Evidence]) -> Iterator[tuple[Evidence, str, int]]:
    """Yield each change with the text of its paragraph and where its words begin there."""
    listed = list(rows)
    paragraphs = [
        (row.graph, int(row.more["first"]), int(row.more["last"]), squeezed(row.printed))
        for row in listed
        if row.more.get("role") == "paragraph"
    ]
    for row in listed:
        if row.more.get("role") == "paragraph":
            continue
        line = int(row.more["first"])
        around = [text for graph, a, z, text in paragraphs if graph == row.graph and a <= line <= z]
        text = next((text for text in around if _words(row) in text), "")
        yield row, text, text.find(_words(row)) if text else -1


def _words(row: Evidence) -> str:
    return squeezed(row.label) + squeezed(row.printed)


def own_reasons(change: Change, texts: Mapping[str, Sequence[str]]) -> list[Stated]:
    """Return the amounts that are listed as reasons of a change, up to one that names a whole (`whole`).

    What stands in brackets, or behind 其中, is part of the reason before it.
    """
    listed: list[Stated] = []
    for amount in amounts_in(change.text, change.end, change.stop):
        before = change.text[change.end : amount.start]
        if any(word in amount.name for word in texts["whole"]) or (listed and "其中" in amount.name):
            break
        if before.count("(") == before.count(")"):
            listed.append(amount)
    return listed


def reasons_beyond(rows: Sequence[Evidence], texts: Mapping[str, Sequence[str]]) -> Iterable[Evidence]:
    """Yield changes whose listed reasons add up to more than the change; `total` is their sum.

    A reason that goes the other way is deducted; where one is named without an amount nothing is said.
    """
    yield from unplaced(rows)
    for change in changes_of(rows):
        listed = own_reasons(change, texts)
        against = texts.get(_AGAINST.get(change.direction, ""), ())
        rest = change.reasons
        total, exact = Decimal(0), Decimal(0)
        for amount in listed:
            contrary = any(word in amount.name for word in against)
            total += -amount.yuan if contrary else amount.yuan
            exact += amount.half
            rest = rest.replace(amount.name, "", 1)
        own = amounts_in(squeezed(change.row.printed))
        if not own or not listed or any(word in rest for word in against):
            continue
        if total - abs(own[0].yuan) > exact + own[0].half:
            yield replace(change.row, more={**change.row.more, **_told(listed, total, change.row)})


def _told(listed: Sequence[Stated], total: Decimal, row: Evidence) -> dict[str, str]:
    unit = "万元" if "万元" in row.printed else "元"
    figure = format((total / (10_000 if unit == "万元" else 1)).normalize(), "f")
    return {"total": f"{figure}{unit}", "listed": "、".join(amount.printed for amount in listed)}


def contrary_reasons(rows: Sequence[Evidence], texts: Mapping[str, Sequence[str]]) -> Iterable[Evidence]:
    """Yield changes whose reasons speak of the other direction; `words` are what they say.

    "The reason of the rise" under a fall is one. Else the reasons have to name the other direction and
    not their own, and nothing that turns a rise into a fall (`turning`: more people retire). What is
    said of an item with an amount of its own is not the reason of the whole.
    """
    yield from unplaced(rows)
    for change in changes_of(rows):
        if change.direction not in _AGAINST:
            continue
        own, against = texts[change.direction], texts[_AGAINST[change.direction]]
        named = re.search(f"(?:{'|'.join(against)})的?(?:主要)?原因", change.reasons)
        first = next((amount.start - len(amount.name) for amount in amounts_in(change.reasons)), None)
        said = re.sub(r"(?:增减变化|[^,;]{2})的?(?:主要)?原因", "", change.reasons[:first])
        contrary = [word for word in against if word in said]
        if named is None and (not contrary or any(word in said for word in (*own, *texts["turning"]))):
            continue
        yield replace(change.row, more={**change.row.more, "words": named[0] if named else contrary[0]})


def unchanged_beside(rows: Sequence[Evidence], texts: Mapping[str, Sequence[str]]) -> Iterable[Evidence]:
    """Yield changes after which the same sentence says of the whole that nothing changed; `words` say it.

    What else may stand in that clause are words for the whole (`subject`); an item that did not change
    contradicts nothing.
    """
    yield from unplaced(rows)
    for change in changes_of(rows):
        longest = sorted(texts["unchanged"], key=len, reverse=True)
        words = next((word for word in longest if _of_the_whole(change, word, texts)), None)
        if words is not None:
            yield replace(change.row, more={**change.row.more, "words": words})


def _of_the_whole(change: Change, word: str, texts: Mapping[str, Sequence[str]]) -> bool:
    place = change.reasons.find(word)
    if place < 0:
        return False
    clause = change.reasons[:place]
    clause = _COMPARED.sub(",", clause[max(clause.rfind(mark) for mark in ";。") + 1 :])
    clause = re.sub(r".*原因(?:是|为)?", "", clause)
    if amounts_in(clause):
        return False
    rest = _MARKS.sub("", clause)
    for subject in sorted(texts["subject"], key=len, reverse=True):
        rest = rest.replace(subject, "")
    return not rest
