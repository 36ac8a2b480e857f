"""The evidence of patterns: what stands where that an auditor would ask about.

A row of a pattern is one piece of evidence. Rows with one `?case` belong together; `?part` puts them in
order. A row whose `?verdict` is "missing" says that its case could not be looked at: that is no pass.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from budgetkg.errors import QueryError
from budgetkg.results import Solutions, Term

__all__ = ["Evidence", "Oddity", "evidence_of", "in_order", "oddities"]

_OWN = frozenset({"g", "case", "operand", "label", "printed", "part", "verdict", "value"})


@dataclass(frozen=True, slots=True)
class Evidence:
    """One thing that a case rests on. `value` is in yuan, for money; `more` are the query's own columns."""

    graph: str
    case: str
    operand: str
    label: str
    printed: str
    part: str = ""
    verdict: str = "odd"
    value: Decimal | None = None
    more: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Oddity:
    """One odd case with its evidence, in order."""

    graph: str
    case: str
    evidence: tuple[Evidence, ...]

    @property
    def more(self) -> Mapping[str, str]:
        """The query's own columns, each from the first row that has it."""
        found: dict[str, str] = {}
        for one in self.evidence:
            for name, text in one.more.items():
                found.setdefault(name, text)
        return found


def evidence_of(rule: str, found: Solutions) -> list[Evidence]:
    """Return the rows of a pattern. Raises QueryError for a row that lacks what every row has."""
    return [_evidence(rule, dict(zip(found.variables, row, strict=True))) for row in found.rows]


def _evidence(rule: str, row: Mapping[str, Term | None]) -> Evidence:
    texts = {name: term.value for name, term in row.items() if term is not None}
    lacking = {"g", "case", "operand", "label"} - texts.keys()
    if lacking:
        listed = ", ".join(f"?{name}" for name in sorted(lacking))
        raise QueryError(f"查询结果缺少 {listed}", f"its query gave a row without {listed}", rule)
    value = row.get("value")
    return Evidence(
        texts["g"],
        texts["case"],
        texts["operand"],
        texts["label"],
        texts.get("printed", ""),
        texts.get("part", ""),
        texts.get("verdict", "odd"),
        None if value is None else value.number,
        {name: text for name, text in texts.items() if name not in _OWN},
    )


def in_order(rows: Iterable[Evidence]) -> list[Evidence]:
    """Return rows as they are numbered: an engine gives them in any order, and detectors quote them."""
    return sorted(rows, key=lambda row: (row.graph, len(row.operand), row.operand, row.case, row.part))


def oddities(rows: Iterable[Evidence]) -> list[Oddity]:
    """Return the cases of rows, each with its evidence, sorted."""
    cases: dict[tuple[str, str], list[Evidence]] = {}
    for row in rows:
        cases.setdefault((row.graph, row.case), []).append(row)
    return [Oddity(*key, _ordered(cases[key])) for key in sorted(cases)]


def _ordered(rows: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """Return each thing once, in order: a join may give a row twice."""
    kept: dict[tuple[str, str], Evidence] = {}
    for row in sorted(rows, key=lambda row: (_natural(row.part), row.operand, row.printed)):
        kept.setdefault((row.operand, row.part), row)
    return tuple(kept.values())


def _natural(part: str) -> tuple[int, str]:
    return (int(part), "") if part.isdecimal() else (-1, part)
