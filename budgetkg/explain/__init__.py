"""Where a number or a thing comes from: the page, the unit, the sums, the citations.

Everything is read from the graph, and a number is computed again from its printed text: an
explanation that does not agree with what it explains says so.
"""

from budgetkg.explain.model import (
    Comparison,
    Explanation,
    Finding,
    Part,
    Printed,
    Reference,
    Statement,
    Sum,
    Value,
)
from budgetkg.explain.telling import explain

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
    "explain",
]
