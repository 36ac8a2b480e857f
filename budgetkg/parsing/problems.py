"""The problems that reading a document can meet: one function each, in both languages.

Codes are fixed; texts may improve. `error`: something is missing. `warning`: look at it.
`info`: it was read, and this is how.
"""

from budgetkg.model import Problem, Where

__all__ = [
    "amount_without_name",
    "code_check",
    "code_shape",
    "column_without_record",
    "cut_repeated",
    "department_differs",
    "division_not_listed",
    "doubled_form",
    "form_incomplete",
    "goal_apart",
    "header_missing",
    "heading_without_form",
    "level_carried",
    "markup",
    "not_found",
    "not_money",
    "number_again",
    "plan_conflict",
    "plan_in_order",
    "plan_twice",
    "row_continues_unclear",
    "row_numbers_missing",
    "row_twice",
    "second_department",
    "second_table",
    "shifted",
    "sources_by_sum",
    "stray_sign",
    "table_again",
    "title_year_differs",
    "unit_missing",
    "units_differ",
    "unknown_account",
    "unknown_column",
    "unknown_table",
    "unplaced",
    "unplaced_cell",
    "year_differs",
]


def not_money(zh: str, en: str, code: str, where: Where) -> Problem:
    """A cell in a money or percent column is no number; the value stays unknown."""
    return Problem(code, "error", zh, en, where)


def unplaced(text: str, where: Where) -> Problem:
    """A line that belongs to no record."""
    return Problem(
        "BKG-P04", "warning", f"无法归位的文字“{text}”", f"text that fits no record: {text!r}", where
    )


def unplaced_cell(text: str, where: Where) -> Problem:
    """A cell under no column."""
    return Problem(
        "BKG-P05", "error", f"单元格“{text}”没有对应的列", f"cell {text!r} stands under no column", where
    )


def unknown_column(label: str, where: Where) -> Problem:
    """A header that the profile does not know; the label became the column's id."""
    zh, en = (
        f"版式中没有列“{label}”，以原名保留",
        f"no profile knows the column {label!r}: kept under its label",
    )
    return Problem("BKG-P06", "warning", zh, en, where)


def row_continues_unclear(text: str, where: Where) -> Problem:
    """A row without number that does not continue the row above."""
    zh, en = (
        f"该行没有序号，也不是上一行的续行：“{text}”",
        f"a row without a number that continues none: {text!r}",
    )
    return Problem("BKG-P07", "warning", zh, en, where)


def header_missing(title: str, where: Where) -> Problem:
    """Rows without a header above: no column is known."""
    zh, en = f"“{title}”缺少表头，各行未读", f"{title!r} has no header: its rows were not read"
    return Problem("BKG-P08", "error", zh, en, where)


def not_found(what: str, where: Where) -> Problem:
    """A part that a disclosure has, or that the contents announce, is not in the text."""
    return Problem("BKG-P09", "warning", f"未找到“{what}”", f"not found in the document: {what!r}", where)


def cut_repeated(repeated: str, joined: str, where: Where) -> Problem:
    """Text that a page cut printed twice was kept once."""
    zh = f"换页处重复的“{repeated}”只保留一次：“{joined}”"
    return Problem(
        "BKG-P10", "info", zh, f"{repeated!r}, printed twice at a cut, was kept once: {joined!r}", where
    )


def markup(printed: str, where: Where) -> Problem:
    """Markup or LaTeX remnants became the signs they stand for."""
    return Problem(
        "BKG-P11", "info", f"已清除标记：“{printed}”", f"markup was replaced in {printed!r}", where
    )


def form_incomplete(heading: str, missing: str, where: Where) -> Problem:
    """A project form lacks a part."""
    zh, en = f"“{heading}”缺少{missing}", f"{heading!r} lacks {missing}"
    return Problem("BKG-P12", "warning", zh, en, where)


def plan_conflict(month: int, printed: str, where: Where) -> Problem:
    """Two different figures for one month of a spending plan: neither is taken."""
    zh, en = (
        f"资金支出计划 {month} 月出现不同数值：{printed}",
        f"the plan for month {month} is printed as {printed}",
    )
    return Problem("BKG-P13", "error", zh, en, where)


