"""Audit rules as they are declared: Turtle that says what is compared, what a failure means, and why.

A rule's query gives one row for each figure of a case; nothing about a rule stands in Python.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from budgetkg.catalog.saved import SavedQuery
from budgetkg.errors import QueryError
from budgetkg.namespaces import BKG, PREFIXES, RULE
from budgetkg.resources import folder
from budgetkg.validation.findings import Message, rule_order

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

__all__ = ["OPTIONAL_COLUMNS", "PLACEHOLDERS", "REQUIRED_COLUMNS", "AuditRule", "load_rules", "read_rules"]

#: What every rule's query selects.
REQUIRED_COLUMNS = ("g", "case", "side", "operand", "label", "value", "printed", "unit")
#: What it may select: the factor of a product, and how the sides should stand to each other.
OPTIONAL_COLUMNS = ("times", "relation")
#: What a message may name.
PLACEHOLDERS = frozenset(
    {"place", "left_name", "left", "right_name", "right", "difference", "unit", "addends"}
)

_CLASS = BKG + "finding-class-"
_SH = PREFIXES["sh"]
_SELECT = re.compile(r"^SELECT (?:DISTINCT )?((?:\?\w+ ?)+)$", re.MULTILINE)
_PLACEHOLDER = re.compile(r"\{(\w*)\}")


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

    @property
    def columns(self) -> tuple[str, ...]:
        """The variables that the query selects."""
        match = _SELECT.search(self.select)
        return tuple(name[1:] for name in match[1].split()) if match else ()

    @property
    def query(self) -> SavedQuery:
        """The rule's query as the catalogue binds it."""
        return SavedQuery(
            self.id, "quality", self.label.zh, self.label.en, ("H42",), (), self.columns, self.select
        )


@lru_cache(maxsize=1)
def load_rules() -> tuple[AuditRule, ...]:
    """Return all rules of `shapes/audit`, in order. Raises QueryError where one is not whole."""
    texts = [file.read_text(encoding="utf-8") for file in sorted((folder("shapes") / "audit").glob("*.ttl"))]
    return read_rules(texts)


def read_rules(texts: Sequence[str]) -> tuple[AuditRule, ...]:
    """Return the rules that Turtle texts declare, in order. Raises QueryError where one is not whole."""
    from rdflib import RDF, Graph, URIRef

    graph = Graph()
    for text in texts:
        graph.parse(data=text, format="turtle")
    rules = [_rule(graph, node) for node in graph.subjects(RDF.type, URIRef(BKG + "AuditRule"))]
    return tuple(sorted(rules, key=lambda rule: rule_order(rule.id)))


def _rule(graph: "Graph", node: "Node") -> AuditRule:
    from rdflib import DCTERMS, SH, SKOS, URIRef

    rule = AuditRule(
        id=_one(graph, node, DCTERMS.identifier),
        iri=str(node),
        label=_message(graph, node, SKOS.prefLabel),
        note=_message(graph, node, SKOS.scopeNote),
        message=_message(graph, node, SH.message),
        kind=_one(graph, node, URIRef(BKG + "findingClass")).removeprefix(_CLASS),
        severity=_one(graph, node, SH.severity).removeprefix(_SH).lower(),
        sources=tuple(sorted(str(item) for item in graph.objects(node, DCTERMS.source))),
        select=_one(graph, node, SH.select),
    )
    _check(rule)
    return rule


def _one(graph: "Graph", node: "Node", predicate: "Node") -> str:
    values = list(graph.objects(node, predicate))
    if len(values) != 1:
        raise _wrong(str(node), f"{predicate} 应有一个", f"it needs one {predicate}")
    return str(values[0])


def _message(graph: "Graph", node: "Node", predicate: "Node") -> Message:
    texts = {getattr(item, "language", None): str(item) for item in graph.objects(node, predicate)}
    if set(texts) != {"zh", "en"}:
        raise _wrong(str(node), f"{predicate} 应有中英文各一", f"it needs one zh and one en {predicate}")
    return Message(texts["zh"], texts["en"])


def _check(rule: AuditRule) -> None:
    if rule.iri != RULE + rule.id:
        raise _wrong(rule.iri, "IRI 与编号不符", "its IRI and its identifier differ")
    if rule.kind not in ("contradiction", "doubt", "formal") or rule.severity not in ("warning", "info"):
        raise _wrong(rule.iri, "类别或等级有误", "its class or severity is unknown")
    lacking = set(REQUIRED_COLUMNS) - set(rule.columns)
    odd = set(rule.columns) - {*REQUIRED_COLUMNS, *OPTIONAL_COLUMNS}
    if lacking or odd:
        listed = ", ".join(sorted(lacking | odd))
        raise _wrong(rule.iri, f"查询的列有误：{listed}", f"wrong columns in its query: {listed}")
    if rule.query.markers != ("g",):
        raise _wrong(rule.iri, "查询缺少“# bind: g”一行", "its query lacks the line '# bind: g'")
    for text in (rule.message.zh, rule.message.en):
        unknown = set(_PLACEHOLDER.findall(text)) - PLACEHOLDERS
        if unknown:
            listed = ", ".join(sorted(unknown))
            raise _wrong(rule.iri, f"消息中有未知的占位符：{listed}", f"unknown placeholders: {listed}")


def _wrong(iri: str, zh: str, en: str) -> QueryError:
    return QueryError(zh, en, iri)
