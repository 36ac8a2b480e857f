"""RDF terms as N-Quads text: the only place where a value becomes a literal.

Text is written by templates and never through RDF objects, because that is what makes a
document's graph cost milliseconds. Each function returns one term, ready to stand in a line.
"""

import re
from functools import lru_cache

from budgetkg.namespaces import PREFIXES

__all__ = ["boolean", "canonical", "date", "decimal", "integer", "iri", "scaled", "text", "zh"]

_XSD = PREFIXES["xsd"]
_INTEGER = f'"^^<{_XSD}integer>'
_DECIMAL = f'"^^<{_XSD}decimal>'
_BOOLEAN = f'"^^<{_XSD}boolean>'
_DATE = f'"^^<{_XSD}date>'

_NUMBER = re.compile(r"(-?)([0-9]+)(?:\.([0-9]+))?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_ILLEGAL = re.compile(r'[\x00-\x20<>"{}|^`\\\x7f-\x9f\ud800-\udfff]')
_RARE = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_SHORT = {"\b": "\\b", "\f": "\\f"}


def _rare(match: re.Match[str]) -> str:
    sign = match.group()
    if "\ud800" <= sign <= "\udfff":  # half a surrogate pair is no character: show that one stood here
        return "\ufffd"
    return _SHORT.get(sign) or f"\\u{ord(sign):04X}"


def _escaped(value: str) -> str:
    plain = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    plain = plain.replace("\r", "\\r").replace("\t", "\\t")
    return plain if plain.isprintable() else _RARE.sub(_rare, plain)


def text(value: str) -> str:
    r"""Return a plain string literal.

    >>> text('a "b"\n')
    '"a \\"b\\"\\n"'
    """
    return f'"{_escaped(value)}"'


def zh(value: str) -> str:
    """Return a literal in Chinese.

    >>> zh("合计")
    '"合计"@zh'
    """
    return f'"{_escaped(value)}"@zh'


def boolean(value: bool) -> str:
    """Return an xsd:boolean literal."""
    return f'"{str(value).lower()}{_BOOLEAN}'


def integer(value: int) -> str:
    """Return an xsd:integer literal."""
    return f'"{value}{_INTEGER}'


def canonical(value: str) -> str | None:
    """Return a plain decimal string in the canonical form that stores print, or None if it is none.

    >>> canonical("0368.00"), canonical("-0.50"), canonical("-0.0"), canonical("1e3")
    ('368', '-0.5', '0', None)
    """
    return scaled(value, 0)


def scaled(value: str, places: int) -> str | None:
    """Return a decimal string times 10 to the power of `places`, exactly, in canonical form.

    Only the point moves, so that no precision can be lost. None if the text is no plain decimal.

    >>> scaled("1204.50", 4), scaled("0.00001", 4), scaled("1,204", 4)
    ('12045000', '0.1', None)
    """
    match = _NUMBER.fullmatch(value)
    if match is None:
        return None
    sign, whole, fraction = match.group(1), match.group(2), match.group(3) or ""
    if places:
        fraction = fraction.ljust(places, "0")
        whole, fraction = whole + fraction[:places], fraction[places:]
    whole, fraction = whole.lstrip("0") or "0", fraction.rstrip("0")
    if fraction:
        return f"{sign}{whole}.{fraction}"
    return f"{sign}{whole}" if whole != "0" else "0"


def decimal(value: str | None) -> str | None:
    """Return an xsd:decimal literal of a plain decimal string in canonical form; None stays None."""
    plain = None if value is None else canonical(value)
    return None if plain is None else f'"{plain}{_DECIMAL}'


def date(value: str | None) -> str | None:
    """Return an xsd:date literal of an ISO date, or None if it is none."""
    return f'"{value}{_DATE}' if value and _DAY.fullmatch(value) else None


@lru_cache(maxsize=4096)
def iri(value: str) -> str:
    """Return an IRI term. An illegal character is a mistake of the code that minted it.

    >>> iri("https://example.org/a b")
    Traceback (most recent call last):
    ...
    ValueError: illegal character in IRI 'https://example.org/a b'
    """
    if _ILLEGAL.search(value):
        raise ValueError(f"illegal character in IRI {value!r}")
    return f"<{value}>"
