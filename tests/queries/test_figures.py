"""Every saved query against figures that are computed from the records without SPARQL."""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import pytest

from budgetkg.catalog import load_catalog, run
from budgetkg.documents import read
from budgetkg.model import Records
from budgetkg.parsing import parse
from budgetkg.results import Solutions
from budgetkg.store import Store

CATALOG = load_catalog()
SAMPLES = ("fengfeng-550-2024", "wenlv-588-2024")

#: A check takes the records of one document and the answer of the query on a store that holds it alone.
Check = Callable[[Records, Solutions], None]


def _checks() -> dict[str, Check]:
    found: dict[str, Check] = {}
    for file in sorted(Path(__file__).parent.glob("figures_*.py")):
        found |= import_module(file.stem).FIGURES
    return found


FIGURES = _checks()


@pytest.fixture(scope="session")
def records_of(sample_documents: list[Path]) -> Callable[[str], Records]:
    known: dict[str, Records] = {}

    def records(sample: str) -> Records:
        if sample not in known:
            known[sample] = parse(read(next(file for file in sample_documents if file.stem == sample)))
        return known[sample]

    return records


def test_every_query_has_independent_figures() -> None:
    assert set(FIGURES) == set(CATALOG)


CASES = [(sample, name) for sample in SAMPLES for name in FIGURES]


@pytest.mark.parametrize(("sample", "name"), CASES, ids=[f"{sample}-{name}" for sample, name in CASES])
def test_the_answer_agrees_with_the_records(
    sample: str,
    name: str,
    records_of: Callable[[str], Records],
    sample_stores: Callable[[str], Store],
    asked: Callable[[str, str], dict[str, str]],
) -> None:
    answer = run(sample_stores(sample), CATALOG[name], asked(sample, name), inferred=True)
    FIGURES[name](records_of(sample), answer)
