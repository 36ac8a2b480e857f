"""The links graph is what documents and decisions make of it: nothing stays, nothing is lost."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from program import Ran
from several_years import Pair

from budgetkg.build import build
from budgetkg.graph.links import link_triples, links_nquads
from budgetkg.linking import decisions_path, propose, refresh
from budgetkg.linking.evidence import SURE
from budgetkg.model.mapping import Mapping
from budgetkg.namespaces import BASE, LINKS_GRAPH, PREFIXES, mapping_iri, project_iri, unit_iri
from budgetkg.results import Solutions
from budgetkg.store import open_store

Link = Callable[..., Ran]
SKOS = PREFIXES["skos"]
EXACT = f"{SKOS}exactMatch"


def links_in(store_path: Path) -> set[tuple[str, str, str]]:
    """Return the direct triples of the links graph."""
    with open_store(store_path) as store:
        wanted = f"FILTER(?p IN (<{EXACT}>, <{SKOS}closeMatch>))"
        answer = store.query(f"SELECT ?s ?p ?o {{ GRAPH <{LINKS_GRAPH}> {{ ?s ?p ?o {wanted} }} }}")
    assert isinstance(answer, Solutions)
    return {(row[0].value, row[1].value, row[2].value) for row in answer.rows if row[0] and row[1] and row[2]}


def dumped(store_path: Path) -> list[str]:
    with open_store(store_path) as store:
        return sorted(store.quads())


def unit(name: str) -> str:
    return unit_iri("130406", "588", name)


def wanted(years: Pair) -> set[tuple[str, str]]:
    units = {(unit(new), unit(old)) for new, old in years.units.items()}
    return units | {(project_iri(new), project_iri(old)) for new, old in years.projects.items()}


def test_proposals_are_right_and_the_same_each_time(store_path: Path, years: Pair) -> None:
    with open_store(store_path) as store:
        first, second = propose(store), propose(store)
    assert first == second
    sure = {(one.subject, one.object) for one in first.candidates if one.confidence >= SURE}
    assert sure
    assert sure <= wanted(years)
    listed = {(one.subject, one.object) for one in first.candidates}
    assert wanted(years) <= listed


def test_nothing_is_done_where_nothing_is_decided(store_path: Path) -> None:
    with open_store(store_path) as store:
        assert refresh(store, decisions_path(store_path)) is None
        assert LINKS_GRAPH not in store.graphs()


def test_apply_writes_what_is_sure_and_building_again_changes_nothing(
    link: Link, store_path: Path, years: Pair
) -> None:
    assert link("--apply").code == 0
    made = links_in(store_path)
    assert {(s, o) for s, _, o in made} <= wanted(years)
    assert {p for _, p, _ in made} == {EXACT}
    before = dumped(store_path)
    build([years.older, years.newer], store_path)
    assert dumped(store_path) == before


def test_a_lower_threshold_makes_close_matches(link: Link, store_path: Path) -> None:
    link("--apply", "--threshold", "0.5")
    with open_store(store_path) as store:
        unsure = [one for one in propose(store).candidates if Decimal("0.5") <= one.confidence < SURE]
    assert unsure
    close = {(s, o) for s, p, o in links_in(store_path) if p == f"{SKOS}closeMatch"}
    assert close == {(one.subject, one.object) for one in unsure}


def test_removing_a_document_takes_its_links_and_adding_it_brings_them_back(
    link: Link, call: Link, store_path: Path, years: Pair
) -> None:
    link("--apply")
    before = dumped(store_path)
    assert call("remove", "588/2024", "--store", store_path).code == 0
    assert links_in(store_path) == set()
    with open_store(store_path) as store:
        assert LINKS_GRAPH not in store.graphs()
    build([years.newer], store_path)
    assert dumped(store_path) == before


def test_a_decision_waits_for_its_document(link: Link, call: Link, store_path: Path, years: Pair) -> None:
    new, old = next(iter(years.projects.items()))
    number = number_of(link, project_iri(new))
    link("--accept", number)
    text = decisions_path(store_path).read_text(encoding="utf-8")
    ran = call("remove", "588/2023", "--store", store_path, "--lang", "en")
    assert "not in the store, kept in the file" in ran.err
    assert links_in(store_path) == set()
    assert decisions_path(store_path).read_text(encoding="utf-8") == text
    build([years.older], store_path)
    assert links_in(store_path) == {(project_iri(new), EXACT, project_iri(old))}


def number_of(link: Link, subject: str) -> str:
    import json

    shown = json.loads(link("--format", "json", "--min-confidence", "0").out)
    return str(next(one["id"] for one in shown["links"] if one["subject"] == subject))


def test_a_rejected_link_goes_and_stays_away(link: Link, store_path: Path, years: Pair) -> None:
    new = project_iri(next(iter(years.projects)))
    link("--apply")
    assert new in {s for s, _, _ in links_in(store_path)}
    link("--reject", number_of(link, new))
    assert new not in {s for s, _, _ in links_in(store_path)}
    link("--apply")
    build([years.older, years.newer], store_path)
    assert new not in {s for s, _, _ in links_in(store_path)}
    link("--accept", number_of(link, new))
    assert new in {s for s, _, _ in links_in(store_path)}


def test_all_links_can_be_taken_out_and_decisions_stay(link: Link, store_path: Path, years: Pair) -> None:
    plain = dumped(store_path)
    number = number_of(link, project_iri(next(iter(years.projects))))
    link("--accept", number)
    link("--remove")
    assert dumped(store_path) == plain
    assert "semapv:ManualMappingCuration" in decisions_path(store_path).read_text(encoding="utf-8")
    build([years.older], store_path)
    assert links_in(store_path) == set()
    link("--apply")
    assert links_in(store_path)


def test_links_without_their_file_are_taken_out_and_told(
    link: Link, call: Link, store_path: Path, years: Pair
) -> None:
    link("--apply")
    decisions_path(store_path).unlink()
    ran = call("build", years.older, "--store", store_path, "--lang", "en")
    assert "there is no decisions file" in ran.err
    assert links_in(store_path) == set()


def test_a_broken_file_stops_build_and_remove_before_they_write(
    link: Link, call: Link, store_path: Path, years: Pair
) -> None:
    link("--apply")
    before = dumped(store_path)
    path = decisions_path(store_path)
    path.write_text(path.read_text(encoding="utf-8") + "nonsense\n", encoding="utf-8")
    for command in (("build", years.older), ("remove", "588/2024"), ("link", "--apply")):
        ran = call(*command, "--store", store_path, "--lang", "en")
        assert ran.code == 2
        assert "BKG-E60" in ran.err
        assert "Traceback" not in ran.err
    assert dumped(store_path) == before


def test_the_graph_is_valid_for_others(link: Link, store_path: Path) -> None:
    """Each mapping is said twice, and the linksets count what is there."""
    link("--apply")
    with open_store(store_path) as store:
        ask = store.query(
            f"ASK {{ GRAPH <{LINKS_GRAPH}> {{ ?m <{PREFIXES['owl']}annotatedSource> ?s ; "
            f"<{PREFIXES['owl']}annotatedProperty> ?p ; <{PREFIXES['owl']}annotatedTarget> ?o "
            "FILTER NOT EXISTS { ?s ?p ?o } } }"
        )
        counted = store.query(
            f"SELECT (SUM(?n) AS ?all) {{ GRAPH <{LINKS_GRAPH}> {{ ?set a <{PREFIXES['void']}Linkset> ; "
            f"<{PREFIXES['void']}triples> ?n }} }}"
        )
    assert ask is False
    assert isinstance(counted, Solutions)
    term = counted.rows[0][0]
    assert term is not None
    assert int(term.value) == len(links_in(store_path))


# The writer alone


MAPPING = Mapping(unit("新馆"), EXACT, unit("旧馆"), method="renamed", confidence=Decimal("0.97"))


def test_the_same_mappings_give_the_same_text_in_any_order() -> None:
    other = Mapping(unit("甲"), EXACT, unit("乙"))
    assert links_nquads([MAPPING, other]) == links_nquads([other, MAPPING])
    assert links_nquads([]) == ""


def test_a_rejected_mapping_states_nothing() -> None:
    rejected = Mapping(unit("新馆"), EXACT, unit("旧馆"), negated=True)
    assert links_nquads([rejected]) == ""
    triples = link_triples([rejected])
    assert f"<{unit('新馆')}> <{EXACT}> <{unit('旧馆')}>" not in triples
    assert any("NegatedPredicate" in triple for triple in triples)


def test_a_unit_with_a_document_of_its_own_is_a_part_of_its_department() -> None:
    own = f"{BASE}/id/department/130406/588002"
    triples = link_triples([Mapping(unit("图书馆"), EXACT, own)])
    part = f"<{own}> <{PREFIXES['org']}subOrganizationOf> <{BASE}/id/department/130406/588>"
    assert part in triples
    assert part not in link_triples([Mapping(unit("图书馆"), f"{SKOS}closeMatch", own)])


def test_a_value_is_a_literal_and_no_link_of_a_linkset() -> None:
    identifier = f"{PREFIXES['org']}identifier"
    triples = link_triples([Mapping(unit("图书馆"), identifier, '9135"\n', literal=True)])
    assert f'<{unit("图书馆")}> <{identifier}> "9135\\"\\n"' in triples
    assert not any("Linkset" in triple for triple in triples)


def test_each_linkset_names_the_data_it_links_to() -> None:
    item = Mapping(unit("图书馆"), EXACT, "http://www.wikidata.org/entity/Q1")
    triples = "\n".join(link_triples([MAPPING, item]))
    assert f"objectsTarget> <{BASE}>" in triples
    assert "objectsTarget> <http://www.wikidata.org/>" in triples


@pytest.mark.parametrize("place", [0, 1, 2])
def test_the_iri_of_a_mapping_depends_on_all_three(place: int) -> None:
    parts = ["a", "b", "c"]
    other = [f"{part}x" if at == place else part for at, part in enumerate(parts)]
    assert mapping_iri(*parts) != mapping_iri(*other)
