"""Networks made by hand for the tests."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from budgetkg.entities.graph import Node
from budgetkg.network import Link, Network

__all__ = ["network_of"]


def network_of(
    names: str,
    links: Iterable[str],
    *,
    amounts: Mapping[str, Decimal | None] | None = None,
    kinds: Mapping[str, str] | None = None,
) -> Network:
    """Return a network whose nodes are letters: `ab:pq` is a link from a to b with the money of p and q."""
    known = amounts or {}
    given = kinds or {}
    nodes = {name: Node(name, given.get(name, "project"), name.upper(), {}) for name in names}
    made = [
        Link(text[0], text[1], "issues" if given.get(text[0]) == "agency" else "funds", frozenset(text[3:]))
        for text in links
    ]
    forms = {name: {name} & known.keys() for name in names}
    for link in made:
        forms[link.source] |= link.forms
        forms[link.target] |= link.forms
    return Network(nodes, tuple(made), known, {name: frozenset(passing) for name, passing in forms.items()})
