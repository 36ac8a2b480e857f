"""Triples by predicate, in both directions: what the shapes and the places of findings ask for."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import chain

from budgetkg.namespaces import PREFIXES
from budgetkg.validation.shacl.terms import iri

__all__ = ["Side", "Triples"]

_TYPE = iri(PREFIXES["rdf"] + "type")
_SUBCLASS = iri(PREFIXES["rdfs"] + "subClassOf")
_FIRST, _REST, _NIL = (iri(PREFIXES["rdf"] + name) for name in ("first", "rest", "nil"))

Side = Mapping[str, Sequence[str]]


class Triples:
    """An index of N-Triples lines without line feeds; subjects, predicates and objects are terms."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._forward: dict[str, dict[str, list[str]]] = defaultdict(dict)
        self._backward: dict[str, Side] = {}
        self._users: Side | None = None
        for line in dict.fromkeys(lines):
            subject, predicate, rest = line.split(" ", 2)
            self._forward[predicate].setdefault(subject, []).append(rest[:-2])

    def forward(self, predicate: str) -> Side:
        """Return the objects of each subject of a predicate."""
        return self._forward.get(predicate, {})

    def backward(self, predicate: str) -> Side:
        """Return the subjects of each object of a predicate."""
        if predicate not in self._backward:
            self._backward[predicate] = _turned(self.forward(predicate))
        return self._backward[predicate]

    def objects(self, subject: str, predicate: str) -> Sequence[str]:
        """Return the objects of a subject and a predicate."""
        return self.forward(predicate).get(subject, ())

    def subjects(self) -> Collection[str]:
        """Return all subjects."""
        return dict.fromkeys(chain.from_iterable(self._forward.values()))

    def properties(self, subject: str) -> dict[str, Sequence[str]]:
        """Return all that is said of a subject. It looks at every predicate: for small graphs."""
        return {name: side[subject] for name, side in self._forward.items() if subject in side}

    def users(self, thing: str) -> Sequence[str]:
        """Return the subjects of all triples that have this object."""
        if self._users is None:
            pairs = (pair for side in self._forward.values() for pair in side.items())
            self._users = _turned_pairs(pairs)
        return self._users.get(thing, ())

    def instances(self, kind: str) -> Collection[str]:
        """Return what has this class, or one below it in these triples."""
        below, kinds = self.backward(_SUBCLASS), [kind]
        for one in kinds:
            kinds += [each for each in below.get(one, ()) if each not in kinds]
        of = self.backward(_TYPE)
        return dict.fromkeys(chain.from_iterable(of.get(one, ()) for one in kinds))

    def items(self, head: str) -> list[str]:
        """Return the members of an RDF list. Raises ValueError when it is none."""
        found: list[str] = []
        while head != _NIL:
            (first,), (head,) = self.objects(head, _FIRST), self.objects(head, _REST)
            found.append(first)
        return found


def _turned(side: Side) -> Side:
    return _turned_pairs(side.items())


def _turned_pairs(pairs: Iterable[tuple[str, Sequence[str]]]) -> Side:
    turned: dict[str, list[str]] = {}
    for subject, objects in pairs:
        for thing in objects:
            turned.setdefault(thing, []).append(subject)
    return turned
