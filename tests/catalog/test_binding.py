"""Parameters: what is read, what is refused, and that no value ever becomes query text."""

import re
from decimal import Decimal

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from budgetkg.catalog import Parameter, SavedQuery, bind, load_catalog
from budgetkg.catalog.values import serialise
from budgetkg.errors import ParameterError

CATALOG = load_catalog()
BY_NOTICE = CATALOG["projects-by-notice"]
NOTICE = "<https://w3id.org/budgetkg/id/legal/邯财教/2023/104>"
XSD = "http://www.w3.org/2001/XMLSchema#"


def _query(kind: str, choices: tuple[str, ...] = ()) -> SavedQuery:
    text = "SELECT ?x WHERE {\n  # bind: g\n  GRAPH ?g {\n    # bind: v\n    ?x ?p ?v\n  }\n}\n"
    parameter = Parameter("v", kind, False, "example", None, choices)
    return SavedQuery("q", "g", "", "", (), (parameter,), ("x",), text)


def _needed(query: SavedQuery) -> dict[str, str]:
    values = {"entity": "https://example.org/e", "project": "https://example.org/p"}
    return {one.name: values.get(one.type, one.example) for one in query.params if one.required}


@pytest.mark.parametrize(
    "printed",
    [
        "邯财教〔2023〕104号",
        "邯财教[2023]104号",
        "邯财教【2023】104号",
        "邯财教（2023）104 号",
        "邯财教［２０２３］１０４号",
        "邯财教[2023]第0104号",
        "https://w3id.org/budgetkg/id/legal/邯财教/2023/104",
        "https://w3id.org/budgetkg/id/legal/%E9%82%AF%E8%B4%A2%E6%95%99/2023/104",
        "<https://w3id.org/budgetkg/id/legal/邯财教/2023/104>",
        "id:legal/邯财教/2023/104",
    ],
)
def test_every_printed_variant_is_the_same_notice(printed: str) -> None:
    assert f"VALUES ?notice {{ {NOTICE} }}" in bind(BY_NOTICE, {"notice": printed})


def test_values_stand_below_their_marker_with_its_indent() -> None:
    lines = bind(BY_NOTICE, {"notice": "邯财教〔2023〕104号"}).splitlines()
    place = lines.index("        # bind: notice")
    assert lines[place + 1] == f"        VALUES ?notice {{ {NOTICE} }}"


def test_what_is_not_given_stays_unbound() -> None:
    assert bind(BY_NOTICE, {}) == BY_NOTICE.body


def test_a_default_is_bound() -> None:
    assert 'VALUES ?level { "类" }' in bind(CATALOG["expenditure-by-function"], {})
    assert 'VALUES ?level { "项" }' in bind(CATALOG["expenditure-by-function"], {"level": "项"})


def test_several_values_may_each_match() -> None:
    text = bind(BY_NOTICE, {"notice": ["邯财教〔2023〕104号", "邯财教[2023]104号", "邯财教〔2022〕98号"]})
    assert f"VALUES ?notice {{ {NOTICE} <https://w3id.org/budgetkg/id/legal/邯财教/2022/98> }}" in text


def test_graphs_are_bound() -> None:
    text = bind(BY_NOTICE, {}, ["https://example.org/%E7%94%B2/graph", "https://example.org/b"])
    assert "VALUES ?g { <https://example.org/甲/graph> <https://example.org/b> }" in text
    assert "VALUES ?g {  }" in bind(BY_NOTICE, {}, [])


def test_one_graph_is_named_where_the_pattern_is() -> None:
    """Oxigraph reads that graph alone; a value beside the pattern would make it read all of them."""
    text = bind(BY_NOTICE, {}, ["https://example.org/%E7%94%B2/graph"])
    assert "GRAPH <https://example.org/甲/graph> {" in text
    assert "?g" not in text
    for query in CATALOG.values():
        assert "VALUES ?g" not in bind(query, _needed(query), ["https://example.org/a"]), query.name


@pytest.mark.parametrize("pattern", ["GRAPH ?g{ ?x ?p ?v }", "GRAPH ?g { ?x ?p ?v } FILTER(?g != ?x)"])
def test_a_graph_that_is_used_in_another_way_is_bound_beside_the_pattern(pattern: str) -> None:
    query = SavedQuery("q", "own", "", "", (), (), (), f"SELECT ?x WHERE {{\n  # bind: g\n  {pattern}\n}}\n")
    text = bind(query, {}, ["https://example.org/a"])
    assert "VALUES ?g { <https://example.org/a> }" in text
    assert pattern in text


