"""Measures of the nodes of a network.

Degrees, money, core number, component and community take any network. Betweenness and closeness
look at every pair of nodes: in a large network they are left out unless they are asked for by name.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from budgetkg.entities.graph import Attribute, Field
from budgetkg.errors import UsageError
from budgetkg.network.model import Network

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["LARGE", "MEASURES", "Measured", "communities", "measure"]

#: Above this many nodes the costly measures are left out unless they are named.
LARGE = 4000
_COSTLY = ("betweenness", "closeness")
_DIGITS = 6
_DAMPING = 0.85
_TOLERANCE = 1e-12
_STEPS = 1000
_SEED = 0

_FIELDS = (
    Field("degree", "integer", "相邻节点数", "degree"),
    Field("in_degree", "integer", "来源节点数", "in-degree"),
    Field("out_degree", "integer", "去向节点数", "out-degree"),
    Field("forms", "integer", "项目数", "projects"),
    Field("amount", "decimal", "金额", "amount", "元"),
    Field("without_amount", "integer", "金额不明的项目数", "projects without an amount"),
    Field("betweenness", "decimal", "中介中心性", "betweenness"),
    Field("closeness", "decimal", "接近中心性", "closeness"),
    Field("pagerank", "decimal", "PageRank", "PageRank"),
    Field("core", "integer", "核数", "core number"),
    Field("component", "integer", "连通分量", "component"),
    Field("community", "integer", "社群", "community"),
)
#: Measures by name; `forms`, `amount` and `without_amount` belong together.
MEASURES: Mapping[str, Field] = {field.name: field for field in _FIELDS}


@dataclass(frozen=True, slots=True)
class Measured:
    """Values by measure and node; `left_out` names the measures that the network is too large for."""

    fields: tuple[Field, ...]
    values: Mapping[str, Mapping[str, Attribute]]
    left_out: tuple[str, ...] = ()

    def of(self, iri: str) -> dict[str, Attribute]:
        """Return the values of a node by the names of the measures."""
        return {field.name: self.values[field.name][iri] for field in self.fields}


def measure(network: Network, names: Sequence[str] | None = None) -> Measured:
    """Measure the nodes of a network; None takes all measures, the costly ones in small networks only.

    Raises UsageError for an unknown name.
    """
    for name in names or ():
        if name not in MEASURES:
            listed = ", ".join(MEASURES)
            raise UsageError(f"没有指标“{name}”；可用 {listed}", f"no measure {name!r}; there are {listed}")
    large = len(network.nodes) > LARGE
    left_out = _COSTLY if large and names is None else ()
    wanted = [name for name in MEASURES if name not in left_out and (names is None or name in names)]
    places = {iri: place for place, iri in enumerate(network.nodes)}
    directed, plain = _graphs(network, places)
    values: dict[str, Mapping[str, Attribute]] = {}
    for name in wanted:
        if name not in values:
            values.update(_values(name, network, directed, plain))
    return Measured(tuple(MEASURES[name] for name in wanted), values, left_out)


def communities(network: Network) -> list[tuple[str, ...]]:
    """Return the communities of a network (Louvain, resolution 1), the largest first, each sorted."""
    _, plain = _graphs(network, {iri: place for place, iri in enumerate(network.nodes)})
    iris = tuple(network.nodes)
    return [tuple(iris[place] for place in group) for group in _communities(plain)]


def _graphs(network: Network, places: Mapping[str, int]) -> "tuple[nx.DiGraph[int], nx.Graph[int]]":
    """Return the network as numbers, with and without directions; several links of a pair are one.

    Numbers instead of IRIs, because the order of a set of texts changes from run to run.
    """
    import networkx as nx

    directed: nx.DiGraph[int] = nx.DiGraph()
    directed.add_nodes_from(places.values())
    pairs = {(places[link.source], places[link.target]) for link in network.links}
    loose = [(one, other) for one, other in sorted(pairs) if one != other]
    directed.add_edges_from(loose)
    plain: nx.Graph[int] = nx.Graph()
    plain.add_nodes_from(places.values())
    plain.add_edges_from(sorted({(min(pair), max(pair)) for pair in loose}))
    return directed, plain


def _values(
    name: str, network: Network, directed: "nx.DiGraph[int]", plain: "nx.Graph[int]"
) -> dict[str, dict[str, Attribute]]:
    """Return the values of a measure, and of those that come with it."""
    import networkx as nx

    if name in ("forms", "amount", "without_amount"):
        return _money(network)
    if name == "degree":
        found: Mapping[int, float | int] = dict(plain.degree())
    elif name == "in_degree":
        found = dict(directed.in_degree() if network.directed else plain.degree())
    elif name == "out_degree":
        found = dict(directed.out_degree() if network.directed else plain.degree())
    elif name == "betweenness":
        found = nx.betweenness_centrality(plain)
    elif name == "closeness":
        found = nx.closeness_centrality(plain)
    elif name == "pagerank":
        found = _pagerank(directed if network.directed else plain.to_directed())
    elif name == "core":
        found = nx.core_number(plain)
    elif name == "component":
        found = _numbered(_ordered(nx.connected_components(plain)))
    else:
        found = _numbered(_communities(plain))
    return {name: {iri: _rounded(found[place]) for place, iri in enumerate(network.nodes)}}


def _money(network: Network) -> dict[str, dict[str, Attribute]]:
    values: dict[str, dict[str, Attribute]] = {"forms": {}, "amount": {}, "without_amount": {}}
    for iri in network.nodes:
        money = network.money(iri)
        values["forms"][iri] = money.forms
        values["amount"][iri] = money.amount
        values["without_amount"][iri] = money.without_amount
    return values


def _pagerank(graph: "nx.DiGraph[int]") -> dict[int, float]:
    """Return PageRank by power iteration: networkx's own needs scipy, which nothing else here does."""
    count = len(graph)
    ranks = dict.fromkeys(graph, 1.0 / count) if count else {}
    followers = {node: [(one, graph.out_degree(one)) for one in graph.predecessors(node)] for node in graph}
    ends = [node for node in graph if not graph.out_degree(node)]
    for _ in range(_STEPS):
        even = (1 - _DAMPING + _DAMPING * sum(ranks[node] for node in ends)) / count if count else 0.0
        new = {
            node: even + _DAMPING * sum(ranks[one] / degree for one, degree in followers[node])
            for node in graph
        }
        change = sum(abs(new[node] - ranks[node]) for node in graph)
        ranks = new
        if change < _TOLERANCE * count:
            break
    return ranks


def _communities(graph: "nx.Graph[int]") -> list[list[int]]:
    import networkx as nx

    if not graph.number_of_edges():
        return [[node] for node in graph]
    return _ordered(nx.community.louvain_communities(graph, seed=_SEED))


def _ordered(groups: Iterable[Iterable[int]]) -> list[list[int]]:
    """Return groups with the largest first, then by their first member."""
    return sorted((sorted(group) for group in groups), key=lambda group: (-len(group), group))


def _numbered(groups: Sequence[Sequence[int]]) -> dict[int, int]:
    return {node: number for number, group in enumerate(groups, 1) for node in group}


def _rounded(value: float) -> Attribute:
    """Return a whole number as it is, another one with six significant digits.

    >>> _rounded(0.12345678), _rounded(3)
    (Decimal('0.123457'), 3)
    """
    return value if isinstance(value, int) else Decimal(f"{value:.{_DIGITS}g}")
