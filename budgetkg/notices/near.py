"""Numbers that differ by what one slip of the pen changes: a sign of the mark, the year, a digit.

Neighbouring numbers are two notices as a rule. A number is named as near only where the titles agree,
or where one of the two cannot be what its mark says.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from budgetkg.model import DocumentNumber
from budgetkg.values.docnumber import find_document_numbers
from budgetkg.values.titles import alike

__all__ = ["Near", "candidates", "near_numbers"]

#: What titles are worth, beside a number that differs by one slip.
_LIKE = {"same": "0.9", "shortened": "0.8", "near": "0.6"}
_UNTITLED = "0.4"


@dataclass(frozen=True, slots=True)
class Near:
    """Another number. `differs` is mark, year or serial; `score` is a likeness and no probability."""

    number: str
    differs: str
    score: str
    title: str | None


def candidates(number: DocumentNumber, others: Iterable[str]) -> dict[str, str]:
    """Return the numbers that one slip away, with what differs.

    >>> one = find_document_numbers("邯财教〔2023〕104号")[0].number
    >>> candidates(one, ["邯财教〔2022〕104号", "邯财教〔2023〕140号", "邯财教〔2023〕6号"])
    {'邯财教〔2022〕104号': 'year', '邯财教〔2023〕140号': 'serial'}
    """
    found = {}
    for text in others:
        other = _read(text)
        if other is not None and other.canonical != number.canonical:
            slip = _slip(number, other)
            if slip:
                found[other.canonical] = slip
    return found


def near_numbers(
    number: DocumentNumber, others: Mapping[str, str], titles: Mapping[str, Sequence[str]]
) -> tuple[Near, ...]:
    """Return those of `others` (number and what differs) that are likely misprints, the likeliest first."""
    own = titles.get(number.canonical, ())
    found = []
    for text, differs in others.items():
        pairs = [(alike(one, other), other) for one in own for other in titles.get(text, ())]
        likely = [(likeness, title) for likeness, title in pairs if likeness.kind in _LIKE]
        if likely:
            best, title = max(likely, key=lambda pair: (_LIKE[pair[0].kind], pair[0].score))
            found.append(Near(text, differs, _LIKE[best.kind], title))
        elif not pairs and _is_doubtful(number, text, differs):
            found.append(Near(text, differs, _UNTITLED, None))
    return tuple(sorted(found, key=lambda near: (-float(near.score), near.number)))


def _is_doubtful(number: DocumentNumber, other: str, differs: str) -> bool:
    """Say whether nothing speaks for two notices: another year, or a mark that no agency has."""
    if differs == "year":
        return True
    read = _read(other)
    unknown = number.decoding is None or read is None or read.decoding is None
    return differs == "mark" and unknown


def _slip(one: DocumentNumber, other: DocumentNumber) -> str | None:
    marks, years, serials = one.mark == other.mark, one.year == other.year, one.serial == other.serial
    if marks and serials and _one_slip(str(one.year), str(other.year)):
        return "year"
    if marks and years and _one_slip(str(one.serial), str(other.serial)):
        return "serial"
    if years and serials and _one_slip(one.mark, other.mark):
        return "mark"
    return None


def _one_slip(one: str, other: str) -> bool:
    return OSA.distance(one, other) == 1 and min(len(one), len(other)) > 1


def _read(text: str) -> DocumentNumber | None:
    return next((found.number for found in find_document_numbers(text)), None)
