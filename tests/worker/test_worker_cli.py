"""`--timeout` on a store: the same answers, and exit code 4 at the limit."""

import os
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from program import Call

SMALL = Path(__file__).parents[2] / "samples" / "wenlv-588-2024.txt"
#: More rows than any machine counts within a test.
RUNAWAY = "SELECT (COUNT(*) AS ?n) { GRAPH ?a { ?s ?p ?o } GRAPH ?b { ?t ?q ?v } GRAPH ?c { ?w ?x ?y } }"


@pytest.fixture(autouse=True)
def place(
    tmp_path: Path, store_of: Callable[[Sequence[Path]], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A working folder with a store, and nothing of the user's environment; tests only read it."""
    (tmp_path / "budgetkg.db").symlink_to(store_of([SMALL]))
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("BUDGETKG_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


def test_a_runaway_query_ends_with_exit_code_4(spawn: Call) -> None:
    ran = spawn("sparql", RUNAWAY, "--timeout", "1")
    assert (ran.code, ran.out) == (4, "")
    assert ran.err.startswith("BKG-E40 the query took longer than 1 s and was ended\n  fix: ")


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
def test_everything_else_is_as_without_a_limit(call: Call, command: list[str]) -> None:
    assert call(*command, "--timeout", "120") == call(*command)


def test_a_process_with_a_limit_prints_what_one_without_prints(spawn: Call) -> None:
    command = ["query", "units", "--format", "csv"]
    plain = spawn(*command)
    assert (plain.code, plain.err) == (0, "")
    assert spawn(*command, "--timeout", "120") == plain


@pytest.mark.parametrize("limit", ["0", "-1", "inf", "nan"])
def test_a_limit_that_is_none_is_refused(call: Call, limit: str) -> None:
    ran = call("sparql", "ASK {}", f"--timeout={limit}")
    assert (ran.code, ran.out) == (2, "")
    assert "positive number of seconds" in ran.err
