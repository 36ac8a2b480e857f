"""Clean text of what is layout, and of markup that a converter left behind.

A Chinese line break leaves a space where none is meant, so white space between two
Chinese signs is layout. Between a Chinese sign and a digit or Latin letter one space
stays as printed. Markup becomes the sign that it stands for; what is not known to be
markup stays visible, because a lost sign is worse than an odd one.
"""

import html
import re
import unicodedata
from functools import lru_cache

__all__ = ["clean", "compact", "half_width", "unmarked"]

#: Chinese signs: CJK punctuation, ideographs, full-width signs, and the quotation marks and dashes that
#: Chinese text shares with Latin text.
_CJK = (
    "\u2014\u2018\u2019\u201c\u201d\u2026\u3001-\u303f\u3400-\u9fff\uf900-\ufaff\uff01-\uff60\uffe0-\uffe6"
    "\U00020000-\U0003ffff"
)
_LAYOUT_SPACE = re.compile(rf"(?<=[{_CJK}])\s+(?=[{_CJK}])")
_SPACES = re.compile(r"\s+")
#: Controls that are no white space, soft hyphen, zero-width and directional signs, byte order mark.
_INVISIBLE = re.compile(
    "[\u0000-\u0008\u000e-\u001b\u007f-\u0084\u0086-\u009f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]+"
)

#: Full-width ASCII and the signs that stand for its minus; each becomes one sign, so places stay the same.
_HALF = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x2212: 0x2D, 0x3000: 0x20}
_HALF |= {ord(small): ord(plain) for small, plain in zip("﹐﹒﹣﹤﹥﹦﹪", ",.-<>=%", strict=True)}


def clean(text: str) -> str:
    """Return text without layout: no space between Chinese signs, one elsewhere, nothing invisible.

    >>> clean("一般公共预算 拨款收入  2024 年")
    '一般公共预算拨款收入 2024 年'
    """
    visible = _INVISIBLE.sub("", text)
    if not _SPACES.search(visible):
        return visible
    return _SPACES.sub(" ", _LAYOUT_SPACE.sub("", visible)).strip()


@lru_cache(maxsize=1 << 14)
def compact(text: str) -> str:
    """Return text for comparing labels: NFKC, nothing invisible, no white space. Cached: labels repeat.

    >>> compact("价 值 （金额单位：万元）")
    '价值(金额单位:万元)'
    """
    return _SPACES.sub("", _INVISIBLE.sub("", unicodedata.normalize("NFKC", text)))


def half_width(text: str) -> str:
    """Return text with full-width ASCII made half-width, sign by sign, so that places do not move.

    Superscripts and circled digits stay: "12²" must never become 122.

    >>> half_width("≥９５％²")
    '≥95%²'
    """
    return text.translate(_HALF)


_BLOCK_TAG = re.compile(
    r"</?(?:p|br|div|ul|ol|li|table|thead|tbody|tr|td|th|hr|h[1-6])(?:\s[^<>]*)?/?>", re.IGNORECASE
)
_INLINE_TAG = re.compile(r"</?(?:span|strong|em|sub|sup|font|center)(?:\s[^<>]*)?/?>", re.IGNORECASE)
#: A single letter in angle brackets may be a quotation: only a pair is markup.
_LETTER_TAG = re.compile(r"<([biu])>([^<>]*)</\1>")
_ENTITY = re.compile(r"&(?:[A-Za-z]{2,8}|#[0-9]{2,6}|#x[0-9A-Fa-f]{2,5});")

_BOLD = re.compile(r"(?<!\*)\*\*([^*\n]+?)\*\*(?!\*)")
_LIST_MARK = re.compile(r"^[ \t]*(?:- (?!\s*[0-9][0-9.,]*\s*%?\s*$)|#{1,6} )(?=\S)", re.MULTILINE)

