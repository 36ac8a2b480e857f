"""Check a store: every document's graph against everything that is known about good ones.

One document is taken at a time, copied into memory with the code lists: there each check runs several
times as fast, and memory does not grow with the number of documents.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from budgetkg.catalog.binding import bind
from budgetkg.catalog.entities import select
from budgetkg.errors import EntityUnknownError, UsageError
from budgetkg.namespaces import CODES_GRAPH, ID
from budgetkg.validation.audit import Declared, audit, load_rules
from budgetkg.validation.audit.known import own_query
from budgetkg.validation.copying import Copy, Copying
from budgetkg.validation.disclosure import check_disclosure, disclosure_rules
from budgetkg.validation.findings import Coverage, DocumentName, Report, merged, report_of, rule_order
from budgetkg.validation.profiles import EVERYTHING, Profile, load_profile
from budgetkg.validation.shapes import ENGINES, check_shapes, shape_catalogue

__all__ = ["GraphSource", "profile_of", "rule_ids", "run"]


class GraphSource(Copying, Protocol):
    """What a check asks of a store."""

    def graphs(self) -> list[str]:
        """Return the IRIs of all named graphs."""
        ...


@dataclass(frozen=True, slots=True)
class _Plan:
    """What is to be run: rules of shapes, rules of the audit, and items to be disclosed."""

    shapes: frozenset[str]
    audit: Declared
    items: frozenset[str]
    engine: str

    @property
    def idle(self) -> Report:
        """A report of all rules on no document."""
        rules = {*self.shapes, *(rule.id for rule in self.audit.rules), *self.items}
        return report_of((), (Coverage(rule, "not-applicable", 0) for rule in rules))


def _shape_rules() -> frozenset[str]:
    return frozenset(shape.rule for shape in shape_catalogue().values() if shape.targeted)


def rule_ids() -> tuple[str, ...]:
    """Return the rules of the shapes, of the audit and of disclosure, in order."""
    audited = {rule.id for rule in load_rules().rules}
    return tuple(sorted({*_shape_rules(), *audited, *disclosure_rules()}, key=rule_order))


def profile_of(path: Path) -> Profile:
    """Read a profile. Raises UsageError as `load_profile` does."""
    return load_profile(path, rule_ids(), load_rules())


def run(
    store: GraphSource,
    graphs: Sequence[str] | None = None,
    rules: Collection[str] | None = None,
    profile: Profile = EVERYTHING,
    engine: str = ENGINES[0],
) -> Report:
    """Check documents of a store against the shapes, the audit rules and what has to be disclosed.

    `graphs` are the IRIs of the documents' graphs, None means all documents. With `rules` only these
    are run and reported: audit rules alone then need no look at the shapes. `engine` runs the shapes:
    ours, or "pyshacl", the reference.

    Raises EntityUnknownError for a graph that the store does not hold, UsageError for a rule or an
    engine that is not there.
    """
    held = store.graphs()
    wanted = _documents(held) if graphs is None else list(dict.fromkeys(graphs))
    for graph in wanted:
        if graph not in held:
            raise EntityUnknownError(f"库中没有图 {graph}", f"the store has no graph {graph}")
    plan = _planned(rules, profile, engine)
    codes = [CODES_GRAPH] if CODES_GRAPH in held else []
    parts = (_checked(store.in_memory([graph, *codes]), graph, plan) for graph in wanted)
    return profile.weighed(merged([plan.idle, *parts]))


def _planned(rules: Collection[str] | None, profile: Profile, engine: str) -> _Plan:
    known = rule_ids()
    for rule in rules or ():
        if rule not in known:
            listed = ", ".join(known)
            raise UsageError(
                f"没有规则“{rule}”；有 {listed}", f"no rule {rule!r}; there are {listed}", "--rule"
            )
    chosen = profile.chosen(known if rules is None else rules)
    declared = profile.applied(load_rules())
    audited = tuple(rule for rule in declared.rules if rule.id in chosen)
    items = chosen & set(disclosure_rules())
    return _Plan(chosen & _shape_rules(), replace(declared, rules=audited), items, engine)


def _documents(graphs: Sequence[str]) -> list[str]:
    """Tell documents by the names of their graphs: one that lost its own description is to be found wrong."""
    return [graph for graph in graphs if graph.startswith(f"{ID}doc/") and graph.endswith("/graph")]


def _checked(view: Copy, graph: str, plan: _Plan) -> Report:
    parts = [_named(view, graph)]
    if plan.audit.rules:
        parts.append(audit(view, [graph], plan.audit))
    if plan.items:
        parts.append(check_disclosure(view, graph, plan.items))
    if plan.shapes:
        parts.append(_only(check_shapes(view, graph, plan.engine), plan.shapes))
    return merged(parts)


def _only(report: Report, rules: Collection[str]) -> Report:
    return report_of(
        (finding for finding in report.findings if finding.rule in rules),
        (line for line in report.coverage if line.rule in rules),
    )


def _named(view: Copy, graph: str) -> Report:
    found = select(view, bind(own_query("document-names"), {}, [graph]))
    rows = ([term.value if term else "" for term in row] for row in found.rows)
    return report_of((), (), documents=[DocumentName(*row) for row in rows])
