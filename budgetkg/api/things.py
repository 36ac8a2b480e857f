"""Walk through the graph: a thing, what is printed of it, and what it points to."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from budgetkg.entities import Entity, Value, label_of, load_kinds
from budgetkg.errors import UsageError

if TYPE_CHECKING:
    from budgetkg.api.graph import BudgetGraph
    from budgetkg.explain import Explanation

__all__ = ["Thing"]


class Thing:
    """One entity of the graph: a project, a notice, a unit, an amount …

    `thing["amount"]` is a value by the name of its column (`thing.columns` lists them); money is
    an exact Decimal in 元. A column that points to other things gives their IRIs; `follow` gives
    the things themselves.
    """

    def __init__(self, graph: "BudgetGraph", entity: Entity) -> None:
        self._graph = graph
        self._entity = entity
        self._kind = load_kinds()[entity.kind]

    @property
    def iri(self) -> str:
        """The IRI of the thing."""
        return self._entity.iri

    @property
    def kind(self) -> str:
        """The name of its kind: project, notice, unit …"""
        return self._kind.name

    @property
    def label(self) -> str:
        """What it is called: its name, title or number."""
        return label_of(self._kind, self._entity)

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of its values."""
        return tuple(column.name for column in self._kind.columns)

    @property
    def values(self) -> Mapping[str, Value]:
        """All its values by column; what is not printed is None."""
        return dict(zip(self.columns, self._entity.values, strict=True))

    def __getitem__(self, name: str) -> Value:
        values = self.values
        if name not in values:
            listed = ", ".join(values)
            raise UsageError(
                f"{self._kind.zh}没有“{name}”；有 {listed}", f"a {self.kind} has no {name!r}; it has {listed}"
            )
        return values[name]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Thing) and self._entity == other._entity

    def __hash__(self) -> int:
        return hash(self.iri)

    def __repr__(self) -> str:
        return f"<{self.kind} {self.label}>"

    def follow(self, name: str) -> list["Thing"]:
        """Return the things that a column points to. Raises UsageError where it points to none."""
        column = next((one for one in self._kind.references if one.name == name), None)
        if column is None:
            listed = ", ".join(one.name for one in self._kind.references)
            raise UsageError(
                f"{self._kind.zh}的“{name}”不指向别处；可用 {listed}",
                f"{name!r} of a {self.kind} points nowhere; there are {listed}",
            )
        value = self[name]
        targets = value if isinstance(value, tuple) else (value,)
        return [self._graph.thing(iri) for iri in targets if isinstance(iri, str)]

    def referring(self, kind: str) -> Iterator["Thing"]:
        """Yield the things of a kind that point to this one: the projects of a notice, say."""
        yield from self._graph.things(kind, pointing_to=self.iri)

    def explain(self) -> "Explanation":
        """Return where it is printed, what its numbers are, and what they add up to."""
        from budgetkg.explain import explain

        return explain(self._graph.source, self.iri)
