"""What SPARQL cannot say: functions that a pattern names as its `bkg:detector`.

A detector takes all candidates of one document and the parameters of its rule, and returns the evidence
of the odd cases. It knows no graph and no rule, and what it adds to a row a message may name.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from budgetkg.validation.audit.detectors.belonging import barred_projects
from budgetkg.validation.audit.detectors.changes import contrary_reasons, reasons_beyond, unchanged_beside
from budgetkg.validation.audit.detectors.codes import misfitting_codes
from budgetkg.validation.audit.detectors.goals import (
    contained_goals,
    doubled_bounds,
    floors_of_evils,
    goal_amounts,
)
from budgetkg.validation.audit.detectors.listed import (
    listed_nowhere,
    listed_otherwise,
    listed_similarly,
    rise_beyond_budget,
)
from budgetkg.validation.audit.detectors.names import near_names, unknown_names
from budgetkg.validation.audit.detectors.percentages import wrong_percentages
from budgetkg.validation.audit.detectors.purchases import unlisted_purchases
from budgetkg.validation.audit.detectors.sameness import same_sets
from budgetkg.validation.audit.detectors.series import dragged_series
from budgetkg.validation.audit.detectors.uses import unpaid_uses
from budgetkg.validation.audit.detectors.years import compared_years, opening_years, past_years
from budgetkg.validation.audit.evidence import Evidence

__all__ = ["DETECTORS", "Detector"]

#: What a detector is given beside the candidates: the texts of each parameter.
Texts = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Detector:
    """One detector; `adds` are the names that it adds to the evidence."""

    find: Callable[[Sequence[Evidence], Texts], Iterable[Evidence]]
    adds: tuple[str, ...] = ()


DETECTORS: Mapping[str, Detector] = {
    "barred-projects": Detector(barred_projects, ("unit",)),
    "compared-years": Detector(compared_years, ("years",)),
    "contained-goals": Detector(contained_goals, ("other",)),
    "contrary-reasons": Detector(contrary_reasons, ("words",)),
    "doubled-bounds": Detector(doubled_bounds, ("words",)),
    "dragged-series": Detector(dragged_series, ("first", "last")),
    "floors-of-evils": Detector(floors_of_evils, ("words",)),
    "goal-amounts": Detector(goal_amounts, ("amount", "meant", "form")),
    "listed-nowhere": Detector(listed_nowhere),
    "listed-otherwise": Detector(listed_otherwise, ("meant",)),
    "listed-similarly": Detector(listed_similarly, ("meant",)),
    "misfitting-codes": Detector(misfitting_codes),
    "near-names": Detector(near_names, ("meant",)),
    "opening-years": Detector(opening_years, ("years",)),
    "past-years": Detector(past_years, ("years", "words")),
    "reasons-beyond": Detector(reasons_beyond, ("listed", "total")),
    "rise-beyond-budget": Detector(rise_beyond_budget, ("words", "amount", "meant")),
    "same-sets": Detector(same_sets, ("alike",)),
    "unchanged-beside": Detector(unchanged_beside, ("words",)),
    "unknown-names": Detector(unknown_names),
    "unlisted-purchases": Detector(unlisted_purchases),
    "unpaid-uses": Detector(unpaid_uses, ("words",)),
    "wrong-percentages": Detector(wrong_percentages, ("words", "meant")),
}
