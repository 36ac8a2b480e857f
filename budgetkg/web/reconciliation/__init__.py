"""Reconciliation: which thing of the graph a text in somebody's table means (W3C community API 0.2)."""

from budgetkg.web.reconciliation.current import Current
from budgetkg.web.reconciliation.service import PATH, routes

__all__ = ["PATH", "Current", "routes"]
