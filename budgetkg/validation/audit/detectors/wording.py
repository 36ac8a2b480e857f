"""What is printed twice over, without its other half, miscounted, or under another heading than its own.

All of these look at the text alone. White space, the kind of a bracket and the length of a dash are layout
and make no difference.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from budgetkg.validation.audit.evidence import Evidence
from budgetkg.values.text import compact, half_width

__all__ = ["folded", "miscounts", "repeated_words", "unlike_headings", "unpaired_marks"]

_OPENING = "(〔[【《〈「『“"
_CLOSING = ")〕]】》〉」』”"
_BRACKETS = str.maketrans("〔[【〕]】", "((()))")
_DASHES = re.compile("[-‐‑‒–—―−~～]+")
_QUOTES = re.compile("[\"'“”‘’＂＇「」『』]")

#: The number before a heading: 4、 4. (4) 四、
_NUMBER = re.compile(r"(?:\(?第?[0-9零一二三四五六七八九十百]+\)?[、.．,，:：]?)?")

#: Words twice in a row, or a longer piece twice with a comma between and an end behind.
_TWICE = re.compile(r"([\u4e00-\u9fff]{2,})\1|([\u4e00-\u9fff]{3,})[、,;。]\2(?![\u4e00-\u9fff])")
_COUNT = r"(?<![0-9第其])(?<!其中)([0-9]+|[一二两三四五六七八九]?十?[一二三四五六七八九]?)个"
_DIGITS = {sign: number for number, sign in enumerate("零一二三四五六七八九")} | {"两": 2}
#: Words that may well stand twice: 一步一步, 逐个逐个.
_MAY_REPEAT = re.compile("^[一逐每各件次]")


def folded(text: str) -> str:
    """Return text without what is layout: white space, kinds of brackets and quotes, lengths of dashes.

    >>> folded("宣传部--“扫黄打非” 经费〔一〕") == folded("宣传部—扫黄打非经费（一）")
    True
    """
    return _DASHES.sub("-", _QUOTES.sub("", compact(text).translate(_BRACKETS)))


def unlike_headings(rows: Sequence[Evidence], texts: Mapping[str, Sequence[str]]) -> Iterable[Evidence]:
    """Yield the things whose heading `?printed` is not number, `?label` and one of the words `suffix`.

    Without a heading or a name nothing is said: such a row is "missing".
    """
    suffixes = sorted((folded(word) for word in texts["suffix"]), key=len, reverse=True)
    for row in rows:
        name, heading = folded(row.label), folded(row.printed)
        if not name or not heading:
            yield replace(row, verdict="missing")
        elif not _is_heading_of(name, heading, suffixes):
            yield row


def _is_heading_of(name: str, heading: str, suffixes: Sequence[str]) -> bool:
    ends = [suffix for suffix in suffixes if heading.endswith(suffix)]
    bare = [heading.removesuffix(suffix) for suffix in ends] or [heading]
    return any(one.endswith(name) and _NUMBER.fullmatch(one.removesuffix(name)) for one in bare)


def miscounts(rows: Sequence[Evidence], texts: Mapping[str, Sequence[str]]) -> Iterable[Evidence]:
    """Yield the texts that count `counted` things otherwise than `?listed` says, as `stated`.

    One less is right as well: the text may leave out the one that the others belong to.
    """
    words = "|".join(sorted(map(re.escape, texts["counted"]), key=len, reverse=True))
    pattern = re.compile(f"{_COUNT}(?:{words})")
    for row in rows:
        listed = int(row.more["listed"])
        stated = [_number(match[1]) for match in pattern.finditer(compact(row.printed)) if match[1]]
        if stated and not {listed, listed - 1} & set(stated):
            yield replace(row, more={**row.more, "stated": str(stated[0])})


def _number(printed: str) -> int:
    """Return the number below a hundred that is printed in digits or in Chinese.

    >>> [_number(text) for text in ("12", "五", "十", "十二", "二十", "二十三")]
    [12, 5, 10, 12, 20, 23]
    """
    if printed.isdecimal():
        return int(printed)
    tens, ten, ones = printed.rpartition("十")
    return 10 * _DIGITS.get(tens, 1) * bool(ten) + _DIGITS.get(ones, 0)


def repeated_words(rows: Sequence[Evidence], texts: Mapping[str, Sequence[str]]) -> Iterable[Evidence]:
    """Yield the texts in which words stand twice in a row, with these words as `twice`."""
    for row in rows:
        match = next((one for one in _TWICE.finditer(compact(row.printed)) if _is_odd(one)), None)
        if match is not None:
            yield replace(row, more={**row.more, "twice": match[1] or match[2]})


def _is_odd(match: re.Match[str]) -> bool:
    words = match[1] or match[2]
    return len(set(words)) > 1 and not _MAY_REPEAT.match(words)


def unpaired_marks(rows: Sequence[Evidence], texts: Mapping[str, Sequence[str]]) -> Iterable[Evidence]:
    """Yield the texts with a bracket or quotation mark that lacks its other half, as `mark`."""
    for row in rows:
        mark = _unpaired(row.printed)
        if mark is not None:
            yield replace(row, more={**row.more, "mark": mark})


def _unpaired(text: str) -> str | None:
    """Return the first mark that nothing closes or that closes nothing.

    A bracket of one kind may close one of another: that is a matter of style. A list is numbered 1) 2).
    """
    waiting: list[str] = []
    plain = half_width(text)
    for place, sign in enumerate(plain):
        if sign in _OPENING:
            waiting.append(sign)
        elif sign in _CLOSING and waiting:
            waiting.pop()
        elif sign in _CLOSING and not (sign == ")" and plain[:place][-1:].isdigit()):
            return sign
    return waiting[0] if waiting else None
