"""Faults in the nine tables."""

import random
from collections import Counter
from dataclasses import replace

from disclosures.faults.planting import Copy, Fault, Plant, Planted, more, rules, transposed
from disclosures.recipes import Recipe

__all__ = ["FAULTS"]

#: In 万元: more than rounding explains.
_MUCH = 7
#: In yuan: more than anybody would leave unnamed.
_LARGE = 1_000_000


def _wrong(table: str, column: str, **row: str) -> Plant:
    """An amount of one row is wrong."""

    def plant(recipe: Recipe, rng: random.Random) -> Planted | None:
        copy = Copy(recipe)
        found = copy.row(table, **row)
        text = found[column]
        return copy.write(table, found, **{column: more(text)}) if text else None

    return plant


def _wrong_detail(table: str, column: str) -> Plant:
    """An amount of some item is wrong."""

    def plant(recipe: Recipe, rng: random.Random) -> Planted | None:
        copy = Copy(recipe)
        found = copy.detail(table, column, rng)
        return copy.write(table, found, **{column: more(found[column])}) if found else None

    return plant


def _transposed(table: str, column: str) -> Plant:
    """Two digits of an item's amount stand in each other's place."""

    def plant(recipe: Recipe, rng: random.Random) -> Planted | None:
        copy = Copy(recipe)
        rows = [row for row in copy.rows(table) if len(row["code"]) > 3 and transposed(row[column] or "0.00")]
        if not rows:
            return None
        row = rng.choice(rows)
        return copy.write(table, row, **{column: transposed(row[column]) or ""})

    return plant


def _moved(table: str, one: str, other: str) -> Plant:
    """An item's amount stands in the column beside it: the row still adds up, its section does not."""

    def plant(recipe: Recipe, rng: random.Random) -> Planted | None:
        copy = Copy(recipe)
        rows = [row for row in copy.rows(table) if len(row["code"]) == 7 and row[one] and not row[other]]
        rows = [row for row in rows if float(row[one]) > _MUCH]
        if not rows:
            return None
        row = rng.choice(rows)
        copy.write(table, row, **{one: "", other: row[one]})
        section = copy.row(table, code=row["code"][:5])
        return Planted("\n".join(copy.lines), copy.lines[copy.place(table, section["number"])])

    return plant


def _wrong_class(table: str, column: str) -> Plant:
    """The subtotal of a class is wrong."""

    def plant(recipe: Recipe, rng: random.Random) -> Planted | None:
        copy = Copy(recipe)
        rows = [row for row in copy.rows(table) if len(row["code"]) == 3 and row[column]]
        row = rng.choice(rows)
        return copy.write(table, row, **{column: more(row[column])})

    return plant


def _wrong_section(recipe: Recipe, rng: random.Random) -> Planted | None:
    copy = Copy(recipe)
    rows = [row for row in copy.rows("expenditure") if len(row["code"]) == 5 and row["basic"]]
    row = rng.choice(rows)
    return copy.write("expenditure", row, basic=more(row["basic"]), total=more(row["total"]))


def _wrong_summary(table: str, column: str) -> Plant:
    """The row of a class in a summary table is wrong."""

    def plant(recipe: Recipe, rng: random.Random) -> Planted | None:
        copy = Copy(recipe)
        rows = [row for row in copy.rows(table) if "、" in row["expenditure name"] and row[column]]
        row = rng.choice(rows)
        return copy.write(table, row, **{column: more(row[column])})

    return plant


def _row_missing(recipe: Recipe, rng: random.Random) -> Planted | None:
    """An item that is not alone in its section is not there. (Without an only item the section would be
    the last level that is printed, and nothing would be missing from a sum.)"""
    copy = Copy(recipe)
    items = [row for row in copy.rows("expenditure") if len(row["code"]) == 7 and float(row["total"]) > _MUCH]
    alone = Counter(row["code"][:5] for row in copy.rows("expenditure") if len(row["code"]) == 7)
    items = [row for row in items if alone[row["code"][:5]] > 1]
    if recipe.layout.cut or not items:
        return None
    row = rng.choice(items)
    section = copy.row("expenditure", code=row["code"][:5])
    line = copy.lines[copy.place("expenditure", section["number"])]
    at = copy.place("expenditure", row["number"])
    return copy.without(at, at, line)


def _emptied(table: str, statement: str) -> Plant:
    """A table is empty, and says so, while another one has the money."""

    def plant(recipe: Recipe, rng: random.Random) -> Planted | None:
        copy = Copy(recipe)
        rows = copy.sheets[table].rows
        if not rows or float(rows[0][3]) < _MUCH or len(rows) > recipe.layout.rows:
            return None
        first = copy.place(table, rows[0][0])
        copy.lines[first : first + len(rows)] = ["", f"注：{statement}，空表列示。"]
        summary = copy.sheets["fiscal-balance"].rows[31]
        return Planted("\n".join(copy.lines), copy.lines[copy.place("fiscal-balance", summary[0])])

    return plant


def _three_public_part(recipe: Recipe, rng: random.Random) -> Planted | None:
    copy = Copy(recipe)
    row = copy.row("three-public", name="公务用车运行维护费")
    if not row["total"]:
        return None
    wrong = {column: more(row[column]) for column in ("total", "general-public")}
    return copy.write("three-public", row, **wrong)


