"""How right inferences are on made documents, whose units and accounts are known."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from disclosures import Recipe

from budgetkg.documents.text import from_bytes
from budgetkg.inference import infer
from budgetkg.model import Records
from budgetkg.parsing import parse

__all__ = ["Judged", "judge", "records_of"]


@dataclass
class Judged:
    """Best proposals, each with its confidence and whether it is right; accounts said to be unique apart."""

    units: list[tuple[float, bool]] = field(default_factory=list)
    accounts: list[tuple[float, bool]] = field(default_factory=list)
    unique: list[bool] = field(default_factory=list)

    @staticmethod
    def share(found: Iterable[tuple[float, bool]], least: float = 0.0) -> float:
        """The share of right answers among those of at least this confidence."""
        right = [is_right for confidence, is_right in found if confidence >= least]
        return sum(right) / max(len(right), 1)


def records_of(text: str) -> Records:
    """Read a document that is given as text."""
    return parse(from_bytes(text.encode(), "made.txt"))


def judge(recipes: Iterable[Recipe]) -> Judged:
    """Infer units and accounts of all documents and compare them with what they were made from."""
    judged = Judged()
    for recipe in recipes:
        records = records_of(recipe.text)
        truth = {form.code: form for form in recipe.budget.forms}
        found = infer(records)
        for proposals in found.units:
            best = proposals.ranked[0]
            name = records.units[int(best.target) - 1].name
            right = name == truth[records.projects[proposals.form - 1].code or ""].unit
            judged.units.append((float(best.confidence), right))
        for proposals in found.accounts:
            best = proposals.ranked[0]
            right = best.target == truth[records.projects[proposals.form - 1].code or ""].account
            judged.accounts.append((float(best.confidence), right))
            if proposals.unique:
                judged.unique.append(right)
    return judged
