"""Draw a network as SVG or PNG, with Chinese labels.

In an SVG the labels stay text, so that any program with a Chinese font shows them and they can be
searched. A PNG needs such a font here: without one the picture would show empty boxes, so none is
drawn. Needs the extra `budgetkg[pictures]`.
"""

import logging
import math
import re
import warnings
from collections.abc import Iterable, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any, BinaryIO

from budgetkg.entities.colors import color_of
from budgetkg.entities.kinds import load_kinds
from budgetkg.errors import UsageError
from budgetkg.network.layout import Places, free, layered
from budgetkg.network.model import Money, Network, money_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["FONTS", "LIMIT", "PICTURES", "draw_network"]

#: Formats of pictures, with the usual ending of a file.
PICTURES: Mapping[str, str] = {"svg": ".svg", "png": ".png"}
#: The largest nodes are drawn; the picture says how many are not.
LIMIT = 200
#: Fonts with Chinese signs, the first that is there.
FONTS = (
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Noto Sans SC",
    "WenQuanYi Zen Hei",
    "WenQuanYi Micro Hei",
    "Microsoft YaHei",
    "SimHei",
    "PingFang SC",
    "Heiti SC",
)
_PROGRAMME = ("中央转移支付项目", "central transfer programme")
_LABELLED = 40
_LONGEST_LABEL, _LONGEST_IN_COLUMNS = 22, 15
#: Areas in square points: of the largest circle, of the largest that stands in a row of many, of the least.
_LARGEST, _LARGEST_IN_ROW, _SMALLEST = 1600.0, 260.0, 14.0
_ALONE = ("agency", "department")
_ROW_INCHES = 0.25
_WIDTH_INCHES = 18.0
_LEAST_INCHES, _MOST_INCHES = 6.0, 60.0
_DPI = 130
_BEYOND_LATIN = re.compile("[\u2e80-\uffef\U00020000-\U0003ffff]")
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


@dataclass(frozen=True, slots=True)
class _Picture:
    network: Network
    places: Places
    money: Mapping[str, Decimal | None]
    area_of_yuan: float
    projects: Money
    left_out: tuple[int, int]
    lang: str

    def area(self, iri: str) -> float:
        """Return the area of a node's circle in square points."""
        return max(_SMALLEST, self.area_of_yuan * float(self.money[iri] or 0))

    def say(self, zh: str, en: str) -> str:
        return zh if self.lang == "zh" else en


def draw_network(
    network: Network,
    out: BinaryIO,
    format: str,  # noqa: A002
    *,
    lang: str = "zh",
    limit: int = LIMIT,
) -> None:
    """Draw a network to a binary stream, `svg` or `png`; the same network gives the same bytes.

    At most `limit` nodes are drawn, those with the most money first. Raises UsageError where
    matplotlib is missing, or for a PNG with Chinese text where no Chinese font is installed.
    """
    matplotlib = _matplotlib()
    if format not in PICTURES:
        listed = ", ".join(PICTURES)
        raise UsageError(
            f"未知格式“{format}”；可用 {listed}", f"unknown format {format!r}; there are {listed}"
        )
    picture = _picture(network, lang, limit)
    if format == "png":
        _check_font((node.label for node in picture.network.nodes.values()), lang)
    settings = {
        "font.family": [*FONTS, "sans-serif"],
        "svg.fonttype": "none",
        "svg.hashsalt": "budgetkg",
        "axes.unicode_minus": False,
    }
    with matplotlib.rc_context(settings), _quiet():
        figure = _figure(picture)
        metadata = {"Date": None, "Creator": None} if format == "svg" else {"Software": None}
        figure.savefig(out, format=format, dpi=_DPI, metadata=metadata)


def _picture(network: Network, lang: str, limit: int) -> _Picture:
    shown = _largest(network, limit)
    left_out = (len(network.nodes) - len(shown.nodes), len(network.links) - len(shown.links))
    places = layered(shown) if shown.directed else free(shown)
    money = {iri: shown.money(iri).amount for iri in shown.nodes}
    projects = money_of(network.amounts.keys() & network.nodes.keys(), network.amounts)
    return _Picture(shown, places, money, _area_of_yuan(shown, money), projects, left_out, lang)