def plan_twice(where: Where) -> Problem:
    """The spending plan was printed twice with the same values."""
    return Problem(
        "BKG-P14",
        "info",
        "资金支出计划重复印出，数值相同",
        "the spending plan is printed twice, alike",
        where,
    )


def plan_in_order(where: Where) -> Problem:
    """Plan values stand under no label but are as many as the labels: paired in order."""
    zh, en = (
        "资金支出计划的数值与标签错列，按顺序对应",
        "plan values and labels are misaligned: paired in order",
    )
    return Problem("BKG-P15", "warning", zh, en, where)


def doubled_form(code: str, where: Where) -> Problem:
    """Two forms with one project code; both are kept."""
    return Problem(
        "BKG-P16", "warning", f"项目编码 {code} 重复出现", f"project code {code} occurs again", where
    )


def code_shape(code: str, where: Where) -> Problem:
    """A project code that has not the 21 signs."""
    zh, en = f"项目编码“{code}”不是 21 位规范编码", f"project code {code!r} has not the shape of 21 signs"
    return Problem("BKG-P17", "warning", zh, en, where)


def code_check(code: str, where: Where) -> Problem:
    """The check character of a project code does not fit (inferred rule, see values.projectcode)."""
    zh, en = (
        f"项目编码“{code}”校验位不符，可能有误读",
        f"check character of {code!r} does not fit: perhaps misread",
    )
    return Problem("BKG-P18", "warning", zh, en, where)


def second_department(name: str, first: str, where: Where) -> Problem:
    """The file holds a second department, which was not read."""
    zh, en = (
        f"“{first}”之后还有另一部门“{name}”，自此处起未读；请拆分文件",
        f"a second department begins here, not read: {name!r} after {first!r}; split the file",
    )
    return Problem("BKG-P19", "error", zh, en, where)


def unknown_account(code: str, where: Where) -> Problem:
    """A code that is no account code."""
    return Problem("BKG-P21", "warning", f"“{code}”不是科目编码", f"{code!r} is no account code", where)


def row_twice(number: int | None, where: Where) -> Problem:
    """A row printed again, alike, after a page cut; kept once."""
    return Problem(
        "BKG-P22",
        "info",
        f"第 {number} 行重复印出，只保留一次",
        f"row {number} is printed twice: kept once",
        where,
    )


def row_numbers_missing(numbers: str, where: Where) -> Problem:
    """Row numbers jump: rows may be missing."""
    return Problem("BKG-P23", "warning", f"缺少序号 {numbers} 的行", f"no row has number {numbers}", where)


def year_differs(printed: str, year: int, where: Where) -> Problem:
    """The head of a page names another budget year than the document."""
    zh, en = (
        f"此处预算年度为 {printed}，文件的预算年度为 {year}",
        f"the budget year here is {printed}, that of the document {year}",
    )
    return Problem("BKG-P24", "warning", zh, en, where)


def amount_without_name(text: str, where: Where) -> Problem:
    """An amount on a side of a row that has no name."""
    return Problem("BKG-P25", "error", f"金额“{text}”没有项目名称", f"amount {text!r} has no row name", where)


def level_carried(name: str, where: Where) -> Problem:
    """An indicator without level 2 took it from the row above (a merged cell)."""
    zh, en = f"指标“{name}”的二级指标沿用上一行", f"indicator {name!r} takes its level 2 from the row above"
    return Problem("BKG-P26", "info", zh, en, where)


def shifted(text: str, where: Where) -> Problem:
    """A row whose first cell is missing was moved one column to the right."""
    return Problem(
        "BKG-P27",
        "info",
        f"该行少一格，已右移：“{text}”",
        f"a row lacks its first cell: moved right: {text!r}",
        where,
    )


def stray_sign(printed: str, where: Where) -> Problem:
    """A label and its value, or a stray sign, stand in one cell."""
    return Problem(
        "BKG-P28", "info", f"标签与内容同格：“{printed}”", f"label and value share a cell: {printed!r}", where
    )


