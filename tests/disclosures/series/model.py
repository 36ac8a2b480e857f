"""Things that last over years, and what each document prints of them: the truth of a series of documents.

A life says what a thing is called in each year; a year in which it is not there is missing. `event` is a word
for what happens to it, so that an error can be told by its kind.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from disclosures.model import Department, Notice, Unit

__all__ = ["DepartmentLife", "Mention", "Plan", "Printed", "ProjectLife", "UnitLife"]


@dataclass(frozen=True, slots=True)
class Plan:
    """How large a series is: two districts, with so many departments each and projects of each department."""

    seed: int = 7
    divisions: tuple[str, str] = ("130204", "131003")
    departments: int = 3
    projects: int = 3
    years: tuple[int, ...] = (2022, 2023, 2024)


@dataclass(frozen=True, slots=True)
class UnitLife:
    """A unit; `unit` has what does not change, `account` the account of its basic expenditure."""

    id: str
    event: str
    unit: Unit
    account: str
    names: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class DepartmentLife:
    """A department; its own office is its first unit. `template` has all units that it ever has."""

    id: str
    event: str
    template: Department
    codes: Mapping[int, str]
    names: Mapping[int, str]
    units: tuple[UnitLife, ...]

    @property
    def division(self) -> str:
        return self.template.division


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where a form names a notice. `printed` is the whole cell, or the number in a name.

    `number` is what an exact reader makes of the print; it is another number than that of `notice` where the
    print is wrong, and blank where only a title is printed. `indicator` is 0 for the name.
    """

    notice: Notice
    printed: str
    number: str
    variant: str
    indicator: int = 0


@dataclass(frozen=True, slots=True)
class ProjectLife:
    """A project. One of a notice has the places that name notices, by year."""

    id: str
    event: str
    department: str
    unit: str
    topic: str
    kind: str
    account: str
    codes: Mapping[int, str]
    names: Mapping[int, str]
    mentions: Mapping[int, tuple[Mention, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Printed:
    """One document: its name, its text, and the rows of truth that it adds to each table."""

    name: str
    text: str
    truth: Mapping[str, tuple[tuple[str, ...], ...]]
