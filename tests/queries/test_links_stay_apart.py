"""Links to COFOG, GFS and between the economic lists are read by the queries about them, and by no other."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from budgetkg.catalog import SavedQuery, load_catalog, run
from budgetkg.namespaces import CODES_GRAPH
from budgetkg.resources import folder
from budgetkg.store import Store, open_store, turtle_triples

CATALOG = load_catalog()
#: The queries that are about a link; their notes say how sure it is.
ABOUT_LINKS = {"economic-crosswalk", "expenditure-by-cofog"}
FILES = sorted(folder("ontology").glob("link-*.ttl"))


@pytest.fixture(scope="module")
def with_links(all_documents: list[Path], store_of: Callable[[Sequence[Path]], Path]) -> Store:
    held = open_store(store_of(all_documents))
    return held.in_memory(held.graphs())


@pytest.fixture(scope="module")
def without_links(with_links: Store) -> Store:
    copy = with_links.in_memory(with_links.graphs())
    links = {line for file in FILES for line in turtle_triples(file.name, file.read_bytes())}
    lines = set(copy.quads(CODES_GRAPH))
    left = {line for line in lines if line.removesuffix(f" <{CODES_GRAPH}> .") not in links}
    assert len(lines) - len(left) > 500
    copy.replace(CODES_GRAPH, "\n".join(left))
    return copy


def test_each_link_says_how_it_was_made_and_how_sure_it_is() -> None:
    assert {file.name for file in FILES} == {"link-cofog.ttl", "link-economic.ttl", "link-gfs.ttl"}
    for file in FILES:
        text = file.read_text(encoding="utf-8")
        links = [block for block in text.split("\n\n") if "a xkos:ConceptAssociation" in block]
        assert links
        for block in links:
            for word in ("bkg:method ", "bkg:confidence 0.", "bkg:verification ", "bkg:mappingRelation "):
                assert word in block, block


@pytest.mark.parametrize("query", CATALOG.values(), ids=CATALOG.keys())
def test_no_other_query_reads_a_link(
    query: SavedQuery, with_links: Store, without_links: Store, asked: Callable[[str, str], dict[str, str]]
) -> None:
    given = asked("wenlv-588-2024", query.name)
    one, other = (run(store, query, given).rows for store in (with_links, without_links))
    if query.name in ABOUT_LINKS:
        assert one != other
    else:
        assert one == other
