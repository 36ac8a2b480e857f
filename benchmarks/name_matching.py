"""How well names are matched: each scorer at each threshold, then our links with all their evidence.

Invented departments in two years, with known truth (`benchmarks/invented_names.py`). A scorer alone sees
the names that only one of the two years has, and takes the best assignment above its threshold.
"""

import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from itertools import pairwise

import networkx as nx
from rapidfuzz import fuzz
from rapidfuzz.distance import JaroWinkler, Levenshtein

from benchmarks.invented_names import Case, project_cases, unit_cases
from budgetkg.linking.evidence import Candidate
from budgetkg.linking.names import core, places_of
from budgetkg.linking.project_names import bare_name
from budgetkg.linking.projects import recoded_projects
from budgetkg.linking.units import renamed_units

Scorer = Callable[[str, str], float]
Pair = tuple[str, str]


def bigrams(one: str, other: str) -> float:
    """Dice coefficient of the pairs of neighbouring signs."""
    first, second = (Counter(pairwise(text)) for text in (f"^{one}$", f"^{other}$"))
    return 2 * (first & second).total() / (first.total() + second.total())


SCORERS: dict[str, Scorer] = {
    "rapidfuzz ratio": lambda a, b: fuzz.ratio(a, b) / 100,
    "rapidfuzz partial ratio": lambda a, b: fuzz.partial_ratio(a, b) / 100,
    "rapidfuzz WRatio": lambda a, b: fuzz.WRatio(a, b) / 100,
    "Levenshtein": Levenshtein.normalized_similarity,
    "Jaro-Winkler": JaroWinkler.similarity,
    "bigrams (Dice)": bigrams,
}
THRESHOLDS = (0.5, 0.6, 0.7, 0.8, 0.9)


def leftovers(case: Case) -> tuple[dict[str, str], dict[str, str]]:
    """Return the names by IRI that only the newer and only the older year has, without place and year."""
    newer: dict[str, str] = {}
    older: dict[str, str] = {}
    places = places_of([unit.name for unit in case.units] + [case.department.name])
    hints = {form.hint for project in case.projects for form in project.forms if form.hint}
    things = [(u.iri, core(u.name, places), [row.document.year for row in u.rows]) for u in case.units]
    things += [
        (p.iri, bare_name(p.forms[0].name, hints), [form.document.year for form in p.forms])
        for p in case.projects
    ]
    for iri, name, years in things:
        if len(years) == 1:
            (newer if years[0] == 2024 else older)[iri] = name
    return newer, older


def assigned(case: Case, scorer: Scorer) -> list[tuple[float, Pair]]:
    """Return the best assignment by a scorer alone, with scores."""
    newer, older = leftovers(case)
    graph: nx.Graph[tuple[str, str]] = nx.Graph()
    for new, name in newer.items():
        for old, before in older.items():
            score = scorer(name, before)
            if score >= min(THRESHOLDS):
                graph.add_edge(("newer", new), ("older", old), weight=score)
    pairs = []
    for one, other in nx.max_weight_matching(graph):
        first, second = sorted((one, other))
        pairs.append((graph.edges[one, other]["weight"], (first[1], second[1])))
    return pairs


def measured(found: Iterable[Pair], truth: set[Pair]) -> tuple[float, float, int]:
    """Return precision, recall and the number of wrong pairs."""
    listed = set(found)
    right = len(listed & truth)
    return right / max(len(listed), 1), right / max(len(truth), 1), len(listed) - right


def by_scorer(cases: Sequence[Case], truth: set[Pair]) -> None:
    print(f"{'scorer':26}" + "".join(f"  P/R at {threshold:<8}" for threshold in THRESHOLDS) + "  best F1")
    for name, scorer in SCORERS.items():
        pairs = [pair for case in cases for pair in assigned(case, scorer)]
        line, best = f"{name:26}", 0.0
        for threshold in THRESHOLDS:
            precision, recall, _ = measured((pair for score, pair in pairs if score >= threshold), truth)
            best = max(best, 2 * precision * recall / max(precision + recall, 1e-9))
            line += f"  {precision:.3f} / {recall:.3f} "
        print(f"{line}  {best:.3f}")


def by_confidence(candidates: Sequence[Candidate], truth: dict[Pair, str]) -> None:
    print("\nours: all evidence together")
    for least in (0.5, 0.8, 0.9, 0.95, 0.99):
        taken = [(c.subject, c.object) for c in candidates if c.confidence >= Decimal(str(least))]
        precision, recall, wrong = measured(taken, set(truth))
        print(
            f"  confidence ≥ {least:<5} P {precision:.4f}  R {recall:.4f}  pairs {len(taken)}, wrong {wrong}"
        )
    print("  how often a confidence is right:")
    bins = ((0.05, 0.5), (0.5, 0.8), (0.8, 0.95), (0.95, 0.99), (0.99, 1.01))
    for low, high in bins:
        inside = [c for c in candidates if low <= float(c.confidence) < high]
        if inside:
            right = sum((c.subject, c.object) in truth for c in inside)
            said = sum(float(c.confidence) for c in inside) / len(inside)
            share = right / len(inside)
            print(f"    {low:.2f}-{min(high, 1):.2f}: said {said:.3f}, right {share:.3f} of {len(inside)}")
    found: dict[str, list[bool]] = defaultdict(list)
    sure = {(c.subject, c.object) for c in candidates if c.confidence >= Decimal("0.95")}
    for pair, change in truth.items():
        found[change].append(pair in sure)
    print("  found at ≥ 0.95 by what became of the name:")
    for change, hits in sorted(found.items()):
        print(f"    {change:10} {sum(hits)} of {len(hits)}")
    by_signal: dict[str, list[bool]] = defaultdict(list)
    for c in candidates:
        by_signal[c.method].append((c.subject, c.object) in truth)
    print("  right by method: " + ", ".join(f"{m} {sum(h)}/{len(h)}" for m, h in sorted(by_signal.items())))


def errors(candidates: Sequence[Candidate], truth: dict[Pair, str], most: int) -> None:
    wrong = [c for c in candidates if c.confidence >= Decimal("0.95") and (c.subject, c.object) not in truth]
    print(f"  wrong at ≥ 0.95, {min(most, len(wrong))} of {len(wrong)}:")
    for c in wrong[:most]:
        print(f"    {c.object_label} → {c.subject_label}: {[(e.signal, e.weight) for e in c.evidence]}")


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 11
    for title, cases in (("units", unit_cases(seed, count)), ("projects", project_cases(seed, count // 3))):
        truth = {pair: change for case in cases for pair, change in (case.truth or {}).items()}
        print(f"\n== {title}: {len(cases)} departments, {len(truth)} things under a new name or code")
        by_scorer(cases, set(truth))
        candidates: list[Candidate] = []
        for case in cases:
            candidates += renamed_units([case.department], case.units) if case.units else []
            candidates += recoded_projects(case.projects)
        by_confidence(candidates, truth)
        errors(candidates, truth, 12)


if __name__ == "__main__":
    main()
