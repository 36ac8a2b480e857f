"""The constraints of SHACL core that the shapes use, each as a check of many nodes at once.

A check gets a column (nodes and their values) and yields each node that fails with the value at fault,
or with None where it is the values as a whole that fail. https://www.w3.org/TR/shacl/#core-components
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import chain
from typing import Protocol

from budgetkg.namespaces import PREFIXES
from budgetkg.validation.shacl.literals import Order, fits, ordered, within
from budgetkg.validation.shacl.terms import is_iri, language, lexical
from budgetkg.validation.shacl.triples import Triples

__all__ = ["LISTS", "MAKERS", "Check", "Column", "Running"]

_SH = PREFIXES["sh"]


@dataclass(frozen=True)
class Column:
    """The values of each node, without order and each once."""

    values: Mapping[str, Collection[str]]

    @cached_property
    def distinct(self) -> Set[str]:
        """All values."""
        return set(chain.from_iterable(self.values.values()))


class Running(Protocol):
    """What a check may ask: the triples, and which nodes do not conform to another shape."""

    @property
    def graph(self) -> Triples:
        """The triples to check."""

    def failing(self, shape: str, nodes: Collection[str]) -> Set[str]:
        """Return the nodes that do not conform to a shape."""


Check = Callable[[Running, Column], Iterable[tuple[str, str | None]]]


def _values(bad: Callable[[Running, Set[str]], Set[str]]) -> Check:
    """Return a check that says of all distinct values at once which are bad."""

    def check(run: Running, column: Column) -> Iterator[tuple[str, str | None]]:
        found = bad(run, column.distinct)
        if found:
            yield from (
                (node, value) for node, values in column.values.items() for value in values if value in found
            )

    return check


def _each(good: Callable[[str], bool]) -> Check:
    """Return a check of each value by itself."""
    return _values(lambda run, values: {value for value in values if not good(value)})


def _whole(good: Callable[[Collection[str]], bool]) -> Check:
    """Return a check of a node's values as a whole."""
    return lambda run, column: ((node, None) for node, values in column.values.items() if not good(values))


def _pair(predicate: str, bad: Callable[[Set[str], Set[str]], Iterable[str]]) -> Check:
    """Return a check of a node's values against the values of another property of the node."""

    def check(run: Running, column: Column) -> Iterator[tuple[str, str | None]]:
        others = run.graph.forward(predicate)
        for node, values in column.values.items():
            for value in bad(set(values), set(others.get(node, ()))):
                yield node, value

    return check


# Of a node's values as a whole


def _min_count(limit: str) -> Check:
    least = int(lexical(limit))
    return _whole(lambda values: len(values) >= least)


def _max_count(limit: str) -> Check:
    most = int(lexical(limit))
    return _whole(lambda values: len(values) <= most)


def _has_value(wanted: str) -> Check:
    return _whole(lambda values: wanted in values)


def _unique_lang(asked: str) -> Check:
    if lexical(asked) not in ("true", "1"):
        return lambda run, column: ()
    return _whole(lambda values: _all_differ([tag.lower() for value in values if (tag := language(value))]))


def _all_differ(texts: Sequence[str]) -> bool:
    return len(texts) == len(set(texts))


# Of each value


def _datatype(wanted: str) -> Check:
    return _each(partial(fits, wanted=lexical(wanted)))


def _class(wanted: str) -> Check:
    return _values(lambda run, values: values - set(run.graph.instances(wanted)))


def _node_kind(wanted: str) -> Check:
    """A graph of ours has no blank nodes, so that a node is an IRI or a literal."""
    kind = lexical(wanted).removeprefix(_SH)
    iris, literals = "IRI" in kind, "Literal" in kind
    return _each(lambda value: iris if is_iri(value) else literals)


def _min_length(limit: str) -> Check:
    least = int(lexical(limit))
    return _each(lambda value: len(lexical(value)) >= least)


def _max_length(limit: str) -> Check:
    most = int(lexical(limit))
    return _each(lambda value: len(lexical(value)) <= most)


def _pattern(wanted: str) -> Check:
    form = re.compile(lexical(wanted))
    return _each(lambda value: form.search(lexical(value)) is not None)


def _limit(order: Order) -> Callable[[str], Check]:
    return lambda limit: _each(partial(within, limit=limit, order=order))


def _in(members: Sequence[str]) -> Check:
    allowed = frozenset(members)
    return _values(lambda run, values: values - allowed)


def _language_in(tags: Sequence[str]) -> Check:
    allowed = {lexical(tag).lower() for tag in tags}

    def good(value: str) -> bool:
        tag = (language(value) or "").lower()
        return bool(tag) and ("*" in allowed or tag in allowed or tag.split("-")[0] in allowed)

    return _each(good)


# Against another property


def _equals(predicate: str) -> Check:
    return _pair(predicate, lambda values, others: values ^ others)


def _disjoint(predicate: str) -> Check:
    return _pair(predicate, lambda values, others: values & others)


def _less(order: Order) -> Callable[[str], Check]:
    def bad(values: Set[str], others: Set[str]) -> Iterable[str]:
        return (value for value in values if not all(ordered(value, other, order) for other in others))

    return lambda predicate: _pair(predicate, bad)


# Of other shapes


def _node(shape: str) -> Check:
    return _values(lambda run, values: run.failing(shape, values))


def _not(shape: str) -> Check:
    return _values(lambda run, values: values - run.failing(shape, values))


def _and(shapes: Sequence[str]) -> Check:
    return _values(lambda run, values: set().union(*(run.failing(shape, values) for shape in shapes)))


def _or(shapes: Sequence[str]) -> Check:
    return _values(
        lambda run, values: set(values).intersection(*(run.failing(one, values) for one in shapes))
    )


#: Parameter → what makes its check from a term.
MAKERS: Mapping[str, Callable[[str], Check]] = {
    "minCount": _min_count,
    "maxCount": _max_count,
    "hasValue": _has_value,
    "uniqueLang": _unique_lang,
    "datatype": _datatype,
    "class": _class,
    "nodeKind": _node_kind,
    "minLength": _min_length,
    "maxLength": _max_length,
    "pattern": _pattern,
    "minInclusive": _limit(lambda order: order >= 0),
    "minExclusive": _limit(lambda order: order > 0),
    "maxInclusive": _limit(lambda order: order <= 0),
    "maxExclusive": _limit(lambda order: order < 0),
    "equals": _equals,
    "disjoint": _disjoint,
    "lessThan": _less(lambda order: order < 0),
    "lessThanOrEquals": _less(lambda order: order <= 0),
    "node": _node,
    "not": _not,
}
#: The same for parameters whose value is an RDF list.
LISTS: Mapping[str, Callable[[Sequence[str]], Check]] = {
    "in": _in,
    "languageIn": _language_in,
    "and": _and,
    "or": _or,
}
