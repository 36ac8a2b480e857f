"""What each command prints and which code it exits with, on a sample of our own."""

import csv
import io
import json
import re
from decimal import Decimal
from pathlib import Path

import pytest
from cli_running import DOCUMENT, ROOT, Call, Ran, tamper

SMALL = "samples/wenlv-588-2024.txt"


def rows(ran: Ran) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(ran.out)))


def test_parse_gives_one_object_for_one_document(call: Call) -> None:
    ran = call("parse", SMALL, "--format", "json")
    value = json.loads(ran.out)
    assert (ran.code, value["schema"], value["department"]["code"]) == (0, "budgetkg-records/1", "588")
    assert len(value["projects"]) == 8


def test_parse_gives_a_line_for_each_of_several_documents(call: Call) -> None:
    ran = call("parse", "samples/*.txt", "--format", "json")
    assert [json.loads(line)["department"]["code"] for line in ran.out.splitlines()] == ["550", "588"]


def test_parse_summary_counts_and_problems_go_to_stderr(call: Call) -> None:
    ran = call("parse", SMALL)
    assert ran.code == 0
    assert "project forms: 8" in ran.out
    assert "wenlv-588-2024.txt:421, page 19: BKG-P11" in ran.err
    assert "BKG-P11" not in ran.out


def test_parse_reads_stdin(call: Call, place: Path) -> None:
    ran = call("parse", "-", "--format", "json", stdin=(place / SMALL).read_bytes())
    assert (ran.code, json.loads(ran.out)["document"]["file"]) == (0, "stdin")


def test_parse_goes_on_after_a_document_that_cannot_be_used(call: Call) -> None:
    ran = call("parse", "missing.txt", SMALL)
    assert ran.code == 0
    assert "missing.txt: BKG-E01 there is no such file" in ran.err
    assert "588" in ran.out


def test_build_says_what_became_of_each_document(call: Call) -> None:
    first = call("build", SMALL, "missing.txt")
    assert first.code == 0
    assert "graph: written" in first.out
    assert DOCUMENT in first.out
    assert "missing.txt: BKG-E01" in first.err
    assert "1 of 2 documents were read" in first.err
    assert "graph: unchanged" in call("build", SMALL).out


def test_build_reads_stdin(call: Call, place: Path) -> None:
    ran = call("build", "-", stdin=(place / SMALL).read_bytes())
    assert (ran.code, DOCUMENT in ran.out) == (0, True)


