"""The kinds of things that leave the graph as rows or nodes, and their columns, as data.

One declaration (`kinds.toml`) serves tables, node lists and their descriptions: a kind is a
class of the ontology, a column one of its properties. A column that points to another kind is
a key in a table and an edge in a network.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

__all__ = ["Column", "ColumnType", "Kind", "load_kinds"]

#: `reference` points to one entity, `references` to any number (in tables: joined by a space).
ColumnType = Literal["text", "integer", "decimal", "boolean", "date", "reference", "references"]


@dataclass(frozen=True, slots=True)
class Column:
    """One property of a kind.

    `path` is the property, or a path of properties separated by `/`, as prefixed names. A
    `reference` names the kind or kinds it may point to; a code-list concept is a text column
    with the Chinese label of the concept.
    """

    name: str
    path: str
    type: ColumnType
    zh: str
    en: str
    unit: str | None = None  # 元, percent, …
    to: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of entity: `shared` ones (accounts, notices, …) may stand in several documents' graphs."""

    name: str
    cls: str
    zh: str
    en: str
    label: str  # the column that names an entity to people
    shared: bool
    columns: tuple[Column, ...]

    @property
    def references(self) -> tuple[Column, ...]:
        """The columns that point to other entities."""
        return tuple(column for column in self.columns if column.type in ("reference", "references"))


@cache
def load_kinds() -> Mapping[str, Kind]:
    """Return all kinds by name, in the order in which they are written."""
    import tomllib
    from importlib.resources import files

    text = files("budgetkg.entities").joinpath("kinds.toml").read_text(encoding="utf-8")
    return {name: _kind(name, entry) for name, entry in tomllib.loads(text).items()}


def _kind(name: str, entry: Mapping[str, object]) -> Kind:
    raise NotImplementedError(name, entry)
