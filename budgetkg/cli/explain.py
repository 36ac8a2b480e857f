"""`budgetkg explain`: where a number or a thing comes from."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from budgetkg.cli.options import (
    EndpointOption,
    OutputOption,
    StoreOption,
    TableOrJsonOption,
    TimeoutOption,
    opened,
)
from budgetkg.cli.output import check_format, emit
from budgetkg.cli.talk import described, say

if TYPE_CHECKING:
    from budgetkg.explain import Comparison, Explanation, Sum, Value

__all__ = ["HELP", "command"]

#: A sum of many rows shows this many of its parts; JSON has all.
_PARTS = 12

HELP = described(
    "说明一个数字或实体的出处：文件、行、原文、单位、合计、核对、发现与引用。"
    "给出 IRI、项目编码、文号或完整名称。",
    "Tell where a number or a thing comes from: document, lines, printed text, unit, sums, comparisons, "
    "findings, citations. Give an IRI, a project code, a document number or an exact name.",
    "budgetkg explain 13040624P00588A100014",
    "budgetkg explain '邯财教[2023]104号'",
    "budgetkg explain id:doc/130406-588-2024-budget/amount/expenditure/207/total --format json",
)


def command(
    entity: Annotated[
        str,
        typer.Argument(
            metavar="ENTITY",
            help=say("IRI、项目编码、文号或完整名称", "an IRI, project code, document number or exact name"),
        ),
    ],
    format_: TableOrJsonOption = "table",
    output: OutputOption = None,
    store: StoreOption = Path("budgetkg.db"),
    endpoint: EndpointOption = None,
    timeout: TimeoutOption = None,
) -> None:
    """Explain one thing."""
    from budgetkg.explain import explain

    check_format(format_, ("table", "json"))
    with opened(store, endpoint, timeout) as held:
        found = explain(held, entity)
    emit(_json(found) if format_ == "json" else _text(found), output)


def _json(found: "Explanation") -> str:
    """Return JSON whose numbers are strings, so that no reader rounds them."""
    import json

    return (
        json.dumps(asdict(found), ensure_ascii=False, indent=2, default=lambda value: format(value, "f"))
        + "\n"
    )


def _text(found: "Explanation") -> str:
    lines = [
        f"{found.name or found.iri}",
        f"  {found.iri}",
        f"  {say('类别', 'kind')}: {', '.join(found.kinds)}",
    ]
    lines += _printed_lines(found)
    if found.values:
        lines += ["", say("数值", "Values")]
        lines += [f"  {_value_line(value)}" for value in found.values]
    for one in found.sums:
        lines += ["", *_sum_lines(one)]
    lines += _audit_lines(found)
    for relation, title in (("cites", say("引用", "Cites")), ("cited by", say("被引用于", "Cited by"))):
        references = [one for one in found.references if one.relation == relation]
        if references:
            lines += ["", f"{title} ({len(references)})"]
            lines += [
                f"  {one.file}:{one.line} [{one.field}] {one.name or one.iri}: {_clean(one.printed)}"
                for one in references
            ]
    return "\n".join([*lines, *_statement_lines(found)]) + "\n"


def _printed_lines(found: "Explanation") -> list[str]:
    """Return the places; the whole lines only where they tell more than the text itself."""
    lines = ["", f"{say('印在', 'Printed at')} ({len(found.printed)})"]
    for one in found.printed:
        page = say(f"，第 {one.page} 页", f", page {one.page}") if one.page else ""
        span = f"{one.first_line}" if one.first_line == one.last_line else f"{one.first_line}-{one.last_line}"
        lines.append(f"  {one.file}:{span}{page} — {one.document}")
        lines.append(f"    {say('原文', 'printed')}: {_clean(one.text)}")
        if len(found.printed) == 1 and one.lines.strip() != one.text.strip():
            lines += [f"    | {_clean(line)}" for line in one.lines.split("\n")]
    return lines if found.printed else ["", say("本身没有印出", "It is printed nowhere itself")]


def _value_line(value: "Value") -> str:
    from budgetkg.values.money import UNITS

    printed = (
        say("（未单独印出）", "(not printed by itself)") if value.printed is None else _clean(value.printed)
    )
    exact = format(value.value, "f")
    if not value.is_money:
        return f"{value.property}: {printed} → {exact}"
    unit = value.unit or say("单位未知", "unit unknown")
    factor = f" × {UNITS[value.unit]}" if value.unit in UNITS else ""
    doubt = say("  ⚠ 与原文不符", "  ⚠ differs from the print") if value.agrees is False else ""
    return f"{value.property}: {printed} ({unit}{factor}) = {exact} 元{doubt}"


def _sum_lines(one: "Sum") -> list[str]:
    whole = one.whole
    lines = [f"{say('下级之和', 'Sum of its parts')}: {whole.code} {whole.name} = {_yuan(whole.yuan)}"]
    lines += [f"  {part.code} {part.name}: {_yuan(part.yuan)}" for part in one.parts]
    if one.difference:
        differs = say("，差额", ", difference")
        return [*lines, f"  ⚠ {say('合计', 'sum')} {_yuan(one.total)}{differs} {_yuan(one.difference)}"]
    return [*lines, f"  {say('合计', 'sum')} {_yuan(one.total)}{say('，相符', ', equal')}"]


def _audit_lines(found: "Explanation") -> list[str]:
    """Return the comparisons of the audit that the thing took part in, and the findings about it."""
    lines = []
    if found.comparisons:
        lines += ["", f"{say('核对', 'Compared by')} ({len(found.comparisons)})"]
        lines += [line for one in found.comparisons for line in _comparison_lines(one)]
    if found.findings:
        lines += ["", f"{say('审计发现', 'Findings')} ({len(found.findings)})"]
        lines += [f"  {one.rule} {one.kind}: {say(one.zh, one.en)}" for one in found.findings]
    return lines


def _comparison_lines(one: "Comparison") -> list[str]:
    outcome = {
        "equal": say("相符", "equal"),
        "rounding": say("在四舍五入的误差之内", "within rounding"),
        "differs": say("⚠ 不符", "⚠ differs"),
    }[one.outcome]
    gap = "" if one.outcome == "equal" else say("，差额 ", ", difference ") + _yuan(one.difference)
    (left,) = one.left
    lines = [f"  {one.rule} {say(one.what_zh, one.what_en)}: {outcome}{gap}"]
    lines += [f"    {left.name}: {_yuan(left.yuan)} {say('对照', 'against')}"]
    lines += [f"      {part.name}: {_yuan(part.yuan)}" for part in one.right[:_PARTS]]
    more = len(one.right) - _PARTS
    return [*lines, f"      … {more} {say('项从略', 'more')}"] if more > 0 else lines


def _yuan(amount: object) -> str:
    return f"{amount:f} 元"


def _statement_lines(found: "Explanation") -> list[str]:
    """Return what the thing itself is said to be, without what was shown before."""
    shown = {"type", "printedText", "printedAt", "inDocument", "prefLabel"}
    lines = []
    for one in found.statements:
        name = one.property.replace("#", "/").rsplit("/", 1)[-1]
        if one.entity == found.iri and name not in shown and not name.endswith("Text"):
            label = f" ({one.label})" if one.label else ""
            lines.append(f"  {name}: {_clean(one.value)}{label}")
    return ["", say("陈述", "Statements"), *lines] if lines else []


def _clean(text: str) -> str:
    return "".join(sign if sign.isprintable() else " " for sign in text)
