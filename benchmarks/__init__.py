"""Benchmarks: one command each, as ratios to rdflib and pySHACL in the same run; `-m benchmarks` runs all."""

from collections.abc import Sequence
from pathlib import Path

from budgetkg.errors import DocumentUnreadableError

__all__ = ["document"]

_SAMPLES = Path(__file__).parents[1] / "samples"


def document(arguments: Sequence[str], *, smaller: bool = False) -> Path:
    """Return the document to measure: the argument, else the larger (or the smaller) sample."""
    if arguments:
        return Path(arguments[0])
    samples = sorted(_SAMPLES.glob("*.txt"), key=lambda path: path.stat().st_size)
    if not samples:
        raise DocumentUnreadableError("没有示例文件", "there are no samples", str(_SAMPLES))
    return samples[0] if smaller else samples[-1]
