"""Faults in the explanatory part: figures of sentences, procurement, assets."""

import random
import re
from dataclasses import replace

from disclosures.faults.planting import Copy, Fault, Plant, Planted, more, of_model, rules
from disclosures.model import Holding
from disclosures.money import bare, printed
from disclosures.recipes import Recipe

__all__ = ["FAULTS"]


def _figure(label: str, after: str) -> Plant:
    """The figure behind a label is wrong, in the first line below a heading that has the label."""

    def plant(recipe: Recipe, rng: random.Random) -> Planted | None:
        copy = Copy(recipe)
        start = copy.find(after)
        at = next((at for at in range(start, len(copy.lines)) if label in copy.lines[at]), None)
        if at is None:
            return None
        head, mark, tail = copy.lines[at].partition(label)
        figure, unit, rest = tail.partition("万元")
        if not unit or not figure.replace(".", "").isdecimal():
            return None
        return copy.line(at, f"{head}{mark}{more(figure)}{unit}{rest}")

    return plant


#: Headings that figures stand below.
_INCOME, _SPENT = "1、收入说明", "2、支出说明"


def _change_told(recipe: Recipe, rng: random.Random) -> Planted | None:
    copy = Copy(recipe)
    at = copy.find(f"{recipe.year}年预算收支安排")
    head, label, tail = copy.lines[at].partition("项目支出")
    figure = re.match(r"(?:增加|减少)([0-9.]+)万元", tail)
    if not figure:
        return None
    return copy.line(at, f"{head}{label}{tail.replace(figure[1], more(figure[1]), 1)}")


def _percentage(recipe: Recipe, rng: random.Random) -> Planted | None:
    """A change in per cent does not follow from the amounts."""
    copy = Copy(recipe)
    at = copy.find(f"{recipe.year}年预算收支安排")
    found = re.search(r"([0-9.]+)%", copy.lines[at])
    return copy.line(at, copy.lines[at].replace(found[1], more(found[1]), 1)) if found else None


def _reversed(recipe: Recipe, rng: random.Random) -> Planted | None:
    """A rise is called a fall, or the other way round, and its reason is that of the other."""
    change = recipe.budget.changes
    if not change.basic or not change.project:
        return None
    copy = Copy(recipe)
    was, now = ("增加", "减少") if change.basic > 0 else ("减少", "增加")
    at = copy.find(f"{recipe.year}年预算收支安排")
    return copy.line(at, copy.lines[at].replace(f"基本支出{was}", f"基本支出{now}", 1))


def _listed_amount(recipe: Recipe, rng: random.Random) -> Planted | None:
    """The largest project is listed with less money than its form has."""
    largest = max(recipe.budget.forms, key=lambda form: (form.total, form.code))
    if largest.total < 200_000:
        return None
    copy = Copy(recipe)
    old = f"{largest.name}{bare(largest.total)}万元"
    return copy.swap(old, f"{largest.name}{bare(largest.total // 2)}万元")


def _listed_name(recipe: Recipe, rng: random.Random) -> Planted | None:
    """A project is listed that has no form, with an amount that no form has."""
    largest = max(recipe.budget.forms, key=lambda form: (form.total, form.code))
    if largest.total < 200_000:
        return None
    copy = Copy(recipe)
    old = f"{largest.name}{bare(largest.total)}万元"
    return copy.swap(old, f"城乡电网改造{bare(largest.total - 123_400)}万元")


# Procurement


def _bought(recipe: Recipe, rng: random.Random, least: int = 200_000) -> tuple[Copy, int, int] | None:
    """Return a copy, the index of the row of something dear, and its place among the purchases."""
    dear = [place for place, one in enumerate(recipe.budget.purchases) if one.yuan >= least]
    if not dear:
        return None
    place = rng.choice(dear)
    one = recipe.budget.purchases[place]
    copy = Copy(recipe)
    begins = (
        f"{one.project}\t{printed(one.funds)}\t{one.item}\t{one.catalogue}\t{one.measure}\t{one.quantity}\t"
    )
    return copy, copy.find(begins, after="八、政府采购预算情况"), place


