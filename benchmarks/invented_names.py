"""Lists of units and projects over two years, with known truth, for measuring how names are matched.

What happens to a name here is what happens to names in budgets: signs that are no words, the place in a
longer or shorter form, a wrong sign, a reform, a shortened name, another type of body. Beside what goes
on stand things that end and begin, and such as are told apart by a number, a direction or a village.
"""

import random
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from budgetkg.linking.things import Department, Document, Form, Project, Row, Unit

__all__ = ["Case", "project_cases", "unit_cases"]

_WORDS: dict[str, Any] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
_RENAMINGS = Path(__file__).parents[1] / "budgetkg" / "linking" / "renamings.toml"


@dataclass(frozen=True)
class Case:
    """One department in two years, and what became of the pairs (newer, older) that are one thing."""

    department: Department
    units: tuple[Unit, ...] = ()
    projects: tuple[Project, ...] = ()
    truth: dict[tuple[str, str], str] | None = None


def _misprinted(rng: random.Random, name: str) -> str:
    at = rng.randrange(max(len(name) - 8, 2), len(name))
    way = rng.choice(("wrong", "wrong", "missing", "doubled", "swapped"))
    if way == "missing":
        return name[:at] + name[at + 1 :]
    if way == "doubled":
        return name[:at] + name[at] + name[at:]
    if way == "swapped" and at + 1 < len(name):
        return name[:at] + name[at + 1] + name[at] + name[at + 2 :]
    return (
        name[:at] + rng.choice([sign for sign in _WORDS["wrong_signs"] if sign != name[at]]) + name[at + 1 :]
    )


def _spaced(rng: random.Random, name: str) -> str:
    at = rng.randrange(2, len(name))
    return rng.choice(
        (f"{name}（本级）", f"{name}本级", f"{name[:at]} {name[at:]}", f"{name[:at]}（{name[at:]}）")
    )


def _other_place(rng: random.Random, name: str) -> str:
    for city in _WORDS["cities"]:
        if name.startswith(city):
            return name.removeprefix(city)
    return name[3:] if len(name) > 6 else name


def _reformed(rng: random.Random, name: str) -> str:
    listed = tomllib.loads(_RENAMINGS.read_text(encoding="utf-8"))["renamings"]
    fitting = [(old, new) for old, new, _ in listed if old in name]
    if not fitting:
        return name
    old, new = rng.choice(fitting)
    return name.replace(old, new, 1)


def _shortened(rng: random.Random, name: str) -> str:
    shorter = {
        "疾病预防控制": "疾控",
        "妇幼保健": "妇保",
        "农业技术推广": "农技推广",
        "不动产登记": "不动产",
        "公共资源交易": "公资交易",
    }
    for long, short in shorter.items():
        if long in name:
            return name.replace(long, short)
    return name.replace("服务", "", 1).replace("管理", "", 1)


def _retyped(rng: random.Random, name: str) -> str:
    for old in sorted(_WORDS["types"], key=len, reverse=True):
        if name.endswith(old):
            return name.removesuffix(old) + rng.choice([new for new in _WORDS["new_types"] if new != old])
    return name


_CHANGES: dict[str, Callable[[random.Random, str], str]] = {
    "spacing": _spaced,
    "place": _other_place,
    "misprint": _misprinted,
    "reform": _reformed,
    "shortened": _shortened,
    "type": _retyped,
}


def _department(place: str, code: str) -> Department:
    documents = tuple(
        Document(f"d/{code}-{year}", year, f"dep/{code}", code, f"{place}示范局", "990101")
        for year in (2023, 2024)
    )
    return Department(f"dep/{code}", documents)


def unit_cases(seed: int, count: int) -> list[Case]:
    """Return departments with their units of two years."""
    rng = random.Random(seed)
    return [_unit_case(rng, f"{number:03}") for number in range(1, count + 1)]


