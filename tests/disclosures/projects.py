"""Project forms: what a project does, from which money, with which targets, and the code of the project."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from disclosures.carriers import Carriers
from disclosures.model import OWN, Department, Entry, Form, Indicator, Notice, Unit
from disclosures.money import amount, bare, shares
from disclosures.sizes import Sizes
from disclosures.vocabulary import Kind, common, kinds, themes

__all__ = ["Cost", "make_cost", "make_form", "make_forms", "project_code"]

_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_PLANS: tuple[tuple[int, ...], ...] = (
    (25, 50, 75, 100),
    (20, 50, 80, 100),
    (10, 40, 80, 100),
    (30, 60, 90, 100),
    (25, 50, 100, 100),
    (5, 35, 70, 100),
)
_MANY = (200, 500, 1000, 3000, 8000, 20000)
_LEAST_TO_SPLIT = 20_000


def project_code(rng: random.Random, division: str, year: int) -> str:
    """Return a code of 21 signs whose last one is its check character.

    With v the place of a sign in the 31 signs, the sum of v(i) * 3**i over the first twenty and v of
    the last is 30 modulo 31.
    """
    first = f"{division}{year % 100:02d}P00{''.join(rng.choice(_SIGNS) for _ in range(9))}"
    total = sum(_SIGNS.index(sign) * pow(3, place, 31) for place, sign in enumerate(first))
    return first + _SIGNS[(30 - total) % 31]


@dataclass(frozen=True, slots=True)
class Cost:
    """What a project pays for: a number of things, the price of one (0 where none is said), the budget."""

    count: int
    price: int
    total: int


def make_cost(rng: random.Random, kind: str, grain: int) -> Cost:
    """Return what a project of a kind costs: what is counted times its price, where it has one."""
    found = kinds()[kind]
    count = rng.randint(*found.quantity)
    if found.price is not None:
        price = amount(rng, *found.price, grain)
        return Cost(count, price, count * price)
    least, most = found.total or (0, 0)
    return Cost(count, 0, amount(rng, least, most, grain))


def make_form(
    rng: random.Random,
    code: str,
    name: str,
    kind: str,
    topic: str,
    cost: Cost,
    money: tuple[Entry, ...],
    unit: str,
    notice: Notice | None = None,
) -> Form:
    """Return a form about a topic, with the goals and indicators of its kind of project."""
    found = kinds()[kind]
    words = {"topic": topic, "n": str(cost.count), "price": str(cost.price), "total": bare(cost.total)}
    words["number"] = notice.number if notice else ""
    return Form(
        code=code,
        name=name,
        kind=kind,
        money=money,
        purpose=found.purpose.format(**words),
        plan=rng.choice(_PLANS),
        goals=tuple(f"{number}.{goal.format(**words)}" for number, goal in enumerate(found.goals, 1)),
        indicators=tuple(_indicators(rng, found, words)),
        unit=unit,
        notice=notice,
    )


def _indicators(rng: random.Random, kind: Kind, words: dict[str, str]) -> Iterator[Indicator]:
    for row in kind.indicators:
        own = {"many": str(rng.choice(_MANY)), "share": str(rng.randint(85, 98))}
        yield Indicator(*(cell.format(**words, **own) for cell in row))


def make_forms(
    rng: random.Random,
    department: Department,
    year: int,
    sizes: Sizes,
    notices: Sequence[Notice],
    carriers: Carriers | None = None,
) -> tuple[Form, ...]:
    """Return the forms of a year, each about something else. `notices` give one project each."""
    theme = themes()[department.theme]
    maker = _Maker(rng, department, year, sizes, carriers or Carriers())
    accounts = dict(theme.programmes)
    forms = []
    for notice in notices:
        own = theme.fund[1] if notice.source == "fund" else theme.units[0][1]
        forms.append(maker.handed_down(notice, accounts.get(notice.programme, own)))
    if sizes.fund:
        topic, account, kind, _ = theme.fund
        forms.append(maker.apart(kind, topic, account, "fund"))
    if sizes.capital:
        topic, account, kind = theme.capital
        forms.append(maker.apart(kind, topic, account, "capital"))
    for topic, account, kind in maker.topics(max(sizes.forms - len(forms), 0 if forms else 1)):
        forms.append(maker.project(kind, topic, account))
    return maker.carriers.ordered(rng, forms, department.units)


class _Maker:
    """Makes the forms of one department in one year."""

    def __init__(
        self, rng: random.Random, department: Department, year: int, sizes: Sizes, carriers: Carriers
    ) -> None:
        self.rng, self.department, self.year, self.sizes = rng, department, year, sizes
        self.theme, self.carriers = themes()[department.theme], carriers
        self.kept = False
        #: The units that may have projects: none without fiscal support has any.
        self.units = [unit for unit in department.units if not unit.funding.endswith("零补助")]
        self.owners: dict[str, Unit] = {}
        for unit, (_, account) in zip(department.units, self.theme.units, strict=False):
            if unit in self.units:
                self.owners.setdefault(account, unit)

    def topics(self, count: int) -> Iterator[tuple[str, str, str]]:
        """Yield topics with account and kind of project; none on the account of a unit without support.

        Nothing is bought where nothing may be.
        """
        closed = {account for _, account in self.theme.units[: len(self.department.units)]}
        administration = self.theme.units[0][1]
        rows = [*self.theme.topics, *((topic, administration, *kind) for topic, *kind in common("topics"))]
        listed = [row for row in rows if row[1] not in closed - self.owners.keys()]
        for topic, account, *suited in self.rng.sample(listed, min(count, len(listed))):
            kinds_here = [kind for kind in suited if self.sizes.purchases or kind != "equipment"]
            yield topic, account, self.rng.choice(kinds_here or ["service"])

    def project(self, kind: str, topic: str, account: str) -> Form:
        """Return a project of a kind; its name begins with the unit that carries it out."""
        unit = self._unit(account)
        name = self.carriers.called(self.rng, unit, f"{topic}{kinds()[kind].name}")
        return self._form(kind, topic, name, account, "general", unit)

    def apart(self, kind: str, topic: str, account: str, source: str) -> Form:
        """Return a project whose money comes from a fund or from state capital."""
        unit = self._unit(account) if self.carriers.passed_on else self.units[0]
        name = self.carriers.called(self.rng, unit, f"{topic}{kinds()[kind].name}")
        return self._form(kind, topic, name, account, source, unit)

    def handed_down(self, notice: Notice, account: str) -> Form:
        """Return the project of a notice, which is called like it."""
        unit = self._unit(account) if self.carriers.passed_on else self.units[0]
        name = self.carriers.called(self.rng, unit, notice.project_name, joint="")
        return self._form("transfer", notice.programme, name, account, notice.source, unit, notice)

    def _unit(self, account: str) -> Unit:
        return self.carriers.unit(self.rng, self.owners.get(account, self.units[0]), self.units)

    def _form(
        self,
        kind: str,
        topic: str,
        name: str,
        account: str,
        source: str,
        unit: Unit,
        notice: Notice | None = None,
    ) -> Form:
        rng = self.rng
        cost = make_cost(rng, kind, self.sizes.grain)
        entered = self.year if notice else self.year - rng.choice((0, 0, 0, 1, 2))
        code = project_code(rng, self.department.division, entered)
        whole = kind == "equipment" or notice is not None
        money = tuple(self._money(account, source, cost.total, whole=whole))
        return make_form(rng, code, name, kind, topic, cost, money, unit.name, notice)

    def _money(self, account: str, source: str, total: int, *, whole: bool) -> Iterator[Entry]:
        """Yield the money of a project; some projects have a second source, or money kept from last year."""
        second = None if whole or total < _LEAST_TO_SPLIT or source == "capital" else self._second(source)
        if second is None:
            yield Entry(account, "project", source, total)
            return
        first, rest = shares(self.rng, total, 2, self.sizes.grain)
        yield Entry(account, "project", source, first)
        yield Entry(account, "project", second[0], rest, kept=second[1])

    def _second(self, source: str) -> tuple[str, bool] | None:
        if self.sizes.kept and not self.kept:
            self.kept = True
            return source, True
        if source == "general" and self.sizes.special and self.rng.random() < 0.4:
            return "special", False
        if source == "general" and self.sizes.own and self.rng.random() < 0.4:
            return self.rng.choice(OWN), self.sizes.kept and self.rng.random() < 0.2
        return None
