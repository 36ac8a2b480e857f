"""Chinese government department budgets as linked data.

The chain: a disclosure document becomes records, records become quads, quads stand in a store,
and saved queries answer from there. From Python:

    import budgetkg
    graph = budgetkg.open("budgetkg.db")
    graph.query("projects-by-notice", notice="邯财教[2023]104号").to_pandas()

What stands here comes from `budgetkg.api`, and is imported when it is first used.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from budgetkg.api import Answer, BudgetGraph, Row, Thing, connect, open  # noqa: A004

__all__ = ["Answer", "BudgetGraph", "Row", "Thing", "__version__", "connect", "open"]

__version__ = "0.1.0"


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module 'budgetkg' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module("budgetkg.api"), name)
