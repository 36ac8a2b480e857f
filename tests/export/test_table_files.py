"""CSV, TSV, Parquet and Excel, read back with what people use and compared with the store."""

import csv
import io
import json
import zipfile
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import polars as pl
import pyarrow.parquet
import pytest
from csvw import CSVW, TableGroup
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.utils.escape import unescape

from budgetkg.entities import Kind, choose_kinds, entities, load_kinds
from budgetkg.errors import UsageError
from budgetkg.export import Job, delimited, excel, parquet
from budgetkg.export.cells import guarded, heads, plain, row_of, visible
from budgetkg.export.folders import zipped
from budgetkg.store import Store, open_store

Ask = Callable[[Store, str], list[tuple[str, ...]]]
KINDS = list(load_kinds().values())
MONEY = [(kind.name, column.name) for kind in KINDS for column in kind.columns if column.unit == "元"]


def job(store: Store, name: str, nodes: tuple[str, ...] | None = None, **options: Any) -> Job:
    return Job(store=store, format=name, nodes=nodes, **options)


def folder_of(store: Store, tmp_path: Path, name: str, **options: Any) -> Path:
    write = parquet.write_tables if name == "parquet" else delimited.write_tables
    write(job(store, name, **options), tmp_path)
    return tmp_path


def counted(store: Store, ask: Ask, kind: Kind) -> int:
    """How many there are of a kind, by a query that the exports do not use."""
    classes = " ".join((kind.cls, *kind.also))
    having = f"?s {kind.having} ?h ." if kind.having else ""
    without = f"FILTER NOT EXISTS {{ GRAPH ?other {{ ?s a {kind.without} }} }}" if kind.without else ""
    ((count,),) = ask(
        store,
        f"SELECT (COUNT(DISTINCT ?s) AS ?n) WHERE {{ VALUES ?c {{ {classes} }} "
        f"GRAPH ?g {{ ?s a ?c . {having} }} {without} FILTER(CONTAINS(STR(?g), '/id/doc/')) }}",
    )
    return int(count)


def summed(store: Store, ask: Ask, kind: str, column: str) -> Decimal:
    path, cls = load_kinds()[kind].column(column).path, load_kinds()[kind].cls
    ((total,),) = ask(store, f"SELECT (SUM(?v) AS ?t) WHERE {{ GRAPH ?g {{ ?s a {cls} ; {path} ?v }} }}")
    return Decimal(total)


# Text tables


@pytest.mark.parametrize(("name", "mark"), [("csv", ","), ("tsv", "\t")])
def test_pandas_and_polars_read_the_text_tables(
    held: Store, ask: Ask, tmp_path: Path, name: str, mark: str
) -> None:
    folder = folder_of(held, tmp_path, name)
    assert {file.name for file in folder.iterdir()} == {
        "csv-metadata.json",
        *(f"{kind.name}.{name}" for kind in KINDS),
    }
    for kind in KINDS:
        file = folder / f"{kind.name}.{name}"
        frame = pd.read_csv(file, sep=mark, dtype=str, keep_default_na=False)
        assert list(frame.columns) == [column.name for column in heads(kind)]
        assert len(frame) == frame["iri"].nunique() == counted(held, ask, kind)
        assert pl.read_csv(file, separator=mark, infer_schema=False).height == len(frame)
    for kind_name, column in MONEY:
        frame = pd.read_csv(folder / f"{kind_name}.{name}", sep=mark, dtype=str, keep_default_na=False)
        found = sum((Decimal(text) for text in frame[column] if text), Decimal())
        assert found == summed(held, ask, kind_name, column)


