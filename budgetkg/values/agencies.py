"""What the signs of a document mark stand for: place, agency, office line.

The table is data (agencies.toml, budgetkg.divisions). Where a mark begins follows from its signs
alone, so that one printed number is one resource in every document; who issues under it may need
the division of the document that prints it. Where that is not sure nothing is said: an issuer
that is missing can be added, one that is wrong would be believed.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from budgetkg.divisions import CENTRE, division
from budgetkg.model import Decoding, IssuerCandidate
from budgetkg.values.agency_table import Agency, Place, Table, agency_table, is_known, named_places
from budgetkg.values.issuing import choose, in_force, plausible, relative_places

__all__ = ["Issuer", "issued_to", "office_of", "read_decree_organ", "read_mark"]

#: Office letters between the agency's sign and a closing 字 (邯财资环, 鲁财综).
_MOST_LETTERS = 3
#: Signs that may follow the beginning of a central mark.
_MOST_OF_STEM = 3
_LONGEST_PLACE = 15
_REPUBLIC = "中华人民共和国"
_RELATIVE = frozenset("省市县区州盟旗")
#: The one agency whose marks are read behind a sign that is no more than the first sign of a name
#: where nothing else shows that a number is meant.
_FINANCE = "财"
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
    decoding: Decoding | None = None


@dataclass(frozen=True, slots=True)
class _Split:
    """One way in which a mark falls apart."""

    start: int
    place: str
    agency: str
    letters: str


def read_mark(
    run: str, own: str | None = None, year: int | None = None, *, sure: bool = True
) -> Issuer | None:
    """Return the longest known mark at the end of a run of Chinese signs, or None.

    `own` is the division of the document that prints it, `year` that of the number; `sure` says that
    the text shows a number (a four-digit year and 号), so that a sign that is only the first sign of
    a name may open it.

    >>> read_mark("组织部邯财行").name, read_mark("组织部邯财行").start
    ('邯郸市财政局', 3)
    >>> read_mark("保财教").name, read_mark("保财教", "130602").name
    (None, '保定市财政局')
    >>> read_mark("某某") is None
    True
    """
    for start in range(len(run) - 1):
        if split := _local(run, start):
            return issued_to(_issuer(run, split), own, year)
        if found := _central(run, start):
            return found
        if split := _derived(run, start, sure=sure):
            return issued_to(_issuer(run, split), own, year)
    return None


def read_decree_organ(run: str) -> Issuer | None:
    """Return the organ at the end of a run before 令, or None: the mark is the organ's name with 令.

    >>> read_decree_organ("中华人民共和国国务院").mark
    '国务院令'
    """
    table = agency_table()
    for start in range(len(run) - 1):
        organ = run[start:]
        if organ in table.decrees:
            begin = len(run[:start].removesuffix(_REPUBLIC))
            return Issuer(f"{organ}令", begin, table.decrees[organ], CENTRE, "central")
        name = organ.removesuffix("人民政府")
        places = {*table.places.get(name, ()), *named_places(name)} if name != organ else set()
        found = in_force((place for place in places if place.kind != "first-sign"), None)
        if len(found) == 1:
            place = found[0]
            return Issuer(f"{organ}令", start, f"{place.name}人民政府", place.code, place.tier)
    return None


def issued_to(found: Issuer, own: str | None, year: int | None) -> Issuer:
    """Return a mark with its issuer as a document of the division `own` means it.

    >>> issued_to(read_mark("南财教"), "130581", 2023).name
    '南宫市财政局'
    """
    if found.decoding is None or found.decoding.basis == "central":
        return found
    signs = found.decoding
    agency = agency_table().agencies[signs.agency]
    places = (*_places(signs.place), *relative_places(signs.place, own, _relative))
    place, basis = choose(places, own, year)
    among = [place] if place and basis != "context" else plausible(places, own, year)
    listed = tuple(_candidate(one, agency) for one in sorted(among, key=_order))
    decoding = replace(signs, basis=basis, candidates=listed)
    if place is None:
        return replace(found, name=None, division=None, tier=None, decoding=decoding)
    return replace(found, name=agency.name_at(place), division=place.code, tier=place.tier, decoding=decoding)


def office_of(decoding: Decoding) -> tuple[str, str] | None:
    """Return in Chinese and English what the signs behind the agency usually stand for, or None.

    >>> office_of(read_mark("邯财资环").decoding)[1]
    'natural resources and environment'
    """
    return agency_table().offices.get(decoding.office)


def _local(run: str, start: int) -> _Split | None:
    """Read a mark from a place that is known by its name or by a sign of its own."""
    table = agency_table()
    opens = _may_begin(run, start)
    for sign in _prefixes(run, start, _LONGEST_PLACE):
        anywhere = sign in table.places and len(sign) == 1
        named = (
            sign in table.places or sign in table.leading or (len(sign) > 1 and _is_name(named_places(sign)))
        )
        if (anywhere or (named and opens)) and (split := _split(run, start, sign)):
            return split
    return None


def _derived(run: str, start: int, *, sure: bool) -> _Split | None:
    """Read a mark from the first sign of a name, or from 市, 县 …, where a name may begin."""
    if not _may_begin(run, start):
        return None
    for sign in _prefixes(run, start, 2):
        if is_known(sign) or sign in _RELATIVE:
            split = _split(run, start, sign)
            if split and (sure or split.agency == _FINANCE):
                return split
    return None


def _split(run: str, start: int, place: str) -> _Split | None:
    """Return agency and office letters behind the sign of a place, if both are known as such."""
    table = agency_table()
    after = start + len(place)
    for sign in _prefixes(run, after, _MOST_LETTERS + 3):
        if sign in table.agencies:
            letters = run[after + len(sign) :]
            if len(letters.removesuffix("字")) <= _MOST_LETTERS and not _holds_mark(letters):
                return _Split(start, place, sign, letters)
    return None


def _issuer(run: str, split: _Split) -> Issuer:
    """Return the mark with its signs; who issues under it is still open."""
    folds = agency_table().agencies[split.agency].folds_zi
    mark = run[split.start :].removesuffix("字") if folds else run[split.start :]
    office = split.letters.removesuffix("字") if folds else split.letters
    return Issuer(mark, split.start, None, None, None, Decoding(split.place, split.agency, office, None))


def _central(run: str, start: int) -> Issuer | None:
    """Read a central mark: only one that is listed, and only where nothing unknown stands before it.

    财教 after a sign that the table does not know may be the mark of another finance department.
    """
    table = agency_table()
    if start and not run[:start].endswith(_ISSUERS_END):
        return None
    mark = run[start:]
    for spelling in (mark, mark.removesuffix("字")):
        issuer, folds_zi = table.central.get(spelling, ("", False))
        issuer, folds_zi = (issuer, folds_zi) if issuer else _of_stem(spelling)
        if issuer and (spelling == mark or folds_zi):
            agency = IssuerCandidate(issuer, CENTRE, "central", "central")
            return Issuer(
                spelling, start, issuer, CENTRE, "central", Decoding("", spelling, "", "central", (agency,))
            )
    return None


def _of_stem(mark: str) -> tuple[str, bool]:
    """Return the issuer whose marks begin like this one: 财办 of 财办预."""
    table = agency_table()
    for size in range(len(mark) - 1, max(1, len(mark) - _MOST_OF_STEM - 1), -1):
        if mark[:size] in table.stems:
            return table.stems[mark[:size]]
    return "", False


def _places(sign: str) -> tuple[Place, ...]:
    """Return all places that a sign may stand for."""
    table = agency_table()
    known = (*table.places.get(sign, ()), *table.leading.get(sign, ()))
    listed = {place.code for place in known}
    return (*known, *(place for place in named_places(sign) if place.code not in listed))


def _relative(code: str) -> Place | None:
    one = division(code)
    return None if one is None else Place(one.formal_name, code, one.tier, "relative", one.first, one.last)


def _candidate(place: Place, agency: Agency) -> IssuerCandidate:
    return IssuerCandidate(agency.name_at(place), place.code, place.tier, place.kind)


_KINDS = ("official", "customary", "name", "relative", "short-name", "first-sign")
_TIERS = ("province", "city", "county")


def _order(place: Place) -> tuple[int, int, str]:
    """The better sign first, then the higher place."""
    return _KINDS.index(place.kind), _TIERS.index(place.tier), place.code


def _is_name(places: Iterable[Place]) -> bool:
    return any(place.kind in ("name", "short-name") for place in places)


def _holds_mark(letters: str) -> bool:
    """Say whether office letters hide the beginning of another mark."""
    table = agency_table()
    return any(
        sign in table.places
        and any(agency in table.agencies for agency in _prefixes(letters, start + len(sign), _LONGEST_PLACE))
        for start in range(len(letters))
        for sign in _prefixes(letters, start, _LONGEST_PLACE)
    )


def _may_begin(run: str, start: int) -> bool:
    """Say whether a name can begin here: at the start, or after an organ or a kind of document."""
    return start == 0 or run[:start].endswith(_ENDINGS)


def _prefixes(run: str, start: int, longest: int) -> Iterator[str]:
    """Yield what begins at a place, longest first."""
    for size in range(min(len(run) - start, longest), 0, -1):
        yield run[start : start + size]


def _table() -> Table:
    return agency_table()
