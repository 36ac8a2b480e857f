"""The words of invented departments, from the TOML files beside this module."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

__all__ = [
    "ADMINISTRATION_KIND",
    "Kind",
    "Theme",
    "common",
    "kinds",
    "marks",
    "names",
    "places",
    "summary",
    "themes",
]

#: 单位性质 of the department's own office.
ADMINISTRATION_KIND = "行政"
_FOLDER = Path(__file__).parent

Words = tuple[str, ...]
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Theme:
    """The field of work of a department; pairs are a word and the account that it belongs to."""

    id: str
    name: str
    line: str
    units: tuple[Pair, ...]
    topics: tuple[Words, ...]
    programmes: tuple[Pair, ...]
    fund: Words
    capital: Words
    duties: Words
    law: str


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of project: either `price` or `total` says what it may cost."""

    name: str
    purpose: str
    goals: Words
    measure: str
    quantity: tuple[int, int]
    indicators: tuple[Words, ...]
    price: tuple[int, int] | None = None
    total: tuple[int, int] | None = None


@cache
def _read(file: str) -> Mapping[str, Any]:
    return tomllib.loads((_FOLDER / file).read_text(encoding="utf-8"))


def _frozen(value: Any) -> Any:
    return tuple(map(_frozen, value)) if isinstance(value, list) else value


@cache
def themes() -> Mapping[str, Theme]:
    """Return the fields of work by id."""
    return {
        entry["id"]: Theme(**{key: _frozen(value) for key, value in entry.items()})
        for entry in _read("vocabulary.toml")["theme"]
    }


@cache
def kinds() -> Mapping[str, Kind]:
    """Return the kinds of projects by id."""
    return {
        key: Kind(**{name: _frozen(value) for name, value in entry.items()})
        for key, entry in _read("kinds.toml").items()
    }


def places() -> Words:
    return tuple(_read("vocabulary.toml")["places"])


def marks() -> Mapping[str, Words]:
    """Return what stands before the office line in the marks of city and province, by division."""
    return {division: tuple(found) for division, found in _read("vocabulary.toml")["marks"].items()}


def common(key: str) -> Any:
    """Return one of the lists that all departments share."""
    return _frozen(_read("vocabulary.toml")["common"][key])


@cache
def summary() -> tuple[Pair, ...]:
    """Return code and name of the rows of the summary tables, in order."""
    return tuple((row["code"], row["name"]) for row in _read("vocabulary.toml")["summary"])


@cache
def names() -> Mapping[str, str]:
    """Return the names of all accounts by code."""
    found = {code: name for code, name in summary() if code}
    for scheme in ("functional", "economic"):
        found.update(_read("vocabulary.toml")[scheme])
    return found