_FUNDS, _PRICE, _TOTAL = 1, 6, 7


def _price(recipe: Recipe, rng: random.Random) -> Planted | None:
    found = _bought(recipe, rng)
    if found is None:
        return None
    copy, at, place = found
    price = recipe.budget.purchases[place].price
    return copy.cell(at, _PRICE, printed(2 * price)) if price >= 100 else None


def _funds(recipe: Recipe, rng: random.Random) -> Planted | None:
    """The project has less money than is bought for it."""
    found = _bought(recipe, rng)
    if found is None:
        return None
    copy, at, place = found
    return copy.cell(at, _FUNDS, printed(recipe.budget.purchases[place].yuan // 2))


def _subtotal(recipe: Recipe, rng: random.Random) -> Planted | None:
    copy = Copy(recipe)
    if not recipe.budget.purchases:
        return None
    unit = rng.choice(recipe.budget.purchases).unit
    at = copy.find(f"{unit}小计\t")
    cells = copy.lines[at].split("\t")
    return copy.cell(at, _TOTAL, more(cells[_TOTAL]))


def _buyer(recipe: Recipe, rng: random.Random) -> Planted | None:
    """A unit is misspelled in the procurement table."""
    copy = Copy(recipe)
    names = [one.unit for one in recipe.budget.purchases if "-" not in one.unit]
    if not names:
        return None
    name = rng.choice(names)
    at = copy.find(f"{name}小计\t")
    return copy.line(at, copy.lines[at].replace(name, f"{name[:4]}{name[5:]}", 1))


def _not_bought(recipe: Recipe, rng: random.Random) -> Planted | None:
    """The equipment of a project is missing from the procurement table; the sums are right."""
    bought = [one for one in recipe.budget.purchases if one.item == "其他专用设备"]
    if not bought or len(recipe.budget.purchases) == len(bought):
        return None
    gone = rng.choice(bought)
    left = tuple(one for one in recipe.budget.purchases if one is not gone)
    form = next(form for form in recipe.budget.forms if form.name == gone.project)
    return of_model(recipe, f"项目编码\t{form.code}\t", purchases=left)


# Assets


def _assets_total(recipe: Recipe, rng: random.Random) -> Planted | None:
    copy = Copy(recipe)
    at = copy.find("资产总额\t")
    cells = copy.lines[at].split("\t")
    return copy.cell(at, 2, more(cells[2]))


def _cheap(recipe: Recipe, rng: random.Random) -> Planted | None:
    """Equipment of more than 200 000 yuan each is worth less than that together."""
    held = recipe.budget.assets
    cheap = replace(held, equipment=Holding(3, 410_000))
    return of_model(recipe, "3、单价在20万元以上的设备", assets=cheap)


def _no_vehicle(recipe: Recipe, rng: random.Random) -> Planted | None:
    """Vehicles cost money, and there is none."""
    if recipe.budget.three_public["general"].running < 100:
        return None
    held = replace(recipe.budget.assets, vehicles=Holding())
    return of_model(recipe, "2、车辆（台、辆）", assets=held)


# Units


def _unsupported(recipe: Recipe, rng: random.Random) -> Planted | None:
    """A unit that the government does not support has a project paid by it."""
    department, forms = recipe.budget.department, recipe.budget.forms
    hints = {form.name.partition("-")[0]: form for form in forms if form.fiscal}
    found = [unit for unit in department.units if unit.hint in hints]
    if not found:
        return None
    poor = rng.choice(found)
    units = tuple(
        replace(unit, funding="财政性资金零补助") if unit is poor else unit for unit in department.units
    )
    code = hints[poor.hint].code
    return of_model(recipe, f"项目编码\t{code}\t", department=replace(department, units=units))


def _unit_twice(recipe: Recipe, rng: random.Random) -> Planted | None:
    copy = Copy(recipe)
    at = copy.find("单位名称\t") + 1
    copy.lines[at:at] = [copy.lines[at]]
    return Planted("\n".join(copy.lines), copy.lines[at])


# The document


def _year(recipe: Recipe, rng: random.Random) -> Planted | None:
    """A sentence speaks of the year before as if it were this one."""
    copy = Copy(recipe)
    at = copy.find(f"{recipe.year}年机关运行经费")
    return copy.line(at, copy.lines[at].replace(f"{recipe.year}年", f"{recipe.year - 1}年", 1))


def _as_of(recipe: Recipe, rng: random.Random) -> Planted | None:
    """The assets are those of a day that is still to come."""
    copy = Copy(recipe)
    copy.swap(f"截止时间：{recipe.year - 1}-", f"截止时间：{recipe.year + 1}-")
    return Planted("\n".join(copy.lines), copy.lines[copy.find("资产总额\t")])


def _empty_unsaid(recipe: Recipe, rng: random.Random) -> Planted | None:
    """An empty table does not say that it is empty."""
    copy = Copy(recipe)
    if copy.sheets["state-capital"].rows:
        return None
    at = copy.find("注：无国有资本经营预算财政拨款预算")
    title = copy.sheets["state-capital"].title
    return copy.without(at, at, title)


def _empty_said(recipe: Recipe, rng: random.Random) -> Planted | None:
    """A table with money says that it is empty."""
    copy = Copy(recipe)
    rows = copy.sheets["government-fund"].rows
    if not rows:
        return None
    last = copy.place("government-fund", rows[-1][0])
    note = "注：无政府性基金预算财政拨款预算，空表列示。"
    copy.lines[last + 1 : last + 1] = ["", note]
    return Planted("\n".join(copy.lines), "")


FAULTS = (
    Fault("income-told", "M1", _figure("一般公共预算收入", _INCOME)),
    Fault("basic-told", "M1", _figure("其中基本支出", _SPENT), rules("A24")),
    Fault("projects-told", "M1", _figure("；项目支出", _SPENT), rules("A24 M8")),
    Fault("reception-told", "M1", _figure("；公务接待费", "四、财政拨款")),
    Fault("assets-told", "M1", _figure("固定资产金额为", "九、国有资产信息")),
    Fault("running-cost", "A21", _figure("共计安排", "三、机关运行经费"), rules("M1"), "doubt"),
    Fault("change-told", "A23", _change_told, rules("A24 M2")),
    Fault("change-reversed", "A23", _reversed, rules("A24 M2 M3")),
    Fault("percentage", "A24", _percentage),
    Fault("listed-amount", "M8", _listed_amount),
    Fault("listed-name", "M8", _listed_name, kind="doubt"),
    Fault("unit-price", "A20", _price, rules("M13 M37")),
    Fault("funds-of-a-purchase", "A20", _funds, rules("M8 M37")),
    Fault("subtotal-of-a-unit", "A20", _subtotal, rules("A7 M1")),
    Fault("buyer-misspelled", "M7", _buyer),
    Fault("not-bought", "M37", _not_bought, kind="doubt"),
    Fault("assets-total", "A22", _assets_total, rules("M1")),
    Fault("equipment-too-cheap", "M47", _cheap),
    Fault("running-without-vehicles", "M48", _no_vehicle, kind="doubt"),
    Fault("unit-without-support", "M36", _unsupported, kind="doubt"),
    Fault("unit-twice", "M60", _unit_twice, kind="doubt"),
    Fault("year-of-a-sentence", "M6", _year, rules("M1 A21")),
    Fault("assets-of-the-future", "M6", _as_of, rules("M32"), "doubt"),
    Fault("empty-without-a-word", "M5", _empty_unsaid, kind="doubt"),
    Fault("empty-with-money", "M5", _empty_said),
)
