"""The records of what is to be bought and of what is held."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from budgetkg.model.printed import Figure, Where

__all__ = ["Asset", "Assets", "Procurement", "ProcurementItem", "ProcurementUnit"]


@dataclass(frozen=True, slots=True)
class ProcurementItem:
    """One thing to be bought; `amounts` by source: total, general, fund, capital, special_account,
    own, carryover, and sme (the share reserved for small firms, outside the sum)."""

    project: str
    funds: Figure | None
    item: str
    catalogue_code: str | None
    measure: str | None
    quantity: Figure | None
    unit_price: Figure | None
    amounts: Mapping[str, Figure | None]
    where: Where
    printed: str = ""


@dataclass(frozen=True, slots=True)
class ProcurementUnit:
    """The items of one unit under its subtotal row."""

    name: str
    amounts: Mapping[str, Figure | None]
    items: tuple[ProcurementItem, ...]
    where: Where
    printed: str = ""


@dataclass(frozen=True, slots=True)
class Procurement:
    """The procurement table. `where` is None where the document has none."""

    note: str | None = None
    total: Mapping[str, Figure | None] = field(default_factory=dict)
    units: tuple[ProcurementUnit, ...] = ()
    money_unit: str | None = None
    where: Where | None = None
    total_where: Where | None = None


@dataclass(frozen=True, slots=True)
class Asset:
    """One row of the asset table. `role` as in Row."""

    item: str
    quantity: Figure | None
    value: Figure | None
    where: Where
    role: str = "detail"
    printed: str = ""


@dataclass(frozen=True, slots=True)
class Assets:
    """Fixed assets held on `as_of` (ISO date)."""

    as_of: str | None = None
    rows: tuple[Asset, ...] = ()
    money_unit: str | None = None
