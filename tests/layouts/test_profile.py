"""The profile as data: whole, without contradictions, and known by name."""

import re
import tomllib
from pathlib import Path

import pytest

from budgetkg.errors import UsageError
from budgetkg.layouts import DEFAULT, known, load

FOLDER = Path(__file__).parents[2] / "budgetkg/layouts"
CODE = "\n".join(path.read_text(encoding="utf-8") for path in (FOLDER.parent / "parsing").glob("*.py"))
CODE += (FOLDER / "profile.py").read_text(encoding="utf-8")


def test_the_default_profile_is_known() -> None:
    assert DEFAULT in known()
    assert load().id == DEFAULT


def test_an_unknown_profile_is_refused_with_the_list() -> None:
    with pytest.raises(UsageError, match="hebei-department"):
        load("../secrets")


def test_a_title_names_one_table() -> None:
    titles = [title for table in load().tables.values() for title in table.titles]
    assert len(titles) == len(set(titles))
    assert {load().titles[title] for title in titles} == set(load().tables)


@pytest.mark.parametrize("table", load().tables.values(), ids=lambda table: table.id)
def test_a_label_means_one_column(table: object) -> None:
    data = tomllib.loads((FOLDER / f"{DEFAULT}.toml").read_text(encoding="utf-8"))
    (entry,) = [entry for entry in data["table"] if entry["id"] == getattr(table, "id", "")]
    labels = [label for column in entry["columns"] for label in column[1:]]
    assert len(labels) == len(set(labels))


@pytest.mark.parametrize("name", known())
def test_every_key_of_a_profile_is_used(name: str) -> None:
    """A key that nothing reads is a promise that nothing keeps."""
    data = tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
    # Read as wholes, or by keys that stand in lists of the code.
    whole = {"sides", "levels", "other_kinds", "sections", "table", "figure"}
    for section, entries in data.items():
        assert f'"{section}"' in CODE or section in ("id", "title"), section
        if section in whole or not isinstance(entries, dict):
            continue
        for key in entries:
            assert f'"{key}"' in CODE, f"{section}.{key}"


@pytest.mark.parametrize("name", known())
def test_figures_name_sections_and_figures_that_exist(name: str) -> None:
    profile = load(name)
    keys = [figure.key for figure in profile.figures]
    assert len(keys) == len(set(keys))
    for figure in profile.figures:
        assert figure.section in profile.sections
        assert figure.after <= {"", *keys}
        assert figure.section in profile.words["narrative"]["sections"]
    assert profile.patterns["narrative"]["listed_after"].pattern in keys


@pytest.mark.parametrize("name", known())
def test_no_pattern_matches_nothing_at_all(name: str) -> None:
    """A pattern that matches the empty text would name every line."""
    profile = load(name)
    patterns = [*profile.sections.values(), *profile.subsections.values()]
    assert all(not pattern.search("") for pattern in patterns)
    assert all(re.compile(figure.label).search("") is None for figure in profile.figures)
