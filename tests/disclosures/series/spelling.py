"""How documents spell one document number, and how they misprint it or a name."""

import random
from collections.abc import Iterator, Mapping

from disclosures.model import Notice
from disclosures.series.words import words

__all__ = ["SPELLINGS", "misprint", "misprinted_code", "misprinted_number", "spelled", "spellings"]

#: Each gives one number in another print; what is printed means the same document.
SPELLINGS: Mapping[str, str] = {
    "canonical": "{mark}〔{year}〕{serial}号",
    "square": "{mark}[{year}]{serial}号",
    "wide-square": "{mark}［{year}］{serial}号",
    "lenticular": "{mark}【{year}】{serial}号",
    "round": "{mark}({year}){serial}号",
    "wide-round": "{mark}（{year}）{serial}号",
    "short-year": "{mark}〔{short}〕{serial}号",
    "ordinal": "{mark}〔{year}〕第{serial}号",
    "zeros": "{mark}〔{year}〕{serial:0>4}号",
    "no-sign": "{mark}〔{year}〕{serial}",
    "spaced": "{mark} 〔{year}〕 {serial} 号",
    "wide-digits": "{mark}〔{wide_year}〕{wide_serial}号",
    "with-zi": "{mark}字〔{year}〕{serial}号",
}
_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


def spelled(notice: Notice, spelling: str) -> str:
    """Return the number of a notice in one of the spellings.

    >>> one = Notice("唐财教", 2023, 18, "中央", "农业生产发展")
    >>> spelled(one, "short-year"), spelled(one, "zeros"), spelled(one, "with-zi")
    ('唐财教〔23〕18号', '唐财教〔2023〕0018号', '唐财教字〔2023〕18号')
    """
    year, serial = str(notice.year), str(notice.serial)
    return SPELLINGS[spelling].format(
        mark=notice.mark,
        year=year,
        serial=serial,
        short=year[2:],
        wide_year=year.translate(_WIDE),
        wide_serial=serial.translate(_WIDE),
    )


def spellings(rng: random.Random) -> Iterator[str]:
    """Yield spellings without end, so that each comes before one comes again."""
    while True:
        listed = list(SPELLINGS)
        rng.shuffle(listed)
        yield from listed


def misprint(rng: random.Random, name: str, *, after: int = 0) -> str:
    """Return a name with one sign taken for another, after its first signs."""
    signs = words("signs")
    places = [place for place, sign in enumerate(name) if place >= after and sign in signs]
    if not places:
        return name[:-1]
    place = rng.choice(places)
    return f"{name[:place]}{signs[name[place]]}{name[place + 1 :]}"


def misprinted_number(notice: Notice) -> Notice:
    """Return what a notice's number becomes with two digits in each other's place, or a digit too many."""
    digits = str(notice.serial)
    turned = digits[:-2] + digits[-1] + digits[-2] if len(digits) > 1 else digits
    serial = int(turned if turned != digits and turned[0] != "0" else f"{digits}1")
    return Notice(notice.mark, notice.year, serial, notice.origin, notice.programme, notice.source)


def misprinted_code(rng: random.Random, code: str) -> str:
    """Return a project code with one digit of its local part read as another sign."""
    places = [place for place in range(12, 20) if code[place].isdecimal()]
    place = rng.choice(places or [19])
    others = [sign for sign in "0123456789" if sign != code[place]]
    return f"{code[:place]}{rng.choice(others)}{code[place + 1 :]}"
