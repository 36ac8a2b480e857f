"""What the commands do to links: accept, reject, take up, withdraw. File and graph change together."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from budgetkg.linking.decisions import OFF, decided, read_decisions, save_decisions, with_applying
from budgetkg.linking.proposing import Proposals, propose
from budgetkg.linking.refreshing import Refreshed, refresh_with
from budgetkg.linking.sssom import MappingSet
from budgetkg.linking.states import CLOSE, EXACT, Link, find_link, links_of
from budgetkg.model.mapping import Mapping
from budgetkg.store import Store

__all__ = ["Desk", "desk"]

_BY_HAND = "ManualMappingCuration"


@dataclass(frozen=True, slots=True)
class Desk:
    """A store, its decisions file, and the links that the two make."""

    store: Store
    path: Path
    decisions: MappingSet
    proposals: Proposals

    @property
    def links(self) -> list[Link]:
        return links_of(self.proposals, self.decisions)

    def judged(
        self, accepted: Sequence[str], rejected: Sequence[str], relation: str | None = None, author: str = ""
    ) -> "Desk":
        """Return the desk with links accepted and rejected by their numbers.

        `relation` is the IRI of another relation than the one proposed. Raises LinkUnknownError.
        """
        links = self.links
        new = [_accepted(find_link(links, text), relation, author) for text in accepted]
        new += [_rejected(find_link(links, text), author) for text in rejected]
        return replace(self, decisions=decided(self.decisions, new))

    def with_mappings(self, mappings: Iterable[Mapping]) -> "Desk":
        """Return the desk with mappings from elsewhere among its decisions; what was decided here stays."""
        own = {mapping.pair for mapping in self.decisions.mappings if not mapping.source}
        new = [mapping for mapping in mappings if mapping.pair not in own]
        return replace(self, decisions=decided(self.decisions, new))

    def applied(self, threshold: Decimal) -> "Desk":
        """Return the desk with proposals taken up from a confidence on."""
        return replace(self, decisions=with_applying(self.decisions, threshold))

    def withdrawn(self) -> "Desk":
        """Return the desk without links; its decisions stay."""
        return replace(self, decisions=with_applying(self.decisions, OFF))

    def save(self) -> Refreshed:
        """Write the links graph, then the file. Raises StoreError or LinkFileError."""
        done = refresh_with(self.store, self.decisions, self.proposals)
        save_decisions(self.path, self.decisions)
        return done


def desk(store: Store, path: Path) -> Desk:
    """Return all that stands in a store and its decisions file about links. Raises LinkFileError."""
    return Desk(store, path, read_decisions(path), propose(store))


def _accepted(link: Link, relation: str | None, author: str) -> Mapping:
    """Return the decision that a link holds: whoever accepts that two are one makes the link exact."""
    certain = link.candidate is not None and link.candidate.identity
    proposed = EXACT if certain else CLOSE if link.candidate is not None else link.mapping.predicate
    predicate = relation or proposed
    return replace(
        link.mapping, predicate=predicate, justification=_BY_HAND, negated=False, author=author, source=""
    )


def _rejected(link: Link, author: str) -> Mapping:
    return replace(link.mapping, justification=_BY_HAND, negated=True, author=author, source="")
