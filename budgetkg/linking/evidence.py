"""How sure a link is: pieces of evidence, each with a weight, added up.

This is the model of Fellegi and Sunter: the weight of a signal is the logarithm (base 2) of how much
more often it is seen with two names of one thing than with two things. The prior is how many others
might be meant. The weights are set by measuring (`benchmarks/name_matching.py`), and stand beside the
signals, so that each link can be retraced.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal

__all__ = ["SIGNALS", "SURE", "Candidate", "Doubt", "Evidence", "confidence_of", "prior"]

#: What a signal is called, in Chinese and English.
SIGNALS = {
    "others": ("其余可能", "others it may be"),
    "same-name": ("名称相同（不计标点、年份等）", "same name but for signs, years and the like"),
    "function-words": ("名称只差虚词或区划", "names differ by function words or the place alone"),
    "misprint": ("名称只差一个字", "names differ by one sign"),
    "sound": ("读音", "sound of the sign"),
    "word": ("他处所见的词", "words that stand elsewhere"),
    "renamed": ("已知的机构更名", "a known renaming of bodies"),
    "abbreviation": ("一个名称是另一个的简称", "one name abbreviates the other"),
    "other-type": ("名称只差机构类型", "names differ by the type of body"),
    "similar-name": ("名称相近", "similar names"),
    "unlike-name": ("名称不同，但别无其他可能", "unlike names, and hardly another it may be"),
    "told-apart": ("名称以序数或方位相区别", "names told apart by a number or direction"),
    "kind": ("单位性质", "kind of unit"),
    "rank": ("单位规格", "rank"),
    "funding": ("经费保障形式", "funding"),
    "position": ("在机构设置中的位置", "place in the list of units"),
    "code": ("编码", "code"),
    "code-type": ("项目类型字母", "type letter of the code"),
    "unit-hint": ("项目名称所称的单位", "unit named in the project"),
    "amount": ("金额", "amount"),
    "indicators": ("相同的绩效指标", "indicators in common"),
    "purpose": ("用途", "purpose"),
    "notice": ("资金下达通知", "funding notice"),
    "number": ("文号", "document number"),
    "title": ("题名", "title"),
    "documents": ("印有文号的文件数", "documents that print the numbers"),
    "units": ("所属单位", "units"),
    "years": ("年度", "years"),
    "division": ("区划", "division"),
}

#: From here on a proposal is taken for true: measured, it has been right.
SURE = Decimal("0.95")

_HIGHEST = Decimal("0.99")
_STEP = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Evidence:
    """One signal, what was seen, and its weight in bits: below zero it speaks against the link."""

    signal: str
    value: str
    weight: float


@dataclass(frozen=True, slots=True)
class Candidate:
    """A link that is proposed, newer thing first, with all that speaks for and against it.

    `kind` is department, unit, unit-department, project, notice or account. `identity` says that the
    two would be one thing: then a sure link is exact. Others are for review and never more than close.
    """

    kind: str
    subject: str
    subject_label: str
    object: str
    object_label: str
    method: str
    evidence: tuple[Evidence, ...]
    identity: bool = True
    documents: frozenset[str] = frozenset()

    @property
    def confidence(self) -> Decimal:
        return confidence_of(self.evidence)

    @property
    def near_miss(self) -> bool:
        """Whether the names differ by a slip alone: then people decide, however strong the evidence is."""
        return self.method == "misprint"

    @property
    def sure(self) -> bool:
        """Whether the two are one so surely that the link is exact and needs nobody's word."""
        return self.identity and not self.near_miss and self.confidence >= SURE


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something odd that is told and not linked."""

    iri: str
    zh: str
    en: str


def prior(others: int) -> Evidence:
    """Return the weight that one of so many things is meant.

    >>> prior(4)
    Evidence(signal='others', value='4', weight=-2.0)
    """
    count = max(others, 1)
    return Evidence("others", str(count), -round(math.log2(count), 2))


def confidence_of(evidence: Iterable[Evidence]) -> Decimal:
    """Return the probability that the evidence leaves, rounded down and never 1.

    >>> confidence_of([Evidence("same-name", "", 3.0)])
    Decimal('0.88')
    >>> confidence_of([prior(1)])
    Decimal('0.50')
    """
    bits = min(max(sum(one.weight for one in evidence), -60.0), 60.0)
    return min(Decimal(1 / (1 + 2**-bits)).quantize(_STEP, ROUND_DOWN), _HIGHEST)
