"""What a project's name says beyond years, document numbers, titles and the unit that carries it out."""

import re
from collections.abc import Iterable

from budgetkg.linking.names import folded
from budgetkg.values.docnumber import find_document_numbers
from budgetkg.values.text import compact

__all__ = ["bare_name"]

_YEARS = re.compile(
    r"(?:(?:19|20)[0-9]{2}|[〇零一二三四五六七八九]{4})\s*(?:[-—~至到、]\s*(?:(?:19|20)?[0-9]{2}))?\s*年?(?:度|初|底|末)?(?=\D|$)"
)
_THIS_YEAR = re.compile(r"(?:本年度?|上年度?|当年|今年|去年|明年|次年)")
_TITLE_WORDS = re.compile(
    r"关于|(?:提前)?下达|预下达|提前|结算|结转|拨付|(?:的)?通知|(?:部分|第[一二三四五六七八九十0-9]+批)|资金预算|预算指标|(?:专项|补助)?(?:资金|经费)$"
)
_LEAST = 2


def bare_name(name: str, hints: Iterable[str] = ()) -> str:
    """Return the name of the work itself.

    >>> bare_name("冀财教〔2023〕12号提前下达2024年中央文物保护资金")
    '中央文物保护'
    >>> bare_name("2024年图书馆-阅读推广活动经费", ["图书馆"])
    '阅读推广活动'
    >>> bare_name("资金")
    '资金'
    """
    text = compact(name)
    for found in reversed(find_document_numbers(text)):
        text = text[: found.start] + text[found.end :]
    text = _THIS_YEAR.sub("", _YEARS.sub("", text))
    text = _without_hint(text, hints)
    bare = _TITLE_WORDS.sub("", _TITLE_WORDS.sub("", folded(text)))
    return bare if len(bare) >= _LEAST else folded(text) or compact(name)


def _without_hint(text: str, hints: Iterable[str]) -> str:
    for hint in sorted((compact(hint) for hint in hints if hint), key=len, reverse=True):
        if text.startswith(hint) and len(text) - len(hint) >= _LEAST:
            return text[len(hint) :].lstrip("-—－_:：")
    return text
