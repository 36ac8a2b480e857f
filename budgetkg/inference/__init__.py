"""From what is printed to what follows from it, with method, confidence and alternatives.

A pure function of the records of one document. Nothing here is mixed with what is printed.
"""

from budgetkg.inference.accounts import infer_accounts
from budgetkg.inference.units import infer_units, unit_probabilities
from budgetkg.model import Records
from budgetkg.model.inferred import Inferences

__all__ = ["infer"]

_SURE = 0.9  # from here on an account helps to tell the units apart


def infer(records: Records) -> Inferences:
    """Return the units and accounts proposed for the forms, and the sums that the accounts explain."""
    units = unit_probabilities(records) if records.units and records.projects else None
    accounts, sums = infer_accounts(records, units)
    known = {
        found.form: found.ranked[0].target for found in accounts if float(found.ranked[0].confidence) >= _SURE
    }
    return Inferences(infer_units(records, known), accounts, sums)
