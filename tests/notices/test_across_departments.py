"""Notices over several departments and districts: one number is one resource, and a place is a context."""

from collections.abc import Callable

import pytest
from disclosures import Recipe
from hypothesis import given, settings
from hypothesis import strategies as st

from budgetkg.build import build
from budgetkg.catalog import find_entity, load_catalog, run
from budgetkg.documents.text import from_bytes
from budgetkg.parsing import parse
from budgetkg.store import Store, open_store

CATALOG = load_catalog()
#: Division, code of the department, and what its document prints for the notice and for the law.
PRINTED = (
    ("130682", "581", "保财教〔2023〕18号", "《预算法》"),
    ("130606", "582", "保财教【2023】第018 号", "《中华人民共和国预算法（2018年修正）》"),
    ("530502", "583", "保财教[2023]18号", "《中华人民共和国预算法》"),
    ("130581", "584", "冀财教〔2023〕150号、邢财教〔2023〕104号", "《预算法》（2014年修正）"),
    ("130503", "585", "邢财教[23]104号", "《预算法》"),
)


def printed(division: str, code: str, notice: str, law: str) -> str:
    recipe = Recipe(seed=7, division="130503" if division == "130581" else "130682", code=code)
    (own,) = [form.notice for form in recipe.budget.forms if form.notice]
    text = recipe.text.replace(own.number, notice)
    return (
        text.replace("按照", f"按照{law}、", 1) if "按照" in text else text.replace("依据", f"依据{law}", 1)
    )


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    folder = tmp_path_factory.mktemp("across")
    for division, code, notice, law in PRINTED:
        path = folder / f"{code}.txt"
        path.write_text(printed(division, code, notice, law), encoding="utf-8")
        report = build([path], folder / "store.db", division=division)
        assert not report.failures
    return open_store(folder / "store.db")


@pytest.fixture(scope="module")
def ask(store: Store) -> Callable[..., list[tuple[str | None, ...]]]:
    def rows(name: str, columns: str, **values: str) -> list[tuple[str | None, ...]]:
        answer = run(store, CATALOG[name], values)
        places = [answer.variables.index(column) for column in columns.split()]
        return [
            tuple(term.value if (term := row[place]) else None for place in places) for row in answer.rows
        ]

    return rows


Ask = Callable[..., list[tuple[str | None, ...]]]


def test_spellings_of_one_number_are_one_resource(ask: Ask) -> None:
    found = ask("notice-mentions", "printed", notice="保财教〔2023〕18号")
    assert {row[0] for row in found} == {"保财教〔2023〕18号", "保财教【2023】第018 号", "保财教[2023]18号"}
    assert len(ask("projects-by-notice", "notice", notice="邢财教〔2023〕104号")) == 2


def test_each_document_states_the_issuer_that_it_means(ask: Ask) -> None:
    found = ask("notice-decoding", "issuer basis documents", notice="保财教〔2023〕18号")
    assert found == [("保定市财政局", "文件所属区划", "2"), ("保山市财政局", "文件所属区划", "1")]


def test_a_name_with_two_notices_states_a_chain_that_reaches_other_departments(ask: Ask) -> None:
    found = ask("notice-chain-across", "upper notice relation code")
    assert {row[:3] for row in found} == {
        ("冀财教〔2023〕150号", "邢财教〔2023〕104号", "直接引用"),
        ("冀财教〔2023〕150号", "邢财教〔2023〕104号", "转下达"),
    }
    assert [row[2] for row in found].count("转下达") == 2


def test_a_law_is_one_however_it_is_called(store: Store, ask: Ask) -> None:
    law = find_entity(store, "预算法")
    assert law == find_entity(store, "《中华人民共和国预算法（2018年修正）》")
    graphs = store.query(f"SELECT DISTINCT ?g WHERE {{ GRAPH ?g {{ <{law}> a ?class }} }}")
    assert len(getattr(graphs, "rows", ())) == len(PRINTED)
    assert [row for row in ask("legal-bases", "basis") if row[0] and row[0].endswith("预算法")] == [
        ("中华人民共和国预算法",)
    ]


def test_titles_say_how_money_is_handed_down(ask: Ask) -> None:
    assert {row[0] for row in ask("projects-by-phase", "phase")} == {"提前下达"}


def test_divisions_are_named_in_the_graphs_of_their_documents(store: Store) -> None:
    assert find_entity(store, "保山市").endswith("/division/530500")
    assert find_entity(store, "南宫市").endswith("/division/130581")


@given(seed=st.integers(0, 500), division=st.sampled_from(["130426", "130204", "130503", "130682", "131003"]))
@settings(max_examples=12, deadline=None)
def test_every_notice_of_a_generated_department_is_read_with_its_issuer(seed: int, division: str) -> None:
    recipe = Recipe(seed=seed, division=division)
    notices = {form.notice.number: form.notice for form in recipe.budget.forms if form.notice}
    records = parse(from_bytes(recipe.text.encode(), "a.txt"))
    found = {c.number.canonical: c for c in records.citations if c.number and c.cited_in.record == "project"}
    assert set(found) == set(notices)
    for number, citation in found.items():
        notice = notices[number]
        assert citation.number is not None
        assert citation.number.tier == ("province" if notice.mark.startswith("冀") else "city")
        assert citation.number.issuer is not None
        assert citation.number.division in {"130000", f"{division[:4]}00"}
        assert (citation.phases, citation.origin) == (("advance",), notice.origin)
