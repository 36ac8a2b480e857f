"""What the forms say in words, for comparing them with the names of units and accounts."""

from budgetkg.model import Project
from budgetkg.values.docnumber import find_document_numbers

__all__ = ["told", "unnumbered"]


def unnumbered(project: Project) -> str:
    """Return the name without document numbers: the office that issued one is no unit."""
    name = project.name
    for number in reversed(find_document_numbers(name)):
        name = name[: number.start] + " " + name[number.end :]
    return name


def told(project: Project) -> str:
    """Return what a form says beyond its name: purpose, goals, indicators."""
    rows = (f"{row.name} {row.description}" for row in project.indicators)
    return " ".join((project.purpose, *project.goals, *rows))
