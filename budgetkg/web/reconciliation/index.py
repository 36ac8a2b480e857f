"""Everything in memory that a look-up needs: things by IRI, by code, by name and by value."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from rapidfuzz import fuzz, process

from budgetkg.catalog.values import expand_iri
from budgetkg.namespaces import ID
from budgetkg.values.money import decimal_text
from budgetkg.web.reconciliation.names import LONGEST, Parts, folded, parts
from budgetkg.web.reconciliation.things import Reference, Thing, Value
from budgetkg.web.reconciliation.vocabulary import Vocabulary

__all__ = ["Index", "Named", "canonical"]

_ACCOUNT_YEAR = re.compile(rf"({re.escape(ID)}account/[^/]+)/[0-9]{{4}}/([^/]+)")
_LEAST = 45.0  # names less alike than this are not shown
_MOST = 60  # names that are looked at closely, for each type


@dataclass(frozen=True, slots=True)
class Named:
    """One name of one thing, as printed and taken apart."""

    thing: Thing
    name: str
    parts: Parts


class Index:
    """The things of a store, made once for each state of it; nothing in it changes."""

    def __init__(self, vocabulary: Vocabulary, things: Iterable[Thing]) -> None:
        self.vocabulary = vocabulary
        self.things: Mapping[str, Thing] = {thing.iri: thing for thing in things}
        self._codes: dict[str, list[Thing]] = defaultdict(list)
        self._keys: dict[str, list[Thing]] = defaultdict(list)
        self._values: dict[tuple[str, str], list[Thing]] = defaultdict(list)
        self._named: dict[str, list[Named]] = {key: [] for key in vocabulary.types}
        self._coded: dict[str, list[tuple[str, Thing]]] = {key: [] for key in vocabulary.types}
        for thing in self.things.values():
            self._add(thing)
        self._texts = {key: [one.parts.whole for one in named] for key, named in self._named.items()}
        #: The cores that differ from the whole names, and where these stand: they are few.
        self._places = {
            key: [place for place, one in enumerate(named) if one.parts.core != one.parts.whole]
            for key, named in self._named.items()
        }
        self._cores = {
            key: [self._named[key][place].parts.core for place in places]
            for key, places in self._places.items()
        }
        #: The fiscal years of all documents.
        self.years = sorted({year for thing in self.things.values() for year in _years(thing)})

    def _add(self, thing: Thing) -> None:
        for code in thing.codes:
            self._codes[folded(code)].append(thing)
            self._coded[thing.type].append((folded(code), thing))
        for name in thing.names:
            key = folded(name)
            if not key:  # nothing but brackets and quotation marks
                continue
            if self._keys[key][-1:] != [thing]:
                self._keys[key].append(thing)
            self._named[thing.type].append(Named(thing, name, parts(key)))
        for about in thing.said:
            for value in {canonical(value) for value in thing.values(about) if value is not None}:
                self._values[about, value].append(thing)

    def find(self, text: str) -> Thing | None:
        """Return the thing with an IRI, also percent-encoded or with a prefix.

        The account of a year's list is given by the account apart from any year.
        """
        iri = expand_iri(text)
        if iri is None:
            return None
        year = _ACCOUNT_YEAR.fullmatch(iri)
        return self.things.get(f"{year[1]}/{year[2]}" if year else iri)

    def by_code(self, code: str) -> Sequence[Thing]:
        """Return the things that have a code or number."""
        return self._codes.get(folded(code), ())

    def by_name(self, name: str) -> Sequence[Thing]:
        """Return the things that have a name, apart from layout."""
        return self._keys.get(folded(name), ())

    def having(self, key: str, value: str) -> Sequence[Thing]:
        """Return the things that have a value, given in canonical form, of a property."""
        return self._values.get((key, value), ())

    def like(self, name: str, types: Iterable[str], most: int = _MOST) -> Iterator[Named]:
        """Yield the names that may be alike, of things of some types, in no order."""
        key = folded(name)
        if not key or len(key) > LONGEST:
            return
        bare = parts(key).core
        for type_ in types:
            texts = self._texts[type_]
            found = {place for text in {key, bare} for place in _alike(text, texts, most)}
            found |= {self._places[type_][place] for place in _alike(bare, self._cores[type_], most)}
            named = self._named[type_]
            yield from (named[place] for place in sorted(found))

    def starting(self, prefix: str, types: Iterable[str]) -> list[Thing]:
        """Return the things whose name or code begins with a text, then those that hold it."""
        key = folded(prefix)
        ranks: dict[str, int] = {}
        for type_ in types:
            texts = [(one.parts.whole, one.thing) for one in self._named[type_]] + self._coded[type_]
            for text, thing in texts:
                rank = 0 if thing.iri == prefix else _rank(key, text)
                if rank is not None:
                    ranks[thing.iri] = min(rank, ranks.get(thing.iri, rank))
        found = sorted(ranks, key=lambda iri: (ranks[iri], self.things[iri].name, iri))
        return [self.things[iri] for iri in found]


def canonical(value: Value) -> str:
    """Return a value as a text that is the same for equal values.

    >>> canonical(Decimal("1500.50")), canonical("（本级）"), canonical(2024)
    ('1500.5', '(本级)', '2024')
    """
    match value:
        case Reference():
            return value.iri
        case Decimal():
            return decimal_text(value)
        case int():
            return str(value)
        case _:
            return folded(value)


def _rank(key: str, text: str) -> int | None:
    if text == key:
        return 0
    if text.startswith(key):
        return 1
    return 2 if key in text else None


def _alike(key: str, texts: Sequence[str], most: int) -> set[int]:
    """Return the places of texts that are spelt alike, hold the key or stand in it."""
    similar = process.extract(key, texts, scorer=fuzz.ratio, score_cutoff=_LEAST, limit=most)
    holding = [place for place, text in enumerate(texts) if len(text) > 1 and (key in text or text in key)]
    nearest = sorted(holding, key=lambda place: abs(len(texts[place]) - len(key)))[:most]
    return {place for _, _, place in similar} | set(nearest)


def _years(thing: Thing) -> Iterator[int]:
    return (one.value for one in thing.said.get("year", ()) if isinstance(one.value, int))
