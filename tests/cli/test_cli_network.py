"""`budgetkg network`: formats by the ending of the file, choices that exclude each other, and paths."""

import csv
import io
import json
from pathlib import Path

import networkx as nx
import pytest
from cli_running import DOCUMENT, Call

SHARED = "邯财教[2023]104号"


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_nodes_links_and_communities_as_csv(call: Call, built: Path) -> None:
    nodes = rows(call("network", "--format", "csv", "--store", built).out)
    links = rows(call("network", "--edges", "--format", "csv", "--store", built).out)
    groups = rows(call("network", "--communities", "--format", "csv", "--store", built).out)
    assert {row["kind"] for row in nodes} == {"agency", "legal", "notice", "project", "department"}
    assert sum(row["kind"] == "project" for row in nodes) == 8
    assert sum(row["kind"] == "budgeted" for row in links) == 8
    assert sum(int(row["nodes"]) for row in groups) == len(nodes)


def test_chosen_kinds_and_measures(call: Call, built: Path) -> None:
    ran = call(
        "network", "--nodes", "notice, agency", "--measure", "amount", "--format", "csv", "--store", built
    )
    found = rows(ran.out)
    assert list(found[0]) == ["kind", "label", "amount", "node"]
    assert {row["kind"] for row in found} == {"notice", "agency"}
    assert {row["label"]: row["amount"] for row in found}["冀财教〔2023〕12号"] == "850000"


def test_the_table_shows_yuan_and_ten_thousands(call: Call, built: Path) -> None:
    ran = call("network", "--nodes", "notice", "--measure", "amount", "--store", built)
    assert "amount (元)" in ran.out
    assert "amount (万元)" in ran.out


@pytest.mark.parametrize("ending", ["graphml", "gexf", "net", "cyjs", "dot", "csv", "json", "md", "xlsx"])
def test_the_ending_decides(call: Call, built: Path, place: Path, ending: str) -> None:
    target = place / f"network.{ending}"
    assert call("network", "-o", target, "--store", built).code == 0
    content = target.read_bytes()
    signs = {"graphml": b"<graphml", "gexf": b"<gexf", "net": b"*Vertices", "cyjs": b'"elements"'}
    signs |= {
        "dot": b"digraph",
        "csv": b"kind,label",
        "json": b'"bindings"',
        "md": b"| kind |",
        "xlsx": b"PK",
    }
    assert signs[ending] in content


def test_measures_are_attributes_of_the_graph_file(call: Call, built: Path, place: Path) -> None:
    call("network", "--format", "gexf", "-o", place / "some.xml", "--store", built)
    graph = nx.read_gexf(place / "some.xml")
    department = next(values for _, values in graph.nodes(data=True) if values["kind"] == "department")
    assert department["forms"] == department["degree"] == 8
    assert department["community"] == 1


def test_a_path_by_names(call: Call, built: Path) -> None:
    ran = call("network", "--path", SHARED, "588", "--format", "json", "--store", built)
    steps = json.loads(ran.out)["results"]["bindings"]
    assert [step["kind"]["value"] for step in steps] == ["notice", "project", "department"]
    assert steps[1]["node"]["value"].startswith(f"{DOCUMENT}/project/")
    assert call("network", "--path", SHARED, "nothing", "--store", built).code == 2


def test_a_path_as_a_graph(call: Call, built: Path, place: Path) -> None:
    call("network", "--path", SHARED, "588", "-o", place / "path.graphml", "--store", built)
    graph = nx.read_graphml(place / "path.graphml")
    assert (graph.number_of_nodes(), graph.number_of_edges()) == (3, 2)


def test_a_picture_in_the_language_of_the_run(call: Call, built: Path, place: Path) -> None:
    pytest.importorskip("matplotlib")
    for lang, word in (("zh", "资金下达通知"), ("en", "funding notice")):
        assert call("network", "-o", place / f"{lang}.svg", "--lang", lang, "--store", built).code == 0
        assert word in (place / f"{lang}.svg").read_text(encoding="utf-8")


def test_projections(call: Call, built: Path) -> None:
    ran = call("network", "--projection", "departments", "--edges", "--format", "csv", "--store", built)
    assert (ran.code, rows(ran.out)) == (0, [])
    assert "no rows" in ran.err
    found = rows(call("network", "--projection", "notices", "--format", "csv", "--store", built).out)
    assert {row["kind"] for row in found} == {"notice"}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--edges", "--communities"), "choose one of"),
        (("--edges", "-o", "a.gexf"), "leave --edges out"),
        (("--nodes", "amount"), "the network has no 'amount'"),
        (("--measure", "size"), "no measure 'size'"),
        (("--projection", "units"), "no projection 'units'"),
        (("--format", "gml"), "unknown format 'gml'"),
        (("--document", "nowhere.txt"), "nowhere.txt"),
    ],
)
def test_wrong_arguments(call: Call, built: Path, arguments: tuple[str, ...], words: str) -> None:
    ran = call("--lang", "en", "network", *arguments, "--store", built)
    assert (ran.code, ran.out) == (2, "")
    assert words in ran.err


@pytest.mark.parametrize("name", ["graphml", "gexf", "pajek", "cytoscape", "dot"])
def test_graphs_among_the_exports(call: Call, built: Path, place: Path, name: str) -> None:
    target = place / "graph"
    chosen = ("--nodes", "project,notice", "--edges", "derives_from")
    assert call("export", "--format", name, *chosen, "-o", target, "--store", built).code == 0
    assert "冀财教〔2023〕12号" in target.read_text(encoding="utf-8")
    ran = call(
        "--lang",
        "en",
        "export",
        "--format",
        name,
        "--nodes",
        "project",
        "--edges",
        "issuer",
        "--store",
        built,
    )
    assert (ran.code, "no relation 'issuer'" in ran.err) == (2, True)
