"""The funding network: who gives money by which notice to which project, and measures of it.

The network is built from the same entities that the exports show. Its measures come from networkx;
everything is in a fixed order, so that one store gives one answer.
"""

from budgetkg.network.funding import KINDS, funding_network
from budgetkg.network.measures import MEASURES, Measured, communities, measure
from budgetkg.network.model import Link, Money, Network, money_of, to_graph
from budgetkg.network.paths import Step, shortest_path
from budgetkg.network.projections import PROJECTIONS, project
from budgetkg.network.tables import community_table, link_table, node_table, path_table

__all__ = [
    "KINDS",
    "MEASURES",
    "PROJECTIONS",
    "Link",
    "Measured",
    "Money",
    "Network",
    "Step",
    "communities",
    "community_table",
    "funding_network",
    "link_table",
    "measure",
    "money_of",
    "node_table",
    "path_table",
    "project",
    "shortest_path",
    "to_graph",
]
