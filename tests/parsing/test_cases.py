"""Documents of other districts and years: what is read of them, and what is reported.

Each folder in `cases` has a document, why it is there, the problems that it must give and its records.
"""

import json
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from budgetkg.contract import as_json
from budgetkg.documents import read
from budgetkg.parsing import parse

CASES = sorted((Path(__file__).parent / "cases").glob("*/document.txt"))


def test_there_are_cases() -> None:
    assert len(CASES) >= 3


@pytest.mark.parametrize("source", CASES, ids=lambda path: path.parent.name)
def test_document_becomes_the_expected_records(source: Path, golden: Callable[[str, Path], None]) -> None:
    found = json.dumps(as_json(parse(read(source))), ensure_ascii=False, indent=1)
    golden(found + "\n", source.parent / "records.json")


@pytest.mark.parametrize("source", CASES, ids=lambda path: path.parent.name)
def test_document_gives_the_problems_that_its_case_names(source: Path) -> None:
    case = tomllib.loads((source.parent / "case.toml").read_text(encoding="utf-8"))
    assert case["why"]
    assert sorted({problem.code for problem in parse(read(source)).problems}) == case["problems"]
