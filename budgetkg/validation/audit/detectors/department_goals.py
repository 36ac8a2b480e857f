"""What the goals of a department say: bounds that are stated twice, and money that a form has otherwise.

Each row is one goal, `?printed` its text; `?label` says which goal it is.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from rapidfuzz import fuzz

from budgetkg.validation.audit.detectors.listed import plain_names
from budgetkg.validation.audit.detectors.sentences import amounts_in, squeezed
from budgetkg.validation.audit.evidence import Evidence

__all__ = ["doubled_bounds", "goal_amounts"]

_NO_WORD = re.compile(r"\W+")
_BOUND = "(?:至少|不少于|不低于|超过|高于|大于|≥|>)"
_DOUBLED = re.compile(rf"{_BOUND}[^,;。、\d]{{0,8}}\d+(?:\.\d+)?[^,;。、\d]{{0,3}}以上")
_SHORTEST = 8
_ALIKE = 80.0


def doubled_bounds(rows: Sequence[Evidence], texts: Mapping[str, Sequence[str]]) -> Iterable[Evidence]:
    """Yield goals that state a bound twice ("at least 5 or more"); `words` say it."""
    for row in rows:
        found = _DOUBLED.findall(squeezed(row.printed))
        if found:
            yield replace(row, more={**row.more, "words": "、".join(dict.fromkeys(found))})


def goal_amounts(rows: Sequence[Evidence], texts: Mapping[str, Sequence[str]]) -> Iterable[Evidence]:
    """Yield goals that give a sum for what a form is named after, and the form has another sum.

    Rows with `?role` "form" are the forms. `amount` and `meant` are the two sums; only a sum that the goal
    calls money to be spent (`money`) is one, and no form may have it.
    """
    forms = [row for row in rows if row.more.get("role") == "form"]
    for row in rows:
        if row.more.get("role") == "form":
            continue
        for stated in amounts_in(squeezed(row.printed)):
            name = re.split("[。;]", stated.name)[-1]
            if not any(word in name for word in texts["money"]):
                continue
            held = [(form, amounts_in(squeezed(form.printed))) for form in forms if form.graph == row.graph]
            sums = [(form, found[0]) for form, found in held if found]
            if any(abs(stated.yuan - own.yuan) <= stated.half + own.half for _, own in sums):
                continue
            meant = [(form, own) for form, own in sums if _alike(name, form.label)]
            if len(meant) == 1:
                form, own = meant[0]
                more = {**row.more, "amount": stated.printed, "meant": own.printed, "form": form.label}
                yield replace(row, part="1", more=more)
                yield replace(form, case=row.case, part="2")


def _alike(words: str, name: str) -> bool:
    said, form = _NO_WORD.sub("", words), plain_names(name)[-1]
    return len(form) >= _SHORTEST and fuzz.partial_ratio(form, said) >= _ALIKE
