"""Build the funding network from the entities of the chosen documents.

Its links follow the money:

- `issues`         agency → notice, or agency → another document that is a legal basis
- `funds`          notice → project, where the name of the form cites the notice
- `programme`      programme → project, where the project's code is of the type of central transfers
- `basis`          legal document or notice → project, where an indicator rests on it; passes no money
- `budgeted`       project → department, in whose document the form stands
- `of_department`  unit → department

and, where the graph says which unit carries out a project or which account it belongs to, a link
from the project with the name of that column. A project is a form: one project in one document.
Units, accounts and legal documents stand in the network where a project is linked to them.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from budgetkg.entities.graph import Field, Node, node_fields, node_of
from budgetkg.entities.kinds import Kind, load_kinds
from budgetkg.entities.rows import Entity, Value, entities
from budgetkg.network.model import Link, Network
from budgetkg.results import Answering

__all__ = ["KINDS", "TRANSFER", "funding_network"]

#: The kinds of nodes, from where money comes to where it goes.
KINDS = ("agency", "legal", "notice", "programme", "project", "unit", "account", "department")

#: The type in a project code that says: a transfer of the central government.
TRANSFER = "Z"

_READ = ("agency", "department", "document", "notice", "legal", "project", "project-code", "unit", "account")
#: Attributes of nodes that measures bring under the same name.
_OWN_MONEY = "total_amount"


def funding_network(store: Answering, graphs: Sequence[str]) -> Network:
    """Return the funding network of these documents' graphs. Raises as `entities` does."""
    return _Reader(store, graphs).network()


