"""One invented department over two years: units under new names, projects under new codes."""

import random
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from disclosures import Recipe, Sizes, text_of
from disclosures.model import Budget, Form
from disclosures.projects import project_code
from disclosures.sizes import Layout

__all__ = ["Pair", "recoded", "write_years"]


@dataclass(frozen=True)
class Pair:
    """Two documents of a department, and what is one thing in both: newer names and codes to older ones."""

    older: Path
    newer: Path
    units: Mapping[str, str]
    projects: Mapping[str, str]


def recoded(rng: random.Random, form: Form, year: int, division: str) -> Form:
    """Return a form of the next year under a new code, its name and money a little changed."""
    name = form.name.replace(str(year - 1), str(year))
    ending = {"经费": "项目经费", "项目": "项目经费"}
    for old, new in ending.items():
        if name.endswith(old) and not name.endswith(new):
            name = name.removesuffix(old) + new
            break
    money = tuple(replace(entry, yuan=entry.yuan * rng.choice((100, 110)) // 100) for entry in form.money)
    return replace(form, code=project_code(rng, division, year), name=f"{year}年{name}", money=money)


def write_years(
    folder: Path,
    names: Mapping[str, str],
    *,
    seed: int = 7,
    division: str = "130406",
    code: str = "588",
    theme: str = "culture",
    units: int = 6,
    forms: int = 10,
) -> Pair:
    """Write two documents; `names` maps older words in unit names to newer ones.

    Of the projects, every fifth ends, and half of the others get new codes.
    """
    rng = random.Random(seed)
    recipe = Recipe(
        seed, sizes=Sizes(forms=forms), year=2023, division=division, code=code, units=units, theme=theme
    )
    older = recipe.budget
    renamed = {unit.name: _replaced(unit.name, names) for unit in older.department.units}
    kept = [
        recoded(rng, form, 2024, division) if number % 2 else form
        for number, form in enumerate(older.forms)
        if number % 5 != 4
    ]
    projects = {
        new.code: old.code
        for old, new in zip([f for n, f in enumerate(older.forms) if n % 5 != 4], kept, strict=True)
        if new.code != old.code
    }
    department = replace(
        older.department,
        units=tuple(replace(unit, name=renamed[unit.name]) for unit in older.department.units),
    )
    newer = replace(older, department=department, year=2024, forms=tuple(kept), purchases=())
    return Pair(
        _write(folder / f"{code}-2023.txt", older),
        _write(folder / f"{code}-2024.txt", newer),
        {new: old for old, new in renamed.items() if old != new},
        projects,
    )


def _replaced(name: str, words: Mapping[str, str]) -> str:
    for old, new in words.items():
        if old in name:
            return name.replace(old, new)
    return name


def _write(path: Path, budget: Budget) -> Path:
    path.write_text(text_of(budget, Layout()), encoding="utf-8")
    return path
