"""Every rule in one list, whether a shape, an audit rule or an item to be disclosed declares it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from budgetkg.namespaces import RULE
from budgetkg.resources import folder
from budgetkg.validation.audit import load_rules
from budgetkg.validation.audit.rules import AuditRule
from budgetkg.validation.disclosure import DISCLOSURE
from budgetkg.validation.findings import SEVERITIES, Message, rule_order
from budgetkg.validation.shapes import shape_catalogue

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

__all__ = ["Entry", "rule_entries", "rule_label", "rule_note", "to_page"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One rule: `kind` is the class of its findings, `checks` the audit rules that share its number."""

    rule: str
    label: Message
    kind: str
    severity: str
    checks: tuple[AuditRule, ...] = ()


@cache
def rule_entries() -> Mapping[str, Entry]:
    """Return all rules by number, in order: A and M audit, D disclosure, S shapes."""
    found = {**_shapes(), **_items(), **_audited()}
    return {rule: found[rule] for rule in sorted(found, key=rule_order)}


def rule_label(rule: str) -> Message:
    """Return the name of a rule; a rule that nothing declares is called by its number.

    >>> rule_label("A1").en
    'Summary: total income = total expenditure'
    """
    entry = rule_entries().get(rule)
    return Message(rule, rule) if entry is None else entry.label


def rule_note(rule: str) -> Message | None:
    """Return what an audit rule looks at and what it leaves alone, of all its checks."""
    entry = rule_entries().get(rule)
    if entry is None or not entry.checks:
        return None
    notes = [check.note for check in entry.checks]
    return Message("".join(note.zh for note in notes), " ".join(note.en for note in notes))


def _audited() -> dict[str, Entry]:
    rules: dict[str, list[AuditRule]] = {}
    for rule in load_rules().rules:
        rules.setdefault(rule.id, []).append(rule)
    return {
        number: Entry(number, same[0].label, same[0].kind, same[0].severity, tuple(same))
        for number, same in rules.items()
    }


def _shapes() -> dict[str, Entry]:
    """Return the rules of the shapes, each called as its first shape, as grave as its gravest one."""
    found: dict[str, Entry] = {}
    for shape in shape_catalogue().values():
        label = shape.label if shape.label.zh else shape.message
        known = found.get(shape.rule)
        if label.zh and known is None:
            found[shape.rule] = Entry(shape.rule, label, "structure", shape.severity)
        elif known is not None and SEVERITIES.index(shape.severity) < SEVERITIES.index(known.severity):
            found[shape.rule] = Entry(shape.rule, known.label, "structure", shape.severity)
    return found


def _items() -> dict[str, Entry]:
    from rdflib import SKOS, Graph

    graph = Graph().parse(folder("ontology") / "codes" / "disclosure-items.ttl")
    return {
        str(number): Entry(str(number), _texts(graph, node, SKOS.prefLabel), *DISCLOSURE)
        for node, number in graph.subject_objects(SKOS.notation)
    }


def _texts(graph: "Graph", node: "Node", predicate: "Node") -> Message:
    texts = {getattr(text, "language", None): str(text) for text in graph.objects(node, predicate)}
    return Message(texts.get("zh", ""), texts.get("en", ""))


_OPENING = """# 规则目录 / The rules

由规则文件生成（`budgetkg validate --list --format md`）。A（勾稽）与 M（常识）的每条规则都是 `shapes/audit/`
中的数据，其查询可在任何 SPARQL 编辑器中运行；S 为结构形状（`shapes/`），D 为应公开内容。类别与配置见
[audit.md](audit.md)。

Generated from the files of the rules (`budgetkg validate --list --format md`). Each rule of arithmetic (A)
and sense (M) is data in `shapes/audit/`, and its query runs in any SPARQL editor; S are structural shapes
(`shapes/`), D what has to be disclosed. [audit.md](audit.md) explains classes and profiles.
"""

_TITLES = {
    "A": "勾稽 / Arithmetic",
    "D": "公开完整性 / Completeness of disclosure",
    "M": "文字与常识 / Text against table, and sense",
    "S": "结构 / Structure",
}


def to_page() -> str:
    """Return all rules as Markdown, in both languages."""
    parts = [_OPENING]
    for letter, title in _TITLES.items():
        parts.append(f"## {title}\n")
        entries = [entry for entry in rule_entries().values() if entry.rule.startswith(letter)]
        parts += [_section(entry) for entry in entries] if letter in "AM" else [_listed(entries)]
    return "\n".join(parts)


def _listed(entries: list[Entry]) -> str:
    rows = [f"| {one.rule} | {one.label.zh} | {one.label.en} | {one.severity} |" for one in entries]
    return "\n".join(["| | zh | en | severity |", "|---|---|---|---|", *rows, ""])


def _section(entry: Entry) -> str:
    head = f"### {entry.rule} {entry.label.zh}\n\n{entry.label.en}. *{entry.kind}, {entry.severity}.*\n"
    return "\n".join([head, *(_check(check, len(entry.checks) > 1) for check in entry.checks)])


def _check(check: AuditRule, several: bool) -> str:
    name = f"`{check.iri.removeprefix(RULE)}` " if several else ""
    own = f"{check.label.zh} / {check.label.en}. " if several else ""
    lines = [f"- {name}{own}{check.note.zh} {check.note.en}"]
    lines += [
        f"- 参数 / parameter `{check.iri.removeprefix(RULE)}-{one.name}`: {one.label.zh} / {one.label.en} "
        f"({_short(one.texts)})"
        for one in check.parameters
    ]
    sources = ", ".join(f"`rule:{source.removeprefix(RULE)}`" for source in check.sources)
    return "\n".join([*lines, f"- 依据 / source: {sources}", ""])


def _short(texts: tuple[str, ...]) -> str:
    some = "、".join(texts[:12])
    return f"{some} … {len(texts)}" if len(texts) > 12 else some
