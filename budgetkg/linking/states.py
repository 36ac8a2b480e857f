"""Proposals and decisions side by side: what each link is, and what became of it."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from budgetkg.errors import LinkUnknownError
from budgetkg.linking.decisions import OFF, applying
from budgetkg.linking.evidence import SIGNALS, Candidate
from budgetkg.linking.proposing import Proposals
from budgetkg.linking.sssom import MappingSet
from budgetkg.model.mapping import Mapping
from budgetkg.namespaces import ID, PREFIXES

__all__ = [
    "CLOSE",
    "EXACT",
    "STATES",
    "Link",
    "find_link",
    "link_id",
    "links_of",
    "proposed",
    "reasons",
]

EXACT = f"{PREFIXES['skos']}exactMatch"
CLOSE = f"{PREFIXES['skos']}closeMatch"

#: What becomes of a link, in Chinese and English.
STATES = {
    "proposed": ("待定", "open"),
    "applied": ("已采用", "taken up"),
    "accepted": ("已接受", "accepted"),
    "rejected": ("已否决", "rejected"),
    "imported": ("已导入", "imported"),
}

_ID_LENGTH = 8
#: SEMAPV terms by method: names that are equal, near, or one signal of several.
_JUSTIFICATIONS = {"same-name": "LexicalMatching", "function-words": "LexicalMatching"}


@dataclass(frozen=True, slots=True)
class Link:
    """One mapping that stands or would stand, its state, and the candidate behind it if there is one."""

    id: str
    kind: str
    mapping: Mapping
    state: str
    candidate: Candidate | None = None


def link_id(mapping: Mapping) -> str:
    """Return the number of a pair: it stays when the relation or the confidence changes.

    >>> link_id(Mapping("a", "p", "b")) == link_id(Mapping("b", "q", "a"))
    True
    """
    return hashlib.sha256("\n".join(sorted(mapping.pair)).encode()).hexdigest()[:_ID_LENGTH]


def reasons(candidate: Candidate, lang: str = "zh") -> list[str]:
    """Return the evidence in words, the heaviest first."""
    place, between = (0, "：") if lang == "zh" else (1, ": ")
    listed = sorted(candidate.evidence, key=lambda one: -abs(one.weight))
    return [f"{SIGNALS[one.signal][place]}{between}{one.value} ({one.weight:+g})" for one in listed]


def proposed(candidate: Candidate) -> Mapping:
    """Return the mapping that a candidate proposes: exact where it is sure that the two are one.

    Names that differ by a slip are never exact before somebody says so.
    """
    return Mapping(
        subject=candidate.subject,
        predicate=EXACT if candidate.sure else CLOSE,
        object=candidate.object,
        subject_label=candidate.subject_label,
        object_label=candidate.object_label,
        justification=_JUSTIFICATIONS.get(candidate.method, "CompositeMatching"),
        method=candidate.method,
        confidence=candidate.confidence,
        comment="；".join(reasons(candidate)),
    )


def links_of(proposals: Proposals, decisions: MappingSet) -> list[Link]:
    """Return all links: proposals, the surest first, then decisions about pairs that nothing proposes."""
    by_pair: dict[frozenset[str], list[Mapping]] = defaultdict(list)
    for mapping in decisions.mappings:
        by_pair[mapping.pair].append(mapping)
    threshold = applying(decisions)
    found: list[Link] = []
    seen: set[frozenset[str]] = set()
    for candidate in proposals.candidates:
        mapping = proposed(candidate)
        seen.add(mapping.pair)
        for decision in by_pair.get(mapping.pair, ()):
            kept = replace(decision, comment=decision.comment or mapping.comment)
            found.append(Link(link_id(mapping), candidate.kind, kept, _state_of(decision), candidate))
        if mapping.pair not in by_pair:
            enough = isinstance(threshold, Decimal) and candidate.confidence >= threshold
            taken = enough and not candidate.near_miss
            state = "applied" if taken else "proposed"
            found.append(Link(link_id(mapping), candidate.kind, mapping, state, candidate))
    for mapping in decisions.mappings:
        if mapping.pair not in seen:
            found.append(Link(link_id(mapping), kind_of(mapping), mapping, _state_of(mapping)))
    return found


def _state_of(decision: Mapping) -> str:
    if decision.negated:
        return "rejected"
    return "imported" if decision.source else "accepted"


def kind_of(mapping: Mapping) -> str:
    """Return the kind of a link by the things of ours that it links.

    >>> kind_of(Mapping("https://www.wikidata.org/entity/Q1", "p", "https://w3id.org/budgetkg/id/unit/1/2/a"))
    'unit'
    """
    words = {"legal": "notice", "law": "notice", "doc": "document"}
    for end in (mapping.subject, mapping.object):
        if end.startswith(ID):
            word = end.removeprefix(ID).partition("/")[0]
            return words.get(word, word)
    return "other"


def effective(links: Iterable[Link], decisions: MappingSet) -> list[Mapping]:
    """Return the mappings that stand: accepted, imported and taken up; none where links are switched off."""
    if applying(decisions) == OFF:
        return []
    return [link.mapping for link in links if link.state in ("accepted", "imported", "applied")]


def find_link(links: Iterable[Link], text: str) -> Link:
    """Return the link with this number, or with a number that begins so.

    Raises LinkUnknownError where there is none, or more than one.
    """
    wanted = text.strip().lower()
    found = [link for link in links if link.id.startswith(wanted)] if wanted else []
    ids = {link.id for link in found}
    if len(ids) == 1:
        return found[0]
    if not ids:
        raise LinkUnknownError(f"没有编号为“{text}”的候选", f"no link has the number {text!r}")
    listed = ", ".join(sorted(ids)[:10])
    raise LinkUnknownError(f"“{text}”可指 {listed}", f"{text!r} may be {listed}")
