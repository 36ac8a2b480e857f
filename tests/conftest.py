"""What all tests share: golden files, the samples, and the document that may lie beside the project."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from sharing import shared_store

if TYPE_CHECKING:
    from budgetkg.store import Store

if TYPE_CHECKING:
    from xdist.scheduler import LoadGroupScheduling

ROOT = Path(__file__).parents[1]
REAL_DOCUMENT = ROOT / "../shared/data/documents/fengfeng-550-2024.txt"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="rewrite the expected files")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> "LoadGroupScheduling":
    """Give the tests of real servers to one process, so that each server starts once.

    pytest-xdist's own groups rest on a private attribute of items that pytest 9 no longer reads.
    """
    from xdist.scheduler import LoadGroupScheduling

    class ServersTogether(LoadGroupScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return "servers" if nodeid.startswith("tests/remote/") else nodeid

    return ServersTogether(config, log)


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