def test_csvw_validates_and_reads_typed_values(held: Store, ask: Ask, tmp_path: Path) -> None:
    folder = folder_of(held, tmp_path, "csv")
    assert CSVW(str(folder / "csv-metadata.json"), validate=True).is_valid
    group = TableGroup.from_file(folder / "csv-metadata.json")
    tables = {str(table.url): list(table) for table in group.tables}
    assert {name: len(rows) for name, rows in tables.items()} == {
        f"{kind.name}.csv": counted(held, ask, kind) for kind in KINDS
    }
    amounts = tables["amount.csv"]
    assert sum(row["amount"] for row in amounts) == summed(held, ask, "amount", "amount")
    assert {type(row["amount"]) for row in amounts} == {Decimal}
    assert {type(row["first_line"]) for row in amounts} == {int}
    assert all(isinstance(row["code"], str) for row in tables["account.csv"])
    assert {row["as_of"].isoformat()[:10] for row in tables["asset.csv"]} == {"2023-12-31"}
    several = [row["derives_from"] for row in tables["project.csv"] if row["derives_from"]]
    assert several
    assert all(isinstance(row, list) for row in several)


def test_csvw_names_titles_keys_and_properties(samples_store: Store, tmp_path: Path) -> None:
    folder = folder_of(samples_store, tmp_path, "tsv", nodes=("project", "document", "plan"))
    described = json.loads((folder / "csv-metadata.json").read_text(encoding="utf-8"))
    tables = {table["url"]: table["tableSchema"] for table in described["tables"]}
    assert set(tables) == {"document.tsv", "project.tsv", "plan.tsv"}
    plan = {column["name"]: column for column in tables["plan.tsv"]["columns"]}
    assert plan["month"]["titles"] == {"und": "month", "zh": "月份", "en": "month"}
    assert plan["month"]["propertyUrl"] == "https://w3id.org/budgetkg/def#month"
    assert tables["plan.tsv"]["primaryKey"] == "iri"
    assert {key["columnReference"] for key in tables["plan.tsv"]["foreignKeys"]} == {"project", "document"}
    assert {key["reference"]["resource"] for key in tables["project.tsv"]["foreignKeys"]} == {"document.tsv"}
    assert described["dialect"]["delimiter"] == "\t"


def test_what_is_written_is_what_the_rows_hold(samples_store: Store, tmp_path: Path) -> None:
    folder = folder_of(samples_store, tmp_path, "csv", raw=True)
    for kind in KINDS:
        with (folder / f"{kind.name}.csv").open(encoding="utf-8", newline="") as stream:
            found = list(csv.reader(stream))[1:]
        work = job(samples_store, "csv")
        expected = [
            [plain(value) for value in row_of(entity)]
            for entity in entities(samples_store, kind, work.documents)
        ]
        assert found == expected


def test_one_kind_fills_a_stream_and_several_do_not(samples_store: Store) -> None:
    out = io.BytesIO()
    delimited.stream_table(job(samples_store, "csv", ("department",), excel=True), out)
    text = out.getvalue().decode()
    assert text.startswith("\ufeffiri,code,name,division\r\n")
    assert len(pd.read_csv(io.BytesIO(out.getvalue()), dtype=str)) == 2
    for write in (delimited.stream_table, parquet.stream_table):
        with pytest.raises(UsageError, match="several kinds need a folder"):
            write(job(samples_store, "csv", ("department", "unit")), io.BytesIO())


@given(st.text(max_size=20))
@settings(max_examples=300, deadline=None)
def test_the_guard_is_undone_by_taking_one_sign_away(text: str) -> None:
    shown = guarded(text)
    assert shown == text or shown == f"'{text}"
    assert (shown[1:] if shown.startswith("'") else shown) == text
    if shown.startswith(("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")):
        float(shown)


@pytest.mark.parametrize("text", ["-3", "+4.5", "-1e5", "12", "0"])
def test_numbers_are_never_guarded(text: str) -> None:
    assert guarded(text) == text


def test_control_characters_are_seen() -> None:
    assert visible("\x00a\x1f\tb\n") == "␀a␟\tb\n"


# Parquet


