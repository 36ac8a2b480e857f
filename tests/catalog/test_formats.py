"""Answers as files: the W3C formats word for word, typed tables without loss."""

import csv
import io
import json
import sys
import zipfile
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from budgetkg.catalog.formats import TEXT_FORMATS, to_csv, to_json, to_tsv, to_xml, write_text
from budgetkg.catalog.tables import to_arrow, write_parquet, write_xlsx
from budgetkg.errors import UsageError
from budgetkg.results import Solutions, Term

XSD = "http://www.w3.org/2001/XMLSchema#"


def _literal(value: str, kind: str = "string") -> Term:
    return Term("literal", value, XSD + kind)


ANSWER = Solutions(
    ("code", "name", "amount", "rows", "as_of", "iri", "blank"),
    (
        (
            _literal("0010"),
            Term("literal", '甲"乙,\n|丙<', None, "zh"),
            _literal("1234.5", "decimal"),
            _literal("7", "integer"),
            _literal("2023-12-31", "date"),
            Term("iri", "https://example.org/甲"),
            None,
        ),
        (_literal("=1+1"), None, _literal("-30000", "decimal"), None, None, None, None),
    ),
)
UNITS = {"amount": "元"}

EXPECTED = {
    "csv": "code,name,amount,rows,as_of,iri,blank\r\n"
    '0010,"甲""乙,\n|丙<",1234.5,7,2023-12-31,https://example.org/甲,\r\n'
    "=1+1,,-30000,,,,\r\n",
    "tsv": "?code\t?name\t?amount\t?rows\t?as_of\t?iri\t?blank\n"
    f'"0010"\t"甲\\"乙,\\n|丙<"@zh\t"1234.5"^^<{XSD}decimal>\t"7"^^<{XSD}integer>\t'
    f'"2023-12-31"^^<{XSD}date>\t<https://example.org/甲>\t\n'
    f'"=1+1"\t\t"-30000"^^<{XSD}decimal>\t\t\t\t\n',
    "md": "| code | name | amount (元) | rows | as_of | iri | blank |\n"
    "| --- | --- | ---: | ---: | --- | --- | --- |\n"
    '| 0010 | 甲"乙,<br>\\|丙&lt; | 1234.5 | 7 | 2023-12-31 | https://example.org/甲 |  |\n'
    "| =1+1 |  | -30000 |  |  |  |  |\n",
}


@pytest.mark.parametrize("name", EXPECTED)
def test_text_is_exact(name: str) -> None:
    assert write_text(ANSWER, name, UNITS) == EXPECTED[name]


@pytest.mark.parametrize(
    ("name", "reader"),
    [
        ("json", ox.QueryResultsFormat.JSON),
        ("xml", ox.QueryResultsFormat.XML),
        ("tsv", ox.QueryResultsFormat.TSV),
    ],
)
def test_another_reader_sees_the_same_terms(name: str, reader: ox.QueryResultsFormat) -> None:
    assert _reread(TEXT_FORMATS[name](ANSWER), reader) == ANSWER


def _reread(text: str, reader: ox.QueryResultsFormat) -> Solutions:
    found = ox.parse_query_results(text.encode(), reader)
    assert isinstance(found, ox.QuerySolutions)
    rows = tuple(tuple(_term(row[place]) for place in range(len(found.variables))) for row in found)
    return Solutions(tuple(variable.value for variable in found.variables), rows)


def _term(term: object) -> Term | None:
    if isinstance(term, ox.Literal):
        return Term("literal", term.value, None if term.language else term.datatype.value, term.language)
    return Term("iri", term.value) if isinstance(term, ox.NamedNode) else None


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=20))
@settings(max_examples=150, deadline=None)
def test_any_text_survives(text: str) -> None:
    answer = Solutions(("a",), ((_literal(text),),))
    assert _reread(to_json(answer), ox.QueryResultsFormat.JSON) == answer
    assert list(csv.reader(io.StringIO(to_csv(answer), newline="")))[1:] in ([[text]], [[]])
    try:
        tree = ElementTree.fromstring(to_xml(answer))
    except UsageError:
        assert any(ord(sign) < 32 or sign in "\ufffe\uffff" for sign in text)
        return
    literal = tree.find(".//{*}literal")
    assert literal is not None
    assert (literal.text or "") == text.replace("\r\n", "\n").replace("\r", "\n")


