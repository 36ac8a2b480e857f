"""Layout profiles: declared knowledge of how documents are laid out."""

from budgetkg.layouts.profile import DEFAULT, FigureLayout, Profile, TableLayout, known, load

__all__ = ["DEFAULT", "FigureLayout", "Profile", "TableLayout", "known", "load"]