def _area_of_yuan(network: Network, money: Mapping[str, Decimal | None]) -> float:
    """Return the scale of the circles: none is too large for its place."""
    rooms = [
        (_LARGEST if network.nodes[iri].kind in _ALONE else _LARGEST_IN_ROW) / float(amount)
        for iri, amount in money.items()
        if amount is not None and amount > 0
    ]
    return min(rooms, default=0.0)


def _largest(network: Network, limit: int) -> Network:
    """Return the nodes with the most money and the links between them; in a projection those with links."""
    linked = {end for link in network.links for end in (link.source, link.target)}
    money = {iri: network.money(iri).amount for iri in network.nodes}
    candidates = [iri for iri in network.nodes if network.directed or iri in linked]
    candidates.sort(key=lambda iri: (money[iri] is None, -(money[iri] or Decimal(0)), iri))
    kept = set(candidates[:limit])
    nodes = {iri: node for iri, node in network.nodes.items() if iri in kept}
    links = tuple(link for link in network.links if link.source in kept and link.target in kept)
    return replace(network, nodes=nodes, links=links)


def _figure(picture: _Picture) -> "Figure":
    from matplotlib.figure import Figure

    height = min(_MOST_INCHES, max(_LEAST_INCHES, 1.6 + _ROW_INCHES * picture.places.rows))
    if not picture.network.directed:
        height = min(height, _WIDTH_INCHES)
    figure = Figure(figsize=(_WIDTH_INCHES, height), layout="constrained")
    axes = figure.add_subplot()
    axes.set_axis_off()
    axes.invert_yaxis()
    _draw_links(axes, picture)
    _draw_nodes(axes, picture)
    _draw_labels(axes, picture)
    axes.margins(x=0.02, y=0.02)
    if picture.network.directed:
        axes.set_xlim(-1.0, picture.places.width)
    axes.set_title(_title(picture), loc="left", fontsize=13, parse_math=False)
    _draw_legend(figure, picture)
    return figure


def _draw_links(axes: "Axes", picture: _Picture) -> None:
    from matplotlib.collections import LineCollection

    at = picture.places.at
    for group, style in (("money", "solid"), ("basis", "dotted")):
        chosen = [link for link in picture.network.links if (link.kind == "basis") == (group == "basis")]
        lines = [(at[link.source], at[link.target]) for link in chosen]
        if lines:
            color, width, alpha = ("#888888", 0.6, 0.4) if group == "money" else ("#2a7ab0", 1.0, 0.9)
            axes.add_collection(
                LineCollection(
                    lines,
                    linewidths=width,
                    colors=[color],
                    alpha=alpha,
                    linestyles=style,
                    zorder=1,
                    gid=f"links-{group}",
                )
            )


def _draw_nodes(axes: "Axes", picture: _Picture) -> None:
    """Draw each kind as one group of circles: the area goes by the amount, an unknown one is hollow."""
    for kind in _kinds(picture):
        for known in (True, False):
            iris = [
                iri
                for iri, node in picture.network.nodes.items()
                if node.kind == kind and (picture.money[iri] is not None) == known
            ]
            if not iris:
                continue
            color = color_of(kind)
            axes.scatter(
                [picture.places.at[iri][0] for iri in iris],
                [picture.places.at[iri][1] for iri in iris],
                s=[picture.area(iri) for iri in iris],
                facecolors=color if known else "white",
                edgecolors=color,
                linewidths=0.9,
                alpha=0.85,
                zorder=2,
                clip_on=False,
                gid=f"nodes-{kind}-{'amount' if known else 'no-amount'}",
            )


def _draw_labels(axes: "Axes", picture: _Picture) -> None:
    for iri in _labelled(picture):
        x, y = picture.places.at[iri]
        radius = math.sqrt(picture.area(iri) / math.pi)
        axes.annotate(
            _short(picture.network.nodes[iri].label, _longest(picture, iri)),
            (x, y),
            xytext=(radius + 3, 0),
            textcoords="offset points",
            va="center",
            fontsize=7.5,
            zorder=3,
            bbox={"facecolor": "white", "edgecolor": "none", "alpha": 0.7, "pad": 0.5},
            parse_math=False,
            annotation_clip=False,
        )


def _labelled(picture: _Picture) -> list[str]:
    """Return the nodes that get a label: all but projects, those with a source, and the largest others."""
    funded = {link.target for link in picture.network.links if link.kind in ("funds", "programme", "basis")}
    nodes = picture.network.nodes
    projects = [iri for iri, node in nodes.items() if node.kind == "project" and iri not in funded]
    projects.sort(key=lambda iri: (-(picture.money[iri] or Decimal(0)), iri))
    labelled = set(projects[:_LABELLED])
    return [iri for iri, node in nodes.items() if node.kind != "project" or iri in funded or iri in labelled]