def _three_public_less(recipe: Recipe, rng: random.Random) -> Planted | None:
    """Vehicles cost less altogether than basic expenditure alone pays for them."""
    public = dict(recipe.budget.three_public)
    basic = next((one.running for one in recipe.budget.economic if one.account == "30231"), 0)
    if basic < 10_000:
        return None
    public["general"] = replace(public["general"], running=basic - 5_000)
    copy = Copy(recipe.with_budget(replace(recipe.budget, three_public=public)))
    return Planted("\n".join(copy.lines), copy.lines[copy.place("three-public", "8")])


def _name(recipe: Recipe, rng: random.Random) -> Planted | None:
    """An account is called otherwise in one table."""
    copy = Copy(recipe)
    row = copy.row("general-public", code="2210201")
    return copy.write("general-public", row, name=f"{row['name']}支出")


def _row_twice(recipe: Recipe, rng: random.Random) -> Planted | None:
    """An item is printed on two rows, with other figures on the second."""
    copy = Copy(recipe)
    row = copy.row("general-public", code="2210201")
    at = copy.place("general-public", row["number"])
    if recipe.layout.cut:
        return None
    again = [
        str(int(row["number"]) + 1),
        row["code"],
        row["name"],
        more(row["total"]),
        more(row["basic"]),
        "",
    ]
    copy.lines[at + 1 : at + 1] = ["\t".join(again)]
    return Planted("\n".join(copy.lines), copy.lines[at + 1])


def _other(recipe: Recipe, rng: random.Random) -> Planted | None:
    """Most of a section goes to what it calls other."""
    budget = recipe.budget
    found = [
        form
        for form in budget.forms
        if 2 * form.total > budget.total(form.money[0].account[:5]) and form.total > _LARGE
    ]
    if not found:
        return None
    spent = rng.choice(found)
    section = spent.money[0].account[:5]
    code, name = f"{section}99", f"其他{budget.names[section]}支出"
    money = tuple(replace(entry, account=code) for entry in spent.money)
    forms = tuple(replace(form, money=money) if form is spent else form for form in budget.forms)
    copy = Copy(recipe.with_budget(replace(budget, forms=forms, names={**budget.names, code: name})))
    row = copy.row("expenditure", code=code)
    return Planted("\n".join(copy.lines), copy.lines[copy.place("expenditure", row["number"])])


FAULTS = (
    Fault(
        "income-total", "A1", _wrong("balance", "income amount", income_name="收入总计"), rules("A2 A3 M1")
    ),
    Fault(
        "expenditure-total",
        "A1",
        _wrong("balance", "expenditure amount", income_name="收入总计"),
        rules("A2 M1"),
    ),
    Fault("carryover", "A2", _wrong("balance", "income amount", income_name="上年结转结余"), rules("A3 M1")),
    Fault(
        "fiscal-total",
        "A2",
        _wrong("fiscal-balance", "expenditure general-public", income_name="收入总计"),
        rules("A8"),
    ),
    Fault("total-of-income-table", "A3", _wrong("income", "total", number="1"), rules("A6 A7 M1")),
    Fault("total-of-expenditure-table", "A4", _wrong("expenditure", "total", number="1"), rules("A5 A6 M1")),
    Fault("class-of-summary", "A4", _wrong_summary("balance", "expenditure amount"), rules("A6")),
    Fault("basic-of-an-item", "A5", _wrong_detail("expenditure", "basic"), rules("A6")),
    Fault("digits-transposed", "A5", _transposed("general-public", "total"), rules("A6")),
    Fault("subtotal-of-a-class", "A6", _wrong_class("income", "total"), rules("A7")),
    Fault("subtotal-of-a-section", "A6", _wrong_section),
    Fault("amount-in-the-wrong-column", "A6", _moved("expenditure", "project", "operating")),
    Fault("income-from-the-wrong-source", "A6", _moved("income", "fiscal", "superior")),
    Fault("row-missing", "A6", _row_missing),
    Fault("income-of-an-item", "A7", _wrong_detail("income", "fiscal"), rules("A6")),
    Fault(
        "three-public-vehicles",
        "A7",
        _wrong("three-public", "total", name="二、公务用车购置及运维费"),
        rules("A13 M1"),
    ),
    Fault("sum-of-funds", "A8", _wrong_summary("fiscal-balance", "expenditure total"), rules("A6")),
    Fault("general-public-total", "A9", _wrong("general-public", "total", number="1"), rules("A5 A6")),
    Fault("basic-total", "A10", _wrong("basic", "total", number="1"), rules("A11 A12 M1")),
    Fault("personnel-of-an-item", "A11", _wrong_detail("basic", "personnel"), rules("A12")),
    Fault("economic-class", "A12", _wrong_class("basic", "total"), rules("A11")),
    Fault("three-public-part", "A13", _three_public_part, rules("M1")),
    Fault("three-public-below-basic", "A14", _three_public_less, kind="doubt"),
    Fault("fund-total", "A15", _wrong("government-fund", "total", number="1"), rules("A5 A6")),
    Fault(
        "fund-table-emptied", "A15", _emptied("government-fund", "无政府性基金预算财政拨款预算"), rules("M5")
    ),
    Fault("account-renamed", "M25", _name),
    Fault("account-twice", "M60", _row_twice, rules("A6 M62")),
    Fault("mostly-other", "M35", _other, kind="doubt"),
)
