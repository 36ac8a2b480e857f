"""Quality and openness, computed once more out of the records: sums, completeness, doubts."""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from reckoning import column, numbers, pairs, summed, table_of, total_row, yuan

from budgetkg.model import Figure, Records, Row, Table
from budgetkg.results import Solutions

#: One comparison: what identifies it, both figures in yuan, and what rounding allows.
Comparison = tuple[tuple[str, ...], Decimal, Decimal, Decimal]

NO_PART = {"total", "subtotal", "amount", "sme"}


def half(figure: Figure) -> Decimal:
    """Half a unit of the last printed digit of a figure in 万元."""
    return Decimal(5_000).scaleb(-len(figure.text.partition(".")[2]))


def outcome(difference: Decimal, tolerance: Decimal) -> str:
    if difference == 0:
        return "equal"
    return "rounding" if abs(difference) <= tolerance else "differs"


def comparison(key: tuple[str, ...], own: Figure, parts: list[Figure]) -> Comparison:
    amounts = [yuan(part) for part in parts]
    return key, yuan(own) or Decimal(0), summed(amounts), half(own) + sum(map(half, parts))


def assert_same(answer: Solutions, keys: list[str], wanted: list[Comparison]) -> None:
    texts = [column(answer, key) for key in keys]
    rest = [numbers(answer, name) for name in ("printed", "computed", "tolerance")]
    found = [(row[: len(keys)], *row[len(keys) :]) for row in zip(*texts, *rest, strict=True)]
    assert Counter(found) == Counter(wanted)
    differences = [own - parts for _, own, parts, _ in found]
    assert numbers(answer, "difference") == differences
    tolerances = numbers(answer, "tolerance")
    assert column(answer, "outcome") == list(map(outcome, differences, tolerances))  # type: ignore[arg-type]


def printed(rows: list[Row], name: str) -> list[Figure]:
    return [figure for row in rows for figure in [row.amounts.get(name)] if figure is not None]


def sums_in(table: Table) -> Iterator[Comparison]:
    names = {name for row in table.rows for name in row.amounts}
    for name in names:
        for row in table.rows:
            own = row.amounts.get(name)
            same_side = [other for other in table.rows if other.side == row.side]
            if own is None:
                continue
            if row.role == "total":
                classes = printed([r for r in table.rows if r.code and len(r.code) == 3], name)
                details = printed([r for r in same_side if r.role == "detail"], name)
                for rule, parts in (("A6 合计=Σ类", classes), ("A6 合计=Σ明细", details)):
                    if parts:
                        yield comparison((rule, "", row.name), own, parts)
            if row.code and row.role == "subtotal":
                parts = printed([r for r in table.rows if r.code and r.code[:-2] == row.code], name)
                if parts:
                    yield comparison(("A6 科目=Σ下级科目", row.code, row.name), own, parts)


def sums_of_rows(records: Records, answer: Solutions) -> None:
    wanted = [found for table in records.tables for found in sums_in(table)]
    items = [item for unit in records.procurement.units for item in unit.items]
    for name, own in records.procurement.total.items():
        parts = [part for item in items for part in [item.amounts.get(name)] if part is not None]
        if own is not None and parts:
            wanted.append(comparison(("A6 合计=Σ明细", "", "合计"), own, parts))
    for unit in records.procurement.units:
        for name, own in unit.amounts.items():
            parts = [part for item in unit.items for part in [item.amounts.get(name)] if part is not None]
            if own is not None and parts:
                wanted.append(comparison(("A20 单位小计=Σ品目", "", f"{unit.name}小计"), own, parts))
    assert_same(answer, ["rule", "code", "name"], wanted)


def row_sums(amounts: dict[str, Figure | None], code: str, name: str) -> Iterator[Comparison]:
    leaves = {key: figure for key, figure in amounts.items() if figure is not None and key not in NO_PART}
    for rule, key, left_out in (("A7 合计=Σ各栏", "total", ""), ("A7 小计=Σ各栏", "subtotal", "carryover")):
        own = amounts.get(key)
        parts = [figure for part, figure in leaves.items() if part != left_out]
        if own is not None and parts:
            yield comparison((rule, code, name), own, parts)


