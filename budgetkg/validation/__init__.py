"""Checks: is the graph well formed, does the document agree with itself, and is all of it there?"""

from budgetkg.validation.baseline import Accepted, apply_baseline, load_baseline
from budgetkg.validation.chain import profile_of, run
from budgetkg.validation.findings import Coverage, Entity, Finding, Message, Operand, Report, Score, Spot
from budgetkg.validation.profiles import EVERYTHING, Profile

__all__ = [
    "EVERYTHING",
    "Accepted",
    "Coverage",
    "Entity",
    "Finding",
    "Message",
    "Operand",
    "Profile",
    "Report",
    "Score",
    "Spot",
    "apply_baseline",
    "load_baseline",
    "profile_of",
    "run",
]
