"""Checks: is the graph well formed, and does the document agree with itself?"""

from budgetkg.validation.chain import run
from budgetkg.validation.findings import Coverage, Entity, Finding, Message, Operand, Report, Spot

__all__ = ["Coverage", "Entity", "Finding", "Message", "Operand", "Report", "Spot", "run"]
