"""Consistent disclosures of invented departments, for tests: budgets in exact yuan, printed and rounded.

A `Recipe` gives one department in one year. `make_department`, `make_notices` and `make_budget` are for sets
of departments over several years that share notices; `text_of` prints a budget. `strategies` draws recipes
with Hypothesis; `faults` plants single faults in a text.
"""

from disclosures.carriers import Carriers
from disclosures.departments import make_department, make_notices
from disclosures.making import make_budget
from disclosures.model import Budget
from disclosures.printing import text_of
from disclosures.recipes import Recipe
from disclosures.sizes import Layout, Sizes

__all__ = [
    "Budget",
    "Carriers",
    "Layout",
    "Recipe",
    "Sizes",
    "make_budget",
    "make_department",
    "make_notices",
    "text_of",
]
