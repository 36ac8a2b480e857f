"""Running text of a section: lines become paragraphs that remember their lines.

A page cut may fall inside a sentence: a line that does not end one is joined to the next, unless
that begins a numbered item.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from budgetkg.documents import Line
from budgetkg.model import Problem, Where
from budgetkg.parsing.joining import join_cut
from budgetkg.parsing.problems import markup
from budgetkg.values.text import clean, unmarked

__all__ = ["Paragraph", "item", "paragraphs"]

#: A line this short is a heading or an item of its own, not a sentence that goes on.
_SHORT_LINE = 25
_ENDS = re.compile(r"[。！？；：:;!?]\s*$")
_ITEM = re.compile(
    r"^[(\uff08]?\s*(?P<number>[一二三四五六七八九十]{1,3}|\d{1,3})\s*(?:[)\uff09]\s*[、.]?|[、\uff0e]|\.(?!\d))\s*"
)
_CHINESE = {sign: value for value, sign in enumerate("一二三四五六七八九十", 1)}


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Clean text with its place; `starts` are the offsets where each of its lines begins."""

    text: str
    lines: tuple[int, ...]
    starts: tuple[int, ...]
    page: int | None

    @property
    def where(self) -> Where:
        """From its first to its last line."""
        return Where(self.lines[0], self.lines[-1], self.page)

    def place(self, start: int, end: int) -> Where:
        """The lines of a part of the text."""
        first = self.lines[bisect_right(self.starts, start) - 1]
        last = self.lines[bisect_right(self.starts, max(start, end - 1)) - 1]
        return Where(first, last, self.page)


def item(text: str) -> tuple[int | None, str]:
    """Return the number of an item and its text; (一), 1、, 1. and （1） are numbers.

    >>> item("(十二) 承办其他任务")
    (12, '承办其他任务')
    >>> item("2.5 万元")
    (None, '2.5 万元')
    """
    match = _ITEM.match(text)
    if not match:
        return None, text
    return _value(match["number"]), text[match.end() :]


def _value(numeral: str) -> int:
    if numeral.isdecimal():
        return int(numeral)
    tens, _, ones = numeral.rpartition("十")
    if "十" not in numeral:
        return _CHINESE[numeral]
    return 10 * (_CHINESE[tens] if tens else 1) + (_CHINESE[ones] if ones else 0)


def paragraphs(lines: Sequence[Line], problems: list[Problem]) -> list[Paragraph]:
    """Return the paragraphs of running text."""
    done: list[_Gathered] = []
    for line in lines:
        plain, changed = unmarked(line.text)
        if changed and not plain.lstrip().startswith("-"):
            problems.append(markup(line.text.strip()[:80], line.where))
        text = clean(plain)
        if not text:
            continue
        if done and done[-1].goes_on(text):
            done[-1].add(text, line.number)
        else:
            done.append(_Gathered([text], [line.number], [0], line.page))
    return [gathered.paragraph() for gathered in done]


@dataclass(slots=True)
class _Gathered:
    """A paragraph while its lines come in."""

    pieces: list[str]
    lines: list[int]
    starts: list[int]
    page: int | None

    def goes_on(self, text: str) -> bool:
        """Whether a line goes on with the sentence above: that has no end, and this is no new item."""
        above = self.pieces[-1]
        long_enough = self.starts[-1] + len(above) > _SHORT_LINE
        return long_enough and not _ENDS.search(above) and not _ITEM.match(text)

    def add(self, text: str, number: int) -> None:
        """Take a line; what a page cut printed twice is kept once."""
        above = self.pieces[-1].rstrip()
        _, repeated = join_cut(above, text)
        self.pieces[-1] = above
        self.starts.append(self.starts[-1] + len(above))
        self.pieces.append(text[len(repeated) :])
        self.lines.append(number)

    def paragraph(self) -> Paragraph:
        return Paragraph("".join(self.pieces), tuple(self.lines), tuple(self.starts), self.page)
