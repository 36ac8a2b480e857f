"""Links between documents: what is one thing under two names or codes, proposed, decided and kept apart.

Candidates come from codes first and names after; people decide in a plain text file; the links graph is
made anew from the documents and that file whenever either changes.
"""

from budgetkg.linking.decisions import decisions_path, read_decisions
from budgetkg.linking.evidence import SURE, Candidate, Doubt, Evidence
from budgetkg.linking.proposing import KINDS, Proposals, propose
from budgetkg.linking.refreshing import Refreshed, refresh
from budgetkg.linking.states import Link, links_of

__all__ = [
    "KINDS",
    "SURE",
    "Candidate",
    "Doubt",
    "Evidence",
    "Link",
    "Proposals",
    "Refreshed",
    "decisions_path",
    "links_of",
    "propose",
    "read_decisions",
    "refresh",
]
