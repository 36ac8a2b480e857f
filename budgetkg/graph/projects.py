"""The performance forms: project budgets with their plans, goals and indicators."""

import re

from budgetkg.graph.terms import decimal, integer, iri, text, zh
from budgetkg.graph.vocabulary import COMPARATORS, TYPE, bkg, dcterms, skos
from budgetkg.graph.writer import Writer, concept
from budgetkg.model import Indicator, Project, Records, Target
from budgetkg.namespaces import project_iri, segment

__all__ = ["project_keys", "write_projects"]

_LABEL = skos("prefLabel")
_IDENTIFIER = dcterms("identifier")
_DESCRIPTION = dcterms("description")
_PLAN_POINT = bkg("planPoint")
_GOAL = bkg("goal")
_INDICATOR = bkg("indicator")

#: Division, year of entry, type letter, local part (21 signs).
_CODE = re.compile(r"([0-9]{6})([0-9]{2})([A-Z])([0-9A-Z]{12})")

#: Keys of a form's amounts, and the properties that hold yuan and print.
_MONEY = {
    "total": ("totalAmount", "totalAmountText"),
    "fiscal": ("fiscalFunds", "fiscalFundsText"),
    "other": ("otherFunds", "otherFundsText"),
}


def project_keys(pen: Writer, records: Records) -> tuple[str, ...]:
    """Return the IRI of the project budget of each form, in printed order.

    The code names it; without a code the form's number, without a number its position.
    """
    keys = []
    for position, project in enumerate(records.projects, 1):
        if project.code:
            key = segment(project.code)
        else:
            key = f"form-{f'x{position}' if project.number is None else project.number}"
        keys.append(pen.fresh(f"{pen.document}/project/{key}"))
    return tuple(keys)


def write_projects(pen: Writer, records: Records, keys: tuple[str, ...]) -> None:
    """Write every form. `keys` are their IRIs, from `project_keys`."""
    for subject, project in zip(keys, records.projects, strict=True):
        unit = project.money_unit or records.document.money_unit
        _write_form(pen, subject, project, unit)
        _write_plan(pen, subject, project)
        _write_goals(pen, subject, project)
        for number, indicator in enumerate(project.indicators, 1):
            _write_indicator(pen, subject, number, indicator)


def _write_form(pen: Writer, subject: str, project: Project, unit: str | None) -> None:
    pen.describe(
        subject,
        (TYPE, bkg("ProjectBudget")),
        (bkg("project"), iri(_write_lasting(pen, project.code)) if project.code else None),
        (_IDENTIFIER, text(project.code) if project.code else None),
        (_LABEL, zh(project.name)),
        (bkg("formNumber"), None if project.number is None else integer(project.number)),
        (bkg("heading"), zh(project.heading)),
        (bkg("moneyUnit"), None if unit is None else text(unit)),
        (bkg("purpose"), zh(project.purpose) if project.purpose else None),
        (bkg("unitText"), None if project.unit_text is None else text(project.unit_text)),
    )
    for key, (amount, printed) in _MONEY.items():
        figure = project.amounts.get(key)
        if figure is not None:
            pen.describe(
                subject,
                (bkg(amount), pen.yuan(figure, unit, project.where)),
                (bkg(printed), text(figure.printed)),
            )
    pen.printed(subject, project.where, project.printed or project.name)


def _write_lasting(pen: Writer, code: str) -> str:
    lasting = project_iri(code)
    if pen.first_time(lasting):
        pen.describe(lasting, (TYPE, bkg("Project")), (_IDENTIFIER, text(code)))
        if parts := _CODE.fullmatch(code):
            pen.describe(
                lasting,
                (bkg("codeDivision"), text(parts[1])),
                (bkg("codeYear"), integer(2000 + int(parts[2]))),
                (bkg("codeType"), text(parts[3])),
                (bkg("codeLocal"), text(parts[4])),
            )
    return lasting


def _write_plan(pen: Writer, subject: str, project: Project) -> None:
    for month, percent in project.schedule.items():
        point = f"{subject}/plan/{month}"
        pen.describe(subject, (_PLAN_POINT, iri(point)))
        pen.describe(
            point,
            (TYPE, bkg("SpendingPlanPoint")),
            (bkg("month"), integer(month)),
            (bkg("cumulativePercent"), pen.number(percent, project.where)),
        )
        pen.printed(point, project.where, percent.printed if percent else "")


def _write_goals(pen: Writer, subject: str, project: Project) -> None:
    for number, goal in enumerate(project.goals, 1):
        node = f"{subject}/goal/{number}"
        pen.describe(subject, (_GOAL, iri(node)))
        pen.describe(
            node,
            (TYPE, bkg("PerformanceGoal")),
            (_DESCRIPTION, zh(goal)),
            (bkg("goalScope"), bkg("goal-scope-project")),
            (bkg("goalNumber"), integer(number)),
        )
        pen.printed(node, project.where, goal)


_INDICATOR_CLASS = bkg("PerformanceIndicator")
_INDICATOR_NUMBER = bkg("indicatorNumber")
_LEVEL_1, _LEVEL_2 = bkg("level1"), bkg("level2")
_TARGET_TEXT = bkg("targetText")
_BASIS_TEXT = bkg("basisText")


def _write_indicator(pen: Writer, subject: str, number: int, indicator: Indicator) -> None:
    node = f"{subject}/indicator/{number}"
    pen.describe(subject, (_INDICATOR, iri(node)))
    pen.describe(
        node,
        (TYPE, _INDICATOR_CLASS),
        (_INDICATOR_NUMBER, integer(number)),
        (_LEVEL_1, concept("indicator-level", indicator.level1)),
        (_LEVEL_2, concept("indicator-level", indicator.level2)),
        (_LABEL, zh(indicator.name)),
        (_DESCRIPTION, zh(indicator.description) if indicator.description else None),
        (_TARGET_TEXT, text(indicator.value)),
        (_BASIS_TEXT, text(indicator.basis) if indicator.basis else None),
    )
    if indicator.target is not None:
        _write_target(pen, node, indicator.target)
    pen.printed(node, indicator.where, indicator.printed or indicator.name)


def _write_target(pen: Writer, node: str, target: Target) -> None:
    pen.describe(
        node,
        (bkg("comparator"), COMPARATORS[target.comparator]),
        (bkg("targetValue"), decimal(target.number)),
        (bkg("targetMax"), decimal(target.max)),
        (bkg("targetUnit"), text(target.unit) if target.unit else None),
    )
