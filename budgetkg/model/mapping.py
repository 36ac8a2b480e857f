"""A statement that two things are the same, nearly so, or are not: one row of a mapping set.

The same record is a line of the decisions file (SSSOM) and a node of the links graph.
"""

from dataclasses import dataclass
from decimal import Decimal

__all__ = ["Mapping"]


@dataclass(frozen=True, slots=True)
class Mapping:
    """One mapping. Subject, predicate and object are whole IRIs; an empty label is none.

    `justification` is the local name of a SEMAPV term, `method` that of a link method of our own
    (`same-name`, `reviewed`, …) or empty. A `negated` mapping says that the two are not so related.
    `literal` marks an object that is no thing but a value, such as a social credit code. `source`
    names the file or mapping set that an imported mapping came from.
    """

    subject: str
    predicate: str
    object: str
    subject_label: str = ""
    object_label: str = ""
    justification: str = "ManualMappingCuration"
    method: str = ""
    confidence: Decimal | None = None
    comment: str = ""
    source: str = ""
    author: str = ""
    negated: bool = False
    literal: bool = False

    @property
    def pair(self) -> frozenset[str]:
        """The two things, whichever stands first."""
        return frozenset((self.subject, self.object))
