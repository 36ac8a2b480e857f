"""What a department buys: equipment and services of its projects, and small things for its offices."""

import random
from collections.abc import Iterator, Sequence

from disclosures.model import Assets, Budget, Department, Form, Holding, Purchase
from disclosures.money import amount
from disclosures.sizes import Sizes

__all__ = ["RUNNING_COST", "make_assets", "make_purchases", "planned_assets"]

#: What the procurement table calls the money that no project form describes.
RUNNING_COST = "日常公用经费（三保）"
#: Where the codes of equipment begin in the procurement catalogue.
_FIXED_ASSETS = "A02"

#: Item, catalogue code, measure, least and greatest price in yuan.
_OFFICE = (
    ("台式计算机", "A02010105", "台", 3_000, 6_000),
    ("便携式计算机", "A02010108", "台", 4_000, 7_000),
    ("黑白打印机", "A02021003", "台", 900, 2_500),
    ("复印机", "A02020100", "台", 6_000, 12_000),
    ("复印纸", "A05040101", "箱", 120, 220),
    ("鼓粉盒", "A05040201", "个", 80, 400),
)
#: Prices in steps of this many yuan are printed exactly.
_EXACT = 100
_SERVICE = ("其他服务", "C99000000", "项")


def make_purchases(
    rng: random.Random, department: Department, forms: Sequence[Form], running: int, sizes: Sizes
) -> tuple[Purchase, ...]:
    """Return what is bought, by unit; what is bought for a project stays within its money."""
    if not sizes.purchases:
        return ()
    grain = min(sizes.grain, _EXACT)
    units = [unit for unit in department.units if not unit.funding.endswith("零补助")]
    made: dict[str, list[Purchase]] = {unit.name: [] for unit in units}
    for form in forms:
        made[form.unit] += _of_project(rng, form, grain)
    share = running // (2 * len(units))
    for unit in units:
        made[unit.name] += _of_office(rng, unit.name, share, grain)
    found = tuple(purchase for listed in made.values() for purchase in listed)
    return found or tuple(_of_office(rng, units[0].name, running, grain, least=1))


def _of_project(rng: random.Random, form: Form, grain: int) -> Iterator[Purchase]:
    (first, *_) = form.money
    reserved = rng.random() < 0.5
    if form.kind == "equipment":
        count = int("".join(filter(str.isdecimal, form.indicators[0].value)))
        price = form.total // count
        item, catalogue, measure = "其他专用设备", "A02069900", "台"
        yield Purchase(
            form.unit, form.name, form.total, item, catalogue, measure, count, price, first.source, reserved
        )
    elif form.kind == "service" and rng.random() < 0.4:
        price = amount(rng, 1, first.yuan, grain)
        yield Purchase(form.unit, form.name, form.total, *_SERVICE, 1, price, first.source, reserved)


def _of_office(rng: random.Random, unit: str, funds: int, grain: int, least: int = 0) -> Iterator[Purchase]:
    """Yield small things; together they cost no more than the unit's money for running."""
    left = funds
    for item, catalogue, measure, low, high in rng.sample(_OFFICE, rng.randint(least, 2)):
        count, price = rng.randint(1, 9), amount(rng, low, high, grain)
        if count * price <= left:
            left -= count * price
            yield Purchase(
                unit,
                RUNNING_COST,
                funds,
                item,
                catalogue,
                measure,
                count,
                price,
                "general",
                rng.random() < 0.3,
            )


def planned_assets(budget: Budget) -> int:
    """Return what the fixed assets among the purchases cost."""
    return sum(one.yuan for one in budget.purchases if one.catalogue.startswith(_FIXED_ASSETS))


def make_assets(rng: random.Random, sizes: Sizes, *, driven: bool) -> Assets:
    """Return fixed assets; each piece of large equipment is worth more than 200 000 yuan. `driven` says that
    vehicles cost money: then there are some."""
    houses = offices = Holding()
    if rng.random() < 0.7:
        area = rng.randint(400, 9_000)
        value = amount(rng, area * 800, area * 2_500, sizes.grain)
        houses = Holding(area, value)
        offices = Holding(area // 3, value // 3)
    vehicles, equipment = rng.randint(1 if driven else 0, 12), rng.randint(0, 5)
    return Assets(
        houses=houses,
        offices=offices,
        vehicles=_held(rng, vehicles, 80_000, 160_000, sizes),
        equipment=_held(rng, equipment, 210_000, 900_000, sizes),
        others=_held(rng, rng.randint(50, 4_000), 300, 3_000, sizes),
    )


def _held(rng: random.Random, count: int, least: int, most: int, sizes: Sizes) -> Holding:
    return Holding(count, amount(rng, count * least, count * most, sizes.grain)) if count else Holding()
