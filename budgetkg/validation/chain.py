"""Check a store: every document's graph against everything that is known about good ones."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from io import BytesIO
from typing import BinaryIO, Protocol

from budgetkg.errors import EntityUnknownError, UsageError
from budgetkg.namespaces import CODES_GRAPH, ID
from budgetkg.results import Solutions
from budgetkg.validation.audit import audit, load_rules
from budgetkg.validation.findings import Report, report_of, rule_order
from budgetkg.validation.shapes import shape_catalogue, validate_shapes

__all__ = ["GraphSource", "rule_ids", "run"]


class GraphSource(Protocol):
    """What a check asks of a store."""

    def graphs(self) -> list[str]:
        """Return the IRIs of all named graphs."""

    def query(self, text: str) -> Solutions | bool | str:
        """Answer a SPARQL query."""

    def dump(self, format: str, out: BinaryIO, graphs: Sequence[str] | None = None) -> None:  # noqa: A002
        """Write graphs to a binary stream."""


def rule_ids() -> tuple[str, ...]:
    """Return the rules of the shapes and of the audit, in order."""
    shapes = {shape.rule for shape in shape_catalogue().values() if shape.targeted}
    return tuple(sorted({*shapes, *(rule.id for rule in load_rules().rules)}, key=rule_order))


def run(
    store: GraphSource, graphs: Sequence[str] | None = None, rules: Collection[str] | None = None
) -> Report:
    """Check documents of a store against the shapes and the audit rules.

    `graphs` are the IRIs of the documents' graphs, None means all documents. With `rules` only these
    are run and reported: audit rules alone then need no look at the shapes.

    Raises EntityUnknownError for a graph that the store does not hold, UsageError for a rule that
    is not there.
    """
    known = rule_ids()
    for rule in rules or ():
        if rule not in known:
            listed = ", ".join(known)
            raise UsageError(
                f"没有规则“{rule}”；有 {listed}", f"no rule {rule!r}; there are {listed}", "--rule"
            )
    held = store.graphs()
    wanted = _documents(held) if graphs is None else list(dict.fromkeys(graphs))
    for graph in wanted:
        if graph not in held:
            raise EntityUnknownError(f"库中没有图 {graph}", f"the store has no graph {graph}")
    chosen = set(known if rules is None else rules)
    declared = load_rules()
    audited = tuple(rule for rule in declared.rules if rule.id in chosen)
    parts = [audit(store, wanted, replace(declared, rules=audited))]
    if chosen - {rule.id for rule in audited}:
        codes = _ntriples(store, CODES_GRAPH) if CODES_GRAPH in held else None
        parts.append(validate_shapes(((graph, _ntriples(store, graph)) for graph in wanted), codes))
    return report_of(
        (finding for part in parts for finding in part.findings if finding.rule in chosen),
        (line for part in parts for line in part.coverage if line.rule in chosen),
        sum(part.compared for part in parts),
        sum(part.figures for part in parts),
    )


def _documents(graphs: Sequence[str]) -> list[str]:
    return [graph for graph in graphs if graph.startswith(f"{ID}doc/") and graph.endswith("/graph")]


def _ntriples(store: GraphSource, graph: str) -> bytes:
    out = BytesIO()
    store.dump("ntriples", out, [graph])
    return out.getvalue()
