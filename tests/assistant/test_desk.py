"""The tools as plain functions: exact figures, their proofs, visible limits, and no guessing."""

import re
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from budgetkg.catalog import load_catalog, run
from budgetkg.errors import (
    AmbiguousEntityError,
    BudgetKGError,
    EntityUnknownError,
    ParameterError,
    QueryError,
    QueryUnknownError,
)
from budgetkg.store import open_store

if TYPE_CHECKING:
    from budgetkg.assistant import Desk

ROOT = Path(__file__).parents[2]
NOTICE = "邯财教[2023]104号"
PROJECT = "13040624P00588A100014"
DEPARTMENT = "588"


def test_queries_are_those_of_the_catalogue(desk: "Desk") -> None:
    assert {one.name for one in desk.list_queries().queries} == set(load_catalog())


def test_queries_are_found_by_words_and_topic(desk: "Desk") -> None:
    found = desk.list_queries(search="资金下达通知")
    assert "projects-by-notice" in {one.name for one in found.queries}
    assert {one.group for one in desk.list_queries(group="sources").queries} == {"sources"}
    assert not desk.list_queries(search="no such words at all").queries
    assert "sources" in found.groups


def test_a_query_is_described_with_units_and_notes(desk: "Desk") -> None:
    found = desk.describe_query("projects-by-notice")
    assert {one.name: one.unit for one in found.columns}["amount"] == "元"
    assert [one.name for one in found.parameters] == ["notice"]
    assert found.notes
    assert found.sparql.startswith("#+ summary")


def test_rows_are_those_of_the_store(desk: "Desk", samples_store: Path) -> None:
    query = load_catalog()["projects-by-notice"]
    with open_store(samples_store) as store:
        expected = run(store, query, {"notice": NOTICE})
    found = desk.run_query("projects-by-notice", {"notice": NOTICE})
    assert [tuple(row.values()) for row in found.rows] == [
        tuple(None if term is None else term.value for term in row) for row in expected.rows
    ]
    assert found.row_count == len(expected.rows) > 1
    assert (found.cut, found.graphs, found.parameters) == (False, None, {"notice": [NOTICE]})
    assert {one.name: one.unit for one in found.columns}["amount"] == "元"
    assert set(query.notes) < set(found.notes)


def test_figures_in_rows_come_with_their_proof(desk: "Desk") -> None:
    found = desk.run_query("projects-by-notice", {"notice": NOTICE}, department=DEPARTMENT)
    (row,), (source,) = found.rows, found.sources
    total = next(one for one in source.figures if one.property == "totalAmount")
    assert source.thing == row["code"] == PROJECT
    assert (total.printed, total.unit, total.value, total.value_unit) == ("6.00", "万元", "60000", "元")
    assert (total.value, total.agrees) == (row["amount"], True)
    lines = (ROOT / "samples" / str(total.file)).read_text(encoding="utf-8").split("\n")
    assert total.first_line is not None
    assert total.last_line is not None
    printed = "\n".join(lines[total.first_line - 1 : total.last_line])
    assert PROJECT in printed
    assert "6.00" in printed
    assert total.document == source.places[0].document
    assert found.sources_left == 0


def test_every_project_in_rows_has_a_source_or_is_counted(desk: "Desk") -> None:
    found = desk.run_query("biggest-projects", max_rows=40)
    codes = {row["code"] for row in found.rows if row["code"]}
    assert len(found.sources) + found.sources_left == len(codes)
    assert found.sources_left > 0


def test_what_is_inferred_is_told_where_it_is_asked_for(desk: "Desk") -> None:
    asked = {row["method"] for row in desk.run_query("project-units", inferred=True).rows}
    assert asked
    assert None not in asked
    assert {row["method"] for row in desk.run_query("project-units").rows} == {None}


def test_amounts_are_exact_texts(desk: "Desk") -> None:
    found = desk.run_query("biggest-projects")
    amounts = [row["amount"] for row in found.rows if row["amount"] is not None]
    assert amounts
    assert all(Decimal(one) == Decimal(one).normalize() and "e" not in one.lower() for one in amounts)


def test_a_cut_answer_says_so(desk: "Desk") -> None:
    cut = desk.run_query("biggest-projects", max_rows=2)
    assert (cut.row_count, len(cut.rows), cut.cut) == (2, 2, True)
    assert desk.sparql("SELECT * { GRAPH ?g { ?s ?p ?o } }", max_rows=100_000).row_count == 50


