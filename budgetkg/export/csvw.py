"""CSV on the Web: what the tables of an export are, for machines, as W3C metadata.

Every table has its IRI as key; a column that points to one other table in every row is a foreign
key. The standard has none for a column that may point to several tables, holds several IRIs, or is
empty in some rows.
"""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Any

from budgetkg.entities import Column, Kind
from budgetkg.entities.kinds import full
from budgetkg.export.cells import IRI, SEPARATOR, heads

__all__ = ["metadata"]

_DATATYPES = {
    "text": "string",
    "integer": "integer",
    "decimal": "decimal",
    "boolean": "boolean",
    "date": "date",
    "reference": "anyURI",
    "references": "anyURI",
}
_GUARD = {
    "zh": "以 = + - @、制表符、回车或 ' 开头的文本前加一个 '，去掉它即为原文；--raw 不加。",
    "en": "A text that begins with = + - @, a tab, a return or ' has one ' before it; "
    "without that it is the text. --raw leaves it out.",
}


def metadata(
    kinds: Sequence[Kind], format_: str, gaps: Mapping[str, AbstractSet[str]], *, raw: bool
) -> dict[str, Any]:
    """Return the metadata of the tables of these kinds; `format_` is csv or tsv.

    `gaps` are, for each kind, the columns in which a value is missing.
    """
    described: dict[str, Any] = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "zh"}],
        "dialect": {
            "encoding": "utf-8",
            "delimiter": "\t" if format_ == "tsv" else ",",
            "quoteChar": '"',
            "doubleQuote": True,
            "lineTerminators": ["\r\n", "\n"],
            "header": True,
        },
    }
    if not raw:
        described["rdfs:comment"] = [
            {"@value": text, "@language": language} for language, text in _GUARD.items()
        ]
    names = {kind.name for kind in kinds}
    described["tables"] = [_table(kind, names, gaps[kind.name], format_) for kind in kinds]
    return described


def _table(kind: Kind, names: AbstractSet[str], gaps: AbstractSet[str], format_: str) -> dict[str, Any]:
    keys = [
        _foreign_key(column, format_)
        for column in kind.columns
        if column.name not in gaps and _is_key(column, names)
    ]
    schema: dict[str, Any] = {
        "columns": [_column(column) for column in heads(kind)],
        "primaryKey": IRI.name,
        "aboutUrl": f"{{+{IRI.name}}}",
    }
    if keys:
        schema["foreignKeys"] = keys
    return {
        "url": f"{kind.name}.{format_}",
        "dc:title": _said(kind.zh, kind.en),
        "rdfs:seeAlso": {"@id": full(kind.cls)},
        "tableSchema": schema,
    }


def _column(column: Column) -> dict[str, Any]:
    described: dict[str, Any] = {
        "name": column.name,
        "titles": {"und": column.name, "zh": column.zh, "en": column.en},
        "datatype": _DATATYPES[column.type],
    }
    if column is IRI:
        return {**described, "required": True, "suppressOutput": True}
    last = column.steps[-1]
    if column.plain or column.graph == "codes":
        described["propertyUrl"] = last.iri
    if column.unit is not None:
        described["dc:description"] = _said(f"单位：{column.unit}", f"unit: {column.unit}")
    if column.type == "references":
        described["separator"] = SEPARATOR
    if column.type == "reference":
        described["valueUrl"] = f"{{+{column.name}}}"
    return described


def _is_key(column: Column, names: AbstractSet[str]) -> bool:
    return column.type == "reference" and len(column.to) == 1 and column.to[0] in names


def _foreign_key(column: Column, format_: str) -> dict[str, Any]:
    return {
        "columnReference": column.name,
        "reference": {"resource": f"{column.to[0]}.{format_}", "columnReference": IRI.name},
    }


def _said(zh: str, en: str) -> list[dict[str, str]]:
    return [{"@value": zh, "@language": "zh"}, {"@value": en, "@language": "en"}]