def _title(picture: _Picture) -> str:
    network = picture.network
    money = picture.projects
    parts = [picture.say("资金网络", "Funding network")] if network.directed else [_projected(picture)]
    if money.forms:
        parts.append(picture.say(f"{money.forms} 个项目", f"{money.forms} projects"))
    if money.amount is not None:
        yuan = f"{money.amount:,f}"
        parts.append(picture.say(f"合计 {yuan} 元", f"{yuan} yuan in all"))
    if money.without_amount:
        count = money.without_amount
        parts.append(picture.say(f"其中 {count} 个金额不明", f"{count} of them without an amount"))
    nodes, links = picture.left_out
    if nodes or links:
        parts.append(
            picture.say(
                f"另有 {nodes} 个节点、{links} 条连线未画出", f"{nodes} nodes and {links} links are not drawn"
            )
        )
    return "  ·  ".join(parts)


def _projected(picture: _Picture) -> str:
    """Return what a projection shows."""
    shared = {link.kind for link in picture.network.links}
    if "shared_project" in shared:
        return picture.say("由同一项目相连的通知", "Notices linked by a shared project")
    return picture.say("由同一通知相连", "Linked by a shared notice")


def _draw_legend(figure: "Figure", picture: _Picture) -> None:
    from matplotlib.lines import Line2D

    known = load_kinds()

    def circle(color: str, face: str, text: str) -> Line2D:
        return Line2D(
            [],
            [],
            marker="o",
            linestyle="",
            markeredgecolor=color,
            markerfacecolor=face,
            markersize=7,
            label=text,
        )

    handles = []
    for kind in _kinds(picture):
        zh, en = (known[kind].zh, known[kind].en) if kind in known else _PROGRAMME
        color = color_of(kind)
        handles.append(circle(color, color, picture.say(zh, en)))
    handles.append(circle("#777777", "white", picture.say("没有金额", "no amount stated")))
    if any(link.kind == "basis" for link in picture.network.links):
        text = picture.say("以文件为依据（不经过资金）", "legal basis (no money passes)")
        handles.append(Line2D([], [], color="#2a7ab0", linestyle="dotted", label=text))
    title = picture.say("圆的面积：金额", "area of a circle: amount")
    figure.legend(
        handles=handles,
        loc="outside lower left",
        ncols=min(6, len(handles)),
        fontsize=9,
        title=title,
        title_fontsize=9,
        frameon=False,
        alignment="left",
    )


def _kinds(picture: _Picture) -> list[str]:
    return list(dict.fromkeys(node.kind for node in picture.network.nodes.values()))


def _longest(picture: _Picture, iri: str) -> int:
    return _LONGEST_IN_COLUMNS if iri in picture.places.close else _LONGEST_LABEL


def _short(label: str, longest: int) -> str:
    plain = _UNSEEN.sub(" ", label).strip()
    return plain if len(plain) <= longest else f"{plain[:longest]}…"


def _check_font(labels: Iterable[str], lang: str) -> None:
    """Raise UsageError where a picture of points would show boxes instead of Chinese signs."""
    if lang != "zh" and not any(_BEYOND_LATIN.search(label) for label in labels):
        return
    from matplotlib.font_manager import fontManager

    installed = {font.name for font in fontManager.ttflist}
    if not installed.intersection(FONTS):
        raise UsageError(
            "没有安装中文字体，PNG 中的汉字会成为空框；请用 svg，或安装字体（如 fonts-noto-cjk）",
            "no Chinese font is installed, so that a PNG would show boxes: use svg, or install a font "
            "such as fonts-noto-cjk",
        )


@contextmanager
def _quiet() -> "Iterator[None]":
    """Keep matplotlib from telling about fonts of the list that are not installed."""
    logger = logging.getLogger("matplotlib.font_manager")
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", message="Glyph .* missing from")
            yield
    finally:
        logger.setLevel(level)


def _matplotlib() -> Any:
    try:
        import matplotlib
    except ImportError as error:
        raise UsageError(
            "画图需要附加组件：pip install 'budgetkg[pictures]'",
            "a picture needs the extra: pip install 'budgetkg[pictures]'",
        ) from error
    return matplotlib
