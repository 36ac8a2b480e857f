"""`--endpoint` and `--timeout` on the command line."""

import os
from pathlib import Path

import pytest
from fake_server import ONE_ROW, Answer, serving
from program import Call

from budgetkg.remote import Endpoint

QUERY = "SELECT ?n WHERE { GRAPH ?g { ?s ?p ?n } }"
URL = "http://127.0.0.1:1/sparql"


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty working folder, and nothing of the user's environment about endpoints."""
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("BUDGETKG_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


def test_a_query_goes_to_the_endpoint(call: Call) -> None:
    with serving([ONE_ROW]) as fake:
        typed = call("sparql", QUERY, "--endpoint", fake.url, "--format", "csv")
        environ = call("sparql", QUERY, "--format", "csv", BUDGETKG_ENDPOINT=fake.url)
        over = call("sparql", QUERY, "--endpoint", fake.url, "--format", "csv", BUDGETKG_STORE="nowhere")
    for ran in (typed, environ, over):
        assert (ran.code, ran.out.split()) == (0, ["n", "0"]), ran.err
    assert [asked.form for asked in fake.asked] == [{"query": [QUERY]}] * 3


def test_the_time_limit_is_an_exit_code(spawn: Call) -> None:
    with serving([Answer(hold=True)]) as fake:
        ran = spawn("sparql", QUERY, "--endpoint", fake.url, "--timeout", "0.2")
    assert ran.code == 4
    assert "BKG-E40" in ran.err
    assert "--timeout" in ran.err
    assert ran.out == ""


@pytest.mark.parametrize(
    ("arguments", "environ", "word"),
    [
        (["--endpoint", URL, "--store", "x"], {}, "not both"),
        ([], {"BUDGETKG_STORE": "x", "BUDGETKG_ENDPOINT": URL}, "not both"),
        (["--timeout", "3"], {}, "no store here"),
        (["--endpoint", URL, "--timeout", "-1"], {}, "positive"),
        (["--endpoint", "file:///etc/passwd"], {}, "http"),
        (["--store", "nowhere"], {"BUDGETKG_ENDPOINT": URL}, "no store here"),
    ],
)
def test_options_that_do_not_fit(
    call: Call, arguments: list[str], environ: dict[str, str], word: str
) -> None:
    ran = call("sparql", QUERY, *arguments, **environ)
    assert ran.code == 2
    assert word in ran.err
    assert "Traceback" not in ran.err


def test_a_password_is_not_shown(call: Call) -> None:
    with serving([Answer(401)]) as fake:
        url = fake.url.replace("http://", "http://me:secret@")
        ran = call("sparql", QUERY, "--endpoint", url)
    assert ran.code == 2
    assert "BKG-E51" in ran.err
    assert fake.url in ran.err
    assert "secret" not in ran.err


def test_reading_commands_answer_from_an_endpoint(call: Call, oxigraph: Endpoint) -> None:
    for arguments, word in [
        (["query", "projects-by-notice", "-p", "notice=邯财教[2023]104号"], "邯财教〔2023〕104号"),
        (["query", "units", "--year", "2024", "--format", "csv"], "unit"),
        (["info"], "588"),
        (["explain", "13040624P00588A100014"], "13040624P00588A100014"),
        (["notice", "邯财教[2023]104号"], "13040624P"),
    ]:
        ran = call(*arguments, "--endpoint", oxigraph.url)
        assert ran.code == 0, ran.err
        assert word in ran.out
