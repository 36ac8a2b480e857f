"""A report as rows for a screen, and as Markdown."""

from collections.abc import Sequence

from budgetkg.validation.catalogue import rule_label
from budgetkg.validation.findings import Coverage, Finding, Report
from budgetkg.validation.reports.wording import COVERED, HEADERS, SEVERITIES, STATUSES, lines, percent

__all__ = ["covered_rows", "header", "rows", "summary", "to_markdown"]


def header(lang: str = "en") -> tuple[str, ...]:
    """Return the column names of `rows`."""
    return HEADERS[lang]


def rows(report: Report, lang: str = "en") -> list[tuple[str, ...]]:
    """Return one row of texts for each open finding, in the order of the report."""
    return [_row(finding, lang) for finding in report.open]


def _row(finding: Finding, lang: str) -> tuple[str, ...]:
    entities = " / ".join(f"{entity.kind} {entity.id}" for entity in finding.entities)
    spots = ", ".join(lines(spot.first, spot.last) for spot in finding.where)
    severity = SEVERITIES[lang][finding.severity]
    return severity, finding.rule, entities, spots, finding.message.text(lang)


def covered_rows(report: Report, lang: str = "en") -> list[tuple[str, ...]]:
    """Return one row of texts for each rule, ran or not."""
    return [_covered(line, lang) for line in report.coverage]


def _covered(line: Coverage, lang: str) -> tuple[str, ...]:
    label = rule_label(line.rule).text(lang)
    return line.rule, label, STATUSES[lang][line.status], str(line.cases), str(line.missing or "")


def summary(report: Report, lang: str = "en") -> list[str]:
    """Return what to say of a report in a few lines: counts, what was checked and what was not."""
    counted = report.counts().items()
    accepted = len(report.findings) - len(report.open)
    idle = sum(line.status != "ran" for line in report.coverage)
    missing = sum(line.status == "inputs-missing" for line in report.coverage)
    share = percent(report.compared, report.figures)
    if lang == "zh":
        said = ["，".join(f"{number} {SEVERITIES[lang][name]}" for name, number in counted)]
        said += [f"基线接受 {accepted} 项"] if accepted else []
        said.append(f"{len(report.coverage)} 条规则中 {idle} 条未能检查（其中 {missing} 条缺少输入）")
        said.append(f"{report.figures} 处印出的金额中有 {report.compared} 处（{share}）与其他数字核对过")
        said += [] if report.score is None else [f"公开完整性 {report.score}（满分 100）"]
        return said
    said = [", ".join(f"{number} {name}" for name, number in counted)]
    said += [f"{accepted} accepted by the baseline"] if accepted else []
    said.append(f"{idle} of {len(report.coverage)} rules had nothing to check ({missing}: inputs missing)")
    said.append(f"{report.compared} of {report.figures} printed amounts ({share}) were compared with others")
    said += [] if report.score is None else [f"completeness of disclosure: {report.score} of 100"]
    return said


def to_markdown(report: Report, lang: str = "en") -> str:
    """Return summary, findings and coverage as Markdown."""
    chinese = lang == "zh"
    text = ["# 检查报告" if chinese else "# Validation report", ""]
    text += [*(f"- {line}" for line in summary(report, lang)), ""]
    if report.open:
        text += [*_table(header(lang), rows(report, lang)), ""]
    text += _accepted(report, lang)
    text += ["## 覆盖范围" if chinese else "## Coverage", ""]
    text += _table(COVERED[lang], covered_rows(report, lang))
    return "\n".join(text) + "\n"


def _accepted(report: Report, lang: str) -> list[str]:
    accepted = [finding for finding in report.findings if finding.accepted is not None]
    if not accepted:
        return []
    title, head = (
        ("## 基线接受的发现", ("规则", "内容", "理由"))
        if lang == "zh"
        else ("## Accepted by the baseline", ("rule", "message", "reason"))
    )
    body = [(one.rule, one.message.text(lang), one.accepted or "") for one in accepted]
    return [title, "", *_table(head, body), ""]


def _table(head: tuple[str, ...], body: Sequence[tuple[str, ...]]) -> list[str]:
    return [_line(head), _line(("---",) * len(head)), *(_line(row) for row in body)]


def _line(cells: tuple[str, ...]) -> str:
    clean = (" ".join(cell.split()).replace("|", "\\|") for cell in cells)
    return "| " + " | ".join(clean) + " |"