def saved(pattern: str) -> SavedQuery:
    return SavedQuery("q", "own", "", "", (), (), (), f"SELECT ?a\nWHERE {{\n  # bind: g\n  {pattern}\n}}\n")


HELD = ["https://x.org/1", "https://x.org/2", "https://x.org/codes"]


def test_several_graphs_of_our_own_store_are_named_before_the_query() -> None:
    constant = "GRAPH <https://x.org/codes> { ?c ?d ?e } GRAPH <https://x.org/no> { ?a ?b 1 }"
    query = saved(f"GRAPH ?g {{ ?a ?b ?c }} {constant}")
    text = bind(query, {}, [*HELD[:2], "https://x.org/gone"], held=HELD)
    assert ox.Store().query(text) is not None
    assert text.count("FROM NAMED") == 3
    assert "VALUES ?g { <https://x.org/1> <https://x.org/2> <https://x.org/gone> }" in text
    assert text.index("SELECT") < text.index("FROM NAMED <https://x.org/1>\nFROM NAMED <https://x.org/2>")
    assert text.index("FROM NAMED <https://x.org/codes>\nWHERE {") > 0


@pytest.mark.parametrize(
    "pattern",
    [
        "GRAPH ?g { ?a ?b ?c } GRAPH ?other { ?c ?d ?e }",
        "GRAPH ?g { ?a ?b ?c } GRAPH bkg:links { ?c ?d ?e }",
        "GRAPH ?g { ?a ?b ?c } graph ?other{ ?c ?d ?e }",
        "GRAPH ?g { ?a ?b ?c } FILTER(?c = 'FROM')",
    ],
)
def test_a_query_that_looks_elsewhere_keeps_the_whole_store(pattern: str) -> None:
    text = bind(saved(pattern), {}, HELD[:2], held=HELD)
    assert "FROM NAMED" not in text
    assert "VALUES ?g { <https://x.org/1> <https://x.org/2> }" in text


def test_no_chosen_graph_in_the_store_gives_no_rows() -> None:
    for graphs in ([], ["https://x.org/gone"]):
        text = bind(saved("GRAPH ?g { ?a ?b ?c } GRAPH ?g { ?c ?d ?e }"), {}, graphs, held=HELD)
        assert "VALUES ?g {" in text


def test_a_query_that_cannot_choose_documents_says_so() -> None:
    query = SavedQuery("own", "own", "", "", (), (), (), "SELECT ?s WHERE { ?s ?p ?o }")
    assert bind(query, {}) == query.text
    with pytest.raises(ParameterError) as caught:
        bind(query, {}, ["https://example.org/a"])
    assert "cannot choose documents" in caught.value.en


@pytest.mark.parametrize("graph", ["x", "https://a.org/> } DROP ALL #", "https://a.org/a b", ""])
def test_a_graph_that_is_no_iri_is_refused(graph: str) -> None:
    with pytest.raises(ParameterError):
        bind(BY_NOTICE, {}, [graph])


def test_every_example_and_default_is_bound() -> None:
    bound = 0
    for query in CATALOG.values():
        for parameter in query.params:
            if parameter.type not in ("entity", "project"):
                assert serialise(parameter, parameter.example)
                assert parameter.default is None or serialise(parameter, parameter.default)
                bound += 1
    assert bound


