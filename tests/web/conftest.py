"""What the tests of the web share: a store of two years of an invented department, and a server on it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from following import SMALL, next_year
from served import Served, started
from sharing import once, run_folder


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
