"""Stores that hand out a copy of some graphs: checks run on copies, several times as fast."""

from collections.abc import Sequence
from typing import BinaryIO, Protocol, runtime_checkable

from budgetkg.results import Solutions

__all__ = ["Copy", "Copying"]


class Copy(Protocol):
    """What a check asks of one document's copy."""

    def query(self, text: str) -> Solutions | bool | str:
        """Answer a SPARQL query."""
        ...

    def dump(self, format: str, out: BinaryIO, graphs: Sequence[str] | None = None) -> None:  # noqa: A002
        """Write graphs to a binary stream."""


@runtime_checkable
class Copying(Protocol):
    """A store that hands out copies; an endpoint does not."""

    def in_memory(self, graphs: Sequence[str]) -> Copy:
        """Return a copy of these graphs alone."""
        ...
