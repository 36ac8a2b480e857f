"""Write a report: rows for a screen, JSON for programs, SHACL in Turtle, Markdown, HTML, SARIF."""

from collections.abc import Callable

from budgetkg.errors import UsageError
from budgetkg.validation.baseline import to_baseline
from budgetkg.validation.findings import Report
from budgetkg.validation.reports.page import to_html
from budgetkg.validation.reports.sarif import to_sarif
from budgetkg.validation.reports.structured import to_json
from budgetkg.validation.reports.tabular import header, rows, summary, to_markdown
from budgetkg.validation.reports.turtle import to_turtle

__all__ = ["FORMATS", "header", "render", "rows", "summary"]

_WRITERS: dict[str, Callable[[Report, str], str]] = {
    "json": lambda report, lang: to_json(report),
    "turtle": lambda report, lang: to_turtle(report),
    "md": to_markdown,
    "html": to_html,
    "sarif": to_sarif,
    "baseline": to_baseline,
}

#: Formats of `render`; the table is drawn by whoever shows it, from `header` and `rows`.
FORMATS = tuple(_WRITERS)


def render(report: Report, format: str, lang: str = "en") -> str:  # noqa: A002
    """Return a report as text in one of FORMATS. Raises UsageError for another."""
    if format not in _WRITERS:
        known = ", ".join(FORMATS)
        raise UsageError(f"未知格式：{format}", f"unknown format {format!r}; known: {known}", "--format")
    return _WRITERS[format](report, lang)
