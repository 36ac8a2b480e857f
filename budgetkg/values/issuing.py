"""Which of the places that a sign may stand for is meant.

Official abbreviations of provinces decide by themselves; so do names and customary signs that no
other place shares. Everything else needs a context: the division of the document that prints the
mark. A document cites its own county, prefecture and province, then its neighbours. What is not
decided stays a list of candidates.
"""

from collections.abc import Callable, Iterable, Sequence

from budgetkg.divisions import chain, latest_year
from budgetkg.values.agency_table import Place

__all__ = ["Choice", "choose", "in_force", "plausible", "relative_places"]

#: How good a sign is: the first sign of a county is the weakest, and counts in that county only.
_RANKS = {"official": 0, "customary": 0, "name": 0, "relative": 0, "short-name": 1, "first-sign": 2}

#: The place, or None, and what decided: sign, name, context, or None.
Choice = tuple[Place | None, str | None]

_RELATIVE = {
    "省": "province",
    "市": "city",
    "州": "city",
    "盟": "city",
    "县": "county",
    "区": "county",
    "旗": "county",
}


def relative_places(
    sign: str, own: str | None, places_of: Callable[[str], Place | None]
) -> tuple[Place, ...]:
    """Return the places that 省, 市, 县, 区 may mean in a document: those above it that are called so."""
    if sign not in _RELATIVE:
        return ()
    above = [place for code in chain(own) if (place := places_of(code)) is not None]
    return tuple(place for place in above if place.name.endswith(sign))


def choose(candidates: Sequence[Place], own: str | None, year: int | None) -> Choice:
    """Return which place is meant. `own` is the division of the document, `year` that of the number."""
    valid = in_force(candidates, year)
    above = chain(own, year)
    near = [place for place in valid if place.code in above]
    if near:
        return _best(near, valid, certain=len({place.code for place in valid}) == 1)
    strong = [place for place in valid if _rank(place) == 0]
    if own is not None and above:
        for close in (_neighbours(strong or valid, own, above), _province(strong or valid, above)):
            if close:
                return _best(close, valid, certain=False)
    return _alone(valid, strong)


def in_force(candidates: Iterable[Place], year: int | None) -> list[Place]:
    """Return one version of each place: those of the year, where there are any, else the newest ones."""
    wanted = latest_year() if year is None else min(year, latest_year())
    oldest_first = sorted(candidates, key=lambda place: place.last)
    found: dict[str, Place] = {}
    for place in sorted(oldest_first, key=lambda place: (_rank(place), -place.last)):
        if place.first - 1 <= wanted <= place.last + 1:
            found.setdefault(place.code, place)
    return list(found.values()) or list({place.code: place for place in oldest_first}.values())


def plausible(places: Iterable[Place], own: str | None, year: int | None) -> list[Place]:
    """Return the candidates worth naming: in a context those of its province; else no county that is
    known by its first sign alone, where others are."""
    valid = in_force(places, year)
    above = chain(own, year)
    near = [place for place in valid if place.code[:2] == above[-1][:2]] if above else []
    return near or [place for place in valid if _rank(place) <= 2] or valid


def _rank(place: Place) -> int:
    return _RANKS[place.kind] + (place.kind == "first-sign" and place.tier == "county")


def _best(close: Sequence[Place], valid: Sequence[Place], *, certain: bool) -> Choice:
    """Return the only place with the best sign."""
    best = min(_rank(place) for place in close)
    found = _not_below([place for place in close if _rank(place) == best])
    if len(found) != 1:
        return None, None
    alone = _alone(valid, [place for place in valid if _rank(place) == 0])
    if alone[0] == found[0]:
        return alone
    return found[0], "name" if certain and found[0].kind in ("name", "short-name") else "context"


def _neighbours(places: Iterable[Place], own: str, above: Sequence[str]) -> list[Place]:
    """Counties below the document's division, or in its prefecture."""
    prefecture = next((code for code in above if code[4:] == "00" and code[2:] != "0000"), None)
    return [
        place
        for place in places
        if place.tier == "county"
        and ((lies := chain(place.code, place.last)) and (own in lies or (prefecture or own) in lies))
    ]


def _province(places: Iterable[Place], above: Sequence[str]) -> list[Place]:
    """Prefectures in the document's province."""
    return [place for place in places if place.tier != "county" and place.code[:2] == above[-1][:2]]


def _alone(valid: Sequence[Place], strong: Sequence[Place]) -> Choice:
    """Return what a sign stands for everywhere: nothing where another place may be meant."""
    if any(place.kind == "official" for place in strong):
        rivals = [place for place in strong if place.kind != "name"]
    elif strong:
        rivals = [*strong, *(place for place in valid if _rank(place) == 2)]
    else:
        rivals = _not_below([place for place in valid if place.kind == "short-name"])
    if len(rivals) != 1 or rivals[0].kind == "relative":
        return None, None
    return rivals[0], "sign" if rivals[0].kind in ("official", "customary") else "name"


def _not_below(places: Sequence[Place]) -> list[Place]:
    """Leave out counties that bear the short name of their prefecture: 承德 alone is the city."""
    codes = {place.code for place in places if place.kind == "short-name"}
    return [
        place
        for place in places
        if place.kind != "short-name" or not codes & set(chain(place.code, place.last)[1:])
    ]
