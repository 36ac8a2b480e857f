"""Hand-made records of every kind, each with its traps, for the tests of the graph."""

from dataclasses import replace

from budgetkg.model import (
    Asset,
    Assets,
    Citation,
    CitedIn,
    Column,
    ContentsEntry,
    Department,
    Document,
    DocumentNumber,
    Duty,
    Figure,
    Goal,
    Indicator,
    ListedProject,
    Narrative,
    NarrativeFigure,
    NarrativeParagraph,
    Problem,
    Procurement,
    ProcurementItem,
    ProcurementUnit,
    Project,
    Records,
    Row,
    Table,
    Target,
    Term,
    Unit,
    Where,
)

LINES = tuple(f"line {number}\tcell {number}" for number in range(1, 101))


def at(first: int, last: int | None = None, page: int | None = None) -> Where:
    return Where(first, first if last is None else last, page)


def number(text: str, printed: str | None = None) -> Figure:
    return Figure(text, text if printed is None else printed)


BARE = Records(
    document=Document("a.txt", "ab12", "示例部门预算", 2024, "demo", "万元", at(1)),
    department=Department("901", "示例部门", "130499", at(2)),
    lines=LINES,
)

DOCUMENT = replace(
    BARE,
    contents=(ContentsEntry("部门收支总表", 3, at(3)), ContentsEntry("说明", None, at(4))),
    duties=(Duty(1, "管理\t甲", at(5)), Duty(None, "乙", at(6))),
    units=(
        Unit("办公室", "行政", "正科级", "财政拨款", at(7, page=2), "办 公室\t行政"),
        Unit("办公室", "事业", None, None, at(8)),
        Unit("办公室~2", None, None, "", at(9)),
    ),
    goals=(
        Goal("overall", None, None, "保障运转", None, at(10)),
        Goal("itemised", 1, "职责一", "目标", "指标文字", at(11, 12)),
    ),
    glossary=(Term("基本支出", "为保障\n运转", at(13)),),
    problems=(Problem("BKG-P04", "warning", "“x”未读", "'x' was not read", at(14)),),
)

UNKNOWN = replace(
    BARE,
    document=replace(BARE.document, fiscal_year=None, money_unit=None),
    department=Department(None, "无代码部门", None, at(2)),
    units=(Unit("甲", None, None, None, at(3)),),
    tables=(
        Table(
            "expenditure",
            "支出总表",
            "万 块",
            (Column("total", "合计"),),
            (Row(1, "201", "甲", {"total": number("12.00")}, at(5)),),
            None,
            at(4),
            "functional",
        ),
        Table(
            "income",
            "收入总表",
            None,
            (Column("total", "合计"),),
            (
                Row(1, None, "乙", {"total": number("3")}, at(7)),
                Row(2, None, "丙", {"total": number("4")}, at(8)),
            ),
            None,
            at(6),
        ),
    ),
)

TABLES = replace(
    BARE,
    tables=(
        Table(
            "balance",
            "收支总表",
            "万元",
            (Column("amount", "预算数"),),
            (
                Row(
                    1, None, "一、收入", {"amount": number("1204.50", "1204. 50")}, at(22), "income", "detail"
                ),
                Row(1, None, "一、支出", {"amount": None}, at(22), "expenditure"),
                Row(None, None, "合计", {"amount": number("0.00")}, at(23), "income", "total"),
            ),
            None,
            at(20, 21, 1),
        ),
        Table(
            "general-public",
            "一般公共预算支出表",
            None,
            (Column("total", "合计"), Column("新列/甲", "新列/甲")),
            (
                Row(1, "2010301", "行政运行", {"total": number("-0.50"), "新列/甲": number("12")}, at(25)),
                Row(2, "2010301", "行政运行", {"total": number("7.05")}, at(26), None, "of-which"),
                Row(3, "20l03", "误印", {"total": number("1")}, at(27), None, "subtotal"),
            ),
            None,
            at(24),
            "functional",
        ),
        Table(
            "basic",
            "基本支出表",
            "元",
            (Column("total", "合计"),),
            (Row(1, "30101", "基本工资", {"total": number("100.10")}, at(29)),),
            None,
            at(28),
            "economic",
        ),
        Table(
            "state-capital",
            "国有资本经营",
            "亿元",
            (Column("total", "合计"),),
            (),
            "注：本表无数据",
            at(30),
            "functional",
        ),
    ),
)

_INDICATORS = (
    Indicator("产出指标", "数量指标", "次数", "活动次数", "≥95%", "邯财教〔2023〕104号",
              Target(">=", "95.0", None, "%"), at(42), "次数\t≥95%"),
    Indicator("效益指标", None, "范围", "", "10-20", "", Target("range", "10", "20", None), at(43)),
    Indicator(None, "质量指标", "定性", "好", "良好", "工作计划", None, at(44)),
)  # fmt: skip

