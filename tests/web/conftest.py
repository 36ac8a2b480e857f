"""What the tests of the web share: a store of two years of an invented department, and a server on it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from served import Served, started
from sharing import once, run_folder

ROOT = Path(__file__).parents[2]
SMALL = ROOT / "samples" / "wenlv-588-2024.txt"


def next_year() -> str:
    """The sample as of the next year: a project has another name, and one another amount."""
    text = SMALL.read_text(encoding="utf-8").replace("2024", "2025")
    text = text.replace("博物馆-展厅安防改造", "博物馆-展厅<script>&安防升级")
    return text.replace("预算数\t6.00\t其中：财政资金\t6.00", "预算数\t9.30\t其中：财政资金\t9.30", 1)


@pytest.fixture(scope="session")
def two_years(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the sample and its next year; tests only read it."""

    def make(folder: Path) -> None:
        from budgetkg.build import build

        place = tmp_path_factory.mktemp("two-years")
        later = place / "wenlv-588-2025.txt"
        later.write_text(next_year(), encoding="utf-8")
        assert not build([SMALL, later], folder).failures

    return once(run_folder(tmp_path_factory) / "store-two-years", make)


@pytest.fixture(scope="module")
def served(two_years: Path) -> Iterator[Served]:
    with started(two_years) as running:
        yield running
