"""Each graph format, read by the library that people use, holds the same nodes, edges and values."""

import json
import re
import shutil
import subprocess
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import networkx as nx
import pydot
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from budgetkg.entities.graph import Attribute, Edge, Field, Node, PropertyGraph
from budgetkg.errors import UsageError
from budgetkg.export.graph_formats import GRAPH_FORMATS, write_graph
from budgetkg.export.graph_text import one_line, visible

pytestmark = pytest.mark.filterwarnings("ignore:'setParseAction' deprecated")

BASE = "https://w3id.org/budgetkg/id/"
FIELDS = (
    Field("name", "text", "名称", "name"),
    Field("amount", "decimal", "金额", "amount", "元"),
    Field("number", "integer", "序号", "number"),
    Field("as_of", "date", "截止", "as of"),
    Field("open", "boolean", "公开", "open"),
)
EDGE_FIELDS = (Field("amount", "decimal", "金额", "amount", "元"),)
VALUES: dict[str, Attribute] = {
    "name": "第一个 \"项目\" & <其他> \\ 'x'",
    "amount": Decimal("14457300.55"),
    "number": 7,
    "as_of": date(2024, 1, 2),
    "open": True,
}


def graph_of(nodes: Iterable[Node], edges: Iterable[Edge], *, directed: bool = True) -> PropertyGraph:
    held, related = tuple(nodes), tuple(edges)
    return PropertyGraph(FIELDS, EDGE_FIELDS, lambda: held, lambda: related, directed)


def written(graph: PropertyGraph, name: str) -> bytes:
    out = BytesIO()
    write_graph(graph, out, name)
    return out.getvalue()


def small(**changes: Attribute) -> PropertyGraph:
    """Two projects and a notice; the first project has a value of each type, the second has none."""
    nodes = (
        Node(f"{BASE}project/1", "project", "同名", {**VALUES, **changes}),
        Node(f"{BASE}project/2", "project", "同名", {"name": None}),
        Node(f"{BASE}legal/邯财教/2023/104", "notice", "邯财教〔2023〕104号", {}),
    )
    edges = (
        Edge(nodes[0].id, nodes[2].id, "derives_from", {"amount": Decimal("60000.5")}),
        Edge(nodes[0].id, nodes[2].id, "cites", {}),
        Edge(nodes[1].id, nodes[2].id, "derives_from", {"amount": None}),
    )
    return graph_of(nodes, edges)


def read_graphml(data: bytes) -> nx.Graph:
    return nx.read_graphml(BytesIO(data), force_multigraph=True)


def read_gexf(data: bytes) -> nx.Graph:
    return nx.read_gexf(BytesIO(data))


def read_cytoscape(data: bytes) -> nx.Graph:
    return nx.cytoscape_graph(json.loads(data))


TYPED: dict[str, Callable[[bytes], nx.Graph]] = {
    "graphml": read_graphml,
    "gexf": read_gexf,
    "cytoscape": read_cytoscape,
}


@pytest.mark.parametrize("name", TYPED)
def test_typed_formats_come_back(name: str) -> None:
    found = TYPED[name](written(small(), name))
    assert (found.number_of_nodes(), found.number_of_edges()) == (3, 3)
    assert found.is_directed()
    first, second = found.nodes[f"{BASE}project/1"], found.nodes[f"{BASE}project/2"]
    assert first["label"] == "同名"
    assert first["kind"] == "project"
    assert first["name"] == VALUES["name"] or name == "cytoscape"
    assert first["amount"] == 14457300.55
    assert (first["number"], first["as_of"], first["open"]) == (7, "2024-01-02", True)
    assert "amount" not in second
    edges = list(found.edges(data=True))
    assert sorted(edge["kind"] for *_, edge in edges) == ["cites", "derives_from", "derives_from"]
    assert [edge["amount"] for *_, edge in edges if "amount" in edge] == [60000.5]
    assert all("exact" not in values for _, values in found.nodes(data=True))


def test_pajek_comes_back_with_numbers_and_unique_labels(tmp_path: Path) -> None:
    path = tmp_path / "small.net"
    path.write_bytes(written(small(), "pajek"))
    assert path.read_text(encoding="utf-8").startswith("\ufeff*Network budgetkg\n*Vertices 3\n")
    found = nx.read_pajek(path)
    assert list(found) == ["同名", "同名 #2", "邯财教〔2023〕104号"]
    assert found.nodes["同名"]["iri"] == f"{BASE}project/1"
    assert found.nodes["同名"]["amount"] == "14457300.55"
    assert sorted((source, data["l"]) for source, _, data in found.edges(data=True)) == [
        ("同名", "cites"),
        ("同名", "derives_from"),
        ("同名 #2", "derives_from"),
    ]
    assert {data["weight"] for *_, data in found.edges(data=True)} == {1.0}


