"""CONSTRUCT queries: parts of the graph in the shape that somebody else needs.

They are saved like the other queries, in a folder of their own; `columns` in their head are the
properties of what they make.
"""

import difflib
from collections.abc import Sequence
from pathlib import Path

from budgetkg import resources
from budgetkg.catalog.binding import Values, prepare
from budgetkg.catalog.saved import SavedQuery, load_catalog, own_query
from budgetkg.errors import QueryError, QueryUnknownError
from budgetkg.results import Answering

__all__ = ["construct", "find_construct", "load_constructs"]


def load_constructs() -> dict[str, SavedQuery]:
    """Return the saved CONSTRUCT queries by name. Raises QueryError where a head is wrong."""
    return load_catalog(resources.folder("queries") / "constructs")


def find_construct(name: str) -> SavedQuery:
    """Return a saved CONSTRUCT query by name, or the one in a file of one's own.

    Raises QueryUnknownError, which lists the names, and QueryError for a file that cannot be read.
    """
    known = load_constructs()
    if name in known:
        return known[name]
    if Path(name).is_file():
        return own_query(Path(name))
    near = difflib.get_close_matches(name, known, n=1, cutoff=0.5)
    listed = ", ".join(known)
    zh = f"；是否指 {near[0]}？" if near else ""
    en = f"; did you mean {near[0]}?" if near else ""
    raise QueryUnknownError(
        f"没有名为“{name}”的 CONSTRUCT 查询，也没有这个文件；可用 {listed}{zh}",
        f"no CONSTRUCT query and no file is named {name!r}; there are {listed}{en}",
    )


def construct(
    store: Answering, query: SavedQuery, values: Values, graphs: Sequence[str] | None = None
) -> str:
    """Return what a CONSTRUCT query makes, as sorted N-Triples.

    Raises ParameterError and the like as `run` does; QueryError where the query is of another form.
    """
    answer = store.query(prepare(store, query, values, graphs, local=True))
    if not isinstance(answer, str):
        raise QueryError(
            f"{query.name} 不是 CONSTRUCT 或 DESCRIBE 查询", f"{query.name} is no CONSTRUCT and no DESCRIBE"
        )
    return answer
