"""Pair document numbers with titles, and find documents that are named without a number.

《标题》（文号）, 文号《标题》, 文号 关于…的通知 and …关于…的通知 文号 are one mention each. A field that
states the basis of a value names documents; elsewhere 《…》 may be a newspaper or a book.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from budgetkg.model import DocumentNumber
from budgetkg.values.docnumber import Found, find_document_numbers

__all__ = ["Mention", "find_citations", "origin_of", "title_after", "title_beside"]


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


#: The kinds of document that a 《title》 may name anywhere, by its last word.
_LEGAL = "条例|规定|办法|通知|意见|规程|规则|细则|决定|方案|规划|纲要|准则|制度|措施|批复|法典|章程"
#: Further kinds that a basis may name.
_PLAIN = "计划|要点|报告|请示|公告|通告|通报|纪要|公报|函|预案"
_OTHER = "标准|指南|指引|目录|任务|部署|规范|导则|政策|批示|令"
#: 法, but not 办法 (a kind of its own), 书法 and the like.
_LAW = r"(?<![书方说做语兵想看魔文技办])法"
_ENDS_LEGAL = re.compile(rf"(?:{_LEGAL}|{_LAW})$")
_ENDS_BASIS = re.compile(rf"(?:{_LEGAL}|{_PLAIN}|{_OTHER}|{_LAW})$")
_ENDS_LAW = re.compile(rf"(?:条例|法典|{_LAW})$")
_ENDS_FUNDS = re.compile(rf"(?:{_LEGAL}|{_PLAIN}|{_OTHER}|资金|经费|补助|补贴)$")
_REMARK = re.compile(r"\s*[（(〔][^（()）〔〕]*[）)〕]$")
_MARKS = re.compile("[《》]")
_ANGLED = re.compile(r"[〈<]([^<>〈〉《》\n]{2,120})[〉>]")

#: What stands for a marked title and for a number while unmarked titles are looked for.
_MASK = "\ue000"
_NUMBER_MASK = "\ue001"
_HEAD = re.compile(r"[\u3400-\u9fff]{1,40}$")
#: Organs have 和 in their names (发展和改革委员会); before anything else it joins two documents.
_HEAD_BEGINS = re.compile(
    r"根据|按照|依据|依照|参照|执行|落实|贯彻|详见|见|[及、]|[和与](?!改革|社会|城乡|旅游|信息|草原|规划|体育)"
)
_LISTED = rf"、(?=[\u3400-\u9fff]{{0,40}}关于|[{_MASK}{_NUMBER_MASK}]|$)"
#: An unmarked title from 关于 to its kind of document, where the text shows that it ends.
_NAMED = re.compile(
    rf"关于(?P<matter>[^，。；;：:{_NUMBER_MASK}\n]{{1,160}}?)(?P<kind>{_LEGAL}|{_PLAIN})"
    rf"(?=$|[，。；;：:）)\]】,{_NUMBER_MASK}]|[（(](?!试行|暂行|草案|[^（）()]*[）)]的)|{_LISTED}|(?<=的..)、"
    rf"|\s+(?!的)|[及与和](?=[\u3400-\u9fff]*关于)|要求|精神|规定|文件)"
)
_BETWEEN_BEFORE = re.compile(r"\s*[（(〔\[]?\s*")
_BETWEEN_AFTER = re.compile(r"[\s:：\-－—–]*[（(]?\s*")
_COLON = re.compile(rf"\s*[:：]\s*([^，。；;：:《\n{_NUMBER_MASK}]{{4,120}})(?=$|[，。；;\n])")
_LEADING = re.compile(r"[\s\-－—–―:：,，、)）\]】〕.．·]+")


def find_citations(text: str, *, basis: bool, own: str | None = None) -> tuple[Mention, ...]:
    """Return the documents that a text mentions, in order, without overlap.

    `own` is the division of the document that prints the text.

    >>> [m.title for m in find_citations("《预算法》、《河北日报》，邯财教〔2023〕40号", basis=True)]
    ['预算法', None]
    """
    numbers = find_document_numbers(text, own)
    if not numbers and "《" not in text and "关于" not in text:
        return ()
    titles = _titles(text, numbers)
    mentions = list(_paired(text, numbers, titles, basis=basis))
    for title in titles:
        clear = all(title.end <= one.start or one.end <= title.start for one in mentions)
        if clear and _counts(title, basis=basis):
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


def title_beside(name: str, found: Found, numbers: Sequence[Found]) -> str | None:
    """Return the title that a name prints for one of its numbers: behind it, or behind the others that
    follow it directly, else before the first one, where that speaks of money.

    >>> name = "提前下达2024年补助资金（邯财教〔2023〕104号）"
    >>> numbers = find_document_numbers(name)
    >>> title_beside(name, numbers[0], numbers)
    '提前下达2024年补助资金'
    """
    last = found
    for one in numbers:
        if one.start >= last.end and not _LEADING.sub("", name[last.end : one.start]).strip("和及与（(〔["):
            last = one
    behind = title_after(name, last)
    if behind is not None and _SPEAKS.search(behind):
        return behind
    before = _OPENED.sub("", name[: numbers[0].start]).strip()
    return before if _ENDS_FUNDS.search(before) and len(before) > _SHORTEST_TITLE else behind


_SPEAKS = re.compile(r"[\u3400-\u9fff]")
_OPENED = re.compile(r"[\s:：\-－—–（(〔\[【]+$")
_SHORTEST_TITLE = 4

_MONEY = "资金|补助|经费|专项|奖励|奖补|预算|补贴|转移支付|基金"
_AND = "[、和及与]"
#: Words for whose money it is. 中央 needs a word of money beside it, or to be what is handed down; the
#: others need one behind them.
#: 省、市级 names two tiers, 邯郸市财政局 an office.
_ORIGINS = {
    "中央": re.compile(
        rf"中央(?:财政|支持地方|补助|专项|预算|转移支付|级|下达|引导|奖补|彩票|{_AND}(?=[省市区县地]))"
        rf"|(?:下达|拨付|下拨)(?:[0-9]{{4}}年(?:度)?)?中央(?!空调|厨房|广播|电视|[^，。；]{{0,8}}(?:督察|巡视))[^，。；]*?(?:{_MONEY})"
    ),
    "省级": re.compile(
        rf"(?:(?<!副)省级|自治区级|省本级|省财政(?!厅)|省(?={_AND}?[市区县](?:级|财政|{_AND})))[^，。；]*?(?:{_MONEY})"
    ),
    "市级": re.compile(
        rf"(?:市级|市本级|市财政(?!局)|市(?={_AND}?[区县](?:级|财政|{_AND})))[^，。；]*?(?:{_MONEY})"
    ),
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


def _titles(text: str, numbers: tuple[Found, ...]) -> list[_Title]:
    """Return marked and unmarked titles; an unmarked one may hold marked ones and swallows them."""
    marked = list(_marked(text))
    masked = list(text)
    for title in marked:
        masked[title.start : title.end] = _MASK * (title.end - title.start)
    for found in numbers:
        masked[found.start : found.end] = _NUMBER_MASK * (found.end - found.start)
    named = list(_named(text, "".join(masked))) if "关于" in text else []
    free = [one for one in marked if not any(n.start <= one.start and one.end <= n.end for n in named)]
    return sorted([*free, *named], key=lambda one: one.start)


def _marked(text: str) -> Iterator[_Title]:
    """Yield the outermost 《…》, and <…> outside of them that names a document."""
    depth, start, outside = 0, 0, 0
    for mark in _MARKS.finditer(text):
        place = mark.start()
        if mark[0] == "《":
            if depth == 0:
                yield from _angled(text, outside, place)
                start = place
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0:
                outside = place + 1
                yield _Title(text[start + 1 : place].strip(), start, outside, True)
    if depth:
        yield from _unclosed(text, start)
    else:
        yield from _angled(text, outside, len(text))


def _angled(text: str, start: int, end: int) -> Iterator[_Title]:
    """Yield <…> that ends like a document: the sign is also a comparison, and a quotation mark."""
    for match in _ANGLED.finditer(text, start, end):
        if _ENDS_BASIS.search(match[1].strip()):
            yield _Title(match[1].strip(), match.start(), match.end(), True)


def _unclosed(text: str, start: int) -> Iterator[_Title]:
    """Yield the title behind a 《 that nobody closed, up to the next mark, if it ends like a document."""
    rest = re.split(r"[，。；;\n、《（(]", text[start + 1 :], maxsplit=1)[0]
    if _ENDS_BASIS.search(rest.strip()):
        yield _Title(rest.strip(), start, start + 1 + len(rest), True)


def _named(text: str, masked: str) -> Iterator[_Title]:
    """Yield titles without marks: an organ, 关于, a matter, a kind of document."""
    for match in _NAMED.finditer(masked):
        before = _HEAD.search(masked, max(0, match.start() - 40), match.start())
        start = before.start() if before else match.start()
        start += max((one.end() for one in _HEAD_BEGINS.finditer(masked[start : match.start()])), default=0)
        yield _Title(text[start : match.end()].strip(), start, match.end(), False)


def _paired(text: str, numbers: tuple[Found, ...], titles: list[_Title], *, basis: bool) -> Iterator[Mention]:
    """Yield one mention a number, with the title that stands beside it."""
    free = list(titles)
    for place, found in enumerate(numbers):
        start, end, name = found.start, found.end, None
        title = next((one for one in free if _belongs(text, one, found)), None)
        if title:
            free.remove(title)
            name = title.text
            if not any(title.start < other.end and other.start < title.end for other in numbers):
                start, end = min(start, title.start), max(end, title.end)
        elif basis:
            limit = numbers[place + 1].start if place + 1 < len(numbers) else len(text)
            if (after := _COLON.match(text, end, limit)) and _ENDS_FUNDS.search(after[1].rstrip()):
                name, end = after[1].strip(), after.end()
        end = _closed(text, start, end)
        yield Mention(found.number, name, text[start:end], start, end)


def _belongs(text: str, title: _Title, found: Found) -> bool:
    """Say whether a title stands directly before or behind a number and can be its title.

    A law has a decree, not a document number: 《预算法》 beside one is another document.
    """
    if title.end <= found.start:
        between, expected = text[title.end : found.start], _BETWEEN_BEFORE
    elif found.end <= title.start:
        between, expected = text[found.end : title.start], _BETWEEN_AFTER
    else:
        return False
    if not expected.fullmatch(between):
        return False
    bracketed = any(sign in between for sign in "（(〔[")
    return bracketed or found.number.year is None or not _ENDS_LAW.search(_REMARK.sub("", title.text))


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
