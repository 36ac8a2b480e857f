"""Links between documents against the truth: precision, recall, each error, on series of invented documents.

Run it as `python -m benchmarks.linking [SEED…]`. Without a seed it takes the sample set in
`samples/two-districts` and five more series; each is built in a temporary store. Numbers of notices are read
from the graph; departments, units and projects are those that `budgetkg link` proposes, at several thresholds
and as it takes them up by itself.
"""

import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks import with_tests
from budgetkg.build import build
from budgetkg.store import Store, open_store

with_tests()

from disclosures.series import Plan, Printed, make_series, write_series  # noqa: E402
from disclosures.series.measuring import (  # noqa: E402
    Pair,
    Score,
    measure,
    measure_readings,
    readings_in,
    readings_of,
    truth_of,
)

if TYPE_CHECKING:
    from budgetkg.linking import Candidate

__all__ = ["main"]

_SEEDS = (101, 102, 103, 104, 105)
_THRESHOLDS = (0.3, 0.5, 0.7, 0.9)
#: What is measured together, and the kinds of candidates that join it.
_KINDS = {
    "department": ("department",),
    "unit": ("unit", "unit-department", "department"),
    "project": ("project",),
}


def pairs_of(
    candidates: Iterable["Candidate"], kinds: Sequence[str], wanted: Callable[["Candidate"], bool]
) -> list[Pair]:
    """Return the candidates of some kinds that are sure enough."""
    return [
        Pair(one.subject, one.object, float(one.confidence))
        for one in candidates
        if one.kind in kinds and wanted(one)
    ]


def _at(threshold: float) -> Callable[["Candidate"], bool]:
    return lambda one: float(one.confidence) >= threshold


def scores_of(documents: Sequence[Printed], store: Store) -> dict[tuple[str, str], Score]:
    """Return the scores of a series by what is measured and the threshold."""
    from budgetkg.linking import propose

    candidates = propose(store).candidates
    truth = truth_of(documents)
    found = {("notice", "read"): measure_readings(readings_of(documents), readings_in(store))}
    ways = {f">= {threshold}": _at(threshold) for threshold in _THRESHOLDS}
    ways["by itself"] = lambda one: one.sure
    for kind, joining in _KINDS.items():
        for way, wanted in ways.items():
            pairs = pairs_of(candidates, joining, wanted)
            found[kind, way] = measure(truth, kind, pairs)
    return found


def built(documents: Sequence[Printed], folder: Path) -> Store:
    """Return a store of a series."""
    write_series(documents, folder / "documents")
    report = build([folder / "documents"], folder / "store")
    assert not report.failures, report.failures
    return open_store(folder / "store")


def _summed(scores: Sequence[Score]) -> Score:
    return Score(
        sum(one.right for one in scores),
        tuple(wrong for one in scores for wrong in one.wrong),
        sum(one.found for one in scores),
        sum(one.wanted for one in scores),
        tuple(missing for one in scores for missing in one.missing),
    )


def _line(kind: str, way: str, score: Score) -> str:
    made = score.right + len(score.wrong)
    return (
        f"{kind:11} {way:10} {score.precision:9.3f} {score.recall:7.3f} {score.right:6} of {made:<5}"
        f" {score.found:6} of {score.wanted}"
    )


def _shown(scores: dict[tuple[str, str], Score]) -> None:
    print(f"{'kind':11} {'links':10} {'precision':>9} {'recall':>7} {'right':>15} {'found':>9}")
    for (kind, way), score in scores.items():
        print(_line(kind, way, score))


def _errors(scores: dict[tuple[str, str], Score]) -> None:
    """Print each error once, with the surest links that still have it."""
    wrong: dict[tuple[str, str], list[str]] = {}
    missing: dict[tuple[str, str], list[str]] = {}
    for (kind, way), score in scores.items():
        for one in score.wrong:
            wrong.setdefault((kind, str(one)), []).append(way)
        for one in score.missing:
            missing.setdefault((kind, str(one)), []).append(way)
    for title, errors in (("wrong", wrong), ("missing", missing)):
        for (kind, text), ways in errors.items():
            which = ways[-1] if title == "wrong" else "always" if _always(scores, kind, ways) else ways[0]
            print(f"  {title:8} {kind:11} {which:10} {text.replace('https://w3id.org/budgetkg/id/', '')}")


def _always(scores: dict[tuple[str, str], Score], kind: str, ways: Sequence[str]) -> bool:
    return len(ways) == sum(one == kind for one, _ in scores)


def main(seeds: Sequence[int]) -> None:
    """Print the scores of each series, its errors, and all series together."""
    series = {"samples/two-districts": Plan()} if not seeds else {}
    series |= {f"seed {seed}": Plan(seed=seed) for seed in seeds or _SEEDS}
    collected: dict[tuple[str, str], list[Score]] = {}
    for name, plan in series.items():
        documents = make_series(plan)
        with tempfile.TemporaryDirectory() as folder, built(documents, Path(folder)) as store:
            scores = scores_of(documents, store)
        print(f"\n== {name}: {len(documents)} documents")
        _shown(scores)
        _errors(scores)
        for key, score in scores.items():
            collected.setdefault(key, []).append(score)
    if len(series) > 1:
        print(f"\n== all {len(series)} series")
        _shown({key: _summed(found) for key, found in collected.items()})


if __name__ == "__main__":
    main([int(argument) for argument in sys.argv[1:]])