def sources_by_sum(where: Where) -> Problem:
    """Two procurement columns were told apart by the sums of the rows, not by their heads."""
    zh = "采购表末两列的表头与数值错位，按各来源之和等于合计判定"
    return Problem("BKG-P29", "info", zh, "the last procurement columns were told apart by their sums", where)


def heading_without_form(heading: str, where: Where) -> Problem:
    """A form heading with no form below."""
    return Problem(
        "BKG-P30", "error", f"“{heading}”之后没有表格", f"no form follows the heading {heading!r}", where
    )


def unknown_table(title: str, count: int, where: Where) -> Problem:
    """A table that no profile knows; its rows were not read."""
    zh = f"版式中没有表“{title}”，其 {count} 行未读"
    return Problem(
        "BKG-P31", "error", zh, f"no profile knows the table {title!r}: {count} lines not read", where
    )


def unit_missing(title: str, where: Where) -> Problem:
    """No money unit is printed above a table."""
    zh, en = f"“{title}”没有印出金额单位", f"no money unit is printed above {title!r}"
    return Problem("BKG-P32", "warning", zh, en, where)


def units_differ(title: str, units: str, where: Where) -> Problem:
    """The pages of a table print different money units; none is taken."""
    zh, en = (
        f"“{title}”的金额单位不一致：{units}",
        f"the pages of {title!r} print different money units: {units}",
    )
    return Problem("BKG-P33", "error", zh, en, where)


def number_again(number: int, where: Where) -> Problem:
    """A row number is printed on two rows; both are kept."""
    zh, en = f"序号 {number} 出现在两行，均保留", f"row number {number} is printed on two rows: both are kept"
    return Problem("BKG-P34", "warning", zh, en, where)


def table_again(title: str, where: Where) -> Problem:
    """A table is printed twice; both are kept."""
    zh, en = f"“{title}”重复出现，均保留", f"the table {title!r} occurs again: both are kept"
    return Problem("BKG-P35", "warning", zh, en, where)


def column_without_record(label: str, text: str, where: Where) -> Problem:
    """A cell under a head that the records have no field for."""
    zh, en = (
        f"“{label}”列的“{text}”没有对应的记录字段",
        f"{text!r} under {label!r} has no field in the records",
    )
    return Problem("BKG-P36", "warning", zh, en, where)


def goal_apart(text: str, where: Where) -> Problem:
    """Goal text in a second cell of its row: kept as a goal of its own, its order on the page not known."""
    zh, en = (
        f"目标文字分在两格，次序不明，单独保留：“{text}”",
        f"goal text in a second cell, kept apart: {text!r}",
    )
    return Problem("BKG-P37", "warning", zh, en, where)


def second_table(title: str, where: Where) -> Problem:
    """A second procurement or asset table, where a document has one: it was not read."""
    zh, en = f"“{title}”下又有一张同类的表，未读", f"a second table of its kind under {title!r} was not read"
    return Problem("BKG-P38", "error", zh, en, where)


def title_year_differs(printed: str, year: int, where: Where) -> Problem:
    """A title, or the head of a column, names another year than the document."""
    zh, en = (
        f"“{printed}”中的年度与文件的预算年度 {year} 不一致",
        f"{printed!r} names another year than the document, {year}",
    )
    return Problem("BKG-P39", "warning", zh, en, where)


def department_differs(printed: str, name: str, where: Where) -> Problem:
    """The head of a page names the department otherwise than the document; its rows were read."""
    zh, en = (
        f"此处部门为“{printed}”，文件的部门为“{name}”",
        f"the department here is {printed!r}, that of the document {name!r}",
    )
    return Problem("BKG-P41", "warning", zh, en, where)


def division_not_listed(code: str, zh: str, en: str, where: Where) -> Problem:
    """The division that the document is read for is in no list, or not in that of its year."""
    return Problem("BKG-P42", "warning", f"区划代码 {code} {zh}", f"the division {code} {en}", where)
