"""What SPARQL cannot say: functions that a pattern names as its `bkg:detector`.

A detector takes all candidates of one document and the parameters of its rule, and returns the evidence
of the odd cases. It knows no graph and no rule, and what it adds to a row a message may name.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from budgetkg.validation.audit.detectors.codes import misfitting_codes
from budgetkg.validation.audit.detectors.costs import (
    cost_floors,
    part_costs,
    priced_costs,
    summed_costs,
    whole_costs,
)
from budgetkg.validation.audit.detectors.goals import goal_figures, stated_floors
from budgetkg.validation.audit.detectors.groups import missing_groups, missing_months
from budgetkg.validation.audit.detectors.names import near_names, unknown_names
from budgetkg.validation.audit.detectors.sameness import (
    conflicting_items,
    repeated_items,
    same_sets,
)
from budgetkg.validation.audit.detectors.series import dragged_series
from budgetkg.validation.audit.detectors.statements import (
    bare_otherwise,
    misfit_units,
    mixed_periods,
    stated_otherwise,
    wrong_formulas,
)
from budgetkg.validation.audit.detectors.words import repeated_texts, unfilled, worded
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
    "conflicting-items": Detector(conflicting_items),
    "cost-floors": Detector(cost_floors),
    "dragged-series": Detector(dragged_series, ("first", "last")),
    "goal-figures": Detector(goal_figures, ("said", "meant", "target")),
    "missing-groups": Detector(missing_groups, ("lacking",)),
    "missing-months": Detector(missing_months),
    "misfit-units": Detector(misfit_units, ("noun",)),
    "misfitting-codes": Detector(misfitting_codes),
    "mixed-periods": Detector(mixed_periods, ("named", "meant")),
    "near-names": Detector(near_names, ("meant",)),
    "part-costs": Detector(part_costs),
    "priced-costs": Detector(priced_costs, ("total", "pieces")),
    "repeated-items": Detector(repeated_items),
    "repeated-texts": Detector(repeated_texts),
    "same-sets": Detector(same_sets, ("alike",)),
    "stated-floors": Detector(stated_floors, ("said",)),
    "stated-otherwise": Detector(stated_otherwise, ("said",)),
    "summed-costs": Detector(summed_costs, ("total", "pieces")),
    "unfilled": Detector(unfilled),
    "unknown-names": Detector(unknown_names),
    "whole-costs": Detector(whole_costs),
    "worded": Detector(worded, ("word",)),
    "wrong-formulas": Detector(wrong_formulas, ("reckoned",)),
}
