"""What is inferred is shown where it is asked for, and nowhere else."""

import pytest
from asking import FIRST, OTHER, SECOND, Ask

from budgetkg.catalog import bind, load_catalog

CATALOG = load_catalog()
INFERRING = [name for name, query in CATALOG.items() if query.infers]


def test_without_asking_nothing_inferred_is_shown(ask: Ask) -> None:
    units = ask("project-units", "code project unit method confidence")
    assert len(units) > 4
    assert {row[2:] for row in units} == {(None, None, None)}
    assert set(ask("project-accounts", "account method confidence unique")) == {(None,) * 4}
    for name in ("unit-candidates", "account-candidates", "explained-sums"):
        assert ask(name, "year") == []


def test_with_inferences_each_form_has_its_first_choice(ask: Ask) -> None:
    rows = ask("project-units", "project unit method confidence", (FIRST,), inferred=True)
    assert rows == [
        ("癸一 湿地", "癸甲所", "name-hint", "0.99"),
        ("癸二 道路", "癸乙站", "order-of-units", "0.4"),
        ("癸三", None, None, None),
        ("癸四", None, None, None),
    ]
    rows = ask("project-accounts", "project account method confidence unique", (FIRST,), inferred=True)
    assert rows == [
        ("癸一 湿地", "2010301", "sums", "0.99", "true"),
        ("癸二 道路", "2010399", "sums-and-words", "0.3", "false"),
        ("癸三", "2010301", "words", "0.6", None),
        ("癸四", None, None, None, None),
    ]


def test_documents_are_chosen_with_their_inferences(ask: Ask) -> None:
    assert [row[0] for row in ask("unit-candidates", "year", (SECOND,), inferred=True)] == ["2025"]
    assert len(ask("unit-candidates", "year", (FIRST, SECOND), inferred=True)) == 4
    assert ask("unit-candidates", "year", (OTHER,), inferred=True) == []
    assert ask("explained-sums", "account printed proposed difference projects", (FIRST,), inferred=True) == [
        ("2010301", "1000", "1000", "0", "1"),
        ("2010399", "500.5", "500", "-0.5", "1"),
    ]


def test_candidates_of_one_form_are_ranked(ask: Ask) -> None:
    rows = ask(
        "account-candidates",
        "rank account account_name confidence",
        inferred=True,
        form="10000024Z000000000002",
    )
    assert rows == [("1", "2010399", None, "0.3"), ("2", "2010301", "行政运行", "0.6")]
    rows = ask("unit-candidates", "rank unit", inferred=True, form="10000024Z000000000002")
    assert rows == [("1", "癸乙站"), ("2", "癸甲所")]


@pytest.mark.parametrize("name", INFERRING)
def test_unasked_the_text_names_a_graph_that_never_is(name: str) -> None:
    assert "GRAPH <https://w3id.org/budgetkg/graph/inferred/> {" in bind(CATALOG[name], {})
    assert "GRAPH ?i {" in bind(CATALOG[name], {}, inferred=True)
    chosen = bind(CATALOG[name], {}, [FIRST], inferred=True)
    assert "GRAPH <https://w3id.org/budgetkg/graph/inferred/990011-911-2024-budget> {" in chosen
    several = bind(CATALOG[name], {}, [FIRST, SECOND], inferred=True)
    assert "VALUES ?i { <https://w3id.org/budgetkg/graph/inferred/990011-911-2024-budget> <" in several
