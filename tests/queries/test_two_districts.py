"""Queries over several documents, asked of the sample set of two districts: golden answers, and its truth."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path

import pytest
import rdflib
from disclosures.series import make_series
from disclosures.series.writing import HEADS
from reckoning import Cell, cells

from budgetkg.catalog import load_catalog, run
from budgetkg.catalog.formats import to_csv
from budgetkg.documents import read
from budgetkg.model import Records
from budgetkg.parsing import parse
from budgetkg.results import Solutions
from budgetkg.store import Store, open_store

FOLDER = Path(__file__).parents[2] / "samples" / "two-districts"
GOLDEN = Path(__file__).parent / "golden" / "two-districts"
CATALOG = load_catalog()
#: Each query with the values that it is asked with.
ASKED: dict[str, dict[str, str]] = {
    "changes-against-statements": {},
    "changes-by-account": {},
    "double-counted": {},
    "expenditure-across-departments": {},
    "notice-spellings": {},
    "notices-by-amount": {},
    "project-continuity": {},
    "projects-by-origin": {},
    "shared-notices": {},
    "units-compared": {},
}
#: What rdflib reads: a department with the documents of a unit of it, and one that shares its notices.
FEW = ("130204-322-2022", "130204-322-2023", "130204-322001-", "130204-378-2022")


@pytest.fixture(scope="session")
def series_store(store_of: Callable[[Sequence[Path]], Path]) -> Store:
    """A store with all documents of the sample set, made once."""
    return open_store(store_of(sorted(FOLDER.glob("*.txt"))))


@pytest.fixture(scope="module")
def ask(series_store: Store) -> Callable[[str], Solutions]:
    return lambda name: run(series_store, CATALOG[name], ASKED[name])


@pytest.fixture(scope="module")
def records() -> dict[str, Records]:
    return {file.stem: parse(read(file)) for file in sorted(FOLDER.glob("*.txt"))}


def truth(table: str) -> list[dict[str, str]]:
    head = HEADS[table].split()
    return [dict(zip(head, row, strict=True)) for one in make_series() for row in one.truth[table]]


def yuan(text: str) -> Decimal:
    return Decimal(text) * 10_000


@pytest.mark.parametrize("name", ASKED)
def test_the_answer_is_as_before(
    name: str, ask: Callable[[str], Solutions], golden: Callable[[str, Path], None]
) -> None:
    answer = ask(name)
    assert answer.variables == CATALOG[name].columns
    assert answer.rows
    golden(to_csv(answer).replace("\r\n", "\n"), GOLDEN / f"{name}.csv")


@pytest.fixture(scope="module")
def both_engines(
    series_store: Store,
    tmp_path_factory: pytest.TempPathFactory,
    load_store: Callable[[Path, rdflib.Dataset], Store],
    reference_of: Callable[[rdflib.Dataset], Store],
) -> tuple[Store, Store]:
    """A few of the documents in a store of ours and in rdflib."""
    dataset = rdflib.Dataset()
    for graph in series_store.graphs():
        if any(f"/doc/{start}" in graph for start in FEW) or graph.endswith("/graph/codes"):
            dataset.parse(data="\n".join(series_store.quads(graph)), format="nquads")
    return load_store(tmp_path_factory.mktemp("few") / "store", dataset), reference_of(dataset)


@pytest.mark.parametrize("name", ASKED)
def test_rdflib_gives_equal_rows(
    name: str, both_engines: tuple[Store, Store], rows_of: Callable[[Solutions], list[list[object]]]
) -> None:
    text = CATALOG[name].text
    ours, theirs = (engine.query(text) for engine in both_engines)
    assert isinstance(ours, Solutions)
    assert isinstance(theirs, Solutions)
    assert rows_of(ours)
    assert rows_of(ours) == rows_of(theirs)


def test_a_unit_s_document_is_found_beside_its_department_s(ask: Callable[[str], Solutions]) -> None:
    wanted = {(row["file"], row["within"]) for row in truth("documents") if row["within"]}
    found = cells(ask("double-counted"), "unit_document department_document known_by")
    pairs = {tuple(str(iri).rpartition("/")[2].removesuffix("-budget") for iri in row[:2]) for row in found}
    assert pairs == wanted
    assert {row[2] for row in found} == {"编码和名称"}


def test_what_is_counted_adds_up_to_the_departments_alone(
    ask: Callable[[str], Solutions], records: dict[str, Records]
) -> None:
    """By year and account: the sum over the documents that are part of no other, computed from the text."""
    parts = {row["file"] for row in truth("documents") if row["within"]}
    wanted: dict[tuple[Cell, Cell], Decimal] = defaultdict(Decimal)
    for name, one in records.items():
        table = next(table for table in one.tables if table.id == "expenditure")
        for row in table.rows if name not in parts else ():
            if row.code and len(row.code) == 3 and (figure := row.amounts.get("total")):
                wanted[Decimal(one.document.fiscal_year or 0), row.code] += yuan(figure.text)
    found: dict[tuple[Cell, Cell], Decimal] = defaultdict(Decimal)
    twice = Decimal(0)
    for year, code, total, counted in cells(ask("expenditure-across-departments"), "year code total counted"):
        found[year, code] += counted if isinstance(counted, Decimal) else Decimal(0)
        twice += total if counted is None and isinstance(total, Decimal) else Decimal(0)
    assert found == wanted
    assert twice > 0


def test_projects_are_there_in_the_years_in_which_they_are(ask: Callable[[str], Solutions]) -> None:
    """Without links a project is known by its code; every form has the years before and after it right."""
    documents = {row["file"]: row for row in truth("documents")}
    years: dict[tuple[str, str], set[int]] = defaultdict(set)
    present: dict[str, set[int]] = defaultdict(set)
    for row in truth("projects"):
        document = documents[row["file"]]
        owner = f"{document['division']}-{document['code']}"
        years[owner, row["code"]].add(int(document["year"]))
        present[owner].add(int(document["year"]))
    wanted = []
    for row in truth("projects"):
        document = documents[row["file"]]
        owner, year = f"{document['division']}-{document['code']}", int(document["year"])
        there = years[owner, row["code"]]
        since = "延续" if year - 1 in there else "新增" if year - 1 in present[owner] else "无上年文件"
        until = "延续" if year + 1 in there else "消失" if year + 1 in present[owner] else "无下年文件"
        wanted.append((Decimal(year), row["code"], since, until))
    assert sorted(cells(ask("project-continuity"), "year code since until")) == sorted(wanted)


def test_the_statement_that_differs_is_the_one_that_was_planted(ask: Callable[[str], Solutions]) -> None:
    (restated,) = [row for row in truth("documents") if row["remarks"] == "restated"]
    found = cells(ask("changes-against-statements"), "agreement department year item difference")
    assert [row[1:] for row in found if row[0] == "不一致"] == [
        (restated["name"], Decimal(restated["year"]), item, Decimal(-30_000))
        for item in ("项目支出", "支出合计")
    ]
    assert sum(row[0] == "一致" for row in found) > 30


def test_shared_notices_are_those_of_the_truth(ask: Callable[[str], Solutions]) -> None:
    """Numbers that a list shares with the one before it are left out here: the benchmark tells of them."""
    files: dict[str, set[str]] = defaultdict(set)
    for row in truth("notices"):
        if row["number"] and row["spelling"] != "shared-mark":
            files[row["number"]].add(row["file"])
    found: dict[str, set[str]] = defaultdict(set)
    counted: dict[str, Cell] = {}
    columns = "notice division department_code year in_documents"
    for notice, division, code, year, documents in cells(ask("shared-notices"), columns):
        found[str(notice)].add(f"{division}-{code}-{year}")
        counted[str(notice)] = documents
    assert max(map(len, files.values())) > 1
    for notice, names in files.items():
        assert found[notice] >= names
    assert {notice: Decimal(len(names)) for notice, names in found.items()} == counted


def test_a_misprinted_number_is_a_line_of_its_own(ask: Callable[[str], Solutions]) -> None:
    found = {(notice, printed) for notice, printed in cells(ask("notice-spellings"), "notice printed")}
    misprints = [row for row in truth("notices") if row["spelling"] == "misprint"]
    assert misprints
    for row in misprints:
        assert (row["number"], row["printed"]) in found
        assert (row["notice"], row["printed"]) not in found
