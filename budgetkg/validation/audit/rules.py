"""Audit rules as they are declared: Turtle that says what is looked at, what a failure means, and why.

A rule is one of two kinds, and nothing about either stands in Python:

- a *comparison* gives one row for each figure of a case; the engine adds, subtracts and tells rounding;
- a *pattern* gives the evidence of cases that are odd, one row for each piece of it. Its `bkg:population`
  counts what it looked at. A `bkg:detector` names a function for what SPARQL cannot say: the rule then
  gives all candidates, and the detector picks the odd ones.

Several declarations may share one identifier (`rule:M8`, `rule:M8-amount`): they are checks of one rule.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from budgetkg.catalog.saved import GRAPH_MARKER, MARKER, SavedQuery
from budgetkg.errors import QueryError
from budgetkg.namespaces import BKG, PREFIXES, RULE
from budgetkg.resources import folder
from budgetkg.store import turtle_triples
from budgetkg.validation.audit.detectors import DETECTORS
from budgetkg.validation.findings import Message, rule_order
from budgetkg.validation.shacl import Triples
from budgetkg.validation.shacl.terms import iri, language, lexical

__all__ = [
    "CLASSES",
    "AuditRule",
    "Declared",
    "Parameter",
    "Population",
    "load_rules",
    "read_rules",
]

CLASSES = ("contradiction", "doubt", "formal")

#: What every query selects, and what a comparison selects beside it.
_COMMON = ("g", "case", "operand", "label", "printed")
_COMPARED = ("side", "value", "unit")
#: What a comparison may select: the factor of a product, and how the sides should stand to each other.
_COMPARED_OPTIONAL = ("times", "relation")
#: What a message of a comparison may name.
_COMPARED_NAMES = frozenset(
    {"place", "left_name", "left", "right_name", "right", "difference", "unit", "addends"}
)
#: What a message of a pattern may name beside the query's own columns.
_PATTERN_NAMES = frozenset({"place", "name", "printed", "names", "prints", "count"})

_CLASS = BKG + "finding-class-"
_SH = PREFIXES["sh"]
_IDENTIFIER, _SOURCE = (iri(PREFIXES["dcterms"] + name) for name in ("identifier", "source"))
_LABEL, _NOTE = (iri(PREFIXES["skos"] + name) for name in ("prefLabel", "scopeNote"))
_SEVERITY, _MESSAGE, _SELECT_OF = (iri(_SH + name) for name in ("severity", "message", "select"))
_VALUE = iri(PREFIXES["rdf"] + "value")
_SELECT = re.compile(r"^SELECT (?:DISTINCT )?((?:\?\w+ ?)+)$", re.MULTILINE)
_PLACEHOLDER = re.compile(r"\{(\w*)\}")


def _bkg(name: str) -> str:
    return iri(BKG + name)


@dataclass(frozen=True, slots=True)
class Parameter:
    """One named set of values of a rule; `terms` are SPARQL terms, `texts` what they say."""

    name: str
    label: Message
    terms: tuple[str, ...]
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Population:
    """What patterns look at: `select` gives ?g and the number of ?cases in it."""

    iri: str
    id: str
    label: Message
    select: str

    @property
    def query(self) -> SavedQuery:
        """The population's query as the catalogue binds it."""
        return _saved(self.id, self.label, ("g", "cases"), self.select)


