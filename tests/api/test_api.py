"""The library: answers as Python values and frames, things and what they point to."""

import datetime
from decimal import Decimal
from pathlib import Path

import pytest

import budgetkg
from budgetkg.errors import (
    AmbiguousEntityError,
    EntityUnknownError,
    ParameterError,
    QueryError,
    QueryUnknownError,
    StoreError,
    UsageError,
)
from budgetkg.namespaces import PREFIXES
from budgetkg.results import Solutions, Term

XSD = PREFIXES["xsd"]


@pytest.fixture(scope="module")
def graph(sample_documents: list[Path], tmp_path_factory: pytest.TempPathFactory) -> budgetkg.BudgetGraph:
    opened = budgetkg.open(tmp_path_factory.mktemp("api") / "store", create=True)
    assert not opened.add(sample_documents).failures
    return opened


def test_values_have_their_python_types() -> None:
    literals = {
        "integer": ("7", 7),
        "decimal": ("1234.50", Decimal("1234.50")),
        "boolean": ("true", True),
        "date": ("2023-12-31", datetime.date(2023, 12, 31)),
        "string": ("0010", "0010"),
    }
    row = tuple(Term("literal", text, XSD + name) for name, (text, _) in literals.items())
    names = (*literals, "iri", "label", "nothing", "zoned")
    row += (Term("iri", "urn:x"), Term("literal", "甲", None, "zh"), None)
    row += (Term("literal", "2023-12-31Z", f"{XSD}date"),)
    answer = budgetkg.Answer(Solutions(names, (row,)))
    expected = {name: value for name, (_, value) in literals.items()}
    assert answer[0] == {**expected, "iri": "urn:x", "label": "甲", "nothing": None, "zoned": "2023-12-31Z"}
    assert answer.rows() == list(answer) == [answer[0]]
    assert answer.column("integer") == [7]
    with pytest.raises(UsageError):
        answer.column("wrong")


def test_frames_are_exact(graph: budgetkg.BudgetGraph) -> None:
    pandas, polars = pytest.importorskip("pandas"), pytest.importorskip("polars")
    answer = graph.query("project-sheet")
    wanted = sum(value for value in answer.column("amount") if isinstance(value, Decimal))
    frame = answer.to_pandas()
    assert isinstance(frame, pandas.DataFrame)
    assert frame["amount"].sum() == wanted
    assert frame.attrs["units"]["amount"] == "元"
    assert str(frame["code"].dtype).startswith("string")
    other = answer.to_polars()
    assert isinstance(other, polars.DataFrame)
    assert other["amount"].sum() == wanted
    assert answer.to_arrow().num_rows == len(answer) == len(frame)
    assert answer.to_csv().splitlines()[0] == ",".join(answer.columns)


def test_empty_answers_have_their_columns(graph: budgetkg.BudgetGraph) -> None:
    answer = graph.query("projects-by-notice", notice="邯财教〔1999〕1号")
    assert (len(answer), answer.rows()) == (0, [])
    assert tuple(answer.to_pandas().columns) == answer.columns


def test_parameters_in_every_form(graph: budgetkg.BudgetGraph) -> None:
    numbers = ["邯财教[2023]104号", "邯财教〔2023〕104号"]
    rows = graph.query("projects-by-notice", notice=numbers[0]).rows()
    assert rows == graph.query("projects-by-notice", {"notice": numbers}).rows()
    assert graph.query("biggest-projects", minimum="1000万元").rows() == (
        graph.query("biggest-projects", minimum=10_000_000).rows()
    )
    assert len(graph.query("units", document="wenlv-588-2024.txt")) == 5


def test_what_is_inferred_is_asked_for(graph: budgetkg.BudgetGraph) -> None:
    plain, asked = graph.query("project-accounts"), graph.query("project-accounts", inferred=True)
    assert len(list(plain)) == len(list(asked)) > 0
    assert {row["account"] for row in plain} == {None}
    assert all(row["account"] and row["method"] and 0 < row["confidence"] < 1 for row in asked)
    assert {row["unique"] for row in asked} <= {True, False}


def test_errors_say_what_is_wrong(graph: budgetkg.BudgetGraph, tmp_path: Path) -> None:
    with pytest.raises(QueryUnknownError):
        graph.query("project-by-notice")
    with pytest.raises(ParameterError):
        graph.query("projects-by-notice", notise="x")
    with pytest.raises(EntityUnknownError):
        graph.query("units", department="没有")
    with pytest.raises(QueryError):
        graph.sparql("ASK {}")
    with pytest.raises(UsageError):
        list(graph.things("projekt"))
    with pytest.raises(AmbiguousEntityError):
        graph.find("合计")
    with pytest.raises(StoreError):
        budgetkg.open(tmp_path / "nowhere")
    with pytest.raises(AttributeError):
        budgetkg.nothing  # noqa: B018


def test_things_lead_to_each_other(graph: budgetkg.BudgetGraph) -> None:
    unit = next(graph.things("unit"))
    (department,) = unit.follow("department")
    assert unit in list(department.referring("unit"))
    assert graph.thing(unit.iri) == unit
    assert len({*graph.things("unit")}) == 28
    assert graph.find(unit.label) == unit
    with pytest.raises(UsageError, match=r"points nowhere|不指向"):
        unit.follow("name")
    with pytest.raises(UsageError, match=r"it has|有"):
        unit["wrong"]


def test_a_project_leads_to_its_forms_and_their_indicators(graph: budgetkg.BudgetGraph) -> None:
    lasting = graph.find("13040624P00588A100014")
    (form,) = lasting.referring("project")
    assert (lasting.kind, form.kind, form["total_amount"]) == ("project-code", "project", Decimal(60000))
    indicators = list(form.referring("indicator"))
    rows = graph.query("indicators-of-project", project="13040624P00588A100014")
    assert [one["name"] for one in indicators] == rows.column("indicator")
    assert form.explain().printed[0].first_line == form["first_line"]


def test_every_kind_can_be_walked(graph: budgetkg.BudgetGraph) -> None:
    from budgetkg.entities import load_kinds

    for kind in load_kinds():
        first = next(graph.things(kind), None)
        if first is not None:
            assert graph.thing(first.iri).kind == kind
            for column in load_kinds()[kind].references:
                if column.to:
                    assert all(one.kind in column.to for one in first.follow(column.name))


def test_a_changed_store_is_seen(sample_documents: list[Path], tmp_path: Path) -> None:
    with budgetkg.open(tmp_path / "store", create=True) as graph:
        assert len(list(graph.things("document"))) == 0
        graph.add(sample_documents[0])
        assert len(list(graph.things("document"))) == 1
        graph.add(sample_documents[1])
        assert len(graph.query("units")) == 28
