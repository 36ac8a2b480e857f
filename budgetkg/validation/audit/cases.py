"""Put the figures of a rule together into cases, and say how each case comes out.

A printed figure is exact to half a unit of its last digit; a comparison is as exact as its figures
together. So a difference is nothing, rounding, or more than rounding can explain; there is no
fixed epsilon. A blank cell is no figure, and a case with an empty side is not compared.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation, localcontext

from budgetkg.errors import NotMoneyError, QueryError
from budgetkg.results import Solutions, Term
from budgetkg.validation.findings import Operand
from budgetkg.values.money import UNITS, read_money

__all__ = ["RELATIONS", "Case", "cases_of", "half_unit"]

#: How the left side should stand to the right one.
RELATIONS = ("equal", "at-least")
#: "unknown": printed with the others, but what it means for the sum is not known.
_SIDES = ("left", "right", "unknown")
_ENOUGH = 100


@dataclass(frozen=True, slots=True)
class Case:
    """One comparison: `tolerance` is the sum of the half units of all its figures, in yuan."""

    graph: str
    key: str
    relation: str
    unit: str
    left: tuple[Operand, ...]
    right: tuple[Operand, ...]
    tolerance: Decimal
    unknown: int = 0

    @property
    def comparable(self) -> bool:
        """Whether there is one figure to check, something to check it against, and nothing unclear."""
        return len(self.left) == 1 and bool(self.right) and not self.unknown

    @property
    def difference(self) -> Decimal:
        """The left side less the right one, exactly, in yuan."""
        with localcontext(prec=_ENOUGH):
            return total(self.left) - total(self.right)

    @property
    def outcome(self) -> str:
        """Return "equal", "rounding" or "differs"; what is allowed to be greater is "equal", too."""
        difference = self.difference
        if difference == 0 or (self.relation == "at-least" and difference > 0):
            return "equal"
        return "rounding" if abs(difference) <= self.tolerance else "differs"


def total(operands: Iterable[Operand]) -> Decimal:
    """Return the exact sum of figures in yuan."""
    with localcontext(prec=_ENOUGH):
        return sum((operand.yuan for operand in operands if operand.yuan is not None), Decimal(0))


def half_unit(printed: str, unit: str, value: Decimal, times: Decimal = Decimal(1)) -> Decimal:
    """Return half a unit of a figure's last printed digit, in yuan; `times` is what it is multiplied by.

    >>> half_unit("1204.50", "万元", Decimal(12045000))
    Decimal('50.000')
    >>> half_unit("0.55", "万元", Decimal(49500), Decimal(9))
    Decimal('450.000')

    Where the text is not this value, nothing is known of its precision: then it is taken as exact,
    so that no difference is explained away.
    """
    factor = UNITS.get(unit)
    try:
        figure = read_money(printed.replace(unit, "") if unit else printed)
    except NotMoneyError:
        return Decimal(0)
    with localcontext(prec=_ENOUGH):
        if figure is None or factor is None or abs(Decimal(figure.text) * factor * times) != abs(value):
            return Decimal(0)
        digits = len(figure.text.partition(".")[2])
        return Decimal(5).scaleb(-digits - 1) * factor * abs(times)


def cases_of(rule: str, found: Solutions) -> list[Case]:
    """Return the cases of a rule's rows, in order. Raises QueryError for a row that is no figure."""
    groups: dict[tuple[str, str], list[Mapping[str, Term | None]]] = {}
    for row in found.rows:
        cells = dict(zip(found.variables, row, strict=True))
        groups.setdefault((_text(rule, cells, "g"), _text(rule, cells, "case")), []).append(cells)
    return [_case(rule, graph, key, groups[graph, key]) for graph, key in sorted(groups)]


def _case(rule: str, graph: str, key: str, rows: list[Mapping[str, Term | None]]) -> Case:
    sides: dict[str, list[Operand]] = {side: [] for side in _SIDES}
    tolerance, units, relations = Decimal(0), [], set()
    for row in sorted(rows, key=lambda row: (_text(rule, row, "operand"), _text(rule, row, "printed", ""))):
        side, value = _text(rule, row, "side"), _number(row, "value")
        side = "unknown" if value is None and side in _SIDES else side
        if side not in _SIDES:
            raise _odd(rule, f"side {side}")
        relations.add(_text(rule, row, "relation", "equal"))
        value = Decimal(0) if value is None else value
        operand = _operand(rule, row, side, value)
        sides[side].append(operand)
        unit = _text(rule, row, "unit", "")
        tolerance += half_unit(operand.printed, unit, value, _number(row, "times") or Decimal(1))
        units += [unit] if unit else []
    if len(relations) != 1 or not relations <= set(RELATIONS):
        raise _odd(rule, f"relation {', '.join(sorted(relations))}")
    return Case(
        graph,
        key,
        relations.pop(),
        units[0] if units else "元",
        tuple(sides["left"]),
        tuple(sides["right"]),
        tolerance,
        len(sides["unknown"]),
    )


def _operand(rule: str, row: Mapping[str, Term | None], side: str, value: Decimal) -> Operand:
    return Operand(
        iri=_text(rule, row, "operand"),
        side=side,
        label=_text(rule, row, "label"),
        printed=_text(rule, row, "printed", ""),
        yuan=value,
    )


def _text(rule: str, row: Mapping[str, Term | None], name: str, default: str | None = None) -> str:
    term = row.get(name)
    if term is not None:
        return term.value
    if default is None:
        raise _odd(rule, f"?{name} unbound")
    return default


def _number(row: Mapping[str, Term | None], name: str) -> Decimal | None:
    """Return a number, or None where the graph holds none: the shapes say so, and nothing is compared."""
    term = row.get(name)
    try:
        return None if term is None else term.number
    except InvalidOperation:
        return None


def _odd(rule: str, what: str) -> QueryError:
    return QueryError(f"查询结果有误：{what}", f"its query gave a row that is no figure: {what}", rule)