_MATH = re.compile(r"\$([^$\n]{1,120})\$")
#: Space beside a sign means nothing in mathematics.
_MATH_SPACE = re.compile(r"\s*([≥≤±×÷≠≈~°<>=])\s*")
_BARE_COMPARISON = re.compile(r"\s*[<>=≥≤~±][\d\s.,%<>=≥≤~±-]*")
_COMMAND = re.compile(r"\s*\\(%)|\\([A-Za-z]+)(?![A-Za-z])[ \t]*|\\([&#_${},;: ])")
_FRACTION = re.compile(r"\\[dt]?frac\s*\{([^{}\\]*)\}\s*\{([^{}\\]*)\}")
_WORDS = re.compile(r"\\(?:text|mathrm|mathbf|mathit|textbf|rm)\s*\{([^{}]*)\}")
_SUPER = re.compile(r"\^\s*(?:\{\s*(\\circ|°|[23])\s*\}|(\\circ|°|[23])(?![0-9]))")
_SUPER_SIGNS = {"2": "²", "3": "³", "°": "°", "\\circ": "°"}
_SIGNS = {
    "geq": "≥", "geqslant": "≥", "ge": "≥", "leq": "≤", "leqslant": "≤", "le": "≤", "gt": ">", "lt": "<",
    "neq": "≠", "ne": "≠", "approx": "≈", "times": "×", "div": "÷", "pm": "±", "cdot": "·", "sim": "~",
    "circ": "°", "rightarrow": "→", "to": "→", "ldots": "…", "cdots": "…", "dots": "…",
    "quad": " ", "qquad": " ", "left": "", "right": "",
}  # fmt: skip


def unmarked(text: str) -> tuple[str, bool]:
    """Return text with markup remnants replaced by the signs they stand for, and whether any was.

    Only known HTML tags, paired bold marks, leading list marks and known LaTeX commands are markup.

    >>> unmarked(r"完成率 $\\geq 85\\%$")
    ('完成率 ≥85%', True)
    >>> unmarked("转发<关于做好工作的通知>的通知")
    ('转发<关于做好工作的通知>的通知', False)
    """
    result = text
    if "<" in result or "&" in result:
        result = _without_html(result)
    if "*" in result or "-" in result or "#" in result:
        result = _LIST_MARK.sub("", _BOLD.sub(_bold, result))
    if "\\" in result or "$" in result:
        result = _without_latex(_MATH.sub(_math, result))
    return result, result != text


def _without_html(text: str) -> str:
    """Take known tags away (a block leaves a space) and resolve entities once."""
    plain = _LETTER_TAG.sub(r"\2", _INLINE_TAG.sub("", _BLOCK_TAG.sub(" ", text)))
    resolved = _ENTITY.sub(lambda entity: html.unescape(entity[0]), plain)
    return resolved.strip() if plain != text else resolved


def _bold(span: re.Match[str]) -> str:
    """Unwrap `**…**` where CommonMark sees bold text; stars that hide a name (李**、王**) stay."""
    text, start, end = span.string, span.start(), span.end()
    before, after = text[start - 1 : start], text[end : end + 1]
    opens = not span[1][0].isspace() and (_is_word(span[1][0]) or not _is_word(before))
    closes = not span[1][-1].isspace() and (_is_word(span[1][-1]) or not _is_word(after))
    return span[1] if opens and closes else span[0]


def _is_word(sign: str) -> bool:
    """Say whether a sign is neither space nor punctuation."""
    return bool(sign) and unicodedata.category(sign)[0] not in "PSZC"


def _math(span: re.Match[str]) -> str:
    """Unwrap `$…$` where it is mathematics that is wholly known; a price in dollars stays."""
    inner = span[1]
    if "\\" not in inner and not _BARE_COMPARISON.fullmatch(inner):
        return span[0]
    plain = _without_latex(_SUPER.sub(lambda power: _SUPER_SIGNS[power[1] or power[2]], inner)).strip()
    return span[0] if "\\" in plain else _MATH_SPACE.sub(r"\1", plain)


def _without_latex(text: str) -> str:
    """Replace known commands; unknown ones stay as printed."""
    return _COMMAND.sub(_sign, _WORDS.sub(r"\1", _FRACTION.sub(_fraction, text)))


def _fraction(match: re.Match[str]) -> str:
    """Write a fraction in one line, with brackets where it would otherwise mean something else."""
    above, below = (part.strip() for part in match.groups())
    return "/".join(part if re.fullmatch(r"\w+", part) else f"({part})" for part in (above, below))


def _sign(command: re.Match[str]) -> str:
    """Return the sign of one command, or the command itself."""
    percent, word, escaped = command.groups()
    if percent:
        return "%"
    if escaped is not None:
        return " " if escaped in ",;: " else escaped
    return _SIGNS.get(word, command[0])
