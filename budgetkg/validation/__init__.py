"""Checks: is the graph well formed?"""

from budgetkg.validation.chain import run
from budgetkg.validation.findings import Coverage, Entity, Finding, Message, Report, Spot

__all__ = ["Coverage", "Entity", "Finding", "Message", "Report", "Spot", "run"]
