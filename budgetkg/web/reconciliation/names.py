"""When two names are the same, and how much alike they are otherwise.

Names are the same where they differ in layout alone: white space, the width of signs, the form of
brackets and dashes, quotation marks. What is left out beyond that (a place before a name, 本级 behind
it) makes names alike and never the same.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from budgetkg.values.text import compact

__all__ = ["LONGEST", "Likeness", "Parts", "folded", "likeness", "parts"]

#: No name is as long as this: a longer text is looked up as a whole and compared with nothing.
LONGEST = 300

_FOLDED = str.maketrans(
    {
        **dict.fromkeys("[{〔【〖﹝「『〈", "("),
        **dict.fromkeys("]}〕】〗﹞」』〉", ")"),
        **dict.fromkeys("－—–‐‑‒―﹣−", "-"),
        **dict.fromkeys("《》“”‘’\"'`", None),
        "、": ",",
        "。": ".",
        "·": None,
        "•": None,
        "・": None,
    }
)
_DASHES = re.compile(r"-{2,}")

_PARTY = re.compile(r"^(?:中国共产党|中共)")
_PLACE = re.compile(r"^[\u4e00-\u9fff]{2,7}?(?:自治[区州县旗]|[省市县区旗盟])")
#: Words that end in the sign of a place without being one.
_NO_PLACE = re.compile(
    r"(?:社区|办公区|工作区|生活区|园区|景区|校区|小区|片区|库区|灾区|林区|牧区|辖区|城市|超市|股市|门市|都市|跨省|全[省市县区])$"
)
_OWN_LEVEL = re.compile(r"(?:\((?:本级|机关)\)|-?(?:本级|机关本级))$")
_NUMBERS = re.compile(r"[0-9]+")
_ZEROS = re.compile(r"^0+(?=[0-9])")

_MOST = 99.0  # only the same name has 100
_CORE, _SHORT_CORE = 0.97, 0.8
_LONG_CORE = 3
_OTHER_NUMBERS, _OTHER_PLACE = 0.7, 0.7
_CONTAINED_LEAST, _CONTAINED_MORE = 55.0, 40.0
_SHORTEST_CONTAINED = 2


@dataclass(frozen=True, slots=True)
class Parts:
    """A folded name, the place that it begins with, and what is left without that and 本级."""

    whole: str
    place: str
    core: str


@dataclass(frozen=True, slots=True)
class Likeness:
    """How much alike two names are, from 0 to 100, and why."""

    score: float
    whole: float
    core: float
    numbers_agree: bool
    places_agree: bool


@lru_cache(maxsize=1 << 14)
def folded(name: str) -> str:
    """Return a name without what is layout: two names are the same if these are.

    >>> folded("区委 宣传部（本级）") == folded("区委宣传部[本级]")
    True
    """
    return _DASHES.sub("-", compact(name).translate(_FOLDED).casefold())


@lru_cache(maxsize=1 << 14)
def parts(key: str) -> Parts:
    """Return a folded name taken apart: the place before it, and what is left without place and 本级.

    >>> parts(folded("某某市某某区教育局（本级）"))
    Parts(whole='某某市某某区教育局(本级)', place='某某市某某区', core='教育局')
    >>> parts("社区服务中心").core
    '社区服务中心'
    """
    place, left = "", _OWN_LEVEL.sub("", _PARTY.sub("", key))
    while match := _PLACE.match(left):
        rest = left[match.end() :]
        if len(rest) < 2 or _NO_PLACE.search(match[0]):
            break
        place, left = place + match[0], rest
    return Parts(key, place, left or key)


def likeness(one: Parts, other: Parts) -> Likeness:
    """Return how much alike two names are.

    Numbers are what tells the projects of two years or two notices apart, and places the offices of
    two districts: where they differ, names that are alike otherwise are likely two things.
    """
    whole, cores = fuzz.ratio(one.whole, other.whole), fuzz.ratio(one.core, other.core)
    credit = _CORE if min(len(one.core), len(other.core)) >= _LONG_CORE else _SHORT_CORE
    score = min(_MOST, max(whole, cores * credit, _contained(one.whole, other.whole)))
    numbers = _numbers(one.whole) == _numbers(other.whole)
    places = one.place in other.place or other.place in one.place
    score *= (1 if numbers else _OTHER_NUMBERS) * (1 if places else _OTHER_PLACE)
    return Likeness(score, whole, cores, numbers, places)


def _contained(one: str, other: str) -> float:
    """Return what it counts that one name stands within the other: the longer the part, the more."""
    short, long = sorted((one, other), key=len)
    if len(short) < _SHORTEST_CONTAINED or short not in long:
        return 0.0
    return _CONTAINED_LEAST + _CONTAINED_MORE * len(short) / len(long)


def _numbers(key: str) -> list[str]:
    return sorted(_ZEROS.sub("", number) for number in _NUMBERS.findall(key))
