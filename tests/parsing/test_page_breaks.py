"""A page break between any two lines of a whole document changes nothing but places and problems."""

import json
from pathlib import Path
from typing import Any

import pytest

from budgetkg.contract import as_json
from budgetkg.documents import from_bytes
from budgetkg.parsing import parse

SAMPLE = Path(__file__).parents[2] / "samples" / "wenlv-588-2024.txt"
LINES = SAMPLE.read_text(encoding="utf-8").replace("\f", "").split("\n")
CONTENTS_END = next(i for i, line in enumerate(LINES) if line == "部门预算收支总表")
INDICATOR_HEADER = "一级指标\t二级指标\t三级指标\t绩效指标描述\t指标值\t指标值确定依据"
PAGE_HEAD = ["", "588 峰峰示例文旅中心", "", "预算年度：2024", "", "单位：万元", ""]
STEP = 11


def facts(lines: list[str]) -> str:
    """The records without places and problems."""
    return json.dumps(_without_places(as_json(parse(from_bytes("\n".join(lines).encode(), "x")))))


def _without_places(value: Any) -> Any:
    if isinstance(value, dict):
        left_out = ("where", "problems", "sha256")
        return {key: _without_places(part) for key, part in value.items() if key not in left_out}
    if isinstance(value, list):
        return [_without_places(part) for part in value]
    return value


def inside_indicators() -> list[int]:
    """Positions between two rows of an indicator table."""
    found, inside = [], False
    for position in range(1, len(LINES)):
        above = LINES[position - 1]
        inside = above.startswith("一级指标") or (inside and "\t" in above)
        if inside and "\t" in LINES[position]:
            found.append(position)
    return found


@pytest.fixture(scope="module")
def whole() -> str:
    return facts(LINES)


@pytest.mark.parametrize(
    ("positions", "page"),
    [
        (range(1, len(LINES), STEP), [""]),
        (range(CONTENTS_END + 1, len(LINES), STEP), PAGE_HEAD),
        (inside_indicators()[::3], ["", INDICATOR_HEADER]),
    ],
    ids=["a blank line", "with department, year and unit", "with the head of the indicators"],
)
def test_a_page_break_changes_no_record(positions: list[int], page: list[str], whole: str) -> None:
    assert len(positions) > 10
    changed = [at for at in positions if facts([*LINES[:at], *page, *LINES[at:]]) != whole]
    assert changed == []
