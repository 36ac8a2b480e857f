"""Pair document numbers with titles, and find documents that are named without a number.

《标题》（文号）, 文号《标题》, 文号 关于…的通知 and …关于…的通知 文号 are one mention each. A field that
states the basis of a value names documents; elsewhere 《…》 may be a newspaper or a book.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from budgetkg.model import DocumentNumber
from budgetkg.values.docnumber import Found, find_document_numbers

__all__ = ["Mention", "find_citations", "origin_of", "title_after"]


@dataclass(frozen=True, slots=True)
class Mention:
    """One mention of a document, as `printed` between two places of the text."""

    number: DocumentNumber | None
    title: str | None
    printed: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Title:
    """A title and its place; `marked` says that it stands in 《》."""

    text: str
    start: int
    end: int
    marked: bool


#: The kinds of document that a basis may name, by the last word of the title.
_LEGAL = "条例|规定|办法|通知|意见|规程|规则|细则|决定|方案|规划|纲要|准则|制度|措施|批复|法典|章程"
_OTHER = "计划|要点|标准|报告|请示|公告|通告|通报|纪要|指南|指引|目录|任务|部署|公报|规范|导则|政策|批示|令|函|议案|预案"
_LAW = r"(?<![书方说做语兵想看魔文技])法"
_ENDS_LEGAL = re.compile(rf"(?:{_LEGAL}|{_LAW})$")
_ENDS_BASIS = re.compile(rf"(?:{_LEGAL}|{_OTHER}|{_LAW})$")
_REMARK = re.compile(r"\s*[（(〔][^（()）〔〕]*[）)〕]$")

_MASK = "\ue000"
_NUMBER_MASK = "\ue001"
_HEAD = re.compile(rf"[\u3400-\u9fff{_MASK}]*(?:根据|按照|依据|依照|参照|执行|落实|贯彻|详见|见)|[及与和、]")
#: An unmarked title: an organ or nothing, 关于, its matter, its kind, and a sign that it ends there.
_NAMED = re.compile(
    rf"(?P<head>[\u3400-\u9fff（）()]{{0,40}}?)关于(?P<matter>[^，。；;：:{_NUMBER_MASK}\n]{{1,160}}?)"
    rf"(?P<kind>{_LEGAL}|{_OTHER})"
    rf"(?=$|[，。；;：:、）)》\]】{_NUMBER_MASK}（(,]|\s+(?![的])|[及与和](?=[\u3400-\u9fff]*关于)|要求|精神|规定|文件)"
)
_BETWEEN_BEFORE = re.compile(r"\s*[（(〔\[]?\s*")
_BETWEEN_AFTER = re.compile(r"[\s:：\-－—–]*[（(]?\s*")
_LEADING = re.compile(r"[\s\-－—–―:：,，、)）\]】〕.．·]+")


def find_citations(text: str, *, basis: bool) -> tuple[Mention, ...]:
    """Return the documents that a text mentions, in order, without overlap.

    >>> [m.title for m in find_citations("《预算法》、《河北日报》，邯财教〔2023〕40号", basis=True)]
    ['预算法', None]
    """
    numbers = find_document_numbers(text)
    if not numbers and "《" not in text and "关于" not in text:
        return ()
    titles = _titles(text, numbers, basis=basis)
    mentions = [*_paired(text, numbers, titles), *()]
    taken = [(one.start, one.end) for one in mentions]
    for title in titles:
        if _counts(title, basis=basis) and not any(s < title.end and title.start < e for s, e in taken):
            mentions.append(Mention(None, title.text, text[title.start : title.end], title.start, title.end))
    return tuple(sorted(mentions, key=lambda one: one.start))


def title_after(name: str, found: Found) -> str | None:
    """Return the title that a project name prints behind its number, or None where it prints none.

    >>> name = "]邯财教[2022]98号--关于提前下达资金"
    >>> title_after(name, find_document_numbers(name)[0])
    '关于提前下达资金'
    """
    rest = name[found.end :]
    lead = _LEADING.match(rest)
    return rest[lead.end() if lead else 0 :].strip() or None


_MONEY = "资金|补助|经费|专项|奖励|奖补|预算|补贴|转移支付|基金"
_ORIGINS = {
    "中央": re.compile(
        rf"中央(?:财政|支持地方|补助|专项|预算|转移支付|级|下达|引导|奖补|彩票)(?:[^，。；]*?(?:{_MONEY}))?"
    ),
    "省级": re.compile(rf"(?:省级|自治区级|省本级|省财政(?!厅))[^，。；]*?(?:{_MONEY})"),
    "市级": re.compile(rf"(?:市级|市本级|市财政(?!局))[^，。；]*?(?:{_MONEY})"),
    "区级": re.compile(rf"(?:(?<!自治)区级|区本级|(?<!自治)区财政(?!局|厅))[^，。；]*?(?:{_MONEY})"),
    "县级": re.compile(rf"(?:县级|县本级|县财政(?!局))[^，。；]*?(?:{_MONEY})"),
}


def origin_of(title: str) -> str | None:
    """Return the tier whose money a title speaks of: 中央, 省级, 市级, 区级 or 县级.

    The name of an issuing office says nothing about whose money it is; where a title names
    two tiers, nothing is sure.

    >>> origin_of("提前下达2024年省级国家电影事业发展专项资金"), origin_of("邯郸市财政局关于下达资金的通知")
    ('省级', None)
    """
    tiers = [tier for tier, words in _ORIGINS.items() if words.search(title)]
    return tiers[0] if len(tiers) == 1 else None


def _titles(text: str, numbers: tuple[Found, ...], *, basis: bool) -> list[_Title]:
    """Return marked and unmarked titles; an unmarked one may hold marked ones and swallows them."""
    marked = list(_marked(text))
    masked = list(text)
    for title in marked:
        masked[title.start : title.end] = _MASK * (title.end - title.start)
    for found in numbers:
        masked[found.start : found.end] = _NUMBER_MASK * (found.end - found.start)
    named = list(_named(text, "".join(masked)))
    free = [one for one in marked if not any(n.start <= one.start and one.end <= n.end for n in named)]
    return sorted([*free, *named], key=lambda one: one.start)


def _marked(text: str) -> Iterator[_Title]:
    """Yield the outermost 《…》; one that is not closed ends where its kind of document does."""
    depth, start = 0, 0
    for place, sign in enumerate(text):
        if sign == "《":
            start = place if depth == 0 else start
            depth += 1
        elif sign == "》" and depth:
            depth -= 1
            if depth == 0:
                yield _Title(text[start + 1 : place].strip(), start, place + 1, True)
    if depth:
        rest = re.split(r"[，。；;\n、《（(]", text[start + 1 :], maxsplit=1)[0]
        if _ENDS_BASIS.search(rest.strip()):
            yield _Title(rest.strip(), start, start + 1 + len(rest), True)


def _named(text: str, masked: str) -> Iterator[_Title]:
    """Yield titles without marks: an organ, 关于, a matter, a kind of document."""
    for match in _NAMED.finditer(masked):
        start = match.start() + max((lead.end() for lead in _HEAD.finditer(match["head"])), default=0)
        yield _Title(text[start : match.end()].strip(), start, match.end(), False)


def _paired(text: str, numbers: tuple[Found, ...], titles: list[_Title]) -> Iterator[Mention]:
    """Yield one mention a number, with the title that stands beside it."""
    free = list(titles)
    for found in numbers:
        start, end, name = found.start, found.end, None
        for title in free:
            if _BETWEEN_BEFORE.fullmatch(text[title.end : found.start]) and title.end <= found.start:
                start, name = title.start, title
            elif found.end <= title.start and _BETWEEN_AFTER.fullmatch(text[found.end : title.start]):
                end, name = title.end, title
            if name:
                break
        if name:
            free.remove(name)
        end = _closed(text, start, end)
        yield Mention(found.number, name.text if name else None, text[start:end], start, end)


def _closed(text: str, start: int, end: int) -> int:
    """Return the end of a mention with the bracket that closes one opened within it."""
    opened = text[start:end].count("（") + text[start:end].count("(")
    closed = text[start:end].count("）") + text[start:end].count(")")
    return end + 1 if opened > closed and text[end : end + 1] in ("）", ")") else end


def _counts(title: _Title, *, basis: bool) -> bool:
    """Say whether a title without a number is a document that can be cited."""
    if not title.marked:
        return basis
    bare = _REMARK.sub("", title.text)
    return bool((_ENDS_BASIS if basis else _ENDS_LEGAL).search(bare))