def test_json_names_its_variables_even_without_rows() -> None:
    empty = Solutions(("a", "b"), ())
    assert json.loads(to_json(empty)) == {"head": {"vars": ["a", "b"]}, "results": {"bindings": []}}
    assert to_csv(empty) == "a,b\r\n"
    assert to_tsv(empty) == "?a\t?b\n"


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+1+1", "'+1+1"),
        ("-cmd", "'-cmd"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\tx", "'\tx"),
        ("\rx", "'\rx"),
        ("-12.5", "-12.5"),
        ("+7", "+7"),
        ("甲=乙", "甲=乙"),
    ],
)
def test_a_spreadsheet_gets_no_formula(value: str, cell: str) -> None:
    text = to_csv(Solutions(("a",), ((_literal(value),),)), spreadsheet=True)
    assert text.startswith("\ufeff")
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    assert rows == [["a"], [cell]]


def test_an_unknown_format_is_refused() -> None:
    with pytest.raises(UsageError, match="there are csv, tsv, json, xml, md"):
        write_text(ANSWER, "ods")


def test_parquet_keeps_types_units_and_exact_money(tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    write_parquet(ANSWER, tmp_path / "a.parquet", UNITS)
    table = parquet.read_table(tmp_path / "a.parquet")
    assert {field.name: str(field.type) for field in table.schema} == {
        "code": "string",
        "name": "string",
        "amount": "decimal128(38, 2)",
        "rows": "int64",
        "as_of": "date32[day]",
        "iri": "string",
        "blank": "string",
    }
    assert table.column("amount").to_pylist() == [Decimal("1234.50"), Decimal("-30000.00")]
    assert table.column("code").to_pylist() == ["0010", "=1+1"]
    assert table.schema.field("amount").metadata == {b"unit": "元".encode()}


def test_money_is_decimal_even_where_nothing_is_stated() -> None:
    pytest.importorskip("pyarrow")
    empty = Solutions(("amount", "name"), ((None, None),))
    assert [str(kind) for kind in to_arrow(empty, UNITS).schema.types] == ["decimal128(38, 2)", "string"]


def test_fractions_of_a_cent_are_kept() -> None:
    pytest.importorskip("pyarrow")
    answer = Solutions(("amount",), ((_literal("0.00125", "decimal"),), (_literal("1", "decimal"),)))
    assert to_arrow(answer, UNITS).column("amount").to_pylist() == [Decimal("0.00125"), Decimal("1.00000")]


def test_a_number_that_does_not_fit_is_an_error() -> None:
    pytest.importorskip("pyarrow")
    with pytest.raises(UsageError, match="38 digits"):
        to_arrow(Solutions(("amount",), ((_literal("9" * 37, "decimal"),),)), UNITS)


def test_a_workbook_has_numbers_texts_and_no_formula(tmp_path: Path) -> None:
    pytest.importorskip("xlsxwriter")
    long_number = _literal("1234567890123456.78", "decimal")
    write_xlsx(
        Solutions(ANSWER.variables, (*ANSWER.rows, (None, None, long_number, None, None, None, None))),
        tmp_path / "a.xlsx",
        UNITS,
    )
    with zipfile.ZipFile(tmp_path / "a.xlsx") as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
        strings = book.read("xl/sharedStrings.xml").decode()
    assert "<f>" not in sheet
    assert "hyperlink" not in sheet
    assert "<v>1234.5</v>" in sheet
    assert ">=1+1<" in strings
    assert ">0010<" in strings
    assert ">amount (元)<" in strings
    assert ">1234567890123456.78<" in strings


def test_what_excel_cannot_hold_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    pytest.importorskip("xlsxwriter")
    with pytest.raises(UsageError, match="too long for Excel"):
        write_xlsx(Solutions(("a",), ((_literal("x" * 32_768),),)), tmp_path / "a.xlsx")
    with pytest.raises(UsageError, match="more than the 1048575"):
        write_xlsx(Solutions(("a",), ((None,),) * 1_048_576), tmp_path / "a.xlsx")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("module", "write"), [("pyarrow", write_parquet), ("xlsxwriter", write_xlsx)], ids=["parquet", "xlsx"]
)
def test_a_missing_extra_is_named(
    module: str, write: type, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(UsageError, match=r"budgetkg\[tables\]"):
        write(ANSWER, tmp_path / "a")
    assert not list(tmp_path.iterdir())