def unquoted(text: str) -> str:
    """Return what a quoted string of DOT says."""
    pairs = {r"\n": "\n", r"\"": '"', r"\\": "\\"}
    return re.sub(r"\\.", lambda match: pairs[match[0]], text[1:-1]).replace("&amp;", "&")


def test_dot_comes_back_with_short_names() -> None:
    (found,) = pydot.graph_from_dot_data(written(small(), "dot").decode())
    nodes = {node.get_name(): node.get_attributes() for node in found.get_nodes() if '"n' in node.get_name()}
    assert list(nodes) == ['"n1"', '"n2"', '"n3"']
    assert unquoted(nodes['"n1"']["iri"]) == f"{BASE}project/1"
    assert unquoted(nodes['"n1"']["bkg_name"]) == VALUES["name"]
    assert unquoted(nodes['"n1"']["bkg_amount"]) == "14457300.55"
    ends = [(edge.get_source(), edge.get_destination(), edge.get("kind")) for edge in found.get_edges()]
    assert ends == [
        ('"n1"', '"n3"', '"derives_from"'),
        ('"n1"', '"n3"', '"cites"'),
        ('"n2"', '"n3"', '"derives_from"'),
    ]


@pytest.mark.skipif(shutil.which("dot") is None, reason="graphviz is not installed")
def test_graphviz_draws_the_dot() -> None:
    nasty = small(name='&lt; "quoted" \\N \x01\r\n')
    svg = subprocess.run(
        ["dot", "-Tsvg"], input=written(nasty, "dot"), capture_output=True, check=True
    ).stdout
    titles = re.findall("<title>(.*?)</title>", svg.decode())
    assert {"n1", "n2", "n3"} <= set(titles)
    assert svg.decode().count('class="edge"') == 3


def test_gexf_is_what_gephi_reads() -> None:
    space = {"g": "http://www.gexf.net/1.2draft", "viz": "http://www.gexf.net/1.2draft/viz"}
    root = ElementTree.fromstring(written(small(), "gexf"))
    assert root.tag == f"{{{space['g']}}}gexf"
    (graph,) = root.findall("g:graph", space)
    assert graph.attrib == {"mode": "static", "defaultedgetype": "directed"}
    assert [child.tag.rsplit("}")[1] for child in graph] == ["attributes", "attributes", "nodes", "edges"]
    for kind in ("node", "edge"):
        (declared,) = graph.findall(f"g:attributes[@class='{kind}']", space)
        types = {one.get("id"): one.get("type") for one in declared}
        assert set(types.values()) <= {"string", "double", "long", "boolean"}
        used = {
            value.get("for") for value in graph.iterfind(f"g:{kind}s/g:{kind}/g:attvalues/g:attvalue", space)
        }
        assert used <= set(types)
    ids = [node.get("id") for node in graph.iterfind("g:nodes/g:node", space)]
    ends = {edge.get(end) for edge in graph.iterfind("g:edges/g:edge", space) for end in ("source", "target")}
    assert len(set(ids)) == len(ids) == 3
    assert ends <= set(ids)
    assert all(edge.get("weight") is None for edge in graph.iterfind("g:edges/g:edge", space))
    colors = [color.attrib for color in graph.iterfind("g:nodes/g:node/viz:color", space)]
    assert colors[0] == colors[1] != colors[2]


def test_graphml_declares_types_with_titles_and_unit() -> None:
    text = written(small(), "graphml").decode()
    assert 'for="node" attr.name="amount" attr.type="double"><desc>金额 / amount; 元</desc>' in text
    assert 'attr.name="number" attr.type="long"' in text
    assert 'attr.name="as_of" attr.type="string"' in text


@pytest.mark.parametrize("name", TYPED)
def test_a_number_that_doubles_cannot_hold_stands_as_text_too(name: str) -> None:
    digits = "98765432109876543.21"
    data = written(small(amount=Decimal(digits), number=2**70), name)
    first = TYPED[name](data).nodes[f"{BASE}project/1"]
    assert digits.encode() in data
    assert first["exact"] == f"amount={digits}; number={2**70}"
    assert first["amount"] == pytest.approx(float(digits))
    assert "number" not in first


