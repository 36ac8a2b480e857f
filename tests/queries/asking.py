"""Ask about the invented departments 911 (2024 and 2025) and 912 of `edge-cases-q1.trig`."""

from collections.abc import Callable

__all__ = ["ALL", "FIRST", "OTHER", "SECOND", "Ask"]

FIRST = "https://w3id.org/budgetkg/id/doc/990011-911-2024-budget/graph"
SECOND = "https://w3id.org/budgetkg/id/doc/990011-911-2025-budget/graph"
OTHER = "https://w3id.org/budgetkg/id/doc/990011-912-2024-budget/graph"
ALL = (FIRST, SECOND, OTHER)

#: Takes the name of a query, columns, graphs and values; gives the chosen columns as texts.
Ask = Callable[..., list[tuple[str | None, ...]]]
