"""Years in running text that are not the budget's: where may another year stand?

`?printed` is the text, `?year` the budget year. In 《》 and in document numbers any year may stand; so may
one that begins or ends a span, or that a thing is compared with.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from budgetkg.validation.audit.detectors.sentences import amounts_in, squeezed
from budgetkg.validation.audit.evidence import Evidence

__all__ = ["compared_years", "opening_years", "past_years"]

_NAMED = re.compile(r"《[^》]*》|[\[(〔【]\d{4}[\])〕】]|关于[^,。;]*?的(?:通知|意见|办法|规划|方案)")
_SPAN = re.compile(r"\d{4}年?[-—–~至到]+\d{4}年?")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)年")
_SINCE = re.compile(r"(?:自|从|截至|截止|截止到|比|较|与|同|始于|成立于)$")
_ONWARD = re.compile(r"^(?:\d{1,2}月)?(?:\d{1,2}日)?(?:以来|以前|以后|起|底|末)")
_OPENING = re.compile(r"(?:^|[。;])(?:本|我)?(?:部门|单位)?((?:19|20)\d\d)年")
_COMPARED = re.compile(r"(?:较|比|与|同)((?:19|20)\d\d)年")


def past_years(rows: Sequence[Evidence], texts: Mapping[str, Sequence[str]]) -> Iterable[Evidence]:
    """Yield texts that speak of a year before the budget's as if it were the budget's.

    `years` are which, `words` the clause that the first of them stands in.
    """
    for row in rows:
        text = _SPAN.sub("", _NAMED.sub("", squeezed(row.printed)))
        found = [
            match
            for match in _YEAR.finditer(text)
            if int(match[1]) < int(row.more["year"])
            and not _SINCE.search(text[: match.start()])
            and not _ONWARD.match(text[match.end() :])
        ]
        if found:
            years = "、".join(dict.fromkeys(match[1] for match in found))
            yield replace(row, more={**row.more, "years": years, "words": _clause(text, found[0].start())})


def _clause(text: str, place: int) -> str:
    start = max(text.rfind(mark, 0, place) for mark in ",;。") + 1
    return re.split("[,;。]", text[start:], maxsplit=1)[0]


def opening_years(rows: Sequence[Evidence], texts: Mapping[str, Sequence[str]]) -> Iterable[Evidence]:
    """Yield texts with amounts that open with another year and never name the budget's; `years` is which."""
    for row in rows:
        text = _NAMED.sub("", squeezed(row.printed))
        match = _OPENING.search(text)
        named = {found[1] for found in _YEAR.finditer(text)}
        if match and amounts_in(text) and row.more["year"] not in named:
            yield replace(row, more={**row.more, "years": match[1]})


def compared_years(rows: Sequence[Evidence], texts: Mapping[str, Sequence[str]]) -> Iterable[Evidence]:
    """Yield texts that compare with years, but not with the one before the budget's; `years` are which."""
    for row in rows:
        before = int(row.more["year"]) - 1
        found = dict.fromkeys(match[1] for match in _COMPARED.finditer(squeezed(row.printed)))
        if found and str(before) not in found:
            yield replace(row, more={**row.more, "years": "、".join(found)})
