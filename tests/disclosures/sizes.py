"""What is wanted of a document: how large it is, and which of the rarer things it has."""

from dataclasses import dataclass

__all__ = ["Layout", "Sizes"]


@dataclass(frozen=True, slots=True)
class Sizes:
    """How large a budget is. Each flag is something that a budget may have or lack.

    `grain` is the step of amounts in yuan; 50 rounds every figure by exactly half of its last digit.
    """

    forms: int = 6
    transfers: int = 1
    grain: int = 1
    fund: bool = True
    capital: bool = False
    own: bool = True
    own_basic: bool = False
    operating: bool = False
    special: bool = False
    handed_on: bool = False
    kept: bool = True
    purchases: bool = True
    abroad: bool = True
    vehicles: bool = True
    public_projects: bool = False
    meetings: bool = False
    unchanged: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """How a document is printed: rows on a page, whether a page may end inside a row, whether names are
    wrapped, whether changes are also told in per cent, and the like."""

    rows: int = 18
    cut: bool = False
    form_feeds: bool = False
    one_line_heads: bool = False
    public_last: bool = False
    projects_first: bool = False
    wrapped: bool = False
    percentages: bool = False
