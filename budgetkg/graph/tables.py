"""The budget tables: one node for each printed amount, and the accounts that they are booked under."""

import re

from budgetkg.graph.terms import integer, iri, text, zh
from budgetkg.graph.vocabulary import ACCOUNT_CLASSES, TYPE, bkg, dcterms, skos, xkos
from budgetkg.graph.writer import Writer, concept
from budgetkg.model import Records, Row, Table
from budgetkg.namespaces import account_iri, account_year_iri, level_iri, scheme_iri, segment

__all__ = ["write_account", "write_tables"]

_LABEL = skos("prefLabel")
_BUDGET_AMOUNT = bkg("BudgetAmount")
_AMOUNT = bkg("amount")
_MONEY_UNIT = bkg("moneyUnit")
_TABLE = bkg("table")
_COLUMN = bkg("column")
_SIDE = bkg("side")
_ACCOUNT = bkg("account")
_ROW_ROLE = bkg("rowRole")
_ROW_NUMBER = bkg("rowNumber")
_CODE = bkg("code")
_VERSION_OF = dcterms("isVersionOf")
_IN_SCHEME = skos("inScheme")
_BROADER = skos("broader")

_MEMBER = skos("member")
_DEPTH = xkos("depth")
_VERIFICATION = bkg("verification")
_SEEN = bkg("verification-seen-in-document")

#: Class, section and item (类款项) have 3, 5 and 7 digits, a sub-item (目) of revenue 9.
_LEVELLED = re.compile(r"[0-9]{3}(?:[0-9]{2}){0,3}")
_CLASS_DIGITS = 3


def write_account(pen: Writer, kind: str, code: str, year: int | None) -> str:
    """Describe an account of a year's list, and those above it; return its IRI.

    Where the year is not known, the lasting account stands for it. A code that is not of the
    usual shape gets an account, too: whether it is right is for the checks to say. The level follows
    from the digits, whether there is a list of that year or not.
    """
    account = account_iri(kind, code) if year is None else account_year_iri(kind, year, code)
    if not pen.first_time(account):
        return account
    levelled = _LEVELLED.fullmatch(code) is not None
    has_parent = levelled and len(code) > _CLASS_DIGITS
    parent = write_account(pen, kind, code[:-2], year) if has_parent else None
    pen.describe(
        account,
        (TYPE, ACCOUNT_CLASSES.get(kind, skos("Concept"))),
        (_CODE, text(code)),
        (_BROADER, None if parent is None else iri(parent)),
    )
    if year is not None:
        pen.describe(
            account,
            (_VERSION_OF, iri(account_iri(kind, code))),
            (_IN_SCHEME, iri(scheme_iri(kind, year))),
        )
        if levelled:
            _write_level(pen, kind, year, 1 + (len(code) - _CLASS_DIGITS) // 2, account)
    return account


def _printed_account(pen: Writer, table: Table, row: Row, year: int | None) -> str | None:
    """Return the term of the account that a row prints, said to be seen in this document."""
    if not table.accounts or not row.code:
        return None
    account = write_account(pen, table.accounts, row.code, year)
    pen.describe(account, (_VERIFICATION, _SEEN))
    return iri(account)


def _write_level(pen: Writer, kind: str, year: int, depth: int, account: str) -> None:
    level = level_iri(kind, year, depth)
    if pen.first_time(level):
        pen.describe(level, (TYPE, xkos("ClassificationLevel")), (_DEPTH, integer(depth)))
    pen.describe(level, (_MEMBER, iri(account)))


def write_tables(pen: Writer, records: Records) -> None:
    """Write every table of the document with its amounts."""
    for table in records.tables:
        unit = table.money_unit or records.document.money_unit
        _write_table(pen, table)
        for position, row in enumerate(table.rows, 1):
            _write_row(pen, table, row, position, unit, records.document.fiscal_year)


def _write_table(pen: Writer, table: Table) -> None:
    subject = pen.fresh(f"{pen.document}/table/{segment(table.id)}")
    pen.describe(
        subject,
        (TYPE, bkg("PrintedTable")),
        (_TABLE, concept("table", table.id)),
        (_LABEL, zh(table.title)),
        (bkg("rowCount"), integer(len(table.rows))),
        (bkg("noteText"), None if table.note is None else zh(table.note)),
        (_MONEY_UNIT, None if table.money_unit is None else text(table.money_unit)),
    )
    pen.printed(subject, table.where, table.title)


def _row_key(row: Row, position: int) -> str:
    side = f"{row.side}-" if row.side else ""
    return segment(f"{side}{row.code or (f'x{position}' if row.number is None else row.number)}")


def _write_row(
    pen: Writer, table: Table, row: Row, position: int, unit: str | None, year: int | None
) -> None:
    account = _printed_account(pen, table, row, year)
    start = f"{pen.document}/amount/{segment(table.id)}/{_row_key(row, position)}"
    common = (
        (TYPE, _BUDGET_AMOUNT),
        (_MONEY_UNIT, None if unit is None else text(unit)),
        (_TABLE, concept("table", table.id)),
        (_SIDE, concept("side", row.side)),
        (_ACCOUNT, account),
        (_ROW_ROLE, concept("role", row.role)),
        (_ROW_NUMBER, None if row.number is None else integer(row.number)),
        (_LABEL, zh(row.name)),
    )
    for column, figure in row.amounts.items():
        if figure is None:
            continue
        subject = pen.fresh(f"{start}/{segment(column)}")
        pen.describe(
            subject,
            *common,
            (_COLUMN, concept("column", column)),
            (_AMOUNT, pen.yuan(figure, unit, table.where)),
        )
        pen.printed(subject, row.where, figure.printed)
