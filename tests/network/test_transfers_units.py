"""Programmes, units and accounts in the network, from a graph made by hand."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from budgetkg.entities.kinds import Column, load_kinds
from budgetkg.namespaces import BKG, ID, PREFIXES, account_year_iri, graph_iri, project_iri, unit_iri
from budgetkg.network import Link, funding, funding_network
from budgetkg.store import Store, open_store

DOCUMENT = f"{ID}doc/130406-001-2024-budget"
GRAPH = graph_iri(DOCUMENT)
DEPARTMENT = f"{ID}department/130406/001"
UNIT = unit_iri("130406", "001", "站")
ACCOUNT = account_year_iri("functional", 2024, "2070109")
TRANSFER, OWN = project_iri("10000024Z000000000001"), project_iri("13040624P000000000001")
FORM, OTHER = f"{DOCUMENT}/project/a", f"{DOCUMENT}/project/b"
_TYPE = PREFIXES["rdf"] + "type"


def quad(subject: str, name: str, value: str, datatype: str | None = None) -> str:
    predicate = _TYPE if name == "a" else f"{BKG}{name}"
    if datatype is not None:
        term = f'"{value}"^^<{PREFIXES["xsd"]}{datatype}>'
    else:
        term = f"<{value}>" if value.startswith("https:") else f'"{value}"'
    return f"<{subject}> <{predicate}> {term} <{GRAPH}> ."


QUADS = [
    quad(DOCUMENT, "a", f"{BKG}DisclosureDocument"),
    quad(DOCUMENT, "department", DEPARTMENT),
    quad(DEPARTMENT, "a", f"{BKG}Department"),
    quad(UNIT, "a", f"{BKG}Unit"),
    quad(UNIT, "ofDepartment", DEPARTMENT),
    quad(ACCOUNT, "a", f"{BKG}FunctionalAccount"),
    quad(ACCOUNT, "code", "2070109"),
    quad(TRANSFER, "a", f"{BKG}Project"),
    quad(TRANSFER, "codeType", "Z"),
    quad(OWN, "a", f"{BKG}Project"),
    quad(OWN, "codeType", "P"),
    quad(FORM, "a", f"{BKG}ProjectBudget"),
    quad(FORM, "inDocument", DOCUMENT),
    quad(FORM, "project", TRANSFER),
    quad(FORM, "totalAmount", "1000.5", "decimal"),
    quad(FORM, "implementingUnit", UNIT),
    quad(FORM, "functionalAccount", ACCOUNT),
    quad(OTHER, "a", f"{BKG}ProjectBudget"),
    quad(OTHER, "inDocument", DOCUMENT),
    quad(OTHER, "project", OWN),
    quad(OTHER, "implementingUnit", UNIT),
]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "budgetkg.db", create=True) as opened:
        opened.replace(GRAPH, "\n".join(QUADS))
        yield opened


def test_a_transfer_of_the_centre_is_a_programme(store: Store) -> None:
    network = funding_network(store, [GRAPH])
    kinds = {iri: node.kind for iri, node in network.nodes.items()}
    assert kinds == {TRANSFER: "programme", FORM: "project", OTHER: "project", DEPARTMENT: "department"}
    assert Link(TRANSFER, FORM, "programme", frozenset({FORM})) in network.links
    assert network.money(TRANSFER).amount == Decimal("1000.5")
    assert network.names == {TRANSFER: (FORM,), OWN: (OTHER,)}


def test_units_and_accounts_come_with_the_columns_that_name_them(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    kinds = dict(load_kinds())
    more = (
        Column("implementing_unit", "bkg:implementingUnit", "reference", "", "", to=("unit",)),
        Column("functional_account", "bkg:functionalAccount", "reference", "", "", to=("account",)),
    )
    kinds["project"] = replace(kinds["project"], columns=(*kinds["project"].columns, *more))
    monkeypatch.setattr(funding, "load_kinds", lambda: kinds)
    network = funding_network(store, [GRAPH])
    assert {UNIT, ACCOUNT} <= set(network.nodes)
    assert Link(FORM, ACCOUNT, "functional_account", frozenset({FORM})) in network.links
    assert Link(UNIT, DEPARTMENT, "of_department", frozenset({FORM, OTHER})) in network.links
    money = network.money(UNIT)
    assert (money.amount, money.forms, money.without_amount) == (Decimal("1000.5"), 2, 1)
    assert network.money(DEPARTMENT).amount == Decimal("1000.5")
