"""Single faults: each is planted in a consistent document, and one rule must find it."""

from disclosures.faults import notices, sentences, tables, targets
from disclosures.faults.planting import Fault, Planted

__all__ = ["FAULTS", "Fault", "Planted"]

#: All kinds of faults.
FAULTS: tuple[Fault, ...] = (*tables.FAULTS, *sentences.FAULTS, *targets.FAULTS, *notices.FAULTS)
