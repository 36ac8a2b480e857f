"""How much the words of two names have in common, where rare words count more than common ones.

Chinese names have no spaces: pairs of signs stand for words. A pair that many names share
(工作, 管理, the name of the place) says little; its weight falls with the number of names it is in.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

__all__ = ["begins_with", "cores", "hint_likeness", "overlap", "pairs", "signs", "weights"]

#: The share of the greatest weight below which a word tells nothing; at most a weight of one, which
#: words have that stand in a third of the texts.
_COMMON = 0.4
_RUN = re.compile(r"[\u3400-\u9fff]+")


def pairs(text: str) -> frozenset[str]:
    """Return the pairs of neighbouring Chinese signs in a text.

    >>> sorted(pairs("法律援助（2024年）"))
    ['律援', '援助', '法律']
    """
    return frozenset(run[at : at + 2] for run in _RUN.findall(text) for at in range(len(run) - 1))


def signs(text: str) -> frozenset[str]:
    """Return the Chinese signs of a text and the pairs of neighbours.

    >>> sorted(signs("侨联2"))
    ['侨', '侨联', '联']
    """
    return pairs(text).union(*_RUN.findall(text))


def weights(texts: Sequence[frozenset[str]], *, spread: bool = False) -> dict[str, float]:
    """Return the weight of each word: none if all texts have it, the more the fewer have it.

    `texts` are the words of each. With `spread`, a word that comes again is no news each time: its
    weight is divided by the root of how often it comes. What is fairly common weighs nothing, or much
    of it would look like evidence. A single sign weighs half: 侨 says less than 侨联.
    """
    counted = Counter(word for words in texts for word in words)
    whole = len(texts) + 0.5
    common = min(_COMMON * math.log(whole / 1.5), 1.0)
    return {
        word: max(math.log(whole / (count + 0.5)) - common, 0.0)
        * (1.0 if len(word) > 1 else 0.5)
        / (math.sqrt(count) if spread else 1.0)
        for word, count in counted.items()
    }


def overlap(one: Iterable[str], other: frozenset[str], *scales: Mapping[str, float]) -> float:
    """Return the sum of weights of shared words; each has the least weight of all scales."""
    return sum(min(scale.get(word, 0.0) for scale in scales) for word in one if word in other)


def hint_likeness(hint: str, name: str) -> float:
    """Return how well a short form (编办, 宣传部) fits a full name, from 0 to 1.

    >>> hint_likeness("宣传部", "青禾宣传部"), hint_likeness("宣传部", "青禾宣传部-事业")
    (1.0, 0.9)
    >>> hint_likeness("编办", "青禾区机构编制委员会办公室"), hint_likeness("编办", "青禾团委")
    (0.8, 0.0)
    """
    if name.endswith(hint) or name.removesuffix("本级").rstrip("-—－（(").endswith(hint):
        return 1.0
    if hint in name:
        return 0.9
    if _in_order(hint, name):
        return 0.8
    common = max((length for length in range(2, len(hint)) if _shares_run(hint, name, length)), default=0)
    return 0.8 * common / len(hint)


def begins_with(name: str, core: str) -> bool:
    """Return whether a name begins with all signs of a short name, at most two others among them.

    >>> begins_with("团区委工作经费", "团委"), begins_with("青年工作经费", "团委")
    (True, False)
    """
    return len(core) > 1 and name[:1] == core[0] and _in_order(core, name[: len(core) + 2])


def cores(names: Sequence[str]) -> list[str]:
    """Return the names without what they share at the beginning with another name: the place.

    >>> cores(["青禾团委", "青禾妇联", "青禾妇联-事业", "柳岸区档案馆"])
    ['团委', '妇联', '妇联-事业', '柳岸区档案馆']
    """
    return [name[max((_shared(name, other) for other in names), default=0) :] for name in names]


def _shared(one: str, other: str) -> int:
    """Return how many signs two names share at the beginning, if a name is left of both."""
    length = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), 0)
    left = (one[length : length + 2], other[length : length + 2])
    return length if length > 1 and all(_RUN.fullmatch(rest) and len(rest) == 2 for rest in left) else 0


def _in_order(hint: str, name: str) -> bool:
    signs = iter(name)
    return all(sign in signs for sign in hint)


def _shares_run(hint: str, name: str, length: int) -> bool:
    return any(hint[at : at + length] in name for at in range(len(hint) - length + 1))
