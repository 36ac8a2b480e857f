"""The program: all commands, and the one place where errors become sentences and exit codes.

Commands import the library inside their functions, so that `--help` and completion stay quick.
"""

import os
import sys
from collections.abc import Sequence

from budgetkg.cli.output import silence
from budgetkg.cli.talk import LANGUAGES, SESSION, locale_language, say, show_error, warn
from budgetkg.errors import BudgetKGError, UsageError

__all__ = ["hoisted", "main", "run"]

#: Options of the whole program, which may stand behind a command, too.
_FLAGS = ("--debug", "--no-color")
_VALUED = "--lang"
_OWN_ERROR = 3


def main() -> None:
    """Run the program with the arguments of this process, and exit."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    sys.exit(run([_readable(argument) for argument in sys.argv[1:]]))


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code: 0 done, 1 findings, 2 bad input, 3 our error, 4 time."""
    SESSION.lang = locale_language(os.environ)
    SESSION.color = not os.environ.get("NO_COLOR")
    SESSION.debug, SESSION.command = False, ""
    try:
        return _run(hoisted(arguments))
    except BudgetKGError as error:
        if SESSION.debug:
            raise
        show_error(error)
        return error.exit_code
    except BrokenPipeError:
        silence()
        return 0
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        if SESSION.debug:
            raise
        _show_own_error(error)
        return _OWN_ERROR


def hoisted(arguments: Sequence[str]) -> list[str]:
    """Return the arguments with the options of the whole program first; what follows `--` stays.

    >>> hoisted(["query", "--list", "--lang", "zh"])
    ['--lang', 'zh', 'query', '--list']
    """
    first: list[str] = []
    rest: list[str] = []
    left = list(arguments)
    while left and left[0] != "--":
        argument = left.pop(0)
        if argument in _FLAGS or argument.startswith(f"{_VALUED}="):
            first.append(argument)
        elif argument == _VALUED:
            first += [argument, *left[:1]]
            left = left[1:]
        else:
            rest.append(argument)
    return first + rest + left


def _run(arguments: list[str]) -> int:
    _set_language(arguments)
    from budgetkg.cli.app import app  # its help texts are in the language that is set now

    try:
        app(arguments, prog_name="budgetkg")
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else 0
    return 0


def _set_language(arguments: list[str]) -> None:
    """Take the language before anything is said in it. Raises UsageError for another language."""
    given = [
        argument.removeprefix(f"{_VALUED}=") for argument in arguments if argument.startswith(f"{_VALUED}=")
    ]
    places = [place for place, argument in enumerate(arguments) if argument == _VALUED]
    given += [arguments[place + 1] for place in places if place + 1 < len(arguments)]
    for lang in given:
        if lang not in LANGUAGES:
            raise UsageError(f"没有这种语言：{lang}", f"there is no language {lang!r}", _VALUED)
        SESSION.lang = lang


def _readable(argument: str) -> str:
    """Return an argument as UTF-8 where the locale (LC_ALL=C) made something else of it."""
    if argument.isascii() or not any("\udc80" <= sign <= "\udcff" for sign in argument):
        return argument
    if os.path.lexists(argument):
        return argument
    return os.fsencode(argument).decode("utf-8", "backslashreplace")


def _show_own_error(error: Exception) -> None:
    command = f"budgetkg {SESSION.command}".strip()
    what = f"{type(error).__name__}: {error}"
    warn(
        say(
            f"{command} 出现内部错误（{what}）\n  办法: 请附上命令与文件报告此问题；加 --debug 可看详情",
            f"internal error in {command} ({what})\n"
            "  fix: report it with the command and the file; --debug shows the details",
        )
    )