def test_parquet_keeps_types_and_sums(held: Store, ask: Ask, tmp_path: Path) -> None:
    folder = folder_of(held, tmp_path, "parquet")
    for kind in KINDS:
        file = folder / f"{kind.name}.parquet"
        count = counted(held, ask, kind)
        table = pyarrow.parquet.read_table(file)
        assert table.column_names == [column.name for column in heads(kind)]
        assert (table.num_rows, pl.read_parquet(file).height, len(pd.read_parquet(file))) == (count,) * 3
        assert table.field("iri").metadata[b"zh"] == "标识".encode()
    for kind_name, column in MONEY:
        file = folder / f"{kind_name}.parquet"
        total = summed(held, ask, kind_name, column)
        assert sum(value for value in pd.read_parquet(file)[column] if value is not None) == total
        assert pl.read_parquet(file)[column].sum() == total
    accounts = pl.read_parquet(folder / "account.parquet")
    assert accounts.schema["code"] == pl.String
    assert pl.read_parquet(folder / "asset.parquet").schema["as_of"] == pl.Date
    assert pl.read_parquet(folder / "project.parquet").schema["derives_from"] == pl.List(pl.String)
    assert pl.read_parquet(folder / "amount.parquet").schema["amount"] == pl.Decimal(38, 6)


def small_store(tmp_path: Path, *statements: str) -> Store:
    """A store with one document that says these things of `:d`."""
    base = "https://example.org/doc/a"
    lines = [
        f"<{base}> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> "
        f"<https://w3id.org/budgetkg/def#DisclosureDocument> <{base}/graph> ."
    ]
    lines += [f"<{base}/d> {statement} <{base}/graph> ." for statement in statements]
    store = open_store(tmp_path / "small.db", create=True)
    store.replace(f"{base}/graph", "\n".join(lines))
    return store


TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://w3id.org/budgetkg/def#{}>"
AMOUNT = '<https://w3id.org/budgetkg/def#amount> "{}"^^<http://www.w3.org/2001/XMLSchema#decimal>'
TEXT = '<http://purl.org/dc/terms/description> "{}"@zh'


@pytest.mark.parametrize("text", ["0.000000001", "12345678901234567890.000001", "-0.1234567"])
def test_parquet_takes_as_many_places_as_a_value_needs(tmp_path: Path, text: str) -> None:
    store = small_store(tmp_path, TYPE.format("BudgetAmount"), AMOUNT.format(text))
    out = io.BytesIO()
    parquet.stream_table(job(store, "parquet", ("amount",)), out)
    assert pl.read_parquet(out.getvalue())["amount"].to_list() == [Decimal(text)]


def test_parquet_says_what_it_cannot_hold(tmp_path: Path) -> None:
    store = small_store(tmp_path, TYPE.format("BudgetAmount"), AMOUNT.format("1" * 39))
    with pytest.raises(UsageError, match="more digits than Parquet holds"):
        parquet.stream_table(job(store, "parquet", ("amount",)), io.BytesIO())


# Excel


def workbook(store: Store, nodes: tuple[str, ...] | None = None) -> openpyxl.Workbook:
    out = io.BytesIO()
    excel.write_workbook(job(store, "xlsx", nodes), out)
    return openpyxl.load_workbook(out)


@pytest.fixture(scope="module")
def book(held: Store) -> openpyxl.Workbook:
    """A workbook with all kinds; tests only read it."""
    return workbook(held)


def test_excel_has_a_sheet_for_each_kind_with_the_same_sums(
    book: openpyxl.Workbook, held: Store, ask: Ask
) -> None:
    assert book.sheetnames == ["说明 columns", *(kind.name for kind in KINDS)]
    for kind in KINDS:
        rows = list(book[kind.name].iter_rows(values_only=True))
        assert rows[0] == tuple(column.name for column in heads(kind))
        assert len(rows) - 1 == counted(held, ask, kind)
    for kind_name, column in MONEY:
        sheet = book[kind_name]
        place = [cell.value for cell in sheet[1]].index(column) + 1
        cells = [sheet.cell(line, place) for line in range(2, sheet.max_row + 1)]
        assert {cell.data_type for cell in cells if cell.value is not None} <= {"n"}
        found = sum((Decimal(repr(cell.value)) for cell in cells if cell.value is not None), Decimal())
        assert found == summed(held, ask, kind_name, column)


