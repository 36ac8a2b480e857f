"""`budgetkg info`: what the store holds."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from budgetkg.cli.options import (
    DepartmentOption,
    DocumentOption,
    EndpointOption,
    OutputOption,
    StoreOption,
    TableOrJsonOption,
    TimeoutOption,
    YearOption,
    opened,
)
from budgetkg.cli.output import check_format, emit
from budgetkg.cli.talk import described, say

if TYPE_CHECKING:
    from budgetkg.holdings import Holdings

__all__ = ["HELP", "command"]

HELP = described(
    "图谱库里有什么：文件及其来源、各部门各年度、单位、项目、金额、三元组、多份文件共有的通知与项目、代码表，"
    "以及代码表覆盖了多少。",
    "What the store holds: documents and where they come from, departments by year, units, projects, "
    "amounts, triples, what several documents share, code lists, and how much the code lists cover.",
    "budgetkg info",
    "budgetkg info --year 2022-2024 --format json",
)

_SHORT_DIGEST = 12


def command(
    document: DocumentOption = None,
    year: YearOption = None,
    department: DepartmentOption = None,
    format_: TableOrJsonOption = "table",
    output: OutputOption = None,
    store: StoreOption = Path("budgetkg.db"),
    endpoint: EndpointOption = None,
    timeout: TimeoutOption = None,
) -> None:
    """Count what is there."""
    from budgetkg.catalog import select_graphs
    from budgetkg.holdings import holdings

    check_format(format_, ("table", "json"))
    with opened(store, endpoint, timeout) as held:
        found = holdings(held, select_graphs(held, document, year, department))
    if format_ == "json":
        import json

        emit(json.dumps(asdict(found), ensure_ascii=False, indent=2) + "\n", output)
    else:
        emit(_text(found), output)


def _text(found: "Holdings") -> str:
    from budgetkg.cli.tables import draw

    kinds = [[say(*_GRAPHS[one.what]), str(one.graphs), str(one.triples)] for one in found.graphs]
    shared = [
        [say(*_SHARED[one.what]), str(one.total), str(one.in_documents), str(one.in_departments)]
        for one in found.shared
    ]
    lists = [[say(one.zh, one.en), one.iri, str(one.concepts)] for one in found.code_lists]
    known = [[say(*_COVERED[one.what]), str(one.total), str(one.known)] for one in found.coverage]
    several = [say("见于", "they"), say("总数", "all"), say("多份文件", "in several documents")]
    return "\n".join(
        [
            _documents(found),
            _departments(found),
            draw([*several, say("多个部门", "in several departments")], shared, {1, 2, 3}),
            draw([say("图", "graphs"), say("个数", "number"), say("三元组", "triples")], kinds, {1, 2}),
            draw([say("代码表", "code list"), "IRI", say("代码数", "codes")], lists, {2}),
            draw([say("覆盖", "coverage"), say("总数", "all"), say("已知", "known")], known, {1, 2}),
        ]
    )


def _documents(found: "Holdings") -> str:
    from budgetkg.cli.tables import draw

    heads = [
        say("部门", "department"),
        say("区划", "division"),
        say("年度", "year"),
        say("标题", "title"),
        say("来源文件", "file"),
        "sha256",
        say("单位", "units"),
        say("项目", "projects"),
        say("金额", "amounts"),
        say("三元组", "triples"),
        say("推断", "inferred"),
    ]
    rows = [
        [one.department, one.division, str(one.year or ""), one.title, one.file, one.sha256[:_SHORT_DIGEST]]
        + [str(number) for number in (one.units, one.projects, one.amounts, one.triples, one.inferred)]
        for one in found.documents
    ]
    return draw(heads, rows, {6, 7, 8, 9, 10})


def _departments(found: "Holdings") -> str:
    """Return the departments by year; a cell counts documents, a blank one has none."""
    from budgetkg.cli.tables import draw

    years = found.years
    rows = [
        [
            f"{one.code} {one.name}".strip(),
            one.division,
            *(str(one.documents.get(year, "")) for year in years),
        ]
        for one in found.departments
    ]
    heads = [say("各部门各年度文件数", "documents of a department by year"), say("区划", "division")]
    return draw([*heads, *map(str, years)], rows, set(range(2, 2 + len(years))))


_COVERED = {
    "accounts": ("用到的科目，其中在代码表中的", "accounts in use, and those in a code list"),
    "notices": (
        "引用的文号，其中发文机关已知的",
        "numbered documents cited, and those whose issuer is known",
    ),
    "projects": ("项目，其中引用资金通知的", "projects, and those that cite a funding notice"),
}

_SHARED = {
    "accounts": ("科目（不分年度，含上级科目）", "accounts of any year, with those above them"),
    "notices": ("有文号的通知等文件", "notices and other numbered documents"),
    "projects": ("项目（按项目编码）", "projects by their code"),
}

_GRAPHS = {
    "documents": ("文件", "documents"),
    "inferred": ("推断", "inferred"),
    "links": ("链接", "links"),
    "codes": ("代码表与本体", "code lists and ontology"),
    "other": ("其他", "other"),
}
