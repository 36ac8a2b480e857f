"""What a check says: findings, what was checked, and whether a run fails.

A finding is a value like any record. Shapes and audit rules give the same kind of finding,
so that one report, one baseline and one exit code serve both.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from budgetkg.errors import UsageError
from budgetkg.results import Term

__all__ = [
    "SEVERITIES",
    "Coverage",
    "Entity",
    "Finding",
    "Message",
    "Operand",
    "Report",
    "Spot",
    "finding_order",
    "report_of",
    "rule_order",
]

#: Worst first.
SEVERITIES = ("violation", "warning", "info")


@dataclass(frozen=True, slots=True)
class Message:
    """One sentence in both languages."""

    zh: str
    en: str

    def text(self, lang: str = "en") -> str:
        """Return the sentence in `zh` or `en`."""
        return self.zh if lang == "zh" else self.en


@dataclass(frozen=True, slots=True)
class Entity:
    """A thing that a finding is about: `id` is its project code, name, number or local path."""

    kind: str
    id: str
    iri: str


@dataclass(frozen=True, slots=True)
class Spot:
    """Lines of a document (1-based, both included) and what stands there."""

    document: str
    first: int
    last: int
    text: str


@dataclass(frozen=True, slots=True)
class Operand:
    """One figure of a comparison: its name and text as printed, and its value in yuan.

    `side` is "left" (what is checked), "right" (what it is checked against), or "evidence": what stands
    there, where nothing is calculated. Evidence that is no money has no `yuan`.
    """

    iri: str
    side: str
    label: str
    printed: str
    yuan: Decimal | None


@dataclass(frozen=True, slots=True)
class Finding:
    """One result of one check.

    `severity` is "violation", "warning" or "info"; `kind` is the class of the finding
    ("structure", "contradiction", "doubt", "formal"). `operands` are the figures of a comparison and
    `difference` is the left side less the right one, in yuan; both stay empty for shapes. `path` is
    the property path of a shape as SPARQL writes it.
    """

    id: str
    rule: str
    kind: str
    severity: str
    message: Message
    document: str
    entities: tuple[Entity, ...] = ()
    operands: tuple[Operand, ...] = ()
    difference: Decimal | None = None
    where: tuple[Spot, ...] = ()
    shape: str | None = None
    component: str | None = None
    focus: Term | None = None
    path: str | None = None
    value: Term | None = None


@dataclass(frozen=True, slots=True)
class Coverage:
    """What a rule looked at: `status` is "ran", "not-applicable" or "inputs-missing".

    `missing` counts the cases that could not be compared, because a figure is not printed or is
    printed more than once: none of them is a pass.
    """

    rule: str
    status: str
    cases: int
    missing: int = 0


@dataclass(frozen=True, slots=True)
class Report:
    """All findings, worst first, and the coverage of every rule.

    `compared` of the `figures` (things that print an amount of money) took part in a comparison.
    """

    findings: tuple[Finding, ...] = ()
    coverage: tuple[Coverage, ...] = field(default=())
    compared: int = 0
    figures: int = 0

    def fails(self, severity: str = "violation") -> bool:
        """Say whether a finding is of this severity or worse; "never" never fails.

        >>> Report().fails("info")
        False

        Raises UsageError for an unknown severity.
        """
        if severity == "never":
            return False
        if severity not in SEVERITIES:
            raise UsageError(f"没有这样的等级：{severity}", f"no such severity: {severity}", "--fail-on")
        failing = SEVERITIES[: SEVERITIES.index(severity) + 1]
        return any(finding.severity in failing for finding in self.findings)

    def counts(self) -> dict[str, int]:
        """Return how many findings there are of each severity, worst first."""
        return {name: sum(item.severity == name for item in self.findings) for name in SEVERITIES}


def rule_order(rule: str) -> tuple[str, int, str]:
    """Return a sort key that puts S4 before S14.

    >>> sorted(["S14", "A1", "S4"], key=rule_order)
    ['A1', 'S4', 'S14']
    """
    letters = rule.rstrip("0123456789")
    return letters, int(rule[len(letters) :] or 0), rule


def finding_order(finding: Finding) -> tuple[object, ...]:
    """Return a sort key: worst first, then rule, document, place and what tells findings apart."""
    first = min((spot.first for spot in finding.where), default=0)
    return (
        SEVERITIES.index(finding.severity),
        rule_order(finding.rule),
        finding.document,
        first,
        finding.shape or "",
        finding.id,
    )


def report_of(
    findings: Iterable[Finding], coverage: Iterable[Coverage], compared: int = 0, figures: int = 0
) -> Report:
    """Return a report in its stable order."""
    return Report(
        tuple(sorted(findings, key=finding_order)),
        tuple(sorted(coverage, key=lambda item: rule_order(item.rule))),
        compared,
        figures,
    )