def test_store_comes_from_the_environment(call: Call, built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BUDGETKG_STORE", str(built))
    assert len(rows(call("query", "units", "--format", "csv"))) == 5


def test_remove_takes_the_document_out(call: Call) -> None:
    call("build", SMALL)
    assert call("remove", "588/2024").code == 0
    assert json.loads(call("info", "--format", "json").out)["documents"] == []
    again = call("remove", "588/2024")
    assert (again.code, "BKG-E33" in again.err) == (2, True)


def test_remove_removes_none_of_several(call: Call) -> None:
    call("build", SMALL)
    Path("again").mkdir()
    text = Path(SMALL).read_text(encoding="utf-8")
    Path("again", "wenlv-588-2024.txt").write_text(text.replace("588", "589"), encoding="utf-8")
    call("build", "again/wenlv-588-2024.txt")
    ran = call("remove", "wenlv-588-2024.txt")
    assert (ran.code, ran.out) == (2, "")
    assert "may be any of 2 documents" in ran.err
    assert len(json.loads(call("info", "--format", "json").out)["documents"]) == 2


def two_years(call: Call) -> None:
    """Build the small sample, and the same as a document of the year before."""
    text = Path(SMALL).read_text(encoding="utf-8")
    Path("before.txt").write_text(text.replace("2024", "2023"), encoding="utf-8")
    assert call("build", SMALL, "before.txt").code == 0


def documents(call: Call, *options: str) -> list[tuple[str, int]]:
    found = json.loads(call("info", "--format", "json", *options).out)["documents"]
    return [(one["file"], one["year"]) for one in found]


def test_several_documents_are_chosen_and_removed_in_one_step(call: Call) -> None:
    two_years(call)
    old, new = ("before.txt", 2023), ("wenlv-588-2024.txt", 2024)
    assert documents(call) == [old, new]
    assert documents(call, "--year", "2020-2023") == [old]
    assert documents(call, "--document", "before.txt", "--document", "588/2024") == [old, new]
    assert documents(call, "--department", "58*", "--year", "2024") == [new]
    count = len(rows(call("query", "units", "--format", "csv")))
    for options in (["--year", "2023", "--year", "2024"], ["--department", "588"], ["--document", "*"]):
        assert len(rows(call("query", "units", "--format", "csv", *options))) == count
    assert len(rows(call("query", "units", "--format", "csv", "--year", "2023"))) == count // 2

    dry = call("remove", "--department", "588", "--dry-run")
    assert (dry.code, dry.out, dry.err.count("would remove: ")) == (0, "", 2)
    refused = call("remove", "588/2024", "588/1999")
    assert (refused.code, "'588/1999'" in refused.err) == (2, True)
    assert documents(call) == [old, new]
    ran = call("remove", "before.txt", "588/2024")
    assert (ran.code, ran.err.count("removed: "), "2 documents" in ran.err) == (0, 2, True)
    assert documents(call) == []


def test_remove_by_year_removes_that_year_alone(call: Call) -> None:
    two_years(call)
    assert call("remove", "--year", "2020-2023").code == 0
    assert documents(call) == [("wenlv-588-2024.txt", 2024)]
    for arguments, words in (([], "which documents"), (["--year", "x"], "2022-2024"), (["no*"], "'no*'")):
        ran = call("remove", *arguments)
        assert (ran.code, words in ran.err, "Traceback" in ran.err) == (2, True, False)
    assert documents(call) == [("wenlv-588-2024.txt", 2024)]


def test_build_with_several_processes_prints_the_same(call: Call, place: Path) -> None:
    one = call("build", "samples", "--store", "a")
    two = call("build", "samples", "--store", "b", "--jobs", "2")
    assert (two.code, two.out, two.err) == (one.code, one.out, one.err)
    assert call("build", "samples", "--jobs", "0").code == 2


def test_info_counts(call: Call, built: Path) -> None:
    value = json.loads(call("info", "--store", built, "--format", "json").out)
    (document,) = value["documents"]
    assert (document["iri"], document["units"], document["projects"]) == (DOCUMENT, 5, 8)
    assert document["triples"] > 8000
    assert {one["what"] for one in value["coverage"]} == {"accounts", "notices", "projects"}
    assert document["file"] == Path(SMALL).name
    assert re.fullmatch("[0-9a-f]{64}", document["sha256"])
    assert [(one["code"], one["documents"]) for one in value["departments"]] == [("588", {"2024": 1})]
    assert value["triples"] == sum(one["triples"] for one in value["graphs"])
    assert "峰峰示例文旅中心" in call("info", "--store", built).out


def test_query_in_csv_gives_exact_yuan(call: Call, built: Path) -> None:
    ran = call(
        "query", "projects-by-notice", "-p", "notice=邯财教[2023]第104号", "--format", "csv", "--store", built
    )
    (row,) = rows(ran)
    assert (ran.code, row["notice"], Decimal(row["amount"])) == (0, "邯财教〔2023〕104号", Decimal(60000))


def test_query_table_shows_yuan_and_wan(call: Call, built: Path) -> None:
    ran = call("query", "projects-by-notice", "--store", built)
    head = ran.out.splitlines()[0]
    assert "amount (元) | amount (万元)" in head
    assert "|      850000 |            85 |" in ran.out
    assert "\x1b" not in ran.out


@pytest.mark.parametrize(
    ("format_", "beginning"),
    [("json", b"{"), ("xml", b"<?xml"), ("tsv", b"?notice\t"), ("md", b"| notice"), ("csv", b"notice,")],
)
def test_query_formats(call: Call, built: Path, place: Path, format_: str, beginning: bytes) -> None:
    ran = call("query", "projects-by-notice", "--format", format_, "-o", "out", "--store", built)
    assert (ran.code, ran.out) == (0, "")
    assert (place / "out").read_bytes().startswith(beginning)


@pytest.mark.parametrize(("format_", "magic"), [("parquet", b"PAR1"), ("xlsx", b"PK")])
def test_query_binary_formats(call: Call, built: Path, place: Path, format_: str, magic: bytes) -> None:
    assert call("query", "units", "--format", format_, "-o", "out", "--store", built).code == 0
    assert (place / "out").read_bytes().startswith(magic)


def test_query_list_tells_parameters_and_columns(call: Call) -> None:
    listed = {one["name"]: one for one in json.loads(call("query", "--list", "--format", "json").out)}
    one = listed["projects-by-notice"]
    assert set(one) >= {"name", "group", "summary", "parameters", "columns"}
    assert one["parameters"][0]["name"] == "notice"
    assert "projects-by-notice" in call("query", "--list").out


def test_query_list_is_by_topic_and_searched_in_both_languages(call: Call) -> None:
    listed = json.loads(call("query", "--list", "--format", "json").out)
    topics = [one["group"] for one in listed]
    assert topics == sorted(topics, key=topics.index)
    assert topics[0] == "sources"
    for words in ("下达通知 单位", "Funding NOTICES unit"):
        found = json.loads(call("query", "--search", words, "--format", "json").out)
        assert "projects-by-notice" in {one["name"] for one in found}
        assert len(found) < len(listed)
    nothing = call("query", "--search", "没有这样的词")
    assert (nothing.code, "no query fits" in nothing.err) == (0, True)


def test_query_list_is_the_page_and_the_rdf_of_the_documentation(call: Call, place: Path) -> None:
    for format_, file in (("md", "docs/catalog.md"), ("turtle", "docs/catalog.ttl")):
        expected = (ROOT / file).read_text(encoding="utf-8")
        assert call("query", "--list", "--format", format_).out == expected


def test_query_show_explains_and_still_is_sparql(call: Call, built: Path, place: Path) -> None:
    shown = call("query", "--show", "projects-by-notice").out
    assert "Which projects derive from which funding notices" in shown
    assert "notice (document-number;" in shown
    assert "amount (元)" in shown
    (place / "shown.rq").write_text(shown, encoding="utf-8")
    plain = call("query", "projects-by-notice", "--format", "csv", "--store", built).out
    assert call("sparql", "shown.rq", "--format", "csv", "--store", built).out == plain
    one = json.loads(call("query", "--show", "projects-by-notice", "--format", "json").out)
    assert one["columns"][0] == "notice"
    assert one["query"].startswith("PREFIX")


def test_query_show_binds_parameters(call: Call, built: Path) -> None:
    arguments = ("query", "--show", "project-sheet", "-p", "project=13040624P00588A100014", "--store", built)
    shown = call(*arguments).out
    assert re.search(
        r"VALUES \?project { <https://w3id.org/budgetkg/id/doc/[^ ]*/project/13040624P00588A100014> }", shown
    )
    assert call(*arguments, "-p", "wrong=1").code == 2


def test_query_without_rows(call: Call, built: Path) -> None:
    arguments = ("query", "projects-by-notice", "-p", "notice=邯财教〔1999〕1号", "--store", built)
    plain, strict = call(*arguments), call(*arguments, "--fail-on", "empty")
    assert (plain.code, strict.code) == (0, 1)
    assert "no rows" in plain.err


def test_query_chooses_documents(call: Call, built: Path) -> None:
    arguments = ("query", "units", "--store", built, "--format", "csv")
    assert len(rows(call(*arguments, "--year", "2024", "--department", "588"))) == 5
    assert call(*arguments, "--year", "1999").code == 2
    assert len(rows(call(*arguments, "--document", "wenlv-588-2024.txt"))) == 5


def test_own_queries(call: Call, built: Path, place: Path) -> None:
    (place / "mine").mkdir()
    (place / "mine/one.rq").write_text(
        (place / "queries/units.rq").read_text(encoding="utf-8"), encoding="utf-8"
    )
    (place / "mine/bare.rq").write_text("SELECT ?s WHERE { GRAPH ?g { ?s a ?c } } LIMIT 3", encoding="utf-8")
    asked = ("--queries", "mine", "--store", built, "--format", "csv")
    assert len(rows(call("query", "one", *asked))) == 5
    assert len(rows(call("query", "bare", *asked))) == 3
    assert len(rows(call("query", "units", *asked))) == 5
    names = {
        one["name"]
        for one in json.loads(call("query", "--list", "--queries", "mine", "--format", "json").out)
    }
    assert names >= {"one", "bare", "units"}
    assert call("query", "--list", "--queries", "nowhere").code == 2
    (place / "mine/bad.rq").write_bytes(b"\xff\xfe\x00")
    broken = call("query", "one", *asked)
    assert (broken.code, "bad.rq" in broken.err) == (2, True)


@pytest.mark.parametrize("form", ["text", "file", "at", "stdin"])
def test_sparql_from_everywhere(call: Call, built: Path, place: Path, form: str) -> None:
    text = "SELECT (COUNT(?u) AS ?n) { GRAPH ?g { ?u a <https://w3id.org/budgetkg/def#Unit> } }"
    (place / "q.rq").write_text(text, encoding="utf-8")
    given = {"text": [text], "file": ["q.rq"], "at": ["@q.rq"], "stdin": []}[form]
    ran = call("sparql", *given, "--format", "csv", "--store", built, stdin=text.encode())
    assert (ran.code, ran.out) == (0, "n\r\n5\r\n")


def test_sparql_ask_and_construct(call: Call, built: Path) -> None:
    ask = "ASK { GRAPH ?g { ?u a <https://w3id.org/budgetkg/def#Unit> } }"
    assert call("sparql", ask, "--store", built).out == "true\n"
    assert json.loads(call("sparql", ask, "--format", "json", "--store", built).out)["boolean"] is True
    construct = f"CONSTRUCT {{ <{DOCUMENT}> ?p ?o }} WHERE {{ GRAPH ?g {{ <{DOCUMENT}> ?p ?o }} }}"
    lines = call("sparql", construct, "--store", built).out.splitlines()
    assert lines == sorted(lines)
    assert all(line.startswith(f"<{DOCUMENT}> ") for line in lines)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://localhost:9/> { ?s ?p ?o } }",
        "SELECT * FROM <http://localhost:9/x> { ?s ?p ?o }",
        "LOAD <http://localhost:9/x>",
        "DROP ALL",
        "SELECT",
    ],
)
def test_sparql_refuses(call: Call, built: Path, query: str) -> None:
    ran = call("sparql", query, "--store", built)
    assert (ran.code, ran.out) == (2, "")
    assert "BKG-E32" in ran.err


