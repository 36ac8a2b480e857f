"""The head of a saved query: what it must have, and what is refused."""

from pathlib import Path

import pytest

from budgetkg.catalog import Parameter, find_query, load_catalog, with_own
from budgetkg.errors import QueryError, QueryUnknownError, UsageError

GOOD = """#+ summary: Projects by name
#+ summary-zh: 按名称查项目
#+ answers: E25 Project sheet.
#+ answers: E26 Biggest projects.
#+ group: projects
#+ param: name string optional 甲 项目
#+ param: level 类|款 optional=类 款
#+ columns: project total
#+ units: total 元
#+ note: First.
#+ note: Second.
SELECT ?project ?total WHERE {
  # bind: g
  GRAPH ?g {
    # bind: name
    # bind: level
    ?project ?name ?total
  }
}
"""


def _catalog(tmp_path: Path, text: str) -> Path:
    (tmp_path / "one.rq").write_text(text, encoding="utf-8")
    return tmp_path


def test_the_head_is_read(tmp_path: Path) -> None:
    query = load_catalog(_catalog(tmp_path, GOOD))["one"]
    assert (query.summary_en, query.summary_zh, query.group) == (
        "Projects by name",
        "按名称查项目",
        "projects",
    )
    assert query.answers == ("E25 Project sheet.", "E26 Biggest projects.")
    assert query.params == (
        Parameter("name", "string", False, "甲 项目"),
        Parameter("level", "choice", False, "款", "类", ("类", "款")),
    )
    assert query.columns == ("project", "total")
    assert query.units == {"total": "元"}
    assert query.notes == ("First.", "Second.")
    assert query.markers == ("g", "name", "level")
    assert query.body.startswith("SELECT")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("#+ group: projects\n", "", "lacks or repeats group"),
        ("#+ group: projects\n", "#+ group: a\n#+ group: b\n", "lacks or repeats group"),
        ("#+ note: First.", "#+ remark: First.", "cannot read the head line"),
        ("string optional", "text optional", "cannot read the parameter line"),
        ("string optional", "string perhaps", "cannot read the parameter line"),
        ("    # bind: name\n", "", "parameters and markers differ: name"),
        (
            "    # bind: name\n",
            "    # bind: name\n    # bind: other\n",
            "parameters and markers differ: other",
        ),
        ("  # bind: g\n", "", "parameters and markers differ: g"),
        ("#+ units: total 元", "#+ units: sum 元", "units of unknown columns: sum"),
        ("#+ units: total 元", "#+ units: total", "cannot read the units"),
    ],
)
def test_a_wrong_head_is_refused(tmp_path: Path, old: str, new: str, said: str) -> None:
    with pytest.raises(QueryError, match=said) as caught:
        load_catalog(_catalog(tmp_path, GOOD.replace(old, new)))
    assert caught.value.place == "one.rq"


def test_an_unknown_name_is_answered_with_near_ones() -> None:
    with pytest.raises(QueryUnknownError) as caught:
        find_query(load_catalog(), "project-by-notices")
    assert "projects-by-notice" in caught.value.en
    assert "projects-by-notice" in caught.value.zh


def test_a_name_like_no_other_gets_no_advice() -> None:
    with pytest.raises(QueryUnknownError) as caught:
        find_query(load_catalog(), "zzzzzz")
    assert caught.value.en == "no saved query is named 'zzzzzz'"


def test_a_query_of_ones_own_needs_no_head(tmp_path: Path) -> None:
    (tmp_path / "bare.rq").write_text("\ufeffSELECT ?s WHERE { ?s ?p ?o }", encoding="utf-8")
    (tmp_path / "short.rq").write_text("#+ summary: Mine\n#+ units: n 元\nSELECT ?n {}", encoding="utf-8")
    catalog = with_own(load_catalog(), tmp_path)
    bare, short = catalog["bare"], catalog["short"]
    assert (bare.summary_en, bare.group, bare.columns, bare.params) == ("bare", "own", (), ())
    assert (short.summary_zh, short.summary_en, short.units) == ("Mine", "Mine", {"n": "元"})
    assert set(catalog) == {*load_catalog(), "bare", "short"}


def test_ones_own_parameters_are_checked_like_ours(tmp_path: Path) -> None:
    text = "#+ param: name string optional x\nSELECT ?s WHERE { ?s ?p ?o }"
    (tmp_path / "one.rq").write_text(text, encoding="utf-8")
    with pytest.raises(QueryError) as caught:
        with_own({}, tmp_path)
    assert caught.value.en == "parameters and markers differ: name"


def test_a_folder_without_queries_is_an_error(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(UsageError):
            with_own({}, folder)
