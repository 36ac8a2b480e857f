"""The records of the explanatory part: its paragraphs, and the figures and projects in them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from budgetkg.model.printed import Figure, Where

__all__ = ["ListedProject", "Narrative", "NarrativeFigure", "NarrativeParagraph"]


@dataclass(frozen=True, slots=True)
class NarrativeFigure:
    """A figure in a sentence. `direction` is "increase", "decrease" or "unchanged" for a change.

    `amount` is None where words state a change of nothing (与上年持平): no number was printed, and the
    label is the words.
    """

    key: str
    label: str
    amount: Figure | None
    unit: str
    where: Where
    direction: str | None = None


@dataclass(frozen=True, slots=True)
class ListedProject:
    """A project that the narrative names with its amount."""

    name: str
    amount: Figure
    unit: str
    where: Where


@dataclass(frozen=True, slots=True)
class NarrativeParagraph:
    """One paragraph of running text; `section` is the key of its section or subsection in the layout."""

    section: str
    text: str
    where: Where


@dataclass(frozen=True, slots=True)
class Narrative:
    """The explanatory part: its figures, its listed projects, its text by section and, with places and
    in printed order, by paragraph."""

    figures: tuple[NarrativeFigure, ...] = ()
    projects: tuple[ListedProject, ...] = ()
    text: Mapping[str, str] = field(default_factory=dict)
    paragraphs: tuple[NarrativeParagraph, ...] = ()