def _unit_case(rng: random.Random, code: str) -> Case:
    place = rng.choice(("", rng.choice(_WORDS["cities"]))) + rng.choice(_WORDS["districts"])
    department = _department(place, code)
    then = _names(rng, place, rng.randint(4, 24))
    spare = [name for name in _names(rng, place, 12) if name not in then]
    now: list[str] = []
    truth: dict[tuple[str, str], str] = {}
    for name in then:
        fate = rng.random()
        if fate < 0.10:
            continue
        if fate < 0.28:
            change = rng.choice(sorted(_CHANGES))
            new = _CHANGES[change](rng, name)
            if new != name and new not in then and new not in now:
                truth[f"u/{code}/{new}", f"u/{code}/{name}"] = change
                now.append(new)
                continue
        now.append(name)
    now += _near_misses(rng, [name for name in then if name not in now], {*then, *now, *_old(truth)}, truth)
    now += [spare.pop() for _ in range(rng.choice((0, 0, 1, 1, 2, 3))) if spare]
    if rng.random() < 0.3:
        rng.shuffle(now)
    cells = {
        name: (rng.choice(_WORDS["kinds"]), rng.choice(_WORDS["ranks"]), rng.choice(_WORDS["funding"]))
        for name in (*then, *now)
    }
    for (new, old), _ in truth.items():
        if rng.random() < 0.85:
            cells[new.split("/")[2]] = cells[old.split("/")[2]]
    for name in now:
        if name not in then and rng.random() < 0.5:  # bodies of one department are often alike
            cells[name] = cells.get(name, cells[rng.choice(then)])
    rows: dict[str, list[Row]] = {}
    for document, listed in zip(department.documents, (then, now), strict=True):
        for number, name in enumerate(listed, 1):
            rows.setdefault(name, []).append(Row(document, number, *cells[name]))
    units = tuple(Unit(f"u/{code}/{name}", name, department.iri, tuple(rows[name])) for name in sorted(rows))
    return Case(department, units=units, truth=truth)


def _old(truth: dict[tuple[str, str], str]) -> set[str]:
    return {old.split("/")[2] for _, old in truth}


def _near_misses(
    rng: random.Random, ended: list[str], taken: set[str], truth: dict[tuple[str, str], str]
) -> list[str]:
    """Return new bodies that are called nearly like one that ended, and are others."""
    found = []
    for name in ended:
        if name in _old(truth):
            continue
        fitting = [pair for pair in _WORDS["confusable"] if pair[0] in name or pair[1] in name]
        if fitting and rng.random() < 0.6:
            one, other = rng.choice(fitting)
            new = name.replace(one, other) if one in name else name.replace(other, one)
            if new not in taken:
                taken.add(new)
                found.append(new)
    return found


def _names(rng: random.Random, place: str, count: int) -> list[str]:
    found: list[str] = []
    kind = rng.choice(("work", "work", "schools"))
    while len(found) < count:
        if kind == "schools" and rng.random() < 0.6:
            where = rng.choice(
                (
                    rng.choice(_WORDS["ordinals"]),
                    rng.choice(_WORDS["villages"]),
                    rng.choice(("东城", "西城", "南关", "北关")),
                )
            )
            name = place + where + rng.choice(_WORDS["schools"])
        else:
            name = place + rng.choice(_WORDS["work"]) + rng.choice(_WORDS["types"])
        if name not in found:
            found.append(name)
    return found


def project_cases(seed: int, count: int) -> list[Case]:
    """Return departments with their projects of two years."""
    rng = random.Random(seed)
    return [_project_case(rng, f"{number:03}") for number in range(1, count + 1)]


