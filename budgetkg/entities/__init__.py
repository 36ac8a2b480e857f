"""What the graph holds as rows: kinds of entities, their columns, and the rows themselves."""

from budgetkg.entities.kinds import Column, Kind, choose_kinds, load_kinds
from budgetkg.entities.rows import Entity, Value, entities, iris, label_of

__all__ = ["Column", "Entity", "Kind", "Value", "choose_kinds", "entities", "iris", "label_of", "load_kinds"]
