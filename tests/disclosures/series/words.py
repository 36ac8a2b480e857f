"""The words of series of documents, from the TOML file beside this module."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

__all__ = ["words"]


@cache
def words(table: str) -> Mapping[str, Any]:
    """Return one table of the words."""
    text = Path(__file__).with_name("words.toml").read_text(encoding="utf-8")
    found: Mapping[str, Any] = tomllib.loads(text)[table]
    return found
