"""Faults in the forms of projects: money, codes, names, plans and indicators."""

import random
from collections.abc import Callable
from dataclasses import replace

from disclosures.faults.planting import Copy, Fault, Plant, Planted, more, of_form, of_model, rules
from disclosures.model import Form, Indicator
from disclosures.money import bare
from disclosures.recipes import Recipe

__all__ = ["FAULTS"]

#: Places of cells: budget and fiscal funds of a form; name, description, value and basis of an indicator.
_TOTAL, _FISCAL = 2, 4
_NAME, _DESCRIPTION, _VALUE, _BASIS = 2, 3, 4, 5


def _some(recipe: Recipe, rng: random.Random) -> tuple[int, Form]:
    number = rng.randint(1, len(recipe.budget.forms))
    return number, recipe.budget.forms[number - 1]


def _code_row(form: Form) -> str:
    return f"项目编码\t{form.code}\t"


# Money


def _fiscal(recipe: Recipe, rng: random.Random) -> Planted | None:
    copy = Copy(recipe)
    at = copy.in_form(_some(recipe, rng)[0], "预算规模")
    text = copy.lines[at].split("\t")[_FISCAL]
    return copy.cell(at, _FISCAL, more(text)) if text else None


def _total(recipe: Recipe, rng: random.Random) -> Planted | None:
    """A form's budget is wrong, and so are its funds: they still add up."""
    copy = Copy(recipe)
    number = copy.unremarkable(rng)
    if number is None or recipe.budget.forms[number - 1].other:
        return None
    at = copy.in_form(number, "预算规模")
    text = copy.lines[at].split("\t")[_TOTAL]
    copy.cell(at, _FISCAL, more(text))
    return copy.cell(at, _TOTAL, more(text))


def _form_missing(recipe: Recipe, rng: random.Random) -> Planted | None:
    copy = Copy(recipe)
    number = copy.unremarkable(rng)
    if number is None or recipe.budget.forms[number - 1].total < 70_000:
        return None
    first = copy.form(number)
    last = number == len(recipe.budget.forms)
    end = copy.find("八、", copy.lines[first]) if last else copy.form(number + 1)
    return copy.without(first, end - 1, copy.lines[copy.place("expenditure", "1")])


# Codes and names


def _code(spoiled: Callable[[str, Recipe], str], least: int = 1) -> Plant:
    """The code of one form is written otherwise, in a document with some forms at least."""

    def plant(recipe: Recipe, rng: random.Random) -> Planted | None:
        forms = recipe.budget.forms
        if len(forms) < least:
            return None
        code = forms[-1].code
        return Copy(recipe).swap(f"项目编码\t{code}", f"项目编码\t{spoiled(code, recipe)}")

    return plant


def _heading(recipe: Recipe, rng: random.Random) -> Planted | None:
    """The heading of a form names another project than the form does."""
    copy = Copy(recipe)
    number = copy.unremarkable(rng)
    if number is None:
        return None
    copy.lines[copy.form(number)] = f"{number}、老旧小区电梯加装绩效目标表"
    return Planted("\n".join(copy.lines), copy.lines[copy.find(_code_row(recipe.budget.forms[number - 1]))])


def _form_twice(recipe: Recipe, rng: random.Random) -> Planted | None:
    """A project is entered again, under a name with one word more."""
    _, form = _some(recipe, rng)
    if form.notice is not None or form.kind == "equipment":
        return None
    code = form.code[:9] + form.code[9:20][::-1] + form.code[20]
    again = replace(form, name=f"{form.name}经费", code=code)
    forms = (*recipe.budget.forms, again)
    return of_model(recipe, _code_row(again), forms=forms)


def _number_missing(recipe: Recipe, rng: random.Random) -> Planted | None:
    """The numbers of the forms leave one out."""
    copy = Copy(recipe)
    count = len(recipe.budget.forms)
    if count < 2:
        return None
    at = copy.form(count)
    copy.lines[at] = copy.lines[at].replace(f"{count}、", f"{count + 1}、", 1)
    return Planted("\n".join(copy.lines), copy.lines[copy.find(_code_row(recipe.budget.forms[-1]))])


# The plan


def _plan(*shares: str) -> Plant:
    def plant(recipe: Recipe, rng: random.Random) -> Planted | None:
        copy = Copy(recipe)
        at = copy.in_form(_some(recipe, rng)[0], "资金支出计划") + 1
        return copy.line(at, "\t".join(("", shares[0], "", *shares[1:], "")))

    return plant


