"""`--timeout` on a store: the same answers, and exit code 4 at the limit."""

import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

SMALL = Path(__file__).parents[2] / "samples" / "wenlv-588-2024.txt"
#: More rows than any machine counts within a test.
RUNAWAY = "SELECT (COUNT(*) AS ?n) { GRAPH ?a { ?s ?p ?o } GRAPH ?b { ?t ?q ?v } GRAPH ?c { ?w ?x ?y } }"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory, store_of: Callable[[Sequence[Path]], Path]) -> Path:
    """A folder with a store; tests only read it."""
    folder = tmp_path_factory.mktemp("limited")
    (folder / "budgetkg.db").symlink_to(store_of([SMALL]))
    return folder


def run(place: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the program in a folder, with nothing of the user's environment."""
    base = {name: value for name, value in os.environ.items() if not name.startswith("BUDGETKG_")}
    return subprocess.run(
        [sys.executable, "-m", "budgetkg", "--lang", "en", *arguments],
        cwd=place,
        env={**base, "LC_ALL": "C.UTF-8"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
        check=False,
    )


def test_a_runaway_query_ends_with_exit_code_4(place: Path) -> None:
    ran = run(place, "sparql", RUNAWAY, "--timeout", "1")
    assert (ran.returncode, ran.stdout) == (4, "")
    assert ran.stderr.startswith("BKG-E40 the query took longer than 1 s and was ended\n  fix: ")


@pytest.mark.parametrize(
    "command",
    [
        ["sparql", "SELECT ?u { GRAPH ?g { ?u a <https://w3id.org/budgetkg/def#Unit> } } ORDER BY ?u"],
        ["query", "projects-by-notice", "-p", "notice=邯财教[2023]104号"],
        ["query", "units", "--year", "2024"],
        ["explain", "13040624P00588A100014"],
        ["info"],
        ["sparql", "SELECT * { SERVICE <http://localhost:9/> {} }"],
        ["sparql", "SELECT {"],
        ["query", "units", "--year", "1999"],
    ],
)
def test_everything_else_is_as_without_a_limit(place: Path, command: list[str]) -> None:
    plain, limited = run(place, *command), run(place, *command, "--timeout", "120")
    assert (limited.returncode, limited.stdout, limited.stderr) == (
        plain.returncode,
        plain.stdout,
        plain.stderr,
    )


@pytest.mark.parametrize("limit", ["0", "-1", "inf", "nan"])
def test_a_limit_that_is_none_is_refused(place: Path, limit: str) -> None:
    ran = run(place, "sparql", "ASK {}", f"--timeout={limit}")
    assert (ran.returncode, ran.stdout) == (2, "")
    assert "positive number of seconds" in ran.stderr
