"""The graph of hand-made records: expected quads, and what must hold of every graph."""

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest
from example_records import BARE, CASES, DOCUMENT, HOLDINGS, PROJECTS, TABLES, UNKNOWN
from hypothesis import given, settings
from hypothesis import strategies as st

from budgetkg import graph
from budgetkg.errors import UsageError
from budgetkg.model import Figure, Records, Row, Unit, Where
from budgetkg.namespaces import BASE, BKG, ID, PREFIXES

GOLDEN = Path(__file__).parent / "golden"
DOC = f"{BASE}/id/doc/130499-901-2024-budget"
LABEL = PREFIXES["skos"] + "prefLabel"


def quads_of(records: Records) -> list[ox.Quad]:
    return list(ox.parse(graph.of(records).nquads, ox.RdfFormat.N_QUADS))


def values(records: Records, subject: str, predicate: str) -> list[str]:
    return sorted(
        quad.object.value
        for quad in quads_of(records)
        if quad.subject.value == subject and quad.predicate.value == predicate
    )


@pytest.mark.parametrize("name", CASES)
def test_records_become_the_expected_quads(name: str, golden: Callable[[str, Path], None]) -> None:
    golden(graph.of(CASES[name]).nquads + "\n", GOLDEN / f"{name}.nq")


@pytest.mark.parametrize("name", CASES)
def test_lines_are_sorted_unique_and_spelled_as_the_store_spells_them(name: str) -> None:
    made = graph.of(CASES[name])
    lines = made.nquads.split("\n")
    store = ox.Store()
    store.load(made.nquads, ox.RdfFormat.N_QUADS)
    assert lines == sorted(set(lines))
    assert lines == sorted(f"{quad} ." for quad in store)


@pytest.mark.parametrize("name", CASES)
def test_rdflib_reads_the_same_number_of_quads(name: str) -> None:
    from rdflib import Dataset

    made = graph.of(CASES[name])
    dataset = Dataset()
    dataset.parse(data=made.nquads, format="nquads")
    assert len(dataset.graph(made.graph)) == made.nquads.count("\n") + 1


@pytest.mark.parametrize("name", CASES)
def test_every_node_has_an_iri_of_ours_and_stands_in_the_graph(name: str) -> None:
    made = graph.of(CASES[name])
    vocabularies = tuple(PREFIXES[prefix] for prefix in ("rdf", "rdfs", "skos", "dcterms", "xkos"))
    for quad in ox.parse(made.nquads, ox.RdfFormat.N_QUADS):
        assert quad.graph_name == ox.NamedNode(made.graph)
        assert isinstance(quad.subject, ox.NamedNode)
        assert quad.subject.value.startswith(f"{BASE}/")
        if isinstance(quad.object, ox.NamedNode):
            assert quad.object.value.startswith((f"{BASE}/", *vocabularies))
        else:
            assert isinstance(quad.object, ox.Literal)


def test_accounts_have_the_level_of_their_digits_and_the_printed_ones_were_seen() -> None:
    rows = tuple(
        Row(number, code, "甲", {"total": Figure("1", "1")}, Where(number, number))
        for number, code in enumerate(("201", "2010301", "20", "3019"), 1)
    )
    table = TABLES.tables[0]
    year = 2031
    made = graph.of(
        replace(
            TABLES,
            document=replace(TABLES.document, fiscal_year=year),
            tables=(replace(table, rows=rows, accounts="functional"),),
        )
    )
    subject = f"{ID}account/functional/{year}"
    lines = set(made.nquads.split("\n"))

    def said(start: str, predicate: str, value: str) -> bool:
        return f"<{start}> <{predicate}> {value} <{made.graph}> ." in lines

    member, depth = PREFIXES["skos"] + "member", PREFIXES["xkos"] + "depth"
    for code, level in (("201", 1), ("20103", 2), ("2010301", 3)):
        assert said(f"{subject}/level-{level}", member, f"<{subject}/{code}>")
        assert said(f"{subject}/level-{level}", depth, f'"{level}"^^<{PREFIXES["xsd"]}integer>')
    assert sum(f"<{member}>" in line for line in lines) == 3
    for code, seen in (("201", True), ("20103", False), ("2010301", True), ("20", True), ("3019", True)):
        assert (
            said(f"{subject}/{code}", BKG + "verification", f"<{BKG}verification-seen-in-document>") is seen
        )


@pytest.mark.parametrize("name", CASES)
def test_every_amount_says_where_it_stands(name: str) -> None:
    store = ox.Store()
    store.load(graph.of(CASES[name]).nquads, ox.RdfFormat.N_QUADS)
    for parts in store.query(f"SELECT ?s WHERE {{ GRAPH ?g {{ ?s a <{BKG}BudgetAmount> }} }}"):
        for word in ("printedAt", "printedText", "table", "column", "rowRole", "inDocument"):
            found = list(store.quads_for_pattern(parts[0], ox.NamedNode(BKG + word), None, None))
            assert len(found) == 1, (parts[0], word)


def test_some_case_has_amounts() -> None:
    assert sum(f"<{BKG}BudgetAmount>" in graph.of(records).nquads for records in CASES.values()) >= 3


