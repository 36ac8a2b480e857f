"""`budgetkg export`: the store as RDF."""

from pathlib import Path
from typing import Annotated

import typer

from budgetkg.cli.options import (
    DepartmentOption,
    DocumentOption,
    OutputOption,
    StoreOption,
    YearOption,
    opened,
)
from budgetkg.cli.output import check_format, write_to
from budgetkg.cli.talk import described, say

__all__ = ["HELP", "command"]

HELP = described(
    "导出图谱。turtle、ntriples、rdfxml 只有三元组；trig、nquads、jsonld 保留各文件的图。",
    "Export the graph. turtle, ntriples and rdfxml hold triples alone; trig, nquads and jsonld keep the "
    "graph of each document.",
    "budgetkg export --format turtle -o budget.ttl",
    "budgetkg export --format jsonld --document wenlv-588-2024.txt --no-codes",
)


def command(
    format_: Annotated[
        str,
        typer.Option(
            "--format",
            metavar="FORMAT",
            help=say(
                "turtle、trig、nquads、ntriples、jsonld 或 rdfxml",
                "turtle, trig, nquads, ntriples, jsonld or rdfxml",
            ),
        ),
    ] = "turtle",
    codes: Annotated[
        bool,
        typer.Option(
            "--codes/--no-codes", help=say("是否带上词汇表与代码表", "with the vocabulary and code lists")
        ),
    ] = True,
    output: OutputOption = None,
    document: DocumentOption = None,
    year: YearOption = None,
    department: DepartmentOption = None,
    store: StoreOption = Path("budgetkg.db"),
) -> None:
    """Stream graphs in an RDF format."""
    from budgetkg.catalog import select_graphs
    from budgetkg.export import FORMATS, write_rdf

    check_format(format_, tuple(FORMATS))
    with opened(store) as held:
        graphs = select_graphs(held, document, year, department)
        write_to(output, lambda out: write_rdf(held, out, format_, graphs, codes=codes))
