"""What the program says to people, on stderr and in their language.

Data goes to stdout and never through here. Heavy libraries are imported where they are needed, so
that `--help` starts as fast as an empty program.
"""

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from budgetkg.errors import BudgetKGError

__all__ = [
    "LANGUAGES",
    "SESSION",
    "Session",
    "described",
    "locale_language",
    "progress_bar",
    "say",
    "show_error",
    "tell",
    "warn",
]

#: Languages of all messages.
LANGUAGES = ("zh", "en")

#: Reports one step: the file at hand, its number, and how many there are.
Step = Callable[[Path, int, int], None]


@dataclass(slots=True)
class Session:
    """The settings of one run of the program; `command` is the one that runs."""

    lang: str = "en"
    debug: bool = False
    color: bool = True
    command: str = ""


SESSION = Session()


def locale_language(environ: Mapping[str, str]) -> str:
    """Return `zh` where the locale is Chinese, else `en`.

    >>> locale_language({"LANG": "zh_CN.UTF-8"}), locale_language({"LANG": "zh_CN", "LC_ALL": "C"})
    ('zh', 'en')
    """
    chosen = next((environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environ.get(name)), "")
    return "zh" if chosen.lower().startswith("zh") else "en"


def say(zh: str, en: str) -> str:
    """Return the one of two texts that is in the language of this run."""
    return zh if SESSION.lang == "zh" else en


def described(zh: str, en: str, *examples: str) -> str:
    """Return the help text of a command with its examples, which a test runs."""
    return "\n".join([say(zh, en), "", "\b", say("例：", "Examples:"), *(f"  {line}" for line in examples)])


def tell(zh: str, en: str) -> None:
    """Write a line to stderr."""
    print(say(zh, en), file=sys.stderr)


def warn(text: str) -> None:
    """Write a line to stderr that is the same in both languages or was chosen before."""
    print(text, file=sys.stderr)


def show_error(error: BudgetKGError, place: str | None = None) -> None:
    """Write an error to stderr with its way out; `place` stands before it where it names none itself."""
    text = error.text(SESSION.lang)
    print(text if error.place or not place else f"{place}: {text}", file=sys.stderr)


@contextmanager
def progress_bar(zh: str, en: str) -> Iterator[Step | None]:
    """Give a function that moves a progress bar on stderr, or None where no terminal shows it."""
    if not sys.stderr.isatty() or not SESSION.color or os.environ.get("TERM") == "dumb":
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(say(zh, en), total=None)

        def step(path: Path, number: int, total: int) -> None:
            bar.update(task, completed=number - 1, total=total, description=_plain(path.name))

        yield step


def _plain(text: str) -> str:
    """Return a text that rich does not take for markup."""
    return text.replace("[", "\\[")
