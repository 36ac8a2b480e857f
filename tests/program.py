"""Run the program in tests: in this process where that is enough, else in one of its own.

Import the fixtures into a conftest. A process of its own starts for half a second: it is for what only
a process shows (start-up, streams, locales, signals), and for one run of each command.
"""

import io
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from budgetkg.cli.main import main

__all__ = ["Call", "Ran", "call", "spawn"]


@dataclass(frozen=True)
class Ran:
    """What a run gave."""

    code: int
    out: str
    err: str


#: Takes arguments, `stdin` as bytes, and settings of the environment by name.
Call = Callable[..., Ran]


@pytest.fixture
def call(capsysbinary: pytest.CaptureFixture[bytes]) -> Call:
    """Run the program in this process, from its entry to its exit code."""

    def run(*arguments: str | Path, stdin: bytes = b"", **environ: str) -> Ran:
        with pytest.MonkeyPatch.context() as patch:
            for name, value in environ.items():
                patch.setenv(name, value)
            patch.setattr(sys, "argv", ["budgetkg", *map(str, arguments)])
            patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"))
            with pytest.raises(SystemExit) as left:
                main()
        captured = capsysbinary.readouterr()
        code = left.value.code
        assert isinstance(code, int)
        return Ran(code, captured.out.decode(), captured.err.decode())

    return run


@pytest.fixture
def spawn() -> Call:
    """Run the program as a process of its own in the working folder."""

    def run(*arguments: str | Path, stdin: bytes = b"", **environ: str) -> Ran:
        done = subprocess.run(
            [sys.executable, "-m", "budgetkg", *map(str, arguments)],
            input=stdin,
            capture_output=True,
            env={**os.environ, **environ},
            check=False,
        )
        return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())

    return run
