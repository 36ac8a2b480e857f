"""The export formats by name: what each one is, and where its writer stands.

A writer is imported when it is used. One that fills a stream has the shape
`write(job: Job, out: BinaryIO) -> None`; one that fills a folder gets a fresh, empty one as
`write(job: Job, folder: Path) -> None` and knows nothing of where it will be. A format may have both.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import BinaryIO

from budgetkg.catalog import document_graphs
from budgetkg.entities import Kind, choose_kinds
from budgetkg.errors import UsageError
from budgetkg.results import Answering

__all__ = ["EXPORTS", "Export", "Job", "find_export"]

StreamWriter = Callable[["Job", BinaryIO], None]
FolderWriter = Callable[["Job", Path], None]


@dataclass(frozen=True)
class Job:
    """What is to be exported, the same for every format.

    `graphs` are those of the documents meant, None where nothing restricts them. `nodes` and `edges`
    are the names of kinds and of columns that refer, None for what the format shows by itself.
    `codes` adds the code lists to RDF; `raw` leaves text as it is where a spreadsheet might run it.
    """

    store: Answering
    format: str
    graphs: tuple[str, ...] | None = None
    nodes: tuple[str, ...] | None = None
    edges: tuple[str, ...] | None = None
    codes: bool = True
    raw: bool = False
    excel: bool = False

    @cached_property
    def kinds(self) -> tuple[Kind, ...]:
        """The kinds asked for; without a wish all of them. Raises UsageError for an unknown name."""
        return choose_kinds(self.nodes)

    @cached_property
    def documents(self) -> tuple[str, ...]:
        """The graphs of the documents meant, sorted."""
        return document_graphs(self.store) if self.graphs is None else tuple(sorted(self.graphs))


@dataclass(frozen=True)
class Export:
    """A format: `stream` and `folder` are its writers as `module:function`.

    `suffix` ends the name of a file; a format that is always a folder has none. `files` are the
    names that a folder may hold, as patterns; `{kind}` stands for each kind. `options` are those of
    Job that mean something here. `binary` formats are not shown on a terminal.
    """

    zh: str
    en: str
    suffix: str
    stream: str | None = None
    folder: str | None = None
    files: tuple[str, ...] = ()
    options: frozenset[str] = field(default_factory=frozenset)
    binary: bool = False

    @property
    def file_names(self) -> tuple[str, ...]:
        """The patterns of all names that a folder of this format may hold."""
        names = (kind.name for kind in choose_kinds())
        return tuple(dict.fromkeys(one.replace("{kind}", name) for name in names for one in self.files))

    def stream_writer(self) -> StreamWriter | None:
        """Import the writer of a stream, if there is one."""
        writer: StreamWriter | None = _imported(self.stream)
        return writer

    def folder_writer(self) -> FolderWriter | None:
        """Import the writer of a folder, if there is one."""
        writer: FolderWriter | None = _imported(self.folder)
        return writer


def _imported(place: str | None) -> Callable[..., None] | None:
    if place is None:
        return None
    module, _, name = place.partition(":")
    found: Callable[..., None] = getattr(import_module(module), name)
    return found


_RDF = "budgetkg.export.rdf:export_rdf"
_TABLES = frozenset({"nodes"})
_TEXT_TABLES = frozenset({"nodes", "raw", "excel"})
_GRAPH = "budgetkg.export.graph_formats:export_graph"

#: Every format by the name that the command line gives it.
EXPORTS: Mapping[str, Export] = {
    **{
        name: Export(zh, en, suffix, stream=_RDF, options=frozenset({"codes"}))
        for name, zh, en, suffix in (
            ("turtle", "RDF 三元组，便于阅读", "RDF triples, easy to read", ".ttl"),
            ("trig", "RDF，各文件一个图，便于阅读", "RDF with a graph for each document", ".trig"),
            (
                "nquads",
                "RDF，各文件一个图，一行一条",
                "RDF with a graph for each document, line by line",
                ".nq",
            ),
            ("ntriples", "RDF 三元组，一行一条", "RDF triples, line by line", ".nt"),
            ("jsonld", "JSON 形式的 RDF，各文件一个图", "RDF as JSON, a graph for each document", ".jsonld"),
            ("rdfxml", "XML 形式的 RDF 三元组", "RDF triples as XML", ".rdf"),
        )
    },
    "qb": Export(
        "RDF 数据立方（Turtle），带 OpenBudgets 维度",
        "RDF Data Cube as Turtle, with OpenBudgets dimensions",
        ".ttl",
        stream="budgetkg.export.cube:export_cube",
    ),
    "csv": Export(
        "表格文件夹：每类一个 CSV，附 CSVW 说明",
        "folder of tables: a CSV for each kind, with CSVW metadata",
        ".csv",
        stream="budgetkg.export.delimited:stream_table",
        folder="budgetkg.export.delimited:write_tables",
        files=("{kind}.csv", "csv-metadata.json"),
        options=_TEXT_TABLES,
    ),
    "tsv": Export(
        "同 csv，以制表符分隔",
        "as csv, separated by tabs",
        ".tsv",
        stream="budgetkg.export.delimited:stream_table",
        folder="budgetkg.export.delimited:write_tables",
        files=("{kind}.tsv", "csv-metadata.json"),
        options=_TEXT_TABLES,
    ),
    "parquet": Export(
        "表格文件夹：每类一个 Parquet，金额为精确小数",
        "folder of tables: a Parquet file for each kind, money as exact decimals",
        ".parquet",
        stream="budgetkg.export.parquet:stream_table",
        folder="budgetkg.export.parquet:write_tables",
        files=("{kind}.parquet",),
        options=_TABLES,
        binary=True,
    ),
    "xlsx": Export(
        "Excel 工作簿，每类一张工作表",
        "Excel workbook, a sheet for each kind",
        ".xlsx",
        stream="budgetkg.export.excel:write_workbook",
        options=_TABLES,
        binary=True,
    ),
    "neo4j": Export(
        "Neo4j 导入文件夹：节点、关系、脚本",
        "folder for the import of Neo4j: nodes, relationships, scripts",
        "",
        folder="budgetkg.export.neo4j:write_neo4j",
        files=("nodes-{kind}.csv", "relationships-*.csv", "import.cypher", "README.txt"),
        options=_TABLES,
    ),
    "fdp": Export(
        "财政数据包（Fiscal Data Package）：金额与项目",
        "Fiscal Data Package: amounts and projects",
        "",
        folder="budgetkg.export.fiscal:write_package",
        files=("amounts.csv", "economic.csv", "projects.csv", "datapackage.json"),
    ),
    **{
        name: Export(zh, en, suffix, stream=_GRAPH, options=frozenset({"nodes", "edges"}))
        for name, zh, en, suffix in (
            (
                "graphml",
                "图：GraphML，yEd、Gephi 等",
                "graph as GraphML, for yEd, Gephi and others",
                ".graphml",
            ),
            ("gexf", "图：GEXF，供 Gephi", "graph as GEXF, for Gephi", ".gexf"),
            ("pajek", "图：Pajek 的 .net", "graph as Pajek .net", ".net"),
            (
                "cytoscape",
                "图：Cytoscape JSON，也供 cytoscape.js",
                "graph as Cytoscape JSON, also for cytoscape.js",
                ".cyjs",
            ),
            ("dot", "图：DOT，供 Graphviz", "graph as DOT, for Graphviz", ".dot"),
        )
    },
}


def find_export(name: str) -> Export:
    """Return a format. Raises UsageError where it is not known."""
    if name not in EXPORTS:
        listed = ", ".join(EXPORTS)
        raise UsageError(
            f"未知格式“{name}”；可用 {listed}", f"unknown format {name!r}; there are {listed}", "--format"
        )
    return EXPORTS[name]