# Indicators


def _cell(column: int, text: str, *, level2: str = "", name: str = "", unit: str = "") -> Plant:
    """A cell of an indicator is written otherwise: of one in a group, or with a word in its name or value."""

    def plant(recipe: Recipe, rng: random.Random) -> Planted | None:
        found = [
            (number, position)
            for number, form in enumerate(recipe.budget.forms, 1)
            for position, one in enumerate(form.indicators)
            if one.level2 in (level2, level2 or one.level2) and name in one.name and one.value.endswith(unit)
        ]
        if not found:
            return None
        number, position = rng.choice(found)
        form = recipe.budget.forms[number - 1]
        one = form.indicators[position]
        words = {
            "name": one.name,
            "value": one.value,
            "total": bare(form.total),
            "double": bare(2 * form.total),
        }
        copy = Copy(recipe)
        return copy.cell(copy.indicator(number, position), column, text.format(**words))

    return plant


def _price_doubled(recipe: Recipe, rng: random.Random) -> Planted | None:
    """What one costs, times how many there are, is twice the budget."""
    found = [
        (number, position)
        for number, form in enumerate(recipe.budget.forms, 1)
        for position, one in enumerate(form.indicators)
        if form.kind != "equipment"
        and one.value.startswith("≤")
        and one.value.endswith("元")
        and "万" not in one.value
    ]
    if not found:
        return None
    copy = Copy(recipe)
    number, position = rng.choice(found)
    value = recipe.budget.forms[number - 1].indicators[position].value
    return copy.cell(copy.indicator(number, position), _VALUE, f"≤{2 * int(value[1:-1])}元")


def _changed(change: Callable[[Form], tuple[Indicator, ...]]) -> Plant:
    """The indicators of some form are others."""

    def plant(recipe: Recipe, rng: random.Random) -> Planted | None:
        number, form = _some(recipe, rng)
        return of_form(recipe, number, _code_row(form), indicators=change(form))

    return plant


def _without(level1: str) -> Plant:
    return _changed(lambda form: tuple(one for one in form.indicators if one.level1 != level1))


def _qualitative(form: Form) -> tuple[Indicator, ...]:
    words = ("全部完成", "达到要求", "按期完成", "不超预算", "不超标准", "明显改善", "持续向好", "满意")
    return tuple(replace(one, value=word) for one, word in zip(form.indicators, words, strict=False))


def _repeated(recipe: Recipe, rng: random.Random) -> Planted | None:
    """An indicator stands in a form twice."""
    number, form = _some(recipe, rng)
    first, *others = form.indicators
    row = "\t".join(("", first.level2, first.name))
    return of_form(recipe, number, row, indicators=(first, first, *others))


def _same_forms(recipe: Recipe, rng: random.Random) -> Planted | None:
    """Two forms have the same indicators."""
    forms = recipe.budget.forms
    if len(forms) < 2:
        return None
    return of_form(recipe, 2, _code_row(forms[1]), indicators=forms[0].indicators)


def _misplaced(recipe: Recipe, rng: random.Random) -> Planted | None:
    """Satisfaction stands among the benefits, beside where it belongs."""
    number, form = _some(recipe, rng)
    at = next(place for place, one in enumerate(form.indicators) if one.level1 == "效益指标")
    odd = Indicator(
        "效益指标", "社会效益指标", "周边居民满意度", "受访居民中表示满意的比例", "≥91%", "调查问卷"
    )
    indicators = (*form.indicators[: at + 1], odd, *form.indicators[at + 1 :])
    return of_form(recipe, number, f"\t社会效益指标\t{odd.name}\t", indicators=indicators)


def _purpose(text: str) -> Plant:
    def plant(recipe: Recipe, rng: random.Random) -> Planted | None:
        copy = Copy(recipe)
        at = copy.in_form(_some(recipe, rng)[0], "\t用于")
        return copy.line(at, copy.lines[at].replace("用于", text, 1))

    return plant


_SATISFACTION, _QUALITY, _QUANTITY = "服务对象满意度指标", "质量指标", "数量指标"

