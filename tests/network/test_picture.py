"""The picture: labels are text, each node is a circle, and what is not drawn is said."""

import re
import xml.etree.ElementTree as ElementTree
from dataclasses import replace
from decimal import Decimal
from io import BytesIO

import pytest
from small_network import network_of

from budgetkg.entities.graph import Node
from budgetkg.errors import UsageError
from budgetkg.network import Link, Network, picture, project
from budgetkg.network.picture import draw_network

pytest.importorskip("matplotlib")

_SVG = "{http://www.w3.org/2000/svg}"
LABELS = {
    "a": "邯郸市财政局",
    "n": "邯财教〔2023〕104号",
    "p": "放映 $补助$ & <x>\n二",
    "q": "无源项目",
    "d": "部门",
}


def funding() -> Network:
    kinds = {"a": "agency", "n": "notice", "p": "project", "q": "project", "d": "department", "l": "legal"}
    network = network_of("alnpqd", ["an:p", "np:p"], amounts={"p": Decimal(60000), "q": None}, kinds=kinds)
    links = (*network.links, Link("p", "d", "budgeted", frozenset("p")), Link("l", "p", "basis"))
    nodes = {
        name: Node(name, node.kind, LABELS.get(name, "依据"), {}) for name, node in network.nodes.items()
    }
    return replace(network, nodes=nodes, links=links)


def drawn(network: Network, lang: str = "zh", limit: int = 200) -> ElementTree.Element:
    out = BytesIO()
    draw_network(network, out, "svg", lang=lang, limit=limit)
    return ElementTree.fromstring(out.getvalue())


def texts(root: ElementTree.Element) -> list[str]:
    return ["".join(text.itertext()) for text in root.iter(f"{_SVG}text")]


def circles(root: ElementTree.Element) -> dict[str, int]:
    """Return how many circles the groups of nodes have."""
    groups = [one for one in root.iter(f"{_SVG}g") if (one.get("id") or "").startswith("nodes-")]
    return {str(group.get("id")): len(list(group.iter(f"{_SVG}use"))) for group in groups}


def test_labels_are_text_and_nodes_are_circles() -> None:
    root = drawn(funding())
    found = texts(root)
    assert {"邯郸市财政局", "邯财教〔2023〕104号", "放映 $补助$ & <x> 二", "无源项目", "部门", "依据"} <= set(
        found
    )
    assert circles(root) == {
        "nodes-agency-amount": 1,
        "nodes-legal-no-amount": 1,
        "nodes-notice-amount": 1,
        "nodes-project-amount": 1,
        "nodes-project-no-amount": 1,
        "nodes-department-no-amount": 1,
    }


def test_the_title_says_the_sum_and_what_is_unknown() -> None:
    assert any(
        re.search("资金网络.*2 个项目.*60,000 元.*1 个金额不明", text) for text in texts(drawn(funding()))
    )
    english = texts(drawn(funding(), "en"))
    assert any("60,000 yuan in all" in text and "1 of them without an amount" in text for text in english)
    assert {"funding notice", "no amount stated", "area of a circle: amount"} <= set(english)


def test_what_is_left_out_is_said() -> None:
    root = drawn(funding(), limit=4)
    assert sum(circles(root).values()) == 4
    assert any("另有 2 个节点、1 条连线未画出" in text for text in texts(root))
    assert any("2 个项目" in text for text in texts(root))
    assert not any("未画出" in text for text in texts(drawn(funding())))


def test_a_projection_is_drawn_without_its_loose_nodes() -> None:
    network = network_of("npq", ["np:p", "nq:q"], amounts={"p": Decimal(1), "q": None}, kinds={"n": "notice"})
    root = drawn(project(network, "projects"))
    assert sum(circles(root).values()) == 2
    assert any("由同一通知相连" in text for text in texts(root))


@pytest.mark.parametrize("name", picture.PICTURES)
def test_the_same_network_gives_the_same_bytes(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(picture, "_check_font", lambda labels, lang: None)
    first, second = BytesIO(), BytesIO()
    draw_network(funding(), first, name)
    draw_network(funding(), second, name)
    assert first.getvalue() == second.getvalue()
    assert not re.search(rb"\d{4}-\d\d-\d\dT", first.getvalue())


def test_an_empty_network_is_a_picture_too() -> None:
    assert circles(drawn(network_of("", []))) == {}


def test_a_png_without_a_chinese_font_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(picture, "FONTS", ("No Such Font",))
    with pytest.raises(UsageError, match="no Chinese font is installed"):
        draw_network(funding(), BytesIO(), "png")
    latin = network_of("ab", ["ab"])
    with pytest.raises(UsageError, match="no Chinese font is installed"):
        draw_network(latin, BytesIO(), "png", lang="zh")
    plain = BytesIO()
    draw_network(latin, plain, "png", lang="en")
    assert plain.getvalue().startswith(b"\x89PNG")


def test_without_matplotlib_the_command_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "matplotlib", None)
    with pytest.raises(UsageError, match=r"pip install 'budgetkg\[pictures\]'"):
        draw_network(funding(), BytesIO(), "svg")


def test_an_unknown_format_of_pictures() -> None:
    with pytest.raises(UsageError, match="unknown format 'pdf'"):
        draw_network(funding(), BytesIO(), "pdf")
