"""The explanatory part: every figure in a sentence comes from the budget."""

from collections.abc import Sequence

from disclosures.forms import lines_of_form
from disclosures.model import FISCAL, OWN, Budget, Purchase, ThreePublic
from disclosures.money import bare, percent, printed
from disclosures.pages import above
from disclosures.purchases import planned_assets
from disclosures.sizes import Layout

__all__ = ["HEADINGS", "explanation"]

HEADINGS = (
    "一、部门职责及机构设置情况",
    "二、部门预算安排的总体情况",
    "三、机关运行经费安排情况",
    "四、财政拨款“三公”经费预算情况及增减变化原因",
    "五、部门整体绩效目标",
    "六、部门主管专项资金预算安排情况及绩效目标",
    "七、部门项目预算安排情况及绩效目标",
    "八、政府采购预算情况",
    "九、国有资产信息",
    "十、名词解释",
    "十一、其他需要说明的事项",
)
_CHINESE = "一二三四五六七八九十"
_LISTED = 3


def explanation(budget: Budget, layout: Layout) -> list[str]:
    """Return the lines of the explanatory part."""
    name, year = budget.department.name, budget.year
    sections = (
        _institutions(budget),
        _overall(budget, layout),
        _paragraphs(f"{year}年机关运行经费共计安排{printed(budget.running)}万元，用于日常办公和公务活动。"),
        _paragraphs(_three_public(budget)),
        _goals(budget),
        _paragraphs("无"),
        [line for number, form in enumerate(budget.forms, 1) for line in lines_of_form(form, number, layout)],
        _procurement(budget, layout),
        _assets(budget),
        _paragraphs(*(f"{number}、{term}：{text}" for number, (term, text) in enumerate(budget.terms, 1))),
        _paragraphs("无其他需要说明的事项。"),
    )
    title = f"{name}{year}年部门预算信息公开情况说明"
    law = f"根据《中华人民共和国预算法》和《地方预决算公开操作规程》，现公开{name}{year}年部门预算。"
    lines = [title, "", law, ""]
    for heading, body in zip(HEADINGS, sections, strict=True):
        lines += [heading, "", *body]
    return lines


def _paragraphs(*texts: str) -> list[str]:
    return [line for text in texts for line in (text, "")]


def _institutions(budget: Budget) -> list[str]:
    duties = [f"（{_CHINESE[number]}）{duty}" for number, duty in enumerate(budget.duties)]
    units = budget.department.units
    rows = ["\t".join((unit.name, unit.kind, unit.rank, unit.funding)) for unit in units]
    return [
        *_paragraphs("部门职责："),
        *duties,
        "",
        *_paragraphs("机构设置：", "部门机构设置情况"),
        "单位名称\t单位性质\t单位规格\t经费保障形式",
        *rows,
        "",
    ]


def _overall(budget: Budget, layout: Layout) -> list[str]:
    year = budget.year
    income = (
        ("一般公共预算收入", budget.total(sources=["general"], kept=False)),
        ("基金预算收入", budget.total(sources=["fund"], kept=False)),
        ("国有资本经营预算收入", budget.total(sources=["capital"], kept=False)),
        ("财政专户核拨收入", budget.total(sources=["special"], kept=False)),
        ("单位资金收入", budget.total(sources=OWN, kept=False)),
        ("上年结转结余", budget.total(kept=True)),
    )
    parts = "，".join(f"{label}{printed(yuan)}万元" for label, yuan in income)
    return _paragraphs(
        "本部门及所属单位的全部收支均编入预算。",
        "1、收入说明",
        f"{year}年预算收入{printed(budget.total())}万元，其中：{parts}。",
        "2、支出说明",
        _expenditure(budget),
        "3、比上年增减情况",
        _changes(budget, layout),
    )


def _expenditure(budget: Budget) -> str:
    basic, whole = budget.total(use="basic"), printed(budget.total())
    said = f"{budget.year}年支出预算{whole}万元，其中基本支出{printed(basic)}万元"
    if basic == budget.personnel + budget.running:
        said += f"，包括人员经费{printed(budget.personnel)}万元和日常公用经费{printed(budget.running)}万元"
    said += f"；项目支出{printed(budget.total(use='project'))}万元，主要为{_listed(budget)}等"
    others = {"operating": "经营支出", "to-superior": "上解上级支出", "to-affiliated": "对附属单位补助支出"}
    for use, label in others.items():
        if yuan := budget.total(use=use):
            said += f"；{label}{printed(yuan)}万元"
    return f"{said}。"


def _listed(budget: Budget) -> str:
    largest = sorted(budget.forms, key=lambda form: (-form.total, form.code))[:_LISTED]
    return "，".join(f"{form.name}{bare(form.total)}万元" for form in largest)


def _change(change: int) -> str:
    return f"{'增加' if change >= 0 else '减少'}{printed(abs(change))}万元"


def _in_percent(change: int, now: int, layout: Layout) -> str:
    return f"，{'增长' if change >= 0 else '下降'}{percent(change, now)}" if layout.percentages else ""


def _changes(budget: Budget, layout: Layout) -> str:
    changes, year = budget.changes, budget.year
    whole = changes.basic + changes.project
    said = f"{year}年预算收支安排{printed(budget.total())}万元，"
    if not changes.basic and not changes.project:
        return f"{said}与{year - 1}年预算持平。"
    said += f"较{year - 1}年预算{_change(whole)}{_in_percent(whole, budget.total(), layout)}，其中："
    parts = (
        ("基本支出", changes.basic, budget.total(use="basic"), changes.basic_reason),
        ("项目支出", changes.project, budget.total(use="project"), changes.project_reason),
    )
    told = [
        f"{label}{_change(change)}{_in_percent(change, now, layout)}，主要原因是{reason}"
        if change
        else f"{label}与上年持平"
        for label, change, now, reason in parts
    ]
    return f"{said}{'；'.join(told)}。"


