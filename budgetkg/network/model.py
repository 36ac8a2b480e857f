"""A network in memory: nodes, links, and the forms whose money passes over each link.

Money is counted by form. A link names the forms whose money it carries, and a sum over links is a
sum over the different forms among them: a project that cites two notices is counted once. A form
without an amount is unknown money: it adds nothing and is counted beside the sum.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from budgetkg.entities.graph import Attribute, Edge, Field, Node, PropertyGraph

__all__ = ["LINK_FIELDS", "Link", "Money", "Network", "link_values", "money_of", "to_graph"]

#: What each link says beside its kind.
LINK_FIELDS = (
    Field("forms", "integer", "项目数", "projects"),
    Field("amount", "decimal", "金额", "amount", "元"),
    Field("without_amount", "integer", "金额不明的项目数", "projects without an amount"),
    Field("shared", "integer", "共有数", "things in common"),
)


@dataclass(frozen=True, slots=True)
class Link:
    """A relation of two nodes, in the direction in which the money goes where it carries any.

    `forms` are the forms (their IRIs) whose money passes; a legal basis passes none. `shared` counts
    what the two ends have in common in a projection.
    """

    source: str
    target: str
    kind: str
    forms: frozenset[str] = frozenset()
    shared: int | None = None


@dataclass(frozen=True, slots=True)
class Money:
    """A sum in yuan over different forms: None where no form states an amount."""

    amount: Decimal | None
    forms: int
    without_amount: int


@dataclass(frozen=True, slots=True)
class Network:
    """Nodes by IRI and links between them, both in a fixed order.

    `amounts` has every form, None for an amount that is not printed. `forms` are the forms whose
    money passes each node of the whole funding network; a choice of nodes and a projection keep them.
    `names` gives the nodes that an IRI outside of the network means: the forms of a lasting project.
    """

    nodes: Mapping[str, Node]
    links: tuple[Link, ...]
    amounts: Mapping[str, Decimal | None]
    forms: Mapping[str, frozenset[str]]
    node_fields: tuple[Field, ...] = ()
    directed: bool = True
    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def only(self, kinds: Collection[str]) -> "Network":
        """Return the nodes of these kinds and the links between them."""
        nodes = {iri: node for iri, node in self.nodes.items() if node.kind in kinds}
        links = tuple(link for link in self.links if link.source in nodes and link.target in nodes)
        return replace(self, nodes=nodes, links=links)

    def money(self, iri: str) -> Money:
        """Return the money that passes a node, each form counted once."""
        return money_of(self.forms[iri], self.amounts)


def money_of(forms: Iterable[str], amounts: Mapping[str, Decimal | None]) -> Money:
    """Return the money of different forms.

    >>> money_of(["a", "b", "a"], {"a": Decimal("1.5"), "b": None})
    Money(amount=Decimal('1.5'), forms=2, without_amount=1)
    """
    different = set(forms)
    known = [amount for form in different if (amount := amounts[form]) is not None]
    return Money(sum(known, Decimal(0)) if known else None, len(different), len(different) - len(known))


def to_graph(
    network: Network,
    fields: tuple[Field, ...] = (),
    values: Callable[[str], Mapping[str, Attribute]] | None = None,
) -> PropertyGraph:
    """Return a network as a property graph; `values` gives each node's measures, which `fields` declare."""

    def nodes() -> Iterable[Node]:
        for node in network.nodes.values():
            more = values(node.id) if values is not None else {}
            yield Node(node.id, node.kind, node.label, {**node.attributes, **more})

    def edges() -> Iterable[Edge]:
        for link in network.links:
            yield Edge(link.source, link.target, link.kind, link_values(link, network))

    return PropertyGraph((*network.node_fields, *fields), LINK_FIELDS, nodes, edges, network.directed)


def link_values(link: Link, network: Network) -> dict[str, Attribute]:
    """Return what a link says, by the names of LINK_FIELDS."""
    money = money_of(link.forms, network.amounts)
    return {
        "forms": money.forms,
        "amount": money.amount,
        "without_amount": money.without_amount,
        "shared": link.shared,
    }
