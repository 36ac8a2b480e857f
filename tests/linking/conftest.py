"""A department over two years in a store: made once, copied for each test that writes."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from program import call
from several_years import Pair, write_years
from sharing import once, run_folder

from budgetkg.build import build

__all__ = ["call"]

#: What becomes of the units' names.
NAMES = {
    "图书馆": "公共图书馆",
    "全民健身服务站": "全民健身事业发展中心",
    "旅游推广中心": "旅游推广中新",
    "本级": "机关",
}


@pytest.fixture(scope="session")
def years(tmp_path_factory: pytest.TempPathFactory) -> Pair:
    """The two documents and what is one thing in both."""
    return write_years(tmp_path_factory.mktemp("years"), NAMES)


@pytest.fixture(scope="session")
def built_years(years: Pair, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with both documents; tests only copy it."""

    def make(folder: Path) -> None:
        assert not build([years.older, years.newer], folder).failures

    return once(run_folder(tmp_path_factory) / "two-years.db", make)


@pytest.fixture
def store_path(built_years: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store of one's own with both documents, in a folder without decisions."""
    monkeypatch.delenv("BUDGETKG_LINKS", raising=False)
    shutil.copytree(built_years, tmp_path / "budgetkg.db")
    return tmp_path / "budgetkg.db"


@pytest.fixture
def link(call: Callable[..., object], store_path: Path) -> Callable[..., object]:
    """Run `budgetkg link` on the store."""
    return lambda *arguments: call("link", "--store", store_path, "--lang", "en", *arguments)