@pytest.mark.parametrize(
    ("kind", "text", "term"),
    [
        ("integer", "12", f'"12"^^<{XSD}integer>'),
        ("integer", "１２", f'"12"^^<{XSD}integer>'),
        ("integer", "-007", f'"-7"^^<{XSD}integer>'),
        ("year", "2024", f'"2024"^^<{XSD}integer>'),
        ("year", "2024年", f'"2024"^^<{XSD}integer>'),
        ("decimal", "1,234.50", f'"1234.5"^^<{XSD}decimal>'),
        ("amount", "50万元", f'"500000"^^<{XSD}decimal>'),
        ("amount", "0.01 万元", f'"100"^^<{XSD}decimal>'),
        ("amount", "500000元", f'"500000"^^<{XSD}decimal>'),
        ("amount", "500000", f'"500000"^^<{XSD}decimal>'),
        ("amount", "1.2亿元", f'"120000000"^^<{XSD}decimal>'),
        ("amount", "0.1", f'"0.1"^^<{XSD}decimal>'),
        ("code", " 2010 301", '"2010301"'),
        ("string", 'a"b', '"a\\"b"'),
        ("entity", "bkg:table-basic", "<https://w3id.org/budgetkg/def#table-basic>"),
    ],
)
def test_a_value_becomes_one_term(kind: str, text: str, term: str) -> None:
    assert f"VALUES ?v {{ {term} }}" in bind(_query(kind), {"v": text})


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("integer", "1.5"),
        ("integer", "²"),
        ("integer", ""),
        ("year", "24"),
        ("year", "二〇二四"),
        ("decimal", "1e5"),
        ("decimal", "NaN"),
        ("decimal", "1_0"),
        ("decimal", "1,23"),
        ("amount", "50万"),
        ("amount", "50美元"),
        ("amount", "万元"),
        ("code", "a b;"),
        ("code", ""),
        ("document-number", "没有文号"),
        ("document-number", ""),
        ("document-number", "邯财教〔2023〕104号和邯财教〔2022〕98号"),
        ("entity", "甲项目"),
        ("entity", "ftp:x"),
        ("entity", "https://a.org/x> . ?s ?p ?o"),
        ("choice", "目"),
    ],
)
def test_a_wrong_type_is_told_with_an_example(kind: str, text: str) -> None:
    query = _query(kind, ("类", "款") if kind == "choice" else ())
    with pytest.raises(ParameterError) as caught:
        bind(query, {"v": text})
    assert "(for example example)" in caught.value.en
    assert "（例如 example）" in caught.value.zh


def test_an_unknown_parameter_gets_a_near_one() -> None:
    with pytest.raises(ParameterError, match="did you mean notice"):
        bind(BY_NOTICE, {"notcie": "邯财教〔2023〕104号"})
    with pytest.raises(ParameterError, match="it takes none"):
        bind(CATALOG["units"], {"notice": "x"})


def test_a_required_parameter_is_asked_for() -> None:
    with pytest.raises(ParameterError, match="needs the parameter entity"):
        bind(CATALOG["source-of"], {})


HOSTILE = [
    "} DROP ALL #",
    '" } DROP ALL #',
    '"} } ; DROP ALL #',
    "'''",
    '"""',
    "\\",
    "\\\\",
    '\\" } DROP ALL #',
    "a\nb",
    "a\r\nDROP ALL",
    "\t",
    "# bind: g",
    "a\n# bind: g\nb",
    "\\g<0>",
    "\\1",
    "?g",
    "\u2028} DROP ALL",
    "\x0b",
    "<>",
    "{}" * 50,
]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_string_stays_one_string(text: str) -> None:
    _assert_one_string(text)


@given(st.text(alphabet=st.sampled_from("ab\"'\\{}#<>?\n\r\t\x00u0022U用 `@^.;"), max_size=12))
@settings(max_examples=300, deadline=None)
def test_any_string_stays_one_string(text: str) -> None:
    _assert_one_string(text)


def _assert_one_string(text: str) -> None:
    try:
        bound = bind(_query("string"), {"v": text})
    except ParameterError:
        assert re.search(r"\\[uU]|\x00", text)
        return
    term = bound.split("VALUES ?v { ", 1)[1].rsplit(" }\n    ?x ?p ?v", 1)[0]
    answer = ox.Store().query(f"SELECT ?v {{ VALUES ?v {{ {term} }} }}")
    assert isinstance(answer, ox.QuerySolutions)
    assert [row["v"].value for row in answer] == [text]
    from rdflib import Dataset

    found = [str(row[0]) for row in Dataset().query(f"SELECT ?v {{ VALUES ?v {{ {term} }} }}")]
    assert found == [text]


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=2))
@settings(max_examples=200, deadline=None)
def test_an_amount_keeps_its_value(number: Decimal) -> None:
    bound = bind(_query("amount"), {"v": f"{number:f}万元"})
    lexical = re.search(r'VALUES \?v \{ "([^"]+)"', bound)
    assert lexical is not None
    assert Decimal(lexical[1]) == number * 10_000
