"""`budgetkg export`: the store in the formats of other programs."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from budgetkg.cli.options import (
    DepartmentOption,
    DocumentOption,
    EndpointOption,
    StoreOption,
    TimeoutOption,
    YearOption,
    opened,
)
from budgetkg.cli.output import is_stdout, write_to
from budgetkg.cli.talk import described, say, tell
from budgetkg.errors import UsageError

if TYPE_CHECKING:
    from budgetkg.export import Export, Job
    from budgetkg.results import Answering

__all__ = ["HELP", "command"]

HELP = described(
    "导出图谱：RDF、表格、数据包、其他程序的图。--list 列出全部格式。",
    "Export the graph: as RDF, as tables, as a data package, as graphs for other programs. "
    "--list shows all formats.",
    "budgetkg export --format turtle -o budget.ttl",
    "budgetkg export --format jsonld --document wenlv-588-2024.txt --no-codes",
    "budgetkg export --format xlsx --nodes project,notice,unit -o budget.xlsx",
    "budgetkg export --format csv -o tables",
    "budgetkg export --format parquet -o tables.zip",
    "budgetkg export --format csv --nodes project --year 2024 -o projects.csv",
    "budgetkg export --format neo4j -o neo4j",
    "budgetkg export --format fdp -o package",
    "budgetkg export --format qb -o cube.ttl",
    "budgetkg export --construct organisation --format turtle -o organisation.ttl",
    "budgetkg export --construct funding-chain -p 'notice=邯财教[2023]104号' --format jsonld",
    "budgetkg export --list",
)

_ZIP = ".zip"


def _names(value: str | None) -> tuple[str, ...] | None:
    """Return the names of a list separated by commas."""
    if value is None:
        return None
    return tuple(name for part in value.split(",") if (name := part.strip()))


def command(
    format_: Annotated[
        str, typer.Option("--format", metavar="FORMAT", help=say("格式，见 --list", "format, see --list"))
    ] = "turtle",
    list_: Annotated[bool, typer.Option("--list", help=say("列出全部格式", "list all formats"))] = False,
    nodes: Annotated[
        str | None,
        typer.Option(
            "--nodes",
            metavar="KINDS",
            help=say(
                "只导出这些种类，以逗号分隔，如 project,notice", "these kinds only, such as project,notice"
            ),
        ),
    ] = None,
    edges: Annotated[
        str | None,
        typer.Option(
            "--edges",
            metavar="NAMES",
            help=say("图的格式：只用这些关系", "graph formats: these relations only"),
        ),
    ] = None,
    codes: Annotated[
        bool | None,
        typer.Option(
            "--codes/--no-codes",
            help=say(
                "RDF：是否带上词汇表与代码表（默认带上）",
                "RDF: with the vocabulary and code lists (the default)",
            ),
        ),
    ] = None,
    excel: Annotated[
        bool,
        typer.Option(
            "--excel",
            help=say("csv、tsv：加字节顺序标记，供 Excel 直接打开", "csv, tsv: with a byte order mark"),
        ),
    ] = False,
    raw: Annotated[
        bool,
        typer.Option(
            "--raw",
            help=say(
                "csv、tsv：文本原样，不防公式", "csv, tsv: text as it is, without a guard against formulas"
            ),
        ),
    ] = False,
    construct: Annotated[
        str | None,
        typer.Option(
            "--construct",
            metavar="NAME",
            help=say(
                "RDF：导出一个 CONSTRUCT 查询的结果：名称（见 --list）或文件",
                "RDF: what a CONSTRUCT query makes, by its name (see --list) or its file",
            ),
        ),
    ] = None,
    param: Annotated[
        list[str] | None,
        typer.Option(
            "--param",
            "-p",
            metavar="NAME=VALUE",
            help=say(
                "CONSTRUCT 查询的参数，可多次给出", "a parameter of the CONSTRUCT query; may be repeated"
            ),
        ),
    ] = None,
    output: Annotated[
        str | None,
        typer.Option(
            "--output",
            "-o",
            metavar="PATH",
            help=say(
                "写入此文件、文件夹或 .zip；- 为标准输出", "write to this file, folder or .zip; - is stdout"
            ),
        ),
    ] = None,
    document: DocumentOption = None,
    year: YearOption = None,
    department: DepartmentOption = None,
    store: StoreOption = Path("budgetkg.db"),
    endpoint: EndpointOption = None,
    timeout: TimeoutOption = None,
) -> None:
    """Write what the store holds in one of the formats."""
    if list_:
        _list(output)
        return
    from budgetkg.catalog import select_graphs
    from budgetkg.export import Job, find_export

    export = find_export(format_)
    given = {
        "nodes": nodes is not None,
        "edges": edges is not None,
        "codes": codes is not None,
        "excel": excel,
        "raw": raw,
    }
    _check_options(format_, export, {name for name, is_given in given.items() if is_given})
    _check_construct(construct, param, format_, codes)
    with opened(store, endpoint, timeout) as held:
        graphs = select_graphs(held, document, year, department)
        if construct is not None:
            _write_construct(held, construct, param or [], graphs, format_, output)
            return
        job = Job(
            store=held,
            format=format_,
            graphs=graphs,
            nodes=_names(nodes),
            edges=_names(edges),
            codes=codes is not False,
            raw=raw,
            excel=excel,
        )
        _write(job, export, output)


def _list(output: str | None) -> None:
    from budgetkg.catalog import load_constructs
    from budgetkg.cli.output import emit
    from budgetkg.cli.tables import draw
    from budgetkg.export import EXPORTS

    heads = [say("格式", "format"), say("说明", "what it is"), say("后缀", "ending")]
    rows = [[name, say(one.zh, one.en), one.suffix] for name, one in EXPORTS.items()]
    made = [say("CONSTRUCT 查询", "CONSTRUCT query"), say("说明", "what it makes")]
    queries = [[name, say(one.summary_zh, one.summary_en)] for name, one in load_constructs().items()]
    emit(draw(heads, rows) + "\n" + draw(made, queries), output)


def _check_construct(
    construct: str | None, param: list[str] | None, format_: str, codes: bool | None
) -> None:
    """Refuse what does not go together with --construct. Raises UsageError."""
    from budgetkg.export import FORMATS

    if construct is None and param:
        raise UsageError("-p 只与 --construct 一起用", "-p goes with --construct", "-p")
    if construct is not None and format_ not in FORMATS:
        listed = ", ".join(FORMATS)
        raise UsageError(
            f"--construct 的结果是 RDF；可用 {listed}",
            f"--construct makes RDF; there are {listed}",
            "--format",
        )
    if construct is not None and codes is not None:
        raise UsageError("--construct 没有代码表可选", "--construct has no code lists to choose", "--codes")


def _write_construct(
    store: "Answering",
    name: str,
    param: list[str],
    graphs: tuple[str, ...] | None,
    format_: str,
    output: str | None,
) -> None:
    from budgetkg.catalog import construct, find_construct
    from budgetkg.cli.query import parameter_values
    from budgetkg.export.construct import write_construct

    made = construct(store, find_construct(name), parameter_values(param), graphs)
    write_to(output, lambda out: write_construct(made, out, format_))
    if not made:
        tell("没有结果", "no triples")


def _check_options(format_: str, export: "Export", given: set[str]) -> None:
    for name in sorted(given - export.options):
        raise UsageError(
            f"格式 {format_} 没有选项 --{name}", f"the format {format_} has no option --{name}", f"--{name}"
        )


def _write(job: "Job", export: "Export", output: str | None) -> None:
    """Send a format to a stream, a folder or a zip, as the name of the output says."""
    folder, stream = export.folder_writer(), export.stream_writer()
    wants_folder = stream is None or not (is_stdout(output) or str(output).endswith(export.suffix))
    if folder is not None and wants_folder:
        _write_folder(job, export, output)
        return
    if stream is None:
        return
    if export.binary and is_stdout(output) and sys.stdout.isatty():
        raise UsageError(
            "此格式不能显示在终端，请用 -o 指定文件", "a terminal cannot show this format: use -o FILE"
        )
    write_to(output, lambda out: stream(job, out))


def _write_folder(job: "Job", export: "Export", output: str | None) -> None:
    from budgetkg.export.folders import writing_folder, zipped

    write = export.folder_writer()
    assert write is not None
    if output is None or is_stdout(output):
        raise UsageError(
            "此格式是一个文件夹，请用 -o 指定文件夹或 .zip 文件",
            "this format is a folder: use -o DIR or -o FILE.zip",
            "-o",
        )
    if not output.endswith(_ZIP):
        with writing_folder(Path(output), export.file_names) as made:
            write(job, made)
        return
    import tempfile

    with tempfile.TemporaryDirectory(prefix="budgetkg-") as made:
        write(job, Path(made))
        write_to(output, lambda out: zipped(Path(made), out))
