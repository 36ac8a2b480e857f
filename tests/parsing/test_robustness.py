"""What a document may suffer: cuts anywhere, page breaks anywhere, other kinds of files, great length."""

import contextlib
import random
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest
from disclosure_builder import EXPENDITURE, disclosure, form, problems, read_text, row, section, table
from hypothesis import given, settings
from hypothesis import strategies as st

from budgetkg.contract import as_json
from budgetkg.documents import from_bytes, read
from budgetkg.errors import BudgetKGError, NotADisclosureError
from budgetkg.model import Records, Where
from budgetkg.parsing import parse
from budgetkg.values.text import compact

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "samples"
REAL_DOCUMENT = ROOT / "../shared/data/documents/fengfeng-550-2024.txt"
INVENTED = (SAMPLES / "wenlv-588-2024.txt").read_bytes()
Amount = tuple[object, ...]


def amounts(records: Records) -> set[Amount]:
    """Every amount with what it belongs to."""
    found: set[Amount] = set()
    for t in records.tables:
        for r in t.rows:
            found |= {(t.id, r.side, r.number, column, f.text) for column, f in r.amounts.items() if f}
    for p in records.projects:
        found |= {(p.code, key, f.text) for key, f in p.amounts.items() if f}
        found |= {(p.code, month, f.text) for month, f in p.schedule.items() if f}
    for unit in records.procurement.units:
        for item in unit.items:
            found |= {(item.project, item.item, key, f.text) for key, f in item.amounts.items() if f}
    found |= {(a.item, f.text) for a in records.assets.rows for f in (a.quantity, a.value) if f}
    found |= {(f.label, f.amount.text) for f in records.narrative.figures}
    return found


WHOLE = amounts(parse(from_bytes(INVENTED, "a")))


@settings(max_examples=60, deadline=None)
@given(st.integers(1, len(INVENTED) - 1))
def test_a_document_cut_anywhere_invents_no_amount(length: int) -> None:
    try:
        records = parse(from_bytes(INVENTED[:length], "a"))
    except BudgetKGError:
        return
    assert amounts(records) - WHOLE == set()
    as_json(records)


@pytest.mark.parametrize("share", [0.1, 0.3, 0.5, 0.7, 0.9])
def test_a_cut_document_says_what_is_missing(share: float) -> None:
    records = parse(from_bytes(INVENTED[: int(len(INVENTED) * share)], "a"))
    assert {p.code for p in records.problems} & {"BKG-P09", "BKG-P12", "BKG-P03"}


def without_places(thing: object) -> object:
    """The records as nested tuples, without places, printed pieces, file and problems."""
    left_out = {"where", "printed", "lines", "sha256", "file", "problems", "total_where"}
    if isinstance(thing, Where):
        return None
    if is_dataclass(thing):
        return tuple(without_places(getattr(thing, f.name)) for f in fields(thing) if f.name not in left_out)
    if isinstance(thing, tuple):
        return tuple(without_places(part) for part in thing)
    if hasattr(thing, "items"):
        return tuple(sorted((str(key), without_places(value)) for key, value in thing.items()))
    return thing


def pieces_of_text() -> Iterator[int]:
    """The places of the sample at which a page may break inside a budget table."""
    lines = INVENTED.decode().split("\n")
    for number, line in enumerate(lines):
        cells = line.split("\t")
        if cells[0].isdigit() and len(cells) > 4 and len(lines[number - 1].split("\t")) == len(cells):
            yield number


BREAKS = sorted(pieces_of_text())


