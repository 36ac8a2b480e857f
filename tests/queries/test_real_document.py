"""The published document: what its queries must answer. Skipped where the document is not here."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path

import pytest

from budgetkg.catalog import load_catalog, run
from budgetkg.results import Solutions
from budgetkg.store import Store, open_store

CATALOG = load_catalog()


@pytest.fixture(scope="module")
def real_store(real_document: Path, store_of: Callable[[Sequence[Path]], Path]) -> Store:
    return open_store(store_of([real_document]))


def _values(answer: Solutions, name: str) -> list[str | None]:
    place = answer.variables.index(name)
    return [term.value if term else None for row in answer.rows for term in [row[place]]]


def _sum(answer: Solutions, name: str) -> Decimal:
    return sum((Decimal(value) for value in _values(answer, name) if value is not None), Decimal(0))


def test_projects_by_notice(real_store: Store) -> None:
    answer = run(real_store, CATALOG["projects-by-notice"], {})
    assert answer.variables == (
        "notice",
        "title",
        "issuer_tier",
        "origin",
        "code",
        "project",
        "amount",
        "unit_text",
    )
    assert len(answer.rows) == 20
    assert set(_values(answer, "issuer_tier")) == {"市级"}
    assert None not in _values(answer, "title")


@pytest.mark.parametrize("printed", ["邯财教[2023]104号", "邯财教〔2023〕104号", "邯财教（2023）第104号"])
def test_one_notice(real_store: Store, printed: str) -> None:
    answer = run(real_store, CATALOG["projects-by-notice"], {"notice": printed})
    assert set(_values(answer, "notice")) == {"邯财教〔2023〕104号"}
    assert sorted(_values(answer, "amount"), key=str) == ["20000", "30000"]
    total = run(real_store, CATALOG["notices-by-amount"], {"notice": printed})
    assert [_values(total, name) for name in ("projects", "total", "without_amount")] == [
        ["2"],
        ["50000"],
        ["0"],
    ]


def test_every_form_is_a_row_and_the_sum_is_exact(real_store: Store) -> None:
    answer = run(real_store, CATALOG["project-sheet"], {})
    assert len(answer.rows) == 125
    assert _sum(answer, "amount") == Decimal("126920700")
    assert _sum(answer, "indicators") == 965
    assert _values(answer, "form_number") == [str(n) for n in range(1, 126)]


@pytest.mark.parametrize("level", ["类", "款", "项"])
def test_each_level_of_expenditure_holds_the_total(real_store: Store, level: str) -> None:
    answer = run(real_store, CATALOG["expenditure-by-function"], {"level": level})
    assert abs(_sum(answer, "total") - Decimal("153403300")) <= 100 * len(answer.rows)
    assert abs(_sum(answer, "basic") - Decimal("26482500")) <= 100 * len(answer.rows)


def test_basic_expenditure_adds_up(real_store: Store) -> None:
    answer = run(real_store, CATALOG["basic-expenditure-by-item"], {})
    assert abs(_sum(answer, "personnel") - Decimal("23993600")) <= 100 * len(answer.rows)
    assert abs(_sum(answer, "running") - Decimal("2488900")) <= 100 * len(answer.rows)


def test_three_public(real_store: Store) -> None:
    answer = run(real_store, CATALOG["three-public"], {})
    by_row = dict(zip(_values(answer, "row"), _values(answer, "total"), strict=True))
    assert (by_row["1"], by_row["6"]) == ("602600", "589000")
    assert "3" not in by_row


def test_counts(real_store: Store) -> None:
    counted = {"units": 23, "procurement": 16, "glossary": 10, "empty-tables": 1}
    assert {name: len(run(real_store, CATALOG[name], {}).rows) for name in counted} == counted


def test_source_of_a_form(real_store: Store, real_document: Path) -> None:
    answer = run(real_store, CATALOG["source-of"], {"entity": "13040624P00579710026C"})
    assert len(answer.rows) == 1
    lines = real_document.read_text(encoding="utf-8").split("\n")
    first, last = (int(str(_values(answer, name)[0])) for name in ("first_line", "last_line"))
    assert _values(answer, "lines") == ["\n".join(lines[first - 1 : last])]
    assert any("13040624P00579710026C" in line for line in lines[first - 1 : last])
