"""The colour of each kind of node, the same in every picture and every graph file."""

from collections.abc import Mapping

__all__ = ["COLORS", "color_of"]

#: Colours that people with colour-blindness can tell apart (Okabe and Ito), with three of our own.
COLORS: Mapping[str, str] = {
    "agency": "#e69f00",
    "legal": "#56b4e9",
    "notice": "#d55e00",
    "programme": "#7a3e9d",
    "project": "#0072b2",
    "unit": "#009e73",
    "account": "#b8a800",
    "department": "#cc79a7",
    "document": "#444444",
}
_OTHER = "#999999"


def color_of(kind: str) -> str:
    """Return the colour of a kind as `#rrggbb`; kinds without one of their own are grey."""
    return COLORS.get(kind, _OTHER)
