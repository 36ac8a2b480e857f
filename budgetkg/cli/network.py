"""`budgetkg network`: the funding network as tables, graph files and pictures."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from budgetkg.cli.options import (
    DepartmentOption,
    DocumentOption,
    EndpointOption,
    OutputOption,
    StoreOption,
    TimeoutOption,
    YearOption,
    opened,
)
from budgetkg.cli.output import check_format, emit_bytes, is_stdout, write_to
from budgetkg.cli.talk import SESSION, described, say, tell
from budgetkg.errors import UsageError

if TYPE_CHECKING:
    from budgetkg.network import Network
    from budgetkg.results import Answering, Solutions

__all__ = ["HELP", "command"]

HELP = described(
    "资金网络：发文机关、通知、项目、部门及其连线，各节点的度、金额、中心性与社群。"
    "按 -o 的后缀写成表格、图文件（graphml、gexf、net、cyjs、dot）或图片（svg、png）。",
    "The funding network: agencies, notices, projects, departments and their links, with the degree, money, "
    "centrality and community of each node. The ending of -o makes it a table, a graph file (graphml, gexf, "
    "net, cyjs, dot) or a picture (svg, png).",
    "budgetkg network --nodes notice,agency --measure degree --measure amount",
    "budgetkg network --edges --format csv",
    "budgetkg network --projection departments --edges",
    "budgetkg network --path '邯财教[2023]104号' 588",
    "budgetkg network --communities",
    "budgetkg network -o network.gexf",
    "budgetkg network -o network.svg",
)


def command(
    edges: Annotated[
        bool, typer.Option("--edges", help=say("列出连线而不是节点", "list the links instead of the nodes"))
    ] = False,
    communities: Annotated[
        bool, typer.Option("--communities", help=say("列出社群", "list the communities"))
    ] = False,
    path: Annotated[
        tuple[str, str] | None,
        typer.Option(
            "--path",
            metavar="FROM TO",
            help=say("两者之间最短的资金路径", "the shortest funding path between two things"),
        ),
    ] = None,
    projection: Annotated[
        str | None,
        typer.Option(
            "--projection",
            metavar="NAME",
            help=say(
                "由同一通知相连的 projects 或 departments，或由同一项目相连的 notices",
                "projects or departments linked by a shared notice, or notices by a shared project",
            ),
        ),
    ] = None,
    nodes: Annotated[
        str | None,
        typer.Option(
            "--nodes",
            metavar="KINDS",
            help=say("只用这些类的节点，以逗号分隔", "nodes of these kinds only, separated by commas"),
        ),
    ] = None,
    measure: Annotated[
        list[str] | None,
        typer.Option(
            "--measure",
            metavar="NAME",
            help=say("只算这些指标，可多次给出", "this measure only; may be given several times"),
        ),
    ] = None,
    limit: Annotated[
        int,
        typer.Option(
            "--limit", min=1, metavar="N", help=say("图片中最多的节点数", "most nodes in a picture")
        ),
    ] = 200,
    format_: Annotated[
        str | None,
        typer.Option(
            "--format",
            metavar="FORMAT",
            help=say(
                "table、csv、tsv、json、xml、md、parquet、xlsx、graphml、gexf、pajek、cytoscape、dot、"
                "svg 或 png（默认按 -o 的后缀，否则 table）",
                "table, csv, tsv, json, xml, md, parquet, xlsx, graphml, gexf, pajek, cytoscape, dot, svg or "
                "png (default: by the ending of -o, else table)",
            ),
        ),
    ] = None,
    output: OutputOption = None,
    document: DocumentOption = None,
    year: YearOption = None,
    department: DepartmentOption = None,
    store: StoreOption = Path("budgetkg.db"),
    endpoint: EndpointOption = None,
    timeout: TimeoutOption = None,
) -> None:
    """Build the network once and write what is asked of it."""
    target = _format(format_, output)
    if target == "png" and is_stdout(output) and sys.stdout.isatty():
        emit_bytes(b"", output)
    _check_choice(edges, communities, path is not None, target)
    with opened(store, endpoint, timeout) as held:
        network = _network(held, document, year, department, nodes, projection)
        if path is not None:
            ends = _found(held, path)
            _write_path(network, ends, target, output, limit)
            return
    if communities:
        from budgetkg.network import communities as grouped
        from budgetkg.network import community_table

        _write_rows(community_table(network, grouped(network)), target, output)
    elif edges:
        from budgetkg.network import link_table

        _write_rows(link_table(network), target, output)
    else:
        _write_nodes(network, measure, target, output, limit)


def _format(given: str | None, output: str | None) -> str:
    """Return the format: the one given, else the one that the ending of the file means, else a table."""
    from budgetkg.cli.results import FORMATS
    from budgetkg.export.graph_formats import GRAPH_FORMATS
    from budgetkg.network.picture import PICTURES

    if given is not None:
        return check_format(given, (*FORMATS, *GRAPH_FORMATS, *PICTURES))
    endings = {f".{name}": name for name in FORMATS if name != "table"}
    endings |= {ending: name for name, ending in (*GRAPH_FORMATS.items(), *PICTURES.items())}
    return endings.get(Path(output or "").suffix.lower(), "table")


def _check_choice(edges: bool, communities: bool, path: bool, target: str) -> None:
    from budgetkg.cli.results import FORMATS

    if edges + communities + path > 1:
        raise UsageError(
            "--edges、--communities、--path 只能选一个", "choose one of --edges, --communities and --path"
        )
    if (edges or communities) and target not in FORMATS:
        option = "--edges" if edges else "--communities"
        raise UsageError(
            f"{target} 已含节点与连线，不用 {option}",
            f"{target} holds nodes and links: leave {option} out",
            option,
        )


def _network(
    held: "Answering",
    document: Sequence[str] | None,
    year: Sequence[str] | None,
    department: Sequence[str] | None,
    nodes: str | None,
    projection: str | None,
) -> "Network":
    from budgetkg.catalog import document_graphs, select_graphs
    from budgetkg.network import funding_network, project

    graphs = select_graphs(held, document, year, department)
    network = funding_network(held, document_graphs(held) if graphs is None else graphs)
    if projection is not None:
        network = project(network, projection)
    return network if nodes is None else network.only(_kinds(nodes))


def _kinds(text: str) -> Sequence[str]:
    """Return the kinds of a list. Raises UsageError for one that the network does not have."""
    from budgetkg.network import KINDS

    names = [name.strip() for name in text.split(",") if name.strip()]
    for name in names:
        if name not in KINDS:
            listed = ", ".join(KINDS)
            raise UsageError(
                f"资金网络没有“{name}”；可用 {listed}",
                f"the network has no {name!r}; there are {listed}",
                "--nodes",
            )
    return names


def _found(held: "Answering", path: tuple[str, str]) -> tuple[str, str]:
    from budgetkg.catalog import find_entity

    return find_entity(held, path[0]), find_entity(held, path[1])


def _write_path(
    network: "Network", ends: tuple[str, str], target: str, output: str | None, limit: int
) -> None:
    from dataclasses import replace

    from budgetkg.cli.results import FORMATS
    from budgetkg.network import path_table, shortest_path

    steps = shortest_path(network, *ends)
    if target in FORMATS:
        _write_rows(path_table(network, steps), target, output)
    else:
        walked = {step.node: network.nodes[step.node] for step in steps}
        links = tuple(link for step in steps for link in step.links)
        _write_nodes(replace(network, nodes=walked, links=links), None, target, output, limit)
    if not steps:
        tell("二者之间没有路径", "there is no path between the two")


def _write_nodes(
    network: "Network", names: Sequence[str] | None, target: str, output: str | None, limit: int
) -> None:
    from budgetkg.cli.results import FORMATS
    from budgetkg.network.picture import PICTURES, draw_network

    if target in PICTURES:
        write_to(output, lambda out: draw_network(network, out, target, lang=SESSION.lang, limit=limit))
        return
    from budgetkg.export.graph_formats import write_graph
    from budgetkg.network import measure, node_table, to_graph

    measured = measure(network, names)
    if measured.left_out:
        listed = ", ".join(measured.left_out)
        tell(
            f"节点太多，未算 {listed}；用 --measure 可指定",
            f"too many nodes for {listed}, which are left out; ask for them with --measure",
        )
    if target in FORMATS:
        _write_rows(node_table(network, measured), target, output)
    else:
        graph = to_graph(network, measured.fields, measured.of)
        write_to(output, lambda out: write_graph(graph, out, target))


def _write_rows(rows: "Solutions", target: str, output: str | None) -> None:
    from budgetkg.cli.results import check_target, write_result
    from budgetkg.network.tables import UNITS

    check_target(target, output)
    write_result(rows, target, output, UNITS)
    if not rows.rows:
        tell("没有结果", "no rows")
