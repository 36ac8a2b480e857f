"""Projects that the explanation lists, beside the forms: which form is meant, and is it the same money?

Rows with `?role` "form" are the forms and those with "whole" the project expenditure of the document; the
others are listed projects. `?label` is a name, `?printed` its amount with the unit.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from rapidfuzz import fuzz

from budgetkg.validation.audit.detectors.changes import changes_of, own_reasons, unplaced
from budgetkg.validation.audit.detectors.sentences import Stated, amounts_in, squeezed
from budgetkg.validation.audit.evidence import Evidence

__all__ = ["listed_nowhere", "listed_otherwise", "listed_similarly", "plain_names", "rise_beyond_budget"]

_MARKS = re.compile("[-“”\"'《》()\\[\\]【】〔〕,:;、.—–_·]")
_LEAD = re.compile("^(?:主要为|主要是|主要用于|主要包括|包括|其中)")
_TAIL = re.compile("(?:等项目|项目|等)$")
_CHANGED = re.compile("(?:较上年|比上年)?(?:增加|增长|增列|新增)$")
_SUM = re.compile("(?:等|共|计|合计|总计|安排)*")
_SEVERAL = re.compile("等(?:项目)?$")
#: A shorter name may stand in many others.
_SHORTEST = 4
_ALIKE = 85.0
#: Where the forms hold this share of the project expenditure, all of them are published.
_COMPLETE = Decimal("0.99")


@dataclass(frozen=True, slots=True)
class _Named:
    """One name with its amount: `names` are what it may be called, the whole name first."""

    row: Evidence
    names: tuple[str, ...]
    amount: Stated


@dataclass(frozen=True, slots=True)
class _Judged:
    """One listed project with the forms that its name may mean, and how its amount stands to theirs."""

    listed: _Named
    verdict: str
    forms: tuple[_Named, ...] = ()


def plain_names(name: str) -> tuple[str, ...]:
    """Return what a project may be called: its name without marks, and without the unit before a dash.

    >>> plain_names("博物馆-展厅安防改造等项目")
    ('博物馆展厅安防改造', '展厅安防改造')
    """
    text = _LEAD.sub("", squeezed(name))
    short = re.sub("^[^-—–]{1,8}[-—–]+", "", text)
    return tuple(dict.fromkeys(_TAIL.sub("", _MARKS.sub("", one)) for one in (text, short)))


def listed_otherwise(rows: Sequence[Evidence], texts: Mapping[str, Sequence[str]]) -> Iterable[Evidence]:
    """Yield listed projects that have the name of one form and another amount, with that form."""
    return _yielded(rows, "otherwise")


def listed_similarly(rows: Sequence[Evidence], texts: Mapping[str, Sequence[str]]) -> Iterable[Evidence]:
    """Yield listed projects with a similar name and another amount than the forms, with these."""
    return _yielded(rows, "similarly")


def listed_nowhere(rows: Sequence[Evidence], texts: Mapping[str, Sequence[str]]) -> Iterable[Evidence]:
    """Yield listed projects that no form has, by name or by amount; without all forms they are "missing"."""
    return _yielded(rows, "nowhere")


def _yielded(rows: Sequence[Evidence], wanted: str) -> Iterator[Evidence]:
    for judged in _judged(rows):
        if judged.verdict == wanted:
            meant = "、".join(form.row.printed for form in judged.forms)
            first = judged.listed.row
            yield replace(first, part="1", more={**first.more, "meant": meant})
            for place, form in enumerate(judged.forms, 2):
                yield replace(form.row, case=first.case, part=str(place))
        elif judged.verdict == "unseen":
            yield replace(judged.listed.row, verdict="missing")


def _judged(rows: Sequence[Evidence]) -> Iterator[_Judged]:
    for graph in dict.fromkeys(row.graph for row in rows):
        here = [row for row in rows if row.graph == graph]
        forms = _named(row for row in here if row.more.get("role") == "form")
        whole = _named(row for row in here if row.more.get("role") == "whole")
        complete = bool(whole) and _sum(forms) >= _COMPLETE * whole[0].amount.yuan
        for listed in _named(
            row for row in here if row.more.get("role") == "listed" and _is_project(row.label)
        ):
            yield _judge(listed, forms, complete)


def _is_project(name: str) -> bool:
    """Whether a listed name is no part of the project before it, and no sum of those listed."""
    return "其中" not in name and not _SUM.fullmatch(plain_names(name)[0])


def _named(rows: Iterable[Evidence]) -> list[_Named]:
    """Return rows with a name and an amount; a form without a total is none."""
    found = []
    for row in rows:
        amounts = amounts_in(squeezed(row.printed))
        if amounts:
            found.append(_Named(row, plain_names(row.label), amounts[0]))
    return found


def _judge(listed: _Named, forms: Sequence[_Named], complete: bool) -> _Judged:
    same = [form for form in forms if form.names[0] == listed.names[0]] or [
        form for form in forms if set(form.names) & set(listed.names)
    ]
    similar = same or _similar(listed, forms)
    if _agrees(listed, similar):
        return _Judged(listed, "agrees")
    if len(same) == 1 and not _covers_more(listed, same[0]):
        return _Judged(listed, "otherwise", tuple(same))
    if similar and _covers_more(listed, similar[0]) and listed.amount.yuan > _sum(similar):
        return _Judged(listed, "agrees")
    if similar:
        # A short name may mean another form: one with this very amount is taken for it.
        return _Judged(listed, "agrees" if _agrees(listed, forms) else "similarly", tuple(similar))
    if any(_equal(listed.amount, [form]) for form in forms):
        return _Judged(listed, "agrees")
    return _Judged(listed, "nowhere" if complete else "unseen")


def _similar(listed: _Named, forms: Sequence[_Named]) -> list[_Named]:
    name = listed.names[-1]
    return [
        form
        for form in forms
        if any(_holds(name, other) or fuzz.ratio(name, other) >= _ALIKE for other in form.names)
    ]


def _holds(name: str, other: str) -> bool:
    short, long = sorted((name, other), key=len)
    return len(short) >= _SHORTEST and short in long


def _agrees(listed: _Named, forms: Sequence[_Named]) -> bool:
    return any(_equal(listed.amount, [form]) for form in forms) or (
        len(forms) > 1 and _equal(listed.amount, forms)
    )


def _equal(amount: Stated, forms: Sequence[_Named]) -> bool:
    exact = amount.half + sum((form.amount.half for form in forms), Decimal(0))
    return abs(amount.yuan - _sum(forms)) <= exact


def _sum(forms: Iterable[_Named]) -> Decimal:
    return sum((form.amount.yuan for form in forms), Decimal(0))


def _covers_more(listed: _Named, form: _Named) -> bool:
    """Whether a name ends in 等, which the form's own does not: it may stand for more than this form."""
    return bool(_SEVERAL.search(squeezed(listed.row.label))) and not _SEVERAL.search(squeezed(form.row.label))


