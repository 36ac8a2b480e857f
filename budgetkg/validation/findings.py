"""What a check says: findings, what was checked, and whether a run fails.

A finding is a value like any record. Shapes and audit rules give the same kind of finding,
so that one report, one baseline and one exit code serve both.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from budgetkg.errors import UsageError
from budgetkg.results import Term

__all__ = [
    "SEVERITIES",
    "STATUSES",
    "Coverage",
    "DocumentName",
    "Entity",
    "Finding",
    "Message",
    "Operand",
    "Report",
    "Score",
    "Spot",
    "finding_order",
    "merged",
    "report_of",
    "rule_order",
]

#: Worst first.
SEVERITIES = ("violation", "warning", "info")
#: What a rule did; the first that holds for some document holds for all together.
STATUSES = ("ran", "inputs-missing", "not-applicable")


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
    the property path of a shape as SPARQL writes it. `accepted` is the reason why a baseline lets it pass.
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
    accepted: str | None = None


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
class DocumentName:
    """What a checked document is called."""

    iri: str
    title: str
    file: str


@dataclass(frozen=True, slots=True)
class Score:
    """How complete a disclosure is: items found of those required."""

    document: str
    required: int
    found: int

    @property
    def percent(self) -> Decimal:
        """From 0 to 100, rounded to two digits."""
        return (Decimal(self.found * 100) / self.required).quantize(Decimal("0.01"))


@dataclass(frozen=True, slots=True)
class Report:
    """All findings, worst first, and the coverage of every rule.

    `compared` of the `figures` (things that print an amount of money) took part in a comparison.
    """

    findings: tuple[Finding, ...] = ()
    coverage: tuple[Coverage, ...] = ()
    compared: int = 0
    figures: int = 0
    scores: tuple[Score, ...] = ()
    documents: tuple[DocumentName, ...] = ()

    @property
    def score(self) -> Decimal | None:
        """The completeness of all documents together, from 0 to 100; None where it was not asked for."""
        required = sum(score.required for score in self.scores)
        return Score("", required, sum(score.found for score in self.scores)).percent if required else None

    def fails(self, severity: str = "violation") -> bool:
        """Say whether an open finding is of this severity or worse; "never" never fails.

        >>> Report().fails("info")
        False

        Raises UsageError for an unknown severity.
        """
        if severity == "never":
            return False
        if severity not in SEVERITIES:
            raise UsageError(f"没有这样的等级：{severity}", f"no such severity: {severity}", "--fail-on")
        failing = SEVERITIES[: SEVERITIES.index(severity) + 1]
        return any(finding.severity in failing for finding in self.open)

    @property
    def open(self) -> tuple[Finding, ...]:
        """The findings that no baseline accepts."""
        return tuple(finding for finding in self.findings if finding.accepted is None)

    def counts(self) -> dict[str, int]:
        """Return how many findings there are of each severity, worst first, without accepted ones."""
        return {name: sum(item.severity == name for item in self.open) for name in SEVERITIES}


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
    findings: Iterable[Finding],
    coverage: Iterable[Coverage],
    compared: int = 0,
    figures: int = 0,
    scores: Iterable[Score] = (),
    documents: Iterable[DocumentName] = (),
) -> Report:
    """Return a report in its stable order; several lines of coverage for one rule become one."""
    return Report(
        tuple(sorted(findings, key=finding_order)),
        tuple(_summed(coverage)),
        compared,
        figures,
        tuple(sorted(scores, key=lambda score: score.document)),
        tuple(sorted(documents, key=lambda document: document.iri)),
    )


def merged(reports: Iterable[Report]) -> Report:
    """Return one report of several, such as one for each document."""
    parts = list(reports)
    return report_of(
        (finding for part in parts for finding in part.findings),
        (line for part in parts for line in part.coverage),
        sum(part.compared for part in parts),
        sum(part.figures for part in parts),
        (score for part in parts for score in part.scores),
        (document for part in parts for document in part.documents),
    )


def _summed(coverage: Iterable[Coverage]) -> list[Coverage]:
    """A rule that ran somewhere ran; what it could not look at elsewhere stays counted as missing."""
    lines: dict[str, list[Coverage]] = {}
    for line in coverage:
        lines.setdefault(line.rule, []).append(line)
    return [
        Coverage(
            rule,
            next(status for status in STATUSES if any(line.status == status for line in same)),
            sum(line.cases for line in same),
            sum(line.missing for line in same),
        )
        for rule, same in sorted(lines.items(), key=lambda item: rule_order(item[0]))
    ]
