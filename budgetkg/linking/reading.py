"""Read the things that may be linked from a store, with the queries that lie in `queries/`."""

from collections import defaultdict
from decimal import Decimal
from pathlib import Path

from budgetkg.linking.things import Account, Department, Document, Form, Notice, Project, Row, Things, Unit
from budgetkg.namespaces import ID
from budgetkg.results import Answering, Solutions

__all__ = ["read_things"]

_QUERIES = Path(__file__).parent / "queries"
_ACCOUNTS = f"{ID}account/"


def read_things(store: Answering) -> Things:
    """Return all that the documents of a store say of things that may be linked."""
    documents = _documents(store)
    return Things(
        departments=_departments(documents),
        units=_units(store, documents),
        projects=_projects(store, documents),
        notices=_notices(store),
        accounts=_accounts(store, documents),
    )


def _rows(store: Answering, name: str) -> list[dict[str, str]]:
    """Return the rows of a query by variable, sorted; what is unbound is empty."""
    found = store.query((_QUERIES / f"{name}.rq").read_text(encoding="utf-8"))
    assert isinstance(found, Solutions)
    rows = sorted(tuple("" if term is None else term.value for term in row) for row in found.rows)
    return [dict(zip(found.variables, row, strict=True)) for row in rows]


def _documents(store: Answering) -> dict[str, Document]:
    found: dict[str, Document] = {}
    for row in _rows(store, "documents"):
        year = int(row["year"]) if row["year"] else None
        values = (row["department"], row["code"], row["name"], row["division"])
        found.setdefault(row["document"], Document(row["document"], year, *values))
    return found


def _age(document: Document) -> tuple[int, str]:
    return document.year or 0, document.iri


def _departments(documents: dict[str, Document]) -> tuple[Department, ...]:
    owned: dict[str, list[Document]] = defaultdict(list)
    for document in documents.values():
        owned[document.department].append(document)
    return tuple(Department(iri, tuple(sorted(owned[iri], key=_age))) for iri in sorted(owned))


def _units(store: Answering, documents: dict[str, Document]) -> tuple[Unit, ...]:
    rows: dict[str, dict[str, Row]] = defaultdict(dict)
    names: dict[str, tuple[str, str]] = {}
    for row in _rows(store, "units"):
        names.setdefault(row["unit"], (row["name"], row["department"]))
        document = documents[row["document"]]
        place = Row(document, int(row["number"] or 0), row["kind"], row["rank"], row["funding"])
        rows[row["unit"]].setdefault(document.iri, place)
    return tuple(
        Unit(iri, *names[iri], tuple(sorted(rows[iri].values(), key=lambda row: _age(row.document))))
        for iri in sorted(rows)
    )


def _projects(store: Answering, documents: dict[str, Document]) -> tuple[Project, ...]:
    notices, indicators = _by_form(store, "form-notices"), _by_form(store, "form-indicators")
    forms: dict[str, dict[str, Form]] = defaultdict(dict)
    codes: dict[str, str] = {}
    for row in _rows(store, "projects"):
        codes[row["project"]] = row["code"]
        form = Form(
            iri=row["form"],
            document=documents[row["document"]],
            name=row["name"],
            hint=row["hint"],
            amount=Decimal(row["amount"]) if row["amount"] else None,
            purpose=row["purpose"],
            notices=frozenset(notices[row["form"]]),
            indicators=frozenset(indicators[row["form"]]),
        )
        forms[row["project"]].setdefault(form.iri, form)
    return tuple(
        Project(iri, codes[iri], tuple(sorted(forms[iri].values(), key=_form_age))) for iri in sorted(forms)
    )


def _form_age(form: Form) -> tuple[int, str]:
    return form.document.year or 0, form.iri


def _by_form(store: Answering, name: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for row in _rows(store, name):
        form, value = row.values()
        found[form].add(value)
    return found


def _notices(store: Answering) -> tuple[Notice, ...]:
    titles: dict[str, set[str]] = defaultdict(set)
    documents: dict[str, set[str]] = defaultdict(set)
    parts: dict[str, tuple[str, str, int, int]] = {}
    for row in _rows(store, "notices"):
        iri = row["notice"]
        parts[iri] = (row["number"], row["mark"], int(row["year"]), int(row["serial"]))
        documents[iri].add(row["document"])
        if row["title"]:
            titles[iri].add(row["title"])
    return tuple(
        Notice(iri, *parts[iri], frozenset(titles[iri]), frozenset(documents[iri])) for iri in sorted(parts)
    )


def _accounts(store: Answering, documents: dict[str, Document]) -> tuple[Account, ...]:
    names: dict[str, set[str]] = defaultdict(set)
    printed: dict[str, set[str]] = defaultdict(set)
    codes: dict[str, str] = {}
    for row in _rows(store, "accounts"):
        codes[row["account"]] = row["code"]
        names[row["account"]].add(row["name"])
        printed[row["account"]].add(row["document"])
    return tuple(
        Account(
            iri=iri,
            kind=iri.removeprefix(_ACCOUNTS).partition("/")[0],
            code=codes[iri],
            names=tuple(sorted(names[iri])),
            documents=tuple(sorted((documents[one] for one in printed[iri]), key=_age)),
        )
        for iri in sorted(codes)
    )
