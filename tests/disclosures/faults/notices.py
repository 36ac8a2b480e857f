"""Faults in document numbers: how they are written, and which year and source they name."""

import random

from disclosures.faults.planting import Copy, Fault, Plant, Planted, rules
from disclosures.model import Form
from disclosures.recipes import Recipe

__all__ = ["FAULTS"]

_BASIS = 5


def _handed_down(recipe: Recipe, rng: random.Random) -> tuple[int, Form] | None:
    """Return number and form of a project that a notice gives money to."""
    found = [(number, form) for number, form in enumerate(recipe.budget.forms, 1) if form.notice]
    return rng.choice(found) if found else None


def _basis(spoiled: str, *, serials: tuple[int, ...] = (0,)) -> Plant:
    """The first bases of a form cite its notice with another spelling or serial."""

    def plant(recipe: Recipe, rng: random.Random) -> Planted | None:
        found = _handed_down(recipe, rng)
        if found is None or found[1].notice is None:
            return None
        number, notice = found[0], found[1].notice
        copy = Copy(recipe)
        for position, more in enumerate(serials):
            text = spoiled.format(mark=notice.mark, year=notice.year, serial=notice.serial + more)
            planted = copy.cell(copy.indicator(number, position), _BASIS, text)
        return planted

    return plant


def _year(change: int) -> Plant:
    """The notice is of another year, wherever the document names it."""

    def plant(recipe: Recipe, rng: random.Random) -> Planted | None:
        found = _handed_down(recipe, rng)
        if found is None or found[1].notice is None:
            return None
        form, notice = found[1], found[1].notice
        number = notice.number.replace(f"〔{notice.year}〕", f"〔{notice.year + change}〕")
        text = recipe.text.replace(notice.number, number)
        return Planted(
            text, next(line for line in text.split("\n") if line.startswith(f"项目编码\t{form.code}\t"))
        )

    return plant


def _advance(recipe: Recipe, rng: random.Random) -> Planted | None:
    """A notice hands down, ahead of time, the money of a year that is over."""
    found = _handed_down(recipe, rng)
    if found is None:
        return None
    form = found[1]
    name = form.name.replace(f"下达{recipe.year}年", f"下达{recipe.year - 1}年")
    text = recipe.text.replace(form.name, name)
    return Planted(
        text, next(line for line in text.split("\n") if line.startswith(f"项目编码\t{form.code}\t"))
    )


FAULTS = (
    Fault("square-brackets", "M18", _basis("{mark}[{year}]{serial}号"), kind="formal"),
    Fault("superfluous-sign", "M18", _basis("{mark}〔{year}〕第{serial}号"), kind="formal"),
    Fault("another-serial", "M31", _basis("{mark}〔{year}〕{serial}号", serials=(40,)), kind="doubt"),
    Fault(
        "dragged-serial",
        "M30",
        _basis("{mark}〔{year}〕{serial}号", serials=(0, 1, 2, 3)),
        rules("M31"),
        "doubt",
    ),
    Fault("notice-of-the-future", "M19", _year(2), rules("M32")),
    Fault("notice-too-old", "M19", _year(-3), rules("M64"), "doubt"),
    Fault("money-of-another-year", "M19", _advance, rules("M6"), "doubt"),
)
