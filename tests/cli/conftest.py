"""Run the program: in this process where that is enough, else in one of its own."""

import io
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from cli_running import ROOT, SMALL, Call, Ran

from budgetkg.cli import main as program


@pytest.fixture(scope="session")
def built(store_of: Callable[[Sequence[Path]], Path]) -> Path:
    """A store with the small sample; tests only read it."""
    return store_of([SMALL])


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working folder beside which samples and queries lie, as in a checkout."""
    monkeypatch.chdir(tmp_path)
    for name in ("samples", "queries"):
        (tmp_path / name).symlink_to(ROOT / name)
    monkeypatch.delenv("BUDGETKG_STORE", raising=False)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    return tmp_path


@pytest.fixture
def call(capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch, place: Path) -> Call:
    """Run the program in this process."""

    def run(*arguments: str | Path, stdin: bytes = b"") -> Ran:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"))
        code = program.run([str(argument) for argument in arguments])
        captured = capsysbinary.readouterr()
        return Ran(code, captured.out.decode(), captured.err.decode())

    return run


@pytest.fixture
def spawn(place: Path) -> Call:
    """Run the program as a process of its own."""

    def run(*arguments: str | Path, stdin: bytes = b"", **environ: str) -> Ran:
        done = subprocess.run(
            [sys.executable, "-m", "budgetkg", *map(str, arguments)],
            input=stdin,
            capture_output=True,
            cwd=place,
            env={**os.environ, **environ},
            check=False,
        )
        return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())

    return run


@pytest.fixture
def spawn_line(spawn: Call, built: Path, place: Path) -> Call:
    """Run an example as a user types it, with a store in the working folder."""
    shutil.copytree(built, place / "budgetkg.db")
    return lambda line: spawn(*shlex.split(line)[1:])
