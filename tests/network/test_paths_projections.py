"""Shortest paths and projections of small networks."""

from dataclasses import replace
from decimal import Decimal

import pytest
from small_network import network_of

from budgetkg.errors import AmbiguousEntityError, EntityUnknownError, UsageError
from budgetkg.network import Link, Network, link_table, path_table, project, shortest_path

KINDS = {"a": "agency", "n": "notice", "m": "notice", "p": "project", "q": "project", "r": "project"}
KINDS |= {"d": "department", "e": "department"}


def funding() -> Network:
    """Notices n and m fund p together, n funds q alone; r stands alone; d has p, e has q and r."""
    amounts = {"p": Decimal(10), "q": Decimal(5), "r": None}
    network = network_of("amnpqrde", ["an:pq", "am:p", "np:p", "mp:p", "nq:q"], amounts=amounts, kinds=KINDS)
    budgeted = tuple(
        Link(form, department, "budgeted", frozenset(form)) for form, department in ("pd", "qe", "re")
    )
    forms = {**network.forms, "d": frozenset("p"), "e": frozenset("qr")}
    return replace(network, links=(*network.links, *budgeted), forms=forms)


def walked(network: Network, start: str, end: str) -> str:
    return "".join(step.node for step in shortest_path(network, start, end))


def test_the_first_of_the_shortest_paths() -> None:
    network = network_of("abcd", ["ab:x", "ac:x", "bd:x", "cd:x"], amounts={"x": None})
    assert walked(network, "a", "d") == "abd"
    assert walked(network, "d", "a") == "dba"
    assert walked(network, "c", "c") == "c"


def test_a_path_goes_against_links_and_says_so() -> None:
    network = funding()
    steps = shortest_path(network, "p", "q")
    assert [step.node for step in steps] == ["p", "n", "q"]
    rows = [
        [None if term is None else term.value for term in row[1:7]] for row in path_table(network, steps).rows
    ]
    assert rows == [
        ["", "", "project", "P", None, None],
        ["←", "funds", "notice", "N", "10", "0"],
        ["→", "funds", "project", "Q", "5", "0"],
    ]


def test_money_goes_before_a_shorter_way_without_it() -> None:
    network = network_of("abc", ["ab:x", "bc:x"], amounts={"x": None})
    network = replace(network, links=(*network.links, Link("a", "c", "basis")))
    assert walked(network, "a", "c") == "abc"
    without = replace(network, links=network.links[1:])
    assert walked(without, "a", "b") == "acb"


def test_no_path_and_no_node() -> None:
    network = network_of("abc", ["ab"])
    assert shortest_path(network, "a", "c") == ()
    with pytest.raises(EntityUnknownError, match="no node of the funding network"):
        shortest_path(network, "a", "z")


def test_a_lasting_project_means_its_only_form() -> None:
    network = replace(funding(), names={"id": ("p",), "two": ("p", "q")})
    assert walked(network, "id", "a") == "pma"
    with pytest.raises(AmbiguousEntityError, match="2 forms"):
        shortest_path(network, "two", "a")


def test_projects_by_shared_notices() -> None:
    found = project(funding(), "projects")
    assert (list(found.nodes), found.directed) == (["p", "q", "r"], False)
    assert found.links == (Link("p", "q", "shared_notice", shared=1),)
    assert found.money("p").amount == 10


def test_departments_by_shared_notices_count_the_forms_of_both() -> None:
    found = project(funding(), "departments")
    assert found.links == (Link("d", "e", "shared_notice", frozenset("pq"), 1),)
    (row,) = link_table(found).rows
    assert [None if term is None else term.value for term in row[3:7]] == ["2", "15", "0", "1"]


def test_notices_by_shared_projects_count_a_project_once() -> None:
    found = project(funding(), "notices")
    assert found.links == (Link("m", "n", "shared_project", frozenset("p"), 1),)
    (row,) = link_table(found).rows
    assert row[4] is not None
    assert row[4].value == "10"


def test_two_shared_notices_are_one_link_that_counts_two() -> None:
    network = network_of(
        "mnpq", ["mp:p", "np:p", "mq:q", "nq:q"], amounts={"p": None, "q": None}, kinds=KINDS
    )
    (link,) = project(network, "projects").links
    assert link.shared == 2


def test_an_unknown_projection() -> None:
    with pytest.raises(UsageError, match="no projection 'units'"):
        project(funding(), "units")
