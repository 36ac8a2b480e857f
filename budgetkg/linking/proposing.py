"""All proposals of a store: candidates of every kind, and what is odd and not linked."""

from dataclasses import dataclass

from budgetkg.linking.accounts import moved_accounts
from budgetkg.linking.departments import changed_names, joined_bodies, recoded_departments
from budgetkg.linking.evidence import SURE, Candidate, Doubt
from budgetkg.linking.notices import near_numbers
from budgetkg.linking.projects import recoded_projects, reused_codes
from budgetkg.linking.reading import read_things
from budgetkg.linking.things import Things
from budgetkg.linking.units import renamed_units, units_with_documents
from budgetkg.results import Answering

__all__ = ["KINDS", "Proposals", "proposals_of", "propose"]

#: Kinds of candidates, in the order in which they are listed.
KINDS = ("department", "unit", "unit-department", "project", "notice", "account")


@dataclass(frozen=True, slots=True)
class Proposals:
    """Candidates, the surest first, and doubts."""

    candidates: tuple[Candidate, ...]
    doubts: tuple[Doubt, ...]


def propose(store: Answering) -> Proposals:
    """Return what may be linked in a store. The same documents give the same proposals."""
    return proposals_of(read_things(store))


def proposals_of(things: Things) -> Proposals:
    """Return what may be linked among these things."""
    texts = sorted({form.name for project in things.projects for form in project.forms})
    recoded = recoded_departments(things.departments, things.units)
    bodies = joined_bodies(recoded, SURE)
    candidates = [
        *recoded,
        *renamed_units(things.departments, things.units, texts, bodies),
        *units_with_documents(things.departments, things.units),
        *recoded_projects(things.projects, bodies),
        *near_numbers(things.notices),
        *moved_accounts(things.accounts),
    ]
    candidates.sort(key=lambda one: (-one.confidence, KINDS.index(one.kind), one.subject, one.object))
    doubts = (*changed_names(things.departments), *reused_codes(things.projects))
    return Proposals(tuple(candidates), doubts)