PROJECTS = replace(
    BARE,
    projects=(
        Project(1, "13049924P00579710026C", "宣传部-甲项目", "1、甲项目绩效目标表",
                {"total": number("20.00"), "fiscal": number("20.00"), "other": None}, "购置",
                {3: number("25", "25%"), 6: None}, ("目标一", "目标二"), _INDICATORS, at(40, 45),
                "万元", "宣传部", "宣传部-甲 项目"),
        Project(2, "13049924P00579710026C", "同码项目", "2、同码", {"total": number("1")}, "",
                {}, (), (), at(46, 50)),
        Project(3, None, "无码", "3、无码", {}, "", {}, (), (), at(51)),
        Project(None, "短码 1", "短码", "短码", {"total": number("x", "十")}, "", {}, (), (), at(52)),
        Project(None, None, "无号", "无号", {}, "", {}, ("目标",), (), at(53)),
        Project(3, None, "又一", "3、又一", {}, "", {}, (), (), at(54)),
    ),
)  # fmt: skip

NARRATIVE = replace(
    BARE,
    narrative=Narrative(
        figures=(
            NarrativeFigure("income_total", "收入总计", number("12.5"), "万元", at(60)),
            NarrativeFigure("change_total", "增加", number("3"), "亿元", at(61), "increase"),
            NarrativeFigure("income_total", "收入总计", number("125000"), "元", at(62)),
            NarrativeFigure("其他 1", "没有单位", number("4"), "", at(63)),
        ),
        projects=(ListedProject("甲项目", number("20.00"), "万元", at(64)),),
        paragraphs=(
            NarrativeParagraph("overall", '收入 "12.5" 万元。', at(60, 61)),
            NarrativeParagraph("special-funds", "无", at(65, page=3)),
        ),
    ),
)

HOLDINGS = replace(
    BARE,
    units=(Unit("办公室", "行政", None, None, at(7)),),
    procurement=Procurement(
        note="注：单价可变动",
        total={"total": number("0.35"), "general": number("0.35"), "sme": None},
        units=(
            ProcurementUnit(
                "办公室",
                {"total": number("0.31"), "special_account": number("0.01")},
                (
                    ProcurementItem("日常公用经费", number("24.12"), "打印机", "A02021001", "台", number("1"),
                                    number("0.31"), {"total": number("0.31"), "fund": number("0.31"),
                                                     "capital": None, "own": None}, at(73), "打印机\t1"),
                ),
                at(72),
            ),
            ProcurementUnit(
                "别的单位",
                {"total": number("0.04")},
                (ProcurementItem("", None, "粉盒", None, None, None, None, {}, at(75)),),
                at(74),
                "别的单位 小计",
            ),
        ),
        money_unit="万元",
        where=at(70),
        total_where=at(71),
    ),
    assets=Assets(
        "2023-12-31",
        (
            Asset("资产总额", None, number("2127.38"), at(81), "total"),
            Asset("车辆", number("41"), None, at(82)),
            Asset("设备", number("2"), number("1.10", "1. 10"), at(83), "detail", "设备\t2\t1. 10"),
        ),
        "万元",
    ),
)  # fmt: skip

_NOTICE = DocumentNumber(
    "邯财教〔2023〕104号", "邯财教[2023]104号", "邯财教", 2023, 104, "邯郸市财政局", "130400", "city"
)
_UNKNOWN_MARK = DocumentNumber("某办〔2022〕3号", "某办〔2022〕3号", "某办", 2022, 3)
_DECREE = DocumentNumber(
    "国务院令第729号", "国务院令第729号", "国务院令", None, 729, "国务院", None, "central"
)

CITATIONS = replace(
    PROJECTS,
    duties=DOCUMENT.duties,
    goals=DOCUMENT.goals,
    narrative=NARRATIVE.narrative,
    citations=(
        Citation(_NOTICE, "邯财教[2023]104号", "关于甲的通知", CitedIn("project", 1, "name"), at(40), "省级"),
        Citation(_NOTICE, "邯财教〔2023〕104号", None, CitedIn("indicator", 1, "basis", 1), at(42)),
        Citation(_UNKNOWN_MARK, "某办〔2022〕3号", None, CitedIn("project", 3, "name"), at(54), "不明"),
        Citation(_DECREE, "国务院令第729号", None, CitedIn("duty", 2, "text"), at(6), "中央"),
        Citation(None, "《预算法》", "《预算法》", CitedIn("indicator", 3, "basis", 1), at(44)),
        Citation(None, "有关文件", None, CitedIn("goal", 1, "goal"), at(10)),
        Citation(None, "《计划》", "计划", CitedIn("goal", 2, "goal", 1), at(41)),
        Citation(None, "《计划》", "计划", CitedIn("listed-project", 1, "name"), at(64)),
        Citation(None, "《计划》", "计划", CitedIn("document", None, "text"), at(90)),
        Citation(None, "《计划》", "计划", CitedIn("indicator", 9, "basis", 99), at(91)),
    ),
)

CASES = {
    "bare": BARE,
    "document": DOCUMENT,
    "unknown": UNKNOWN,
    "tables": TABLES,
    "projects": PROJECTS,
    "narrative": NARRATIVE,
    "holdings": HOLDINGS,
    "citations": CITATIONS,
}
