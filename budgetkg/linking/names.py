"""Compare names of bodies: what two of them have in common, and what tells them apart.

A score alone misleads: 第一中学 and 第二中学 are more alike than 疾控中心 and 疾病预防控制中心. So the way in
which two names differ is told first, and a score only where no such way is known.
"""

import re
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable
from functools import lru_cache
from pathlib import Path

from rapidfuzz.distance import DamerauLevenshtein, Levenshtein
from rapidfuzz.fuzz import ratio

from budgetkg.linking.evidence import Evidence
from budgetkg.values.text import compact

__all__ = ["Words", "compared", "core", "folded", "places_of", "similarity", "slip_evidence", "told_apart"]

_RENAMINGS = Path(__file__).with_name("renamings.toml")

_NO_WORD = re.compile(r"[\W_]+")
#: What says that the body itself is meant, without those below it.
_ITSELF = re.compile(r"(?<=.{2})(?:机关本级|本级机关|本级|机关|本部)$")
_FUNCTION_WORDS = re.compile(r"[和与及暨的]")
#: What a place calls itself where its name is told in full.
_TIERS = "市区县旗"
_PLACE_END = "省市州盟区县旗镇乡"
_LONGEST_PLACE, _SHORTEST_REST = 14, 2

#: Signs that tell bodies of one kind apart. Where only these differ, it is no misprint.
_TELLING = frozenset(
    "0123456789一二三四五六七八九十百〇零甲乙丙丁东西南北中上下前后左右内外大小老新男女初高省市县区乡镇村"
)

#: Words for the type of a body that change when it is reorganised while its work stays.
_TYPE = re.compile(
    r"(?:技术|综合|事业|公共|便民|事务|管理|服务|发展|保障|推广|指导|促进|工作|监督|监测|保护|建设){0,3}"
    r"(?:中心|总站|站|所|队|大队|支队|办公室|办|处|室|局|科|股|委员会|委|段|场)"
)
_LEAST_CORE = 2


def folded(name: str) -> str:
    """Return a name without signs that are no words, and without 本级.

    >>> folded("示例区文旅局（本级）") == folded("示例区 文旅局-机关") == folded("示例区文旅局")
    True
    """
    return _ITSELF.sub("", _NO_WORD.sub("", compact(name)))


