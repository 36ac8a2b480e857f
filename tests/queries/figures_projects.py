"""Figures on projects and targets, computed from the records alone."""

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal

from reckoning import Cell, Check, cells

from budgetkg.model import Figure, Indicator, Project, Records
from budgetkg.results import Solutions

__all__ = ["FIGURES"]


#: What the queries with a keyword are asked, by department code.
KEYWORDS = {"550": "宣传", "588": "旅游"}

SIGNS = {">=": "不低于", ">": "高于", "<=": "不超过", "<": "低于", "=": "等于", "range": "区间"}


def _number(figure: Figure | None, factor: int = 1) -> Decimal | None:
    return None if figure is None else Decimal(figure.text) * factor


def _amount(project: Project, key: str = "total") -> Decimal | None:
    return _number(project.amounts.get(key), 10_000)


def _rounded(value: Decimal, digits: str) -> Decimal:
    return value.quantize(Decimal(digits), ROUND_HALF_UP)


def _same(found: Sequence[tuple[Cell, ...]], wanted: Sequence[tuple[Cell, ...]]) -> None:
    assert Counter(found) == Counter(wanted)


def _targets(records: Records) -> Iterator[tuple[Project, Indicator]]:
    for project in records.projects:
        for indicator in project.indicators:
            yield project, indicator


def _quantity(indicator: Indicator) -> tuple[Cell, ...]:
    """Comparator, value, max, unit: all None where the target is no quantity."""
    target = indicator.target
    if target is None:
        return (None, None, None, None)
    top = None if target.max is None else Decimal(target.max)
    return (SIGNS[target.comparator], Decimal(target.number), top, target.unit)


def _project_sheet(records: Records, answer: Solutions) -> None:
    wanted = [
        (
            *(project.code, _amount(project), _amount(project, "fiscal"), _amount(project, "other")),
            *(Decimal(len(project.goals)), Decimal(len(project.indicators))),
        )
        for project in records.projects
    ]
    _same(cells(answer, "code amount fiscal other goals indicators"), wanted)


def _biggest_projects(records: Records, answer: Solutions) -> None:
    found = cells(answer, "code project amount")
    amounts = [amount for _, _, amount in found]
    assert amounts == sorted(amounts, key=lambda amount: -Decimal(amount or 0))
    wanted = [(p.code, p.name, _amount(p)) for p in records.projects if _amount(p) is not None]
    _same(found, wanted)


def _asked(records: Records, answer: Solutions) -> Project:
    codes = {code for (code,) in cells(answer, "code")}
    assert len(codes) == 1
    return next(project for project in records.projects if project.code in codes)


def _indicators_of_project(records: Records, answer: Solutions) -> None:
    project = _asked(records, answer)
    wanted = [
        (Decimal(n), i.level1, i.level2, i.name, i.value, *_quantity(i)[1:], i.basis)
        for n, i in enumerate(project.indicators, 1)
    ]
    assert cells(answer, "number level1 level2 indicator target value max unit basis") == wanted


def _goals_of_project(records: Records, answer: Solutions) -> None:
    wanted = [(p.code, Decimal(n), goal) for p in records.projects for n, goal in enumerate(p.goals, 1)]
    _same(cells(answer, "code number goal"), wanted)


def _spending_plan(records: Records, answer: Solutions) -> None:
    wanted: list[tuple[Cell, ...]] = []
    for project in records.projects:
        for month, figure in project.schedule.items():
            percent, amount = _number(figure), _amount(project)
            planned = None if percent is None or amount is None else amount * percent / 100
            wanted.append((project.code, Decimal(month), percent, planned))
    _same(cells(answer, "code month percent planned"), wanted)


def _qualitative_only(records: Records, answer: Solutions) -> None:
    wanted = [
        (p.code, _amount(p), Decimal(len(p.indicators)))
        for p in records.projects
        if p.indicators and all(i.target is None for i in p.indicators)
    ]
    _same(cells(answer, "code amount indicators"), wanted)


def _kind(indicator: Indicator) -> str | None:
    if indicator.level1 == "成本指标":
        return "成本指标"
    return indicator.level2 if indicator.level2 in ("数量指标", "质量指标", "成本指标") else None