def test_values_may_be_numbers_and_lists(desk: "Desk") -> None:
    by_number = desk.run_query("biggest-projects", {"minimum": 500000}).rows
    assert by_number == desk.run_query("biggest-projects", {"minimum": "50万元"}).rows
    both = desk.run_query("projects-by-notice", {"notice": [NOTICE, "邯财教〔2023〕98号"]})
    assert both.row_count >= desk.run_query("projects-by-notice", {"notice": NOTICE}).row_count


def test_documents_are_chosen(desk: "Desk") -> None:
    found = desk.run_query("units", department=DEPARTMENT, year=2024)
    assert found.graphs is not None
    assert (len(found.graphs), found.row_count) == (1, 5)
    with pytest.raises(EntityUnknownError):
        desk.run_query("units", year=1999)


@pytest.mark.parametrize(
    ("name", "parameters", "error"),
    [
        ("nothing", {}, QueryUnknownError),
        ("../queries/units", {}, QueryUnknownError),
        ("projects-by-notice", {"number": NOTICE}, ParameterError),
        ("projects-by-notice", {"notice": '"} DROP ALL #'}, ParameterError),
        ("biggest-projects", {"minimum": "1) } #"}, ParameterError),
        ("source-of", {}, ParameterError),
        ("source-of", {"entity": '"} DROP ALL #'}, EntityUnknownError),
    ],
)
def test_bad_arguments_are_refused(
    desk: "Desk", name: str, parameters: dict[str, str], error: type[BudgetKGError]
) -> None:
    with pytest.raises(error):
        desk.run_query(name, dict(parameters))


def test_sparql_gives_rows_booleans_and_triples(desk: "Desk") -> None:
    rows = desk.sparql("SELECT ?x ?y { VALUES (?x ?y) { (1.50 UNDEF) } }")
    assert (rows.form, rows.rows, rows.cut) == ("rows", [{"x": "1.5", "y": None}], False)
    assert desk.sparql("ASK { GRAPH ?g { ?s ?p ?o } }").boolean is True
    triples = desk.sparql("CONSTRUCT { ?s a ?k } { GRAPH ?g { ?s a ?k } } LIMIT 3")
    assert (triples.form, triples.row_count) == ("triples", 3)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://localhost:9/> { ?s ?p ?o } }",
        "SELECT * FROM <http://localhost:9/x> { ?s ?p ?o }",
        "LOAD <http://localhost:9/x>",
        "DROP ALL",
        "SELECT",
        "",
    ],
)
def test_sparql_stays_inside_the_store(desk: "Desk", query: str) -> None:
    with pytest.raises(QueryError):
        desk.sparql(query)


def test_a_thing_is_found_by_any_name(desk: "Desk") -> None:
    project = desk.find_entity(PROJECT)
    assert (project.status, project.kinds) == ("found", ["Project"])
    assert "示例影院" in project.name
    assert desk.find_entity(str(project.iri)).iri == project.iri
    notice = desk.find_entity(NOTICE)
    assert (notice.status, notice.name) == ("found", "邯财教〔2023〕104号")


def test_an_unknown_thing_gives_what_contains_the_text(desk: "Desk") -> None:
    found = desk.find_entity("示例影院")
    assert (found.status, found.iri) == ("unknown", None)
    assert any("示例影院" in one.name for one in found.candidates)
    nothing = desk.find_entity('"} DROP ALL #')
    assert (nothing.status, nothing.candidates) == ("unknown", [])


def test_an_ambiguous_name_gives_candidates(desk: "Desk", monkeypatch: pytest.MonkeyPatch) -> None:
    units = desk.sparql("SELECT ?u { GRAPH ?g { ?u a <https://w3id.org/budgetkg/def#Unit> } } LIMIT 2").rows
    iris = tuple(str(row["u"]) for row in units)

    def several(*_: object) -> str:
        error = AmbiguousEntityError("两个", "two")
        error.candidates = iris
        raise error

    monkeypatch.setattr("budgetkg.assistant.things.find_entity", several)
    found = desk.find_entity("x")
    assert (found.status, found.iri, found.cut) == ("ambiguous", None, False)
    assert tuple(one.iri for one in found.candidates) == iris
    assert all(one.name and "Unit" in one.kinds for one in found.candidates)


def test_names_of_several_things_are_ambiguous_in_the_store_too(desk: "Desk") -> None:
    shared = desk.sparql(
        "PREFIX bkg: <https://w3id.org/budgetkg/def#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#> "
        "SELECT ?n { GRAPH ?g { ?u a bkg:PerformanceIndicator ; skos:prefLabel ?n } } "
        "GROUP BY ?n HAVING (COUNT(DISTINCT ?u) > 1) ORDER BY DESC(COUNT(DISTINCT ?u)) LIMIT 1"
    ).rows
    found = desk.find_entity(str(shared[0]["n"]))
    assert found.status == "ambiguous"
    assert len(found.candidates) > 1
    with pytest.raises(AmbiguousEntityError):
        desk.explain(str(shared[0]["n"]))


