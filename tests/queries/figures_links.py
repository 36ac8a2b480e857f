"""Figures on links: a store of one document, where nobody wrote any, has none."""

from reckoning import Check

from budgetkg.model import Records
from budgetkg.results import Solutions

__all__ = ["FIGURES"]


def _none(records: Records, answer: Solutions) -> None:
    assert records.units
    assert answer.rows == ()


FIGURES: dict[str, Check] = {"links": _none, "recoded-projects": _none, "renamed-units": _none}