def test_pandas_reads_the_workbook(samples_store: Store, ask: Ask) -> None:
    out = io.BytesIO()
    excel.write_workbook(job(samples_store, "xlsx", ("project", "account")), out)
    frames = pd.read_excel(out, sheet_name=None, dtype={"code": str})
    assert set(frames) == {"说明 columns", "project", "account"}
    assert len(frames["project"]) == counted(samples_store, ask, load_kinds()["project"])
    assert set(frames["account"]["code"].str.len()) == {3, 5, 7}


def test_codes_are_text_and_dates_are_dates(samples_store: Store) -> None:
    book = workbook(samples_store, ("account", "asset"))
    assert {cell.data_type for cell in book["account"]["B"][1:]} == {"s"}
    heads_ = [cell.value for cell in book["asset"][1]]
    value = book["asset"].cell(2, heads_.index("as_of") + 1).value
    assert value == datetime(2023, 12, 31)


def test_the_description_names_every_column(book: openpyxl.Workbook) -> None:
    rows = list(book["说明 columns"].iter_rows(min_row=2, values_only=True))
    named = {(row[0], row[1]) for row in rows if row[1]}
    assert named == {(kind.name, column.name) for kind in KINDS for column in heads(kind)}
    assert all(row[2] and row[3] for row in rows)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ('=HYPERLINK(\\"https://example.org\\")', '=HYPERLINK("https://example.org")'),
        ("@SUM(A1)", "@SUM(A1)"),
        ("a\\u0007b", "a␇b"),
        ("_x0041_", "_x0041_"),
        ("一\\n二", "一\n二"),
        ("https://example.org", "https://example.org"),
        ("007", "007"),
    ],
)
def test_text_is_text_in_excel(tmp_path: Path, text: str, shown: str) -> None:
    store = small_store(tmp_path, TYPE.format("Duty"), TEXT.format(text))
    sheet = workbook(store, ("duty",))["duty"]
    cell = sheet.cell(2, [one.value for one in sheet[1]].index("description") + 1)
    assert (cell.data_type, unescape(cell.value), cell.hyperlink) == ("s", shown, None)
    assert bool(cell.quotePrefix) == text.startswith(("=", "@"))


def test_a_number_that_excel_cannot_hold_is_text(tmp_path: Path) -> None:
    store = small_store(tmp_path, TYPE.format("BudgetAmount"), AMOUNT.format("12345678901234.56"))
    sheet = workbook(store, ("amount",))["amount"]
    cell = sheet.cell(2, [one.value for one in sheet[1]].index("amount") + 1)
    assert (cell.data_type, cell.value) == ("s", "12345678901234.56")


def test_excel_never_cuts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = small_store(tmp_path, TYPE.format("Duty"), TEXT.format("长" * 32_768))
    with pytest.raises(UsageError, match="description has 32768 characters"):
        workbook(store, ("duty",))
    monkeypatch.setattr(excel, "_ROWS", 0)
    with pytest.raises(UsageError, match="more rows than"):
        workbook(store, ("duty",))


# All


def test_a_zip_holds_the_folder_and_equal_content_gives_equal_bytes(
    samples_store: Store, tmp_path: Path
) -> None:
    folder = folder_of(samples_store, tmp_path, "csv", nodes=("unit", "notice"))
    first, second = io.BytesIO(), io.BytesIO()
    zipped(folder, first)
    zipped(folder, second)
    assert first.getvalue() == second.getvalue()
    with zipfile.ZipFile(first) as archive:
        assert archive.namelist() == ["csv-metadata.json", "notice.csv", "unit.csv"]
        assert archive.read("unit.csv") == (folder / "unit.csv").read_bytes()


def test_a_choice_of_documents_is_kept(samples_store: Store, tmp_path: Path) -> None:
    graphs = job(samples_store, "csv").documents
    folder = folder_of(samples_store, tmp_path, "csv", graphs=graphs[1:])
    frame = pd.read_csv(folder / "amount.csv", dtype=str)
    assert set(frame["document"]) == {graphs[1].removesuffix("/graph")}
    assert choose_kinds(["amount"])[0].name == "amount"