def sums_of_columns(records: Records, answer: Solutions) -> None:
    wanted: list[Comparison] = []
    for table in records.tables:
        for row in table.rows:
            wanted += row_sums(dict(row.amounts), row.code or "", row.name)
    wanted += row_sums(dict(records.procurement.total), "", "合计")
    for unit in records.procurement.units:
        wanted += row_sums(dict(unit.amounts), "", f"{unit.name}小计")
        for item in unit.items:
            wanted += row_sums(dict(item.amounts), "", item.item)
    for project in records.projects:
        total = project.amounts.get("total")
        parts = [
            part for key in ("fiscal", "other") for part in [project.amounts.get(key)] if part is not None
        ]
        if total is not None and parts:
            key = ("A18 预算数=财政资金+其他资金", project.code or "", project.name)
            wanted.append(comparison(key, total, parts))
    assert_same(answer, ["rule", "code", "name"], wanted)


def totals_across_tables(records: Records, answer: Solutions) -> None:
    figures = {figure.key: yuan(figure.amount) for figure in records.narrative.figures}
    cells = {
        (table, name): yuan(total_row(records, table).amounts[name])
        for table, name in (
            ("expenditure", "total"),
            ("expenditure", "basic"),
            ("expenditure", "project"),
            ("basic", "total"),
            ("basic", "personnel"),
            ("basic", "running"),
            ("general-public", "total"),
            ("general-public", "basic"),
            ("income", "total"),
            ("income", "carryover"),
            ("three-public", "total"),
        )
    }
    balance = {
        side: yuan(total_row(records, "balance", side).amounts["amount"])
        for side in ("income", "expenditure")
    }
    assets = [row for row in records.assets.rows if row.value is not None]
    holdings = {
        role: summed(yuan(row.value) for row in assets if row.role == role) for role in ("total", "detail")
    }
    sums = {
        "A1 收入总计=支出总计": (balance["income"], balance["expenditure"]),
        "A3 收入总表合计=收支总表收入总计": (cells["income", "total"], balance["income"]),
        "A4 支出总表合计=收支总表支出总计": (cells["expenditure", "total"], balance["expenditure"]),
        "A10 基本支出表合计=一般公共预算支出表基本支出": (
            cells["basic", "total"],
            cells["general-public", "basic"],
        ),
        "A16 项目支出=Σ项目预算数": (
            cells["expenditure", "project"],
            summed(yuan(project.amounts.get("total")) for project in records.projects),
        ),
        "A22 资产总额=Σ各类资产": (holdings["total"], holdings["detail"]),
        "M1 说明支出总计=收支总表": (figures["expenditure_total"], balance["expenditure"]),
        "M1 说明基本支出=支出总表": (figures["basic_total"], cells["expenditure", "basic"]),
        "M1 说明项目支出=支出总表": (figures["project_total"], cells["expenditure", "project"]),
        "M1 说明人员经费=基本支出表": (figures["personnel"], cells["basic", "personnel"]),
        "M1 说明公用经费=基本支出表": (figures["running"], cells["basic", "running"]),
        "M1 说明上年结转=收入总表": (figures["carryover"], cells["income", "carryover"]),
        "M1 说明三公经费=三公经费表": (figures["three_public_total"], cells["three-public", "total"]),
        "M1 说明固定资产=资产表": (figures["assets_total"], holdings["total"]),
    }
    own, other = pairs(answer, "rule", "printed"), pairs(answer, "rule", "computed")
    assert {rule: (own[rule], other[rule]) for rule in sums} == sums
    differences = [
        a - b for a, b in zip(own.values(), other.values(), strict=True) if a is not None and b is not None
    ]
    assert numbers(answer, "difference") == differences
    assert len(own) == len(answer.rows)


def empty_tables(records: Records, answer: Solutions) -> None:
    empty = [table for table in records.tables if not any(any(row.amounts.values()) for row in table.rows)]
    assert sorted(map(str, column(answer, "table"))) == sorted(table.title for table in empty)
    assert Counter(column(answer, "note")) == Counter(table.note for table in empty)


