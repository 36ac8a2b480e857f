"""Put together what a page break cut.

A cut may fall inside a word, a code or a number, and some converters print the last signs
again on the next page. The pieces are joined without a space; what was printed twice is kept
once and reported. Digits are never taken for a repetition: 1 and 1 may well be 11.
"""

import re
from collections.abc import Iterable

from budgetkg.model import Problem, Where
from budgetkg.parsing.problems import cut_repeated, markup
from budgetkg.values.text import clean, compact, unmarked

__all__ = ["PrintedText", "join_cut", "join_digits", "spanned"]

#: A page prints a few signs again, not whole paragraphs.
_LONGEST_REPEAT = 60
_CJK = re.compile(r"[\u3400-\u9fff]")


def join_cut(left: str, right: str) -> tuple[str, str]:
    """Return the joined text and what was printed twice.

    >>> join_cut("通过学习党的最新理论", "论成果，更好")
    ('通过学习党的最新理论成果，更好', '论')
    >>> join_cut("金额 1", "1 万元")
    ('金额 11 万元', '')
    """
    left, right = left.rstrip(), right.lstrip()
    for size in range(min(len(left), len(right), _LONGEST_REPEAT), 0, -1):
        repeated = right[:size]
        if left.endswith(repeated) and _CJK.search(repeated):
            return left + right[size:], repeated
    return left + right, ""


def join_digits(pieces: list[str]) -> str:
    """Return the pieces of a code or number as one, without white space.

    >>> join_digits(["2013 ", "3"])
    '20133'
    """
    return "".join(compact(piece) for piece in pieces)


class PrintedText:
    """Text of one cell as it grows over page cuts: pieces in, clean text and problems out."""

    def __init__(self, text: str, where: Where) -> None:
        self.pieces = [text] if text.strip() else []
        self.first, self.last, self.page = where.first, where.last, where.page

    def add(self, text: str, where: Where) -> None:
        """Take another piece from the next line or page."""
        if text.strip():
            if not self.pieces:
                self.first, self.page = where.first, where.page
            self.pieces.append(text)
            self.last = where.last

    @property
    def where(self) -> Where:
        """From the first to the last line of the text."""
        return Where(self.first, self.last, self.page)

    @property
    def printed(self) -> str:
        """The pieces as printed, one a line."""
        return "\n".join(piece.strip() for piece in self.pieces)

    def digits(self) -> str:
        """The pieces as a code or number."""
        return join_digits(self.pieces)

    def read(self, problems: list[Problem]) -> str:
        """Return the clean text; markup and repetitions at a cut are reported."""
        text = ""
        for piece in self.pieces:
            plain, changed = unmarked(piece)
            plain = clean(plain)
            if changed:
                problems.append(markup(piece.strip()[:80], self.where))
            text, repeated = join_cut(text, plain) if text else (plain, "")
            if repeated:
                problems.append(cut_repeated(repeated, clean(text), self.where))
        return clean(text)


def spanned(texts: Iterable[PrintedText]) -> Where:
    """Return the place of a record: from the first to the last line of its cells."""
    places = [text.where for text in texts]
    return Where(min(p.first for p in places), max(p.last for p in places), places[0].page)
