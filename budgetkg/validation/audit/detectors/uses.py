"""What money is said to be spent on, beside the accounts that it is budgeted under.

Rows with `?role` "account" are the accounts, `?label` being the name; the others are texts, `?printed`.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from budgetkg.validation.audit.detectors.sentences import squeezed
from budgetkg.validation.audit.evidence import Evidence

__all__ = ["unpaid_uses"]

_DEFINES = re.compile("是指|指为|指各|,指")


def unpaid_uses(rows: Sequence[Evidence], texts: Mapping[str, Sequence[str]]) -> Iterable[Evidence]:
    """Yield texts that name uses without an account; `words` are these. Without accounts: "missing".

    Each `use` is a word and, behind a colon, the beginnings of account names any of which pays for it.
    """
    accounts: dict[str, list[str]] = {}
    for row in rows:
        if row.more.get("role") == "account":
            accounts.setdefault(row.graph, []).append(squeezed(row.label))
    uses = [(word, names.split(",")) for word, _, names in (use.partition(":") for use in texts["use"])]
    for row in rows:
        if row.more.get("role") == "account":
            continue
        known, text = accounts.get(row.graph), _said(row.printed)
        if not known:
            yield replace(row, verdict="missing")
            continue
        unpaid = [
            word
            for word, names in uses
            if word in text and not any(account.startswith(name) for account in known for name in names)
        ]
        if unpaid:
            yield replace(row, more={**row.more, "words": "、".join(sorted(unpaid, key=text.find))})


def _said(text: str) -> str:
    """Return a text without its definitions: what such money may be spent on in general is no use of it."""
    return "。".join(part for part in squeezed(text).split("。") if not _DEFINES.search(part))
