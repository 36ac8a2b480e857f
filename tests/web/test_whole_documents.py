"""On whole documents: whatever is printed finds the thing that it names, and nothing finds two."""

import random
from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path

import pytest
from disclosures import Recipe, Sizes
from disclosures.vocabulary import themes

from budgetkg.namespaces import LINKS_GRAPH, PREFIXES
from budgetkg.store import Store, open_store
from budgetkg.web.reconciliation.asking import Query, read_batch
from budgetkg.web.reconciliation.current import Current
from budgetkg.web.reconciliation.index import Index
from budgetkg.web.reconciliation.matching import Candidate, find
from budgetkg.web.reconciliation.things import Reference, Thing
from budgetkg.web.reconciliation.vocabulary import load_vocabulary


def invented(place: Path) -> list[Path]:
    """Departments of three themes, each in two years."""
    found = []
    for seed, theme in enumerate(sorted(themes())[:3]):
        for year in (2023, 2024):
            recipe = Recipe(seed, Sizes(forms=6, transfers=2), year=year, code=f"60{seed}", theme=theme)
            found.append(place / f"{seed}-{year}.txt")
            found[-1].write_text(recipe.text, encoding="utf-8")
    return found


@pytest.fixture(scope="module")
def index(all_documents: list[Path], store_of: Callable[[Sequence[Path]], Path]) -> Index:
    """What is printed in the large document, published or its sample, and in the invented one."""
    return Current(store_of(all_documents)).index()


@pytest.fixture(scope="module")
def invented_index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """What several invented departments print in two years."""
    from budgetkg.build import build

    place = tmp_path_factory.mktemp("invented")
    assert not build(invented(place), place / "store").failures
    return Current(place / "store").index()


@pytest.fixture(params=["index", "invented_index"])
def any_index(request: pytest.FixtureRequest) -> Index:
    found = request.getfixturevalue(request.param)
    assert isinstance(found, Index)
    return found


def ask(index: Index, text: str, **more: object) -> list[Candidate]:
    query: Query = read_batch(load_vocabulary(), {"q": {"query": text, **more}})["q"]
    return find(index, query)


def match(index: Index, text: str, **more: object) -> Thing | None:
    return next((one.thing for one in ask(index, text, **more) if one.match), None)


def test_every_thing_is_found_by_its_iri_and_its_codes(any_index: Index) -> None:
    index = any_index
    assert len(index.things) > 300
    for thing in index.things.values():
        assert match(index, thing.iri) is thing
        for code in thing.codes:
            assert match(index, code, type=thing.type) is thing, code


def test_every_name_finds_its_thing_or_says_that_there_are_several(any_index: Index) -> None:
    index = any_index
    for thing in index.things.values():
        for name in thing.names:
            found = ask(index, f" {name[:1]} {name[1:]}", type=thing.type, limit=100)
            same = [one.thing for one in found if one.same_name]
            if thing.numbered:
                assert found[0].score >= 90, name
                continue
            assert thing in same or len(same) == 100, name
            assert (match(index, name, type=thing.type) is thing) is (len(same) == 1)


def test_every_printed_number_finds_its_notice(index: Index, both_store: Store) -> None:
    asked = (
        "SELECT DISTINCT ?legal ?printed { GRAPH ?g { ?c bkg:cites ?legal ; bkg:printedText ?printed . "
        "?legal bkg:documentNumber ?number } }"
    )
    rows = both_store.query(f"PREFIX bkg: <{PREFIXES['bkg']}> {asked}").rows  # type: ignore[union-attr]
    assert len(rows) > 10
    for legal, printed in rows:
        candidates = ask(index, printed.value, type="legal", limit=100)
        assert legal.value in {one.thing.iri for one in candidates if one.score >= 90}, printed.value
        assert not any(one.match and one.thing.iri != legal.value for one in candidates), printed.value


def test_a_misprint_is_a_candidate_and_never_a_match(any_index: Index) -> None:
    """Of long names with one sign wrong, the name meant comes first in nine of ten cases or more."""
    index = any_index
    chance = random.Random(20240104)
    named = [
        (thing, thing.names[0])
        for thing in index.things.values()
        if thing.type in ("unit", "project") and len(thing.names[0]) >= 6
    ]
    first = 0
    for thing, name in named:
        place = chance.choice([at for at, sign in enumerate(name) if "\u4e00" <= sign <= "\u9fff"])
        wrong = f"{name[:place]}𠮷{name[place + 1 :]}"
        found = ask(index, wrong, type=thing.type)
        assert not any(one.match for one in found)
        first += bool(found) and name in found[0].thing.names
    assert len(named) > 20
    assert first / len(named) >= 0.9


def test_amounts_are_those_of_the_forms(index: Index, both_store: Store) -> None:
    asked = "SELECT ?project ?amount { GRAPH ?g { ?form bkg:project ?project ; bkg:totalAmount ?amount } }"
    rows = both_store.query(f"PREFIX bkg: <{PREFIXES['bkg']}> {asked}").rows  # type: ignore[union-attr]
    assert len(rows) > 100
    for project, amount in rows:
        assert Decimal(amount.value) in list(index.things[project.value].values("amount"))


def test_departments_have_the_totals_that_are_printed(any_index: Index) -> None:
    index = any_index
    departments = [one for one in index.things.values() if one.type == "department"]
    assert departments
    for one in departments:
        assert list(one.values("income")) == list(one.values("expenditure"))
        assert all(isinstance(total, Decimal) for total in one.values("income"))


def test_links_tell_what_is_the_same(two_years: Path, tmp_path: Path) -> None:
    import shutil

    shutil.copytree(two_years, tmp_path / "store")
    current = Current(tmp_path / "store", clock=iter(range(100)).__next__)
    one, other = [iri for iri in current.index().things if "/unit/" in iri][:2]
    assert list(current.index().things[one].values("same-as")) == []
    with open_store(tmp_path / "store") as store:
        same = f"<{one}> <{PREFIXES['skos']}exactMatch> <{other}> <{LINKS_GRAPH}> ."
        store.replace(LINKS_GRAPH, same)
    for this, that in ((one, other), (other, one)):
        assert list(current.index().things[this].values("same-as")) == [Reference(that)]


def test_an_index_is_kept_while_nothing_changes(two_years: Path) -> None:
    current = Current(two_years, clock=iter(range(100)).__next__)
    assert current.index() is current.index()


def test_the_same_documents_give_the_same_answers_in_any_order(
    all_documents: list[Path], index: Index, tmp_path: Path
) -> None:
    from budgetkg.build import build

    assert not build(list(reversed(all_documents)), tmp_path / "store").failures
    other = Current(tmp_path / "store").index()
    assert {iri: (one.names, one.said) for iri, one in other.things.items()} == {
        iri: (one.names, one.said) for iri, one in index.things.items()
    }
    for text in ("机关", "专项", "行政运行", "2024年经费"):
        assert [(one.thing.iri, one.score) for one in ask(other, text)] == [
            (one.thing.iri, one.score) for one in ask(index, text)
        ]
