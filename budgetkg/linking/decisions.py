"""What people decided about links: a plain text file beside the store that anybody may edit.

An accepted link is a row, a rejected one a row with `Not`. Its head says how proposals are taken up:
`other: apply=0.95` (all at or above), `apply=off` (no links at all), or nothing (decisions alone).
"""

import os
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from budgetkg.errors import LinkFileError
from budgetkg.linking.sssom import Line, MappingSet, Wrong, read_sssom, refuse, write_sssom
from budgetkg.model.mapping import Mapping

__all__ = [
    "OFF",
    "applying",
    "decided",
    "decisions_path",
    "read_decisions",
    "save_decisions",
    "with_applying",
]

#: The value of `apply` that withdraws all links and keeps the decisions.
OFF = "off"

_ENDING = ".links.sssom.tsv"


def decisions_path(store: Path) -> Path:
    """Return where the decisions about a store lie: BUDGETKG_LINKS, else beside the store.

    >>> decisions_path(Path("data/budgetkg.db")).as_posix()
    'data/budgetkg.links.sssom.tsv'
    """
    named = os.environ.get("BUDGETKG_LINKS")
    if named:
        return Path(named)
    whole = store.absolute() if store.name in ("", "..") else store
    return whole.parent / f"{whole.name.removesuffix('.db')}{_ENDING}"


def read_decisions(path: Path) -> MappingSet:
    """Return the decisions in a file; none where there is no file.

    Raises LinkFileError where a line cannot be read, or where two lines contradict each other.
    """
    if not path.exists():
        return MappingSet()
    found = read_sssom(path)
    applying(found, path)
    _check_contradictions(path, found)
    return found


def _check_contradictions(path: Path, found: MappingSet) -> None:
    seen: dict[tuple[frozenset[str], str], Line] = {}
    wrong: list[Wrong] = []
    for line in found.lines:
        mapping = line.mapping
        first = seen.setdefault((mapping.pair, mapping.predicate), line)
        if first.mapping.negated != mapping.negated:
            zh = f"与第 {first.number} 行矛盾，请删去其一"
            wrong.append((line.number, zh, f"contradicts line {first.number}: delete one of them"))
    if wrong:
        raise refuse(path, wrong)


def applying(decisions: MappingSet, path: Path | None = None) -> Decimal | str | None:
    """Return the confidence from which proposals are taken up, OFF, or None for decisions alone."""
    parts = str(decisions.head.get("other", "")).split("|")
    stated = next((part.removeprefix("apply=") for part in parts if part.startswith("apply=")), "")
    if stated in ("", OFF):
        return stated or None
    try:
        value = Decimal(stated)
    except ArithmeticError:
        value = Decimal(-1)
    if not value.is_finite() or not 0 <= value <= 1:
        raise LinkFileError(
            f"apply 须为 0 至 1 或 off：“{stated}”",
            f"apply must be 0 to 1 or off, not {stated!r}",
            str(path or ""),
        )
    return value


def with_applying(decisions: MappingSet, value: Decimal | str) -> MappingSet:
    """Return the decisions with another threshold, or OFF."""
    parts = [part for part in str(decisions.head.get("other", "")).split("|") if part]
    rest = [part for part in parts if not part.startswith("apply=")]
    return replace(decisions, head={**decisions.head, "other": "|".join([*rest, f"apply={value}"])})


def decided(decisions: MappingSet, mappings: Iterable[Mapping]) -> MappingSet:
    """Return the decisions with these added. A new one takes the place of those about its pair."""
    new = list(mappings)
    pairs = {mapping.pair for mapping in new}
    kept = [line for line in decisions.lines if line.mapping.pair not in pairs]
    return replace(decisions, lines=(*kept, *(Line(mapping) for mapping in new)))


def save_decisions(path: Path, decisions: MappingSet) -> bool:
    """Write the file whole, or not at all; return whether anything changed."""
    text = write_sssom(decisions)
    if path.exists() and path.read_text(encoding="utf-8") == text:
        return False
    half = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        half.write_text(text, encoding="utf-8", newline="")
        half.replace(path)
    except OSError as error:
        half.unlink(missing_ok=True)
        said = error.strerror or str(error)
        raise LinkFileError(f"无法写入：{said}", f"cannot be written: {said}", str(path)) from error
    return True
