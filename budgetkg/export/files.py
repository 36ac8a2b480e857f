"""Write a file whole or not at all: under another name first, then renamed in one step."""

import os
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from budgetkg.errors import UsageError

__all__ = ["writing"]

_NEW_FILE = 0o666


@contextmanager
def writing(path: Path) -> Iterator[BinaryIO]:
    """Open a stream whose content becomes the file when the block ends well; else nothing changes.

    A path that is no ordinary file (a pipe, /dev/null) is written straight. Raises UsageError where
    the file cannot be written.
    """
    try:
        if path.exists() and not path.is_file():
            with path.open("wb") as out:
                yield out
            return
        with _renamed_at_the_end(path) as out:
            yield out
    except BrokenPipeError:
        raise
    except OSError as error:
        reason = error.strerror or str(error)
        raise UsageError(f"无法写入：{reason}", f"cannot be written: {reason}", str(path)) from error


@contextmanager
def _renamed_at_the_end(path: Path) -> Iterator[BinaryIO]:
    target = path.resolve()
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:40]}.", suffix=".part")
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        part.chmod(_mode(target))
        part.replace(target)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def _mode(target: Path) -> int:
    """Return the permissions that the file has, or that a new one would get."""
    if target.exists():
        return stat.S_IMODE(target.stat().st_mode)
    mask = os.umask(0)
    os.umask(mask)
    return _NEW_FILE & ~mask
