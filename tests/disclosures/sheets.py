"""The nine tables as rows of cells, each figure rounded by itself."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from disclosures.model import FISCAL, OWN, SOURCES, Budget, ThreePublic
from disclosures.money import printed
from disclosures.vocabulary import summary

__all__ = ["TITLES", "Sheet", "sheets"]

#: Titles by table, in the usual order.
TITLES = {
    "balance": "部门预算收支总表",
    "income": "部门预算收入总表",
    "expenditure": "部门预算支出总表",
    "fiscal-balance": "部门预算财政拨款收支总表",
    "general-public": "部门预算一般公共预算财政拨款支出表",
    "basic": "部门预算一般公共预算财政拨款基本支出表",
    "three-public": "部门预算财政拨款“三公”经费支出表",
    "government-fund": "部门预算政府性基金预算财政拨款支出表",
    "state-capital": "部门预算国有资本经营预算财政拨款支出表",
}
_FUNDS = {"general": "general-public", "fund": "government-fund", "capital": "state-capital"}
_NUMERALS = "一二三四五六七八九十"

Cells = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table. `columns` say what a cell is: number, code, a name, or the column of an amount; in a
    two-sided table they begin with the side."""

    id: str
    heads: tuple[Cells, ...]
    columns: Cells
    rows: tuple[Cells, ...]
    note: str | None = None

    @property
    def title(self) -> str:
        return TITLES[self.id]


def sheets(budget: Budget, *, public_last: bool = False, projects_first: bool = False) -> list[Sheet]:
    """Return the tables in printed order. `projects_first` changes two columns of one table, as some do."""
    first = [_balance(budget), _income(budget), _expenditure(budget), _fiscal_balance(budget)]
    first += [_fund(budget, "general"), _basic(budget)]
    last = [_fund(budget, "fund"), _fund(budget, "capital", projects_first=projects_first)]
    public = [_three_public(budget)]
    return [*first, *(last + public if public_last else public + last)]


def _money(yuan: int) -> str:
    """Nothing is printed where there is no money."""
    return printed(yuan) if yuan else ""


def _numeral(number: int) -> str:
    if number <= 10:
        return _NUMERALS[number - 1]
    tens, ones = divmod(number, 10)
    return f"{'' if tens == 1 else _NUMERALS[tens - 1]}十{_NUMERALS[ones - 1] if ones else ''}"


def _numbered(rows: Iterable[Sequence[str]]) -> tuple[Cells, ...]:
    return tuple((str(number), *row) for number, row in enumerate(rows, 1))


def _index(columns: int) -> Cells:
    return ("栏次", *map(str, range(1, columns)))


def _summary_rows(figures: Callable[[str], list[str]]) -> list[Cells]:
    """Return the expenditure side of a summary table: one row a class, with the figures of its account."""
    return [
        (f"{_numeral(number)}、{name}", *figures(code or "none"))
        for number, (code, name) in enumerate(summary(), 1)
    ]


def _beside(left: Sequence[Cells], right: Sequence[Cells], width: int) -> list[Cells]:
    """Return rows of two sides; a side that has no more rows is blank."""
    blank = ("",) * width
    return [(*(left[i] if i < len(left) else blank), *row) for i, row in enumerate(right)]


def _balance(budget: Budget) -> Sheet:
    income = [
        ("一、一般公共预算拨款收入", _money(budget.total(sources=["general"], kept=False))),
        ("二、政府性基金预算拨款收入", _money(budget.total(sources=["fund"], kept=False))),
        ("三、国有资本经营预算拨款收入", _money(budget.total(sources=["capital"], kept=False))),
        ("四、财政专户管理资金收入", _money(budget.total(sources=["special"], kept=False))),
        ("五、单位资金收入", _money(budget.total(sources=OWN, kept=False))),
    ]
    spent = _summary_rows(lambda code: [_money(budget.total(code))])
    year, kept, whole = budget.total(kept=False), budget.total(kept=True), budget.total()
    rows = [
        *_beside(income, spent, 2),
        ("本年收入合计", _money(year), "本年支出合计", _money(whole)),
        ("上年结转结余", _money(kept), "年终结转结余", ""),
        ("收入总计", _money(whole), "支出总计", _money(whole)),
    ]
    return Sheet(
        "balance",
        (("序号", "收入", "", "支出", ""), ("", "项目", "预算数", "项目", "预算数"), _index(5)),
        ("number", "income name", "income amount", "expenditure name", "expenditure amount"),
        _numbered(rows),
    )


