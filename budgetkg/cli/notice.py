"""`budgetkg notice`: the document numbers in a text, and all that is known of one."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from budgetkg.cli.options import (
    DivisionOption,
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
    from budgetkg.catalog import Answering
    from budgetkg.values.docnumber import Found

__all__ = ["HELP", "command"]

HELP = described(
    "识别文本中的文号：规范写法、发文机关、级次、年份；只有一个文号（或加 --explain）时逐步解读。"
    "有图谱库时也列出它所支持的项目、印出的题名与写法、可能误印的相近文号。",
    "Read the document numbers in a text: canonical form, issuer, tier, year; a single one (or all, with "
    "--explain) is explained step by step. With a store, also what they fund, the titles and forms in which "
    "they are printed, and near numbers that may be misprints.",
    "budgetkg notice '关于下达补助资金的通知（邯财教[2023]104号）'",
    "budgetkg notice --format json '邯财教[2022]98号、100号'",
    "budgetkg notice --division 130602 '保财教〔2023〕12号'",
)

_TIERS = {"central": "中央", "province": "省级", "city": "市级", "county": "县级"}


def command(
    text: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="TEXT", help=say("文本；省略或 - 读标准输入", "the text; none or - reads stdin")
        ),
    ] = None,
    division: DivisionOption = None,
    explain: Annotated[
        bool,
        typer.Option(
            "--explain",
            help=say("逐步解读每个文号（JSON 中加入解读）", "explain each number (adds keys to the JSON)"),
        ),
    ] = False,
    format_: TableOrJsonOption = "table",
    output: OutputOption = None,
    store: StoreOption = Path("budgetkg.db"),
    endpoint: EndpointOption = None,
    timeout: TimeoutOption = None,
) -> None:
    """Read the numbers and, where a store is there, what they fund."""
    from budgetkg.values.docnumber import find_document_numbers

    check_format(format_, ("table", "json"))
    own = _known(division)
    given = "\n".join(text) if text and text != ["-"] else read_stdin().decode("utf-8-sig", "replace")
    found = find_document_numbers(given, own)
    if not found:
        tell("文本中没有文号", "there is no document number in the text")
    has_store = asked_endpoint(endpoint) is not None or store.is_dir()
    if format_ == "json":
        asked = has_store and explain and bool(found)
        emit(_with_store(_json, given, found, explain, store if asked else None, endpoint, timeout), output)
    elif found or has_store:
        told = explain or len({one.number.canonical for one in found}) == 1
        shown = _with_store(_told, given, found, told, store if has_store else None, endpoint, timeout)
        if shown:
            emit(shown, output)


def _known(division: str | None) -> str | None:
    """Return the division asked for. Raises UsageError for one that no list has."""
    if division is None:
        return None
    from budgetkg.divisions import require

    require(division.strip())
    return division.strip()


def _with_store(
    write: Callable[[str, Sequence["Found"], bool, "Answering | None"], str],
    text: str,
    found: Sequence["Found"],
    explain: bool,
    store: Path | None,
    endpoint: str | None,
    timeout: float | None,
) -> str:
    """Return what `write` makes of the numbers and, where one was asked for, the opened store."""
    if store is None:
        return write(text, found, explain, None)
    with opened(store, endpoint, timeout) as held:
        return write(text, found, explain, held)


def _json(text: str, found: Sequence["Found"], explain: bool, held: "Answering | None") -> str:
    import json

    from budgetkg.cli.notice_telling import as_json, explained

    values = [as_json(one.number) for one in found]
    if explain:
        values = [value | explained(text, one, held) for value, one in zip(values, found, strict=True)]
    return json.dumps(values, ensure_ascii=False, indent=2) + "\n"


def _told(text: str, found: Sequence["Found"], explain: bool, held: "Answering | None") -> str:
    from budgetkg.cli.notice_telling import decoding_table, named_table, store_tables

    parts = [_table(text, found)] if found else []
    numbers = {one.number.canonical: one for one in found}
    if explain:
        parts += [decoding_table(text, one) for one in numbers.values()]
    if held is not None:
        if found:
            parts.append(_funded(found, held))
        if explain:
            parts += [store_tables(held, one.number) for one in numbers.values()]
        parts.append(named_table(text, held))
    return "\n".join(part for part in parts if part)


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


def _funded(found: Sequence["Found"], held: "Answering") -> str:
    """Return the projects that these notices fund."""
    from budgetkg.catalog import find_query, load_catalog, run
    from budgetkg.cli.tables import draw, with_money

    query = find_query(load_catalog(), "projects-by-notice")
    numbers = list(dict.fromkeys(one.number.canonical for one in found))
    solutions = run(held, query, {"notice": numbers})
    if not solutions.rows:
        tell("图谱库中没有项目引用这些文号", "no project in the store cites these numbers")
        return ""
    return draw(*with_money(solutions, query.units))
