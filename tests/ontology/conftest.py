"""The ontology files, read once: as text, as one graph, and as the set of what they describe."""

from pathlib import Path

import pytest
from rdflib import Graph, URIRef

ROOT = Path(__file__).parents[2]
ONTOLOGY_FILES = sorted((ROOT / "ontology").rglob("*.ttl"))


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def ontology_files() -> list[Path]:
    assert len(ONTOLOGY_FILES) >= 10
    return ONTOLOGY_FILES


@pytest.fixture(scope="session")
def ontology(ontology_files: list[Path]) -> Graph:
    graph = Graph()
    for path in ontology_files:
        graph.parse(path)
    return graph


@pytest.fixture(scope="session")
def described(ontology: Graph) -> set[str]:
    return {str(subject) for subject in ontology.subjects() if isinstance(subject, URIRef)}