def header_above(lines: list[str], number: int) -> list[str]:
    """The furniture and heads of the page that a line stands on, to print them again."""
    start = number
    while "588 峰峰示例文旅中心" not in lines[start]:
        start -= 1
    end = start
    while not lines[end].startswith("栏次"):
        end += 1
    return ["", "", *lines[start : end + 1]]


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(BREAKS), st.booleans())
def test_a_page_break_between_rows_changes_nothing_but_places(number: int, whole_furniture: bool) -> None:
    lines = INVENTED.decode().split("\n")
    inserted = header_above(lines, number)
    kept = inserted if whole_furniture else [line for line in inserted if "\t" in line]
    broken = [*lines[:number], *kept, *lines[number:]]
    records = parse(from_bytes("\n".join(broken).encode(), "a"))
    assert without_places(records) == without_places(parse(from_bytes(INVENTED, "a")))


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**9))
def test_damaged_documents_are_read_or_refused_never_crash(seed: int) -> None:
    chance = random.Random(seed)
    lines = INVENTED.decode().split("\n")
    for _ in range(chance.randrange(1, 25)):
        at = chance.randrange(len(lines))
        kind = chance.randrange(5)
        if kind == 0:
            del lines[at]
        elif kind == 1:
            lines.insert(at, chance.choice(lines))
        elif kind == 2:
            lines[at] = lines[at].replace("\t", "", 1)
        elif kind == 3:
            cells = lines[at].split("\t")
            chance.shuffle(cells)
            lines[at] = "\t".join(cells)
        else:
            lines[at] += chance.choice("0９.x《〔】\f①²½-—,、%\u3000$<")
    with contextlib.suppress(BudgetKGError):
        records = parse(from_bytes("\n".join(lines).encode(), "a"))
        assert as_json(records)["schema"]
        assert len(records.lines) > 0


OTHER_KINDS = {
    "essay": "秋天的北京\n天高云淡，金额 12.00 万元。\n",
    "csv": "code,name,amount\n201,甲,1.00\n",
    "table of something": "姓名\t年龄\n甲\t3\n",
    "final account": "2023年度部门决算公开\n\n"
    + table(*EXPENDITURE, row("1", "201", "甲", "1.00", "1.00", "")),
    "final account tables": table(row("项目", "决算数"), row("甲", "1.00"), title="收入支出决算总表"),
    "government budget": "2024年示例区政府预算\n\n"
    + table(row("科目编码", "科目名称", "合计"), row("201", "甲", "1.00"), title="一般公共预算支出表"),
    "contents alone": "目录\n部门预算收支总表\t1\n部门预算支出总表\t2\n",
    "title alone": "部门预算支出总表\n单位：万元\n",
}  # fmt: skip


@pytest.mark.parametrize("text", OTHER_KINDS.values(), ids=OTHER_KINDS)
def test_other_kinds_of_documents_are_refused(text: str) -> None:
    with pytest.raises(NotADisclosureError) as caught:
        read_text(text)
    assert "demo.txt" in caught.value.text()
    assert caught.value.zh


def test_a_word_of_accounts_in_the_text_is_no_final_account() -> None:
    text = disclosure(table(*EXPENDITURE, row("1", "201", "编制部门决算", "1.00", "1.00", "")))
    assert len(read_text(text).tables) == 2


LONG = {
    "rows": disclosure(
        table(*EXPENDITURE, *(row(str(i), "201", "甲", "1.00", "", "") for i in range(1, 20000)))
    ),
    "text in a table": disclosure(
        table(*EXPENDITURE, *["没有句号的一行文字没有句号的一行文字没有句号的一行"] * 20000)
    ),
    "goal": disclosure(form(goals=["绩效目标\t1.甲", *["\t继续"] * 20000])),
    "headings": disclosure(form(heading=["1、甲项目绩效目标表"] * 20000)),
    "cells": disclosure(table(*EXPENDITURE, "\t".join(["1"] * 50000))),
    "one cell": disclosure(table(*EXPENDITURE, row("1", "201", "名" * 500000, "1.00", "", ""))),
}


@pytest.mark.parametrize("text", LONG.values(), ids=LONG)
def test_long_documents_are_read(text: str) -> None:
    assert read_text(text).tables[0].rows[0].amounts["amount"] is not None


