"""What the README shows is true: its commands run, and its example prints what it says."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```(?:sh|console)\n(.*?)```", README, re.DOTALL)
COMMANDS = [
    line.removeprefix("$ ").split("  #")[0].strip()
    for block in BLOCKS
    for line in block.splitlines()
    if line.removeprefix("$ ").startswith("budgetkg ")
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the samples and a store made from them, as somebody has who followed the README."""
    made = tmp_path_factory.mktemp("readme")
    shutil.copytree(ROOT / "samples", made / "samples")
    assert run("budgetkg build samples/*.txt", made).returncode == 0
    return made


def run(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a command line of the README in a shell, with this Python's budgetkg."""
    line = command.replace("budgetkg ", f'"{sys.executable}" -m budgetkg ', 1)
    settings = {**os.environ, "PYTHONUTF8": "1", "LANG": "C.UTF-8"}
    settings.pop("BUDGETKG_STORE", None)
    return subprocess.run(
        line,
        shell=True,
        cwd=folder,
        env=settings,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_the_readme_shows_the_main_commands() -> None:
    shown = {command.split()[1] for command in COMMANDS}
    assert {"parse", "build", "info", "query", "explain", "notice", "validate", "export"} <= shown


@pytest.mark.parametrize("command", sorted(set(COMMANDS)))
def test_a_command_of_the_readme_runs(command: str, folder: Path) -> None:
    done = run(command, folder)
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr


def test_the_example_prints_what_the_readme_says(folder: Path) -> None:
    block = next(block for block in BLOCKS if "$ budgetkg query" in block)
    command, _, printed = block[block.index("$ budgetkg query") :].partition("\n")
    assert run(command.removeprefix("$ "), folder).stdout == printed


def test_the_two_commands_are_targets_of_the_makefile() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert {"demo", "test"} <= targets
    assert "make demo" in README
    assert "make test" in README
