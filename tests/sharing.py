"""Things that are dear to make and the same for all tests are made once in a run, by whoever asks first."""

import fcntl
import hashlib
import os
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

__all__ = ["once", "run_folder", "shared_store"]


def run_folder(factory: pytest.TempPathFactory) -> Path:
    """Return the folder of this test run that all its processes see."""
    own = factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


def once(place: Path, make: Callable[[Path], None]) -> Path:
    """Return a place that `make` fills at the first call in any process; the others wait for it."""
    with place.with_name(f"{place.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not place.exists():
            half = place.with_name(f"{place.name}.{os.getpid()}")
            make(half)
            half.rename(place)
    return place


def shared_store(documents: Sequence[Path], factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a store with these documents and no other; tests only read it."""
    names = "\n".join(sorted(str(file.resolve()) for file in documents))
    place = run_folder(factory) / f"store-{hashlib.sha256(names.encode()).hexdigest()[:16]}"

    def make(folder: Path) -> None:
        from budgetkg.build import build

        assert not build(list(documents), folder).failures

    return once(place, make)