FAULTS = (
    Fault("fiscal-funds", "A18", _fiscal),
    Fault("budget-of-a-form", "A16", _total, rules("M13")),
    Fault("form-missing", "A16", _form_missing, rules("M60")),
    Fault("code-twice", "M33", _code(lambda code, recipe: recipe.budget.forms[0].code, least=2)),
    Fault(
        "code-of-the-future",
        "M33",
        _code(lambda code, recipe: f"{code[:6]}{(recipe.year + 2) % 100:02d}{code[8:]}"),
    ),
    Fault(
        "code-of-another-place", "M33", _code(lambda code, recipe: f"520111{code[6:]}", least=3), kind="doubt"
    ),
    Fault(
        "check-character",
        "M33",
        _code(lambda code, recipe: f"{code[:-1]}{'1' if code[-1] != '1' else '2'}", least=11),
        kind="formal",
    ),
    Fault("heading", "M26", _heading),
    Fault("project-twice", "M34", _form_twice, rules("M12 M33 M58"), "doubt"),
    Fault("form-number-missing", "M60", _number_missing, kind="doubt"),
    Fault("plan-below-all", "M29", _plan("25%", "50%", "75%", "90%"), kind="doubt"),
    Fault("plan-by-quarter", "M29", _plan("25%", "25%", "25%", "25%"), kind="doubt"),
    Fault("plan-falling", "M29", _plan("50%", "30%", "75%", "100%")),
    Fault("plan-empty", "M29", _plan("", "", "", ""), kind="doubt"),
    Fault("plan-with-a-gap", "M29", _plan("25%", "", "75%", "100%"), kind="formal"),
    Fault("ceiling-on-satisfaction", "M14", _cell(_VALUE, "≤90%", level2=_SATISFACTION), kind="doubt"),
    Fault("floor-on-cost", "M14", _cell(_VALUE, "≥{total}万元", unit="万元"), rules("M13"), "doubt"),
    Fault("more-than-all", "M14", _cell(_VALUE, "120%", name="合格率"), kind="doubt"),
    Fault("at-least-all", "M14", _cell(_VALUE, "≥100%", name="合格率"), kind="formal"),
    Fault("option-left", "M9", _cell(_VALUE, "是/否", level2=_QUALITY), rules("M27"), "formal"),
    Fault("bare-unit", "M9", _cell(_VALUE, "%", level2=_SATISFACTION), rules("M27"), "doubt"),
    Fault("cost-above-budget", "M13", _cell(_VALUE, "≤{double}万元", unit="万元"), kind="doubt"),
    Fault("price-doubled", "M13", _price_doubled, kind="doubt"),
    Fault("no-satisfaction", "M10", _without("满意度指标"), kind="doubt"),
    Fault("no-benefit", "M10", _without("效益指标"), kind="doubt"),
    Fault("only-words", "M11", _changed(_qualitative), rules("M52 M56"), "doubt"),
    Fault("indicator-twice", "M12", _repeated, kind="doubt"),
    Fault("forms-alike", "M12", _same_forms, rules("M13 M31 M58"), "doubt"),
    Fault("description-contradicts", "M27", _cell(_DESCRIPTION, "满意程度不低于60%", level2=_SATISFACTION)),
    Fault(
        "described-share-contradicts",
        "M27",
        _cell(_DESCRIPTION, "受访者中表示满意的比例不低于60%", level2=_SATISFACTION),
    ),
    Fault("misplaced-satisfaction", "M28", _misplaced, kind="doubt"),
    Fault("quantity-at-most", "M51", _cell(_VALUE, "≤12场", name="场次"), rules("M13"), "doubt"),
    Fault("quantity-in-words", "M52", _cell(_VALUE, "足额", level2=_QUANTITY), rules("M13"), "doubt"),
    Fault("value-is-the-name", "M53", _cell(_VALUE, "{name}", name="完成时间"), kind="formal"),
    Fault("name-is-the-group", "M55", _cell(_NAME, "数量指标", level2=_QUANTITY), rules("M13 M58"), "formal"),
    Fault(
        "reflect-or-react",
        "M57",
        _cell(_DESCRIPTION, "反应群众满意程度", level2=_SATISFACTION),
        kind="formal",
    ),
    Fault("basis-is-the-name", "M63", _cell(_BASIS, "{name}", level2=_QUALITY), kind="doubt"),
    Fault("another-year", "M32", _cell(_VALUE, "2017年10月底前", name="完成时间"), kind="doubt"),
    Fault("doubled-words", "M68", _purpose("用于落实落实"), kind="formal"),
    Fault("another-level", "M67", _purpose("用于服务我省"), kind="doubt"),
)
