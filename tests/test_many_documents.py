"""A hundred documents in one store: each comes and goes alone, whatever the order."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from disclosures import Recipe, Sizes
from program import Call, call

from budgetkg.build import Made, build
from budgetkg.catalog import select_graphs
from budgetkg.holdings import holdings
from budgetkg.namespaces import BASE, BKG, graphs_of
from budgetkg.store import Store, open_store

__all__ = ["call"]

NUMBER = 100
YEARS = (2022, 2023, 2024)
#: The document that goes and comes back: the only one of its department.
ONE = f"{BASE}/id/doc/130406-599-2024-budget"

_SMALL = Sizes(
    forms=1, transfers=1, fund=False, own=False, kept=False, purchases=False, abroad=False, vehicles=False
)


def write_documents(folder: Path, number: int) -> list[Path]:
    """Write documents of departments 500, 501 … in two folders, three years each; the last has one year."""
    files = []
    for count in range(number):
        code, year = str(500 + count // 3), YEARS[count % 3]
        if count == number - 1:
            code, year = "599", 2024
        recipe = Recipe(int(code), _SMALL, year=year, code=code, units=1 + count % 2)
        file = folder / f"{year}" / f"{code}.txt"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(recipe.text, encoding="utf-8")
        files.append(file)
    return files


def dumped(path: Path) -> bytes:
    out = io.BytesIO()
    with open_store(path) as store:
        store.dump("nquads", out)
    return out.getvalue()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("documents")
    write_documents(place, NUMBER)
    return place


@pytest.fixture(scope="module")
def many(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of all; a test that changes it brings it back to what it was."""
    path = tmp_path_factory.mktemp("many") / "kg"
    report = build([folder], path)
    assert (len(report.documents), report.failures) == (NUMBER, ())
    return path


@pytest.fixture
def store(many: Path) -> Iterator[Store]:
    with open_store(many) as opened:
        yield opened


def test_a_removed_document_leaves_no_trace_and_comes_back_as_it_was(
    many: Path, folder: Path, call: Call
) -> None:
    before = dumped(many)
    own = tuple(f"<{graph}> .".encode() for graph in graphs_of(ONE))
    others = [line for line in before.splitlines() if not line.endswith(own)]
    printed, inferred = graphs_of(ONE)
    with open_store(many) as store:
        # Whatever was inferred: it goes, too.
        store.replace(inferred, f'<{ONE}/x> <{BKG}method> "by-its-name" <{inferred}> .')
        (held,) = holdings(store, (printed,)).documents
        assert (held.inferred, held.triples) == (1, store.count(printed))
        counted = holdings(store)

    assert call("remove", "599/2024", "--store", many).code == 0
    after = dumped(many)
    assert sorted(after.splitlines()) == sorted(others)
    for trace in ("130406-599-2024", "department/130406/599", "unit/130406/599/", "by-its-name"):
        assert trace.encode() not in after
    with open_store(many) as store:
        left = holdings(store)
        assert not any("599" in graph for graph in store.graphs())
    assert len(left.documents) == len(counted.documents) - 1
    assert left.triples == len(others)
    assert "599" not in {one.code for one in left.departments}

    assert call("build", folder / "2024" / "599.txt", "--store", many).code == 0
    assert dumped(many) == before


def test_the_order_of_documents_and_the_number_of_processes_change_nothing(tmp_path: Path) -> None:
    files = write_documents(tmp_path / "in", 7)
    build(files, tmp_path / "one")
    report = build(files[::-1], tmp_path / "two", jobs=2)
    assert [one.path for one in report.documents] == files[::-1]
    assert dumped(tmp_path / "one") == dumped(tmp_path / "two")


def test_what_is_chosen_adds_up_inside_an_option_and_narrows_across_options(store: Store) -> None:
    def chosen(**options: object) -> int:
        return len(select_graphs(store, **options) or ())  # type: ignore[arg-type]

    assert chosen(year=2022) == 33
    assert chosen(year="2022-2023") == 66
    assert chosen(year=[2022, "2024"]) == 67
    assert chosen(department=["500", "501"]) == 6
    assert chosen(department=["500", "501"], year="2023-2024") == 4
    assert chosen(department="50?") == 30
    assert chosen(document=["500/2022", ONE]) == 2
    assert chosen(document="*-2023-*", department="51*") == 10


def test_info_counts_departments_by_year_and_what_is_shared(store: Store) -> None:
    found = holdings(store)
    assert found.years == YEARS
    assert len(found.departments) == 34
    assert {tuple(one.documents.items()) for one in found.departments} == {
        ((2022, 1), (2023, 1), (2024, 1)),
        ((2024, 1),),
    }
    graphs = {one.what: one for one in found.graphs}
    assert (graphs["documents"].graphs, graphs["codes"].graphs) == (NUMBER, 1)
    assert found.triples == store.count() == sum(one.triples for one in found.graphs)
    assert graphs["documents"].triples == sum(one.triples for one in found.documents)
    assert all(len(one.sha256) == 64 and one.file.endswith(".txt") for one in found.documents)
    accounts = next(one for one in found.shared if one.what == "accounts")
    assert accounts.total >= accounts.in_documents >= accounts.in_departments > 0

    some = holdings(store, select_graphs(store, department="500", year="2022-2023"))
    assert [one.year for one in some.documents] == [2022, 2023]
    assert some.triples == sum(one.triples + one.inferred for one in some.documents)
    assert all(one.in_departments == 0 for one in some.shared)


def test_a_made_document_travels_between_processes(folder: Path) -> None:
    import pickle

    from budgetkg.build import _made
    from budgetkg.documents import read

    made = _made(read(folder / "2024" / "599.txt"), None, None)
    assert isinstance(made, Made)
    assert pickle.loads(pickle.dumps(made)) == made