def glossary(records: Records, answer: Solutions) -> None:
    wanted = Counter((term.term, term.definition) for term in records.glossary)
    assert Counter(zip(column(answer, "term"), column(answer, "definition"), strict=True)) == wanted


def reading_problems(records: Records, answer: Solutions) -> None:
    wanted: Counter[tuple[str | None, str | None, int]] = Counter(
        (problem.code, problem.zh, problem.where.first) for problem in records.problems
    )
    lines = [int(line or 0) for line in column(answer, "first_line")]
    found = Counter(zip(column(answer, "code"), column(answer, "message_zh"), lines, strict=True))
    assert wanted - found == Counter()


def source_of(records: Records, answer: Solutions) -> None:
    assert answer.rows
    places = zip(
        *(column(answer, name) for name in ("first_line", "last_line", "lines", "text")), strict=True
    )
    for first, last, lines, text in places:
        printed_lines = records.lines[int(first or 0) - 1 : int(last or 0)]
        assert lines == "\n".join(printed_lines)
        assert text
    assert set(column(answer, "file")) == {records.document.file}


def found_items(records: Records) -> set[str]:
    order = "balance income expenditure fiscal-balance general-public basic three-public"
    order += " government-fund state-capital"
    tables = {table.id: table for table in records.tables if table.rows or table.note}
    found = {f"D{number}" for number, key in enumerate(order.split(), 1) if key in tables}
    keys = {figure.key for figure in records.narrative.figures}
    codes = {
        key: {len(row.code or "") for row in table_of(records, key).rows}
        for key in ("general-public", "basic")
    }
    shown = {
        "D10": 7 in codes["general-public"],
        "D11": 5 in codes["basic"],
        "D12": "reception" in keys and "原因" in records.narrative.text.get("three-public-note", ""),
        "D13": records.duties,
        "D14": records.units,
        "D15": "change_total" in keys,
        "D16": "operating_cost" in keys,
        "D17": records.procurement.units,
        "D18": records.assets.rows,
        "D19": any(project.indicators for project in records.projects),
        "D20": records.glossary,
    }
    return found | {item for item, there in shown.items() if there}


def disclosure_completeness(records: Records, answer: Solutions) -> None:
    assert column(answer, "item") == [f"D{number}" for number in range(1, 21)]
    found = pairs(answer, "item", "found")
    assert {item for item, there in found.items() if there} == found_items(records)
    evidence = pairs(answer, "item", "evidence")
    counts = {"D13": len(records.duties), "D14": len(records.units), "D20": len(records.glossary)}
    assert {item: evidence[item] for item in counts} == counts


def completeness_score(records: Records, answer: Solutions) -> None:
    found = len(found_items(records))
    wanted = [Decimal(20), Decimal(found), Decimal(20 - found), Decimal(found) * 5]
    assert [numbers(answer, name) for name in answer.variables[2:]] == [[value] for value in wanted]


def doubtful_data(records: Records, answer: Solutions) -> None:
    wanted: Counter[str | None] = Counter(p.code for p in records.problems if p.severity != "info")
    kinds = column(answer, "kind")
    what = column(answer, "what")
    found = Counter(code for kind, code in zip(kinds, what, strict=True) if kind == "reading-problem")
    assert wanted - found == Counter()
    printed_codes = {row.code for table in records.tables for row in table.rows if row.code}
    assert {code for kind, code in zip(kinds, what, strict=True) if kind == "account"} <= printed_codes
    unsure = [c for c in records.citations if c.number is not None and c.number.issuer is None]
    assert kinds.count("citation") == len(unsure)


FIGURES = {
    "completeness-score": completeness_score,
    "disclosure-completeness": disclosure_completeness,
    "doubtful-data": doubtful_data,
    "empty-tables": empty_tables,
    "glossary": glossary,
    "reading-problems": reading_problems,
    "source-of": source_of,
    "sums-of-columns": sums_of_columns,
    "sums-of-rows": sums_of_rows,
    "totals-across-tables": totals_across_tables,
}
