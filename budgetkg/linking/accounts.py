"""Which accounts moved: in the documents of one department a name leaves one code and enters another."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from budgetkg.linking.evidence import Candidate, Evidence, prior
from budgetkg.linking.names import folded
from budgetkg.linking.things import Account, Document

__all__ = ["moved_accounts"]


def moved_accounts(accounts: Iterable[Account]) -> list[Candidate]:
    """Return pairs of codes of one list and length under one name, the newer never beside the older."""
    named: dict[tuple[str, int, str], list[Account]] = defaultdict(list)
    for account in accounts:
        for name in account.names:
            named[account.kind, len(account.code), folded(name)].append(account)
    pairs: dict[tuple[str, str], Candidate] = {}
    for (_, _, name), listed in sorted(named.items()):
        # A name that many codes bear, such as 行政运行, says nothing.
        if len(listed) == 2 and name:
            for candidate in _moved(listed[0], listed[1], len(listed)):
                pairs.setdefault((candidate.subject, candidate.object), candidate)
    return [pairs[key] for key in sorted(pairs)]


def _moved(one: Account, other: Account, others: int) -> Iterator[Candidate]:
    for newer, older in ((one, other), (other, one)):
        then, now = _years(older.documents), _years(newer.documents)
        shared = then.keys() & now.keys()
        if not shared or any(max(then[department]) >= min(now[department]) for department in shared):
            continue
        name = next(name for name in newer.names if folded(name) in {folded(n) for n in older.names})
        yield Candidate(
            kind="account",
            subject=newer.iri,
            subject_label=f"{newer.code} {newer.names[0]}",
            object=older.iri,
            object_label=f"{older.code} {older.names[0]}",
            method="same-name",
            evidence=(
                prior(others * 2),
                Evidence("same-name", name, 1.0),
                Evidence("code", f"{older.code} → {newer.code}", 0.0),
                Evidence("units", str(len(shared)), min(float(len(shared)), 3.0)),
            ),
            identity=False,
            documents=frozenset(document.iri for document in (*newer.documents, *older.documents)),
        )


def _years(documents: Iterable[Document]) -> dict[str, set[int]]:
    found: dict[str, set[int]] = defaultdict(set)
    for document in documents:
        if document.year is not None:
            found[document.department].add(document.year)
    return found
