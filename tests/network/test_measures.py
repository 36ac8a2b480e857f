"""Measures of small networks that can be checked by hand."""

from collections.abc import Iterable
from decimal import Decimal

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_network import network_of

from budgetkg.errors import UsageError
from budgetkg.network import MEASURES, Network, communities, measure, measures


def values(network: Network, name: str) -> list[object]:
    return list(measure(network, [name]).values[name].values())


def star() -> Network:
    """A center with three leaves."""
    return network_of("abcd", ["ab", "ac", "ad"])


def two_triangles() -> Network:
    """Two triangles with one link between them, and a node alone."""
    return network_of("abcdefg", ["ab", "bc", "ca", "cd", "de", "ef", "fd"])


def test_degrees() -> None:
    assert values(star(), "degree") == [3, 1, 1, 1]
    assert values(star(), "in_degree") == [0, 1, 1, 1]
    assert values(star(), "out_degree") == [3, 0, 0, 0]


def test_two_links_of_one_pair_are_one_neighbour_and_a_loop_is_none() -> None:
    network = network_of("ab", ["ab", "ba", "ab", "aa"])
    assert values(network, "degree") == [1, 1]
    assert values(network, "in_degree") == [1, 1]


def test_betweenness_and_closeness_of_a_star() -> None:
    assert values(star(), "betweenness") == [1, 0, 0, 0]
    assert values(star(), "closeness") == [1, Decimal("0.6"), Decimal("0.6"), Decimal("0.6")]


def test_cores_components_and_communities() -> None:
    network = two_triangles()
    assert values(network, "core") == [2, 2, 2, 2, 2, 2, 0]
    assert values(network, "component") == [1, 1, 1, 1, 1, 1, 2]
    assert values(network, "community") == [1, 1, 1, 2, 2, 2, 3]
    assert communities(network) == [tuple("abc"), tuple("def"), ("g",)]


def test_pagerank_of_a_circle_and_of_nothing() -> None:
    assert values(network_of("abc", ["ab", "bc", "ca"]), "pagerank") == [Decimal("0.333333")] * 3
    assert values(network_of("", []), "pagerank") == []


@settings(deadline=None, max_examples=60)
@given(st.sets(st.tuples(st.sampled_from("abcdefgh"), st.sampled_from("abcdefgh")), max_size=25))
def test_pagerank_is_that_of_the_textbook(pairs: Iterable[tuple[str, str]]) -> None:
    """Against networkx's plain version, which needs no scipy; a loop is no link here."""
    from networkx.algorithms.link_analysis.pagerank_alg import _pagerank_python

    links = sorted(source + target for source, target in pairs if source != target)
    graph = nx.DiGraph()
    graph.add_nodes_from("abcdefgh")
    graph.add_edges_from(links)
    expected = _pagerank_python(graph, max_iter=1000, tol=1e-12)
    found = measure(network_of("abcdefgh", links), ["pagerank"]).values["pagerank"]
    assert {node: float(str(rank)) for node, rank in found.items()} == pytest.approx(expected, rel=1e-5)


def test_money_counts_each_form_once() -> None:
    """A form that derives from two notices of one agency passes the agency once."""
    network = network_of(
        "anmpqd",
        ["an:pq", "am:p", "np:p", "mp:p", "nq:q", "pd:p", "qd:q"],
        amounts={"p": Decimal("100.5"), "q": None},
    )
    found = measure(network, ["amount"])
    amounts = dict(zip("anmpqd", found.values["amount"].values(), strict=True))
    assert amounts == {
        "a": Decimal("100.5"),
        "n": Decimal("100.5"),
        "m": Decimal("100.5"),
        "p": Decimal("100.5"),
        "q": None,
        "d": Decimal("100.5"),
    }
    assert values(network, "forms") == [2, 2, 1, 1, 1, 2]
    assert values(network, "without_amount") == [1, 1, 0, 0, 1, 1]


def test_money_stays_when_neighbours_are_left_out() -> None:
    network = network_of("anp", ["an:p", "np:p"], amounts={"p": Decimal(7)}, kinds={"a": "agency"})
    alone = network.only(["agency"])
    assert (list(alone.nodes), alone.links) == (["a"], ())
    assert values(alone, "amount") == [7]


def test_all_measures_by_name_and_an_unknown_one() -> None:
    found = measure(two_triangles())
    assert [field.name for field in found.fields] == list(MEASURES)
    assert set(found.of("a")) == set(MEASURES)
    with pytest.raises(UsageError, match="no measure 'eigenvector'"):
        measure(star(), ["eigenvector"])


def test_costly_measures_of_a_large_network_are_left_out_and_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(measures, "LARGE", 3)
    found = measure(star())
    assert found.left_out == ("betweenness", "closeness")
    assert "betweenness" not in found.of("a")
    asked = measure(star(), ["betweenness"])
    assert (asked.left_out, asked.of("a")) == ((), {"betweenness": 1})


@settings(deadline=None, max_examples=40)
@given(
    st.lists(st.tuples(st.sampled_from("abcdefgh"), st.sampled_from("abcdefgh")), max_size=25),
    st.randoms(use_true_random=False),
)
def test_the_order_of_links_changes_nothing(pairs: list[tuple[str, str]], random: object) -> None:
    links = [source + target for source, target in pairs]
    mixed = sorted(links, key=lambda _: random.random())  # type: ignore[attr-defined]
    assert measure(network_of("abcdefgh", links)) == measure(network_of("abcdefgh", mixed))
