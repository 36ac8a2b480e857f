"""`budgetkg info`: what the store holds."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

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
    from budgetkg.holdings import Holdings

__all__ = ["HELP", "command"]

HELP = described(
    "图谱库里有什么：文件、年度、单位、项目、金额、三元组、代码表，以及代码表覆盖了多少。",
    "What the store holds: documents, years, units, projects, amounts, triples, code lists, and how much "
    "the code lists cover.",
    "budgetkg info",
    "budgetkg info --format json",
)


def command(
    format_: TableOrJsonOption = "table",
    output: OutputOption = None,
    store: StoreOption = Path("budgetkg.db"),
    endpoint: EndpointOption = None,
    timeout: TimeoutOption = None,
) -> None:
    """Count what is there."""
    from budgetkg.holdings import holdings

    check_format(format_, ("table", "json"))
    with opened(store, endpoint, timeout) as held:
        found = holdings(held)
    if format_ == "json":
        import json

        emit(json.dumps(asdict(found), ensure_ascii=False, indent=2) + "\n", output)
    else:
        emit(_text(found), output)


def _text(found: "Holdings") -> str:
    from budgetkg.cli.tables import draw

    heads = [
        say("部门", "department"),
        say("年度", "year"),
        say("标题", "title"),
        say("单位", "units"),
        say("项目", "projects"),
        say("金额", "amounts"),
        say("三元组", "triples"),
    ]
    rows = [
        [one.department, str(one.year or ""), one.title]
        + [str(number) for number in (one.units, one.projects, one.amounts, one.triples)]
        for one in found.documents
    ]
    lists = [[say(one.zh, one.en), one.iri, str(one.concepts)] for one in found.code_lists]
    known = [[say(*_COVERED[one.what]), str(one.total), str(one.known)] for one in found.coverage]
    return "\n".join(
        [
            draw(heads, rows, {3, 4, 5, 6}),
            draw([say("代码表", "code list"), "IRI", say("代码数", "codes")], lists, {2}),
            draw([say("覆盖", "coverage"), say("总数", "all"), say("已知", "known")], known, {1, 2}),
        ]
    )


_COVERED = {
    "accounts": ("用到的科目，其中在代码表中的", "accounts in use, and those in a code list"),
    "notices": (
        "引用的文号，其中发文机关已知的",
        "numbered documents cited, and those whose issuer is known",
    ),
    "projects": ("项目，其中引用资金通知的", "projects, and those that cite a funding notice"),
}
