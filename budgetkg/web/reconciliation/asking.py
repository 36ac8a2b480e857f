"""What may be asked, checked: a batch of queries, and a request for values.

Whatever is wrong is said before anything is answered, with the name of the query.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from budgetkg.web.answers import RequestError
from budgetkg.web.reconciliation.vocabulary import Property, Vocabulary

__all__ = ["BATCH", "Constraint", "Extension", "Query", "Wanted", "read_batch", "read_extension"]

#: Most queries in one batch; OpenRefine keeps to what the manifest says.
BATCH = 200
_IDS = 1000
_PROPERTIES = 50
_VALUES = 50
_LONGEST = 20_000
_LIMIT, _MOST_LIMIT = 10, 100


@dataclass(frozen=True, slots=True)
class Constraint:
    """A property and the values of which it should have one: texts, or IRIs of things."""

    property: Property
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Query:
    """One query: the text, the types it is restricted to (short names), and constraints."""

    text: str
    types: tuple[str, ...]
    limit: int = _LIMIT
    constraints: tuple[Constraint, ...] = ()


@dataclass(frozen=True, slots=True)
class Wanted:
    """A property that is to be fetched, of one fiscal year or all."""

    property: Property
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Extension:
    """A request for the values of properties of things."""

    ids: tuple[str, ...]
    wanted: tuple[Wanted, ...] = field(default=())


def read_batch(vocabulary: Vocabulary, given: Any) -> dict[str, Query]:
    """Return the queries of a batch by their keys. Raises RequestError."""
    if not isinstance(given, dict):
        raise RequestError(400, "queries 须为对象：键对应查询", "queries must be an object of queries by key")
    if len(given) > BATCH:
        raise RequestError(
            413,
            f"一批最多 {BATCH} 条查询，现有 {len(given)} 条",
            f"a batch holds at most {BATCH} queries, this one has {len(given)}",
        )
    return {key: _query(vocabulary, key, value) for key, value in given.items()}


def read_extension(vocabulary: Vocabulary, given: Any) -> Extension:
    """Return a request for values. Raises RequestError."""
    where = "extend"
    if not isinstance(given, dict):
        raise _wrong(where, "须为对象", "must be an object")
    ids, properties = given.get("ids"), given.get("properties")
    if not isinstance(ids, list) or not all(isinstance(one, str) for one in ids):
        raise _wrong(f"{where}.ids", "须为文本列表", "must be a list of texts")
    if not isinstance(properties, list):
        raise _wrong(f"{where}.properties", "须为列表", "must be a list")
    if len(ids) > _IDS or len(properties) > _PROPERTIES:
        raise RequestError(
            413,
            f"一次最多 {_IDS} 个标识、{_PROPERTIES} 个属性",
            f"at most {_IDS} ids and {_PROPERTIES} properties at a time",
        )
    return Extension(tuple(dict.fromkeys(ids)), tuple(_wanted(vocabulary, one) for one in properties))


def _query(vocabulary: Vocabulary, key: str, given: Any) -> Query:
    if not isinstance(given, dict):
        raise _wrong(key, "查询须为对象", "a query must be an object")
    text = given.get("query", "")
    if not isinstance(text, str):
        raise _wrong(f"{key}.query", "须为文本", "must be a text")
    if len(text) > _LONGEST:
        raise RequestError(
            413,
            f"{key}.query：最多 {_LONGEST} 个字符",
            f"{key}.query: at most {_LONGEST} characters",
        )
    constraints = _constraints(vocabulary, f"{key}.properties", given.get("properties"))
    if "query" not in given and not constraints:
        raise _wrong(key, "须有 query 或 properties", "needs a query or properties")
    types = _types(vocabulary, f"{key}.type", given.get("type"))
    return Query(text, types, _limit(f"{key}.limit", given.get("limit")), constraints)


def _types(vocabulary: Vocabulary, where: str, given: Any) -> tuple[str, ...]:
    """Return the short names of the types meant and of those within them; without any, of all."""
    asked = [] if given in (None, "") else given if isinstance(given, list) else [given]
    wanted: dict[str, None] = {}
    for one in asked:
        # OpenRefine 3 also sent types as objects.
        text = one.get("id") if isinstance(one, dict) else one
        if not isinstance(text, str):
            raise _wrong(where, "须为文本或文本列表", "must be a text or a list of texts")
        known = vocabulary.find_type(text)
        if known is None:
            listed = ", ".join(vocabulary.types)
            raise _wrong(where, f"未知类型“{text}”；可用 {listed}", f"unknown type {text!r}; known: {listed}")
        wanted |= dict.fromkeys(sorted(vocabulary.within(known.key)))
    return tuple(wanted or vocabulary.types)


def _limit(where: str, given: Any) -> int:
    if given is None:
        return _LIMIT
    number = given if isinstance(given, int | Decimal) and not isinstance(given, bool) else 0
    if number != int(number) or number < 1:
        raise _wrong(where, "须为正整数", "must be a positive whole number")
    return min(int(number), _MOST_LIMIT)


def _constraints(vocabulary: Vocabulary, where: str, given: Any) -> tuple[Constraint, ...]:
    if given is None:
        return ()
    if not isinstance(given, list):
        raise _wrong(where, "须为列表", "must be a list")
    if len(given) > _PROPERTIES:
        raise RequestError(413, f"{where}：属性过多", f"{where}: too many properties")
    return tuple(_constraint(vocabulary, f"{where}[{place}]", one) for place, one in enumerate(given))


def _constraint(vocabulary: Vocabulary, where: str, given: Any) -> Constraint:
    if not isinstance(given, dict) or "v" not in given:
        raise _wrong(where, "须为含 pid 与 v 的对象", "must be an object with pid and v")
    values = given["v"] if isinstance(given["v"], list) else [given["v"]]
    if len(values) > _VALUES:
        raise RequestError(413, f"{where}：值过多", f"{where}: too many values")
    return Constraint(
        _property(vocabulary, f"{where}.pid", given.get("pid")),
        tuple(_value(f"{where}.v", value) for value in values if value is not None),
    )


def _value(where: str, given: Any) -> str:
    if isinstance(given, dict):
        given = given.get("id")
    if isinstance(given, bool) or not isinstance(given, str | int | Decimal):
        raise _wrong(where, "须为文本、数字或含 id 的对象", "must be a text, a number or an object with id")
    if isinstance(given, str) and len(given) > _LONGEST:
        raise RequestError(413, f"{where}：文本过长", f"{where}: the text is too long")
    if isinstance(given, Decimal):
        return str(int(given)) if given == given.to_integral_value() else format(given, "f")
    return str(given)


def _wanted(vocabulary: Vocabulary, given: Any) -> Wanted:
    where = "extend.properties"
    if not isinstance(given, dict):
        raise _wrong(where, "须为含 id 的对象", "must be objects with id")
    settings = given.get("settings")
    if settings is not None and not isinstance(settings, Mapping):
        raise _wrong(f"{where}.settings", "须为对象", "must be an object")
    year = (settings or {}).get("year")
    return Wanted(
        _property(vocabulary, f"{where}.id", given.get("id")), _year(f"{where}.settings.year", year)
    )


def _year(where: str, given: Any) -> int | None:
    if given is None or (isinstance(given, str) and not given.strip()):
        return None
    text = str(given).strip().removesuffix("年")
    if not (text.isascii() and text.isdigit() and len(text) == 4):
        raise _wrong(where, "须为四位年份", "must be a year of four digits")
    return int(text)


def _property(vocabulary: Vocabulary, where: str, given: Any) -> Property:
    found = vocabulary.properties.get(given) if isinstance(given, str) else None
    if found is None:
        listed = ", ".join(vocabulary.properties)
        raise _wrong(
            where, f"未知属性“{given}”；可用 {listed}", f"unknown property {given!r}; known: {listed}"
        )
    return found


def _wrong(where: str, zh: str, en: str) -> RequestError:
    return RequestError(400, f"{where}：{zh}", f"{where}: {en}")