def _by_account(
    budget: Budget, sources: Iterable[str], figures: Callable[[str], list[str]]
) -> tuple[Cells, ...]:
    """Return a row for the whole and one for each account that has money from some sources."""
    accounts = budget.accounts(sources)
    if not accounts:
        return ()
    return _numbered(
        [("", "合计", *figures("")), *((code, budget.names[code], *figures(code)) for code in accounts)]
    )


_INCOME = {
    "fiscal": ("财政拨款收入", FISCAL),
    "special-account": ("财政专户收入", ("special",)),
    "business": ("事业收入", ("business",)),
    "operating": ("经营收入", ("operating",)),
    "superior": ("上级补助收入", ("superior",)),
    "affiliated": ("附属单位上缴收入", ("affiliated",)),
    "other": ("其他收入", ("other",)),
}


def _income(budget: Budget) -> Sheet:
    def figures(code: str) -> list[str]:
        year = [budget.total(code, sources=sources, kept=False) for _, sources in _INCOME.values()]
        kept = budget.total(code, kept=True)
        return [_money(yuan) for yuan in (sum(year) + kept, sum(year), *year, kept)]

    heads = ["小计", *(label for label, _ in _INCOME.values())]
    return Sheet(
        "income",
        (
            ("序号", "功能分类科目", "", "合计", "本年收入", *[""] * len(_INCOME), "上年结转"),
            ("", "科目编码", "科目名称", "", *heads, ""),
            _index(13),
        ),
        ("number", "code", "name", "total", "subtotal", *_INCOME, "carryover"),
        _by_account(budget, SOURCES, figures),
    )


_USES = {
    "basic": "基本支出",
    "project": "项目支出",
    "operating": "经营支出",
    "to-superior": "上解上级支出",
    "to-affiliated": "对附属单位补助支出",
}


def _expenditure(budget: Budget) -> Sheet:
    def figures(code: str) -> list[str]:
        return [_money(budget.total(code)), *(_money(budget.total(code, use)) for use in _USES)]

    return Sheet(
        "expenditure",
        (
            ("序号", "功能分类科目", "", "合计", *_USES.values()),
            ("", "科目编码", "科目名称", "", *[""] * len(_USES)),
            _index(9),
        ),
        ("number", "code", "name", "total", *_USES),
        _by_account(budget, SOURCES, figures),
    )


def _fiscal_balance(budget: Budget) -> Sheet:
    def each(code: str = "") -> list[str]:
        funds = [budget.total(code, sources=[source]) for source in FISCAL]
        return [_money(yuan) for yuan in (sum(funds), *funds)]

    def given(kept: bool) -> list[Cells]:
        names = ("一、一般公共预算拨款", "二、政府性基金预算拨款", "三、国有资本经营预算拨款")
        money = [budget.total(sources=[source], kept=kept) for source in FISCAL]
        return [(name, _money(yuan)) for name, yuan in zip(names, money, strict=True)]

    blank = ("",) * 5
    year, kept = (budget.total(sources=FISCAL, kept=kept) for kept in (False, True))
    rows = [
        *_beside(given(False), _summary_rows(each), 2),
        ("本年收入合计", _money(year), "本年支出合计", *each()),
        ("年初财政拨款结转和结余", _money(kept), "年末财政拨款结转和结余", "", "", "", ""),
        *((*row, *blank) for row in given(True)),
        ("收入总计", _money(year + kept), "支出总计", *each()),
    ]
    sides = ("total", "general-public", "government-fund", "state-capital")
    labels = ("合计", "一般公共预算财政拨款", "政府性基金预算财政拨款", "国有资本经营预算财政拨款")
    return Sheet(
        "fiscal-balance",
        (
            ("序号", "收入", "", "支出", "", "", "", ""),
            ("", "项目", "金额", "项目", *labels),
            _index(8),
        ),
        (
            "number",
            "income name",
            "income amount",
            "expenditure name",
            *(f"expenditure {key}" for key in sides),
        ),
        _numbered(rows),
    )


