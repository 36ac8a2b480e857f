"""Figures on units, duties and things to link to, computed from the records alone."""

from collections import Counter
from decimal import Decimal

from reckoning import Cell, Check, cells

from budgetkg.model import Project, Records
from budgetkg.results import Solutions

__all__ = ["FIGURES"]


def _units(records: Records, answer: Solutions) -> None:
    wanted = [(unit.name, unit.kind, unit.rank, unit.funding) for unit in records.units]
    assert cells(answer, "unit kind rank funding") == wanted


def _organisation_tree(records: Records, answer: Solutions) -> None:
    department = records.department
    wanted: list[tuple[Cell, ...]] = [
        (Decimal(1), None, department.division_code, None, None, None),
        (Decimal(2), department.division_code, department.name, None, None, None),
    ]
    for unit in records.units:
        wanted.append((Decimal(3), department.name, unit.name, unit.kind, unit.rank, unit.funding))
    assert cells(answer, "depth parent node kind rank funding") == wanted


def _unit_aliases(records: Records, answer: Solutions) -> None:
    used: Counter[tuple[str, str]] = Counter()
    for unit in records.procurement.units:
        used[(unit.name, "政府采购预算表")] += 1 + len(unit.items)
    for project in records.projects:
        if project.unit_text:
            used[(project.unit_text, "绩效目标表")] += 1
    wanted: list[tuple[Cell, ...]] = []
    for (name, place), mentions in used.items():
        candidates = [unit.name for unit in records.units if name in unit.name or unit.name in name]
        for candidate in candidates:
            match = "一致" if candidate == name else "包含"
            wanted.append((name, place, Decimal(mentions), match, candidate))
        if not candidates:
            wanted.append((name, place, Decimal(mentions), "未匹配", None))
    assert Counter(cells(answer, "name used_in mentions match unit")) == Counter(wanted)


def _holds(project: Project, topic: str) -> bool:
    return topic in project.name or topic in project.purpose


def _duties_and_projects(records: Records, answer: Solutions) -> None:
    found = cells(answer, "topic duty code")
    topics = {str(row[0]) for row in found}
    wanted: list[tuple[Cell, ...]] = []
    for duty in records.duties:
        for topic in (topic for topic in topics if topic in duty.text):
            codes = [project.code for project in records.projects if _holds(project, topic)]
            wanted += [(topic, duty.text, code) for code in codes or [None]]
    assert found
    assert Counter(found) == Counter(wanted)


def _linkable_entities(records: Records, answer: Solutions) -> None:
    department = records.department
    found = cells(answer, "type identifier")
    numbers = {citation.number.canonical for citation in records.citations if citation.number}
    codes = {
        row.code for table in records.tables for row in table.rows if row.code and any(row.amounts.values())
    }
    wanted = {"项目": {project.code for project in records.projects}, "发文字号": numbers, "科目": codes}
    wanted |= {"区划": {department.division_code}, "部门": {department.code}}
    for kind, identifiers in wanted.items():
        assert {identifier for type_, identifier in found if type_ == kind} == identifiers
    assert sum(row[0] == "单位" for row in found) == len(records.units)
    mentions = {row[0]: row[1] for row in cells(answer, "identifier mentions") if row[0] in numbers}
    cited = Counter(citation.number.canonical for citation in records.citations if citation.number)
    assert mentions == {number: Decimal(count) for number, count in cited.items()}


def _double_counted(records: Records, answer: Solutions) -> None:
    """A department's document alone is counted once."""
    assert answer.rows == ()


FIGURES: dict[str, Check] = {
    "double-counted": _double_counted,
    "duties-and-projects": _duties_and_projects,
    "linkable-entities": _linkable_entities,
    "organisation-tree": _organisation_tree,
    "unit-aliases": _unit_aliases,
    "units": _units,
}
