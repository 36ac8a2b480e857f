"""Does the document agree with itself? Rules in `shapes/audit`, each one query over the whole graph."""

from budgetkg.validation.audit.rules import AuditRule, Declared, load_rules
from budgetkg.validation.audit.running import audit, comparisons_with

__all__ = ["AuditRule", "Declared", "audit", "comparisons_with", "load_rules"]