def test_an_explanation_shows_lines_and_exact_values(desk: "Desk") -> None:
    found = desk.explain(PROJECT)
    (place,) = found.places
    assert place.lines is not None
    assert PROJECT in place.lines
    total = next(one for one in found.figures if one.property == "totalAmount")
    assert (total.printed, total.value, total.first_line) == ("6.00", "60000", place.first_line)
    assert found.cut == []


def test_an_explanation_of_an_amount_shows_its_sum(desk: "Desk") -> None:
    amount = "https://w3id.org/budgetkg/id/doc/130406-588-2024-budget/amount/expenditure/207/total"
    found = desk.explain(amount)
    (one,) = [one for one in found.sums if one.whole.iri == amount]
    assert sum(Decimal(part.yuan) for part in one.parts) == Decimal(one.total)
    assert Decimal(one.whole.yuan) - Decimal(one.total) == Decimal(one.difference)


def test_long_lists_of_an_explanation_are_cut_visibly(desk: "Desk", monkeypatch: pytest.MonkeyPatch) -> None:
    whole = desk.explain(NOTICE)
    assert (len(whole.places) > 2, len(whole.references) > 2, whole.cut) == (True, True, [])
    monkeypatch.setattr("budgetkg.assistant.things._LISTED", 2)
    cut = desk.explain(NOTICE)
    assert (cut.places, cut.references) == (whole.places[:2], whole.references[:2])
    assert {"places", "references", "statements"} <= set(cut.cut)


def test_document_numbers_are_read_with_their_places(desk: "Desk") -> None:
    text = "根据邯财教[2022]98号、第0100 号文"
    found = desk.read_notice(text).numbers
    assert [one.number for one in found] == ["邯财教〔2022〕98号", "邯财教〔2022〕100号"]
    assert text[found[0].start : found[0].end] == found[0].printed
    assert desk.read_notice("没有").numbers == []


def test_holdings_name_the_documents(desk: "Desk") -> None:
    found = desk.holdings()
    assert [(one.department.split()[0], one.year) for one in found.documents] == [
        ("550", 2024),
        ("588", 2024),
    ]
    assert found.triples > 0
    assert {one.what for one in found.coverage} == {"accounts", "notices", "projects"}


def test_holdings_are_searched_and_cut_visibly(desk: "Desk", monkeypatch: pytest.MonkeyPatch) -> None:
    one = desk.holdings("588 2024")
    assert (one.document_count, len(one.documents), one.cut) == (1, 1, False)
    assert desk.holdings("1999").documents == []
    monkeypatch.setattr("budgetkg.assistant.desk._DOCUMENTS", 1)
    cut = desk.holdings()
    assert (cut.document_count, len(cut.documents), cut.cut) == (2, 1, True)


def test_the_form_of_another_document_is_no_proof(tmp_path: Path) -> None:
    pytest.importorskip("mcp")
    from budgetkg.assistant import Desk
    from budgetkg.build import build

    text = (ROOT / "samples" / "wenlv-588-2024.txt").read_text(encoding="utf-8")
    for year in ("2024", "2025"):
        (tmp_path / f"{year}.txt").write_text(text.replace("2024", year), encoding="utf-8")
    build([tmp_path / "2024.txt", tmp_path / "2025.txt"], tmp_path / "budgetkg.db")
    with Desk(tmp_path / "budgetkg.db", time_limit=120) as desk:
        both = desk.run_query("project-sheet", {"project": PROJECT}).sources
        one = desk.run_query("project-sheet", {"project": PROJECT}, year=2025).sources
    assert {place.file for source in both for place in source.places} == {"2024.txt", "2025.txt"}
    assert {place.file for source in one for place in source.places} == {"2025.txt"}
    assert {figure.file for source in one for figure in source.figures} == {"2025.txt"}


def test_the_vocabulary_is_searched_and_whole_on_its_page(desk: "Desk") -> None:
    from budgetkg.assistant.vocabulary import model_page

    (term,) = [one for one in desk.describe_model("行的角色").terms if one.kind == "property"]
    assert (term.name, term.en) == ("bkg:rowRole", "row role")
    assert "GRAPH ?g" in desk.describe_model().how_to
    page = model_page()
    ontology = (ROOT / "ontology" / "budgetkg.ttl").read_text(encoding="utf-8")
    declared = set(
        re.findall(r"^(bkg:\w+) a owl:(?:Class|DatatypeProperty|ObjectProperty) ;", ontology, re.M)
    )
    assert len(declared) > 50
    assert all(f"`{name}`" in page for name in declared)
