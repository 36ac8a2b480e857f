"""Choose links so that each thing has one predecessor and one successor at most."""

from collections.abc import Iterable

from budgetkg.linking.evidence import Candidate

__all__ = ["LEAST", "one_to_one"]

#: Below this a pair is not worth a look.
LEAST = 0.05


def one_to_one(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Return the candidates of the assignment in which most links can be expected to be right.

    A newer thing takes one older one, and an older thing goes on in one newer one.
    """
    import networkx as nx

    graph: nx.Graph[tuple[str, str]] = nx.Graph()
    for candidate in sorted(candidates, key=lambda one: (one.subject, one.object)):
        bits = sum(one.weight for one in candidate.evidence)
        if candidate.confidence >= LEAST:
            # In all, as many right links as can be expected; where two are sure, the surer one.
            weight = round(1_000_000 / (1 + 2**-bits)) + round(bits * 10)
            graph.add_edge(
                ("newer", candidate.subject), ("older", candidate.object), weight=weight, link=candidate
            )
    chosen: list[Candidate] = []
    for part in nx.connected_components(graph):
        piece = graph.subgraph(part)
        for one, other in nx.max_weight_matching(piece, maxcardinality=False):
            chosen.append(piece.edges[one, other]["link"])
    return sorted(chosen, key=lambda one: (one.subject, one.object))
