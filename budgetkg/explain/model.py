"""What an explanation says: where a thing is printed, what its numbers are, what they add up to."""

from dataclasses import dataclass
from decimal import Decimal

__all__ = [
    "Comparison",
    "Explanation",
    "Finding",
    "Part",
    "Printed",
    "Reference",
    "Statement",
    "Sum",
    "Value",
]


@dataclass(frozen=True, slots=True)
class Printed:
    """A place: `text` is what stands for the thing itself, `lines` the whole printed lines."""

    entity: str
    document: str
    file: str
    first_line: int
    last_line: int
    page: int | None
    text: str
    lines: str


@dataclass(frozen=True, slots=True)
class Value:
    """A number of a thing: as printed, its unit, and the exact value (yuan for money).

    `agrees` says whether printed number and unit give the value; None where that cannot be told.
    """

    entity: str
    property: str
    printed: str | None
    unit: str | None
    value: Decimal
    is_money: bool
    agrees: bool | None


@dataclass(frozen=True, slots=True)
class Part:
    """One amount in a sum."""

    iri: str
    name: str
    code: str
    yuan: Decimal


@dataclass(frozen=True, slots=True)
class Sum:
    """An amount and the rows right under it in the same table and column.

    `total` adds the parts and `difference` is whole minus total, both in yuan.
    """

    whole: Part
    parts: tuple[Part, ...]
    total: Decimal
    difference: Decimal


@dataclass(frozen=True, slots=True)
class Comparison:
    """One comparison of an audit rule that the thing took part in.

    `outcome` is "equal", "rounding" or "differs"; `difference` is left minus right, in yuan. `what_zh`
    and `what_en` say what the rule compares.
    """

    rule: str
    what_zh: str
    what_en: str
    left: tuple[Part, ...]
    right: tuple[Part, ...]
    difference: Decimal
    outcome: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding of the audit that the thing is part of; `kind` is its class."""

    iri: str
    rule: str
    kind: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Reference:
    """A citation: `relation` is "cites" or "cited by"."""

    relation: str
    iri: str
    name: str
    field: str
    printed: str
    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement of the graph; `label` names what an IRI stands for."""

    entity: str
    property: str
    value: str
    label: str
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Explanation:
    """All that the graph tells about where a thing comes from. `kinds` are the names of its classes.

    `comparisons` and `findings` are None where the audit was not run.
    """

    iri: str
    kinds: tuple[str, ...]
    name: str
    printed: tuple[Printed, ...]
    values: tuple[Value, ...]
    sums: tuple[Sum, ...]
    references: tuple[Reference, ...]
    comparisons: tuple[Comparison, ...] | None
    findings: tuple[Finding, ...] | None
    statements: tuple[Statement, ...]
