"""Titles: what one document is called in several ways, and how alike two titles are.

A law is one thing with and without the name of the state, with the year of its edition or without:
`law_key` gives one title for all of these, with the state's name where laws.txt knows the law.
Anything less is a likeness and a matter of degree: it is measured, told, and never makes two
documents one.
"""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from budgetkg.values.text import compact

__all__ = ["Likeness", "alike", "law_key", "phases_of"]

_REPUBLIC = "中华人民共和国"
_REMARK = re.compile(
    r"[（(〔\[](?:试行|暂行|试用|(?:[^（）()〔〕\[\]]*(?:修订|修正|修改|施行|公布|发布|版|年)[^（）()〔〕\[\]]*))[）)〕\]]$"
)
_QUOTED = re.compile(r"《([^《》]*)》|〈([^〈〉]*)〉")
_ROUND = str.maketrans("()<>", "（）〈〉")


def law_key(title: str) -> str:
    """Return the one title of all that name a law or a named document alike.

    >>> law_key("《预算法》（2018年修正）"), law_key("中华人民共和国预算法")
    ('中华人民共和国预算法', '中华人民共和国预算法')
    >>> law_key("中华人民共和国政府信息公开条例"), law_key("某某资金管理办法（试行）")
    ('政府信息公开条例', '某某资金管理办法')
    """
    plain = "".join(title.split()).translate(_ROUND)
    while True:
        shorter = _REMARK.sub("", _unquoted(plain))
        if not shorter or shorter == plain:
            break
        plain = shorter
    bare = plain.removeprefix(_REPUBLIC)
    law = re.sub("实施(?:条例|细则)$", "", bare)
    return _REPUBLIC + bare if law in _laws() else bare or plain


def _unquoted(title: str) -> str:
    """Return a title without the marks that stand around all of it."""
    marked = _QUOTED.fullmatch(title)
    return (marked[1] or marked[2] or "") if marked else title


@cache
def _laws() -> frozenset[str]:
    """Read laws.txt: the national laws, without the name of the state."""
    text = files("budgetkg.values").joinpath("laws.txt").read_text(encoding="utf-8")
    return frozenset(line for line in text.splitlines() if line and not line.startswith("#"))


#: Words of the phase in which money is handed down. 结算 and 清算 are words of other trades, too.
_MONEY = "资金|补助|经费|转移支付|预算|奖补|补贴|指标"
_NO_MONEY = "(?!中心|系统|平台|账户|单位|卡|单|所|组|小组|机构|审计|审核|评审|工程)"
_PHASES = {
    "advance": re.compile("提前(?:下达|通知|告知|拨付|预拨)"),
    "preliminary": re.compile("预下达|预拨|(?<!提前)预安排"),
    "settlement": re.compile(
        rf"结算{_NO_MONEY}(?=下达|[^，。；]{{0,40}}(?:{_MONEY}))|(?:{_MONEY})的?结算{_NO_MONEY}"
    ),
    "clearing": re.compile(
        rf"清算{_NO_MONEY}(?=下达|[^，。；]{{0,40}}(?:{_MONEY}))|(?:{_MONEY})的?清算{_NO_MONEY}"
    ),
    "additional": re.compile(rf"追加(?=[^，。；]{{0,40}}(?:{_MONEY}))|追加下达"),
    "withdrawal": re.compile(rf"(?:收回|核减|调减)(?=[^，。；]{{0,40}}(?:{_MONEY}))"),
}
_HANDED_DOWN = re.compile(rf"(?:下达|拨付|下拨)(?=[^，。；]{{0,60}}(?:{_MONEY}))")


def phases_of(title: str) -> tuple[str, ...]:
    """Return the phases that the words of a title name, in a fixed order; plain 下达 only if no other.

    >>> phases_of("提前下达2024年中央补助资金"), phases_of("结算下达补助资金"), phases_of("结算中心经费")
    (('advance',), ('settlement',), ())
    """
    found = tuple(phase for phase, words in _PHASES.items() if words.search(title))
    return found or (("regular",) if _HANDED_DOWN.search(title) else ())


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two titles are, from 0 to 1. `kind`: same, shortened, near, or different."""

    kind: str
    score: float


#: Measured on titles: below this nobody would take one for the other.
_NEAR = 0.75
_TAIL = re.compile(r"[-－—–―]+[^-－—–―]{1,20}$")
_ORGAN = re.compile(r"^[\u3400-\u9fff]{2,30}?关于|^关于")
_NOTICE = re.compile(r"的?(?:通知|函|意见|批复)$")
_SIGNS = re.compile(r"[^0-9A-Za-z\u3400-\u9fff]+")
_SHORTEST = 6
_YEARS = re.compile(r"(?:19|20)[0-9]{2}")


def alike(one: str, other: str) -> Likeness:
    """Compare two titles of notices; other years make other notices, however alike the words are.

    >>> alike("关于提前下达2024年补助资金的通知", "提前下达2024年补助资金—某馆").kind
    'same'
    >>> alike("提前下达2024年补助资金", "提前下达2023年补助资金").kind
    'different'
    """
    from rapidfuzz import fuzz

    a, b = _core(one), _core(other)
    score = round(fuzz.ratio(a, b) / 100, 3)
    years, others = set(_YEARS.findall(a)), set(_YEARS.findall(b))
    if years and others and not (years <= others or others <= years):
        return Likeness("different", score)
    if a == b:
        return Likeness("same", 1.0)
    short, long = sorted((a, b), key=len)
    if len(short) >= _SHORTEST and short in long:
        return Likeness("shortened", score)
    return Likeness("near" if score >= _NEAR else "different", score)


def _core(title: str) -> str:
    """Return what a title is about: without organ, 关于 … 的通知, a unit behind a dash, and signs."""
    plain = compact(_unquoted(title.strip()))
    core = _NOTICE.sub("", _ORGAN.sub("", _TAIL.sub("", plain)))
    return _SIGNS.sub("", core) or _SIGNS.sub("", plain)
