"""Inferred units and accounts against the truth, on invented departments, and what a document explains.

Run it as `python -m benchmarks.inference [DOCUMENT]`. Invented departments of several kinds (forms in the
order of the units or in any, with hints or without, rounded figures or whole ones) are judged by the
share of right answers, by confidence and by whether an account is said to be unique; wrong answers of a
confidence of 0.9 and more are listed. Of a document without known truth it says what can be proved: how
many accounts are unique, which sums are explained, how many answers are how sure.
"""

import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks import with_tests
from budgetkg.documents import read
from budgetkg.documents.text import from_bytes
from budgetkg.inference import infer
from budgetkg.model import Records
from budgetkg.model.inferred import Inferences
from budgetkg.parsing import parse

with_tests()

from disclosures import Recipe, Sizes  # noqa: E402
from disclosures.carriers import Carriers  # noqa: E402

__all__ = ["main"]

_SEEDS = range(1000, 1020)
_SURE = 0.9
_BANDS = ((0.0, 0.5), (0.5, 0.7), (0.7, 0.9), (0.9, 1.0))

#: Kinds of departments: how they tell their units, and how their money is.
_KINDS = {
    "in order, half with hints, rounded": (Carriers(0.0, short=0.5, passed_on=True), Sizes(12), 3),
    "in order, no hints, rounded": (Carriers(0.0, short=0.0, passed_on=True), Sizes(12), 3),
    "nearly in order, few hints, whole": (Carriers(0.05, short=0.3, strays=0.1), Sizes(20, grain=100), 5),
    "any order, short names, rounded": (Carriers(), Sizes(6), 3),
    "any order, full names, round money": (Carriers(full=0.5, short=0.0), Sizes(12, grain=10_000), 4),
    "any order, no hints, round money": (Carriers(short=0.0), Sizes(25, grain=50_000), 6),
}


@dataclass
class _Answers:
    """Best answers: confidence and whether right."""

    given: list[tuple[float, bool]] = field(default_factory=list)

    def line(self) -> str:
        parts = [f"{sum(right for _, right in self.given)}/{len(self.given)} right"]
        for low, high in _BANDS:
            inside = [right for confidence, right in self.given if low <= confidence < high]
            if inside:
                parts.append(f"{low:.1f}–{high:.1f}: {sum(inside)}/{len(inside)}")
        return "; ".join(parts)


def main(arguments: Sequence[str]) -> None:
    """Print what inference gets right."""
    for name, (carriers, sizes, units) in _KINDS.items():
        divisions = ("130406", "130204", "130503", "130682")
        recipes = [
            Recipe(seed, sizes, units=units, carriers=carriers, division=divisions[seed % 4])
            for seed in _SEEDS
        ]
        _judge(name, recipes)
    for argument in arguments:
        _describe(parse(read(Path(argument))))


def _judge(name: str, recipes: Iterable[Recipe]) -> None:
    units, accounts, unique, wrong, seconds = _Answers(), _Answers(), _Answers(), [], 0.0
    for recipe in recipes:
        records = parse(from_bytes(recipe.text.encode(), "made.txt"))
        truth = {form.code: form for form in recipe.budget.forms}
        start = time.perf_counter()
        found = infer(records)
        seconds += time.perf_counter() - start
        for kind, form, target, confidence in _best(records, found):
            made = truth[records.projects[form - 1].code or ""]
            expected = made.unit if kind == "unit" else made.account
            right = target == expected
            (units if kind == "unit" else accounts).given.append((confidence, right))
            if not right and confidence >= _SURE:
                wrong.append(f"    seed {recipe.seed}, {made.name}: {target} for {expected} ({confidence})")
        for proposals in found.accounts:
            if proposals.unique:
                made = truth[records.projects[proposals.form - 1].code or ""]
                unique.given.append((1.0, proposals.ranked[0].target == made.account))
    print(f"{name}: {seconds / len(_SEEDS) * 1000:.0f} ms a document")
    print(f"  units: {units.line()}")
    print(f"  accounts: {accounts.line()}; said to be unique: {unique.line()}")
    print("\n".join(wrong[:20]) if wrong else "    none of a confidence of 0.9 is wrong")


def _best(records: Records, found: Inferences) -> Iterable[tuple[str, int, str, float]]:
    for proposals in found.units:
        best = proposals.ranked[0]
        yield "unit", proposals.form, records.units[int(best.target) - 1].name, float(best.confidence)
    for proposals in found.accounts:
        best = proposals.ranked[0]
        yield "account", proposals.form, best.target, float(best.confidence)


def _describe(records: Records) -> None:
    start = time.perf_counter()
    found = infer(records)
    print(f"{records.document.title}: {time.perf_counter() - start:.1f} s")
    print(f"  forms: {len(records.projects)}")
    for kind, proposals in (("units", found.units), ("accounts", found.accounts)):
        best = [float(one.ranked[0].confidence) for one in proposals]
        bands = (f"{low:.1f}–{high:.1f}: {sum(low <= one < high for one in best)}" for low, high in _BANDS)
        print(f"  {kind}: {len(best)} proposed; {'; '.join(bands)}")
    unique = [one.unique for one in found.accounts]
    print(f"  accounts that the sums allow alone: {unique.count(True)}; of several: {unique.count(False)}")
    met = [one for one in found.sums if one.printed == one.found]
    print(
        f"  printed cells of project expenditure explained to the last digit: {len(met)} of {len(found.sums)}"
    )


if __name__ == "__main__":
    main(sys.argv[1:])