FURNITURE = re.compile(
    "(?:序号|栏次|档次|项目|预算数|收入|支出|科目编码|科目名称|功能分类科目|本年收入|资金性质|预算年|数量|单价|计量单位"
    "|支出部门经济分类科目|一般公共预算基本支出|预算规模及资金用途|其中:财政资金|其他资金|项目编码|项目名称"
    "|[一二三]级指标|绩效指标描述|指标值|指标值确定依据|单位(?:名称|性质|规格|资金)|经费保障形式|预算资金"
    "|采购物品名称|政府采购目录序号|政府采购项目来源|上年结转结余|财政专户核拨|(?:基金|国有资本经营|一般公共)预算拨款"
    "|\\d+"
    "|(?:预算年度|度:|单位:|资金支出计划|政府采购金额|价值|截止时间|目录|部门|主要职责|机构设置|5\\d\\d"
    "|\\([一二三]\\)(?:总体|分项|工作)|绩效指标|绩效目标).*"
    "|.*(?:目录|月底|预算表|情况表|份额|小计|合计|公开情况说明|政府采购预算))"
)


def known_furniture(cell: str, records: Records) -> bool:
    """What pages repeat: department, year, unit, heads, column numbers; labels of forms; page numbers."""
    labels = {part for t in records.tables for c in t.columns for part in compact(c.label).split("/")}
    return cell in labels or bool(FURNITURE.fullmatch(cell))


def values(thing: object) -> Iterator[str]:
    if isinstance(thing, dict):
        for value in thing.values():
            yield from values(value)
    elif isinstance(thing, list):
        for value in thing:
            yield from values(value)
    elif isinstance(thing, str):
        yield compact(thing)


def lost(records: Records) -> list[tuple[int, str]]:
    """Printed cells that are neither in the records, nor in a problem, nor furniture."""
    said = set(values(as_json(records))) | {compact("".join(p.goals)) for p in records.projects}
    everything = "\n".join(said)
    return [
        (number, cell)
        for number, line in enumerate(records.lines, 1)
        for cell in (compact(cell).removesuffix("%") for cell in line.split("\t"))
        if cell and cell not in said and cell not in everything and not known_furniture(cell, records)
    ]


def test_every_printed_cell_of_the_invented_sample_is_in_the_records() -> None:
    assert lost(parse(from_bytes(INVENTED, "a"))) == []


def test_every_printed_cell_of_the_other_documents_is_in_the_records(sample_documents: list[Path]) -> None:
    """Where markup was replaced or a repetition left out, the problem names the line."""
    for path in [*sample_documents, *([REAL_DOCUMENT] if REAL_DOCUMENT.is_file() else [])]:
        records = parse(read(path))
        changed = [p.where for p in records.problems if p.code in ("BKG-P10", "BKG-P11", "BKG-P28")]
        named = {line for place in changed for line in range(place.first, place.last + 1)}
        assert [entry for entry in lost(records) if entry[0] not in named] == [], path.name


def test_problems_have_places_inside_the_document() -> None:
    records = read_text(disclosure(table(*EXPENDITURE, row("1", "9", "甲", "x", "", "", "y"))))
    assert problems(records, "BKG-P21")
    for problem in records.problems:
        assert 1 <= problem.where.first <= problem.where.last <= len(records.lines)
        assert problem.zh != problem.en


def test_what_a_page_repeats_is_no_text_of_a_section() -> None:
    """The lines of department, year and unit stand on every page, also amid the explanation."""
    page = ("", "588 示例局", "", "预算年度：2024", "", "单位：万元", "")
    before = ("收入说明如下。", "2024年预算收入10.00万元，其中：")
    after = ("上年结转结余2.00万元。",)
    plain = read_text(disclosure(section("二、部门预算安排的总体情况", *before, *after)))
    cut = read_text(disclosure(section("二、部门预算安排的总体情况", *before, *page, *after)))
    assert cut.narrative.text == plain.narrative.text
    assert [f.key for f in cut.narrative.figures] == ["income_total", "carryover"]


def test_a_second_asset_table_is_reported_and_the_first_one_kept() -> None:
    """A section with rows is not replaced by a later one of the same kind, in silence."""
    head = row("项目", "数量", "价值（金额单位：万元）")
    first = section("九、国有资产信息", head, row("资产总额", "", "10.00"))
    second = "\n".join(["九、国有资产信息情况", "", head, row("资产总额", "", "20.00"), ""])
    records = read_text(disclosure(first, second))
    assert [asset.value and asset.value.text for asset in records.assets.rows] == ["10.00"]
    assert len(problems(records, "BKG-P38")) == 1
