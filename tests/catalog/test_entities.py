"""Finding what a user means: the one thing, the list of things, or an honest no."""

from pathlib import Path

import pytest
import rdflib

from budgetkg.catalog import (
    document_graphs,
    documents_meant,
    find_entity,
    find_forms,
    load_catalog,
    run,
    select_graphs,
)
from budgetkg.catalog.choosing import same_departments
from budgetkg.errors import AmbiguousEntityError, EntityUnknownError, ParameterError, UsageError
from budgetkg.namespaces import BKG, LINKS_GRAPH, PREFIXES
from budgetkg.store import Store, open_store

ID = "https://w3id.org/budgetkg/id/"
FIRST = f"{ID}doc/990001-901-2024-budget"
SECOND = f"{ID}doc/990001-901-2025-budget"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    dataset = rdflib.Dataset()
    dataset.parse(Path(__file__).parents[1] / "queries" / "edge-cases.trig", format="trig")
    store = open_store(tmp_path_factory.mktemp("entities") / "store", create=True)
    for graph in dataset.graphs():
        if len(graph):
            lines = graph.serialize(format="nt").splitlines()
            name = graph.identifier
            store.replace(str(name), "\n".join(f"{line[:-2]} <{name}> ." for line in lines if line))
    return store


@pytest.mark.parametrize(
    ("text", "iri"),
    [
        (f"{FIRST}/f1", f"{FIRST}/f1"),
        (f"<{FIRST}/f1>", f"{FIRST}/f1"),
        ("id:project/99000124P000000000001", f"{ID}project/99000124P000000000001"),
        ("99000124P000000000001", f"{ID}project/99000124P000000000001"),
        (" 99000124P 000000000001 ", f"{ID}project/99000124P000000000001"),
        ("901", f"{ID}department/990001/901"),
        ("2070109", f"{ID}account/functional/2024/2070109"),
        ("邯财教[2023]104号", f"{ID}legal/邯财教/2023/104"),
        (f"{ID}legal/%E9%82%AF%E8%B4%A2%E6%95%99/2023/104", f"{ID}legal/邯财教/2023/104"),
        ("乙项目", f"{FIRST}/f2"),
        ("甲站", f"{ID}unit/990001/901/甲站"),
        ("甲部门2025年预算", SECOND),
        ("甲法", f"{ID}law/甲法"),
        ('丁项目 "引号"} # 尾', f"{FIRST}/f4"),
        ("基本工资", None),
        ("甲项目", None),
        ("没有这个", ""),
        ("邯财教〔1999〕1号", ""),
        (f"{ID}project/none", ""),
        ("", ""),
    ],
)
def test_find_entity(store: Store, text: str, iri: str | None) -> None:
    if iri:
        assert find_entity(store, text) == iri
    elif iri is None:
        with pytest.raises(AmbiguousEntityError) as caught:
            find_entity(store, text)
        assert caught.value.en.count(f"\n  {ID}") >= 2
    else:
        with pytest.raises(EntityUnknownError):
            find_entity(store, text)


def test_a_code_means_the_forms_of_all_documents(store: Store) -> None:
    both = (f"{FIRST}/f1", f"{SECOND}/f1")
    assert find_forms(store, "99000124P000000000001") == both
    assert find_forms(store, "甲项目") == both
    assert find_forms(store, f"{ID}project/99000124P000000000001") == both
    assert find_forms(store, f"{FIRST}/f1") == (f"{FIRST}/f1",)
    assert find_forms(store, "戊项目") == (f"{FIRST}/f5", f"{FIRST}/f5~2")


@pytest.mark.parametrize("text", ["", "甲站", f"{ID}unit/990001/901/甲站", "} DROP ALL #"])
def test_what_is_no_project_is_unknown(store: Store, text: str) -> None:
    with pytest.raises(EntityUnknownError):
        find_forms(store, text)


def test_graphs_of_documents(store: Store) -> None:
    assert document_graphs(store) == (f"{FIRST}/graph", f"{SECOND}/graph")
    assert select_graphs(store) is None
    assert select_graphs(store, year=2025) == (f"{SECOND}/graph",)
    assert select_graphs(store, department="901") == (f"{FIRST}/graph", f"{SECOND}/graph")
    assert select_graphs(store, department="甲部门", year=2024) == (f"{FIRST}/graph",)
    assert select_graphs(store, document="jia-2024.txt") == (f"{FIRST}/graph",)
    assert select_graphs(store, document=SECOND) == (f"{SECOND}/graph",)
    with pytest.raises(EntityUnknownError, match="2030"):
        select_graphs(store, year=2030)


