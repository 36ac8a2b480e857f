"""What only a process of its own shows: streams, locales, terminals, imports, and how it ends."""

import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest
from cli_running import Call


def test_chinese_table_under_the_c_locale(spawn: Call, built: Path) -> None:
    for environ in ({"LC_ALL": "C"}, {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}):
        ran = spawn(
            "query", "projects-by-notice", "-p", "notice=邯财教〔2023〕104号", "--store", built, **environ
        )
        assert (ran.code, ran.err) == (0, "")
        assert "邯财教〔2023〕104号" in ran.out


def test_broken_pipe_is_quiet(built: Path, place: Path) -> None:
    for arguments in (
        ["export", "--format", "nquads"],
        ["export", "--format", "jsonld"],
        ["query", "legal-bases"],
    ):
        running = subprocess.Popen(
            [sys.executable, "-m", "budgetkg", *arguments, "--store", str(built)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.read(1)
        running.stdout.close()
        assert (running.wait(60), running.stderr.read()) == (0, b"")
        running.stderr.close()


def test_full_disk_is_told(spawn: Call, built: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("there is no /dev/full here")
    ran = spawn("export", "--store", built, "-o", "/dev/full")
    assert (ran.code, ran.out) == (2, "")
    assert "Traceback" not in ran.err


def on_terminal(arguments: list[str], columns: int, **environ: str) -> str:
    """Run the program with a terminal of some width as its stdout and return what it shows."""
    leader, follower = pty.openpty()
    done = subprocess.Popen(
        [sys.executable, "-m", "budgetkg", *arguments],
        stdout=follower,
        stderr=subprocess.DEVNULL,
        stdin=subprocess.DEVNULL,
        env={**os.environ, "COLUMNS": str(columns), "TERM": "xterm", **environ},
    )
    os.close(follower)
    parts = []
    while True:
        try:
            part = os.read(leader, 65536)
        except OSError:  # how a terminal says that its other end is closed
            break
        if not part:
            break
        parts.append(part)
    os.close(leader)
    assert done.wait(60) == 0
    return b"".join(parts).decode().replace("\r\n", "\n")


def test_narrow_terminal_cuts_no_number(built: Path, place: Path) -> None:
    from rich.cells import cell_len
    from rich.text import Text

    shown = on_terminal(["query", "projects-by-notice", "--store", str(built)], 80)
    plain = Text.from_ansi(shown).plain
    assert all(cell_len(line) <= 80 for line in plain.split("\n"))
    for value in ("邯财教〔2023〕104号", "13040624P00588A100014", "850000", "85"):
        assert value in plain
    assert "…" not in plain


def test_wide_terminal_shows_a_table_with_colour(built: Path, place: Path) -> None:
    arguments = ["query", "units", "--store", str(built)]
    assert "\x1b[" in on_terminal(arguments, 150)
    assert "┌" in on_terminal(arguments, 150)
    assert "\x1b[" not in on_terminal(arguments, 150, NO_COLOR="1")
    assert "\x1b[" not in on_terminal([*arguments, "--no-color"], 150)


def test_a_binary_format_never_meets_a_terminal(built: Path, place: Path) -> None:
    leader, follower = pty.openpty()
    arguments = ["query", "units", "--format", "xlsx", "--store", str(built)]
    done = subprocess.run(
        [sys.executable, "-m", "budgetkg", *arguments], stdout=follower, stderr=subprocess.PIPE, check=False
    )
    os.close(follower)
    os.close(leader)
    assert done.returncode == 2
    assert b"-o FILE" in done.stderr


@pytest.mark.parametrize(
    "arguments", [["parse", "bad.txt"], ["build", "bad.txt"], ["query", "unknown"], ["info"]]
)
def test_bad_input_ends_a_process_with_a_sentence(spawn: Call, place: Path, arguments: list[str]) -> None:
    (place / "bad.txt").write_bytes(bytes(range(256)) * 8)
    ran = spawn(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert re.match(r"(\S+: )?BKG-E\d\d .*\n  fix: ", ran.err)
    assert "Traceback" not in ran.err
    assert not (place / "budgetkg.db").exists()


def test_json_on_stdout_stays_json_whatever_is_said(spawn: Call) -> None:
    ran = spawn("parse", "samples/fengfeng-550-2024.txt", "--format", "json")
    assert json.loads(ran.out)["department"]["code"] == "550"
    assert "BKG-P" in ran.err


def test_help_imports_nothing_heavy(place: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "budgetkg", "--help"], capture_output=True, check=True
    )
    imported = {line.rsplit("|", 1)[-1].strip().split(".")[0] for line in done.stderr.decode().splitlines()}
    assert "typer" in imported
    assert not imported & {"rich", "pyoxigraph", "rdflib", "pyshacl", "networkx", "pyarrow"}
    assert "budgetkg.model" not in done.stderr.decode()


def test_completion_of_query_names(place: Path) -> None:
    environ = {
        **os.environ,
        "_BUDGETKG_COMPLETE": "complete_bash",
        "COMP_WORDS": "budgetkg query projects-by-n",
        "COMP_CWORD": "2",
    }
    done = subprocess.run(
        [sys.executable, "-m", "budgetkg"], env=environ, capture_output=True, check=False, text=True
    )
    assert done.stdout.split() == ["projects-by-notice"]
