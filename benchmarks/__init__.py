"""Benchmarks: one command each, as ratios to rdflib and pySHACL in the same run; `-m benchmarks` runs all."""

import sys
from collections.abc import Sequence
from pathlib import Path

from budgetkg.errors import DocumentUnreadableError

__all__ = ["document", "with_tests"]

_TOP = Path(__file__).parents[1]
_SAMPLES = _TOP / "samples"


def with_tests() -> None:
    """Make what the tests are made of importable: the makers of invented documents lie there."""
    if str(_TOP / "tests") not in sys.path:
        sys.path.append(str(_TOP / "tests"))


def document(arguments: Sequence[str], *, smaller: bool = False) -> Path:
    """Return the document to measure: the argument, else the larger (or the smaller) sample."""
    if arguments:
        return Path(arguments[0])
    samples = sorted(_SAMPLES.glob("*.txt"), key=lambda path: path.stat().st_size)
    if not samples:
        raise DocumentUnreadableError("没有示例文件", "there are no samples", str(_SAMPLES))
    return samples[0] if smaller else samples[-1]
