"""Consistent disclosures of invented departments, for tests: budgets in exact yuan, printed and rounded.

`make_one` (or `make_budget`, for several departments and years that share notices) makes a budget from a
seed; `text_of` prints it. `strategies` draws both for Hypothesis, `faults` plants single faults in the text.
"""

from disclosures.departments import make_department, make_notices
from disclosures.making import make_budget, make_one
from disclosures.model import Budget
from disclosures.printing import text_of
from disclosures.sizes import Layout, Sizes

__all__ = ["Budget", "Layout", "Sizes", "make_budget", "make_department", "make_notices", "make_one", "text_of"]
