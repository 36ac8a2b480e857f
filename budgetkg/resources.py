"""Where the vocabulary, the shapes and the saved queries lie.

In an installed package they are package data; in a checkout they stand at the top.
"""

from pathlib import Path

__all__ = ["folder"]

_PACKAGE = Path(__file__).parent


def folder(name: str) -> Path:
    """Return the folder `ontology`, `shapes` or `queries`."""
    installed = _PACKAGE / "data" / name
    return installed if installed.is_dir() else _PACKAGE.parent / name
