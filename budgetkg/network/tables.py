"""Networks as rows, in the form that every result format of the project writes."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from budgetkg.entities.graph import Attribute
from budgetkg.namespaces import PREFIXES
from budgetkg.network.measures import Measured
from budgetkg.network.model import LINK_FIELDS, Network, link_values, money_of
from budgetkg.network.paths import Step
from budgetkg.results import Solutions, Term

__all__ = ["UNITS", "community_table", "link_table", "node_table", "path_table"]

#: Units of columns by name.
UNITS: Mapping[str, str] = {"amount": "元"}

_XSD = PREFIXES["xsd"]
_LISTED = 3


def node_table(network: Network, measured: Measured) -> Solutions:
    """Return a row for each node with its measures: kinds in their order, most money first."""
    names = tuple(field.name for field in measured.fields)
    rows = [(node.kind, node.label, measured.of(node.id), node.id) for node in network.nodes.values()]
    places = {kind: place for place, kind in enumerate(dict.fromkeys(row[0] for row in rows))}
    rows.sort(key=lambda row: (places[row[0]], _largest_first(row[2].get("amount")), row[3]))
    return Solutions(
        ("kind", "label", *names, "node"),
        tuple(
            (_term(kind), _term(label), *(_term(values[name]) for name in names), _iri(iri))
            for kind, label, values, iri in rows
        ),
    )


def link_table(network: Network) -> Solutions:
    """Return a row for each link with the names of its ends."""
    names = tuple(field.name for field in LINK_FIELDS if not (network.directed and field.name == "shared"))
    rows = []
    for link in network.links:
        values = link_values(link, network)
        rows.append(
            (
                _term(network.nodes[link.source].label),
                _term(link.kind),
                _term(network.nodes[link.target].label),
                *(_term(values[name]) for name in names),
                _iri(link.source),
                _iri(link.target),
            )
        )
    return Solutions(("source_label", "kind", "target_label", *names, "source", "target"), tuple(rows))


def path_table(network: Network, steps: Iterable[Step]) -> Solutions:
    """Return a row for each step: the links that lead to it, their direction, and the money on them.

    `→` goes with the direction of the link, `←` against it.
    """
    rows = []
    for number, step in enumerate(steps):
        node = network.nodes[step.node]
        forms = {form for link in step.links for form in link.forms}
        money = money_of(forms, network.amounts)
        arrows = dict.fromkeys("→" if link.target == step.node else "←" for link in step.links)
        rows.append(
            (
                _term(number),
                _term("".join(arrows) if network.directed else ""),
                _term(", ".join(link.kind for link in step.links)),
                _term(node.kind),
                _term(node.label),
                _term(money.amount),
                _term(money.without_amount if step.links else None),
                _iri(step.node),
            )
        )
    names = ("step", "direction", "link", "kind", "label", "amount", "without_amount", "node")
    return Solutions(names, tuple(rows))


def community_table(network: Network, groups: Sequence[Sequence[str]]) -> Solutions:
    """Return a row for each community: its size, its money (each form once), and its largest members."""
    rows = []
    for number, group in enumerate(groups, 1):
        inside = set(group)
        money = money_of(inside & network.amounts.keys(), network.amounts)
        degrees = dict.fromkeys(group, 0)
        for link in network.links:
            if link.source in inside and link.target in inside:
                degrees[link.source] += 1
                degrees[link.target] += 1
        largest = sorted(group, key=lambda iri: (-degrees[iri], iri))[:_LISTED]
        rows.append(
            (
                _term(number),
                _term(len(group)),
                _term(money.forms),
                _term(money.amount),
                _term(money.without_amount),
                _term("; ".join(network.nodes[iri].label for iri in largest)),
            )
        )
    names = ("community", "nodes", "forms", "amount", "without_amount", "largest")
    return Solutions(names, tuple(rows))


def _largest_first(value: Attribute) -> tuple[bool, Decimal]:
    return (False, -value) if isinstance(value, Decimal) else (True, Decimal(0))


def _iri(iri: str) -> Term:
    return Term("iri", iri)


def _term(value: Attribute) -> Term | None:
    """Return a value as a literal of its type."""
    if value is None:
        return None
    if isinstance(value, bool):
        return Term("literal", str(value).lower(), f"{_XSD}boolean")
    if isinstance(value, int):
        return Term("literal", str(value), f"{_XSD}integer")
    if isinstance(value, Decimal):
        return Term("literal", format(value, "f"), f"{_XSD}decimal")
    if isinstance(value, date):
        return Term("literal", value.isoformat(), f"{_XSD}date")
    return Term("literal", value, f"{_XSD}string")
