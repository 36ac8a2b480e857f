"""What a document is made from: a seed, sizes, a layout. The same recipe always gives the same text."""

import random
from dataclasses import dataclass, field, replace
from functools import cached_property

from disclosures.carriers import Carriers
from disclosures.departments import make_department, make_notices
from disclosures.making import make_budget
from disclosures.model import Budget
from disclosures.printing import text_of
from disclosures.sizes import Layout, Sizes

__all__ = ["Recipe"]


@dataclass(frozen=True)
class Recipe:
    """A department of its own in one year."""

    seed: int
    sizes: Sizes = field(default_factory=Sizes)
    layout: Layout = field(default_factory=Layout)
    year: int = 2024
    division: str = "130406"
    code: str = "588"
    units: int = 3
    theme: str | None = None
    unsupported: bool = False
    carriers: Carriers = field(default_factory=Carriers)

    @cached_property
    def budget(self) -> Budget:
        """The budget in exact yuan."""
        rng = random.Random(self.seed)
        department = make_department(
            rng,
            division=self.division,
            code=self.code,
            units=self.units,
            theme=self.theme,
            unsupported=self.unsupported,
        )
        count = self.sizes.transfers
        notices = make_notices(rng, self.division, self.year, department.theme, count)
        return make_budget(rng, department, self.year, self.sizes, notices, self.carriers)

    def with_budget(self, budget: Budget) -> "Recipe":
        """Return a recipe that gives another budget in the same layout."""
        other = replace(self)
        # A cached property looks here first, and a frozen object lets nobody set it otherwise.
        other.__dict__["budget"] = budget
        return other

    @cached_property
    def text(self) -> str:
        """The document."""
        return text_of(self.budget, self.layout)
