"""Print a budget as the text of a disclosure, in the layout `hebei-department`."""

from disclosures.explanation import HEADINGS, explanation
from disclosures.model import Budget
from disclosures.pages import lines_of
from disclosures.sheets import sheets
from disclosures.sizes import Layout

__all__ = ["text_of"]


def text_of(budget: Budget, layout: Layout | None = None) -> str:
    """Return the document: contents, tables, explanation."""
    layout = layout or Layout()
    tables = sheets(budget, public_last=layout.public_last, projects_first=layout.projects_first)
    contents = [f"{sheet.title}\t{page}" for page, sheet in enumerate(tables, 1)]
    sections = [f"{heading}\t{page}" for page, heading in enumerate(HEADINGS, len(tables) + 1)]
    lines = ["", f"{budget.year}年部门预算信息公开目录", "", "部门预算公开表", "", *contents, ""]
    lines += ["部门预算信息公开情况说明", "", *sections]
    for sheet in tables:
        lines += lines_of(sheet, budget, layout)
    return "\n".join([*lines, *explanation(budget, layout)]) + "\n"
