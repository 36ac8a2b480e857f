"""Help, examples and the page about the command line say the same, and the examples run."""

import re
import shlex
import shutil
from pathlib import Path

import pytest
import typer.main
from cli_running import ROOT, Call
from served import running

from budgetkg.cli.app import app

PAGE = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
GROUP = typer.main.get_command(app)
COMMANDS = {str(info.name): str(info.help) for info in app.registered_commands}
EXAMPLES = [
    (name, line.strip())
    for name, text in COMMANDS.items()
    for line in text.splitlines()
    if line.startswith("  budgetkg ")
]
FIRST = dict(reversed(EXAMPLES))
#: Commands that run until a signal ends them.
LASTING = {"serve"}


def section(name: str) -> str:
    """Return what the page says of a command; the empty name is the program itself."""
    title = f"## `budgetkg {name}`" if name else "## `budgetkg`"
    return PAGE.split(f"{title}\n", 1)[1].split("\n## ", 1)[0]


def options_of(name: str) -> set[str]:
    """Return the options that the application takes."""
    command = GROUP.commands[name] if name else GROUP  # type: ignore[attr-defined]
    return {
        option
        for parameter in command.params
        if parameter.param_type_name == "option"
        for option in (*parameter.opts, *parameter.secondary_opts)
    }


def test_every_command_has_an_example() -> None:
    assert {name for name, _ in EXAMPLES} == set(COMMANDS)


def test_page_names_every_command_and_no_other() -> None:
    assert re.findall(r"^## `budgetkg (\w+)`$", PAGE, re.MULTILINE) == list(COMMANDS)


@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_page_lists_the_options(name: str) -> None:
    first_cells = re.findall(r"^\| (`-.*?) \| ", section(name), re.MULTILINE)
    listed = {option for cell in first_cells for option in re.findall(r"`(-[-\w]+)`", cell)}
    assert listed == options_of(name)


@pytest.mark.parametrize("name", COMMANDS)
def test_page_shows_the_examples(name: str) -> None:
    (shown,) = re.findall(r"```sh\n(.*?)```", section(name), re.DOTALL)
    assert shown.splitlines() == [line for command, line in EXAMPLES if command == name]


def runs(run: Call, line: str, built: Path, place: Path) -> None:
    """Run an example as a user types it, with a store in the working folder."""
    shutil.copytree(built, place / "budgetkg.db")
    ran = run(*shlex.split(line)[1:])
    assert ran.code == 0, ran.err
    assert "Traceback" not in ran.err


@pytest.mark.parametrize("name", sorted(FIRST.keys() - LASTING))
def test_the_first_example_of_each_command_runs_as_a_process(
    spawn: Call, built: Path, place: Path, name: str
) -> None:
    runs(spawn, FIRST[name], built, place)


@pytest.mark.parametrize("name", sorted(LASTING))
def test_the_example_of_a_command_that_lasts_runs_until_a_signal(built: Path, place: Path, name: str) -> None:
    shutil.copytree(built, place / "budgetkg.db")
    with running(*shlex.split(FIRST[name])[1:]) as served:
        assert served.get("/").status == 200
        code, said = served.end()
    assert code == 0
    assert "Traceback" not in said


@pytest.mark.parametrize("line", [line for _, line in EXAMPLES if line not in FIRST.values()])
def test_the_other_examples_run(call: Call, built: Path, place: Path, line: str) -> None:
    runs(call, line, built, place)


@pytest.mark.parametrize("name", COMMANDS)
def test_help_shows_the_examples(call: Call, name: str) -> None:
    ran = call(name, "--help")
    shown = re.sub(r"\s+", " ", ran.out)
    assert ran.code == 0
    for command, line in EXAMPLES:
        if command == name:
            assert line in shown


def test_version_and_no_arguments(call: Call) -> None:
    assert call("--version").out.startswith("budgetkg ")
    bare = call()
    assert "Commands:" in bare.out + bare.err


def test_help_is_in_the_language_asked_for(spawn: Call) -> None:
    assert "运行保存的查询" in spawn("--lang", "zh", "query", "--help").out
    assert "Run a saved query" in spawn("--lang", "en", "query", "--help").out


def test_every_module_of_the_command_line_is_short() -> None:
    files = sorted(Path(ROOT / "budgetkg/cli").glob("*.py"))
    assert len(files) > len(COMMANDS)
    assert all(len(file.read_text(encoding="utf-8").splitlines()) < 400 for file in files)
