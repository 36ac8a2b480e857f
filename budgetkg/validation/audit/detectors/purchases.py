"""Purchases that a text describes, beside the names of the projects that a list of purchases has.

Rows with `?known` "yes" are the listed projects. A text speaks of procurement where it has one of the
`plain` words, or a word for an `act` of buying and one for a `thing`; what is `done` is no plan.
"""

from collections.abc import Iterable, Mapping, Sequence

from budgetkg.validation.audit.detectors.names import unknown_names
from budgetkg.validation.audit.evidence import Evidence

__all__ = ["unlisted_purchases"]


def unlisted_purchases(rows: Sequence[Evidence], texts: Mapping[str, Sequence[str]]) -> Iterable[Evidence]:
    """Yield the texts that speak of procurement and whose project, `?label`, the list does not have."""
    kept = [row for row in rows if row.more.get("known") == "yes" or _speaks_of_buying(row.printed, texts)]
    return unknown_names(kept, texts)


def _speaks_of_buying(text: str, words: Mapping[str, Sequence[str]]) -> bool:
    def has(kind: str) -> bool:
        return any(word in text for word in words[kind])

    return not has("done") and (has("plain") or (has("act") and has("thing")))
