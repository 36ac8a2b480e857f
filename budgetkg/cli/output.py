"""Write data: to stdout as UTF-8, or whole to a file.

Whoever reads our output may stop reading (`| head`): that is no error.
"""

import os
import sys
from collections.abc import Callable, Sequence
from typing import BinaryIO

from budgetkg.errors import BudgetKGError, UsageError

__all__ = ["check_format", "emit", "emit_bytes", "is_stdout", "read_stdin", "silence", "write_to"]

_STDOUT = "-"


def is_stdout(output: str | None) -> bool:
    """Whether an `-o` means stdout."""
    return output is None or output == _STDOUT


def check_format(name: str, known: Sequence[str]) -> str:
    """Return the name of a format. Raises UsageError where it is not known."""
    if name not in known:
        listed = ", ".join(known)
        raise UsageError(
            f"未知格式“{name}”；可用 {listed}", f"unknown format {name!r}; there are {listed}", "--format"
        )
    return name


def emit(text: str, output: str | None = None) -> None:
    """Write text that ends in a line feed."""
    data = text.encode("utf-8", "backslashreplace")
    write_to(output, lambda out: _write_all(out, data))


def emit_bytes(data: bytes, output: str | None = None) -> None:
    """Write bytes. Raises UsageError where they would go to a terminal."""
    if is_stdout(output) and sys.stdout.isatty():
        raise UsageError(
            "此格式不能显示在终端，请用 -o 指定文件", "a terminal cannot show this format: use -o FILE"
        )
    write_to(output, lambda out: _write_all(out, data))


def write_to(output: str | None, write: Callable[[BinaryIO], None]) -> None:
    """Let `write` fill stdout or a file; the file appears whole or not at all."""
    if output is not None and not is_stdout(output):
        from pathlib import Path

        from budgetkg.export.files import writing

        with writing(Path(output)) as out:
            write(out)
        return
    try:
        sys.stdout.flush()
        write(sys.stdout.buffer)
        sys.stdout.flush()
    except (BrokenPipeError, BudgetKGError) as error:
        if not isinstance(error, BrokenPipeError) and not isinstance(error.__cause__, BrokenPipeError):
            raise
        silence()


def silence() -> None:
    """Send what is still to come nowhere, so that closing stdout does not fail again."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def read_stdin() -> bytes:
    """Return all of stdin."""
    return sys.stdin.buffer.read()


def _write_all(out: BinaryIO, data: bytes) -> None:
    out.write(data)
