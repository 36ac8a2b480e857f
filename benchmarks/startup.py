"""How long the program takes to start, as ratios in one run.

    python benchmarks/startup.py

`--help` is compared with the `--help` of an empty Typer program of as many commands, a cold saved
query with a run of one of its commands: medians of ten runs, the programs taking turns.
"""

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
RUNS = 10
_EMPTY_HELP = "empty program --help"
_EMPTY_RUN = "empty program, one command"

_EMPTY = """
import typer
app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False)

@app.callback()
def program() -> None: ...

for name in {names!r}:
    @app.command(name)
    def command(text: str = "") -> None:
        "Do nothing."

app()
"""


def seconds(command: list[str]) -> float:
    """Run a command and return its wall time in seconds."""
    begin = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - begin


def medians(commands: dict[str, list[str]]) -> dict[str, float]:
    """Return the median time of each command, after one run of each that does not count."""
    times: dict[str, list[float]] = {name: [] for name in commands}
    for number in range(RUNS + 1):
        for name, command in commands.items():
            taken = seconds(command)
            if number:
                times[name].append(taken)
    return {name: statistics.median(taken) for name, taken in times.items()}


def main() -> None:
    """Print the ratios."""
    from budgetkg.cli.app import app

    names = [str(command.name) for command in app.registered_commands]
    program = [sys.executable, "-m", "budgetkg"]
    with tempfile.TemporaryDirectory() as folder:
        store = str(Path(folder) / "budgetkg.db")
        empty = Path(folder) / "empty.py"
        empty.write_text(_EMPTY.format(names=names), encoding="utf-8")
        samples = [str(path) for path in sorted((ROOT / "samples").glob("*.txt"))]
        seconds([*program, "build", *samples, "--store", store])
        taken = medians(
            {
                _EMPTY_HELP: [sys.executable, str(empty), "--help"],
                "budgetkg --help": [*program, "--help"],
                _EMPTY_RUN: [sys.executable, str(empty), names[0]],
                "budgetkg notice": [*program, "notice", "邯财教〔2023〕104号", "--format", "json"],
                "budgetkg query projects-by-notice": [
                    *program,
                    "query",
                    "projects-by-notice",
                    "--store",
                    store,
                ],
            }
        )
    for name, median in taken.items():
        base = taken[_EMPTY_HELP if name.endswith("--help") else _EMPTY_RUN]
        print(f"{name:36} {median * 1000:7.0f} ms {median / base:6.2f} ×")


if __name__ == "__main__":
    main()
