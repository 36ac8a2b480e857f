"""`budgetkg export` in the formats that are tables and folders."""

import zipfile
from pathlib import Path

import pytest
from cli_running import Call


def test_a_folder_of_tables(call: Call, built: Path, place: Path) -> None:
    ran = call("export", "--format", "csv", "--nodes", "project, unit", "--store", built, "-o", "tables")
    assert (ran.code, ran.out, ran.err) == (0, "", "")
    assert sorted(file.name for file in (place / "tables").iterdir()) == [
        "csv-metadata.json",
        "project.csv",
        "unit.csv",
    ]


def test_one_table_on_stdout_and_in_a_file(call: Call, built: Path, place: Path) -> None:
    ran = call("export", "--format", "tsv", "--nodes", "department", "--store", built)
    assert ran.out.startswith("iri\tcode\tname\tdivision\r\n")
    call("export", "--format", "csv", "--nodes", "department", "--excel", "--store", built, "-o", "d.csv")
    assert (place / "d.csv").read_bytes().startswith(b"\xef\xbb\xbfiri,code,name,division\r\n")


def test_a_zip_and_a_workbook(call: Call, built: Path, place: Path) -> None:
    assert call("export", "--format", "fdp", "--store", built, "-o", "package.zip").code == 0
    with zipfile.ZipFile(place / "package.zip") as archive:
        assert "datapackage.json" in archive.namelist()
    assert call("export", "--format", "xlsx", "--nodes", "unit", "--store", built, "-o", "u.xlsx").code == 0
    assert zipfile.is_zipfile(place / "u.xlsx")


def test_the_list_names_every_format(call: Call) -> None:
    from budgetkg.export import EXPORTS

    listed = call("export", "--list").out
    assert all(f"| {name} " in listed for name in EXPORTS)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--format", "csv"], "several kinds"),
        (["--format", "neo4j"], "this format is a folder"),
        (["--format", "csv", "--nodes", "projects", "-o", "x"], "unknown kind 'projects'"),
        (["--format", "turtle", "--nodes", "project"], "has no option --nodes"),
        (["--format", "xlsx", "--no-codes"], "has no option --codes"),
        (["--format", "csv", "-o", "samples"], "other files are in this folder"),
        (["--format", "csv", "-o", "no/where"], "cannot be written"),
    ],
)
def test_what_cannot_be_is_told(call: Call, built: Path, arguments: list[str], message: str) -> None:
    ran = call("--lang", "en", "export", *arguments, "--store", built)
    assert ran.code == 2
    assert message in ran.err
