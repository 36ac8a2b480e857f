"""Shelves: what a dictionary does, in little memory."""

import subprocess
import sys
from pathlib import Path

import pytest

from budgetkg.errors import StoreError
from budgetkg.shelf import Shelf


def test_a_shelf_is_like_a_dictionary_in_order() -> None:
    with Shelf(["b", "a", "b"]) as shelf:
        assert (len(shelf), "a" in shelf, "c" in shelf) == (2, True, False)
        assert (shelf.add("a"), shelf.add("c")) == (False, True)
        shelf["a"] = ("甲", None)
        shelf["d"] = 1
        shelf["d"] = 2
        assert (shelf["a"], shelf["b"], shelf["d"]) == (("甲", None), None, 2)
        assert list(shelf.values()) == [None, ("甲", None), None, 2]
        with pytest.raises(KeyError):
            shelf["e"]


def test_keys_are_told_apart_by_every_sign() -> None:
    with Shelf() as shelf:
        for number, key in enumerate(("a", "A", "a ", "a\0", "a\0b", "", "甲")):
            assert shelf.add(key)
            shelf[key] = number
        assert [shelf[key] for key in ("a\0b", "A", "")] == [4, 1, 5]


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="only Linux says it in this way")
def test_many_things_need_little_memory() -> None:
    """A set of as many IRIs would take 60 MB."""
    many = "(f'https://w3id.org/budgetkg/id/doc/{n:060}' for n in range(300_000))"
    assert _peak(many) - _peak("()") < 20_000


def _peak(keys: str) -> int:
    """Return the most memory, in KiB, of a process that puts keys on a shelf.

    The peak that `resource` gives is no less than that of the process which started it.
    """
    code = f"from budgetkg.shelf import Shelf; shelf = Shelf({keys}); print(open('/proc/self/status').read())"
    said = subprocess.run([sys.executable, "-c", code], check=True, stdout=subprocess.PIPE, text=True).stdout
    return next(int(line.split()[1]) for line in said.splitlines() if line.startswith("VmHWM"))


def test_a_full_disk_is_said() -> None:
    with Shelf() as shelf:
        shelf._base.execute("PRAGMA max_page_count = 5")
        with pytest.raises(StoreError, match="temporary files cannot be written"):
            shelf["a"] = "b" * 100_000