@pytest.mark.parametrize("name", GRAPH_FORMATS)
def test_exact_digits_are_in_every_file(name: str) -> None:
    assert b"9999999999999.99" in written(small(amount=Decimal("9999999999999.99")), name)
    assert b"exact" not in re.sub(b"<key.*|<attribute .*", b"", written(small(), name))


@pytest.mark.parametrize("name", GRAPH_FORMATS)
def test_an_undirected_and_an_empty_graph(name: str, tmp_path: Path) -> None:
    some = small()
    undirected = PropertyGraph(FIELDS, EDGE_FIELDS, some.nodes, some.edges, directed=False)
    empty = graph_of((), ())
    for graph, nodes in ((undirected, 3), (empty, 0)):
        data = written(graph, name)
        if name in TYPED:
            found = TYPED[name](data)
            assert (found.number_of_nodes(), found.is_directed()) == (nodes, graph.directed)
        elif name == "pajek":
            path = tmp_path / "graph.net"
            path.write_bytes(data)
            assert nx.read_pajek(path).number_of_nodes() == nodes
            assert (b"*Edges" in data) == (not graph.directed)
        else:
            (read,) = pydot.graph_from_dot_data(data.decode())
            assert read.get_type() == ("digraph" if graph.directed else "graph")


class Counting(BytesIO):
    """A stream that knows how many writes it got."""

    writes = 0

    def write(self, data: object) -> int:
        self.writes += 1
        return super().write(data)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", sorted(set(GRAPH_FORMATS) - {"pajek"}))
def test_nodes_are_written_as_they_come(name: str) -> None:
    out = Counting()
    seen: list[int] = []

    def nodes() -> Iterable[Node]:
        for number in range(50):
            seen.append(out.writes)
            yield Node(f"{BASE}thing/{number}", "project", "甲", {})

    write_graph(PropertyGraph((), (), nodes, lambda: ()), out, name)
    assert seen == sorted(seen)
    assert len(set(seen)) == 50


def test_an_unknown_format() -> None:
    with pytest.raises(UsageError, match="unknown format 'gml'"):
        written(small(), "gml")


ANY_TEXT = st.text(
    st.characters(exclude_categories=("Cs",))
    | st.sampled_from("\"'\\\n\r\t\0\x01\x1b\x85\u2028&<>;=+-@{}[]#峰"),
    max_size=30,
)


@settings(deadline=None, max_examples=150)
@given(labels=st.lists(ANY_TEXT, min_size=1, max_size=4), value=ANY_TEXT)
def test_any_text_survives_every_format(labels: list[str], value: str) -> None:
    nodes = [
        Node(f"{BASE}thing/{place}", "project", label, {"name": value}) for place, label in enumerate(labels)
    ]
    edges = [Edge(nodes[0].id, node.id, "cites", {}) for node in nodes]
    graph = graph_of(nodes, edges)
    for name, read in TYPED.items():
        found = read(written(graph, name))
        shown = str if name == "cytoscape" else visible
        assert [found.nodes[node.id].get("label", "") for node in nodes] == [shown(label) for label in labels]
        if name != "cytoscape":  # there `name` is the label
            assert {found.nodes[node.id].get("name", "") for node in nodes} == {visible(value)}
        assert found.number_of_edges() == len(edges)
    lines = written(graph, "pajek").decode().split("\n")
    parsed = nx.parse_pajek("\n".join(lines))
    assert parsed.number_of_nodes() == len(nodes)
    assert parsed.number_of_edges() == len(edges)
    plain = one_line(value).replace('"', "＂").replace("\\", "＼")
    assert {data["name"] for _, data in parsed.nodes(data=True)} == {plain}


@settings(deadline=None, max_examples=40)
@given(label=ANY_TEXT)
def test_any_label_survives_dot(label: str) -> None:
    nodes = [Node(f"{BASE}thing/1", "project", label, {})]
    (found,) = pydot.graph_from_dot_data(written(graph_of(nodes, ()), "dot").decode())
    (node,) = [node for node in found.get_nodes() if node.get_name() == '"n1"']
    shown = visible(label).replace("\r", "␍")
    assert unquoted(node.get("label")) == re.sub("&amp;", "&", shown)


@settings(deadline=None, max_examples=200)
@given(st.decimals(min_value=-(10**13), max_value=10**13, places=2))
def test_money_of_two_places_survives_as_a_double(amount: Decimal) -> None:
    found = read_graphml(written(small(amount=amount), "graphml")).nodes[f"{BASE}project/1"]
    assert Decimal(repr(found["amount"])) == amount
    assert "exact" not in found
