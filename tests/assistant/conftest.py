"""A store with both samples, and a desk over it."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from budgetkg.build import build

if TYPE_CHECKING:
    from budgetkg.assistant import Desk


@pytest.fixture(scope="session")
def samples_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with both samples; tests only read it."""
    store = tmp_path_factory.mktemp("assistant") / "budgetkg.db"
    build(sorted((Path(__file__).parents[2] / "samples").glob("*.txt")), store)
    return store


@pytest.fixture(scope="session")
def desk(samples_store: Path) -> "Iterator[Desk]":
    """A desk whose limits no test reaches."""
    pytest.importorskip("mcp")
    from budgetkg.assistant import Desk

    with Desk(samples_store, time_limit=120, max_rows=50) as one:
        yield one
