"""Layout profiles: declared knowledge of how documents are laid out."""

from budgetkg.layouts.profile import DEFAULT, Profile, TableLayout, known, load

__all__ = ["DEFAULT", "Profile", "TableLayout", "known", "load"]
