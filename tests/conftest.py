"""What all tests share: golden files, the samples, and the document that may lie beside the project."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from sharing import shared_store

if TYPE_CHECKING:
    from xdist.scheduler import LoadScopeScheduling

    from budgetkg.store import Store

ROOT = Path(__file__).parents[1]
REAL_DOCUMENT = ROOT / "../shared/data/documents/fengfeng-550-2024.txt"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="rewrite the expected files")


#: Where the modules lie that take longest. They come first, so that all processes end together.
LONGEST = (
    "tests/remote/",
    "tests/test_store",
    "tests/validation/",
    "tests/shapes/",
    "tests/cli/",
    "tests/queries/",
    "tests/test_readme.py",
    "tests/export/",
    "tests/entities/",
    "tests/assistant/",
    "tests/worker/",
)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> "LoadScopeScheduling":
    """Give each module to one process, so that what its tests share is made once, long modules first.

    The tests of real servers go to one process all together, so that each server starts once.
    """
    from xdist.scheduler import LoadScopeScheduling

    class ModulesTogether(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return "tests/remote/" if nodeid.startswith("tests/remote/") else nodeid.split("::")[0]

    config.option.loadscopereorder = False  # else the number of tests would count, not their time
    return ModulesTogether(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the longest modules first."""

    def place(item: pytest.Item) -> int:
        return next((n for n, start in enumerate(LONGEST) if item.nodeid.startswith(start)), len(LONGEST))

    items.sort(key=place)


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, Path], None]:
    """Compare text with an expected file; `--update-golden` alone writes one."""
    update = bool(request.config.getoption("--update-golden"))

    def compare(found: str, path: Path) -> None:
        if update:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(found, encoding="utf-8", newline="")
            return
        if not path.exists():
            pytest.fail(f"{path.name} is missing; look at the result, then run pytest --update-golden")
        with path.open(encoding="utf-8", newline="") as stream:
            expected = stream.read()
        assert found == expected, f"{path.name} differs; if that is meant, run pytest --update-golden"

    return compare


@pytest.fixture(scope="session")
def real_document() -> Path:
    """The published document that is not part of the project."""
    if not REAL_DOCUMENT.is_file():
        pytest.skip("the published document is not here")
    return REAL_DOCUMENT.resolve()


@pytest.fixture(scope="session")
def sample_documents() -> list[Path]:
    """The small documents of our own."""
    found = sorted((ROOT / "samples").glob("*.txt"))
    assert found, "samples/ has no document"
    return found


@pytest.fixture(scope="session")
def all_documents(sample_documents: list[Path]) -> list[Path]:
    """The large document, published or its sample, and the invented one, which stands last."""
    *large, invented = sample_documents
    return [REAL_DOCUMENT.resolve() if REAL_DOCUMENT.is_file() else large[0], invented]


@pytest.fixture(scope="session")
def store_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Sequence[Path]], Path]:
    """Return the folder of a store with these documents and no other; tests only read it."""
    return lambda documents: shared_store(documents, tmp_path_factory)


@pytest.fixture(scope="session")
def invented_store(all_documents: list[Path], store_of: Callable[[Sequence[Path]], Path]) -> "Store":
    """A store with the invented document alone; tests only read it."""
    from budgetkg.store import open_store

    return open_store(store_of(all_documents[-1:]))


@pytest.fixture(scope="session")
def both_store(all_documents: list[Path], store_of: Callable[[Sequence[Path]], Path]) -> "Store":
    """A store with the large document and the invented one; tests only read it."""
    from budgetkg.store import open_store

    return open_store(store_of(all_documents))
