"""`budgetkg remove`: takes documents out of the store."""

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from budgetkg.cli.options import StoreOption
from budgetkg.cli.talk import described, say, tell
from budgetkg.errors import AmbiguousEntityError

if TYPE_CHECKING:
    from budgetkg.store import Store

__all__ = ["HELP", "command"]

HELP = described(
    "从图谱库中移除一份文件的图：给出 IRI、标题、文件名，或部门代码/年度。",
    "Take a document's graph out of the store. Give its IRI, title, file name, or department code/year.",
    "budgetkg remove 588/2024",
)

_CODE_AND_YEAR = re.compile(r"([^/\s]+)/((?:19|20)[0-9]{2})")


def command(
    document: Annotated[
        str,
        typer.Argument(
            metavar="DOCUMENT",
            help=say("IRI、标题、文件名或 代码/年度", "IRI, title, file name or code/year"),
        ),
    ],
    store: StoreOption = Path("budgetkg.db"),
) -> None:
    """Remove the one document that is meant."""
    from budgetkg.cli.link import tell_waiting
    from budgetkg.linking import decisions_path, read_decisions, refresh
    from budgetkg.store import open_store

    decisions = decisions_path(store)
    read_decisions(decisions)  # a file that cannot be read stops the run before it writes
    with open_store(store) as held:
        graph = _graph_meant(held, document)
        held.remove(graph)
        links = refresh(held, decisions)
    if links is not None:
        tell_waiting(links)
    tell(f"已移除：{graph.removesuffix('/graph')}", f"removed: {graph.removesuffix('/graph')}")


def _graph_meant(held: "Store", text: str) -> str:
    """Return the graph of the one document that a text means.

    Raises EntityUnknownError, or AmbiguousEntityError where several documents fit.
    """
    from budgetkg.catalog import select_graphs

    match = _CODE_AND_YEAR.fullmatch(text.strip())
    if match:
        graphs = select_graphs(held, department=match[1], year=int(match[2]))
    else:
        graphs = select_graphs(held, document=text)
    found = graphs or ()
    if len(found) != 1:
        listed = "\n  ".join(graph.removesuffix("/graph") for graph in found)
        raise AmbiguousEntityError(
            f"“{text}”可指 {len(found)} 份文件：\n  {listed}",
            f"{text!r} may be any of {len(found)} documents:\n  {listed}",
        )
    return found[0]
