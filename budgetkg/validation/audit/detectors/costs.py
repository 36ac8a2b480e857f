"""Cost targets against the budget of their form: in total, in parts, and price by price.

Each row is a cost or a quantity indicator of the form `?case`: `?group` ("cost" or "quantity"), `?name`,
`?description`, `?comparator`, `?number`, `?unit`, and the form's `?form`, `?project`, `?budget` (yuan),
`?budgeted` (as printed) and its unit `?money`. A printed figure is exact to half a unit of its last digit.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from budgetkg.validation.audit.detectors.figures import half_digit, money_factor, number, plain, sign
from budgetkg.validation.audit.detectors.formulas import reckoned
from budgetkg.validation.audit.detectors.prices import Product, priced
from budgetkg.validation.audit.evidence import Evidence
from budgetkg.values.money import UNITS

__all__ = ["cost_floors", "part_costs", "priced_costs", "summed_costs", "whole_costs"]

_TEN_THOUSAND = UNITS["万元"]


@dataclass
class _Form:
    """The indicators of one form, with its budget."""

    rows: Sequence[Evidence]
    texts: Mapping[str, Sequence[str]]

    @cached_property
    def budget(self) -> Decimal | None:
        return number(self.rows[0], "budget")

    @cached_property
    def slack(self) -> Decimal:
        more = self.rows[0].more
        return half_digit(more.get("budgeted", ""), money_factor(more.get("money", "")) or Decimal(1))

    @cached_property
    def costs(self) -> list[Evidence]:
        return [row for row in self.rows if row.more.get("group") == "cost"]

    @cached_property
    def totals(self) -> list[tuple[Evidence, Decimal]]:
        """Costs in money that are meant for the whole or a part of the project, and not per something."""
        found = []
        for row in self.costs:
            value = _yuan(row)
            elsewhere = any(word in _words(row) for word in self.texts.get("other", ()))
            if value is None or elsewhere or sign(row) == "range" or is_price(row, self.texts):
                continue
            found.append((replace(row, value=value), value))
        return found

    def is_price(self, row: Evidence, value: Decimal) -> bool:
        """Say whether a cost times some quantity of the form is the budget."""
        counts = (number(one, "number") for one in self.rows if one.more.get("group") == "quantity")
        return self.budget is not None and any(
            abs(value * count - self.budget) <= self.slack + _slack(row) * count for count in counts if count
        )

    def evidence(self, rows: Iterable[Evidence], more: Mapping[str, str]) -> Iterator[Evidence]:
        """Yield rows in order, as `pieces` in words, and the form with its budget last."""
        listed = list(rows)
        pieces = "、".join(f"{row.label} {row.printed}" for row in listed)
        for place, row in enumerate(listed):
            yield replace(row, part=str(place + 1), more={**row.more, **more, "pieces": pieces})
        first = listed[0]
        yield Evidence(
            graph=first.graph,
            case=first.case,
            operand=first.more["form"],
            label=first.more.get("project", ""),
            printed=first.more.get("budgeted", ""),
            part=str(len(listed) + 1),
            value=self.budget,
        )


def _forms(rows: Sequence[Evidence], texts: Mapping[str, Sequence[str]]) -> Iterator[_Form]:
    """Yield forms that state a budget; the others come as "missing" from their rule's query."""
    forms: dict[tuple[str, str], list[Evidence]] = {}
    for row in rows:
        if row.verdict == "odd":
            forms.setdefault((row.graph, row.case), []).append(row)
    for listed in forms.values():
        form = _Form(listed, texts)
        if form.budget is not None:
            yield form


def _unseen(rows: Sequence[Evidence]) -> Iterator[Evidence]:
    return (row for row in rows if row.verdict != "odd")


def _yuan(row: Evidence) -> Decimal | None:
    value, factor = number(row, "number"), money_factor(plain(row.more.get("unit", "")))
    return None if value is None or factor is None else value * factor


def _words(row: Evidence) -> str:
    return plain(row.more.get("name", "") + "，" + row.more.get("description", ""))


def is_price(row: Evidence, texts: Mapping[str, Sequence[str]]) -> bool:
    """Say whether a cost is meant per person, item or month: `per` lists the words that say so.

    A description that reckons from prices to the target makes the target a total.
    """
    if reckoned(row.more.get("description", "")) is not None:
        return False
    words = (_words(row) + row.printed).replace("每年", "").replace("每个年度", "")
    return "/" in row.more.get("unit", "") or any(word in words for word in texts["per"])


