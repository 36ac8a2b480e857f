"""Departments with their units, and the notices that hand down money in a year."""

import random

from disclosures.model import Department, Notice, Unit
from disclosures.vocabulary import ADMINISTRATION_KIND, marks, places, themes

__all__ = ["make_department", "make_notices"]

_SUPPORTED = "财政性资金基本保证"
_UNSUPPORTED = "财政性资金零补助"
_ORIGINS = ("中央", "省级", "市级")


def make_department(
    rng: random.Random,
    *,
    division: str = "130406",
    code: str = "588",
    units: int = 3,
    theme: str | None = None,
    unsupported: bool = False,
    place: str | None = None,
) -> Department:
    """Return a department; `unsupported` makes its last unit one without fiscal support."""
    found = themes()[theme or rng.choice(sorted(themes()))]
    place = f"{place or rng.choice(places())}示例"
    made = []
    for position, (word, _) in enumerate(found.units[: max(units, 1)]):
        if position == 0:
            made.append(Unit(f"{place}{found.name}-{word}", ADMINISTRATION_KIND, "正科级", "财政拨款", ""))
        else:
            rank = rng.choice(("股级", "副科级", "正科级"))
            made.append(Unit(f"{place}{word}", "事业", rank, _SUPPORTED, word))
    if unsupported and len(made) > 1:
        last = made[-1]
        made[-1] = Unit(last.name, last.kind, last.rank, _UNSUPPORTED, last.hint)
    return Department(division, code, f"{place}{found.name}", found.id, tuple(made))


def make_notices(rng: random.Random, division: str, year: int, theme: str, count: int) -> tuple[Notice, ...]:
    """Return notices for a budget year, issued in the year before: the normal 提前下达.

    Their serials never follow one another, as those of unrelated notices do not.
    """
    found = themes()[theme]
    city, province = marks()[division]
    programmes = [(programme, "general") for programme, _ in found.programmes] + [(found.fund[-1], "fund")]
    serials = sorted(rng.sample(range(1, 80), count))
    made = []
    for position, serial in enumerate(serials):
        programme, source = programmes[position % len(programmes)]
        origin = _ORIGINS[(position + serial) % len(_ORIGINS)]
        office = city if origin == "市级" else rng.choice((city, province))
        made.append(Notice(office + found.line, year - 1, 3 * serial, origin, programme, source))
    return tuple(made)
