"""Queries are taken apart by their grammar, and terms get one spelling."""

import json

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from budgetkg.errors import QueryError
from budgetkg.namespaces import PREFIXES
from budgetkg.remote.forms import count_of, form_of, rows_behind
from budgetkg.remote.reading import document, read_solutions, read_triples
from budgetkg.results import Term

XSD = PREFIXES["xsd"]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("SELECT * {}", "SELECT"),
        ("\ufeff ASK {}".lstrip("\ufeff"), "ASK"),
        ("# a\r# b\nprefix : <urn:#> #c\nBASE <urn:x> construct { } where { }", "CONSTRUCT"),
        ("PREFIX select: <urn:insert> DESCRIBE select:a", "DESCRIBE"),
    ],
)
def test_the_form_of_a_query(text: str, word: str) -> None:
    assert form_of(text).word == word


@pytest.mark.parametrize("text", ["SELECTED", "PREFIX a <urn:a> SELECT * {}", "{ SELECT * {} }", "#" * 20000])
def test_what_has_no_form(text: str) -> None:
    with pytest.raises(QueryError):
        form_of(text)


def number(text: str) -> int:
    """Count on a real engine with two graphs of two triples."""
    store = ox.Store()
    quads = "".join(f'<urn:{s}> <urn:p> "{s}" <urn:g{g}> .\n' for g in (1, 2) for s in ("a", "b"))
    store.load(quads.encode(), ox.RdfFormat.N_QUADS)
    (row,) = store.query(text)  # type: ignore[misc]
    return int(row[0].value)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("SELECT * { GRAPH ?g { ?s ?p ?o } }", 4),
        ("SELECT DISTINCT ?s WHERE { GRAPH ?g { ?s ?p ?o } } ORDER BY ?s # end", 2),
        ("SELECT ?s { GRAPH ?g { ?s ?p ?o } } ORDER BY ?s LIMIT 3", 3),
        ("SELECT * FROM <urn:g1> WHERE { ?s ?p ?o }", 2),
        ("PREFIX u: <urn:> SELECT * from named u:g1 FROM <urn:g2> { GRAPH ?g { ?s ?p ?o } }", 2),
        ("SELECT ?from { GRAPH ?from { ?s ?p ?o FILTER(?o != 'FROM <urn:x> {' && ?o < \"z\") } }", 4),
        ("SELECT ?o (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?o HAVING (COUNT(*) > 1)", 2),
        ("SELECT * { GRAPH ?g { ?s ?p ?o } VALUES ?o { 'a' } }", 2),
    ],
)
def test_counting_the_rows(text: str, rows: int) -> None:
    assert number(count_of(form_of(text))) == rows


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("CONSTRUCT { ?s ?p ?o . ?s ?p '{' } WHERE { GRAPH ?g { ?s ?p ?o } }", 4),
        ("CONSTRUCT { ?s <urn:x> 1 } { GRAPH ?g { ?s ?p ?o } } LIMIT 3", 3),
        ("CONSTRUCT { ?s <urn:x> 1 } FROM <urn:g1> WHERE { ?s ?p ?o }", 2),
        ("CONSTRUCT FROM <urn:g1> WHERE { ?s ?p ?o }", 2),
        ("DESCRIBE ?s FROM NAMED <urn:g1> WHERE { GRAPH ?g { ?s ?p ?o } }", 2),
    ],
)
def test_the_rows_behind_triples(text: str, rows: int) -> None:
    behind = rows_behind(form_of(text))
    assert behind is not None
    assert number(count_of(behind)) == rows


def test_a_thing_described_by_its_name_has_no_rows() -> None:
    assert rows_behind(form_of("DESCRIBE <urn:a>")) is None


def term(**parts: str) -> Term | None:
    found = {"head": {"vars": ["x"]}, "results": {"bindings": [{"x": parts}]}}
    return read_solutions(document(json.dumps(found).encode())).rows[0][0]


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        ("decimal", "1234.50", "1234.5"),
        ("decimal", "100.00", "100"),
        ("decimal", "-0.00", "0"),
        ("decimal", "+.5", "0.5"),
        ("decimal", "-007.", "-7"),
        ("decimal", ".", "."),
        ("decimal", "12x", "12x"),
        ("decimal", "99999999999999999999.99", "99999999999999999999.99"),
        ("integer", "007", "7"),
        ("integer", "-0", "0"),
        ("integer", "x", "x"),
        ("boolean", "1", "true"),
        ("boolean", "0", "false"),
        ("boolean", "true", "true"),
        ("gYear", "2024", "2024"),
        ("date", "2024-02-29", "2024-02-29"),
        ("string", "007", "007"),
    ],
)
def test_one_spelling(kind: str, value: str, expected: str) -> None:
    for type_ in ("literal", "typed-literal"):
        assert term(type=type_, datatype=XSD + kind, value=value) == Term("literal", expected, XSD + kind)


def test_plain_strings_and_languages() -> None:
    assert term(type="literal", value="0012") == Term("literal", "0012", f"{XSD}string")
    tagged = term(**{"type": "literal", "value": "文", "xml:lang": "zh-CN"})
    assert tagged == Term("literal", "文", f"{PREFIXES['rdf']}langString", "zh-cn")
    assert term(type="bnode", value="b1") == Term("bnode", "b1")


@settings(max_examples=200, deadline=None)
@given(st.lists(st.one_of(st.text(max_size=20), st.decimals(-(10**12), 10**12, places=4)), max_size=5))
def test_triples_are_printed_as_the_engine_prints_them(values: list[object]) -> None:
    store = ox.Store()
    for value in values:
        text = str(value) if isinstance(value, str) else format(value, "f")
        kind = None if isinstance(value, str) else ox.NamedNode(f"{XSD}decimal")
        if any("\ud800" <= sign <= "\udfff" for sign in text):
            continue
        store.add(ox.Quad(ox.NamedNode("urn:中"), ox.NamedNode("urn:p"), ox.Literal(text, datatype=kind)))
        store.add(ox.Quad(ox.NamedNode("urn:中"), ox.NamedNode("urn:p"), ox.Literal(text, language="zh")))
    found = store.query("CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }")
    expected = "".join(f"{line} .\n" for line in sorted({str(triple) for triple in found}))
    assert read_triples(expected.encode()) == expected
    escaped = "".join(sign if sign.isascii() else f"\\U{ord(sign):08X}" for sign in expected)
    assert read_triples(escaped.replace("\n", "\r\n").encode()) == expected
