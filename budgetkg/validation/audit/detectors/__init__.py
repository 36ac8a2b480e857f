"""What SPARQL cannot say: functions that a pattern names as its `bkg:detector`.

A detector takes all candidates of one document and the parameters of its rule, and returns the evidence
of the odd cases. It knows no graph and no rule, and what it adds to a row a message may name.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from budgetkg.validation.audit.detectors.belonging import barred_projects
from budgetkg.validation.audit.detectors.changes import contrary_reasons, reasons_beyond, unchanged_beside
from budgetkg.validation.audit.detectors.codes import misfitting_codes
from budgetkg.validation.audit.detectors.costs import (
    cost_floors,
    part_costs,
    priced_costs,
    summed_costs,
    whole_costs,
)
from budgetkg.validation.audit.detectors.dates import misplaced_years
from budgetkg.validation.audit.detectors.department_goals import doubled_bounds, goal_amounts
from budgetkg.validation.audit.detectors.doubles import same_names, same_purchases
from budgetkg.validation.audit.detectors.goals import goal_figures, stated_floors
from budgetkg.validation.audit.detectors.groups import missing_groups, missing_months
from budgetkg.validation.audit.detectors.listed import (
    listed_nowhere,
    listed_otherwise,
    listed_similarly,
    rise_beyond_budget,
)
from budgetkg.validation.audit.detectors.names import near_names, unknown_names
from budgetkg.validation.audit.detectors.percentages import wrong_percentages
from budgetkg.validation.audit.detectors.purchases import unlisted_purchases
from budgetkg.validation.audit.detectors.sameness import (
    conflicting_items,
    repeated_items,
    same_sets,
)
from budgetkg.validation.audit.detectors.series import dragged_numbers, dragged_series
from budgetkg.validation.audit.detectors.statements import (
    bare_otherwise,
    misfit_units,
    mixed_periods,
    stated_otherwise,
    wrong_formulas,
)
from budgetkg.validation.audit.detectors.uses import unpaid_uses
from budgetkg.validation.audit.detectors.wording import (
    miscounts,
    repeated_words,
    unlike_headings,
    unpaired_marks,
)
from budgetkg.validation.audit.detectors.words import repeated_texts, unfilled, worded
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
    "bare-otherwise": Detector(bare_otherwise, ("said",)),
    "barred-projects": Detector(barred_projects, ("unit",)),
    "compared-years": Detector(compared_years, ("years",)),
    "conflicting-items": Detector(conflicting_items),
    "contrary-reasons": Detector(contrary_reasons, ("words",)),
    "cost-floors": Detector(cost_floors),
    "doubled-bounds": Detector(doubled_bounds, ("words",)),
    "dragged-numbers": Detector(dragged_numbers, ("first", "last")),
    "dragged-series": Detector(dragged_series, ("first", "last")),
    "goal-amounts": Detector(goal_amounts, ("amount", "meant", "form")),
    "goal-figures": Detector(goal_figures, ("said", "meant", "target")),
    "listed-nowhere": Detector(listed_nowhere),
    "listed-otherwise": Detector(listed_otherwise, ("meant",)),
    "listed-similarly": Detector(listed_similarly, ("meant",)),
    "miscounts": Detector(miscounts, ("stated",)),
    "misfit-units": Detector(misfit_units, ("noun",)),
    "misfitting-codes": Detector(misfitting_codes),
    "misplaced-years": Detector(misplaced_years, ("years", "excerpt")),
    "missing-groups": Detector(missing_groups, ("lacking",)),
    "missing-months": Detector(missing_months),
    "mixed-periods": Detector(mixed_periods, ("named", "meant")),
    "near-names": Detector(near_names, ("meant",)),
    "opening-years": Detector(opening_years, ("years",)),
    "part-costs": Detector(part_costs),
    "past-years": Detector(past_years, ("years", "words")),
    "priced-costs": Detector(priced_costs, ("total", "pieces")),
    "reasons-beyond": Detector(reasons_beyond, ("listed", "total")),
    "repeated-items": Detector(repeated_items),
    "repeated-texts": Detector(repeated_texts),
    "repeated-words": Detector(repeated_words, ("twice",)),
    "rise-beyond-budget": Detector(rise_beyond_budget, ("words", "amount", "meant")),
    "same-names": Detector(same_names),
    "same-purchases": Detector(same_purchases),
    "same-sets": Detector(same_sets, ("alike",)),
    "stated-floors": Detector(stated_floors, ("said",)),
    "stated-otherwise": Detector(stated_otherwise, ("said",)),
    "summed-costs": Detector(summed_costs, ("total", "pieces")),
    "unchanged-beside": Detector(unchanged_beside, ("words",)),
    "unfilled": Detector(unfilled),
    "unknown-names": Detector(unknown_names),
    "unlike-headings": Detector(unlike_headings),
    "unlisted-purchases": Detector(unlisted_purchases),
    "unpaid-uses": Detector(unpaid_uses, ("words",)),
    "unpaired-marks": Detector(unpaired_marks, ("mark",)),
    "whole-costs": Detector(whole_costs),
    "worded": Detector(worded, ("word",)),
    "wrong-formulas": Detector(wrong_formulas, ("reckoned",)),
    "wrong-percentages": Detector(wrong_percentages, ("words", "meant")),
}
