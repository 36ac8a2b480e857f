"""Years that cannot belong to a budget: a date that is over, a plan of years ago, a document to come.

Each row is one text `?printed` of a kind `?field`, in the budget of the year `?fiscal`. Many years are
right in a budget of another one: those of laws and numbered documents, of work over several years, and of
a comparison. So each kind of text has its own idea of what is odd:

- `target`: a date of another year than the budget's;
- `deadline`: a date of an earlier year by which something is to be done;
- `basis` and `name`: a later year.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from budgetkg.validation.audit.evidence import Evidence
from budgetkg.values.docnumber import find_document_numbers
from budgetkg.values.text import half_width

__all__ = ["misplaced_years"]

_YEAR = re.compile(r"(?<![0-9.])((?:19|20)[0-9]{2})(?=年|[-./][0-9]{1,2}(?:[-./月]|$))")
#: Two years and what joins them, or the words that make one year a beginning or a measure.
_SPAN = re.compile(
    r"(?:19|20)[0-9]{2}年?(?:度|[0-9]{1,2}月(?:[0-9]{1,2}日)?)?[-—–~至到]+(?:(?:19|20)[0-9]{2}|[0-9]{2}年)"
)
_BEFORE = re.compile(r"(?:自|从|比|较|与|同|低于|高于|超过|达到|优于|多于|少于|[≥≤><=])$")
#: A date, or the end of a year.
_DATE = re.compile(r"年(?:[0-9]{1,2}月|底|末|内|之前|以前|前|$)|[-./]")
_BY_THEN = re.compile(
    r"年(?:度|[0-9]{1,2}月(?:[0-9]{1,2}日)?)?(?:底|末|中旬|上旬|下旬)?(?:之前|以前|前|完成|到位|全部)"
)
#: What has to follow a year of a kind of text, where not every mention counts.
_SAYS = {"target": (_DATE, _BY_THEN), "deadline": (_BY_THEN,)}
_ANY = re.compile("")
_TITLE = re.compile("《[^《》]*》")
_MASK = "\ue000"
_AROUND = 20

_Odd = Callable[[int, int], bool]
_ODD: Mapping[str, _Odd] = {
    "target": lambda year, fiscal: year != fiscal,
    "deadline": lambda year, fiscal: year < fiscal,
    "basis": lambda year, fiscal: year > fiscal,
    "name": lambda year, fiscal: year > fiscal,
}


def misplaced_years(rows: Sequence[Evidence], texts: Mapping[str, Sequence[str]]) -> Iterable[Evidence]:
    """Yield the texts with years that are odd in their kind of text, with these as `years` and an `excerpt`.

    A text with one of the words `elsewhere` speaks of other years with reason.
    """
    words = tuple(texts["elsewhere"])
    for row in rows:
        field, plain = row.more["field"], "".join(half_width(row.printed).split())
        if any(word in plain for word in words):
            continue
        found = [year for year in _years(plain, field) if _ODD[field](year, int(row.more["fiscal"]))]
        if found:
            listed = ", ".join(dict.fromkeys(str(year) for year in found))
            yield replace(row, more={**row.more, "years": listed, "excerpt": _excerpt(plain, str(found[0]))})


def _excerpt(plain: str, year: str) -> str:
    """Return what stands around a year: a purpose may fill a page."""
    place = plain.index(year)
    start, end = max(0, place - _AROUND), place + len(year) + _AROUND
    return f"{'…' * (start > 0)}{plain[start:end]}{'…' * (end < len(plain))}"


def _years(plain: str, field: str) -> Iterator[int]:
    """Yield the years that a text states of its own matter."""
    bare = _masked(plain, ((one.start, one.end) for one in find_document_numbers(plain)))
    if field != "basis":
        bare = _masked(bare, (match.span() for match in _TITLE.finditer(bare)))
    bare = _masked(bare, (match.span() for match in _SPAN.finditer(bare)))
    for match in _YEAR.finditer(bare):
        begins = _BEFORE.search(bare[: match.start()])
        if not begins and any(pattern.match(bare, match.end()) for pattern in _SAYS.get(field, (_ANY,))):
            yield int(match[1])


def _masked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    signs = list(text)
    for start, end in spans:
        signs[start:end] = _MASK * (end - start)
    return "".join(signs)
