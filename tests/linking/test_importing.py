"""Links and reference data of others: taken in whole with their source, or refused line by line."""

from collections.abc import Callable
from pathlib import Path

import pytest
from program import Ran
from several_years import Pair

from budgetkg.errors import LinkFileError
from budgetkg.linking import decisions_path, read_decisions
from budgetkg.linking.importing import read_links
from budgetkg.model.mapping import Mapping
from budgetkg.namespaces import LINKS_GRAPH, PREFIXES, project_iri, unit_iri
from budgetkg.store import Store, open_store

Link = Callable[..., Ran]
EXACT = f"{PREFIXES['skos']}exactMatch"
IDENTIFIER = f"{PREFIXES['org']}identifier"
ITEM = "http://www.wikidata.org/entity/Q42"


@pytest.fixture
def store(built_years: Path) -> Store:
    return open_store(built_years)


@pytest.fixture
def unit_name(years: Pair) -> str:
    """The name of a unit whose name stays."""
    from budgetkg.documents import read
    from budgetkg.parsing import parse

    names = {unit.name for unit in parse(read(years.older)).units}
    (name,) = {name for name in names if name.endswith("文化馆")}
    return name


def unit(name: str) -> str:
    return unit_iri("130406", "588", name)


def file(tmp_path: Path, name: str, text: str) -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def three(mappings: list[Mapping]) -> set[tuple[str, str, str]]:
    return {(mapping.subject, mapping.predicate, mapping.object) for mapping in mappings}


def test_csv_takes_names_codes_and_iris(store: Store, tmp_path: Path, unit_name: str, years: Pair) -> None:
    code = next(iter(years.projects))
    text = (
        f"subject,predicate,object,confidence\n{unit_name},exactMatch,{ITEM},0.9\n{code},,https://e.org/a b\n"
    )
    found = read_links(store, file(tmp_path, "a.csv", text.replace("a b", "a%20b")))
    assert three(found) == {
        (unit(unit_name), EXACT, ITEM),
        (project_iri(code), EXACT, "https://e.org/a%20b"),
    }
    assert {mapping.source for mapping in found} == {"a.csv"}
    assert {str(mapping.confidence) for mapping in found} == {"0.9", "None"}


def test_reference_data_is_read_by_its_columns(store: Store, tmp_path: Path, unit_name: str) -> None:
    text = f"单位名称,统一社会信用代码,wikidata\n{unit_name},9135 0100 M000 100Y 43,Q42\n"
    found = read_links(store, file(tmp_path, "a.csv", text))
    assert three(found) == {
        (unit(unit_name), IDENTIFIER, "91350100M000100Y43"),
        (unit(unit_name), EXACT, ITEM),
    }


@pytest.mark.parametrize("name", ["a.ttl", "a.nt", "a.rdf", "a.jsonld"])
def test_rdf_is_read_in_each_form(store: Store, tmp_path: Path, unit_name: str, name: str) -> None:
    import rdflib

    graph = rdflib.Graph()
    ours, same = rdflib.URIRef(unit(unit_name)), rdflib.OWL.sameAs
    graph.add((ours, same, rdflib.URIRef(ITEM)))
    graph.add((rdflib.URIRef("https://e.org/x"), rdflib.SKOS.closeMatch, ours))
    graph.add((ours, rdflib.URIRef(IDENTIFIER), rdflib.Literal("91350100M000100Y43")))
    graph.add((rdflib.URIRef("https://e.org/x"), rdflib.OWL.sameAs, rdflib.URIRef("https://e.org/y")))
    graph.add((ours, rdflib.RDFS.label, rdflib.Literal("no link")))
    path = tmp_path / name
    formats = {"a.ttl": "turtle", "a.nt": "nt", "a.rdf": "xml", "a.jsonld": "json-ld"}
    graph.serialize(path, format=formats[name], encoding="utf-8")
    found = read_links(store, path)
    assert three(found) == {
        (str(ours), EXACT, ITEM),
        ("https://e.org/x", f"{PREFIXES['skos']}closeMatch", str(ours)),
        (str(ours), IDENTIFIER, "91350100M000100Y43"),
    }
    assert [mapping.comment for mapping in found if mapping.object == ITEM] == ["原为 sameAs"]


def test_odd_words_of_others_do_no_harm(store: Store, tmp_path: Path, unit_name: str) -> None:
    """A justification in words, a confidence that is none, and an IRI that no graph takes."""
    text = (
        "@prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix sssom: <https://w3id.org/sssom/> .\n"
        f"<{unit(unit_name)}> <{EXACT}> <{ITEM}> .\n"
        f"[] owl:annotatedSource <{unit(unit_name)}> ; owl:annotatedProperty <{EXACT}> ;\n"
        f'  owl:annotatedTarget <{ITEM}> ; sssom:confidence 7 ; sssom:mapping_justification "by hand" .\n'
    )
    (mapping,) = read_links(store, file(tmp_path, "a.ttl", text))
    assert (mapping.confidence, mapping.justification) == (None, "UnspecifiedMatching")
    bad = f"{unit_name},exactMatch,https://e.org/\x7f\n"
    with pytest.raises(LinkFileError, match="no IRI"):
        read_links(store, file(tmp_path, "a.csv", f"subject,predicate,object\n{bad}"))


