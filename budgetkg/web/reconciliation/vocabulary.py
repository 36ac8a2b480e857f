"""The types and properties that are offered, read once from `vocabulary.toml`."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from budgetkg.namespaces import BKG, PREFIXES

__all__ = ["Form", "Property", "Type", "Vocabulary", "load_vocabulary"]

Form = Literal["text", "integer", "money", "thing"]


@dataclass(frozen=True, slots=True)
class Type:
    """A type of things; `key` is its short name, `id` the IRI that the service speaks of."""

    key: str
    id: str
    zh: str
    en: str
    properties: tuple[str, ...]
    broader: str | None = None

    @property
    def name(self) -> str:
        """What people read."""
        return f"{self.zh} / {self.en}"


@dataclass(frozen=True, slots=True)
class Property:
    """A property by its short name; `to` is the type of the things that it leads to, where it is one."""

    key: str
    zh: str
    en: str
    form: Form
    to: str | None = None
    each: Literal["document", "value"] = "value"

    @property
    def name(self) -> str:
        """What people read."""
        return f"{self.zh} / {self.en}"


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All that is offered, by short name."""

    types: Mapping[str, Type]
    properties: Mapping[str, Property]

    def find_type(self, text: str) -> Type | None:
        """Return a type by its IRI, prefixed name, class name or short name."""
        wanted = {_full(text), BKG + text}
        return self.types.get(text) or next((one for one in self.types.values() if one.id in wanted), None)

    def within(self, key: str) -> frozenset[str]:
        """Return the short names of a type and of those that it holds."""
        return frozenset(one.key for one in self.types.values() if key in (one.key, one.broader))

    def lineage(self, key: str) -> tuple[Type, ...]:
        """Return a type and the one that holds it."""
        own = self.types[key]
        return (own,) if own.broader is None else (own, self.types[own.broader])


@cache
def load_vocabulary() -> Vocabulary:
    """Return what is offered."""
    text = files("budgetkg.web.reconciliation").joinpath("vocabulary.toml").read_text(encoding="utf-8")
    read = tomllib.loads(text)
    types = {key: _type(key, entry) for key, entry in read["types"].items()}
    return Vocabulary(types, {key: Property(key=key, **entry) for key, entry in read["properties"].items()})


def _type(key: str, entry: Mapping[str, Any]) -> Type:
    return Type(
        key, _full(entry["id"]), entry["zh"], entry["en"], tuple(entry["properties"]), entry.get("broader")
    )


def _full(name: str) -> str:
    prefix, colon, rest = name.partition(":")
    return PREFIXES[prefix] + rest if colon and prefix in PREFIXES else name