@dataclass(frozen=True, slots=True)
class AuditRule:
    """One rule; `kind` and `severity` hold for a difference that rounding cannot explain."""

    id: str
    iri: str
    label: Message
    note: Message
    message: Message
    kind: str
    severity: str
    sources: tuple[str, ...]
    select: str
    population: str | None = None
    detector: str | None = None
    parameters: tuple[Parameter, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """The variables that the query selects."""
        return _columns(self.select)

    @property
    def query(self) -> SavedQuery:
        """The rule's query as the catalogue binds it, its parameters filled in."""
        terms = {parameter.name: parameter.terms for parameter in self.parameters}

        def filled(marker: re.Match[str]) -> str:
            if marker[2] not in terms:
                return marker[0]
            return f"{marker[0]}\n{marker[1]}VALUES ?{marker[2]} {{ {' '.join(terms[marker[2]])} }}"

        return _saved(self.id, self.label, self.columns, MARKER.sub(filled, self.select))

    def with_parameters(self, given: Mapping[str, Parameter]) -> "AuditRule":
        """Return the rule with other values for some parameters, by the IRI of each."""
        known = [given.get(f"{self.iri}-{one.name}", one) for one in self.parameters]
        return replace(self, parameters=tuple(known))


@dataclass(frozen=True, slots=True)
class Declared:
    """All that the rules folder declares."""

    rules: tuple[AuditRule, ...]
    populations: Mapping[str, Population]


@lru_cache(maxsize=1)
def load_rules() -> Declared:
    """Return all rules of `shapes/audit`, in order. Raises QueryError where one is not whole."""
    texts = [file.read_text(encoding="utf-8") for file in sorted((folder("shapes") / "audit").glob("*.ttl"))]
    return read_rules(texts)


def read_rules(texts: Sequence[str]) -> Declared:
    """Return the rules that Turtle texts declare, in order. Raises QueryError where one is not whole."""
    lines = (triple for text in texts for triple in turtle_triples("rules", text.encode()))
    graph = Triples(f"{line} ." for line in lines)
    counted = [_population(graph, node) for node in graph.instances(_bkg("AuditPopulation"))]
    populations = {one.iri: one for one in counted}
    rules = [_rule(graph, node) for node in graph.instances(_bkg("AuditRule"))]
    for rule in rules:
        _check(rule, populations)
    return Declared(tuple(sorted(rules, key=lambda rule: (rule_order(rule.id), rule.iri))), populations)


def _population(graph: Triples, node: str) -> Population:
    label, select = _message(graph, node, _LABEL), _one(graph, node, _SELECT_OF)
    found = Population(lexical(node), _one(graph, node, _IDENTIFIER), label, select)
    if set(found.query.markers) != {GRAPH_MARKER} or not {"g", "cases"} <= set(_columns(found.select)):
        raise _wrong(found.iri, "查询应给出 ?g 与 ?cases", "its query must give ?g and ?cases")
    return found


def _rule(graph: Triples, node: str) -> AuditRule:
    population, detector = (_at_most_one(graph, node, _bkg(name)) for name in ("population", "detector"))
    return AuditRule(
        id=_one(graph, node, _IDENTIFIER),
        iri=lexical(node),
        label=_message(graph, node, _LABEL),
        note=_message(graph, node, _NOTE),
        message=_message(graph, node, _MESSAGE),
        kind=_one(graph, node, _bkg("findingClass")).removeprefix(_CLASS),
        severity=_one(graph, node, _SEVERITY).removeprefix(_SH).lower(),
        sources=tuple(sorted(lexical(item) for item in graph.objects(node, _SOURCE))),
        select=_one(graph, node, _SELECT_OF),
        population=population,
        detector=detector,
        parameters=tuple(_parameters(graph, graph.objects(node, _bkg("parameter")))),
    )


def _parameters(graph: Triples, nodes: Iterable[str]) -> list[Parameter]:
    """Return parameters with their values, by name. Raises QueryError for one without a value."""
    found = []
    for node in nodes:
        terms = tuple(sorted(graph.objects(node, _VALUE), key=lexical))
        if not terms:
            raise _wrong(lexical(node), "参数没有值", "the parameter has no value")
        name, label = _one(graph, node, _IDENTIFIER), _message(graph, node, _LABEL)
        found.append(Parameter(name, label, terms, tuple(lexical(term) for term in terms)))
    return sorted(found, key=lambda parameter: parameter.name)


def _saved(name: str, label: Message, columns: tuple[str, ...], select: str) -> SavedQuery:
    return SavedQuery(name, "quality", label.zh, label.en, ("H42",), (), columns, select)


def _columns(select: str) -> tuple[str, ...]:
    match = _SELECT.search(select)
    return tuple(name[1:] for name in match[1].split()) if match else ("g", "cases")


def _one(graph: Triples, node: str, predicate: str) -> str:
    value = _at_most_one(graph, node, predicate)
    if value is None:
        raise _wrong(lexical(node), f"{predicate} 应有一个", f"it needs one {predicate}")
    return value


def _at_most_one(graph: Triples, node: str, predicate: str) -> str | None:
    values = graph.objects(node, predicate)
    if len(values) > 1:
        raise _wrong(lexical(node), f"{predicate} 应有一个", f"it needs one {predicate}")
    return lexical(values[0]) if values else None


def _message(graph: Triples, node: str, predicate: str) -> Message:
    texts = {language(item): lexical(item) for item in graph.objects(node, predicate)}
    if set(texts) != {"zh", "en"}:
        raise _wrong(lexical(node), f"{predicate} 应有中英文各一", f"it needs one zh and one en {predicate}")
    return Message(texts["zh"], texts["en"])


def _check(rule: AuditRule, populations: Mapping[str, Population]) -> None:
    name = rule.iri.removeprefix(RULE)
    if name != rule.id and not name.startswith(f"{rule.id}-"):
        raise _wrong(rule.iri, "IRI 与编号不符", "its IRI and its identifier differ")
    if rule.kind not in CLASSES or rule.severity not in ("warning", "info"):
        raise _wrong(rule.iri, "类别或等级有误", "its class or severity is unknown")
    if rule.population is not None and rule.population not in populations:
        raise _wrong(rule.iri, "检查对象未声明", "its population is not declared")
    if rule.detector is not None and (rule.detector not in DETECTORS or rule.population is None):
        listed = ", ".join(DETECTORS)
        raise _wrong(rule.iri, f"检测方法只能是：{listed}", f"a pattern's detector is one of {listed}")
    _check_columns(rule)
    _check_markers(rule)
    _check_messages(rule)


def _check_markers(rule: AuditRule) -> None:
    """A parameter stands at a line of the query, or a detector takes it."""
    given, marked = {parameter.name for parameter in rule.parameters}, set(rule.query.markers)
    fits = given | {GRAPH_MARKER} == marked if rule.detector is None else marked - given == {GRAPH_MARKER}
    if not fits:
        raise _wrong(
            rule.iri, "查询的“# bind:”各行与参数不符", "its '# bind:' lines do not fit its parameters"
        )


def _check_columns(rule: AuditRule) -> None:
    compared = rule.population is None
    lacking = {*_COMMON, *(_COMPARED if compared else ())} - set(rule.columns)
    odd = set(rule.columns) - {*_COMMON, *_COMPARED, *_COMPARED_OPTIONAL} if compared else set()
    if lacking or odd:
        listed = ", ".join(sorted(lacking | odd))
        raise _wrong(rule.iri, f"查询的列有误：{listed}", f"wrong columns in its query: {listed}")


def _check_messages(rule: AuditRule) -> None:
    own = DETECTORS[rule.detector].adds if rule.detector else ()
    known = _COMPARED_NAMES if rule.population is None else {*_PATTERN_NAMES, *rule.columns, *own}
    for text in (rule.message.zh, rule.message.en):
        unknown = set(_PLACEHOLDER.findall(text)) - known
        if unknown:
            listed = ", ".join(sorted(unknown))
            raise _wrong(rule.iri, f"消息中有未知的占位符：{listed}", f"unknown placeholders: {listed}")


def _wrong(iri: str, zh: str, en: str) -> QueryError:
    return QueryError(zh, en, iri)
