"""The chain: what is read goes into the store, what fails is listed, nothing is written for nothing."""

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from budgetkg.build import build, expand
from budgetkg.documents import Source
from budgetkg.errors import NotADisclosureError, ReadingEndedError, StoreError, UsageError
from budgetkg.model import Column, Department, Document, Figure, Records, Row, Table, Where
from budgetkg.namespaces import BASE, CODES_GRAPH, graphs_of
from budgetkg.store import open_store

HERE = Where(1, 1)


def records_of(code: str, amount: str = "1.50", unit: str | None = "万元") -> Records:
    row = Row(1, "201", "甲", {"total": Figure(amount, amount), "basic": None}, HERE)
    table = Table(
        "expenditure", "支出总表", unit, (Column("total", "合计"),), (row,), None, HERE, "functional"
    )
    return Records(
        document=Document("a.txt", "00", f"部门{code}预算", 2024, "demo", None, HERE),
        department=Department(code, f"部门{code}", "130499", HERE),
        tables=(table,),
        lines=("甲\t1.50",),
    )


@pytest.fixture(autouse=True)
def parse_by_first_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand in for the parser: a file says `CODE AMOUNT UNIT`, or that it is none of ours."""

    def parse(source: Source, *, layout: str = "demo", division: str | None = None) -> Records:
        words = source.lines[0].text.split()
        if words[0] == "bad":
            raise NotADisclosureError("不是预算", "no disclosure", source.file)
        made = records_of(*words)
        return replace(made, document=replace(made.document, layout=layout))

    monkeypatch.setattr("budgetkg.parsing.parse", parse)


def write(folder: Path, **files: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


def state(folder: Path) -> dict[str, tuple[int, int]]:
    return {file.name: (file.stat().st_size, file.stat().st_mtime_ns) for file in folder.iterdir()}


def test_documents_go_into_graphs_of_their_own_beside_the_codes(tmp_path: Path) -> None:
    source, path = write(tmp_path / "in", a="901", b="902"), tmp_path / "kg"
    report = build([source], path)
    first, second = report.documents
    assert report.failures == ()
    assert first.document == f"{BASE}/id/doc/130499-901-2024-budget"
    assert (first.title, first.path.name, first.changed) == ("部门901预算", "a.txt", True)
    assert (first.counts["tables"], first.counts["rows"], first.counts["numbers"]) == (1, 1, 1)
    assert first.problems == ()
    with open_store(path) as store:
        assert store.graphs() == sorted([f"{first.document}/graph", f"{second.document}/graph", CODES_GRAPH])
        assert store.count(f"{first.document}/graph") == first.quads


def test_building_twice_writes_nothing(tmp_path: Path) -> None:
    source, path = write(tmp_path / "in", a="901"), tmp_path / "kg"
    build([source], path)
    before = state(path)
    report = build([source], path)
    assert [built.changed for built in report.documents] == [False]
    assert state(path) == before


def test_a_changed_document_replaces_its_graph_alone(tmp_path: Path) -> None:
    source, path = write(tmp_path / "in", a="901 1.50", b="902 3"), tmp_path / "kg"
    build([source], path)
    write(source, a="901 2.50")
    report = build([source], path)
    assert [built.changed for built in report.documents] == [True, False]
    with open_store(path) as store:
        lines = "\n".join(store.quads(f"{report.documents[0].document}/graph"))
    assert '"25000"' in lines
    assert '"15000"' not in lines


def test_one_failing_document_does_not_stop_the_others(tmp_path: Path) -> None:
    source, path = write(tmp_path / "in", a="bad", b="901"), tmp_path / "kg"
    report = build([source, tmp_path / "missing.txt"], path)
    assert [built.path.name for built in report.documents] == ["b.txt"]
    assert [(file.name, error.code) for file, error in report.failures] == [
        ("a.txt", "BKG-E03"),
        ("missing.txt", "BKG-E01"),
    ]


def test_the_same_document_twice_is_a_failure_that_names_the_first(tmp_path: Path) -> None:
    source, path = write(tmp_path / "in", a="901 1", b="901 2"), tmp_path / "kg"
    report = build([source], path)
    assert [built.path.name for built in report.documents] == ["a.txt"]
    ((file, error),) = report.failures
    assert file.name == "b.txt"
    for text in (error.text("zh"), error.text("en")):
        assert str(source / "a.txt") in text
        assert report.documents[0].document in text


def test_nothing_usable_leaves_nothing_behind(tmp_path: Path) -> None:
    source, path = write(tmp_path / "in", a="bad"), tmp_path / "deep" / "kg"
    report = build([source], path)
    assert report.documents == ()
    assert len(report.failures) == 1
    assert not path.parent.exists()


def test_no_file_is_a_mistake_of_the_caller(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="file was found"):
        build([tmp_path], tmp_path / "kg")


def test_a_folder_that_is_no_store_is_not_written_into(tmp_path: Path) -> None:
    source = write(tmp_path / "in", a="901")
    with pytest.raises(StoreError, match="not a store"):
        build([source], source)
    assert [file.name for file in source.iterdir()] == ["a.txt"]


def test_problems_found_while_writing_are_reported(tmp_path: Path) -> None:
    source = write(tmp_path / "in", a="901 1 两")
    (built,) = build([source], tmp_path / "kg").documents
    assert [problem.code for problem in built.problems] == ["BKG-P20"]


def test_division_and_layout_hold_for_all(tmp_path: Path) -> None:
    source, path = write(tmp_path / "in", a="901"), tmp_path / "kg"
    (built,) = build([source], path, division="110101", layout="other").documents
    assert built.document == f"{BASE}/id/doc/110101-901-2024-budget"
    with open_store(path) as store:
        assert any('#layout> "other"' in line for line in store.quads(f"{built.document}/graph"))


def test_progress_is_told_before_each_document(tmp_path: Path) -> None:
    source = write(tmp_path / "in", a="901", b="bad", c="902")
    seen: list[tuple[str, int, int]] = []
    build([source], tmp_path / "kg", progress=lambda path, number, of: seen.append((path.name, number, of)))
    assert seen == [("a.txt", 1, 3), ("b.txt", 2, 3), ("c.txt", 3, 3)]


def test_inferred_quads_of_before_do_not_outlive_their_document(tmp_path: Path) -> None:
    source, path = write(tmp_path / "in", a="901 1"), tmp_path / "kg"
    (built,) = build([source], path).documents
    printed, inferred = graphs_of(built.document)
    with open_store(path) as store:
        store.replace(inferred, f'<{built.document}/x> <{BASE}/def#method> "old" <{inferred}> .')
    build([write(tmp_path / "in", a="901 2")], path)
    with open_store(path) as store:
        assert '"old"' not in "".join(store.quads(inferred))
        assert printed in store.graphs()


def test_processes_give_what_one_process_gives(
    tmp_path: Path, sample_documents: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()  # the processes parse for themselves
    (tmp_path / "bad.txt").write_text("这不是预算\n", encoding="utf-8")
    files = [*sample_documents, tmp_path / "bad.txt", tmp_path / "missing.txt", sample_documents[0]]
    steps: dict[int, list[str]] = {1: [], 3: []}
    one, three = (
        build(
            files,
            tmp_path / f"kg{jobs}",
            jobs=jobs,
            progress=lambda path, number, of, jobs=jobs: steps[jobs].append(f"{path.name} {number}/{of}"),
        )
        for jobs in steps
    )
    assert one.documents == three.documents
    assert [(path, error.text("zh")) for path, error in one.failures] == [
        (path, error.text("zh")) for path, error in three.failures
    ]
    assert [error.code for _, error in three.failures] == ["BKG-E03", "BKG-E01"]
    assert steps[1] == steps[3]
    with open_store(tmp_path / "kg1") as first, open_store(tmp_path / "kg3") as second:
        assert sorted(first.quads()) == sorted(second.quads())


def end_the_process(*_: object) -> None:
    os._exit(1)


def test_a_process_that_is_ended_is_told_with_its_document(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("budgetkg.build._made", end_the_process)
    source, path = write(tmp_path / "in", a="901", b="902"), tmp_path / "deep" / "kg"
    with pytest.raises(ReadingEndedError) as caught:
        build([source], path, jobs=2)
    assert caught.value.place == str(source / "a.txt")
    assert not path.parent.exists()


def test_the_number_of_processes_is_at_least_one(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="at least 1"):
        build([write(tmp_path / "in", a="901")], tmp_path / "kg", jobs=0)
    assert not (tmp_path / "kg").exists()


def names(paths: Sequence[Path], top: Path) -> list[str]:
    return [path.relative_to(top).as_posix() for path in paths]


def test_folders_and_patterns_are_expanded(tmp_path: Path) -> None:
    write(tmp_path, b="x", a="x")
    write(tmp_path / "sub", c="x")
    write(tmp_path / ".hidden", d="x")
    for name in (".e.txt", "f.md", "g.csv"):
        (tmp_path / name).write_text("x")
    assert names(expand([tmp_path]), tmp_path) == ["a.txt", "b.txt", "sub/c.txt"]
    assert names(expand([tmp_path / "b.txt", tmp_path]), tmp_path)[:2] == ["b.txt", "a.txt"]
    assert names(expand([tmp_path / "*.txt"]), tmp_path) == ["a.txt", "b.txt"]
    assert names(expand([tmp_path / "g.csv", tmp_path / "none.txt"]), tmp_path) == ["g.csv", "none.txt"]
