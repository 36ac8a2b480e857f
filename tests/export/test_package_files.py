"""Neo4j folders and Fiscal Data Packages, read back and compared with the store; folders as a whole."""

import csv
import json
import re
from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from frictionless import Package

from budgetkg.entities import entities, load_kinds
from budgetkg.errors import UsageError
from budgetkg.export import EXPORTS, Job, find_export, fiscal, neo4j
from budgetkg.export.folders import writing_folder
from budgetkg.results import Solutions
from budgetkg.store import Store

Ask = Callable[[Store, str], list[tuple[str, ...]]]
KINDS = list(load_kinds().values())

#: A field in the head of a file for neo4j-admin: name, type, in round brackets the id space (never used).
_FIELD = re.compile(
    r"(?P<name>[a-z][a-z0-9_]*)?:(?P<type>ID|LABEL|START_ID|END_ID|TYPE|string|long|double|boolean|date|string\[\])"
)
_READ: dict[str, Callable[[str], object]] = {
    "long": int,
    "double": float,
    "boolean": {"true": True, "false": False}.__getitem__,
    "date": str,
    "string[]": lambda text: text.split(";"),
}


def read_file(file: Path) -> list[dict[str, object]]:
    """Read a file as neo4j-admin does: a typed head, an empty cell is no property."""
    with file.open(encoding="utf-8", newline="") as stream:
        head, *rows = list(csv.reader(stream, strict=True))
    fields = []
    for field in head:
        match = _FIELD.fullmatch(field)
        assert match, (file.name, field)
        fields.append((match["name"] or match["type"], match["type"]))
    assert len({name for name, _ in fields}) == len(fields)
    assert all(len(row) == len(fields) for row in rows)
    return [
        {name: _READ.get(type_, str)(text) for (name, type_), text in zip(fields, row, strict=True) if text}
        for row in rows
    ]


def written(store: Store, folder: Path, nodes: tuple[str, ...] | None = None) -> Path:
    neo4j.write_neo4j(Job(store=store, format="neo4j", nodes=nodes), folder)
    return folder