def rise_beyond_budget(rows: Sequence[Evidence], texts: Mapping[str, Sequence[str]]) -> Iterable[Evidence]:
    """Yield rises that name a project with more than its form has in all, with that form.

    Rows with `?role` "form" are the forms, the others are stated changes with their paragraphs; `words` and
    `amount` are the reason, `meant` is what the form has.
    """
    for graph in dict.fromkeys(row.graph for row in rows):
        here = [row for row in rows if row.graph == graph]
        forms = _named(row for row in here if row.more.get("role") == "form")
        stated = [row for row in here if row.more.get("role") != "form"]
        yield from unplaced(stated)
        for change in changes_of(stated):
            for reason in own_reasons(change, texts) if change.direction == "increase" else ():
                name = _LEAD.sub("", _CHANGED.sub("", reason.name))
                meant = [form for form in forms if form.names[0] == plain_names(name)[0]]
                if len(meant) == 1 and _beyond(reason, meant[0].amount):
                    said = {"words": name, "amount": reason.printed, "meant": meant[0].row.printed}
                    case = f"{change.row.case} {reason.start}"
                    yield replace(change.row, case=case, part="1", more={**change.row.more, **said})
                    yield replace(meant[0].row, case=case, part="2")


def _beyond(amount: Stated, other: Stated) -> bool:
    return amount.yuan - other.yuan > amount.half + other.half
