"""Every .ttl can be read by both engines, and one prefix means one thing in the whole house."""

import re
from pathlib import Path

import pyoxigraph
import pytest
from rdflib import OWL, RDF, SH, BNode, Graph, URIRef
from rdflib.compare import isomorphic

from budgetkg.namespaces import BASE, BKG, PREFIXES

ROOT = Path(__file__).parents[2]
TURTLE = sorted(path for folder in ("ontology", "shapes") for path in (ROOT / folder).rglob("*.ttl"))
QUERIES = sorted((ROOT / "queries").rglob("*.rq"))
PREFIX_LINE = re.compile(r"^\s*(?:@prefix|PREFIX)\s+([\w-]*):\s*<([^>]*)>", re.MULTILINE | re.IGNORECASE)
#: SHACL writes lists and paths with nodes that cannot be named; shapes themselves have names.
SHACL_SYNTAX = {
    RDF.first,
    RDF.rest,
    *(SH[path] for path in ("inversePath", "alternativePath", "zeroOrMorePath", "oneOrMorePath")),
    SH.zeroOrOnePath,
}
#: Anything that looks like an address of this project.
OUR_BASE = re.compile(r"https?://[^\s<>\"]*budgetkg[^\s<>\"]*")


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_there_are_files_to_check() -> None:
    assert len(TURTLE) >= 10


@pytest.mark.parametrize("path", TURTLE, ids=name)
def test_both_engines_read_the_same_triples(path: Path) -> None:
    ours = Graph().parse(path)
    theirs = list(pyoxigraph.parse(path=str(path), format=pyoxigraph.RdfFormat.TURTLE))
    assert len(ours) == len(set(theirs)) > 0
    lines = "\n".join(f"{quad.triple} ." for quad in theirs)
    assert isomorphic(ours, Graph().parse(data=lines, format="nt"))


@pytest.mark.parametrize("path", TURTLE, ids=name)
def test_no_blank_nodes_but_lists_and_paths_of_shapes(path: Path) -> None:
    graph = Graph().parse(path)
    unnamed = {s for s in graph.subjects() if isinstance(s, BNode)}
    allowed = SHACL_SYNTAX if path.relative_to(ROOT).parts[0] == "shapes" else set()
    assert {p for s in unnamed for p in graph.predicates(s)} <= allowed
    assert not [o for o in graph.objects() if isinstance(o, BNode) and o not in unnamed]


@pytest.mark.parametrize("path", TURTLE + QUERIES, ids=name)
def test_prefixes_are_those_of_the_namespaces_module(path: Path) -> None:
    declared = PREFIX_LINE.findall(path.read_text(encoding="utf-8"))
    assert declared
    assert {(prefix, PREFIXES.get(prefix)) for prefix, _ in declared} == set(declared)


@pytest.mark.parametrize("path", TURTLE + QUERIES, ids=name)
def test_no_foreign_base(path: Path) -> None:
    found = OUR_BASE.findall(path.read_text(encoding="utf-8").replace("[.]", "."))  # patterns escape it
    assert not [iri for iri in found if not iri.startswith(BASE)]


@pytest.mark.parametrize("path", TURTLE, ids=name)
def test_nothing_is_imported_or_made_equivalent(path: Path) -> None:
    graph = Graph().parse(path)
    banned = {OWL.imports, OWL.sameAs, OWL.equivalentClass, OWL.equivalentProperty}
    assert banned.isdisjoint(graph.predicates())


def test_shapes_use_only_described_terms(described: set[str]) -> None:
    graph = Graph()
    for path in TURTLE:
        if path.relative_to(ROOT).parts[0] == "shapes":
            graph.parse(path)
    used = {str(term) for triple in graph for term in triple if isinstance(term, URIRef)}
    own = {str(subject) for subject in graph.subjects()}
    assert {iri for iri in used if iri.startswith(BKG)} - described - own == set()


def test_queries_use_only_described_terms(described: set[str]) -> None:
    used = set()
    for path in QUERIES:
        lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
        text = re.sub(r'"(?:[^"\\]|\\.)*"', '""', "\n".join(lines))
        used |= {BKG + local for local in re.findall(r"\bbkg:([\w-]+)", text)}
    assert used - described == set()
