"""A store of the invented sample, as it is or with faults planted in it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from budgetkg import build
from budgetkg.store import Store, open_store

SAMPLE = Path(__file__).parents[2] / "samples" / "wenlv-588-2024.txt"


@pytest.fixture(scope="session")
def audited_sample(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Store]:
    """Return a function that builds the sample with pairs of old and new text exchanged."""

    def built(*faults: tuple[str, str]) -> Store:
        folder = tmp_path_factory.mktemp("faults")
        text = SAMPLE.read_text(encoding="utf-8")
        for old, new in faults:
            assert old in text
            text = text.replace(old, new, 1)
        file = folder / "odd.txt"
        file.write_text(text, encoding="utf-8")
        assert not build.build([file], folder / "store").failures
        return open_store(folder / "store")

    return built
