"""`--endpoint` and `--timeout` on the command line."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from fake_server import ONE_ROW, Answer, serving

from budgetkg.remote import Endpoint

QUERY = "SELECT ?n WHERE { GRAPH ?g { ?s ?p ?n } }"
URL = "http://127.0.0.1:1/sparql"


def run(place: Path, *arguments: str, **environ: str) -> subprocess.CompletedProcess[str]:
    """Run the program in a folder with nothing of the user's environment about endpoints."""
    base = {name: value for name, value in os.environ.items() if not name.startswith("BUDGETKG_")}
    return subprocess.run(
        [sys.executable, "-m", "budgetkg", "--lang", "en", *arguments],
        cwd=place,
        env={**base, "LC_ALL": "C.UTF-8", **environ},
        capture_output=True,
        text=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
        check=False,
    )


def test_a_query_goes_to_the_endpoint(tmp_path: Path) -> None:
    with serving([ONE_ROW]) as fake:
        typed = run(tmp_path, "sparql", QUERY, "--endpoint", fake.url, "--format", "csv")
        environ = run(tmp_path, "sparql", QUERY, "--format", "csv", BUDGETKG_ENDPOINT=fake.url)
        over = run(
            tmp_path, "sparql", QUERY, "--endpoint", fake.url, "--format", "csv", BUDGETKG_STORE="nowhere"
        )
    for ran in (typed, environ, over):
        assert (ran.returncode, ran.stdout.split()) == (0, ["n", "0"]), ran.stderr
    assert [asked.form for asked in fake.asked] == [{"query": [QUERY]}] * 3


def test_the_time_limit_is_an_exit_code(tmp_path: Path) -> None:
    with serving([Answer(hold=True)]) as fake:
        ran = run(tmp_path, "sparql", QUERY, "--endpoint", fake.url, "--timeout", "0.2")
    assert ran.returncode == 4
    assert "BKG-E40" in ran.stderr
    assert "--timeout" in ran.stderr
    assert ran.stdout == ""


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
    tmp_path: Path, arguments: list[str], environ: dict[str, str], word: str
) -> None:
    ran = run(tmp_path, "sparql", QUERY, *arguments, **environ)
    assert ran.returncode == 2
    assert word in ran.stderr
    assert "Traceback" not in ran.stderr


def test_a_password_is_not_shown(tmp_path: Path) -> None:
    with serving([Answer(401)]) as fake:
        url = fake.url.replace("http://", "http://me:secret@")
        ran = run(tmp_path, "sparql", QUERY, "--endpoint", url)
    assert ran.returncode == 2
    assert "BKG-E51" in ran.stderr
    assert fake.url in ran.stderr
    assert "secret" not in ran.stderr


def test_reading_commands_answer_from_an_endpoint(tmp_path: Path, oxigraph: Endpoint) -> None:
    for arguments, word in [
        (["query", "projects-by-notice", "-p", "notice=邯财教[2023]104号"], "邯财教〔2023〕104号"),
        (["query", "units", "--year", "2024", "--format", "csv"], "unit"),
        (["info"], "588"),
        (["explain", "13040624P00588A100014"], "13040624P00588A100014"),
        (["notice", "邯财教[2023]104号"], "13040624P"),
    ]:
        ran = run(tmp_path, *arguments, "--endpoint", oxigraph.url)
        assert ran.returncode == 0, ran.stderr
        assert word in ran.stdout
