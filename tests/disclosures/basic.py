"""Basic expenditure: economic accounts, the functional accounts that bear them, the three public expenses."""

import random
from collections.abc import Mapping, Sequence

from disclosures.model import Department, Economic, Entry, ThreePublic
from disclosures.money import amount, shares
from disclosures.sizes import Sizes
from disclosures.vocabulary import themes

__all__ = ["make_basic", "make_three_public", "unit_accounts"]

#: What a person costs in a year, from and to, by economic account.
_PERSONNEL = {
    "30101": (30_000, 60_000),
    "30102": (10_000, 30_000),
    "30103": (5_000, 20_000),
    "30107": (8_000, 30_000),
    "30108": (8_000, 14_000),
    "30109": (4_000, 7_000),
    "30110": (4_000, 8_000),
    "30112": (300, 900),
    "30113": (7_000, 13_000),
    "30302": (1_000, 9_000),
    "30305": (100, 2_000),
}
_RUNNING = {
    "30201": (800, 4_000),
    "30202": (100, 900),
    "30205": (50, 400),
    "30206": (200, 1_500),
    "30207": (100, 900),
    "30208": (300, 1_500),
    "30211": (300, 2_000),
    "30212": (100, 900),
    "30213": (100, 1_500),
    "30215": (50, 500),
    "30216": (100, 900),
    "30217": (20, 200),
    "30228": (800, 2_000),
    "30229": (500, 1_500),
    "30231": (300, 1_500),
    "30239": (500, 2_500),
    "31002": (200, 2_000),
    "31013": (2_000, 6_000),
}
_ALWAYS = frozenset({"30101", "30102", "30103", "30108", "30110", "30113", "30201", "30206", "30228"})
#: The functional account that bears an economic one; the rest is borne by the accounts of the units.
_BORNE = {"30108": "2080505", "30109": "2080506", "30113": "2210201"}
_ADMINISTRATION, _INSTITUTIONS = "2101101", "2101102"
_RETIRED = ("2080501", "2080502")
#: What projects add to a public expense, at most.
_MOST_BESIDE = 3_000


def unit_accounts(department: Department) -> list[str]:
    """Return the account of the basic expenditure of each unit."""
    return [account for _, account in themes()[department.theme].units[: len(department.units)]]


def make_basic(
    rng: random.Random, department: Department, sizes: Sizes
) -> tuple[tuple[Economic, ...], tuple[Entry, ...]]:
    """Return basic expenditure by economic account, and the same money by functional account."""
    staff = sum(rng.randint(5, 30) for _ in department.units)
    wanted = {code for code in (*_PERSONNEL, *_RUNNING) if code in _ALWAYS or rng.random() < 0.7}
    wanted -= set() if sizes.abroad else {"30212"}
    wanted -= set() if sizes.vehicles else {"30231", "31013"}
    if len(department.units) == 1:
        wanted.discard("30107")
    economic = [
        _economic(code, amount(rng, staff * least, staff * most, sizes.grain))
        for code, (least, most) in sorted({**_PERSONNEL, **_RUNNING}.items())
        if code in wanted
    ]
    return tuple(economic), tuple(_borne(rng, department, economic, sizes))


def _economic(code: str, yuan: int) -> Economic:
    return Economic(code, yuan, 0) if code in _PERSONNEL else Economic(code, 0, yuan)


def _borne(
    rng: random.Random, department: Department, economic: Sequence[Economic], sizes: Sizes
) -> list[Entry]:
    money: dict[str, int] = {}
    rest = 0
    for one in economic:
        yuan = one.personnel + one.running
        if one.account in _BORNE:
            money[_BORNE[one.account]] = yuan
        elif one.account == "30110":
            _share(rng, money, yuan, [_ADMINISTRATION, _INSTITUTIONS][: len(department.units)], sizes)
        elif one.account == "30302":
            money[rng.choice(_RETIRED)] = yuan
        else:
            rest += yuan
    _share(rng, money, rest, sorted(set(unit_accounts(department))), sizes)
    return [Entry(account, "basic", "general", yuan) for account, yuan in sorted(money.items()) if yuan]


def _share(
    rng: random.Random, money: dict[str, int], yuan: int, accounts: Sequence[str], sizes: Sizes
) -> None:
    for account, part in zip(accounts, shares(rng, yuan, len(accounts), sizes.grain), strict=True):
        money[account] = money.get(account, 0) + part


def make_three_public(
    rng: random.Random, economic: Sequence[Economic], sizes: Sizes
) -> Mapping[str, ThreePublic]:
    """Return the three public expenses: what stands in basic expenditure, and a little from projects."""
    basic = {one.account: one.running for one in economic}

    def whole(code: str) -> int:
        if not sizes.public_projects or code not in basic:
            return basic.get(code, 0)
        return basic[code] + rng.randint(0, _MOST_BESIDE // sizes.grain) * sizes.grain

    abroad = whole("30212")
    teaching = shares(rng, abroad, 2, sizes.grain)[0] if abroad and rng.random() < 0.5 else 0
    found = ThreePublic(
        abroad_teaching=teaching,
        abroad_other=abroad - teaching,
        purchase=whole("31013"),
        running=whole("30231"),
        reception=whole("30217"),
        meetings=whole("30215") if sizes.meetings else 0,
        training=whole("30216") if sizes.meetings else 0,
    )
    return {"general": found}
