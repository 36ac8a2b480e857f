"""`budgetkg link` as people use it: lists, numbers, formats, and what goes wrong."""

import csv
import io
import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from cli_running import ROOT, Call, Ran

TWO_DISTRICTS = ROOT / "samples" / "two-districts"


@pytest.fixture(scope="module")
def several(store_of: Callable[[Sequence[Path]], Path]) -> Path:
    """A store of the documents of one department over three years, and of its unit's."""
    return store_of(sorted(TWO_DISTRICTS.glob("130204-322*.txt")))


@pytest.fixture
def link(call: Call, several: Path, tmp_path: Path) -> Callable[..., Ran]:
    links = tmp_path / "my.sssom.tsv"
    return lambda *arguments: call("link", "--store", several, "--links", links, "--lang", "en", *arguments)


def shown(ran: Ran) -> list[dict[str, object]]:
    assert ran.code == 0, ran.err
    listed: list[dict[str, object]] = json.loads(ran.out)["links"]
    return listed


def test_the_surest_come_first_with_number_and_reasons(link: Callable[..., Ran]) -> None:
    listed = shown(link("--review", "--format", "json"))
    confidences = [float(str(one["confidence"])) for one in listed]
    assert confidences == sorted(confidences, reverse=True)
    assert len({one["id"] for one in listed}) == len(listed) > 3
    assert all(one["why"] for one in listed)
    table = link("--review").out
    assert str(listed[0]["id"]) in table
    assert str(listed[0]["subject_label"]) in table


def test_lists_can_be_narrowed(link: Callable[..., Ran]) -> None:
    everything = shown(link("--format", "json", "--min-confidence", "0"))
    units = shown(link("--format", "json", "--kind", "unit", "--min-confidence", "0"))
    assert {one["kind"] for one in units} == {"unit"}
    assert units == [one for one in everything if one["kind"] == "unit"]
    sure = shown(link("--format", "json", "--min-confidence", "0.99"))
    assert sure == [one for one in everything if float(str(one["confidence"])) >= 0.99]
    own_ = shown(
        link("--format", "json", "--document", "322001/2022", "--kind", "unit", "--min-confidence", "0")
    )
    assert own_
    assert len(own_) < len(units)


def test_each_format_says_the_same(link: Callable[..., Ran], tmp_path: Path) -> None:
    import rdflib

    listed = shown(link("--format", "json"))
    rows = list(csv.DictReader(io.StringIO(link("--format", "csv").out)))
    assert [row["id"] for row in rows] == [one["id"] for one in listed]
    tsv = [line for line in link("--format", "tsv").out.splitlines() if not line.startswith("#")]
    assert len(tsv) == len(listed) + 1
    graph = rdflib.Graph().parse(data=link("--format", "turtle").out, format="turtle")
    axioms = set(graph.subjects(rdflib.RDF.type, rdflib.OWL.Axiom))
    assert len(axioms) == len(listed)
    for name in ("a.tsv", "a.csv", "a.json", "a.ttl", "a.other"):
        assert link("-o", tmp_path / name).code == 0
    assert (tmp_path / "a.other").read_text(encoding="utf-8") == (tmp_path / "a.tsv").read_text(
        encoding="utf-8"
    )


def test_void_describes_the_linkset(link: Callable[..., Ran]) -> None:
    import rdflib

    graph = rdflib.Graph().parse(data=link("--format", "void").out, format="turtle")
    linksets = set(graph.subjects(rdflib.RDF.type, rdflib.VOID.Linkset))
    assert all(graph.value(linkset, rdflib.VOID.subjectsTarget) is not None for linkset in linksets)
    predicates = sorted(str(graph.value(linkset, rdflib.VOID.linkPredicate)) for linkset in linksets)
    # One that differs by a slip is close until somebody accepts it.
    assert predicates == [str(rdflib.SKOS.closeMatch), str(rdflib.SKOS.exactMatch)]


def test_one_link_is_explained(link: Callable[..., Ran]) -> None:
    first = shown(link("--review", "--format", "json"))[0]
    ran = link("--explain", str(first["id"])[:6])
    assert str(first["subject"]) in ran.out
    assert "evidence (weight in bits)" in ran.out


def test_tables_speak_chinese(link: Callable[..., Ran]) -> None:
    out = link("--lang", "zh").out
    assert "置信度" in out
    assert "单位规格" in out or "名称只差" in out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--accept", "zzzz"), "no link has the number 'zzzz'"),
        (("--reject", ""), "no link has the number ''"),
        (("--explain", "zzzz"), "no link has the number"),
        (("--kind", "units"), "there is no kind 'units'"),
        (("--format", "xml"), "unknown format 'xml'"),
        (("--apply", "--remove"), "either write links or take them out"),
        (("--accept", "1", "--relation", "same"), "'same' is no IRI"),
        (("--threshold", "0.8"), "it is for use with --apply"),
        (("--relation", "skos:closeMatch"), "it is for use with --accept"),
        (("--document", "nothing"), "nothing"),
    ],
)
def test_what_does_not_fit_is_said(
    link: Callable[..., Ran], tmp_path: Path, arguments: tuple[str, ...], said: str
) -> None:
    ran = link(*arguments)
    assert ran.code == 2
    assert said in ran.err
    assert "Traceback" not in ran.err
    assert not (tmp_path / "my.sssom.tsv").exists()


def test_a_store_that_is_not_there_is_said(call: Call) -> None:
    ran = call("link", "--store", "nowhere.db", "--lang", "en")
    assert ran.code == 2
    assert "there is no store here" in ran.err


def test_decisions_name_who_decides_and_how(call: Call, several: Path, tmp_path: Path) -> None:
    import shutil

    store = tmp_path / "own.db"
    shutil.copytree(several, store)
    listed = shown(call("link", "--store", store, "--format", "json"))
    number, other = str(listed[0]["id"]), str(listed[1]["id"])
    ran = call(
        "link", "--store", store, "--accept", number, "--reject", other, "--author", "审阅组",
        "--relation", "skos:closeMatch", "--lang", "en",
    )  # fmt: skip
    assert ran.code == 0
    assert "links: 1" in ran.err
    text = (tmp_path / "own.links.sssom.tsv").read_text(encoding="utf-8")
    assert text.count("审阅组") == 2
    assert text.count("\tNot\t") == 1
    states = {one["id"]: one["state"] for one in shown(call("link", "--store", store, "--format", "json"))}
    assert (states[number], states[other]) == ("accepted", "rejected")
    open_ = {one["id"] for one in shown(call("link", "--store", store, "--review", "--format", "json"))}
    assert not open_ & {number, other}
