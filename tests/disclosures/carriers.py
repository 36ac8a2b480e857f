"""Which unit carries out a project, how the project's name tells it, and in which order the forms stand.

A document prints none of this as such. What it is inferred from (the order of the forms, names of units in
names of projects, procurement rows) can be made as clear or as poor as a test wants it.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass

from disclosures.model import Form, Unit

__all__ = ["Carriers"]


@dataclass(frozen=True, slots=True)
class Carriers:
    """How projects belong to units; every number is a share between 0 and 1.

    `disorder`: forms that do not stand where the order of the units puts them; 1 means any order at all.
    `full`, `short`: names that begin with the name of the unit, or with its short name; the rest has none.
    `strays`: projects whose unit has another account than they have.
    `passed_on`: whether the money of notices and funds goes to the unit of its account; else the
    department's own office keeps it.
    """

    disorder: float = 1.0
    full: float = 0.0
    short: float = 1.0
    strays: float = 0.0
    passed_on: bool = False

    def unit(self, rng: random.Random, own: Unit, units: Sequence[Unit]) -> Unit:
        """Return the unit that carries out a project which is `own` by its account."""
        return rng.choice(units) if _happens(rng, self.strays) else own

    def called(self, rng: random.Random, unit: Unit, body: str, *, joint: str = "-") -> str:
        """Return the name of a project, with or without what its unit is called."""
        if _happens(rng, self.full):
            return f"{unit.name}{joint}{body}"
        # The own office of a department has no short name.
        rest = self.short / (1 - self.full) if self.full < 1 else 0.0
        return f"{unit.hint}{joint}{body}" if unit.hint and _happens(rng, rest) else body

    def ordered(self, rng: random.Random, forms: Sequence[Form], units: Sequence[Unit]) -> tuple[Form, ...]:
        """Return the forms in the order of their units, but for those that stand somewhere else."""
        found = list(forms)
        rng.shuffle(found)
        if self.disorder >= 1:
            return tuple(found)
        places = {unit.name: place for place, unit in enumerate(units)}
        found.sort(key=lambda form: places[form.unit])
        moved = [form for form in found if _happens(rng, self.disorder)]
        kept = [form for form in found if form not in moved]
        for form in moved:
            kept.insert(rng.randint(0, len(kept)), form)
        return tuple(kept)


def _happens(rng: random.Random, share: float) -> bool:
    """Return whether something of this share happens; what is certain takes no random number."""
    return share >= 1 or (share > 0 and rng.random() < share)
