"""Shortest paths: how two things are connected.

A path over links that carry money is preferred; where there is none, any link will do. Links are
walked in both directions, and a step says in which. Of several shortest paths it is the one whose
IRIs come first.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from budgetkg.errors import AmbiguousEntityError, EntityUnknownError
from budgetkg.network.model import Link, Network

__all__ = ["Step", "shortest_path"]


@dataclass(frozen=True, slots=True)
class Step:
    """A node on a path, and the links by which it is reached from the one before (none at the start)."""

    node: str
    links: tuple[Link, ...]


def shortest_path(network: Network, start: str, end: str) -> tuple[Step, ...]:
    """Return the shortest path between two things; nothing where they are not connected.

    Raises EntityUnknownError where one is not in the network, AmbiguousEntityError where it is a
    project with several forms.
    """
    first, last = _node(network, start), _node(network, end)
    money = [link for link in network.links if link.forms]
    return _path(money, first, last) or _path(network.links, first, last)


def _path(links: Sequence[Link], first: str, last: str) -> tuple[Step, ...]:
    neighbours: dict[str, dict[str, list[Link]]] = {}
    for link in links:
        neighbours.setdefault(link.source, {}).setdefault(link.target, []).append(link)
        neighbours.setdefault(link.target, {}).setdefault(link.source, []).append(link)
    before = {first: first}
    ring = [first]
    while ring and last not in before:
        following = []
        for node in ring:
            for neighbour in sorted(neighbours.get(node, {})):
                if neighbour not in before:
                    before[neighbour] = node
                    following.append(neighbour)
        ring = following
    return _steps(before, neighbours, first, last) if last in before else ()


def _steps(
    before: Mapping[str, str], neighbours: Mapping[str, Mapping[str, list[Link]]], first: str, last: str
) -> tuple[Step, ...]:
    steps: list[Step] = []
    node = last
    while node != first:
        steps.append(Step(node, tuple(neighbours[before[node]][node])))
        node = before[node]
    return (Step(first, ()), *reversed(steps))


def _node(network: Network, iri: str) -> str:
    if iri in network.nodes:
        return iri
    meant = [name for name in network.names.get(iri, ()) if name in network.nodes]
    if len(meant) > 1:
        listed = "\n  ".join(meant)
        raise AmbiguousEntityError(
            f"此项目有 {len(meant)} 份表：\n  {listed}",
            f"this project has {len(meant)} forms:\n  {listed}",
            iri,
        )
    if not meant:
        raise EntityUnknownError("资金网络中没有此节点", "this is no node of the funding network", iri)
    return meant[0]