def _promises(records: Records, answer: Solutions) -> None:
    wanted: list[tuple[Cell, ...]] = []
    for project in records.projects:
        if _amount(project) is None:
            continue
        kept: list[tuple[Cell, ...]] = [(_kind(i), i.name, i.value) for i in project.indicators if _kind(i)]
        wanted += [(project.code, _amount(project), *row) for row in kept or [(None, None, None)]]
    _same(cells(answer, "code amount kind indicator target"), wanted)


def _thresholds(records: Records, answer: Solutions) -> None:
    targets: Counter[tuple[Cell, ...]] = Counter()
    forms: dict[tuple[Cell, ...], set[int]] = {}
    for place, project in enumerate(records.projects):
        for indicator in project.indicators:
            if indicator.level1 == "满意度指标" or indicator.level2 == "服务对象满意度指标":
                key = (*_quantity(indicator), None if indicator.target else indicator.value)
                targets[key] += 1
                forms.setdefault(key, set()).add(place)
    total = Decimal(targets.total())
    wanted = [
        (*key, Decimal(n), Decimal(len(forms[key])), total, _rounded(n * 100 / total, "0.1"))
        for key, n in targets.items()
    ]
    _same(cells(answer, "comparator value max unit text targets projects all share"), wanted)
    counts = [row[0] for row in cells(answer, "targets")]
    assert counts == sorted(counts, key=lambda count: -Decimal(count or 0))


def _unit_costs(records: Records, answer: Solutions) -> None:
    money = {"元", "百元", "千元", "万元", "亿元", "万", "亿"}
    wanted: list[tuple[Cell, ...]] = []
    for project in records.projects:
        counts = [i for i in project.indicators if i.level2 == "数量指标"]
        for indicator in counts:
            target = indicator.target
            if target is None or target.max or not target.unit or target.unit in money:
                continue
            if any(sign in target.unit for sign in "%％‰/／每") or Decimal(target.number) <= 0:
                continue
            amount, number = _amount(project), Decimal(target.number)
            quotient = None if amount is None else _rounded(amount / number, "0.01")
            wanted.append((project.code, indicator.name, number, target.unit, quotient, Decimal(len(counts))))
    assert wanted
    _same(cells(answer, "code indicator quantity unit per_unit quantity_targets"), wanted)


def _indicators_compared(records: Records, answer: Solutions) -> None:
    by_name: dict[str, list[tuple[int, Indicator]]] = {}
    for place, project in enumerate(records.projects):
        for indicator in project.indicators:
            by_name.setdefault(indicator.name, []).append((place, indicator))
    wanted: list[tuple[Cell, ...]] = []
    for name, uses in by_name.items():
        forms = {place for place, _ in uses}
        numbers = {_quantity(i) for _, i in uses if i.target}
        words = {i.value for _, i in uses if not i.target}
        if len(forms) < 2 or len(numbers) + len(words) < 2:
            continue
        units = {unit or "" for *_, unit in numbers}
        span: tuple[Cell, ...] = (None, None, None)
        if len(units) == 1 and not words:
            lowest = min(Decimal(str(value)) for _, value, _, _ in numbers)
            highest = max(Decimal(str(value if top is None else top)) for _, value, top, _ in numbers)
            span = (units.copy().pop(), lowest, highest)
        counts = (len(forms), len(numbers) + len(words), len(numbers), len(units))
        wanted.append((name, *map(Decimal, counts), *span))
    _same(cells(answer, "indicator projects targets quantified units unit lowest highest"), wanted)


def _targets_of_indicator(records: Records, answer: Solutions) -> None:
    keyword = KEYWORDS[str(records.department.code)]
    wanted = [
        (i.name, *_quantity(i), i.value, i.basis, p.code, _amount(p))
        for p, i in _targets(records)
        if keyword in i.name
    ]
    assert wanted
    _same(cells(answer, "indicator comparator value max unit target basis code amount"), wanted)


#: Words of the types, the first that fits decides.
TYPES = (
    ("文件或上级要求", ("《", "〔", "【", "[", "通知", "条例", "请示")),
    ("预算支出标准", ("支出标准", "开支标准")),
    ("行业标准", ("行业",)),
    ("历史标准", ("历史",)),
    ("合同或票据", ("合同", "协议", "发票", "保单")),
    ("调查", ("调查", "问卷", "走访")),
    ("计划标准", ("计划", "规划", "方案", "谋划", "任务", "预算")),
    ("文件或上级要求", ("文件", "规定", "要求", "法律", "批示")),
)