def _three_public(budget: Budget) -> str:
    public = [budget.three_public.get(source, ThreePublic()) for source in FISCAL]
    parts = {
        "three": sum(one.three for one in public),
        "abroad": sum(one.abroad for one in public),
        "vehicles": sum(one.vehicles for one in public),
        "purchase": sum(one.purchase for one in public),
        "running": sum(one.running for one in public),
        "reception": sum(one.reception for one in public),
    }
    money = {key: f"{printed(yuan)}万元" for key, yuan in parts.items()}
    said = (
        f"{budget.year}年“三公”经费预算安排{money['three']}，其中因公出国（境）费{money['abroad']}；"
        f"公务用车购置及运维费{money['vehicles']}（其中：公务用车购置费为{money['purchase']}，"
        f"公务用车运维费{money['running']}）；公务接待费{money['reception']}。"
    )
    change, before = budget.changes.three, budget.year - 1
    if not change:
        return f"{said}与{before}年相比持平。"
    return f"{said}与{before}年相比{_change(change)}，主要原因是{budget.changes.three_reason}。"


def _goals(budget: Budget) -> list[str]:
    lines = _paragraphs("（一）总体绩效目标", f"围绕本{budget.department.level}年度任务，完成各项工作。")
    for number, (unit, goal) in enumerate(zip(budget.department.units, budget.overall_goals, strict=True), 1):
        lines += _paragraphs(f"{number}、{unit.hint or '本级'}", goal)
    lines += _paragraphs("（二）分项绩效目标")
    for number, one in enumerate(budget.goals, 1):
        lines += _paragraphs(f"{number}、{one.name}", f"绩效目标：{one.goal}", f"绩效指标：{one.indicators}")
    return lines + _paragraphs("（三）工作保障措施", "1、加强管理", "按月核对支出进度，按规定办理政府采购。")


_SOURCES = (("general",), ("fund",), ("capital",), ("special",), OWN)


def _cells(purchases: Sequence[Purchase]) -> list[str]:
    """Return total, the money by source, what was kept, and the share that is reserved."""
    money = [sum(one.yuan for one in purchases)]
    for sources in _SOURCES:
        money.append(sum(one.yuan for one in purchases if one.source in sources and not one.kept))
    money.append(sum(one.yuan for one in purchases if one.kept))
    money.append(sum(one.yuan for one in purchases if one.reserved))
    return [printed(yuan) if yuan else "" for yuan in money]


def _procurement(budget: Budget, layout: Layout) -> list[str]:
    heads = [
        "政府采购项目来源\t\t采购物品名称\t政府采购目录序号\t计量单位\t数量\t单价\t政府采购金额（当年部门预算安排资金）"
        f"\t\t\t\t\t\t\t{budget.year}年预留中小微企业份额",
        "项目名称\t预算资金\t\t\t\t\t\t合计\t一般公共预算拨款\t基金预算拨款\t国有资本经营预算拨款\t财政专户核拨"
        "\t单位资金\t上年结转结余\t",
    ]
    rows = []
    for unit in dict.fromkeys(one.unit for one in budget.purchases):
        bought = [one for one in budget.purchases if one.unit == unit]
        rows.append([f"{unit}小计", *[""] * 6, *_cells(bought)])
        rows += [
            [
                one.project, printed(one.funds), one.item, one.catalogue, one.measure,
                str(one.quantity), printed(one.price), *_cells([one]),
            ]
            for one in bought
        ]  # fmt: skip
    head = above(budget, layout, year=False)
    lines = _paragraphs("部门政府采购预算")
    if not rows:
        return [*lines, *head, *heads, "", "注：本年无政府采购预算，空表列示。", ""]
    rows.insert(0, ["合计", *[""] * 6, *_cells(budget.purchases)])
    for start in range(0, len(rows), layout.rows):
        lines += [*head, *heads, *("\t".join(row) for row in rows[start : start + layout.rows]), ""]
    return [*lines, "注：单价为预算单价。", ""]


def _assets(budget: Budget) -> list[str]:
    held = budget.assets
    kinds = (
        ("1、房屋（平方米）", held.houses),
        ("其中：办公用房（平方米）", held.offices),
        ("2、车辆（台、辆）", held.vehicles),
        ("3、单价在20万元以上的设备", held.equipment),
        ("4、其他固定资产", held.others),
    )
    rows = [
        "\t".join((label, str(one.quantity or ""), printed(one.yuan) if one.yuan else ""))
        for label, one in kinds
    ]
    department = budget.department
    return [
        *_paragraphs(
            f"{department.name}（含所属单位）上年末固定资产金额为{printed(held.total)}万元（详见下表）。"
            f"本年拟购置固定资产总额为{printed(planned_assets(budget))}万元，已列入政府采购预算表。",
            "部门固定资产占用情况表",
            f"{department.code} {department.name}",
            f"截止时间：{budget.year - 1}-12-31",
        ),
        "项目\t数量\t价值（金额单位：万元）",
        f"资产总额\t\t{printed(held.total)}",
        *rows,
        "",
    ]
