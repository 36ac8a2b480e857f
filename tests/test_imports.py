"""The import rule of the architecture: data flows one way, so left never imports right."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "budgetkg"

#: From left to right; modules of one rank do not import each other. Each imports what stands left of it.
RANKS: tuple[frozenset[str], ...] = (
    frozenset({"model"}),
    frozenset({"errors"}),
    frozenset({"namespaces", "resources", "divisions"}),
    frozenset({"closing", "results", "contract", "guard", "quads"}),
    frozenset({"shelf"}),
    frozenset({"documents", "values", "layouts"}),
    frozenset({"parsing"}),
    frozenset({"graph", "inference"}),
    frozenset({"store", "remote"}),
    frozenset({"entities"}),
    frozenset({"catalog", "network"}),
    frozenset({"validation", "holdings", "linking"}),
    frozenset({"explain", "notices"}),
    frozenset({"worker"}),
    frozenset({"assistant"}),
    frozenset({"export"}),
    frozenset({"build"}),
    frozenset({"api", "web"}),
    frozenset({"cli"}),
    frozenset({"__main__"}),
)
RANK = {name: rank for rank, names in enumerate(RANKS) for name in names}

MODULES = sorted(PACKAGE.rglob("*.py"))


def top(path: Path) -> str:
    """The first name below the package: budgetkg/parsing/forms.py → parsing."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported(path: Path) -> set[str]:
    """The names below `budgetkg` that a module imports, also inside its functions."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            names = [node.module or ""]
            if node.module == "budgetkg":
                names = [f"budgetkg.{alias.name}" for alias in node.names]
        found |= {name.split(".")[1] for name in names if name.startswith("budgetkg.")}
    return found - {"__version__"}


def test_every_part_of_the_package_has_a_rank() -> None:
    assert {top(path) for path in MODULES} - {"__init__"} == set(RANK)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_left_never_imports_right(path: Path) -> None:
    if path.parent == PACKAGE and path.name == "__init__.py":
        assert imported(path) == {"api"}, "for type checkers alone"
        return
    own = top(path)
    wrong = {name for name in imported(path) if name != own and RANK[name] >= RANK[own]}
    assert not wrong, f"{own} must not import {sorted(wrong)}"


def test_the_graph_knows_nothing_of_parsing() -> None:
    known = {name for path in PACKAGE.glob("graph/*.py") for name in imported(path)}
    assert known <= {"graph", "model", "errors", "namespaces", "divisions"}


def test_only_the_store_and_the_graph_touch_the_engine() -> None:
    users = {top(path) for path in MODULES if "pyoxigraph" in path.read_text(encoding="utf-8")}
    assert users <= {"store", "graph"}


def test_heavy_libraries_are_imported_where_they_are_used() -> None:
    """Start-up counts: at the top of a module stands nothing that takes long to import."""
    heavy = {
        *("rdflib", "pyshacl", "networkx", "yaml", "pypinyin", "rich", "SPARQLWrapper", "pyarrow"),
        *("xlsxwriter", "matplotlib"),
    }
    for path in MODULES:
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not heavy & {name.split(".")[0] for name in names}, path


def test_servers_and_solvers_are_loaded_by_what_needs_them() -> None:
    """A server by the web, the web by the command that serves, a solver by what is inferred."""
    program = (
        "import sys, budgetkg.cli.app; "
        "print(*({'starlette', 'uvicorn', 'budgetkg.web', 'rapidfuzz', 'numpy', 'ortools'} & {*sys.modules}))"
    )
    loaded = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    assert loaded.stdout.split() == []
    users = {top(path) for path in MODULES if {"starlette", "uvicorn"} & foreign(path)}
    assert users == {"web"}
    assert {top(path) for path in MODULES if {"numpy", "ortools"} & foreign(path)} == {"inference"}


def foreign(path: Path) -> set[str]:
    """The libraries that a module imports, also inside its functions."""
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    names = [alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names]
    names += [node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)]
    return {name.split(".")[0] for name in names}
