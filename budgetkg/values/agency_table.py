"""The agency table (agencies.toml) and the signs of places, read once."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from budgetkg.divisions import CENTRE, Division, division, versions_since

__all__ = ["Agency", "Place", "Table", "agency_table", "is_known", "named_places"]

#: Marks older than these lists are not decoded by names of places.
_SINCE = 2000
_MUNICIPALITIES = frozenset({"110000", "120000", "310000", "500000"})
#: Words that open marks everywhere: no place is known by them.
_NO_SIGN = frozenset("省市县区州盟旗乡镇中国")
_VIRTUAL = frozenset({"市辖区", "县", "直辖县"})
#: Codes of Taiwan and of the special administrative regions, whose names open no marks.
_OUTSIDE = ("7", "8")


@dataclass(frozen=True, slots=True)
class Place:
    """A place that a sign may stand for. `kind` says by what right: official, customary, name, short-name
    or first-sign."""

    name: str
    code: str
    tier: str
    kind: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Agency:
    """What an agency is called at each tier."""

    names: dict[str, str]
    folds_zi: bool

    def name_at(self, place: Place) -> str | None:
        """Return the official name at a place, or None where it is not sure."""
        municipal = place.code in _MUNICIPALITIES
        keys = [place.tier, "name"]
        if place.name.endswith(("地区", "盟")):
            keys.insert(0, "league")
        if municipal:
            keys = ["municipality", *(("name",) if "municipality" not in self.names else ())]
        pattern = next((self.names[key] for key in keys if key in self.names), "")
        provincial = place.tier == "province"
        return (
            pattern.replace("{place}", place.name)
            .replace("{厅}", "厅" if provincial and not municipal else "局")
            .replace("{办公厅}", "办公厅" if provincial else "办公室")
        ) or None


@dataclass(frozen=True, slots=True)
class Table:
    """`places` open a mark anywhere, `leading` only where a name may begin. `central` has whole marks,
    `stems` beginnings of central marks; both give the issuer and whether 字 is folded."""

    places: dict[str, tuple[Place, ...]]
    leading: dict[str, tuple[Place, ...]]
    agencies: dict[str, Agency]
    offices: dict[str, tuple[str, str]]
    central: dict[str, tuple[str, bool]]
    stems: dict[str, tuple[str, bool]]
    decrees: dict[str, str]


@cache
def agency_table() -> Table:
    """Read agencies.toml."""
    data = tomllib.loads(files("budgetkg.values").joinpath("agencies.toml").read_text(encoding="utf-8"))
    places: dict[str, tuple[Place, ...]] = {}
    for kind in ("official", "customary"):
        _add(places, data[kind], kind)
    for one in versions_since(_SINCE):
        if one.tier == "province" and not one.code.startswith(_OUTSIDE):
            for name in {one.name, one.short} - places.keys():
                places[name] = (_place(one, "official"),)
    leading: dict[str, tuple[Place, ...]] = {}
    _add(leading, data["leading"], "customary")
    agencies = {
        sign: Agency(
            {key: value for key, value in entry.items() if isinstance(value, str)},
            entry.get("folds_zi", False),
        )
        for entry in data["agency"]
        for sign in entry["signs"]
    }
    central, stems = (
        {
            mark: (entry["issuer"], entry.get("folds_zi", False))
            for entry in data["central"]
            for mark in entry.get(key, ())
        }
        for key in ("marks", "stems")
    )
    offices = {sign: (zh, en) for sign, (zh, en) in data["offices"].items()}
    decrees = {entry["organ"]: entry["issuer"] for entry in data["decree"]}
    return Table(places, leading, agencies, offices, central, stems, decrees)


def _add(found: dict[str, tuple[Place, ...]], signs: dict[str, list[str]], kind: str) -> None:
    for code, abbreviations in signs.items():
        one = division(code)
        if one is None or code == CENTRE:
            raise ValueError(f"agencies.toml: no division has the code {code}")
        for sign in abbreviations:
            right = "official" if one.tier == "province" else kind
            found[sign] = (*found.get(sign, ()), _place(one, right))


def _place(one: Division, kind: str) -> Place:
    return Place(one.formal_name, one.code, one.tier, kind, one.first, one.last)


def is_known(sign: str) -> bool:
    """Say whether a sign is a division's name, or the first sign of one (保, or 赣市 and 成县)."""
    return sign in _named()


@lru_cache(maxsize=1 << 12)
def named_places(sign: str) -> tuple[Place, ...]:
    """Return the places that a sign means by their names, or as the first sign of one."""
    return tuple(_place(one, kind) for one, kind in _named().get(sign, ()))


@cache
def _named() -> dict[str, list[tuple[Division, str]]]:
    found: dict[str, list[tuple[Division, str]]] = {}
    known_otherwise = _known_otherwise()
    for one in versions_since(_SINCE):
        if one.name in _VIRTUAL or one.code.endswith("0000"):
            continue
        first, last = one.name[0], one.name[-1]
        signs = [(one.name, "name"), (one.short, "short-name")]
        if one.code not in known_otherwise and first not in _NO_SIGN:
            signs += [(first, "first-sign"), (first + last, "first-sign")]
        for sign, kind in signs:
            found.setdefault(sign, []).append((one, kind))
    return found


def _known_otherwise() -> set[str]:
    """Return the prefectures known by a sign that their names do not begin with (甬 for 宁波市)."""
    table = agency_table()
    known: dict[str, set[str]] = {}
    for code, sign in [*_signs(table.places), *_signs(table.leading)]:
        known.setdefault(code, set()).add(sign)
    return {
        code
        for code, signs in known.items()
        if (one := division(code)) and one.tier == "city" and one.name[0] not in signs
    }


def _signs(places: dict[str, tuple[Place, ...]]) -> Iterator[tuple[str, str]]:
    for sign, found in places.items():
        if len(sign) == 1:
            yield from ((place.code, sign) for place in found)
