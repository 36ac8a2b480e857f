"""Figures on classifications and departments side by side, computed from the records alone."""

from collections import Counter, defaultdict
from decimal import ROUND_HALF_UP, Decimal

from reckoning import Check, cells

from budgetkg.model import Records, Row
from budgetkg.results import Solutions

__all__ = ["FIGURES"]


#: The places of classes in COFOG and their confidence, typed once more by hand.
DIVISIONS = {
    "201": ("01", "0.6"),
    "207": ("08", "0.8"),
    "208": ("10", "0.6"),
    "210": ("07", "0.8"),
    "212": ("06", "0.6"),
    "213": ("04", "0.4"),
    "221": ("10", "0.4"),
    "223": (None, "0"),
}
#: Government accounts of some items in an administrative unit and in a public institution.
ACCOUNTS = {
    "30101": ("50101", "50501"),
    "30107": (None, "50501"),
    "30110": ("50102", "50501"),
    "30113": ("50103", "50501"),
    "30201": ("50201", "50502"),
    "30215": ("50202", "50502"),
    "30216": ("50203", "50502"),
    "30299": (None, "50502"),
    "30302": (None, None),
    "31002": (None, "506"),
}


def _table(records: Records, name: str) -> tuple[Row, ...]:
    return next(table.rows for table in records.tables if table.id == name)


def _amount(row: Row, column: str) -> Decimal | None:
    figure = row.amounts.get(column)
    return None if figure is None else Decimal(figure.text) * 10_000


def _expenditure_across_departments(records: Records, answer: Solutions) -> None:
    rows = _table(records, "expenditure")
    whole = next(_amount(row, "total") for row in rows if row.role == "total")
    assert whole
    wanted = []
    for row in (row for row in rows if row.code and len(row.code) == 3):
        total = _amount(row, "total")
        share = None if total is None else (total / whole * 100).quantize(Decimal("0.01"), ROUND_HALF_UP)
        wanted.append((row.code, total, _amount(row, "basic"), _amount(row, "project"), share, whole))
    assert Counter(cells(answer, "code total basic project share department_total")) == Counter(wanted)
    assert set(cells(answer, "department_code")) == {(records.department.code,)}


def _expenditure_by_cofog(records: Records, answer: Solutions) -> None:
    total: dict[str | None, Decimal] = defaultdict(Decimal)
    least: dict[str | None, Decimal] = {}
    for row in _table(records, "expenditure"):
        amount = _amount(row, "total")
        if row.code and len(row.code) == 3 and amount is not None:
            division, confidence = DIVISIONS[row.code]
            total[division] += amount
            least[division] = min(least.get(division, Decimal(1)), Decimal(confidence))
    found = cells(answer, "division total lowest_confidence")
    wanted = [(division, total[division], least[division]) for division in total]
    assert Counter(found) == Counter(wanted)
    for whole, *parts in cells(answer, "total close broad related unplaced"):
        assert whole == sum(Decimal(str(part)) for part in parts)


def _economic_crosswalk(records: Records, answer: Solutions) -> None:
    details = [row for row in _table(records, "basic") if row.role == "detail" and row.code]
    wanted = [(row.code, _amount(row, "total")) for row in details if _amount(row, "total") is not None]
    assert Counter(cells(answer, "code amount")) == Counter(wanted)
    for code, administrative, institution in cells(answer, "code administrative_code institution_code"):
        if code in ACCOUNTS:
            assert (administrative, institution) == ACCOUNTS[str(code)]
    kinds = Counter(unit.kind for unit in records.units)
    counted = (Decimal(kinds["行政"]), Decimal(kinds["事业"]))
    assert set(cells(answer, "administrative_units institution_units")) == {counted}


FIGURES: dict[str, Check] = {
    "economic-crosswalk": _economic_crosswalk,
    "expenditure-across-departments": _expenditure_across_departments,
    "expenditure-by-cofog": _expenditure_by_cofog,
}