_EMPTY = {
    "government-fund": "注：无政府性基金预算财政拨款预算，空表列示。",
    "state-capital": "注：无国有资本经营预算财政拨款预算，空表列示。",
    "three-public": "注：无“三公”经费预算，空表列示。",
}


def _fund(budget: Budget, source: str, *, projects_first: bool = False) -> Sheet:
    """Return the expenditure from one kind of fiscal appropriation; without any, the table says so."""
    uses = ["project", "basic"] if projects_first else ["basic", "project"]

    def figures(code: str) -> list[str]:
        parts = [budget.total(code, use, [source]) for use in uses]
        return [_money(yuan) for yuan in (sum(parts), *parts)]

    rows = _by_account(budget, [source], figures)
    labels = [_USES[use] for use in uses]
    return Sheet(
        _FUNDS[source],
        (
            ("序号", "功能分类科目", "", "合计", *labels),
            ("", "科目编码", "科目名称", "", "", ""),
            _index(6),
        ),
        ("number", "code", "name", "total", *uses),
        rows,
        None if rows else _EMPTY[_FUNDS[source]],
    )


def _basic(budget: Budget) -> Sheet:
    def figures(code: str) -> list[str]:
        chosen = [one for one in budget.economic if one.account.startswith(code)]
        personnel, running = sum(one.personnel for one in chosen), sum(one.running for one in chosen)
        return [_money(yuan) for yuan in (personnel + running, personnel, running)]

    codes = sorted({one.account[:length] for one in budget.economic for length in (3, 5)})
    rows = [("", "合计", *figures("")), *((code, budget.names[code], *figures(code)) for code in codes)]
    return Sheet(
        "basic",
        (
            ("序号", "支出部门经济分类科目", "", "一般公共预算基本支出", "", ""),
            ("", "科目编码", "科目名称", "合计", "人员经费", "公用经费"),
            _index(6),
        ),
        ("number", "code", "name", "total", "personnel", "running"),
        _numbered(rows),
    )


def _three_public(budget: Budget) -> Sheet:
    public = [budget.three_public.get(source, ThreePublic()) for source in FISCAL]

    def row(name: str, part: Callable[[ThreePublic], int]) -> Cells:
        money = [part(one) for one in public]
        return (name, *(_money(yuan) for yuan in (sum(money), *money)))

    rows = [
        row("合计", lambda one: one.whole),
        row("“三公”经费小计", lambda one: one.three),
        row("一、因公出国（境）费", lambda one: one.abroad),
        row("其中：教学科研人员因公出国（境）费", lambda one: one.abroad_teaching),
        row("其他因公出国（境）费", lambda one: one.abroad_other),
        row("二、公务用车购置及运维费", lambda one: one.vehicles),
        row("其中：公务用车购置费", lambda one: one.purchase),
        row("公务用车运行维护费", lambda one: one.running),
        row("三、公务接待费", lambda one: one.reception),
    ]
    if any(one.meetings or one.training for one in public):
        rows += [row("四、会议费", lambda one: one.meetings), row("五、培训费", lambda one: one.training)]
    return Sheet(
        "three-public",
        (
            ("序号", "项目", "资金性质", "", "", ""),
            ("", "", "合计", "一般公共预算财政拨款", "政府性基金预算拨款", "国有资本经营预算财政拨款"),
            _index(6),
        ),
        ("number", "name", "total", "general-public", "government-fund", "state-capital"),
        _numbered(rows),
        None if any(one.whole for one in public) else _EMPTY["three-public"],
    )
