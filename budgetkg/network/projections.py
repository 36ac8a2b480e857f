"""Projections: things of one kind, linked by what they have in common.

- `projects`     forms that derive from the same notice
- `departments`  departments whose forms derive from the same notice
- `notices`      notices that one form derives from

A link counts what is shared, and carries the forms that are behind it: between departments those
of both that derive from a shared notice, between notices the forms that both fund. A link between
two projects carries no money: it would be the sum of two budgets. Links have no direction.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import combinations

from budgetkg.errors import UsageError
from budgetkg.network.model import Link, Network

__all__ = ["PROJECTIONS", "project"]

#: Projections by name, with the kind of their nodes.
PROJECTIONS: Mapping[str, str] = {"projects": "project", "departments": "department", "notices": "notice"}


def project(network: Network, name: str) -> Network:
    """Return a projection of the funding network. Raises UsageError for an unknown name."""
    if name not in PROJECTIONS:
        listed = ", ".join(PROJECTIONS)
        raise UsageError(f"没有投影“{name}”；可用 {listed}", f"no projection {name!r}; there are {listed}")
    kind = PROJECTIONS[name]
    nodes = {iri: node for iri, node in network.nodes.items() if node.kind == kind}
    links = {"projects": _projects, "departments": _departments, "notices": _notices}[name](network)
    ordered = tuple(sorted(links, key=lambda link: (link.source, link.target)))
    return replace(network, nodes=nodes, links=ordered, directed=False)


def _projects(network: Network) -> Iterable[Link]:
    shared = _shared(_funded(network))
    return [Link(one, other, "shared_notice", shared=len(by)) for (one, other), by in shared.items()]


def _departments(network: Network) -> Iterable[Link]:
    budgeted = [link for link in network.links if link.kind == "budgeted"]
    funded = _funded(network)
    of_notice: dict[str, set[str]] = {}
    forms: dict[tuple[str, str], set[str]] = {}
    for link in budgeted:
        for notice, its_forms in funded.items():
            if link.source in its_forms:
                of_notice.setdefault(notice, set()).add(link.target)
                forms.setdefault((notice, link.target), set()).add(link.source)
    shared = _shared(of_notice)
    return [
        Link(
            one,
            other,
            "shared_notice",
            frozenset(form for notice in by for end in (one, other) for form in forms[notice, end]),
            len(by),
        )
        for (one, other), by in shared.items()
    ]


def _notices(network: Network) -> Iterable[Link]:
    of_form: dict[str, set[str]] = {}
    for notice, forms in _funded(network).items():
        for form in forms:
            of_form.setdefault(form, set()).add(notice)
    shared = _shared(of_form)
    return [Link(one, other, "shared_project", frozenset(by), len(by)) for (one, other), by in shared.items()]


def _funded(network: Network) -> dict[str, set[str]]:
    """Return the forms that derive from each notice."""
    found: dict[str, set[str]] = {}
    for link in network.links:
        if link.kind == "funds":
            found.setdefault(link.source, set()).add(link.target)
    return found


def _shared(members: Mapping[str, Iterable[str]]) -> dict[tuple[str, str], set[str]]:
    """Return, for each two members of one group, the groups that both are in."""
    found: dict[tuple[str, str], set[str]] = {}
    for group, inside in members.items():
        for pair in combinations(sorted(inside), 2):
            found.setdefault(pair, set()).add(group)
    return found
