"""What only a process of its own shows: streams, locales, signals, and every kind of bad input."""

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from cli_running import Call

SMALL = "samples/wenlv-588-2024.txt"


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


BAD_FILES = {
    "empty.txt": (b"", "BKG-E01"),
    "blank.txt": (b" \n\n", "BKG-E01"),
    "binary.txt": (bytes(range(256)) * 8, "BKG-E0"),
    "picture.txt": (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "BKG-E0"),
    "report.pdf": (b"%PDF-1.7\n", "BKG-E01"),
    "encoding.txt": ("部门预算".encode("euc-kr", "ignore") + b"\xff\xff\xff\xa0 text" * 9, "BKG-E02"),
    "other.txt": ("会议纪要\n今天开会。\n".encode(), "BKG-E03"),
}


@pytest.mark.parametrize("command", ["parse", "build"])
@pytest.mark.parametrize("name", BAD_FILES)
def test_bad_documents(spawn: Call, place: Path, command: str, name: str) -> None:
    content, code = BAD_FILES[name]
    (place / name).write_bytes(content)
    ran = spawn(command, name)
    assert (ran.code, ran.out) == (2, "")
    assert f"{name}: {code}" in ran.err
    assert "Traceback" not in ran.err
    assert not (place / "budgetkg.db").exists()


@pytest.mark.parametrize("command", ["parse", "build"])
def test_missing_files_and_empty_folders(spawn: Call, place: Path, command: str) -> None:
    (place / "nothing").mkdir()
    for given, said in (("missing.txt", "BKG-E01"), ("nothing", "BKG-E10"), ("*.none", "BKG-E10")):
        ran = spawn(command, given)
        assert (ran.code, ran.out) == (2, "")
        assert said in ran.err
        assert "Traceback" not in ran.err


def test_unreadable_file(spawn: Call, place: Path) -> None:
    closed = place / "closed.txt"
    closed.write_text("x", encoding="utf-8")
    closed.chmod(0)
    if os.access(closed, os.R_OK):
        pytest.skip("this user may read everything")
    ran = spawn("parse", closed)
    assert (ran.code, "BKG-E01" in ran.err) == (2, True)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["query", "projects-by-notic"], "did you mean|near it: projects-by-notice"),
        (["query"], "--list"),
        (["query", "units", "-p", "x=1"], "BKG-E31"),
        (["query", "units", "-p", "x"], "NAME=VALUE"),
        (["query", "projects-by-notice", "-p", "notice=x> } DROP ALL #"], "BKG-E31"),
        (["query", "biggest-projects", "-p", "minimum=1e9 || true"], "BKG-E31"),
        (["query", "indicators-of-project", "-p", 'project=\\u0022"} #'], "BKG-E"),
        (["query", "indicators-of-project"], "needs the parameter project"),
        (["query", "units", "--format", "yaml"], "unknown format"),
        (["query", "units", "--year", "next"], "--year"),
        (["query", "units", "--fail-on", "never"], "--fail-on"),
        (["query", "units", "--queries", "nowhere"], "no such folder"),
        (["query", "units", "--document", "unknown"], "BKG-E33"),
        (["query", "units", "-o", "nowhere/out.csv"], "cannot be written"),
        (["sparql", "@nowhere.rq"], "cannot be read"),
        (["sparql", ""], "BKG-E32"),
        (["export", "--format", "html"], "unknown format"),
        (["validate", "--fail-on", "doubt"], "no severity"),
        (["validate", "--rule", "S999"], "no rule"),
        (["explain", "x\x1b[31m"], "BKG-E33"),
        (["serve"], "No such command"),
        (["--lang", "fr", "info"], "no language"),
        (["parse"], "Missing argument"),
    ],
)
def test_bad_arguments(spawn: Call, built: Path, arguments: list[str], said: str) -> None:
    ran = spawn(*arguments, BUDGETKG_STORE=str(built))
    assert (ran.code, ran.out) == (2, "")
    assert any(one in ran.err for one in said.split("|"))
    assert "Traceback" not in ran.err
    assert "\x1b" not in ran.err


@pytest.mark.parametrize(
    "command", [["info"], ["query", "units"], ["sparql", "ASK {}"], ["export"], ["remove", "x"]]
)
def test_no_store(spawn: Call, place: Path, command: list[str]) -> None:
    ran = spawn(*command)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("budgetkg.db: BKG-E20 there is no store here\n  fix: ")
    assert not (place / "budgetkg.db").exists()


def test_a_folder_that_is_no_store(spawn: Call, place: Path) -> None:
    (place / "budgetkg.db").write_text("x", encoding="utf-8")
    assert "this is a file" in spawn("info").err
    assert spawn("build", SMALL).code == 2


def test_an_error_of_ours_says_how_to_report_it(
    call: Call, built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("on purpose")

    monkeypatch.setattr("budgetkg.holdings.holdings", broken)
    ran = call("info", "--store", built)
    assert (ran.code, ran.out) == (3, "")
    assert ran.err.startswith(
        "internal error in budgetkg info (ZeroDivisionError: on purpose)\n  fix: report it"
    )
    with pytest.raises(ZeroDivisionError):
        call("info", "--store", built, "--debug")


def test_interrupt_exits_130(call: Call, built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("budgetkg.holdings.holdings", interrupted)
    assert call("info", "--store", built).code == 130


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