class _Reader:
    """Reads each kind once and relates what it read."""

    def __init__(self, store: Answering, graphs: Sequence[str]) -> None:
        self._store, self._graphs, self._kinds = store, graphs, load_kinds()
        self._rows = {name: list(self._entities(name)) for name in _READ}
        self._forms = {row.iri: self._values("project", row) for row in self._rows["project"]}

    def network(self) -> Network:
        amounts = {iri: _decimal(values[_OWN_MONEY]) for iri, values in self._forms.items()}
        nodes = {node.id: node for node in self._nodes()}
        links = [link for link in self._links() if link.source in nodes and link.target in nodes]
        kept = _reached(nodes, links)
        ordered = {iri: nodes[iri] for iri in sorted(kept, key=lambda iri: _order(nodes[iri]))}
        links = [link for link in links if link.source in kept and link.target in kept]
        links.sort(key=lambda link: (link.source, link.target, link.kind))
        return Network(
            nodes=ordered,
            links=tuple(links),
            amounts=amounts,
            forms=_passing(ordered, links, amounts),
            node_fields=self._fields(),
            names=self._names(),
        )

    def _entities(self, name: str) -> Iterator[Entity]:
        return entities(self._store, self._kinds[name], self._graphs)

    def _values(self, name: str, row: Entity) -> dict[str, Value]:
        columns = (column.name for column in self._kinds[name].columns)
        return dict(zip(columns, row.values, strict=True))

    def _nodes(self) -> Iterator[Node]:
        for name in ("agency", "legal", "notice", "project", "unit", "account", "department"):
            kind = self._kinds[name]
            yield from (node_of(kind, row) for row in self._rows[name])
        for row in self._transfers():
            node = node_of(self._kinds["project-code"], row)
            yield Node(node.id, "programme", node.label, node.attributes)

    def _fields(self) -> tuple[Field, ...]:
        kinds: list[Kind] = [self._kinds[name] for name in _READ if name != "document"]
        return node_fields(kinds)

    def _transfers(self) -> list[Entity]:
        return [
            row
            for row in self._rows["project-code"]
            if self._values("project-code", row)["code_type"] == TRANSFER
        ]

    def _names(self) -> dict[str, tuple[str, ...]]:
        """Return the forms of each lasting project."""
        found: dict[str, list[str]] = {}
        for iri, values in self._forms.items():
            for project in _iris(values["project"]):
                found.setdefault(project, []).append(iri)
        return {project: tuple(sorted(forms)) for project, forms in found.items()}

    def _links(self) -> Iterator[Link]:
        yield from self._funds()
        yield from self._issues()
        yield from self._programmes()
        yield from self._bases()
        yield from self._departments()
        yield from self._carried_out()

    def _funds(self) -> Iterator[Link]:
        for form, values in self._forms.items():
            for notice in _iris(values["derives_from"]):
                yield Link(notice, form, "funds", frozenset({form}))

    def _issues(self) -> Iterator[Link]:
        forms: dict[str, set[str]] = {}
        for link in self._funds():
            forms.setdefault(link.source, set()).update(link.forms)
        for name in ("notice", "legal"):
            for row in self._rows[name]:
                for agency in _iris(self._values(name, row)["issuer"]):
                    yield Link(agency, row.iri, "issues", frozenset(forms.get(row.iri, ())))

    def _programmes(self) -> Iterator[Link]:
        transfers = {row.iri for row in self._transfers()}
        for form, values in self._forms.items():
            for project in _iris(values["project"]):
                if project in transfers:
                    yield Link(project, form, "programme", frozenset({form}))

    def _bases(self) -> Iterator[Link]:
        found: set[tuple[str, str]] = set()
        for row in self._entities("indicator"):
            values = self._values("indicator", row)
            pairs = (
                (legal, form) for legal in _iris(values["legal_basis"]) for form in _iris(values["project"])
            )
            found.update(pairs)
        for legal, form in sorted(found):
            yield Link(legal, form, "basis")

    def _departments(self) -> Iterator[Link]:
        departments = {
            row.iri: _iris(self._values("document", row)["department"]) for row in self._rows["document"]
        }
        for form, values in self._forms.items():
            for document in _iris(values["document"]):
                for department in departments.get(document, ()):
                    yield Link(form, department, "budgeted", frozenset({form}))

    def _carried_out(self) -> Iterator[Link]:
        """Yield the links from projects to units and accounts, and those of these units to departments."""
        forms: dict[str, set[str]] = {}
        for column in self._kinds["project"].references:
            if {"unit", "account"} & set(column.to):
                for form, values in self._forms.items():
                    for target in _iris(values[column.name]):
                        forms.setdefault(target, set()).add(form)
                        yield Link(form, target, column.name, frozenset({form}))
        for row in self._rows["unit"]:
            for department in _iris(self._values("unit", row)["department"]):
                yield Link(row.iri, department, "of_department", frozenset(forms.get(row.iri, ())))


def _reached(nodes: Mapping[str, Node], links: Sequence[Link]) -> set[str]:
    """Return the nodes that stay: projects, their neighbours, and who issued the documents among these."""
    kept = {iri for iri, node in nodes.items() if node.kind == "project"}
    forms = frozenset(kept)
    for link in links:
        if link.source in forms or link.target in forms:
            kept |= {link.source, link.target}
    issuers = {link.source for link in links if link.kind == "issues" and link.target in kept}
    return kept | issuers


def _passing(
    nodes: Iterable[str], links: Iterable[Link], amounts: Mapping[str, Decimal | None]
) -> dict[str, frozenset[str]]:
    """Return the forms whose money passes each node: those of its links, and itself if it is a form."""
    forms = {iri: {iri} & amounts.keys() for iri in nodes}
    for link in links:
        forms[link.source] |= link.forms
        forms[link.target] |= link.forms
    return {iri: frozenset(passing) for iri, passing in forms.items()}


def _order(node: Node) -> tuple[int, str]:
    return KINDS.index(node.kind), node.id


def _decimal(value: Value) -> Decimal | None:
    return value if isinstance(value, Decimal) else None


def _iris(value: Value) -> tuple[str, ...]:
    if isinstance(value, tuple):
        return value
    return (value,) if isinstance(value, str) else ()
