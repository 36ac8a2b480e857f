"""Things by their keys, in the order in which they came: on disk where they are too many for memory.

A set or a dictionary of all that a store holds grows with the store. SQLite keeps a temporary
database in a cache of fixed size and puts what is more into a file that vanishes with it.
"""

import pickle
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from budgetkg.closing import Closing
from budgetkg.errors import StoreError

__all__ = ["Shelf"]

_CACHE = 4096  # KiB of memory that a shelf takes at most
_SET_UP = (
    f"PRAGMA cache_size = -{_CACHE}",
    "PRAGMA journal_mode = OFF",  # nothing is ever taken back
    "CREATE TABLE things (number INTEGER PRIMARY KEY, key TEXT UNIQUE NOT NULL, value BLOB)",
    "BEGIN",  # one transaction, never ended: no page is written before the cache is full
)
_ADD = "INSERT INTO things (key, value) VALUES (?, ?) ON CONFLICT (key) DO "
_KEEP, _REPLACE = "NOTHING", "UPDATE SET value = excluded.value"


class Shelf(Closing):
    """A dictionary of texts and what they stand for, which needs little memory however much is in it.

    Use it as a context manager. Raises StoreError where temporary files cannot be written.
    """

    def __init__(self, keys: Iterable[str] = ()) -> None:
        with _errors():
            # An answer may be read in another thread than the one that began it.
            self._base = sqlite3.connect("", isolation_level=None, check_same_thread=False)
            for statement in _SET_UP:
                self._base.execute(statement)
            self._base.executemany(_ADD + _KEEP, ((key, None) for key in keys))

    def close(self) -> None:
        """Let go of the disk."""
        self._base.close()

    def add(self, key: str) -> bool:
        """Add a key that stands for nothing; False where it is there already."""
        with _errors():
            return self._base.execute(_ADD + _KEEP, (key, None)).rowcount == 1

    def values(self) -> Iterator[Any]:
        """Yield what the keys stand for, in the order in which these came first."""
        with _errors():
            for (value,) in self._base.execute("SELECT value FROM things ORDER BY number"):
                yield _loaded(value)

    def __setitem__(self, key: str, value: object) -> None:
        with _errors():
            self._base.execute(_ADD + _REPLACE, (key, pickle.dumps(value)))

    def __getitem__(self, key: str) -> Any:
        with _errors():
            row = self._base.execute("SELECT value FROM things WHERE key = ?", (key,)).fetchone()
        if row is None:
            raise KeyError(key)
        return _loaded(row[0])

    def __contains__(self, key: object) -> bool:
        with _errors():
            return self._base.execute("SELECT 1 FROM things WHERE key = ?", (key,)).fetchone() is not None

    def __len__(self) -> int:
        with _errors():
            count: int = self._base.execute("SELECT count(*) FROM things").fetchone()[0]
            return count


def _loaded(value: bytes | None) -> Any:
    return None if value is None else pickle.loads(value)


@contextmanager
def _errors() -> Iterator[None]:
    try:
        yield
    except sqlite3.OperationalError as error:
        raise StoreError(f"无法写临时文件：{error}", f"temporary files cannot be written: {error}") from error
