"""Queries over links: what was linked is told with its reason, and nothing else is."""

from collections.abc import Callable, Sequence
from pathlib import Path

from asking import ALL, FIRST, SECOND, Ask

from budgetkg.catalog import load_catalog, run
from budgetkg.store import open_store


def test_every_link_is_told_with_relation_and_reason(ask: Ask) -> None:
    assert ask("links", "subject_name relation object_name confidence method justification source") == [
        (None, "closeMatch", None, "0.4", "名称相同", "LexicalMatching", None),
        (None, "closeMatch", None, None, None, "ManualMappingCuration", None),
        (None, "identifier", None, None, None, "UnspecifiedMatching", "codes.csv"),
        ("癸站分部南", "exactMatch", "癸站", "0.97", "名称相近", "CompositeMatching", None),
    ]


def test_a_choice_of_documents_chooses_links_of_what_they_print(ask: Ask) -> None:
    assert [row[0] for row in ask("links", "relation", (SECOND,))] == ["closeMatch", "closeMatch"]
    assert ask("links", "relation", ()) == []


def test_renamed_units_have_the_years_of_both_names(ask: Ask) -> None:
    columns = "department older last_year newer first_year relation confidence"
    assert ask("renamed-units", columns) == [
        ("癸局", "癸站", "2024", "癸站分部南", "2024", "exactMatch", "0.97")
    ]
    assert ask("renamed-units", columns, (SECOND,)) == []


def test_recoded_projects_have_the_last_amount_of_the_older_code(ask: Ask) -> None:
    columns = "older last_year before newer year amount change relation"
    assert ask("recoded-projects", columns, ALL) == [
        (
            "99001123P000000000001",
            "2025",
            "1000",
            "99001122P000000000005",
            "2025",
            "500",
            "-500",
            "closeMatch",
        )
    ]
    assert ask("recoded-projects", columns, (FIRST,)) == []


def test_no_core_answer_uses_links(ask: Ask) -> None:
    """The two codes stay two projects, though they are linked."""
    found = ask("project-continuity", "code since until", (SECOND,))
    assert ("99001122P000000000005", "新增", "无下年文件") in found


def test_a_name_that_only_another_year_lists_is_told_as_such(
    store_of: Callable[[Sequence[Path]], Path],
) -> None:
    documents = sorted((Path(__file__).parents[2] / "samples" / "two-districts").glob("130204-322-*.txt"))
    query = load_catalog()["unit-aliases"]
    with open_store(store_of(documents)) as store:
        answer = run(store, query, {})
        years = [
            (row[1], row[4], row[5]) for row in answer.rows if row[4] and row[4].value.startswith("他年")
        ]
        one_year = run(store, query, {}, [graph for graph in store.graphs() if "-2022-" in graph])
    told = [tuple(term.value if term else None for term in row) for row in years]
    assert ("农业技术推广站", "他年包含", "云岭示例农业技术推广站") in told
    assert not [row for row in one_year.rows if row[4] and row[4].value.startswith("他年")]
