"""`budgetkg build`: documents into the store."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from budgetkg.cli.options import DivisionOption, DocumentsArgument, LayoutOption, StoreOption
from budgetkg.cli.output import emit
from budgetkg.cli.talk import described, progress_bar, say, show_error, tell

if TYPE_CHECKING:
    from budgetkg.build import Built

__all__ = ["HELP", "command"]

HELP = described(
    "把文件读入图谱库。每份文件一个图，重建时整个替换；未变的文件不写入。",
    "Read documents into the store. Each has one graph, which is replaced whole; an unchanged document "
    "writes nothing.",
    "budgetkg build samples/*.txt --store budgetkg.db",
    "budgetkg build samples --jobs 2",
)


def command(
    documents: DocumentsArgument,
    store: StoreOption = Path("budgetkg.db"),
    division: DivisionOption = None,
    layout: LayoutOption = None,
    jobs: Annotated[
        int,
        typer.Option("--jobs", metavar="N", help=say("同时解析的进程数", "number of processes that parse")),
    ] = 1,
) -> None:
    """Build the graphs of documents and say what became of each."""
    from budgetkg.build import build
    from budgetkg.cli.reading import source_of

    with progress_bar("读取", "reading") as step:
        report = build(
            [Path(name) for name in documents],
            store,
            division=division,
            layout=layout,
            jobs=jobs,
            progress=step,
            reader=source_of,
        )
    emit("".join(_text(built) for built in report.documents))
    _show_left_over(report.documents)
    if report.links is not None:
        from budgetkg.cli.link import tell_waiting

        tell_waiting(report.links)
    for path, error in report.failures:
        show_error(error, str(path))
    if report.failures:
        done, all_ = len(report.documents), len(report.documents) + len(report.failures)
        tell(f"已读入 {done} 份，共 {all_} 份", f"{done} of {all_} documents were read")
    if not report.documents:
        raise typer.Exit(2)


def _text(built: "Built") -> str:
    from budgetkg.cli.reading import counted, problem_counts

    change = say("已写入", "written") if built.changed else say("未变", "unchanged")
    lines = [
        f"{built.path}: {built.title}",
        f"  {built.document}",
        f"  {say('读到', 'read')}: {'; '.join(counted(built.counts))}",
        f"  {say('图', 'graph')}: {change}, {built.quads} {say('条三元组', 'triples')}",
        f"  {say('未尽', 'left over')}: {problem_counts(built.problems)}",
    ]
    return "\n".join(lines) + "\n"


def _show_left_over(documents: tuple["Built", ...]) -> None:
    from budgetkg.cli.reading import show_problems

    for built in documents:
        show_problems(built.path, built.problems, ("error", "warning"))
