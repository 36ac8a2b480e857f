"""Turtle for people: short names, one subject after the other in the order in which it is written."""

import re
from collections.abc import Iterable, Mapping

from budgetkg.graph.terms import iri, text
from budgetkg.namespaces import PREFIXES
from budgetkg.results import Term

__all__ = ["Turtle"]

_LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?")
_XSD = PREFIXES["xsd"]
_LINE = 100


class Turtle:
    """Writes terms and statements with a set of prefixes.

    >>> Turtle({"ex": "https://example.org/"}).statement("https://example.org/a", [("rdf:type", ["ex:B"])])
    'ex:a rdf:type ex:B .\\n'
    """

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self.prefixes = dict(prefixes)
        self._namespaces = sorted(prefixes.items(), key=lambda item: len(item[1]), reverse=True)

    def head(self) -> str:
        """Return the prefix lines."""
        return "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in sorted(self.prefixes.items()))

    def iri(self, value: str) -> str:
        """Return an IRI, short where a prefix fits and the rest needs no escape."""
        for prefix, namespace in self._namespaces:
            if value.startswith(namespace) and _LOCAL.fullmatch(value, len(namespace)):
                return f"{prefix}:{value[len(namespace) :]}"
        return iri(value)

    def term(self, term: Term) -> str:
        """Return a term. Numbers stay literals with their datatype, so that 368 stays a decimal."""
        if term.kind == "iri":
            return self.iri(term.value)
        if term.language:
            return f"{text(term.value)}@{term.language}"
        if term.datatype in (None, f"{_XSD}string"):
            return text(term.value)
        if term.datatype == f"{_XSD}integer" and re.fullmatch(r"[0-9]+", term.value):
            return term.value
        return f"{text(term.value)}^^{self.iri(str(term.datatype))}"

    def statement(self, subject: str, pairs: Iterable[tuple[str, Iterable[str]]]) -> str:
        """Return what is said of a subject; properties and values are written as they are."""
        lines = [f"{name} {_listed(list(values))}" for name, values in pairs if values]
        return f"{self.iri(subject)} " + " ;\n    ".join(lines) + " .\n"


def _listed(values: list[str]) -> str:
    """Return values on one line if they are few and short, else a line for each."""
    together = " , ".join(values)
    return together if len(together) <= _LINE else " ,\n        ".join(values)