def _type(basis: str) -> str:
    if not basis:
        return "未填写"
    return next((kind for kind, words in TYPES if any(word in basis for word in words)), "其他")


def _basis_types(records: Records, answer: Solutions) -> None:
    counted = Counter(_type(indicator.basis) for _, indicator in _targets(records))
    total = Decimal(counted.total())
    wanted = [(kind, Decimal(n), total, _rounded(n * 100 / total, "0.1")) for kind, n in counted.items()]
    _same(cells(answer, "type targets all share"), wanted)


def _basis_texts(records: Records, answer: Solutions) -> None:
    counted = Counter(indicator.basis for _, indicator in _targets(records))
    forms = {
        basis: sum(any(i.basis == basis for i in project.indicators) for project in records.projects)
        for basis in counted
    }
    wanted = [(_type(text), text, Decimal(n), Decimal(forms[text])) for text, n in counted.items()]
    _same(cells(answer, "type basis targets projects"), wanted)


def _targets_without_basis(records: Records, answer: Solutions) -> None:
    wanted = [(p.code, i.name, i.value) for p, i in _targets(records) if not i.basis]
    _same(cells(answer, "code indicator target"), wanted)


def _spending_rhythm(records: Records, answer: Solutions) -> None:
    known: dict[int, list[tuple[Decimal, Decimal]]] = {}
    for project in records.projects:
        amount = _amount(project)
        for month, figure in project.schedule.items():
            if figure is not None and amount:
                known.setdefault(month, []).append((amount, Decimal(figure.text)))
    every = len(records.projects)
    wanted: list[tuple[Cell, ...]] = []
    for month, parts in known.items():
        total = sum((amount for amount, _ in parts), Decimal(0))
        planned = sum((amount * percent / 100 for amount, percent in parts), Decimal(0))
        counts = (Decimal(every), Decimal(every - len(parts)))
        share = _rounded(planned * 100 / total, "0.1")
        wanted.append((Decimal(month), Decimal(len(parts)), total, planned, share, *counts))
    assert wanted
    _same(cells(answer, "month projects amount planned percent all unknown"), wanted)


def _year_end(records: Records, answer: Solutions) -> None:
    wanted: list[tuple[Cell, ...]] = []
    for project in records.projects:
        known = {month: Decimal(f.text) for month, f in project.schedule.items() if f is not None}
        if 12 not in known:
            continue
        after = max((month for month in known if month < 12), default=0)
        share = known[12] - known.get(after, Decimal(0))
        amount = _amount(project)
        planned = None if amount is None else amount * share / 100
        wanted.append((project.code, Decimal(after), known.get(after), known[12], share, planned))
    assert wanted
    _same(cells(answer, "code after percent_before percent_december share planned"), wanted)


def _similar_projects(records: Records, answer: Solutions) -> None:
    keyword = KEYWORDS[str(records.department.code)]
    wanted: list[tuple[Cell, ...]] = []
    for project in records.projects:
        if keyword in project.name:
            wanted += [(project.code, _amount(project), "绩效目标", goal, None) for goal in project.goals]
            wanted += [
                (project.code, _amount(project), i.level2 or i.level1, i.name, i.value)
                for i in project.indicators
            ]
    assert wanted
    _same(cells(answer, "code amount kind promise target"), wanted)


FIGURES: dict[str, Check] = {
    "basis-texts": _basis_texts,
    "basis-types": _basis_types,
    "biggest-projects": _biggest_projects,
    "goals-of-project": _goals_of_project,
    "indicators-compared": _indicators_compared,
    "indicators-of-project": _indicators_of_project,
    "project-sheet": _project_sheet,
    "promises-of-biggest-projects": _promises,
    "qualitative-only-projects": _qualitative_only,
    "satisfaction-thresholds": _thresholds,
    "similar-projects": _similar_projects,
    "spending-plan": _spending_plan,
    "spending-rhythm": _spending_rhythm,
    "targets-of-indicator": _targets_of_indicator,
    "targets-without-basis": _targets_without_basis,
    "unit-costs": _unit_costs,
    "year-end-spending": _year_end,
}
