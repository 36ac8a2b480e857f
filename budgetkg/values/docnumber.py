"""Find official document numbers (发文字号) in running text.

A number is mark, year, serial: 邯财教〔2023〕104号 (GB/T 9704-2012, 7.2.5). Documents print it with
any brackets, with 第 and zeros, without 号, cut by line breaks, and glued to the words before it.
Everything is folded to one spelling; where it stood and what was printed is kept.
"""

import re
from dataclasses import dataclass, replace

from budgetkg.model import DocumentNumber
from budgetkg.values.agencies import Issuer, issued_to, read_decree_organ, read_mark
from budgetkg.values.text import half_width

__all__ = ["Found", "find_document_numbers"]


@dataclass(frozen=True, slots=True)
class Found:
    """A document number and its place in the text that was searched."""

    number: DocumentNumber
    start: int
    end: int


_MAYBE = re.compile(r"[〔\[［【(（﹝〖]\s*[0-9０-９]|令\s*第|令\s*[0-9０-９]|号\s*令")
_BRACKETS = str.maketrans("[【(﹝〖]】)﹞〗", "〔〔〔〔〔〕〕〕〕〕")

_DIGITS = r"[0-9](?:\s*[0-9]){0,4}"
_SERIAL = rf"(?P<serial>{_DIGITS})"
_YEARED = re.compile(
    rf"〔\s*(?P<year>(?:1\s?9|2\s?0)\s?[0-9]\s?[0-9]|[0-9]\s?[0-9])\s*年?\s*〕\s*第?\s*{_SERIAL}(?![0-9])"
)
_HAO = re.compile(r"\s*号")
#: What stands between the serials of a list, and what may follow the 号 that closes it (not 号楼).
_AND = r"\s*号?\s*[、,和及与]\s*第?\s*"
_CLOSED = r"\s*号(?=[^\u4e00-\u9fff]|$|[文关等和及与的通]|提前|下达|预下|结算|清算|拨付|追加|转发|印发)"
_MORE = re.compile(rf"{_AND}{_SERIAL}(?=(?:{_AND}{_DIGITS})*{_CLOSED})")
#: A range prints its ends alone.
_UNTIL = re.compile(rf"\s*号?\s*(?:[-–—~～]{{1,2}}|[至到])\s*第?\s*{_SERIAL}{_CLOSED}")
#: What may not follow a serial that lacks its 号: a sub-number, or something that is counted.
_COUNTED = "年月日个人名本项次家户件期批只台套元万亿所条座间辆份处栋亩米吨"
_NO_HAO = re.compile(rf"(?!\s*(?:[-–—~]\s*[0-9]|[.,/][0-9]|[0-9%{_COUNTED}]))")

_DECREE = re.compile(
    rf"令\s*(?:(?:(?P<year>(?:19|20)[0-9]{{2}})\s*年\s*)?第\s*{_SERIAL}|(?P<bare>[0-9]{{1,4}}))\s*号"
)
_DECREE_LAST = re.compile(rf"第\s*{_SERIAL}\s*号\s*令(?P<year>)")
_RUN = re.compile(r"(?:[\u3400-\u9fff][^\S\t]*){1,28}$")
#: Words that stand before a mark and are no part of it; 和 in the name of an organ is none.
_FUNCTION = re.compile(
    r"根据|按照|依据|依照|关于|参照|转发|印发|下达|下发|拨付|发布|执行|落实|贯彻|以及|通知|意见|办法|规定|文件|和(?!国|改革|社会|城乡|旅游|信息)|及|与|的|见|由|在|等"
)
#: These join two things: what begins a text joins nothing and is a sign of a mark (和 of 和静县).
_JOINING = frozenset("和及与等的")
_UNKNOWN_DECREE = re.compile(r"(?:部|委员会|总局|署|银行)$")
_LONGEST_UNKNOWN = 8
#: Words that are followed by a bracketed year and a number without being a mark.
_NO_MARK = re.compile("(?:附件|合同|协议|编号|补助|资金|项目|经费|证|证书|发票|方案|年度)$")


