"""A report as one self-contained HTML file: each finding beside the printed lines that show it."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from budgetkg.validation.catalogue import rule_label, rule_note
from budgetkg.validation.findings import SEVERITIES, Finding, Message, Report
from budgetkg.validation.reports import wording
from budgetkg.validation.reports.tabular import covered_rows, summary
from budgetkg.values.money import decimal_text

if TYPE_CHECKING:
    from jinja2 import Template

__all__ = ["to_html"]

#: Worst first: what cannot both be right, what to ask about, what is of form alone.
_CLASSES = ("structure", "contradiction", "doubt", "formal")


def to_html(report: Report, lang: str = "en") -> str:
    """Return the report as a page that needs nothing beside it; it runs no script."""
    return (
        _template().render(
            lang="zh-CN" if lang == "zh" else "en",
            zh=lang == "zh",
            report=report,
            summary=summary(report, lang),
            groups=[_group(report, document.iri, lang) for document in report.documents],
            coverage=covered_rows(report, lang),
            covered=wording.COVERED[lang],
            classes=wording.CLASSES[lang],
            severities=wording.SEVERITIES[lang],
            money=decimal_text,
            span=wording.lines,
        )
        + "\n"
    )


@cache
def _template() -> "Template":
    from jinja2 import Environment, StrictUndefined

    text = files(__package__).joinpath("page.html.j2").read_text(encoding="utf-8")
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.from_string(text)


def _group(report: Report, document: str, lang: str) -> Mapping[str, object]:
    """Return what one document's part of the page shows."""
    (name,) = [one for one in report.documents if one.iri == document]
    own = [finding for finding in report.findings if finding.document == document]
    return {
        "document": name,
        "score": next((score for score in report.scores if score.document == document), None),
        "classes": [
            (kind, [_shown(finding, lang) for finding in _sorted(own) if finding.kind == kind])
            for kind in _CLASSES
        ],
    }


def _sorted(findings: list[Finding]) -> list[Finding]:
    return sorted(findings, key=lambda one: (one.accepted is not None, SEVERITIES.index(one.severity)))


def _shown(finding: Finding, lang: str) -> Mapping[str, object]:
    return {
        "finding": finding,
        "message": finding.message.text(lang),
        "label": rule_label(finding.rule).text(lang),
        "note": (rule_note(finding.rule) or Message("", "")).text(lang),
        "operands": [one for one in finding.operands if one.side != "evidence"],
    }
