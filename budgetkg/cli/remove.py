"""`budgetkg remove`: takes documents out of the store, with what was inferred from them."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from budgetkg.cli.options import DepartmentOption, StoreOption, YearOption
from budgetkg.cli.talk import described, say, tell, warn

if TYPE_CHECKING:
    from budgetkg.store import Store

__all__ = ["HELP", "command"]

HELP = described(
    "从图谱库中移除文件，连同由其推断的内容：给出 IRI、标题、文件名、部门代码/年度，或含 * 的样式；"
    "也可按年度、部门移除。",
    "Take documents out of the store, with what was inferred from them. Give their IRI, title, file name, "
    "department code/year, or a pattern with *; or remove by year and department.",
    "budgetkg remove 588/2024",
    "budgetkg remove --department 588 --year 2022-2024 --dry-run",
)


def command(
    documents: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="DOCUMENT",
            help=say(
                "IRI、标题、文件名、代码/年度或含 * 的样式",
                "IRI, title, file name, code/year or a pattern with *",
            ),
        ),
    ] = None,
    year: YearOption = None,
    department: DepartmentOption = None,
    dry_run: Annotated[
        bool,
        typer.Option("--dry-run", help=say("只说明将移除什么", "only say what would be removed")),
    ] = False,
    store: StoreOption = Path("budgetkg.db"),
) -> None:
    """Remove the documents that are meant: all of them, or none where one cannot be told."""
    from budgetkg.catalog import documents_meant
    from budgetkg.cli.link import tell_waiting
    from budgetkg.linking import decisions_path, read_decisions, refresh
    from budgetkg.store import open_store

    decisions = decisions_path(store)
    read_decisions(decisions)  # a file that cannot be read stops the run before it writes
    with open_store(store) as held:
        found = [
            graph.removesuffix("/graph") for graph in documents_meant(held, documents or (), year, department)
        ]
        links = None
        if not dry_run:
            _remove(held, found)
            links = refresh(held, decisions)
    if links is not None:
        tell_waiting(links)
    head = say("将移除", "would remove") if dry_run else say("已移除", "removed")
    for document in found:
        warn(f"{head}{say('：', ': ')}{document}")
    if len(found) > 1:
        tell(f"共 {len(found)} 份文件", f"{len(found)} documents")


def _remove(held: "Store", documents: list[str]) -> None:
    from budgetkg.namespaces import graphs_of

    held.remove_many(graph for document in documents for graph in graphs_of(document))
