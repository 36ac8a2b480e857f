"""The library for scripts and notebooks: open a graph, ask it, walk through it.

    import budgetkg
    graph = budgetkg.open("budgetkg.db")
    graph.query("projects-by-notice", notice="邯财教[2023]104号").to_pandas()

All that is here is reached as `budgetkg.…`; nothing is imported before it is used.
"""

from budgetkg.api.answer import Answer, Row, Value
from budgetkg.api.graph import BudgetGraph, connect, open  # noqa: A004
from budgetkg.api.things import Thing

__all__ = ["Answer", "BudgetGraph", "Row", "Thing", "Value", "connect", "open"]
