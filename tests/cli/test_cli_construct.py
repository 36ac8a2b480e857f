"""`budgetkg export --construct`: by name and by file, restricted, refused; the Data Cube as a format."""

from pathlib import Path

import pytest
from cli_running import Call
from rdflib import Graph


def test_a_saved_query_in_a_format(call: Call, built: Path, place: Path) -> None:
    ran = call("export", "--construct", "organisation", "--store", built, "-o", "org.ttl")
    assert (ran.code, ran.out) == (0, "")
    assert len(Graph().parse(place / "org.ttl")) > 20
    ran = call("export", "--construct", "organisation", "--store", built, "--format", "ntriples")
    assert set(Graph().parse(data=ran.out, format="nt")) == set(Graph().parse(place / "org.ttl"))


def test_parameters_and_the_choice_of_documents(call: Call, built: Path) -> None:
    common = ("export", "--construct", "funding-chain", "--store", built, "--format", "ntriples")
    one = call(*common, "-p", "notice=冀财教[2023]12号", "--year", "2024")
    assert 0 < len(one.out.splitlines()) < len(call(*common).out.splitlines())
    none = call(*common, "-p", "notice=冀财教[2023]9999号")
    assert (none.code, none.out, "no triples" in none.err) == (0, "", True)
    assert call(*common, "--year", "1999").code == 2


def test_a_file_of_ones_own(call: Call, built: Path, place: Path) -> None:
    (place / "mine.rq").write_text("CONSTRUCT { ?s a <urn:T> } WHERE { GRAPH ?g { ?s ?p ?o } }")
    ran = call("export", "--construct", "mine.rq", "--store", built, "--format", "ntriples")
    assert ran.code == 0
    assert "<urn:T>" in ran.out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--construct", "organization"], "did you mean organisation?"),
        (["--construct", "organisation", "--format", "csv"], "--construct makes RDF"),
        (["--construct", "organisation", "--no-codes"], "no code lists to choose"),
        (["--construct", "organisation", "--nodes", "unit"], "has no option --nodes"),
        (["--construct", "funding-chain", "-p", "notice"], "NAME=VALUE"),
        (["-p", "notice=x"], "-p goes with --construct"),
    ],
)
def test_what_does_not_fit_is_refused(arguments: list[str], words: str, call: Call, built: Path) -> None:
    ran = call("export", *arguments, "--store", built)
    assert (ran.code, ran.out) == (2, "")
    assert words in ran.err


def test_the_list_names_the_queries(call: Call) -> None:
    assert "funding-chain" in call("export", "--list").out


def test_the_data_cube(call: Call, built: Path, place: Path) -> None:
    assert call("export", "--format", "qb", "--store", built, "-o", "cube.ttl").code == 0
    assert "a qb:DataStructureDefinition" in (place / "cube.ttl").read_text(encoding="utf-8")
