"""What is inferred from the records of one document: proposals with method and confidence.

The forms print neither the unit that carries a project out nor the account that it is booked
under. What follows from order, names and sums is kept apart from what is printed.
"""

from dataclasses import dataclass
from decimal import Decimal

__all__ = ["ExplainedSum", "Inferences", "Proposal", "Proposals"]


@dataclass(frozen=True, slots=True)
class Proposal:
    """One answer with how it was found. `target` is the position of a unit (from 1) or an account's code.

    `confidence` is a decimal between 0 and 1 with two digits.
    """

    target: str
    method: str
    confidence: str


@dataclass(frozen=True, slots=True)
class Proposals:
    """The answers for one form, the best first. `form` is its position among the forms, from 1.

    `unique` says of an account whether it is the only one that the printed sums allow; it is None where
    no sum was met.
    """

    form: int
    ranked: tuple[Proposal, ...]
    unique: bool | None = None


@dataclass(frozen=True, slots=True)
class ExplainedSum:
    """A printed cell of project expenditure beside the sum of the forms proposed for its account.

    Both are yuan; `forms` counts the addends.
    """

    table: str
    code: str
    printed: Decimal
    found: Decimal
    forms: int


@dataclass(frozen=True, slots=True)
class Inferences:
    """All that is inferred from one document."""

    units: tuple[Proposals, ...] = ()
    accounts: tuple[Proposals, ...] = ()
    sums: tuple[ExplainedSum, ...] = ()