@pytest.mark.parametrize(
    ("options", "documents"),
    [
        ({"document": ["jia-2024.txt", SECOND]}, [FIRST, SECOND]),
        ({"document": "901/2025"}, [SECOND]),
        ({"document": "甲部门/2024"}, [FIRST]),
        ({"document": "990001-901-2025-budget"}, [SECOND]),
        ({"document": "jia-*.txt"}, [FIRST, SECOND]),
        ({"document": "甲部门202?年预算"}, [FIRST, SECOND]),
        ({"year": "2024-2025"}, [FIRST, SECOND]),
        ({"year": "2020 – 2024"}, [FIRST]),
        ({"year": ["2025", 2024]}, [FIRST, SECOND]),
        ({"department": ["901", "甲部门"], "year": 2025}, [SECOND]),
        ({"department": "9*", "document": FIRST}, [FIRST]),
        ({"document": [], "year": [], "department": ()}, None),
    ],
)
def test_several_choices_add_up_and_options_narrow(
    store: Store, options: dict[str, object], documents: list[str] | None
) -> None:
    found = select_graphs(store, **options)  # type: ignore[arg-type]
    assert found == (None if documents is None else tuple(f"{one}/graph" for one in documents))


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"document": [FIRST, "none.txt"]}, "'none.txt'"),
        ({"year": ["2024", "2030-2031"]}, "'2030-2031'"),
        ({"department": ["901", "902"]}, "'902'"),
        ({"department": "9[0]1"}, "901"),
        ({"document": FIRST, "year": 2025}, "2025"),
        ({"document": ""}, "''"),
        ({"department": "?"}, "[?]"),
    ],
)
def test_a_choice_that_fits_nothing_is_named(store: Store, options: dict[str, object], words: str) -> None:
    with pytest.raises(EntityUnknownError, match=words.replace("901", r"9\[0\]1")):
        select_graphs(store, **options)  # type: ignore[arg-type]


@pytest.mark.parametrize("year", ["24", "2025-2024", "2024-", "twenty", "", "2024/2025"])
def test_a_year_that_is_none_is_refused(store: Store, year: str) -> None:
    with pytest.raises(UsageError, match="2022-2024"):
        select_graphs(store, year=year)


def test_documents_of_the_same_departments(store: Store) -> None:
    assert same_departments(store, [f"{SECOND}/graph"]) == (f"{FIRST}/graph", f"{SECOND}/graph")
    assert same_departments(store, ["urn:x"]) == ()


def test_departments_that_are_linked_are_one(tmp_path: Path) -> None:
    kinds = {f"{ID}doc/d{one}": f"{ID}department/990001/{one}" for one in (1, 2, 3, 4)}
    same = PREFIXES["skos"] + "exactMatch"
    pairs = [(2, 1), (2, 3)]
    with open_store(tmp_path / "kg", create=True) as linked:
        for document, department in kinds.items():
            tail = f"<{document}/graph> ."
            linked.replace(
                f"{document}/graph",
                f"<{document}> <{PREFIXES['rdf']}type> <{BKG}DisclosureDocument> {tail}\n"
                f"<{document}> <{BKG}department> <{department}> {tail}",
            )
        lines = [
            f"<{ID}department/990001/{one}> <{same}> <{ID}department/990001/{other}> <{LINKS_GRAPH}> ."
            for one, other in pairs
        ]
        linked.replace(LINKS_GRAPH, "\n".join(lines))
        for number in (1, 2, 3):
            found = same_departments(linked, [f"{ID}doc/d{number}/graph"])
            assert found == tuple(f"{ID}doc/d{one}/graph" for one in (1, 2, 3))
        assert same_departments(linked, [f"{ID}doc/d4/graph"]) == (f"{ID}doc/d4/graph",)


def test_documents_to_remove_are_named_without_doubt(store: Store) -> None:
    assert documents_meant(store, ["901/2025"]) == (f"{SECOND}/graph",)
    assert documents_meant(store, [SECOND, "901/2024", SECOND]) == (f"{SECOND}/graph", f"{FIRST}/graph")
    assert documents_meant(store, ["jia-*"]) == (f"{FIRST}/graph", f"{SECOND}/graph")
    assert documents_meant(store, year="2020-2024") == (f"{FIRST}/graph",)
    with pytest.raises(UsageError):
        documents_meant(store)
    with pytest.raises(EntityUnknownError):
        documents_meant(store, [SECOND], year=2024)


@pytest.mark.parametrize("text", ["} DROP ALL #", '"} DROP ALL #', "a\nb", "\\", "甲'项目", "\\u0022"])
def test_hostile_names_find_nothing(store: Store, text: str) -> None:
    before = store.count()
    for name, parameter in (("source-of", "entity"), ("project-sheet", "project")):
        with pytest.raises((EntityUnknownError, ParameterError)):
            run(store, load_catalog()[name], {parameter: text})
    with pytest.raises(ParameterError):
        run(store, load_catalog()["projects-by-notice"], {"notice": text})
    assert store.count() == before


def test_a_shared_thing_is_shown_where_it_is_cited(store: Store) -> None:
    answer = run(store, load_catalog()["source-of"], {"entity": "邯财教〔2023〕104号"})
    assert [row[1].value.rsplit("/", 1)[1] for row in answer.rows if row[1]] == ["c1", "c1", "c3", "c4", "c5"]
    first = next(row for row in answer.rows if row[4] and row[4].value == "10")
    assert [term.value if term else None for term in first[2:]] == [
        "甲部门2024年预算",
        "jia-2024.txt",
        "10",
        "12",
        None,
        "邯财教[2023]104号",
        "第十行\n第十一行\t格",
    ]


def test_a_run_may_be_kept_to_one_document(store: Store) -> None:
    query = load_catalog()["biggest-projects"]
    answer = run(store, query, {}, select_graphs(store, year=2025))
    assert [row[2].value for row in answer.rows if row[2]] == ["100"]
