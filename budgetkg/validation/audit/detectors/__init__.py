"""What SPARQL cannot say: functions that a pattern names as its `bkg:detector`.

A detector takes all candidates of one document and the parameters of its rule, and returns the evidence
of the odd cases. It knows no graph and no rule, and what it adds to a row a message may name.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from budgetkg.validation.audit.detectors.codes import misfitting_codes
from budgetkg.validation.audit.detectors.doubles import same_names, same_purchases
from budgetkg.validation.audit.detectors.names import near_names, unknown_names
from budgetkg.validation.audit.detectors.sameness import same_sets
from budgetkg.validation.audit.detectors.series import dragged_numbers, dragged_series
from budgetkg.validation.audit.detectors.wording import (
    miscounts,
    repeated_words,
    unlike_headings,
    unpaired_marks,
)
from budgetkg.validation.audit.detectors.years import misplaced_years
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
    "dragged-numbers": Detector(dragged_numbers, ("first", "last")),
    "dragged-series": Detector(dragged_series, ("first", "last")),
    "miscounts": Detector(miscounts, ("stated",)),
    "misfitting-codes": Detector(misfitting_codes),
    "misplaced-years": Detector(misplaced_years, ("years", "excerpt")),
    "near-names": Detector(near_names, ("meant",)),
    "repeated-words": Detector(repeated_words, ("twice",)),
    "same-names": Detector(same_names),
    "same-purchases": Detector(same_purchases),
    "same-sets": Detector(same_sets, ("alike",)),
    "unknown-names": Detector(unknown_names),
    "unlike-headings": Detector(unlike_headings),
    "unpaired-marks": Detector(unpaired_marks, ("mark",)),
}
