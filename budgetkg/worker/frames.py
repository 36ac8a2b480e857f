"""Frames of JSON on a pipe: eight bytes that say how long one is, and its text.

Nothing is unpickled: what another process sends is data.
"""

import json
from typing import IO, Any, cast

__all__ = ["Frame", "read_frame", "write_frame"]

Frame = dict[str, Any]

_LENGTH = 8


def write_frame(out: IO[bytes], frame: Frame) -> None:
    """Write one frame. Raises OSError where the other end is gone."""
    data = json.dumps(frame).encode("ascii")
    out.write(len(data).to_bytes(_LENGTH, "big") + data)
    out.flush()


def read_frame(source: IO[bytes]) -> Frame | None:
    """Return the next frame, or None where the other end is gone."""
    head = source.read(_LENGTH)
    if len(head) < _LENGTH:
        return None
    size = int.from_bytes(head, "big")
    data = source.read(size)
    return cast(Frame, json.loads(data)) if len(data) == size else None
