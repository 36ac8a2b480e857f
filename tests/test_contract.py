"""The public contract: its keys, their types and its promises."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from budgetkg.contract import SCHEMA, as_json
from budgetkg.documents import read
from budgetkg.parsing import parse

SAMPLE = Path(__file__).parents[1] / "samples/wenlv-588-2024.txt"


@pytest.fixture(scope="module")
def found() -> dict[str, Any]:
    return as_json(parse(read(SAMPLE)))


def test_the_parts_stand_in_the_order_of_the_contract(found: dict[str, Any]) -> None:
    assert found["schema"] == SCHEMA == "budgetkg-records/1"
    assert list(found) == [
        "schema", "document", "department", "contents", "duties", "units", "tables", "narrative", "goals",
        "projects", "procurement", "assets", "glossary", "citations", "problems",
    ]  # fmt: skip


def test_it_is_json(found: dict[str, Any]) -> None:
    assert json.loads(json.dumps(found, ensure_ascii=False, allow_nan=False)) == found


def places(thing: Any) -> Iterator[dict[str, Any]]:
    if isinstance(thing, dict):
        if "where" in thing and thing["where"] is not None:
            yield thing["where"]
        for value in thing.values():
            yield from places(value)
    elif isinstance(thing, list):
        for value in thing:
            yield from places(value)


def test_every_record_has_its_place(found: dict[str, Any]) -> None:
    lines = len(parse(read(SAMPLE)).lines)
    for where in places(found):
        assert list(where) == ["lines", "page", "table", "row"]
        first, last = where["lines"]
        assert 1 <= first <= last <= lines
    for part in ("duties", "units", "goals", "projects", "glossary", "citations", "problems"):
        assert all(record["where"] for record in found[part]), part


def test_money_stays_printed_text_and_blank_is_null(found: dict[str, Any]) -> None:
    amounts = [a for t in found["tables"] for r in t["rows"] for a in r["amounts"].values()]
    assert {type(amount) for amount in amounts} == {str, type(None)}
    assert "0.00" not in {a for r in found["tables"][3]["rows"] for a in r["amounts"].values()}


def test_a_schedule_has_its_four_months(found: dict[str, Any]) -> None:
    assert all(list(project["schedule"]) == ["3", "6", "10", "12"] for project in found["projects"])


def test_rows_of_two_sided_tables_name_their_side(found: dict[str, Any]) -> None:
    sided = {t["id"] for t in found["tables"] if any("side" in row for row in t["rows"])}
    assert sided == {"balance", "fiscal-balance"}


def test_problems_speak_the_language_that_is_asked_for() -> None:
    records = parse(read(SAMPLE))
    for problem, zh, en in zip(
        records.problems, as_json(records, "zh")["problems"], as_json(records)["problems"], strict=True
    ):
        assert (zh["message"], en["message"]) == (problem.zh, problem.en)
