"""Where the nodes of a picture stand: layers in the direction of the money, or a free layout.

A funding network has layers: agencies, notices and legal documents, projects that rest on one,
the other projects, units and accounts, departments. A projection has none: its nodes are placed by
forces, from a fixed start.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from budgetkg.network.model import Network

__all__ = ["Places", "free", "layered"]

_LEAST_ROWS = 12
_LAYER = 10.0
_LAST_LABEL = 6.0
_SUB_COLUMN = 7.0
_SEED = 0


@dataclass(frozen=True, slots=True)
class Places:
    """Positions by node (rows downward, x to the right), and the size of the whole.

    `close` are the nodes whose neighbours to the right are near, so that labels must be short.
    """

    at: Mapping[str, tuple[float, float]]
    rows: int
    width: float
    close: frozenset[str] = frozenset()


def layered(network: Network) -> Places:
    """Place the nodes of a funding network in layers; neighbours stand at about the same height."""
    layers = _layers(network)
    rows = max(_LEAST_ROWS, *(len(layer) for place, layer in enumerate(layers) if place != _OTHERS))
    at: dict[str, tuple[float, float]] = {}
    x = 0.0
    for place, layer in enumerate(layers):
        if not layer:
            continue
        columns = math.ceil(len(layer) / rows) if place == _OTHERS else 1
        per_column = math.ceil(len(layer) / columns)
        for number, iri in enumerate(layer):
            column, row = divmod(number, per_column)
            at[iri] = (x + column * _SUB_COLUMN, (row + 0.5) * rows / per_column)
        x += _LAYER + (columns - 1) * _SUB_COLUMN
    return Places(at, rows, max(x - _LAYER + _LAST_LABEL, 1.0), frozenset(layers[_OTHERS]))


def free(network: Network) -> Places:
    """Place the nodes by forces; deterministic."""
    import networkx as nx

    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(network.nodes)
    graph.add_edges_from((link.source, link.target) for link in network.links)
    rows = max(_LEAST_ROWS, len(graph))
    size = max(2.0, math.sqrt(len(graph)))
    found = nx.spring_layout(graph, seed=_SEED, method="force", k=2 / size)
    at = {iri: ((1 + float(x)) * rows / 2, (1 + float(y)) * rows / 2) for iri, (x, y) in found.items()}
    return Places(at, rows, float(rows))


_OTHERS = 3  # the layer of projects that rest on nothing


def _layers(network: Network) -> list[list[str]]:
    """Return the nodes of each layer from top to bottom."""
    money = {iri: network.money(iri).amount for iri in network.nodes}
    sources: dict[str, list[str]] = {}
    for link in network.links:
        sources.setdefault(link.target, []).append(link.source)

    def by_money(iri: str) -> tuple[Decimal, str]:
        return -(money[iri] or Decimal(0)), iri

    def of_kinds(*kinds: str) -> list[str]:
        return sorted((iri for iri, node in network.nodes.items() if node.kind in kinds), key=by_money)

    agencies = of_kinds("agency")
    given = _after(of_kinds("notice", "programme"), sources, agencies) + _after(
        of_kinds("legal"), sources, agencies
    )
    projects = of_kinds("project")
    resting = [iri for iri in projects if iri in sources]
    others = [iri for iri in projects if iri not in sources]
    return [
        agencies,
        given,
        _after(resting, sources, given),
        others,
        _after(of_kinds("unit", "account"), sources, projects),
        of_kinds("department"),
    ]


def _after(layer: Sequence[str], sources: Mapping[str, Sequence[str]], before: Sequence[str]) -> list[str]:
    """Return a layer in the order of the nodes that it comes from; what comes from none stands last."""
    place = {iri: number for number, iri in enumerate(before)}

    def first(iri: str) -> int:
        return min((place[one] for one in sources.get(iri, ()) if one in place), default=len(place))

    return sorted(layer, key=first)
