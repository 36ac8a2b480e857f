"""Rows as the queries of the rules of forms give them, for tests of detectors alone."""

from budgetkg.validation.audit.detectors import DETECTORS
from budgetkg.validation.audit.evidence import Evidence
from budgetkg.validation.audit.rules import load_rules
from budgetkg.values.target import read_target

__all__ = ["cost", "found", "indicator", "parameters", "quantity"]

_SIGNS = {">=": "at-least", ">": "more-than", "<=": "at-most", "<": "less-than", "=": "equal"}


def indicator(name: str, target: str, description: str = "", number: int = 1, **more: str) -> Evidence:
    """Return an indicator with its target as it was read."""
    read = read_target(target)
    columns = {"name": name, "description": description, "project": "某项目", **more}
    if read is not None:
        columns["comparator"] = _SIGNS.get(read.comparator, read.comparator)
        columns |= {"number": read.number, "max": read.max or "", "unit": read.unit or ""}
    columns = {key: text for key, text in columns.items() if text or key == "description"}
    return Evidence("g", f"case {number}", f"indicator {number}", name, target, more=columns)


def cost(
    name: str, target: str, description: str = "", budget: str = "100.00", group: str = "cost"
) -> Evidence:
    """Return a cost of the one form whose budget is printed in 万元."""
    yuan = f"{int(budget.replace('.', '')) * 100}"
    made = indicator(name, target, description, form="form", group=group, budget=yuan)
    columns = {**made.more, "budgeted": budget, "money": "万元"}
    return Evidence("g", "form", f"{group} {name}", name, target, more=columns)


def quantity(name: str, target: str, description: str = "", budget: str = "100.00") -> Evidence:
    """Return a quantity of the same form."""
    return cost(name, target, description, budget, "quantity")


def parameters(check: str) -> dict[str, tuple[str, ...]]:
    """Return the parameters that a check is declared with."""
    (rule,) = [rule for rule in load_rules().rules if rule.iri.endswith(f"#{check}")]
    return {one.name: one.texts for one in rule.parameters}


def found(check: str, *rows: Evidence) -> list[Evidence]:
    """Return what the detector of a check finds with the parameters that it is declared with."""
    (rule,) = [rule for rule in load_rules().rules if rule.iri.endswith(f"#{check}")]
    assert rule.detector is not None
    return [row for row in DETECTORS[rule.detector].find(rows, parameters(check)) if row.verdict == "odd"]
