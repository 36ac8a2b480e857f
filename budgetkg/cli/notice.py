"""`budgetkg notice`: the document numbers in a text."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from budgetkg.cli.options import (
    EndpointOption,
    OutputOption,
    StoreOption,
    TableOrJsonOption,
    TimeoutOption,
    asked_endpoint,
    opened,
)
from budgetkg.cli.output import check_format, emit, read_stdin
from budgetkg.cli.talk import described, say, tell

if TYPE_CHECKING:
    from budgetkg.values.docnumber import Found

__all__ = ["HELP", "command"]

HELP = described(
    "识别文本中的文号：规范写法、发文机关、级次、年份；有图谱库时也列出它所支持的项目。",
    "Read the document numbers in a text: canonical form, issuer, tier, year. "
    "With a store, also what they fund.",
    "budgetkg notice '关于下达补助资金的通知（邯财教[2023]104号）'",
    "budgetkg notice --format json '邯财教[2022]98号、100号'",
)

_TIERS = {"central": "中央", "province": "省级", "city": "市级", "county": "县级"}


def command(
    text: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="TEXT", help=say("文本；省略或 - 读标准输入", "the text; none or - reads stdin")
        ),
    ] = None,
    format_: TableOrJsonOption = "table",
    output: OutputOption = None,
    store: StoreOption = Path("budgetkg.db"),
    endpoint: EndpointOption = None,
    timeout: TimeoutOption = None,
) -> None:
    """Read the numbers and, where a store is there, what they fund."""
    from budgetkg.values.docnumber import find_document_numbers

    check_format(format_, ("table", "json"))
    given = "\n".join(text) if text and text != ["-"] else read_stdin().decode("utf-8-sig", "replace")
    found = find_document_numbers(given)
    if not found:
        tell("文本中没有文号", "there is no document number in the text")
    if format_ == "json":
        emit(_json(found), output)
    elif found:
        emit(_table(given, found) + _funded(found, store, endpoint, timeout), output)


def _json(found: Sequence["Found"]) -> str:
    import json

    numbers = [one.number for one in found]
    values = [
        {
            "number": number.canonical,
            "printed": number.printed,
            "mark": number.mark,
            "year": number.year,
            "serial": number.serial,
            "issuer": number.issuer,
            "tier": number.tier,
        }
        for number in numbers
    ]
    return json.dumps(values, ensure_ascii=False, indent=2) + "\n"


def _table(text: str, found: Sequence["Found"]) -> str:
    from budgetkg.cli.tables import draw
    from budgetkg.values.citations import find_citations

    mentions = [one for one in find_citations(text, basis=True) if one.number is not None]
    titles = {(one.number.canonical, one.number.printed): one.title or "" for one in mentions if one.number}
    heads = [
        say("文号", "number"),
        say("发文机关", "issuer"),
        say("级次", "tier"),
        say("年份", "year"),
        say("标题", "title"),
        say("原文", "printed"),
    ]
    rows = []
    for number in (one.number for one in found):
        tier = say(_TIERS[number.tier], number.tier) if number.tier else ""
        year = str(number.year) if number.year else ""
        title = titles.get((number.canonical, number.printed), "")
        rows.append([number.canonical, number.issuer or "", tier, year, title, number.printed])
    return draw(heads, rows)


def _funded(found: Sequence["Found"], store: Path, endpoint: str | None, timeout: float | None) -> str:
    """Return the projects that these notices fund; nothing where no store is and no endpoint asked."""
    if asked_endpoint(endpoint) is None and not store.is_dir():
        return ""
    from budgetkg.catalog import find_query, load_catalog, run
    from budgetkg.cli.tables import draw, with_money

    query = find_query(load_catalog(), "projects-by-notice")
    numbers = list(dict.fromkeys(one.number.canonical for one in found))
    with opened(store, endpoint, timeout) as held:
        solutions = run(held, query, {"notice": numbers})
    if not solutions.rows:
        tell("图谱库中没有项目引用这些文号", "no project in the store cites these numbers")
        return ""
    return "\n" + draw(*with_money(solutions, query.units))
