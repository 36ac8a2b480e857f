"""Print the performance forms of projects."""

from disclosures.model import Form
from disclosures.money import printed
from disclosures.sizes import Layout

__all__ = ["lines_of_form"]

_HEADS = ("一级指标", "二级指标", "三级指标", "绩效指标描述", "指标值", "指标值确定依据", "")
_MONTHS = ("3月底", "", "6月底", "10月底", "12月底", "")


def lines_of_form(form: Form, number: int, layout: Layout) -> list[str]:
    """Return one form with its heading; its indicators may go on on another page."""
    lines = [f"{number}、{form.name}绩效目标表", "", "单位：万元", "", *_money_and_goals(form)]
    heads = "\t".join(_HEADS)
    lines.append(heads)
    for position, row in enumerate(_indicators(form), 1):
        lines.append(row)
        if position % max(layout.rows, 6) == 0 and position < len(form.indicators):
            lines += ["\f" if layout.form_feeds else "", heads]
    return [*lines, ""]


def _money_and_goals(form: Form) -> list[str]:
    other = printed(form.other) if form.other else ""
    first, *more = ("" if share is None else f"{share}%" for share in form.plan)
    rows = [
        ("项目编码", form.code, "", "项目名称", form.name, "", ""),
        (
            "预算规模及资金用途", "预算数", printed(form.total), "其中：财政资金",
            printed(form.fiscal) if form.fiscal else "", "其他资金", other,
        ),
        ("", form.purpose, "", "", "", "", ""),
        ("资金支出计划(%)", *_MONTHS),
        ("", first, "", *more, ""),
        ("绩效目标", " ".join(form.goals), "", "", "", "", ""),
    ]  # fmt: skip
    return ["\t".join(row) for row in rows]


def _indicators(form: Form) -> list[str]:
    """Return the rows; level 1 stands on the first row of its group."""
    rows, above = [], ""
    for one in form.indicators:
        level1 = one.level1 if one.level1 != above else ""
        above = one.level1
        rows.append("\t".join((level1, one.level2, one.name, one.description, one.value, one.basis, "")))
    return rows