def _slack(row: Evidence) -> Decimal:
    return half_digit(row.printed, money_factor(plain(row.more.get("unit", ""))) or Decimal(1))


def _in_ten_thousand(value: Decimal) -> str:
    return format((value / _TEN_THOUSAND).normalize(), "f")


def whole_costs(rows: Sequence[Evidence], texts: Mapping[str, Sequence[str]]) -> Iterable[Evidence]:
    """Yield forms whose one cost total is named as the whole need of the year and is not the budget."""
    yield from _unseen(rows)
    for form in _forms(rows, texts):
        if len(form.totals) != 1 or form.budget is None:
            continue
        row, value = form.totals[0]
        named = any(word in _words(row) for word in texts["whole"])
        if named and abs(value - form.budget) > form.slack + _slack(row):
            yield from form.evidence([row], {})


def part_costs(rows: Sequence[Evidence], texts: Mapping[str, Sequence[str]]) -> Iterable[Evidence]:
    """Yield forms whose one cost total is more than the budget, or is all that limits a larger budget.

    A total that gives the budget when multiplied by a quantity of the form is a price, whatever it is called.
    """
    yield from _unseen(rows)
    for form in _forms(rows, texts):
        if len(form.totals) != 1 or form.budget is None:
            continue
        row, value = form.totals[0]
        if any(word in _words(row) for word in texts["whole"]) or form.is_price(row, value):
            continue
        over = value - form.budget
        alone = len(form.costs) == 1 and sign(row) not in (">=", ">")
        if abs(over) > form.slack + _slack(row) and (over > 0 or alone):
            yield from form.evidence([row], {})


def summed_costs(rows: Sequence[Evidence], texts: Mapping[str, Sequence[str]]) -> Iterable[Evidence]:
    """Yield forms whose cost totals are together more than the budget, as `total` in 万元.

    A total that equals the budget is the sum of the others, and is not added to them.
    """
    yield from _unseen(rows)
    for form in _forms(rows, texts):
        if form.budget is None:
            continue
        parts = [pair for pair in form.totals if abs(pair[1] - form.budget) > form.slack]
        total = sum((value for _, value in parts), Decimal(0))
        slack = form.slack + sum((_slack(row) for row, _ in parts), Decimal(0))
        if len(parts) > 1 and total > form.budget + slack:
            yield from form.evidence([row for row, _ in parts], {"total": _in_ten_thousand(total)})


def priced_costs(rows: Sequence[Evidence], texts: Mapping[str, Sequence[str]]) -> Iterable[Evidence]:
    """Yield forms whose prices and quantities need more than the budget, as `total` in 万元.

    Where the form has one price and one quantity, both exact, less than the budget is odd, too.
    """
    yield from _unseen(rows)
    for form in _forms(rows, texts):
        if form.budget is None:
            continue
        prices = [row for row in form.costs if is_price(row, texts)]
        quantities = [row for row in form.rows if row.more.get("group") == "quantity"]
        products = [one for row in prices if (one := priced(row, quantities, texts)) is not None]
        if not products:
            continue
        total = sum((one.total for one in products), Decimal(0))
        slack = form.slack + sum((one.slack for one in products), Decimal(0))
        exact = len(form.costs) == len(quantities) == 1 and products[0].exact
        over = total - form.budget
        if over > slack or (exact and over < -slack):
            pieces = {row.operand: row for one in products for row in _pieces(one)}
            yield from form.evidence(pieces.values(), {"total": _in_ten_thousand(total)})


def _pieces(product: Product) -> Iterator[Evidence]:
    yield replace(product.price, value=_yuan(product.price))
    if product.quantity is not None:
        yield product.quantity


def cost_floors(rows: Sequence[Evidence], texts: Mapping[str, Sequence[str]]) -> Iterable[Evidence]:
    """Yield costs in money with a floor; what people are `due` may well have one, unless it is the budget."""
    for row in rows:
        due = any(word in _words(row) for word in texts["due"])
        if _yuan(row) is not None and not (due and _yuan(row) != number(row, "budget")):
            yield row
