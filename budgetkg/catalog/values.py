"""Read what a user gives for a parameter and write it as one SPARQL term.

A value becomes a term or an error: never a piece of query text. Strings stay strings
whatever they hold.
"""

import re
import unicodedata
from collections.abc import Callable
from decimal import Decimal

from budgetkg.catalog.saved import Parameter
from budgetkg.errors import ParameterError
from budgetkg.namespaces import PREFIXES, decoded, legal_iri
from budgetkg.values.docnumber import find_document_numbers
from budgetkg.values.money import UNITS, decimal_text
from budgetkg.values.text import half_width

__all__ = ["expand_iri", "iri_term", "serialise", "string_term"]

_XSD = PREFIXES["xsd"]
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:[^\x00-\x20<>\"{}|^`\\\ud800-\udfff]+")
_KNOWN_SCHEMES = ("http", "https", "urn")
_INTEGER = re.compile(r"[+-]?[0-9]{1,18}")
_DECIMAL = re.compile(r"[+-]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,30})(?:\.[0-9]{1,18})?")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_CODE = re.compile(r"[0-9A-Za-z.\-]{1,40}")

#: Longest first, so that 万元 is not read as 元.
_MONEY_UNITS = tuple(sorted(UNITS, key=len, reverse=True))

#: What each type expects, for the message.
_EXPECTED = {
    "string": ("文本", "a text"),
    "integer": ("整数", "a whole number"),
    "year": ("四位年份", "a year of four digits"),
    "decimal": ("十进制数", "a decimal number"),
    "amount": ("金额，单位为元（或写明万元、亿元）", "an amount in 元 (or with 万元 or 亿元 behind it)"),
    "code": ("编码", "a code"),
    "document-number": ("一个发文字号", "one document number"),
    "entity": ("IRI、项目编码、文号或完整名称", "an IRI, a project code, a document number or an exact name"),
    "project": ("项目的 IRI、编码或完整名称", "the IRI, code or exact name of a project"),
}

_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def serialise(parameter: Parameter, text: str) -> str:
    """Return the SPARQL term for a value.

    >>> serialise(Parameter("minimum", "amount", False, "50万元"), "1,204.5万元")
    '"12045000"^^<http://www.w3.org/2001/XMLSchema#decimal>'
    >>> serialise(Parameter("name", "string", False, "x"), 'a"} DROP ALL #')
    '"a\\\\"} DROP ALL #"'

    Raises ParameterError where the value is not of the parameter's type.
    """
    if parameter.type == "choice":
        if text not in parameter.choices:
            raise _wrong(parameter, text)
        return string_term(text)
    term = _READERS[parameter.type](text)
    if term is None:
        raise _wrong(parameter, text)
    return term


def string_term(text: str) -> str:
    """Return a plain string literal.

    Engines differ on a backslash before `u`: some turn it into a character before they look
    for the end of the string. No name has one, so it is refused.
    """
    if re.search(r"\\[uU]", text) or re.search(r"[\ud800-\udfff\x00]", text):
        raise ParameterError(
            "文本含有不能写入查询的字符", "the text holds characters that no query can carry"
        )
    return f'"{"".join(_ESCAPES.get(sign, sign) for sign in text)}"'


def iri_term(iri: str) -> str | None:
    """Return `<iri>`, or None where the text is no IRI."""
    return f"<{iri}>" if _IRI.fullmatch(iri) else None


def expand_iri(text: str) -> str | None:
    """Return the absolute IRI that a text gives: in full, in angle brackets, or with a known prefix.

    >>> expand_iri("bkg:table-basic")
    'https://w3id.org/budgetkg/def#table-basic'
    >>> expand_iri("https://w3id.org/budgetkg/id/legal/%E9%82%AF%E8%B4%A2%E6%95%99/2023/104")
    'https://w3id.org/budgetkg/id/legal/邯财教/2023/104'
    >>> expand_iri("https://w3id.org/budgetkg/def#role-%E6%98%8E%E7%BB%86")
    'https://w3id.org/budgetkg/def#role-明细'
    >>> expand_iri("运转保障") is None
    True
    """
    bare = text.strip()
    if bare.startswith("<") and bare.endswith(">"):
        bare = bare[1:-1]
    scheme, colon, rest = bare.partition(":")
    if colon and scheme.lower() not in _KNOWN_SCHEMES:
        if scheme not in PREFIXES:
            return None
        bare = PREFIXES[scheme] + rest
    path, hash_sign, fragment = unicodedata.normalize("NFC", bare).partition("#")
    iri = decoded(path) + hash_sign + decoded(fragment)
    return iri if colon and _IRI.fullmatch(iri) else None


def _plain(text: str) -> str:
    """Return a number or code with half-width signs and without white space around it."""
    return half_width(text).strip()


def _string(text: str) -> str:
    return string_term(text)


def _integer(text: str) -> str | None:
    plain = _plain(text)
    return _typed(str(int(plain)), "integer") if _INTEGER.fullmatch(plain) else None


def _year(text: str) -> str | None:
    plain = _plain(text).removesuffix("年")
    return _typed(plain, "integer") if _YEAR.fullmatch(plain) else None


def _decimal(text: str, factor: Decimal = Decimal(1)) -> str | None:
    plain = _plain(text)
    if not _DECIMAL.fullmatch(plain):
        return None
    number = Decimal(plain.replace(",", ""))
    shift = factor.adjusted()
    return _typed(decimal_text(number.scaleb(shift)), "decimal")


def _amount(text: str) -> str | None:
    plain = _plain(text)
    unit = next((unit for unit in _MONEY_UNITS if plain.endswith(unit)), None)
    return _decimal(plain.removesuffix(unit), UNITS[unit]) if unit else _decimal(plain)


def _code(text: str) -> str | None:
    plain = "".join(_plain(text).split())
    return string_term(plain) if _CODE.fullmatch(plain) else None


def _document_number(text: str) -> str | None:
    iri = expand_iri(text)
    if iri is not None:
        return iri_term(iri)
    found = {
        legal_iri(hit.number.mark, hit.number.year, hit.number.serial) for hit in find_document_numbers(text)
    }
    return iri_term(found.pop()) if len(found) == 1 else None


def _entity(text: str) -> str | None:
    iri = expand_iri(text)
    return None if iri is None else iri_term(iri)


_READERS: dict[str, Callable[[str], str | None]] = {
    "string": _string,
    "integer": _integer,
    "year": _year,
    "decimal": _decimal,
    "amount": _amount,
    "code": _code,
    "document-number": _document_number,
    "entity": _entity,
    "project": _entity,
}


def _typed(lexical: str, datatype: str) -> str:
    return f'"{lexical}"^^<{_XSD}{datatype}>'


def _wrong(parameter: Parameter, text: str) -> ParameterError:
    if parameter.type == "choice":
        zh, en = f"{'、'.join(parameter.choices)} 之一", f"one of {', '.join(parameter.choices)}"
    else:
        zh, en = _EXPECTED[parameter.type]
    return ParameterError(
        f"参数 {parameter.name} 须为{zh}（例如 {parameter.example}），而不是“{text}”",
        f"parameter {parameter.name} must be {en} (for example {parameter.example}), not {text!r}",
    )
