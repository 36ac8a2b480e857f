"""Put an explanation together from saved queries."""

from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path

from budgetkg.catalog import Answering, SavedQuery, find_entity, load_catalog, run
from budgetkg.errors import BudgetKGError
from budgetkg.explain.auditing import audited
from budgetkg.explain.model import Explanation, Part, Printed, Reference, Statement, Sum, Value
from budgetkg.namespaces import BKG, PREFIXES
from budgetkg.results import Term
from budgetkg.validation.copying import Copying
from budgetkg.values.money import UNITS, read_money, yuan

__all__ = ["explain"]

_TYPE = PREFIXES["rdf"] + "type"
_NAMES = (
    PREFIXES["skos"] + "prefLabel",
    PREFIXES["dcterms"] + "title",
    BKG + "documentNumber",
    PREFIXES["dcterms"] + "identifier",
)
_PRINTED_TEXT = "printedText"

#: Numbers by property: where their printed text stands, and whether they are money.
_NUMBERS = {
    "amount": (_PRINTED_TEXT, True),
    "totalAmount": ("totalAmountText", True),
    "fiscalFunds": ("fiscalFundsText", True),
    "otherFunds": ("otherFundsText", True),
    "budgetedFunds": ("budgetedFundsText", True),
    "unitPrice": ("unitPriceText", True),
    "quantity": ("quantityText", False),
    "targetValue": ("targetText", False),
    "cumulativePercent": (_PRINTED_TEXT, False),
}
#: Things whose printed text is their name, so that the text of their amount stands apart.
_PRINTED_BY_NAME = frozenset({"AssetHolding"})
_AMOUNT_TEXT = "amountText"

_Row = dict[str, Term]


def explain(store: Answering, text: str, checks: bool = True) -> Explanation:
    """Explain the thing that a text names: an IRI, code, document number or exact name.

    A lasting project is explained with its forms. With `checks` the audit runs over the document of the
    thing, where the store is an embedded one: an endpoint would be asked each rule.

    Raises EntityUnknownError, or AmbiguousEntityError listing the candidates.
    """
    iri = find_entity(store, text)
    forms = tuple(row["form"].value for row in _rows(store, "forms", [iri]))
    subjects = [iri, *forms]
    statements = _statements(store, subjects)
    checked = audited(store, subjects) if checks and isinstance(store, Copying) else None
    return Explanation(
        iri=iri,
        kinds=_kinds(statements, iri),
        name=_name(statements, subjects),
        printed=_printed(store, iri),
        values=tuple(value for subject in subjects for value in _values(statements, subject)),
        sums=_sums(store, iri, statements),
        references=_references(store, subjects),
        comparisons=None if checked is None else checked.comparisons,
        findings=None if checked is None else checked.findings,
        statements=statements,
    )


@cache
def _queries() -> dict[str, SavedQuery]:
    return {**load_catalog(), **load_catalog(Path(__file__).parent / "queries")}


def _rows(store: Answering, name: str, entities: list[str]) -> list[_Row]:
    """Return the rows of a query as terms by name, without what is unbound."""
    solutions = run(store, _queries()[name], {"entity": entities})
    return [
        {key: term for key, term in zip(solutions.variables, row, strict=True) if term is not None}
        for row in solutions.rows
    ]


def _text(row: _Row, name: str) -> str:
    return row[name].value if name in row else ""


def _decimal(term: Term) -> Decimal:
    number = term.number
    assert number is not None, f"{term.value} is no number"
    return number


def _statements(store: Answering, subjects: list[str]) -> tuple[Statement, ...]:
    rows = _rows(store, "statements", subjects)
    found = [
        Statement(
            row["entity"].value,
            row["property"].value,
            row["value"].value,
            _text(row, "label"),
            row["value"].language,
        )
        for row in rows
    ]
    return tuple(sorted(found, key=lambda one: subjects.index(one.entity)))


def _kinds(statements: tuple[Statement, ...], iri: str) -> tuple[str, ...]:
    types = (one.value for one in statements if (one.entity, one.property) == (iri, _TYPE))
    return tuple(dict.fromkeys(value.removeprefix(BKG) for value in types))


