"""What is to be bought and what is held: procurement lines with their money, and assets."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from budgetkg.graph.terms import date, integer, iri, text, zh
from budgetkg.graph.vocabulary import TYPE, bkg, skos
from budgetkg.graph.writer import Writer, concept
from budgetkg.model import Asset, Figure, Procurement, ProcurementItem, Records, Where
from budgetkg.namespaces import segment

__all__ = ["write_assets", "write_procurement"]

_LABEL = skos("prefLabel")
_ROW_ROLE = bkg("rowRole")
_MONEY_UNIT = bkg("moneyUnit")
_TITLE = "政府采购预算"

#: Our column for each key of the records; any other key is its own column.
_COLUMNS = {
    "general": "general-public",
    "fund": "government-fund",
    "capital": "state-capital",
    "special_account": "special-account",
}


@dataclass(frozen=True, slots=True)
class _Line:
    """One row of the procurement table, whatever its role."""

    role: str
    label: str
    unit_name: str | None
    amounts: Mapping[str, Figure | None]
    where: Where
    printed: str
    item: ProcurementItem | None = None


def _lines(procurement: Procurement, where: Where) -> Iterator[_Line]:
    if procurement.total:
        yield _Line("total", "合计", None, procurement.total, procurement.total_where or where, "合计")
    for unit in procurement.units:
        label = f"{unit.name}小计"
        yield _Line("subtotal", label, unit.name, unit.amounts, unit.where, unit.printed or label)
        for item in unit.items:
            printed = item.printed or item.item
            yield _Line("detail", item.item, unit.name, item.amounts, item.where, printed, item)


def write_procurement(pen: Writer, records: Records, units: Mapping[str, str]) -> None:
    """Write the procurement table. `units` are the IRIs of the units by name."""
    procurement = records.procurement
    if procurement.where is None:
        return
    money_unit = procurement.money_unit or records.document.money_unit
    lines = list(_lines(procurement, procurement.where))
    _write_table(pen, procurement, procurement.where, len(lines))
    for number, line in enumerate(lines, 1):
        subject = f"{pen.document}/procurement/{number}"
        unit = None if line.unit_name is None else units.get(line.unit_name)
        pen.describe(
            subject,
            (TYPE, bkg("ProcurementLine")),
            (_ROW_ROLE, concept("role", line.role)),
            (_LABEL, zh(line.label)),
            (bkg("unitText"), None if line.unit_name is None else text(line.unit_name)),
            (bkg("unit"), None if unit is None else iri(unit)),
        )
        if line.item is not None:
            _write_item(pen, subject, line.item, money_unit, procurement.where)
        pen.printed(subject, line.where, line.printed)
        _write_amounts(pen, number, line, money_unit, procurement.where)


def _write_table(pen: Writer, procurement: Procurement, where: Where, rows: int) -> None:
    subject = pen.fresh(f"{pen.document}/table/procurement")
    pen.describe(
        subject,
        (TYPE, bkg("PrintedTable")),
        (bkg("table"), bkg("table-procurement")),
        (_LABEL, zh(_TITLE)),
        (bkg("rowCount"), integer(rows)),
        (bkg("noteText"), None if procurement.note is None else zh(procurement.note)),
        (_MONEY_UNIT, None if procurement.money_unit is None else text(procurement.money_unit)),
    )
    pen.printed(subject, where, _TITLE)


def _write_item(pen: Writer, subject: str, item: ProcurementItem, unit: str | None, table: Where) -> None:
    pen.describe(
        subject,
        (bkg("projectText"), text(item.project) if item.project else None),
        (bkg("budgetedFunds"), pen.yuan(item.funds, unit, table)),
        (bkg("budgetedFundsText"), _print(item.funds)),
        (bkg("catalogueCode"), text(item.catalogue_code) if item.catalogue_code else None),
        (bkg("measure"), text(item.measure) if item.measure else None),
        (bkg("quantity"), pen.number(item.quantity, item.where)),
        (bkg("quantityText"), _print(item.quantity)),
        (bkg("unitPrice"), pen.yuan(item.unit_price, unit, table)),
        (bkg("unitPriceText"), _print(item.unit_price)),
        (_MONEY_UNIT, None if unit is None else text(unit)),
    )


def _write_amounts(pen: Writer, number: int, line: _Line, unit: str | None, table: Where) -> None:
    for key, figure in line.amounts.items():
        if figure is None:
            continue
        column = _COLUMNS.get(key, key)
        subject = pen.fresh(f"{pen.document}/amount/procurement/{number}/{segment(column)}")
        pen.describe(
            subject,
            (TYPE, bkg("BudgetAmount")),
            (bkg("amount"), pen.yuan(figure, unit, table)),
            (_MONEY_UNIT, None if unit is None else text(unit)),
            (bkg("table"), bkg("table-procurement")),
            (bkg("column"), concept("column", column)),
            (_ROW_ROLE, concept("role", line.role)),
            (bkg("rowNumber"), integer(number)),
            (bkg("procurementLine"), iri(f"{pen.document}/procurement/{number}")),
            (_LABEL, zh(line.label)),
        )
        pen.printed(subject, line.where, figure.printed)


def write_assets(pen: Writer, records: Records) -> None:
    """Write the asset table."""
    unit = records.assets.money_unit or records.document.money_unit
    for number, asset in enumerate(records.assets.rows, 1):
        subject = f"{pen.document}/asset/{number}"
        pen.describe(
            subject,
            (TYPE, bkg("AssetHolding")),
            (_LABEL, zh(asset.item)),
            (bkg("quantity"), pen.number(asset.quantity, asset.where)),
            (bkg("quantityText"), _print(asset.quantity)),
            (bkg("amount"), pen.yuan(asset.value, unit, asset.where)),
            (bkg("amountText"), _print(asset.value)),
            (_MONEY_UNIT, None if unit is None else text(unit)),
            (bkg("asOf"), date(records.assets.as_of)),
            (_ROW_ROLE, concept("role", asset.role)),
        )
        pen.printed(subject, asset.where, asset.printed or _row_text(asset))


def _row_text(asset: Asset) -> str:
    cells = (asset.item, *(figure.printed if figure else "" for figure in (asset.quantity, asset.value)))
    return "\t".join(cells).rstrip("\t")


def _print(figure: Figure | None) -> str | None:
    return None if figure is None else text(figure.printed)