@pytest.fixture(scope="module")
def imported(held: Store, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for Neo4j with all kinds; tests only read it."""
    return written(held, tmp_path_factory.mktemp("neo4j"))


@pytest.fixture(scope="module")
def packed(held: Store, tmp_path_factory: pytest.TempPathFactory) -> Package:
    """A Fiscal Data Package; tests only read it."""
    return package(held, tmp_path_factory.mktemp("fdp"))


@pytest.fixture(scope="module")
def both_packed(samples_store: Store, tmp_path_factory: pytest.TempPathFactory) -> Package:
    """A Fiscal Data Package of two documents; tests only read it."""
    return package(samples_store, tmp_path_factory.mktemp("both-fdp"))


def test_neo4j_nodes_are_the_entities_and_ends_exist(held: Store, ask: Ask, imported: Path) -> None:
    folder = imported
    nodes = {kind.name: read_file(folder / f"nodes-{kind.name}.csv") for kind in KINDS}
    work = Job(store=held, format="neo4j")
    for kind in KINDS:
        expected = [entity.iri for entity in entities(held, kind, work.documents)]
        assert [node["iri"] for node in nodes[kind.name]] == expected
        assert all(str(node["LABEL"]).startswith("Thing;") for node in nodes[kind.name])
    known = Counter(str(node["iri"]) for rows in nodes.values() for node in rows)
    assert set(known.values()) == {1}
    ends = 0
    for file in folder.glob("relationships-*.csv"):
        for row in read_file(file):
            assert {row["START_ID"], row["END_ID"]} <= set(known)
            assert file.name == f"relationships-{str(row['TYPE']).lower().replace('_', '-')}.csv"
            ends += 1
    assert ends > 1000
    amounts = nodes["amount"]
    ((total,),) = ask(held, "SELECT (SUM(?v) AS ?t) { GRAPH ?g { ?s a bkg:BudgetAmount ; bkg:amount ?v } }")
    assert sum(Decimal(str(one["amount"])) for one in amounts) == Decimal(total)
    assert all(one["amount_double"] == float(str(one["amount"])) for one in amounts)


@pytest.mark.parametrize(
    ("type_", "pattern"),
    [
        ("derives-from-notice", "?s bkg:derivesFromNotice ?o"),
        ("goal", "?s bkg:goal ?o"),
        ("indicator", "?s bkg:indicator ?o"),
        ("cites", "?s bkg:cites ?o"),
        ("account", "?s a bkg:BudgetAmount ; bkg:account ?o"),
    ],
)
def test_neo4j_relationships_are_the_statements(
    held: Store, ask: Ask, imported: Path, type_: str, pattern: str
) -> None:
    found = {(row["START_ID"], row["END_ID"]) for row in read_file(imported / f"relationships-{type_}.csv")}
    assert found == set(ask(held, f"SELECT DISTINCT ?s ?o WHERE {{ GRAPH ?g {{ {pattern} }} }}"))
    assert found


def test_neo4j_with_some_kinds_has_no_loose_end(samples_store: Store, tmp_path: Path) -> None:
    folder = written(samples_store, tmp_path, ("project", "notice", "citation"))
    known = {str(node["iri"]) for file in folder.glob("nodes-*.csv") for node in read_file(file)}
    rows = [row for file in folder.glob("relationships-*.csv") for row in read_file(file)]
    assert {row["TYPE"] for row in rows} == {"DERIVES_FROM_NOTICE", "CITES", "CITED_IN"}
    assert {row[end] for row in rows for end in ("START_ID", "END_ID")} <= known
    citations = read_file(folder / "nodes-citation.csv")
    assert all("cites" in node for node in citations)


def test_neo4j_scripts_name_every_file(imported: Path) -> None:
    folder = imported
    files = {file.name for file in folder.glob("*.csv")}
    readme = (folder / "README.txt").read_text(encoding="utf-8")
    command = readme.split("English")[1]
    assert set(re.findall(r"--(?:nodes|relationships)=(\S+)", command)) == files
    script = (folder / "import.cypher").read_text(encoding="utf-8")
    assert set(re.findall(r"file:///(\S+)'", script)) == files
    for file in files:
        head = (folder / file).read_text(encoding="utf-8").split("\n")[0].split(",")
        block = script.split(f"file:///{file}'")[1].split(";\n")[0]
        assert set(re.findall(r"row\.`([^`]+)`", block)) == set(head) - {":LABEL", ":TYPE"}


# Fiscal Data Package


def package(store: Store, folder: Path) -> Package:
    fiscal.write_package(Job(store=store, format="fdp"), folder)
    return Package(str(folder / "datapackage.json"))


def rows_of(found: Package, name: str) -> list[dict[str, object]]:
    return [row.to_dict() for row in found.get_resource(name).read_rows()]


def test_frictionless_finds_the_package_valid(packed: Package) -> None:
    report = packed.validate()
    assert report.valid, report.flatten(["name", "message"])
    assert {task.name for task in report.tasks} == {"amounts", "economic", "projects"}


@pytest.mark.parametrize(
    ("resource", "direction", "table", "columns"),
    [
        ("amounts", "expenditure", "expenditure", "basic project operating to-superior to-affiliated"),
        (
            "amounts",
            "revenue",
            "income",
            "fiscal special-account business operating superior affiliated other carryover",
        ),
        ("economic", "expenditure", "basic", "personnel running"),
    ],
)
def test_fiscal_sums_are_those_of_the_store(
    held: Store, ask: Ask, packed: Package, resource: str, direction: str, table: str, columns: str
) -> None:
    rows = [row for row in rows_of(packed, resource) if row["direction"] == direction]
    concepts = " ".join(f"bkg:column-{name}" for name in columns.split())
    ((total, count),) = ask(
        held,
        f"SELECT (SUM(?v) AS ?t) (COUNT(?v) AS ?n) WHERE {{ VALUES ?c {{ {concepts} }} GRAPH ?g {{ "
        f"?s a bkg:BudgetAmount ; bkg:table bkg:table-{table} ; bkg:column ?c ; "
        "bkg:rowRole bkg:role-detail ; bkg:amount ?v } }",
    )
    values = [Decimal(str(row["value"])) for row in rows]
    assert (sum(values), len(values)) == (Decimal(total), int(count))
    assert {row["currency"] for row in rows} == {"CNY"}


def test_the_invented_document_adds_up_to_its_printed_totals(both_packed: Package) -> None:
    """In the small sample, details have no rounding differences."""
    document = "https://w3id.org/budgetkg/id/doc/130406-588-2024-budget"
    rows = [row for row in rows_of(both_packed, "amounts") if row["document"] == document]
    for direction in ("revenue", "expenditure"):
        assert sum(row["value"] for row in rows if row["direction"] == direction) == Decimal(16892700)
    item = next(row for row in rows if row["account_code"] == row["level3_code"])
    assert str(item["level3_code"]).startswith(str(item["level2_code"]))
    assert (item["level1_code"], item["level1_name"]) == ("207", "文化旅游体育与传媒支出")
    assert (item["year"], item["department_code"], item["division"]) == (2024, "588", "130406")


def test_fiscal_projects_are_the_forms(held: Store, ask: Ask, packed: Package) -> None:
    rows = rows_of(packed, "projects")
    ((total, count),) = ask(
        held,
        "SELECT (SUM(?v) AS ?t) (COUNT(?s) AS ?n) WHERE { GRAPH ?g { ?s a bkg:ProjectBudget . "
        "OPTIONAL { ?s bkg:totalAmount ?v } } }",
    )
    assert len(rows) == int(count)
    assert sum(Decimal(str(row["value"])) for row in rows if row["value"] is not None) == Decimal(total)


def test_fiscal_fields_have_a_column_type(both_packed: Package) -> None:
    described = json.loads(Path(both_packed.basepath, "datapackage.json").read_text(encoding="utf-8"))
    types = {
        (resource["name"], field["columnType"])
        for resource in described["resources"]
        for field in resource["schema"]["fields"]
        if "columnType" in field
    }
    assert ("amounts", "functional-classification:generic:level1:code") in types
    assert ("economic", "economic-classification:generic:code") in types
    assert ("projects", "activity:generic:project:code") in types
    assert {
        ("amounts", name) for name in ("value", "direction", "date:fiscal-year", "value-currency:code")
    } <= types


# Folders


def fill(path: Path, **files: str) -> None:
    with writing_folder(path, ("a.csv", "b.csv")) as made:
        for name, text in files.items():
            (made / f"{name}.csv").write_text(text)


def names(path: Path) -> list[str]:
    return sorted(entry.name for entry in path.iterdir())


def test_a_folder_is_made_and_made_anew(tmp_path: Path) -> None:
    target = tmp_path / "tables"
    fill(target, a="1", b="2")
    fill(target, a="3")
    assert (names(target), (target / "a.csv").read_text()) == (["a.csv"], "3")
    assert names(tmp_path) == ["tables"]
    (tmp_path / "empty").mkdir()
    fill(tmp_path / "empty", a="4")
    assert names(tmp_path / "empty") == ["a.csv"]


def test_a_folder_with_other_files_is_left_alone(tmp_path: Path) -> None:
    target = tmp_path / "tables"
    target.mkdir()
    (target / "a.csv").write_text("mine")
    (target / "notes.csv").write_text("mine")
    with pytest.raises(UsageError, match=r"other files are in this folder \(notes\.csv\)"):
        fill(target, a="1")
    assert (names(target), (target / "a.csv").read_text()) == (["a.csv", "notes.csv"], "mine")
    (target / "notes.csv").unlink()
    (target / "a.csv").unlink()
    (target / "a.csv").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(UsageError, match="other files"):
        fill(target, a="1")
    assert (target / "a.csv").is_symlink()


def test_a_file_that_appears_meanwhile_is_kept(tmp_path: Path) -> None:
    target = tmp_path / "tables"
    fill(target, a="1")

    def interrupted() -> None:
        with writing_folder(target, ("a.csv",)) as made:
            (made / "a.csv").write_text("2")
            (target / "late.txt").write_text("mine")

    with pytest.raises(UsageError, match="other files"):
        interrupted()
    assert (names(target), (target / "a.csv").read_text()) == (["a.csv", "late.txt"], "1")
    assert names(tmp_path) == ["tables"]


def test_a_failure_leaves_what_was_there(tmp_path: Path) -> None:
    target = tmp_path / "tables"
    fill(target, a="1")

    def broken() -> None:
        with writing_folder(target, ("a.csv",)) as made:
            (made / "a.csv").write_text("half")
            raise RuntimeError("stopped")

    with pytest.raises(RuntimeError):
        broken()
    assert ((target / "a.csv").read_text(), names(tmp_path)) == ("1", ["tables"])
    with pytest.raises(UsageError, match="this is a file"):
        fill(target / "a.csv", a="1")


# The registry


def test_every_format_has_a_writer_that_is_there() -> None:
    for name, export in EXPORTS.items():
        assert export.stream_writer() or export.folder_writer(), name
        assert export.options <= {"nodes", "edges", "codes", "excel", "raw"}
        assert export.zh
        assert export.en
        assert bool(export.folder) == bool(export.files)
        assert bool(export.stream) == bool(export.suffix)
    with pytest.raises(UsageError, match="unknown format 'html'"):
        find_export("html")


@pytest.mark.parametrize("name", [name for name, export in EXPORTS.items() if export.folder])
def test_a_folder_holds_only_names_that_it_may(samples_store: Store, tmp_path: Path, name: str) -> None:
    export = find_export(name)
    write = export.folder_writer()
    assert write is not None
    nodes = ("unit", "notice", "department") if "nodes" in export.options else None
    for _ in range(2):
        with writing_folder(tmp_path / "out", export.file_names) as made:
            write(Job(store=samples_store, format=name, nodes=nodes), made)
    assert len(names(tmp_path / "out")) >= 3


class Watching:
    """A store that says which graphs were asked for."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.asked: list[str] = []

    def query(self, text: str) -> Solutions | bool | str:
        self.asked.append(text)
        return self.store.query(text)


def test_rows_are_written_before_the_next_document_is_read(
    samples_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from budgetkg.export import delimited

    watching = Watching(samples_store)
    work = Job(store=watching, format="csv", nodes=("amount",))
    last = work.documents[-1]
    seen: list[bool] = []

    def noted(values: object, columns: object, *, raw: bool) -> list[str]:
        seen.append(any(last in text for text in watching.asked))
        return []

    monkeypatch.setattr(delimited, "texts", noted)
    delimited.write_tables(work, tmp_path)
    assert seen[0] is False
    assert seen[-1] is True
    assert seen.index(True) > 300