def test_percent_encoded_iris_of_ours_are_decoded(store: Store, tmp_path: Path, unit_name: str) -> None:
    from urllib.parse import quote

    text = f"<{quote(unit(unit_name), safe=':/')}> <{EXACT}> <{ITEM}> .\n"
    assert three(read_links(store, file(tmp_path, "a.nt", text))) == {(unit(unit_name), EXACT, ITEM)}


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (f"没有的单位,exactMatch,{ITEM},", "the store knows nothing called"),
        (f"NAME,likes,{ITEM},", "unknown relation 'likes'"),
        (f"NAME,exactMatch,{ITEM},2", "confidence is no 0 to 1"),
        ("NAME,exactMatch,,", "there is no object"),
        (f",exactMatch,{ITEM},", "there is no subject"),
        (f"https://e.org/x,exactMatch,{ITEM},", "neither end is a thing of ours"),
        (f"NAME,exactMatch,{ITEM},1,more", "more cells than columns"),
        (f'NAME,exactMatch,"{ITEM},1', "the table is malformed"),
    ],
)
def test_each_bad_line_is_named(store: Store, tmp_path: Path, unit_name: str, row: str, said: str) -> None:
    good = f"{unit_name},exactMatch,{ITEM},\n"
    text = f"subject,predicate,object,confidence\n{good}{row.replace('NAME', unit_name)}\n"
    path = file(tmp_path, "a.csv", text)
    with pytest.raises(LinkFileError, match=said) as error:
        read_links(store, path)
    assert f"{path}:3: " in error.value.en


def test_a_name_of_several_things_is_no_guess(store: Store, tmp_path: Path, years: Pair) -> None:
    """A project's name stands on a form in each year."""
    from budgetkg.documents import read
    from budgetkg.parsing import parse

    names = [{project.name for project in parse(read(path)).projects} for path in (years.older, years.newer)]
    shared = sorted(names[0] & names[1])[0]
    with pytest.raises(LinkFileError, match="may be any of"):
        read_links(store, file(tmp_path, "a.csv", f"subject,object\n{shared},{ITEM}\n"))


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("a.csv", "x,y\n1,2\n", "a column is missing"),
        ("a.csv", "单位名称,uscc\nNAME,91350100M000100Y44\n", "no unified social credit code"),
        ("a.csv", "单位名称,wikidata\nNAME,42\n", "no Wikidata item"),
        ("a.ttl", "this is no turtle", "the RDF is malformed"),
        ("a.rdf", "<a><b></a>", "the RDF is malformed"),
        ("a.nt", "", "holds no link to a thing of ours"),
        ("a.jsonld", '{"@context": "https://e.org/c"}', "names an @context on the net"),
        ("a.xlsx", "", "unknown kind of file"),
    ],
)
def test_a_file_that_is_of_no_use_is_refused(
    store: Store, tmp_path: Path, unit_name: str, name: str, text: str, said: str
) -> None:
    with pytest.raises(LinkFileError, match=said):
        read_links(store, file(tmp_path, name, text.replace("NAME", unit_name)))
    with pytest.raises(LinkFileError, match="there is no such file"):
        read_links(store, tmp_path / "none.csv")


def test_what_is_taken_in_is_written_and_applied_again(
    link: Link, store_path: Path, tmp_path: Path, unit_name: str
) -> None:
    path = file(tmp_path, "a.csv", f"subject,object\n{unit_name},{ITEM}\n")
    assert link("--import", path).code == 0
    first = decisions_path(store_path).read_text(encoding="utf-8")
    assert link("--import", path).code == 0
    assert decisions_path(store_path).read_text(encoding="utf-8") == first
    with open_store(store_path) as store:
        assert (
            store.query(f"ASK {{ GRAPH <{LINKS_GRAPH}> {{ <{unit(unit_name)}> <{EXACT}> <{ITEM}> }} }}")
            is True
        )


def test_our_own_export_comes_back_whole(
    link: Link, store_path: Path, tmp_path: Path, unit_name: str
) -> None:
    link("--import", file(tmp_path, "a.csv", f"subject,object,confidence\n{unit_name},{ITEM},0.8\n"))
    before = read_decisions(decisions_path(store_path)).mappings
    for name in ("out.sssom.tsv", "out.ttl"):
        link("-o", tmp_path / name, "--min-confidence", "1")
        decisions_path(store_path).unlink()
        assert link("--import", tmp_path / name).code == 0
        assert read_decisions(decisions_path(store_path)).mappings == before


def test_a_bad_file_changes_nothing(link: Link, store_path: Path, tmp_path: Path, unit_name: str) -> None:
    good = file(tmp_path, "a.csv", f"subject,object\n{unit_name},{ITEM}\n")
    bad = file(tmp_path, "b.csv", "subject,object\n没有,https://e.org/x\n")
    ran = link("--import", good, "--import", bad)
    assert ran.code == 2
    assert "BKG-E60" in ran.err
    assert not decisions_path(store_path).exists()


def test_what_was_rejected_is_not_taken_in_again(
    link: Link, store_path: Path, tmp_path: Path, unit_name: str
) -> None:
    path = file(tmp_path, "a.csv", f"subject,object\n{unit_name},{ITEM}\n")
    link("--import", path)
    (mapping,) = read_decisions(decisions_path(store_path)).mappings
    from budgetkg.linking.states import link_id

    link("--reject", link_id(mapping))
    ran = link("--import", path)
    assert "rejected before, not taken in" in ran.err
    (mapping,) = read_decisions(decisions_path(store_path)).mappings
    assert mapping.negated
