"""A store with both samples, and a desk over it."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from budgetkg.assistant import Desk


@pytest.fixture(scope="session")
def samples_store(store_of: Callable[[Sequence[Path]], Path], sample_documents: list[Path]) -> Path:
    """A store with both samples; tests only read it."""
    return store_of(sample_documents)


@pytest.fixture(scope="session")
def desk(samples_store: Path) -> "Iterator[Desk]":
    """A desk whose limits no test reaches."""
    pytest.importorskip("mcp")
    from budgetkg.assistant import Desk

    with Desk(samples_store, time_limit=120, max_rows=50) as one:
        yield one
