"""Project codes whose check character does not fit, where the document's codes follow the rule at all.

`?printed` is the code. The rule was found by measuring (see `check_character_fits`): a code that does
not fit may hold a misread sign. Where fewer than `share` of a document's codes fit, its codes follow
another rule, and nothing is said.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from budgetkg.validation.audit.evidence import Evidence
from budgetkg.values.projectcode import check_character_fits

__all__ = ["misfitting_codes"]


def misfitting_codes(rows: Sequence[Evidence], texts: Mapping[str, Sequence[str]]) -> Iterable[Evidence]:
    """Yield the codes that do not fit. A document without the rule gives its codes as "missing"."""
    share = Decimal(texts["share"][0])
    documents: dict[str, list[tuple[Evidence, bool | None]]] = {}
    for row in rows:
        documents.setdefault(row.graph, []).append((row, check_character_fits(row.printed)))
    for checked in documents.values():
        fitting = sum(fits is True for _, fits in checked)
        if fitting < share * len(checked):
            yield from (replace(row, verdict="not-applicable") for row, _ in checked)
        else:
            yield from (row for row, fits in checked if fits is False)
            yield from (replace(row, verdict="missing") for row, fits in checked if fits is None)
