"""docs/rules.md is generated from the declarations, and names every rule."""

from collections.abc import Callable
from pathlib import Path

from budgetkg.validation.catalogue import rule_entries, to_page
from budgetkg.validation.chain import rule_ids

DOCS = Path(__file__).parents[2] / "docs"


def test_the_page_is_what_the_rules_say(golden: Callable[[str, Path], None]) -> None:
    golden(to_page(), DOCS / "rules.md")


def test_every_rule_has_a_name_in_both_languages() -> None:
    entries = rule_entries()
    assert set(rule_ids()) <= set(entries)
    assert all(entry.label.zh and entry.label.en for entry in entries.values())
