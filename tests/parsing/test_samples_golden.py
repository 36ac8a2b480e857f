"""The invented sample as the public contract prints it, whole."""

import json
from collections.abc import Callable
from pathlib import Path

from budgetkg.contract import as_json
from budgetkg.documents import read
from budgetkg.parsing import parse

ROOT = Path(__file__).parents[2]


def test_invented_sample_becomes_its_golden_records(golden: Callable[[str, Path], None]) -> None:
    records = parse(read(ROOT / "samples/wenlv-588-2024.txt"))
    found = json.dumps(as_json(records), ensure_ascii=False, indent=1)
    golden(found + "\n", ROOT / "tests/golden/wenlv-588-2024.records.json")
