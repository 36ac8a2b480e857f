"""The fields of a Fiscal Data Package: their types, titles and fiscal meaning (`columnType`).

Source: Fiscal Data Package 1.0-rc.1 and its Budget Standard Taxonomy.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

__all__ = ["AMOUNTS", "PROJECTS", "Field", "descriptor"]


@dataclass(frozen=True, slots=True)
class Field:
    """A field; `column_type` is empty where the taxonomy has none. `{account}` is the classification."""

    name: str
    type: str
    zh: str
    en: str
    column_type: str = ""


_WHO = (
    Field("year", "integer", "预算年度", "fiscal year", "date:fiscal-year"),
    Field("phase", "string", "文件种类", "phase", "phase:id"),
    Field(
        "department_code",
        "string",
        "部门代码",
        "department code",
        "administrative-classification:generic:level1:code",
    ),
    Field(
        "department_name",
        "string",
        "部门名称",
        "department",
        "administrative-classification:generic:level1:label",
    ),
    Field("division", "string", "行政区划代码", "division code", "geo:source:code"),
    Field("direction", "string", "收支方向", "direction", "direction"),
)
_MONEY = (
    Field("value", "number", "金额（元）", "amount in yuan", "value"),
    Field("currency", "string", "币种", "currency", "value-currency:code"),
    Field("printed", "string", "印出文字", "amount as printed"),
    Field("money_unit", "string", "印出的金额单位", "money unit as printed"),
)
_WHERE = (
    Field("document", "string", "所在文件", "document"),
    Field("first_line", "integer", "起始行", "first line"),
)

#: The fields of amounts.csv and economic.csv.
AMOUNTS: tuple[Field, ...] = (
    Field("id", "string", "标识", "identifier", "budget-line-id"),
    *_WHO,
    Field("account_code", "string", "科目编码", "account code", "{account}:generic:code"),
    Field("account_name", "string", "科目名称", "account", "{account}:generic:label"),
    Field("level1_code", "string", "类编码", "class code", "{account}:generic:level1:code"),
    Field("level1_name", "string", "类名称", "class", "{account}:generic:level1:label"),
    Field("level2_code", "string", "款编码", "section code", "{account}:generic:level2:code"),
    Field("level2_name", "string", "款名称", "section", "{account}:generic:level2:label"),
    Field("level3_code", "string", "项编码", "item code", "{account}:generic:level3:code"),
    Field("level3_name", "string", "项名称", "item", "{account}:generic:level3:label"),
    Field(
        "expenditure_type_code", "string", "支出类型代码", "expenditure type code", "expenditure-type:code"
    ),
    Field("expenditure_type_label", "string", "支出类型", "expenditure type", "expenditure-type:label"),
    Field("source_code", "string", "资金来源代码", "source code", "fin-source:generic:code"),
    Field("source_label", "string", "资金来源", "source", "fin-source:generic:label"),
    Field("name", "string", "印出的科目名称", "account as printed"),
    *_MONEY,
    Field("table", "string", "表", "table"),
    *_WHERE,
)

#: The fields of projects.csv.
PROJECTS: tuple[Field, ...] = (
    Field("id", "string", "标识", "identifier", "budget-line-id"),
    *_WHO,
    Field("code", "string", "项目编码", "project code", "activity:generic:project:code"),
    Field("name", "string", "项目名称", "project", "activity:generic:project:label"),
    *_MONEY,
    Field("fiscal_funds", "number", "其中：财政资金（元）", "of which fiscal funds, in yuan"),
    Field("other_funds", "number", "其中：其他资金（元）", "of which other funds, in yuan"),
    Field("purpose", "string", "资金用途", "purpose"),
    *_WHERE,
)

_RESOURCES = (
    (
        "amounts",
        AMOUNTS,
        "functional-classification",
        "收入总表与支出总表的明细行，按功能分类；按收支方向分别求和",
        "detail rows of the tables of income and expenditure by function; add each direction by itself",
    ),
    (
        "economic",
        AMOUNTS,
        "economic-classification",
        "基本支出表的明细行，按经济分类；与 amounts 是同一笔钱的另一种分法，不可相加",
        "detail rows of basic expenditure by economic account: money of amounts, not to be added to it",
    ),
    (
        "projects",
        PROJECTS,
        "",
        "项目绩效目标表的预算数；与 amounts 是同一笔钱，不可相加",
        "budgets of the performance forms: money that is in amounts, too, and not to be added to it",
    ),
)


def descriptor(documents: Iterable[Mapping[str, object]]) -> dict[str, Any]:
    """Return the content of datapackage.json."""
    about = list(documents)
    years = sorted({str(row["year"]) for row in about if row["year"] is not None})
    return {
        "profile": "tabular-data-package",
        "name": "budgetkg",
        "title": f"部门预算 {'、'.join(years)} / department budgets {', '.join(years)}",
        "description": "金额单位为元，精确到印出的位数。Money is in yuan, exact to the printed digit.",
        "countryCode": "CN",
        "sources": [{"title": str(row["title"]), "path": str(row["file"])} for row in about],
        "resources": [_resource(*one) for one in _RESOURCES],
    }


def _resource(name: str, fields: Sequence[Field], account: str, zh: str, en: str) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": name,
        "path": f"{name}.csv",
        "title": f"{zh} / {en}",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {
            "fields": [_field(field, account) for field in fields],
            "primaryKey": "id",
            "missingValues": [""],
        },
    }


def _field(field: Field, account: str) -> dict[str, str]:
    described = {"name": field.name, "type": field.type, "title": field.zh, "description": field.en}
    if field.column_type:
        described["columnType"] = field.column_type.replace("{account}", account)
    return described
