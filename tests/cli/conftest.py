"""A working folder as in a checkout, and a store to ask."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from cli_running import ROOT, SMALL
from program import call, spawn

__all__ = ["call", "spawn"]


@pytest.fixture(scope="session")
def built(store_of: Callable[[Sequence[Path]], Path]) -> Path:
    """A store with the small sample; tests only read it."""
    return store_of([SMALL])


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working folder beside which samples and queries lie, as in a checkout."""
    monkeypatch.chdir(tmp_path)
    for name in ("samples", "queries"):
        (tmp_path / name).symlink_to(ROOT / name)
    monkeypatch.delenv("BUDGETKG_STORE", raising=False)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    return tmp_path
