"""What `parse` and `build` share: reading stdin, and telling what was read and what was not."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from budgetkg.cli.talk import say, warn

if TYPE_CHECKING:
    from budgetkg.documents import Source
    from budgetkg.model import Problem

__all__ = ["counted", "problem_counts", "show_problems", "source_of"]

_STDIN = Path("-")
_SEVERITIES = {"error": ("错误", "errors"), "warning": ("警告", "warnings"), "info": ("提示", "notes")}
_COUNTS = {
    "tables": ("预算表", "budget tables"),
    "rows": ("表中行数", "rows in them"),
    "numbers": ("表中数字", "numbers in them"),
    "units": ("单位", "units"),
    "projects": ("项目绩效表", "project forms"),
    "indicators": ("绩效指标", "indicators"),
    "goals": ("部门绩效目标", "goals of the department"),
    "procurement_items": ("采购项目", "things to buy"),
    "assets": ("资产行", "asset rows"),
    "terms": ("名词解释", "glossary terms"),
    "citations": ("引用", "citations"),
}


def source_of(path: Path) -> "Source":
    """Return the lines of a file, or of stdin for `-`. Raises as `documents.read` does."""
    from budgetkg.documents import from_bytes, read

    if path != _STDIN:
        return read(path)
    from budgetkg.cli.output import read_stdin

    return from_bytes(read_stdin(), "stdin", "-")


def counted(counts: Mapping[str, int]) -> list[str]:
    """Return a line for each kind of record."""
    return [f"{say(*_COUNTS[name])}: {number}" for name, number in counts.items()]


def problem_counts(problems: Sequence["Problem"]) -> str:
    """Return how many problems there are of each severity, worst first."""
    numbers = {name: sum(one.severity == name for one in problems) for name in _SEVERITIES}
    return say("，", ", ").join(f"{number} {say(*_SEVERITIES[name])}" for name, number in numbers.items())


def show_problems(
    path: Path, problems: Sequence["Problem"], severities: Sequence[str] = tuple(_SEVERITIES)
) -> None:
    """Write problems to stderr, by severity and place."""
    for severity in severities:
        found = [problem for problem in problems if problem.severity == severity]
        if not found:
            continue
        warn(f"{path}: {say(*_SEVERITIES[severity])} ({len(found)})")
        for problem in found:
            where = problem.where
            lines = str(where.first) if where.first == where.last else f"{where.first}-{where.last}"
            page = say(f"，第 {where.page} 页", f", page {where.page}") if where.page else ""
            warn(f"  {path.name}:{lines}{page}: {problem.code} {say(problem.zh, problem.en)}")
