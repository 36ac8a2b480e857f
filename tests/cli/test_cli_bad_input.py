"""Every kind of bad input, and errors of our own: a sentence on stderr and the exit code, nothing else."""

import os
from pathlib import Path

import pytest
from cli_running import Call

SMALL = "samples/wenlv-588-2024.txt"

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
def test_bad_documents(call: Call, place: Path, command: str, name: str) -> None:
    content, code = BAD_FILES[name]
    (place / name).write_bytes(content)
    ran = call(command, name)
    assert (ran.code, ran.out) == (2, "")
    assert f"{name}: {code}" in ran.err
    assert "Traceback" not in ran.err
    assert not (place / "budgetkg.db").exists()


@pytest.mark.parametrize("command", ["parse", "build"])
def test_missing_files_and_empty_folders(call: Call, place: Path, command: str) -> None:
    (place / "nothing").mkdir()
    for given, said in (("missing.txt", "BKG-E01"), ("nothing", "BKG-E10"), ("*.none", "BKG-E10")):
        ran = call(command, given)
        assert (ran.code, ran.out) == (2, "")
        assert said in ran.err
        assert "Traceback" not in ran.err


def test_unreadable_file(call: Call, place: Path) -> None:
    closed = place / "closed.txt"
    closed.write_text("x", encoding="utf-8")
    closed.chmod(0)
    if os.access(closed, os.R_OK):
        pytest.skip("this user may read everything")
    ran = call("parse", closed)
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
        (["nothing"], "No such command"),
        (["--lang", "fr", "info"], "no language"),
        (["parse"], "Missing argument"),
    ],
)
def test_bad_arguments(call: Call, built: Path, arguments: list[str], said: str) -> None:
    ran = call(*arguments, BUDGETKG_STORE=str(built))
    assert (ran.code, ran.out) == (2, "")
    assert any(one in ran.err for one in said.split("|"))
    assert "Traceback" not in ran.err
    assert "\x1b" not in ran.err


@pytest.mark.parametrize(
    "command", [["info"], ["query", "units"], ["sparql", "ASK {}"], ["export"], ["remove", "x"]]
)
def test_no_store(call: Call, place: Path, command: list[str]) -> None:
    ran = call(*command)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("budgetkg.db: BKG-E20 there is no store here\n  fix: ")
    assert not (place / "budgetkg.db").exists()


def test_a_folder_that_is_no_store(call: Call, place: Path) -> None:
    (place / "budgetkg.db").write_text("x", encoding="utf-8")
    assert "this is a file" in call("info").err
    assert call("build", SMALL).code == 2


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
