"""The funding network of the samples and of the published document, against counts of its own."""

import subprocess
import sys
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from budgetkg.export.graph_formats import GRAPH_FORMATS, write_graph
from budgetkg.namespaces import PREFIXES, graph_iri
from budgetkg.network import (
    KINDS,
    Network,
    communities,
    funding_network,
    link_table,
    measure,
    node_table,
    project,
    shortest_path,
    to_graph,
)
from budgetkg.results import Solutions
from budgetkg.store import Store

ROOT = Path(__file__).parents[2]
_PROLOGUE = "".join(f"PREFIX {prefix}: <{PREFIXES[prefix]}>\n" for prefix in ("bkg", "skos", "dcterms"))
INVENTED = graph_iri("https://w3id.org/budgetkg/id/doc/130406-588-2024-budget")


@pytest.fixture(scope="module")
def store(both_store: Store) -> Store:
    return both_store


@pytest.fixture(scope="module")
def network(store: Store) -> Network:
    return funding_network(store, graphs(store))


def graphs(store: Store) -> list[str]:
    return [name for name in store.graphs() if name.endswith("/graph")]


def rows(store: Store, names: str, pattern: str) -> set[tuple[str, ...]]:
    answer = store.query(f"{_PROLOGUE} SELECT DISTINCT {names} WHERE {{ GRAPH ?g {{ {pattern} }} }}")
    assert isinstance(answer, Solutions)
    return {tuple("" if term is None else term.value for term in row) for row in answer.rows}


def links(network: Network, kind: str) -> set[tuple[str, str]]:
    return {(link.source, link.target) for link in network.links if link.kind == kind}


def test_links_are_the_statements_of_the_store(store: Store, network: Network) -> None:
    assert links(network, "funds") == rows(store, "?n ?f", "?f bkg:derivesFromNotice ?n")
    assert links(network, "budgeted") == rows(
        store, "?f ?d", "?f a bkg:ProjectBudget ; bkg:inDocument ?doc . ?doc bkg:department ?d"
    )
    assert links(network, "basis") == rows(
        store, "?l ?f", "?f a bkg:ProjectBudget ; bkg:indicator ?i . ?i bkg:hasLegalBasis ?l"
    )
    used = {iri for iri, node in network.nodes.items() if node.kind in ("notice", "legal")}
    issued = rows(store, "?a ?l", "?l bkg:issuer ?a")
    assert links(network, "issues") == {(agency, legal) for agency, legal in issued if legal in used}
    assert {link.kind for link in network.links} == {"funds", "budgeted", "basis", "issues"}


def test_nodes_stand_in_order_and_all_projects_are_there(store: Store, network: Network) -> None:
    order = [(KINDS.index(node.kind), iri) for iri, node in network.nodes.items()]
    assert order == sorted(order)
    forms = {iri for iri, node in network.nodes.items() if node.kind == "project"}
    assert forms == {row[0] for row in rows(store, "?f", "?f a bkg:ProjectBudget")}
    assert set(network.amounts) == forms


def test_money_of_notices_is_the_sum_of_their_forms(store: Store, network: Network) -> None:
    for notice, node in network.nodes.items():
        if node.kind != "notice":
            continue
        found = rows(store, "?f ?amount", f"?f bkg:derivesFromNotice <{notice}> ; bkg:totalAmount ?amount")
        money = network.money(notice)
        assert money.amount == sum((Decimal(amount) for _, amount in found), Decimal(0))
        assert money.forms == len(found) + money.without_amount


def test_money_of_agencies_counts_a_form_once(store: Store, network: Network) -> None:
    for agency, node in network.nodes.items():
        if node.kind == "agency":
            pattern = f"?n bkg:issuer <{agency}> . ?f bkg:derivesFromNotice ?n ; bkg:totalAmount ?amount"
            found = rows(store, "?f ?amount", pattern)
            expected = sum((Decimal(amount) for _, amount in found), Decimal(0)) if found else None
            assert network.money(agency).amount == expected


def test_one_document_alone(store: Store) -> None:
    if INVENTED not in graphs(store):
        pytest.skip("the invented sample is not in this store")
    network = funding_network(store, [INVENTED])
    kinds = Counter(node.kind for node in network.nodes.values())
    assert (kinds["project"], kinds["notice"], kinds["department"]) == (8, 2, 1)
    assert funding_network(store, []).nodes == {}


def test_a_project_code_names_its_form(network: Network) -> None:
    form = next(iri for iri, node in network.nodes.items() if node.kind == "project")
    (lasting,) = [name for name, forms in network.names.items() if form in forms]
    department = next(link.target for link in network.links if link.source == form)
    assert [step.node for step in shortest_path(network, lasting, department)] == [form, department]


def test_tables_have_a_row_for_each_node_and_link(network: Network) -> None:
    nodes = node_table(network, measure(network))
    assert len(nodes.rows) == len(network.nodes)
    assert len(link_table(network).rows) == len(network.links)
    amounts = {row[-1].value: row[nodes.variables.index("amount")] for row in nodes.rows if row[-1]}
    for iri, term in amounts.items():
        assert (None if term is None else term.number) == network.money(iri).amount


def test_communities_divide_the_nodes(network: Network) -> None:
    groups = communities(network)
    assert sorted(iri for group in groups for iri in group) == sorted(network.nodes)
    assert [len(group) for group in groups] == sorted((len(group) for group in groups), reverse=True)


def test_graph_files_carry_the_measures(network: Network) -> None:
    from io import BytesIO

    import networkx as nx

    measured = measure(network)
    out = BytesIO()
    write_graph(to_graph(network, measured.fields, measured.of), out, "gexf")
    found = nx.read_gexf(BytesIO(out.getvalue()))
    assert found.number_of_nodes() == len(network.nodes)
    for iri in network.nodes:
        values = measured.of(iri)
        assert found.nodes[iri]["degree"] == values["degree"]
        assert Decimal(repr(found.nodes[iri]["betweenness"])) == values["betweenness"]
        assert found.nodes[iri].get("amount") == values["amount"]


_PROGRAM = """
import hashlib, io, sys
from pathlib import Path
from budgetkg.export.graph_formats import GRAPH_FORMATS, write_graph
from budgetkg.network import funding_network, measure, to_graph
from budgetkg.store import open_store
with open_store(Path(sys.argv[1])) as store:
    network = funding_network(store, [name for name in store.graphs() if name.endswith("/graph")])
measured = measure(network)
for name in GRAPH_FORMATS:
    out = io.BytesIO()
    write_graph(to_graph(network, measured.fields, measured.of), out, name)
    print(name, hashlib.sha256(out.getvalue()).hexdigest())
"""


def test_every_run_writes_the_same_bytes(store: Store) -> None:
    def run(seed: str) -> str:
        command = [sys.executable, "-c", _PROGRAM, str(store.path)]
        environ = {"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
        return subprocess.run(command, env=environ, capture_output=True, check=True, text=True).stdout

    first = run("1")
    assert len(first.splitlines()) == len(GRAPH_FORMATS)
    assert run("2") == first


def test_the_projection_of_projects_agrees_with_the_store(store: Store, network: Network) -> None:
    pairs = rows(
        store,
        "?a ?b ?n",
        "?a bkg:derivesFromNotice ?n . ?b bkg:derivesFromNotice ?n . FILTER(STR(?a) < STR(?b))",
    )
    within = Counter((one, other) for one, other, _ in pairs)
    found = {(link.source, link.target): link.shared for link in project(network, "projects").links}
    assert {pair: found[pair] for pair in within} == within
    if len(graphs(store)) == 1:
        assert found == within
