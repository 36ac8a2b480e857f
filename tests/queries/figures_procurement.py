"""Figures on procurement and assets, computed from the records alone."""

from collections import Counter
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from reckoning import Cell, Check, cells

from budgetkg.model import Figure, ProcurementItem, Records
from budgetkg.results import Solutions

__all__ = ["FIGURES"]


FUNDS = {
    "general": "一般公共预算拨款",
    "fund": "政府性基金预算拨款",
    "capital": "国有资本经营预算拨款",
    "special_account": "财政专户管理资金",
    "own": "单位资金",
    "carryover": "上年结转结余",
}
CATEGORIES = {"A": "货物", "B": "工程", "C": "服务"}


def _money(figure: Figure | None) -> Decimal | None:
    return None if figure is None else Decimal(figure.text) * 10_000


def _share(part: Decimal, whole: Decimal | None) -> Decimal | None:
    return (part * 100 / whole).quantize(Decimal("0.1"), ROUND_HALF_UP) if whole else None


def _items(records: Records) -> Iterator[tuple[str, ProcurementItem]]:
    for unit in records.procurement.units:
        for item in unit.items:
            yield unit.name, item


def _procurement(records: Records, answer: Solutions) -> None:
    keys = ("total", "general", "own", "sme")
    wanted = [
        (
            *(unit, i.project, i.item, i.catalogue_code, _money(i.unit_price), _money(i.funds)),
            *(_money(i.amounts.get(key)) for key in keys),
        )
        for unit, i in _items(records)
    ]
    columns = "unit project item catalogue_code unit_price funds total general_public own sme"
    assert Counter(cells(answer, columns)) == Counter(wanted)


def _by_category(records: Records, answer: Solutions) -> None:
    lines: Counter[tuple[Cell, ...]] = Counter()
    money: dict[tuple[Cell, ...], Decimal] = {}
    for _, item in _items(records):
        category = CATEGORIES.get((item.catalogue_code or "")[:1])
        parts = {FUNDS[key]: _money(item.amounts.get(key)) for key in FUNDS}
        known: dict[str | None, Decimal | None] = {
            fund: amount for fund, amount in parts.items() if amount is not None
        }
        for fund, amount in (known or {None: _money(item.amounts.get("total"))}).items():
            if amount is not None:
                lines[(category, item.project, fund)] += 1
                money[(category, item.project, fund)] = (
                    money.get((category, item.project, fund), Decimal(0)) + amount
                )
    wanted = [(*key, Decimal(n), money[key]) for key, n in lines.items()]
    assert Counter(cells(answer, "category project fund items amount")) == Counter(wanted)
    total = _money(records.procurement.total.get("total"))
    assert total is not None
    assert abs(sum(money.values(), Decimal(0)) - total) <= 50 * lines.total()


def _dependence(records: Records, answer: Solutions) -> None:
    bought: dict[tuple[str, str], list[ProcurementItem]] = {}
    for unit, item in _items(records):
        if item.amounts.get("total") is not None:
            bought.setdefault((unit, item.project), []).append(item)
    wanted: list[tuple[Cell, ...]] = []
    for (unit, name), items in bought.items():
        procured = sum((_money(item.amounts["total"]) or Decimal(0) for item in items), Decimal(0))
        forms = [project for project in records.projects if project.name == name]
        amount = _money(forms[0].amounts.get("total")) if len(forms) == 1 else None
        printed = {_money(item.funds) for item in items}
        funds = printed.pop() if len(printed) == 1 else None
        counts = (Decimal(len(items)), Decimal(len(forms)))
        wanted.append(
            (unit, name, procured, amount, _share(procured, amount), funds, _share(procured, funds), *counts)
        )
    assert wanted
    columns = "unit project procured project_amount share funds share_of_funds items forms"
    assert Counter(cells(answer, columns)) == Counter(wanted)


def _assets(records: Records, answer: Solutions) -> None:
    wanted = [
        (asset.item, None if asset.quantity is None else Decimal(asset.quantity.text), _money(asset.value))
        for asset in records.assets.rows
    ]
    assert cells(answer, "item quantity value") == wanted


def _maintenance(records: Records, answer: Solutions) -> None:
    wanted: list[tuple[Cell, ...]] = []
    for asset in records.assets.rows:
        for words, about in ((("车辆",), "车辆"), (("房屋", "用房", "设备"), "房屋和设备")):
            if any(word in asset.item for word in words):
                count = None if asset.quantity is None else Decimal(asset.quantity.text)
                wanted.append((about, "存量", asset.item, count, _money(asset.value), None))
    basic = next(table for table in records.tables if table.id == "basic")
    for row in basic.rows:
        shown = {"30213": "房屋和设备", "30231": "车辆"}.get(row.code or "")
        if shown and row.role == "detail" and row.amounts.get("total") is not None:
            wanted.append((shown, "基本支出", row.name, None, None, _money(row.amounts["total"])))
    kept_words = {
        "车辆": ("车辆", "用车", "公车", "辆车"),
        "房屋和设备": ("维修", "维护", "修缮", "抢修", "养护", "保养", "运维"),
    }
    for project in records.projects:
        for about, kept in kept_words.items():
            if any(word in project.name for word in kept) and not any(
                w in project.name for w in ("权益", "稳定")
            ):
                budget = _money(project.amounts.get("total"))
                wanted.append((about, "项目", project.name, None, None, budget))
    assert Counter(cells(answer, "about kind item quantity value budget")) == Counter(wanted)


FIGURES: dict[str, Check] = {
    "assets": _assets,
    "assets-and-maintenance": _maintenance,
    "procurement": _procurement,
    "procurement-by-category": _by_category,
    "procurement-dependence": _dependence,
}
