"""The examples in the docstrings run, module by module."""

import doctest
import importlib
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
#: The package, and what makes documents for the tests.
PACKAGES = (TESTS.parent / "budgetkg", TESTS / "disclosures")
MODULES = [
    ".".join(path.relative_to(package.parent).with_suffix("").parts).removesuffix(".__init__")
    for package in PACKAGES
    for path in sorted(package.rglob("*.py"))
    if path.name != "__main__.py" and ">>>" in path.read_text(encoding="utf-8")
]


def test_there_are_examples() -> None:
    assert len(MODULES) > 15


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_of_a_module_are_true(name: str) -> None:
    result = doctest.testmod(importlib.import_module(name))
    assert result.attempted > 0
    assert result.failed == 0
