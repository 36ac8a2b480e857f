"""The kinds of things that leave the graph as rows or nodes, and their columns, as data.

One declaration (`kinds.toml`) serves tables, node lists and their descriptions: a kind is a
class of the ontology, a column one of its properties. A column that points to another kind is
a key in a table and an edge in a network.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from budgetkg.errors import UsageError
from budgetkg.namespaces import PREFIXES

__all__ = ["Column", "ColumnType", "Kind", "Step", "choose_kinds", "left_out", "load_kinds"]

#: `reference` points to one entity, `references` to any number (in tables: joined by a space).
ColumnType = Literal["text", "integer", "decimal", "boolean", "date", "reference", "references"]


@dataclass(frozen=True, slots=True)
class Step:
    """One property of a path: its IRI, and whether it is walked from object to subject."""

    iri: str
    inverse: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """One property of a kind.

    `path` is the property, or a path of properties separated by `/`, as prefixed names; `^` goes
    from object to subject. A `reference` names the kinds it may point to; one that names none is
    an IRI that is no row of any kind. `codes` is the scheme of a code list: the column holds the
    Chinese label of the concept. `graph` "codes" is what the code lists say of the entity itself.
    `first`: where documents differ on a shared thing, the first document's value stands here.
    """

    name: str
    path: str
    type: ColumnType
    zh: str
    en: str
    unit: str | None = None  # 元, %, …
    to: tuple[str, ...] = ()
    codes: str | None = None
    graph: Literal["document", "codes"] = "document"
    lang: str | None = None
    first: bool = False

    @property
    def steps(self) -> tuple[Step, ...]:
        """The path as properties.

        >>> Column("lines", "^bkg:goal/bkg:heading", "text", "", "").steps[0].inverse
        True
        """
        return tuple(Step(full(part.lstrip("^")), part.startswith("^")) for part in self.path.split("/"))

    @property
    def plain(self) -> bool:
        """Whether the value stands beside the entity itself, in the document's graph."""
        return self.graph == "document" and not {"/", "^"} & set(self.path)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of entity: `shared` ones (accounts, notices, …) may stand in several documents' graphs.

    A member has the class `cls` or one of `also`, and the property `having`; it has the class
    `without` in no chosen graph. `labels` are the columns that name it to people, the first that is
    there. All names are prefixed.
    """

    name: str
    cls: str
    zh: str
    en: str
    labels: tuple[str, ...]
    columns: tuple[Column, ...]
    shared: bool = False
    also: tuple[str, ...] = ()
    having: str | None = None
    without: str | None = None

    @property
    def label(self) -> str:
        """The column that names an entity to people, if it is there."""
        return self.labels[0]

    @property
    def references(self) -> tuple[Column, ...]:
        """The columns that point to other entities."""
        return tuple(column for column in self.columns if column.type in ("reference", "references"))

    def column(self, name: str) -> Column:
        """Return a column by name. Raises KeyError."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)


def full(name: str) -> str:
    """Return the IRI of a prefixed name. Raises KeyError for an unknown prefix.

    >>> full("bkg:amount")
    'https://w3id.org/budgetkg/def#amount'
    """
    prefix, _, local = name.partition(":")
    return PREFIXES[prefix] + local


@cache
def load_kinds() -> Mapping[str, Kind]:
    """Return all kinds by name, in the order in which they are written."""
    content = _content()
    printed = [_column(entry) for entry in content["printed"]]
    return {name: _kind(name, entry, printed) for name, entry in content["kinds"].items()}


def left_out() -> Mapping[str, str]:
    """Return the properties of the vocabulary that no column has, each with the reason."""
    reasons: Mapping[str, str] = _content()["left_out"]
    return reasons


def choose_kinds(names: Iterable[str] | None = None) -> tuple[Kind, ...]:
    """Return the kinds of these names in the usual order; None means all.

    Raises UsageError for an unknown name.
    """
    known = load_kinds()
    wanted = set(known if names is None else names)
    for name in sorted(wanted - set(known)):
        listed = ", ".join(known)
        raise UsageError(f"未知的种类“{name}”；可用 {listed}", f"unknown kind {name!r}; there are {listed}")
    return tuple(kind for name, kind in known.items() if name in wanted)


@cache
def _content() -> Mapping[str, Any]:
    import tomllib
    from importlib.resources import files

    text = files("budgetkg.entities").joinpath("kinds.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def _kind(name: str, entry: Mapping[str, Any], printed: Sequence[Column]) -> Kind:
    also_printed = entry.get("printed", False)
    columns = [_column(column) for column in entry["columns"]]
    columns += [column for column in printed if also_printed is True or column.name in (also_printed or ())]
    return Kind(
        name=name,
        cls=entry["class"],
        zh=entry["zh"],
        en=entry["en"],
        labels=tuple(entry["label"]),
        columns=tuple(columns),
        shared=entry.get("shared", False),
        also=tuple(entry.get("also", ())),
        having=entry.get("having"),
        without=entry.get("without"),
    )


def _column(entry: Mapping[str, Any]) -> Column:
    return Column(**{"type": "text", **entry, "to": tuple(entry.get("to", ()))})
