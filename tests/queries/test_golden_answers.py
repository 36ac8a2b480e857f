"""The answers of every saved query on the sample documents, as CSV that a person can read."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from budgetkg.catalog import load_catalog, run
from budgetkg.catalog.formats import to_csv
from budgetkg.documents import read
from budgetkg.parsing import parse
from budgetkg.results import Solutions
from budgetkg.store import Store

CATALOG = load_catalog()
GOLDEN = Path(__file__).parent / "golden"
SAMPLES = ("fengfeng-550-2024", "wenlv-588-2024")

CASES = [(sample, name) for sample in SAMPLES for name in CATALOG]


@pytest.mark.parametrize(("sample", "name"), CASES, ids=[f"{sample}-{name}" for sample, name in CASES])
def test_the_answer_is_as_before(
    sample: str,
    name: str,
    sample_stores: Callable[[str], Store],
    asked: Callable[[str, str], dict[str, str]],
    golden: Callable[[str, Path], None],
) -> None:
    answer = run(sample_stores(sample), CATALOG[name], asked(sample, name), inferred=True)
    assert answer.variables == CATALOG[name].columns
    golden(to_csv(answer).replace("\r\n", "\n"), GOLDEN / sample / f"{name}.csv")


def test_samples_are_those_that_are_there(sample_documents: list[Path]) -> None:
    assert {file.stem for file in sample_documents} == set(SAMPLES)


def test_every_example_works_on_the_first_sample(sample_stores: Callable[[str], Store]) -> None:
    store = sample_stores(SAMPLES[0])
    for query in CATALOG.values():
        for parameter in query.params:
            given = {other.name: other.example for other in query.params if other.required}
            answer = run(store, query, {**given, parameter.name: parameter.example}, inferred=True)
            assert answer.rows, f"{query.name} {parameter.name}"


def _column(answer: Solutions, name: str) -> list[Decimal]:
    place = answer.variables.index(name)
    terms = [row[place] for row in answer.rows]
    return [term.number for term in terms if term is not None and term.number is not None]


@pytest.mark.parametrize("sample", SAMPLES)
def test_figures_are_those_of_the_records(
    sample: str, sample_documents: list[Path], sample_stores: Callable[[str], Store]
) -> None:
    """The same figures, once through the graph and once from the records without SPARQL."""
    records = parse(read(next(file for file in sample_documents if file.stem == sample)))
    store = sample_stores(sample)
    forms = [project.amounts.get("total") for project in records.projects]
    wanted = [Decimal(figure.text) * 10_000 for figure in forms if figure is not None]
    assert sorted(_column(run(store, CATALOG["project-sheet"], {}), "amount")) == sorted(wanted)

    expenditure = next(table for table in records.tables if table.id == "expenditure")
    for level, length in (("类", 3), ("款", 5), ("项", 7)):
        rows = [row for row in expenditure.rows if row.code and len(row.code) == length]
        printed = [row.amounts.get("total") for row in rows]
        answer = run(store, CATALOG["expenditure-by-function"], {"level": level})
        assert len(answer.rows) == len(rows)
        assert _column(answer, "total") == [
            Decimal(cell.text) * 10_000 for cell in printed if cell is not None
        ]

    basic = next(table for table in records.tables if table.id == "basic")
    details = [row.amounts.get("total") for row in basic.rows if row.role == "detail" and row.code]
    wanted = [Decimal(cell.text) * 10_000 for cell in details if cell is not None]
    found = _column(run(store, CATALOG["basic-expenditure-by-item"], {}), "total")
    assert sorted(found) == sorted(wanted)

    items = [item for unit in records.procurement.units for item in unit.items]
    assert len(run(store, CATALOG["procurement"], {}).rows) == len(items)
    assert len(run(store, CATALOG["units"], {}).rows) == len(records.units)
    assert len(run(store, CATALOG["glossary"], {}).rows) == len(records.glossary)
    assert len(run(store, CATALOG["reading-problems"], {}).rows) >= len(records.problems)
