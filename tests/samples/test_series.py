"""The sample set of two districts: it is what its generator makes, and documents say what the truth says."""

import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from disclosures.series import Plan, files_of, make_series
from disclosures.series.spelling import SPELLINGS

from budgetkg.documents import from_bytes
from budgetkg.model import Records
from budgetkg.parsing import parse

FOLDER = Path(__file__).parents[2] / "samples" / "two-districts"
#: Series that are made for the test alone, beside the one that lies in the samples.
SEEDS = [1, 2, 3] if "BUDGETKG_EXAMPLES" not in os.environ else range(1, int(os.environ["BUDGETKG_EXAMPLES"]))
#: The set must stay small.
MOST_BYTES = 500_000


def compact(text: str) -> str:
    return "".join(text.split())


def rows(table: str, seed: int | None = None) -> Iterator[dict[str, str]]:
    """Yield the rows of one table of truth."""
    documents = make_series() if seed is None else make_series(Plan(seed=seed))
    head, *lines = files_of(documents)[f"truth/{table}.tsv"].splitlines()
    for line in lines:
        yield dict(zip(head.split("\t"), line.split("\t"), strict=True))


def test_the_files_are_what_the_generator_makes() -> None:
    """To make them again: `make samples`."""
    wanted = files_of(make_series())
    found = {
        path.relative_to(FOLDER).as_posix(): path.read_bytes().decode()
        for path in FOLDER.rglob("*")
        if path.is_file()
    }
    assert found.keys() == wanted.keys()
    assert [name for name, text in wanted.items() if found[name] != text] == []
    assert sum(len(text.encode()) for text in wanted.values()) < MOST_BYTES


def test_it_has_departments_years_and_districts_enough() -> None:
    own = [row for row in rows("documents") if not row["within"]]
    assert len({row["department"] for row in own}) >= 6
    assert {row["year"] for row in own} == {"2022", "2023", "2024"}
    assert {row["division"] for row in own} == set(Plan().divisions)
    assert len(own) >= 18


def test_everything_happens_that_links_must_cope_with() -> None:
    """Each kind of event takes place, and to more than one print: names or codes do change."""
    units, projects = list(rows("units")), list(rows("projects"))
    changed = {
        (row["unit"], row["event"]): {one["printed"] for one in units if one["unit"] == row["unit"]}
        for row in units
    }
    renamed = {event for (_, event), names in changed.items() if len(names) > 1}
    assert renamed >= {"expanded", "reworded", "renamed", "misprint", "office"}
    assert {row["event"] for row in units} >= {"near", "recoded", "new", "vanished", "same"}
    prints: dict[tuple[str, str], set[tuple[str, str]]] = {}
    for row in projects:
        prints.setdefault((row["project"], row["event"]), set()).add((row["code"], row["name"]))
    several = {event for (_, event), found in prints.items() if len(found) > 1}
    recoded = {"recoded", "recoded-reworded", "recoded-misprint", "dated", "misprinted-code"}
    assert several >= {*recoded, "renamed", "carried-over"}
    assert {row["event"] for row in projects} >= {"new", "vanished", "phases", "other-unit", "of-notice"}
    documents = list(rows("documents"))
    assert {row["event"] for row in documents} >= {"renamed", "recoded", "near", "own document"}
    assert {row["remarks"] for row in documents} >= {"restated", "account name", "unit misprinted"}


def test_notices_are_shared_in_every_spelling() -> None:
    found = list(rows("notices"))
    spellings = {word for row in found for word in row["spelling"].split()}
    assert spellings >= {*SPELLINGS, "shared-mark", "titled", "short-title", "misprint", "title-only"}
    files: dict[str, set[str]] = {}
    for row in found:
        files.setdefault(row["notice"], set()).add(row["file"])
    divisions = {notice: {name[:6] for name in names} for notice, names in files.items()}
    assert sum(len(names) > 1 for names in files.values()) > 10
    assert any(len(there) > 1 for there in divisions.values()), "no notice of the province is shared"
    misprinted = [row for row in found if row["spelling"] == "misprint"]
    assert all(row["number"] != row["notice"] for row in misprinted)


def test_the_same_names_stand_in_both_districts() -> None:
    units = {(row["file"][:6], row["printed"]): row["unit"] for row in rows("units")}
    first, second = Plan().divisions
    both = [name for division, name in units if division == first and (second, name) in units]
    assert both
    assert all(units[first, name] != units[second, name] for name in both)


@pytest.fixture(scope="module", params=[None, *SEEDS], ids=lambda seed: f"seed-{seed}")
def read(request: pytest.FixtureRequest) -> tuple[int | None, dict[str, Records]]:
    """The documents of a series as the program reads them."""
    documents = make_series() if request.param is None else make_series(Plan(seed=request.param))
    return request.param, {
        one.name: parse(from_bytes(one.text.encode(), f"{one.name}.txt")) for one in documents
    }


def test_documents_are_read_whole_as_the_truth_has_them(read: tuple[int | None, dict[str, Records]]) -> None:
    seed, found = read
    assert [
        problem for records in found.values() for problem in records.problems if problem.severity != "info"
    ] == []
    for row in rows("documents", seed):
        records = found[row["file"]]
        department = records.department
        assert (department.division_code, department.code, department.name) == (
            row["division"], row["code"], row["name"],
        )  # fmt: skip
        assert str(records.document.fiscal_year) == row["year"]
    units = Counter((name, unit.name) for name, records in found.items() for unit in records.units)
    listed = [row for row in rows("units", seed) if row["table"] == "institutions"]
    assert units == Counter((row["file"], row["printed"]) for row in listed)
    forms = Counter(
        (name, str(form.number), form.code, compact(form.name))
        for name, records in found.items()
        for form in records.projects
    )
    assert forms == Counter(
        (row["file"], row["form"], row["code"], compact(row["name"])) for row in rows("projects", seed)
    )


def test_what_a_unit_publishes_is_a_part_of_its_departments_budget() -> None:
    """The same projects with the same money, and less of everything else."""
    texts = {one.name: parse(from_bytes(one.text.encode(), f"{one.name}.txt")) for one in make_series()}
    parts = [(row["file"], row["within"]) for row in rows("documents") if row["within"]]
    assert parts
    for part, whole in parts:
        small, large = texts[part], texts[whole]
        amounts = {form.code: form.amounts["total"].text for form in large.projects if form.amounts["total"]}
        for form in small.projects:
            total = form.amounts["total"]
            assert total is not None
            assert amounts[form.code or ""] == total.text
        assert small.units[0].name in {unit.name for unit in large.units}