def find_document_numbers(text: str, own: str | None = None) -> tuple[Found, ...]:
    """Return the document numbers in a text, in order, with their places.

    `own` is the division of the document that prints the text: it decides between issuers that share
    a sign, and never changes a number.

    >>> [found.number.canonical for found in find_document_numbers("根据邯财教[2022]98号、第0100 号文")]
    ['邯财教〔2022〕98号', '邯财教〔2022〕100号']
    >>> find_document_numbers("国务院令第729号")[0].number.canonical
    '国务院令第729号'
    >>> find_document_numbers("(2012)曲中法执字第66号；补助(2023)5个")
    ()
    """
    if not _MAYBE.search(text):
        return ()
    plain = half_width(text).translate(_BRACKETS)
    found: list[Found] = []
    for one in sorted([*_yeared(text, plain), *_decrees(text, plain)], key=lambda one: one.start):
        if not found or found[-1].end <= one.start:
            found.append(replace(one, number=_placed(one.number, own)) if own else one)
    return tuple(found)


def _placed(number: DocumentNumber, own: str) -> DocumentNumber:
    """Return a number with the issuer that a document of this division means."""
    if number.decoding is None:
        return number
    mark = Issuer(number.mark, 0, number.issuer, number.division, number.tier, number.decoding)
    placed = issued_to(mark, own, number.year)
    return replace(
        number, issuer=placed.name, division=placed.division, tier=placed.tier, decoding=placed.decoding
    )


def _yeared(text: str, plain: str) -> list[Found]:
    """Find the numbers with a bracketed year, and those that share a mark with the one before."""
    found: list[Found] = []
    last: Issuer | None = None
    for match in _YEARED.finditer(plain):
        if found and match.start() < found[-1].end:
            continue
        shares = bool(found) and re.fullmatch(r"\s*[、,和及与]?\s*", plain[found[-1].end : match.start()])
        certain = _has_hao(plain, match) and len("".join(match["year"].split())) == 4
        year = _year(match["year"])
        mark = last if shares else _mark_before(plain, match.start(), year, known=not certain)
        if mark is None or (shares and not certain):
            continue
        start = match.start() if shares else mark.start
        first = _first(text, plain, match, mark, start)
        if first is None:
            continue
        found += [first, *_shared(text, plain, match, first, mark)]
        last = mark
    return found


def _has_hao(plain: str, match: re.Match[str]) -> bool:
    """Say whether 号 closes the number, or the last of a list or range that begins with it."""
    end = match.end("serial")
    return bool(_HAO.match(plain, end) or _MORE.match(plain, end) or _range_end(plain, match))


def _range_end(plain: str, match: re.Match[str]) -> re.Match[str] | None:
    """Return the end of a range that begins with this serial: 104-106号, 104号至106号; 104-1号 is none."""
    until = _UNTIL.match(plain, match.end("serial"))
    return until if until and _integer(until["serial"]) > _integer(match["serial"]) else None


def _first(text: str, plain: str, match: re.Match[str], mark: Issuer, start: int) -> Found | None:
    """Build the number of one match, or None where its serial counts something else."""
    serial, end = match["serial"], match.end("serial")
    until = _range_end(plain, match)
    if closing := _HAO.match(plain, end):
        end = closing.end()
    elif until is None and not _MORE.match(plain, end):
        serial = serial.split()[0]
        end = match.start("serial") + len(serial)
        if not _NO_HAO.match(plain, end) or serial != match["serial"]:
            return None
    found = _found(text, mark, _year(match["year"]), serial, start, end)
    if found is None or until is None:
        return found
    return replace(found, number=replace(found.number, until=_integer(until["serial"])))