def _project_case(rng: random.Random, code: str) -> Case:
    department = _department(rng.choice(_WORDS["districts"]), code)
    then, now = department.documents
    hints = ["", *rng.sample([work + "站" for work in _WORDS["work"]], 3)]
    forms: dict[str, list[Form]] = {}
    truth: dict[tuple[str, str], str] = {}
    taken: set[str] = set()
    for _ in range(rng.randint(8, 60)):
        form = _form(rng, then, hints, taken)
        iri = _code(rng, 23)
        forms[iri] = [form]
        fate = rng.random()
        if fate < 0.35:
            forms[iri].append(_next(rng, form, now, rename=False))
        elif fate < 0.70:
            new = _code(rng, 24)
            forms[new] = [_next(rng, form, now, rename=True)]
            truth[new, iri] = "recoded"
        elif fate < 0.85:
            other = _like(rng, form, now, taken)
            if other is not None:
                forms[_code(rng, 24)] = [other]
    for _ in range(rng.randint(2, 20)):
        forms[_code(rng, 24)] = [_form(rng, now, hints, taken)]
    projects = tuple(Project(iri, iri, tuple(forms[iri])) for iri in sorted(forms))
    return Case(department, projects=projects, truth=truth)


def _like(rng: random.Random, form: Form, document: Document, taken: set[str]) -> Form | None:
    """Return another project that is called nearly like one that ended: the next phase, or other work."""
    topic = next((topic for topic in _WORDS["topics"] if topic in form.name), "")
    activity = next((activity for activity in _WORDS["activities"] if activity in form.name), "")
    if not topic or not activity:
        return None
    if rng.random() < 0.3:
        return _named(rng, document, topic, activity + "二期", form.hint)
    work = rng.choice([one for one in _WORDS["activities"] if one != activity])
    if topic + work in taken:
        return None
    taken.add(topic + work)
    return _named(rng, document, topic, work, form.hint)


def _code(rng: random.Random, year: int) -> str:
    return f"990101{year}P00" + "".join(rng.choice("0123456789ABCDEFGH") for _ in range(10))


def _form(rng: random.Random, document: Document, hints: list[str], taken: set[str]) -> Form:
    while True:
        topic, activity = rng.choice(_WORDS["topics"]), rng.choice(_WORDS["activities"])
        if topic + activity not in taken:
            break
    taken.add(topic + activity)
    phase = "一期" if rng.random() < 0.1 else ""
    return _named(rng, document, topic, activity + phase, rng.choice(hints))


def _named(rng: random.Random, document: Document, topic: str, activity: str, hint: str) -> Form:
    year = f"{document.year}年" if rng.random() < 0.3 else ""
    name = (f"{hint}-" if hint else "") + year + topic + activity + rng.choice(_WORDS["endings"])
    indicators = frozenset(
        [f"{topic}{what}" for what in ("数量", "质量达标率", "成本")]
        + [f"{activity}{what}" for what in ("完成及时率", "合格率")]
        + rng.sample(["群众满意度", "社会效益", "可持续影响", "预算控制率"], 2)
    )
    amount = Decimal(rng.randint(5, 900)) * 1000
    purpose = f"用于{topic}{activity}，保障相关工作按计划完成。"
    return Form(f"{document.iri}/{name}", document, name, hint, amount, purpose, frozenset(), indicators)


def _next(rng: random.Random, form: Form, document: Document, *, rename: bool) -> Form:
    """Return the form of the next year; `rename` changes what changes when a project is entered anew."""
    name = form.name.replace("2023", "2024")
    if rename:
        for ending in sorted(_WORDS["endings"], key=len, reverse=True):
            if ending and name.endswith(ending):
                name = name.removesuffix(ending)
                break
        name += rng.choice(_WORDS["endings"])
        way = rng.random()
        if way < 0.25:
            name = f"2024年{name}" if "2024" not in name else name
        elif way < 0.45:
            for old, new in (
                ("维修", "修缮"),
                ("购置", "采购"),
                ("建设", "工程建设"),
                ("培训", "教育培训"),
                ("补助", "补贴"),
            ):
                name = name.replace(old, new)
        elif way < 0.55:
            name = _misprinted(rng, name)
    amount = form.amount
    if amount is not None and rng.random() < 0.6:
        amount = amount * rng.randint(60, 160) / 100
    indicators = frozenset(one for one in form.indicators if rng.random() < 0.9)
    purpose = form.purpose if rng.random() < 0.5 else form.purpose.replace("保障", "确保")
    return Form(
        f"{document.iri}/{name}", document, name, form.hint, amount, purpose, form.notices, indicators
    )