def _name(statements: tuple[Statement, ...], subjects: list[str]) -> str:
    """Return the first name there is, the printed Chinese one before a translation."""
    for wanted in _NAMES:
        for subject in subjects:
            named = [one for one in statements if (one.entity, one.property) == (subject, wanted)]
            if named:
                return min(named, key=lambda one: one.language == "en").value
    return ""


def _printed(store: Answering, iri: str) -> tuple[Printed, ...]:
    return tuple(
        Printed(
            entity=row["printed"].value,
            document=_text(row, "document"),
            file=_text(row, "file"),
            first_line=int(row["first_line"].value),
            last_line=int(row["last_line"].value),
            page=int(row["page"].value) if "page" in row else None,
            text=_text(row, "text"),
            lines=_text(row, "lines"),
        )
        for row in _rows(store, "source-of", [iri])
    )


def _values(statements: tuple[Statement, ...], subject: str) -> list[Value]:
    """Return the numbers of one thing with their printed texts."""
    own = {
        one.property.removeprefix(BKG): one.value
        for one in statements
        if one.entity == subject and one.property.startswith(BKG)
    }
    by_name = _PRINTED_BY_NAME & set(_kinds(statements, subject))
    values = []
    for name, (text_property, is_money) in _NUMBERS.items():
        if name not in own:
            continue
        printed = own.get(_AMOUNT_TEXT if by_name and text_property == _PRINTED_TEXT else text_property)
        value = Decimal(own[name])
        unit = own.get("moneyUnit") if is_money else None
        agrees = _agrees(printed, unit, value) if is_money else None
        values.append(Value(subject, name, printed, unit, value, is_money, agrees))
    return values


def _agrees(printed: str | None, unit: str | None, value: Decimal) -> bool | None:
    """Compute yuan from the printed text; a change may be printed without its sign."""
    if printed is None or unit is None:
        return None
    own_unit = next((one for one in sorted(UNITS, key=len, reverse=True) if printed.endswith(one)), None)
    try:
        figure = read_money(printed.removesuffix(own_unit) if own_unit else printed)
        return None if figure is None else yuan(figure, own_unit or unit) == value
    except BudgetKGError:
        return None


def _sums(store: Answering, iri: str, statements: tuple[Statement, ...]) -> tuple[Sum, ...]:
    """Return the sum under an amount, and the sum that it is part of."""
    if "BudgetAmount" not in _kinds(statements, iri):
        return ()
    rows = _rows(store, "sums", [iri])
    own = {one.property: one for one in statements if one.entity == iri}
    account = own.get(BKG + "account")
    code = account.value.rsplit("/", 1)[-1] if account else ""
    name = _name(statements, [iri])
    sums = [_sum(Part(iri, name, code, Decimal(own[BKG + "amount"].value)), rows)]
    for row in rows:
        if row["relation"].value == "whole":
            sums.append(_sum(_part(row), _rows(store, "sums", [row["other"].value])))
    return tuple(one for one in sums if one.parts)


def _sum(whole: Part, rows: list[_Row]) -> Sum:
    parts = tuple(_part(row) for row in rows if row["relation"].value == "part")
    total = sum((part.yuan for part in parts), Decimal(0))
    return Sum(whole, parts, total, whole.yuan - total)


def _part(row: Mapping[str, Term]) -> Part:
    return Part(row["other"].value, _text(dict(row), "name"), row["code"].value, _decimal(row["yuan"]))


def _references(store: Answering, subjects: list[str]) -> tuple[Reference, ...]:
    found: dict[tuple[str, str, str, str, int], Reference] = {}
    for row in _rows(store, "citations", subjects):
        one = Reference(
            relation=row["relation"].value,
            iri=row["other"].value,
            name=_text(row, "name"),
            field=row["field"].value,
            printed=row["printed"].value,
            file=_text(row, "file"),
            line=int(row["line"].value),
        )
        found.setdefault((one.relation, one.iri, one.field, one.file, one.line), one)
    return tuple(found.values())