def _shared(text: str, plain: str, match: re.Match[str], first: Found, mark: Issuer) -> list[Found]:
    """Find the further serials of a list (〔2022〕98号、100号), or the other end of a range."""
    more: list[Found] = []
    found = _range_end(plain, match) or _MORE.match(plain, match.end("serial"))
    while found:
        end = found.end("serial")
        closing = _HAO.match(plain, end)
        one = _found(
            text,
            mark,
            first.number.year,
            found["serial"],
            found.start("serial"),
            closing.end() if closing else end,
        )
        if one is not None:
            more.append(one)
        found = _MORE.match(plain, end)
    return more


def _decrees(text: str, plain: str) -> list[Found]:
    """Find decrees, most without a year: 国务院令第729号, 国务院第729号令, 某部令2019年第5号."""
    found = []
    for pattern in (_DECREE, _DECREE_LAST):
        for match in pattern.finditer(plain):
            organ = _decree_organ(plain, match.start())
            if organ is not None:
                serial = match["serial"] or match["bare"]
                year = int(match["year"]) if match["year"] else None
                found.append(_found(text, organ, year, serial, organ.start, match.end()))
    return [one for one in found if one is not None]


def _decree_organ(plain: str, end: int) -> Issuer | None:
    """Return the organ that stands before a decree's number."""
    run, places = _run_before(plain, end)
    if not run:
        return None
    if organ := read_decree_organ(run):
        return replace(organ, start=places[organ.start])
    if _UNKNOWN_DECREE.search(run) and 2 <= len(run) <= 12:
        return Issuer(f"{run}令", places[0], None, None, None)
    return None


def _mark_before(plain: str, end: int, year: int, *, known: bool) -> Issuer | None:
    """Return the mark before a bracket; `known` wants one that the agency table has."""
    run, places = _run_before(plain, end)
    if not run:
        return None
    if mark := read_mark(run, None, year, sure=not known) or (
        read_decree_organ(run[:-1]) if run.endswith("令") else None
    ):
        return replace(mark, start=places[mark.start])
    begin = next((at for at in range(len(run) - 1, 0, -1) if places[at] - places[at - 1] > 1), 0)
    unknown = run[begin:]
    if known or len(unknown) > _LONGEST_UNKNOWN or _NO_MARK.search(unknown):
        return None
    return Issuer(unknown, places[begin], None, None, None)


def _run_before(plain: str, end: int) -> tuple[str, list[int]]:
    """Return the Chinese signs before a place, back to a function word, and where each stands."""
    window = max(0, end - 60)
    match = _RUN.search(plain[window:end])
    if match is None:
        return "", []
    places = [window + match.start() + at for at, sign in enumerate(match[0]) if not sign.isspace()]
    run = "".join(plain[place] for place in places)
    words = (word for word in _FUNCTION.finditer(run) if word.end() < len(run))
    cut = max(
        (word.end() for word in words if word.start() or places[0] or word[0] not in _JOINING), default=0
    )
    return run[cut:], places[cut:]


def _year(printed: str) -> int:
    """Return the four-digit year; [23] is 2023 and [98] is 1998."""
    digits = "".join(printed.split())
    if len(digits) == 4:
        return int(digits)
    return int(digits) + (2000 if int(digits) < 50 else 1900)


def _found(text: str, mark: Issuer, year: int | None, serial: str, start: int, end: int) -> Found | None:
    """Put a number together in its canonical spelling; a serial of zeros is none."""
    number = _integer(serial)
    if number == 0:
        return None
    canonical = f"{mark.mark}〔{year}〕{number}号" if year is not None else f"{mark.mark}第{number}号"
    document = DocumentNumber(
        canonical,
        text[start:end],
        mark.mark,
        year,
        number,
        mark.name,
        mark.division,
        mark.tier,
        mark.decoding,
    )
    return Found(document, start, end)


def _integer(digits: str) -> int:
    return int("".join(digits.split()))
