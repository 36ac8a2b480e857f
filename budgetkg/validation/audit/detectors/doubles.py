"""Projects that may have been entered twice: the same money under one name, or for one purchase.

Equal amounts alone say nothing: two cars cost the same. Two forms whose names cite different notices are
two projects, whatever else they share.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations

from rapidfuzz import fuzz

from budgetkg.validation.audit.detectors.wording import folded
from budgetkg.validation.audit.evidence import Evidence
from budgetkg.values.text import compact

__all__ = ["same_names", "same_purchases"]

#: Names of which so much is equal are those of sisters.
_SISTERS = 60.0
#: A name that another one contains has to say something of its own.
_LEAST_NAME = 6


@dataclass(slots=True)
class _Form:
    row: Evidence
    items: dict[str, set[str]] = field(default_factory=dict)

    def may_be(self, other: "_Form") -> bool:
        """Whether two forms may be one project: equal money, and no two notices."""
        notices = {form.row.more.get("notice") for form in (self, other)} - {None}
        return self.row.more["total"] == other.row.more["total"] and len(notices) < 2


def same_names(rows: Sequence[Evidence], texts: Mapping[str, Sequence[str]]) -> Iterable[Evidence]:
    """Yield pairs of forms with the same `?total` whose names are one but for the words `generic`."""
    generic = sorted(texts["generic"], key=len, reverse=True)
    names = {(row.graph, row.operand): _bare(row.label, generic) for row in rows}

    def alike(one: _Form, other: _Form) -> bool:
        short, long = sorted((names[form.row.graph, form.row.operand] for form in (one, other)), key=len)
        return short == long or (len(short) >= _LEAST_NAME and short in long)

    for one, other in _pairs(rows):
        if alike(one, other):
            yield from _case(one, other)


def same_purchases(rows: Sequence[Evidence], texts: Mapping[str, Sequence[str]]) -> Iterable[Evidence]:
    """Yield pairs of forms with the same `?total` that share all that they buy and what it costs.

    Each row is one indicator of a form; `?kind` says what it measures and `?item` what it says. Two names
    that are nearly the same tell sisters apart: a car for the one office, and a car for the other.
    """
    kinds = texts["kinds"]
    for one, other in _pairs(rows):
        sisters = fuzz.ratio(folded(one.row.label), folded(other.row.label)) >= _SISTERS
        if not sisters and all(
            one.items.get(kind) and one.items.get(kind) == other.items.get(kind) for kind in kinds
        ):
            yield from _case(one, other)


def _pairs(rows: Sequence[Evidence]) -> Iterator[tuple[_Form, _Form]]:
    documents: dict[str, dict[str, _Form]] = {}
    for row in rows:
        form = documents.setdefault(row.graph, {}).setdefault(row.operand, _Form(row))
        if "kind" in row.more:
            form.items.setdefault(row.more["kind"], set()).add(compact(row.more["item"]))
    for forms in documents.values():
        ordered = [forms[iri] for iri in sorted(forms)]
        yield from (pair for pair in combinations(ordered, 2) if pair[0].may_be(pair[1]))


def _case(one: _Form, other: _Form) -> Iterator[Evidence]:
    case = f"{one.row.operand} {other.row.operand}"
    return (replace(form.row, case=case, part=str(part)) for part, form in enumerate((one, other), 1))


def _bare(name: str, generic: Sequence[str]) -> str:
    """Return a name without marks and without the words that many names end with."""
    bare = "".join(sign for sign in folded(name) if sign.isalnum())
    while ending := next((word for word in generic if bare.endswith(word) and bare != word), None):
        bare = bare.removesuffix(ending)
    return bare
