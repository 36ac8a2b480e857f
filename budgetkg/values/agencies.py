"""What the sign of a document mark stands for: the agency table, read once.

The table is data (agencies.toml). Where it is not sure nothing is said: an issuer that is
missing can be added, one that is wrong would be believed.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

__all__ = ["Issuer", "read_decree_organ", "read_mark"]

#: Office letters between the agency's sign and a closing 字 (邯财资环, 鲁财综).
_MOST_LETTERS = 3
_CENTRE = "100000"
_REPUBLIC = "中华人民共和国"
_MUNICIPALITIES = frozenset({"110000", "120000", "310000", "500000"})
#: After these a name of a place begins a mark; an abbreviation may follow anything.
_ENDINGS = (
    "部",
    "委",
    "局",
    "厅",
    "办",
    "室",
    "院",
    "会",
    "处",
    "通知",
    "意见",
    "办法",
    "规定",
    "方案",
    "文件",
)

#: Central organs and kinds of document after which a central mark may begin.
_ISSUERS_END = ("财政部", "国务院", "国务院办公厅", "教育部", "民政部", "通知", "意见", "办法", "文件")


@dataclass(frozen=True, slots=True)
class Issuer:
    """A mark in its canonical spelling, and who issues under it where that is sure.

    `start` is where the mark begins in the text that was read.
    """

    mark: str
    start: int
    name: str | None
    division: str | None
    tier: str | None


@dataclass(frozen=True, slots=True)
class _Place:
    name: str
    code: str
    tier: str


@dataclass(frozen=True, slots=True)
class _Agency:
    names: dict[str, str]
    folds_zi: bool


@dataclass(frozen=True, slots=True)
class _Table:
    places: dict[str, tuple[_Place, ...]]
    agencies: dict[str, _Agency]
    central: dict[str, tuple[str, bool]]
    decrees: dict[str, str]


def read_mark(run: str) -> Issuer | None:
    """Return the longest known mark at the end of a run of Chinese signs, or None.

    >>> read_mark("组织部邯财行").name, read_mark("组织部邯财行").start
    ('邯郸市财政局', 3)
    >>> read_mark("某某") is None
    True
    """
    for start in range(len(run) - 1):
        if found := _local(run, start) or _central(run, start):
            return found
    return None


def read_decree_organ(run: str) -> Issuer | None:
    """Return the organ at the end of a run before 令, or None: the mark is the organ's name with 令.

    >>> read_decree_organ("中华人民共和国国务院").mark
    '国务院令'
    """
    table = _table()
    for start in range(len(run) - 1):
        organ = run[start:]
        if organ in table.decrees:
            begin = len(run[:start].removesuffix(_REPUBLIC))
            return Issuer(f"{organ}令", begin, table.decrees[organ], _CENTRE, "central")
        place = table.places.get(organ.removesuffix("人民政府"))
        if organ.endswith("人民政府") and place and len(place) == 1:
            return Issuer(f"{organ}令", start, f"{place[0].name}人民政府", place[0].code, place[0].tier)
    return None


def _local(run: str, start: int) -> Issuer | None:
    """Read a mark of a place from `start` to the end of the run."""
    table = _table()
    for place_sign in _prefixes(run, start, table.places):
        if len(place_sign) > 1 and not _may_begin(run, start):
            continue
        after = start + len(place_sign)
        for agency_sign in _prefixes(run, after, table.agencies):
            letters = run[after + len(agency_sign) :]
            agency = table.agencies[agency_sign]
            if len(letters.removesuffix("字")) <= _MOST_LETTERS and not _holds_mark(letters):
                mark = run[start:].removesuffix("字") if agency.folds_zi else run[start:]
                return _issued(mark, start, table.places[place_sign], agency)
    return None


def _issued(mark: str, start: int, places: tuple[_Place, ...], agency: _Agency) -> Issuer:
    """Name the issuer where one place has this sign and the agency's name is sure at its tier."""
    if len(places) > 1:
        return Issuer(mark, start, None, None, None)
    place = places[0]
    key = "municipality" if place.code in _MUNICIPALITIES else place.tier
    pattern = agency.names.get(key, agency.names.get("name", ""))
    provincial = place.tier == "province"
    name = (
        pattern.replace("{place}", place.name)
        .replace("{厅}", "厅" if provincial and place.code not in _MUNICIPALITIES else "局")
        .replace("{办公厅}", "办公厅" if provincial else "办公室")
    )
    return Issuer(mark, start, name or None, place.code, place.tier)


def _central(run: str, start: int) -> Issuer | None:
    """Read a central mark: only one that is listed, and only where nothing unknown stands before it.

    财教 after a sign that the table does not know may be the mark of another finance department.
    """
    table = _table()
    mark = run[start:]
    if start and not run[:start].endswith(_ISSUERS_END):
        return None
    for spelling in (mark, mark.removesuffix("字")):
        issuer, folds_zi = table.central.get(spelling, ("", False))
        if issuer and (spelling == mark or folds_zi):
            return Issuer(spelling, start, issuer, _CENTRE, "central")
    return None


def _holds_mark(letters: str) -> bool:
    """Say whether office letters hide the beginning of another mark."""
    table = _table()
    return any(
        any(_prefixes(letters, start + len(sign), table.agencies))
        for start in range(len(letters))
        for sign in _prefixes(letters, start, table.places)
    )


def _may_begin(run: str, start: int) -> bool:
    """Say whether a name can begin here: at the start, or after an organ or a kind of document."""
    return start == 0 or run[:start].endswith(_ENDINGS)


def _prefixes(run: str, start: int, signs: dict[str, Any]) -> list[str]:
    """Return the known signs that stand at a place, longest first."""
    longest = min(len(run) - start, 9)
    return [run[start : start + size] for size in range(longest, 0, -1) if run[start : start + size] in signs]


@cache
def _table() -> _Table:
    """Read agencies.toml."""
    data = tomllib.loads(files("budgetkg.values").joinpath("agencies.toml").read_text(encoding="utf-8"))
    places: dict[str, tuple[_Place, ...]] = {}
    for entry in data["place"]:
        place = _Place(entry["name"], entry["code"], entry["tier"])
        for sign in entry["signs"]:
            places[sign] = (*places.get(sign, ()), place)
    agencies = {
        entry["sign"]: _Agency(
            {key: value for key, value in entry.items() if isinstance(value, str)},
            entry.get("folds_zi", False),
        )
        for entry in data["agency"]
    }
    central = {
        mark: (entry["issuer"], entry.get("folds_zi", False))
        for entry in data["central"]
        for mark in entry["marks"]
    }
    decrees = {entry["organ"]: entry["issuer"] for entry in data["decree"]}
    return _Table(places, agencies, central, decrees)