def places_of(names: Iterable[str]) -> tuple[str, ...]:
    """Return the words for the place that begin the names of one division, longest first.

    >>> places_of(["某市示例区教育局", "某市示例区图书馆", "某市示例区文化馆", "示例区公证处"])
    ('某市示例区', '示例区', '某市')
    """
    known = sorted({folded(name) for name in names})
    counts = Counter(
        name[:length]
        for name in known
        for length in range(2, min(_LONGEST_PLACE, len(name) - _SHORTEST_REST) + 1)
    )
    wanted = max(2, len(known) // 3)
    found = {start for start, count in counts.items() if start[-1] in _PLACE_END and count >= wanted}
    # Where most names begin alike, that is the place, whatever it ends in.
    most = [start for start, count in counts.items() if count >= 3 and count * 5 >= len(known) * 4]
    found |= (
        {max(most, key=len)}
        if most and (len(known) > 3 or counts[max(most, key=len)] == len(known))
        else set()
    )
    found |= {place[cut:] for place in found for cut in _cuts(place)}
    return tuple(sorted(found, key=lambda place: (-len(place), place)))


def _cuts(place: str) -> list[int]:
    """Return where a longer place ends inside a place: 某市|示例区."""
    return [at for at in range(2, len(place) - 1) if place[at - 1] in "省市州盟"]


def core(name: str, places: Iterable[str] = ()) -> str:
    """Return what is left of a name without its place and function words.

    >>> core("示例区文化广电和旅游局", ["示例区"])
    '文化广电旅游局'
    """
    plain = folded(name)
    for place in places:
        if plain.startswith(place) and len(plain) - len(place) >= _SHORTEST_REST:
            plain = plain[len(place) :]
            break
    return _FUNCTION_WORDS.sub("", plain) or plain


def similarity(one: str, other: str) -> float:
    """Return how alike two texts are, from 0 to 1: the scorer that the benchmark found best."""
    return ratio(one, other) / 100


def compared(one: str, other: str, places: Iterable[str] = ()) -> Evidence | None:
    """Return what the names of two bodies say about whether they are one; None where nothing speaks for it.

    >>> compared("示例区卫生和计划生育局", "示例区卫生健康局", ["示例区"]).signal
    'renamed'
    >>> compared("示例区第一中学", "示例区第二中学", ["示例区"]).signal
    'told-apart'
    >>> compared("示例区图书馆", "示例区公证处", ["示例区"]) is None
    True
    """
    said = f"{one} ~ {other}"
    if folded(one) == folded(other):
        return Evidence("same-name", said, 14.0)
    first, second = core(one, places), core(other, places)
    if first == second:
        return Evidence("function-words", said, 10.0)
    for way in _WAYS:
        found = way(first, second)
        if found is not None:
            signal, weight = found
            return Evidence(signal, said, weight)
    score = similarity(first, second)
    bits = _weight(score)
    return None if bits is None else Evidence("similar-name", f"{said} {score:.2f}", bits)


def _weight(score: float) -> float | None:
    if score >= 0.8:
        return 3.0
    if score >= 0.65:
        return 0.5
    return -3.0 if score >= 0.5 else None


#: A way in which names differ: its signal and weight, or None where they do not differ so.
_Way = Callable[[str, str], tuple[str, float] | None]


def told_apart(one: str, other: str) -> bool:
    """Return whether texts differ by numbers or directions alone.

    >>> told_apart("管网改造一期", "管网改造二期")
    True
    """
    return one != other and _told_apart(one, other) is not None


def _place_sign(one: str, other: str) -> tuple[str, float] | None:
    """One name calls its place in full: 示例区法律援助中心, 示例法律援助中心."""
    shorter, longer = sorted((one, other), key=len)
    return ("function-words", 9.0) if longer[0] in _TIERS and longer[1:] == shorter else None


def _told_apart(one: str, other: str) -> tuple[str, float] | None:
    """Names of one length that differ by numbers or directions alone are names of two bodies."""
    if len(one) != len(other):
        return None
    pairs = [(a, b) for a, b in zip(one, other, strict=True) if a != b]
    telling = all(a in _TELLING and b in _TELLING for a, b in pairs)
    return ("told-apart", -8.0) if telling else None


def _misprint(one: str, other: str) -> tuple[str, float] | None:
    """One sign is missing, doubled, or changed places with its neighbour, or one stands for another."""
    shorter = min(len(one), len(other))
    if shorter < 3 or DamerauLevenshtein.distance(one, other, score_cutoff=1) > 1:
        return None
    if len(one) != len(other) and _changed(one, other) & _TELLING:
        return "told-apart", -2.0
    # 农业站 and 林业站 are one sign apart, too: a sign for another says less than a slip of the pen.
    slip = 8.0 if Levenshtein.distance(one, other) > 1 or len(one) != len(other) else 4.0
    return "misprint", slip if shorter >= 5 else slip - 1.5 if shorter == 4 else slip - 3.0


def slip_evidence(one: str, other: str, words: "Words") -> list[Evidence]:
    """Return what speaks for or against a misprint where one sign stands for another: sound and words.

    A sign is often mistaken for one that sounds alike; and what is misprinted is a word that stands
    nowhere else, while two bodies with other work each have a word that does.
    """
    first, second = words.core(one), words.core(other)
    if len(first) != len(second):
        return []
    at = [place for place, (a, b) in enumerate(zip(first, second, strict=True)) if a != b]
    if len(at) != 1:
        return []
    a, b = first[at[0]], second[at[0]]
    found = [Evidence("sound", f"{a} ~ {b}", 3.0 if _sounds(a) & _sounds(b) else -1.0)]
    known = [words.has_around(name, at[0]) for name in (first, second)]
    if any(known):
        found.append(Evidence("word", f"{a} ~ {b}", -3.0 if all(known) else 1.5))
    return found


@lru_cache(maxsize=4096)
def _sounds(sign: str) -> frozenset[str]:
    from pypinyin import Style, pinyin

    return frozenset(sound for sounds in pinyin(sign, style=Style.NORMAL, heteronym=True) for sound in sounds)


class Words:
    """The names of one division, by department: words for the place, and pairs of signs in several names."""

    def __init__(self, groups: Iterable[Iterable[str]], more: Iterable[str] = ()) -> None:
        by_group = [{folded(name) for name in names} for names in groups]
        listed = {name for names in by_group for name in names}
        places = {place for names in (listed, *by_group) for place in places_of(names)}
        self.places = tuple(sorted(places, key=lambda place: (-len(place), place)))
        pairs = Counter(pair for name in listed for pair in _pairs(core(name, self.places)))
        self._known = {pair for pair, count in pairs.items() if count > 1}
        self._known |= {pair for text in more for pair in _pairs(folded(text))}

    def core(self, name: str) -> str:
        """Return a name without the words for the place."""
        return core(name, self.places)

    def has_around(self, name: str, place: int) -> bool:
        """Return whether a sign makes a known word with the sign before or behind it."""
        return any(name[at : at + 2] in self._known for at in (place - 1, place) if 0 <= at < len(name) - 1)


def _pairs(text: str) -> set[str]:
    return {text[at : at + 2] for at in range(len(text) - 1)}


def _changed(one: str, other: str) -> set[str]:
    signs = set()
    for step in Levenshtein.editops(one, other):
        signs |= {one[step.src_pos]} if step.tag != "insert" else set()
        signs |= {other[step.dest_pos]} if step.tag != "delete" else set()
    return signs


def _renamed(one: str, other: str) -> tuple[str, float] | None:
    best: tuple[str, float] | None = None
    for old, new in _renamings():
        for a, b in ((one, other), (other, one)):
            if old not in a or new not in b or (old in new and new in a):
                continue
            rest = similarity(a.replace(old, "", 1), b.replace(new, "", 1)) if a != old or b != new else 1.0
            if a.replace(old, new, 1) == b:
                return "renamed", 9.0
            if rest >= 0.6:
                best = "renamed", 4.0
    return best


@lru_cache(maxsize=1)
def _renamings() -> tuple[tuple[str, str], ...]:
    listed = tomllib.loads(_RENAMINGS.read_text(encoding="utf-8"))["renamings"]
    return tuple((core(old), core(new)) for old, new, _ in listed)


def _other_type(one: str, other: str) -> tuple[str, float] | None:
    """The work is the same and the type of body another: 林业站, 林业发展中心."""
    for length in range(_common_start(one, other), _LEAST_CORE - 1, -1):
        if _TYPE.fullmatch(one[length:]) and _TYPE.fullmatch(other[length:]):
            return "other-type", 6.0 if length > _LEAST_CORE else 4.0
    return None


def _common_start(one: str, other: str) -> int:
    pairs = zip(one, other, strict=False)
    return next((at for at, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def _abbreviation(one: str, other: str) -> tuple[str, float] | None:
    """The shorter name has signs of the longer in order, and both begin and end alike: 疾控中心."""
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) < 3 or len(shorter) == len(longer):
        return None
    if shorter[0] != longer[0] or shorter[-1] != longer[-1] or not _within(shorter, longer):
        return None
    return "abbreviation", 6.0 if len(shorter) >= 4 else 3.0


def _longer(one: str, other: str) -> tuple[str, float] | None:
    """One name is the end of the other: 公共图书馆, 图书馆. It may as well be a part of it."""
    shorter, longer = sorted((one, other), key=len)
    return ("similar-name", 1.5) if len(shorter) >= 3 and longer.endswith(shorter) else None


def _within(shorter: str, longer: str) -> bool:
    signs = iter(longer)
    return all(sign in signs for sign in shorter)


#: In the order in which they are tried.
_WAYS: tuple[_Way, ...] = (_place_sign, _told_apart, _renamed, _misprint, _other_type, _abbreviation, _longer)