def test_validate_reports_and_exits(call: Call, built: Path) -> None:
    ran = call("validate", "--format", "json", "--store", built)
    report = json.loads(ran.out)
    worst = any(one["severity"] == "violation" for one in report["findings"])
    assert ran.code == int(worst)
    assert report["coverage"]
    assert "violation" in ran.err


def test_validate_fails_at_the_level_asked_for(call: Call, tmp_path: Path) -> None:
    call("build", SMALL, "--store", tmp_path / "broken.db")
    tamper(tmp_path / "broken.db", '"much"')
    broken = ("validate", "--store", tmp_path / "broken.db")
    shown = call(*broken)
    assert shown.code == 1
    assert call(*broken, "--fail-on", "never").code == 0
    rules = {one["rule"] for one in json.loads(call(*broken, "--format", "json").out)["findings"]}
    one = sorted(rules)[0]
    only = json.loads(call(*broken, "--format", "json", "--rule", one).out)
    assert {finding["rule"] for finding in only["findings"]} == {one}
    assert call(*broken, "--format", "turtle").out.count("sh:ValidationReport") == 1
    assert call(*broken, "--format", "md").out.startswith("# ")
    assert one in shown.out


def test_notice_gives_exactly_these_keys_and_needs_no_store(call: Call) -> None:
    ran = call("notice", "--format", "json", "根据邯财教[2022]98号、第0100 号文和国务院令第729号")
    found = json.loads(ran.out)
    assert [one["number"] for one in found] == [
        "邯财教〔2022〕98号",
        "邯财教〔2022〕100号",
        "国务院令第729号",
    ]
    assert set(found[0]) == {"number", "printed", "mark", "year", "serial", "issuer", "tier"}
    assert found[2]["year"] is None


def test_notice_tells_what_it_funds(call: Call, built: Path) -> None:
    ran = call("notice", "--store", built, stdin="邯财教〔2023〕104号".encode())
    assert "邯郸市财政局" in ran.out
    assert "13040624P00588A100014" in ran.out


def test_notice_in_a_text_without_one(call: Call) -> None:
    ran = call("notice", "--format", "json", "没有")
    assert (ran.code, ran.out) == (0, "[]\n")
    assert "no document number" in ran.err


def test_language_is_chosen_before_or_behind_the_command(call: Call) -> None:
    for arguments in (["--lang", "zh", "query", "nothing"], ["query", "nothing", "--lang=zh"]):
        assert "没有名为“nothing”的查询" in call(*arguments).err


def test_language_comes_from_the_locale(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert "没有名为" in call("query", "nothing").err