def test_yuan_is_exact_and_the_print_is_kept() -> None:
    amount = f"{DOC}/amount/balance/income-1/amount"
    assert values(TABLES, amount, BKG + "amount") == ["12045000"]
    assert values(TABLES, amount, BKG + "printedText") == ["1204. 50"]
    assert values(TABLES, f"{DOC}/amount/basic/30101/total", BKG + "amount") == ["100.1"]
    assert values(TABLES, f"{DOC}/amount/general-public/2010301/total", BKG + "amount") == ["-5000"]


def test_a_blank_cell_has_no_amount_and_zero_has_one() -> None:
    assert values(TABLES, f"{DOC}/amount/balance/expenditure-1/amount", BKG + "table") == []
    assert values(TABLES, f"{DOC}/amount/balance/income-x3/amount", BKG + "amount") == ["0"]


def test_a_key_printed_twice_makes_two_amounts() -> None:
    start = f"{DOC}/amount/general-public/2010301/total"
    assert values(TABLES, f"{start}~2", BKG + "amount") == ["70500"]
    assert values(TABLES, f"{start}~2", BKG + "rowRole") == [BKG + "role-of-which"]


def test_an_unknown_unit_gives_text_and_a_problem_but_no_number() -> None:
    made = graph.of(UNKNOWN)
    assert f"<{BKG}amount>" not in made.nquads
    assert made.nquads.count(f"<{BKG}BudgetAmount>") == 3
    assert [(problem.code, problem.where.first) for problem in made.problems] == [
        ("BKG-P20", 4),
        ("BKG-P20", 6),
    ]
    assert made.nquads.count('"BKG-P20"') == 2


def test_a_figure_that_is_no_number_is_a_problem() -> None:
    made = graph.of(PROJECTS)
    assert [problem.code for problem in made.problems] == ["BKG-P40"]
    assert values(PROJECTS, f"{DOC}/project/短码1", BKG + "totalAmountText") == ["十"]
    assert values(PROJECTS, f"{DOC}/project/短码1", BKG + "totalAmount") == []


def test_forms_get_their_iris_from_code_number_or_position() -> None:
    forms = {
        quad.subject.value.removeprefix(f"{DOC}/project/")
        for quad in quads_of(PROJECTS)
        if quad.object == ox.NamedNode(BKG + "ProjectBudget")
    }
    code = "13049924P00579710026C"
    assert forms == {code, f"{code}~2", "form-3", "form-3~2", "短码1", "form-x5"}


def test_a_name_that_looks_like_a_second_one_stays_apart() -> None:
    start = f"{BASE}/id/unit/130499/901/办公室"
    found = {
        quad.subject.value: quad.object.value
        for quad in quads_of(DOCUMENT)
        if quad.predicate.value == LABEL and "/id/unit/" in quad.subject.value
    }
    assert found == {start: "办公室", f"{start}~2": "办公室", f"{start}~2~2": "办公室~2"}


def test_only_a_unit_of_exactly_this_name_is_linked() -> None:
    assert values(HOLDINGS, f"{DOC}/procurement/3", BKG + "unit") == [f"{BASE}/id/unit/130499/901/办公室"]
    assert values(HOLDINGS, f"{DOC}/procurement/5", BKG + "unit") == []
    assert values(HOLDINGS, f"{DOC}/procurement/5", BKG + "unitText") == ["别的单位"]


def test_the_division_given_wins() -> None:
    assert graph.of(BARE, "110101").iri == f"{BASE}/id/doc/110101-901-2024-budget"
    assert graph.of(BARE).graph == f"{DOC}/graph"


@pytest.mark.parametrize("wrong", ["13", "1304 06", "邯郸", "130406<"])
def test_a_division_that_is_not_six_digits_is_refused(wrong: str) -> None:
    with pytest.raises(UsageError):
        graph.of(BARE, wrong)


def test_the_same_quads_whatever_the_hash_seed(tmp_path: Path) -> None:
    code = (
        "import hashlib; from example_records import CASES; from budgetkg import graph;"
        "print(hashlib.sha256(chr(10).join(graph.of(r).nquads for r in CASES.values()).encode()).hexdigest())"
    )
    here = str(Path(__file__).parent)
    digests = set()
    for seed in ("0", "1", "4242"):
        env = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": here}
        run = subprocess.run(
            [sys.executable, "-c", code], env=env, cwd=tmp_path, capture_output=True, text=True, check=True
        )
        digests.add(run.stdout)
    assert len(digests) == 1


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=30), st.text(max_size=30), st.text(max_size=20))
def test_no_text_breaks_the_quads(name: str, code: str, column: str) -> None:
    table = TABLES.tables[1]
    row = replace(table.rows[0], name=name, code=code, amounts={column: table.rows[0].amounts["total"]})
    records = replace(
        BARE,
        department=replace(BARE.department, name=name, code=code),
        units=(Unit(name, code, column, None, BARE.document.where),),
        tables=(replace(table, title=name, rows=(row,)),),
        projects=(replace(PROJECTS.projects[0], name=name, code=code),),
        lines=(name, code),
    )
    made = graph.of(records)
    store = ox.Store()
    store.load(made.nquads, ox.RdfFormat.N_QUADS)
    assert sorted(f"{quad} ." for quad in store) == made.nquads.split("\n")
    labels = {quad.object.value for quad in store if quad.predicate.value == LABEL}
    assert name in labels


def test_half_a_surrogate_pair_does_not_stop_the_writing() -> None:
    term = replace(DOCUMENT.glossary[0], definition="甲\ud800乙")
    assert "甲\ufffd乙" in graph.of(replace(DOCUMENT, glossary=(term,))).nquads
