"""A graph as lines of N-Quads: what can be said of it without an engine."""

import hashlib
import re

from budgetkg.errors import StoreError
from budgetkg.namespaces import BKG

__all__ = ["DIGEST", "checked", "exchange", "stated_digest", "triples_of"]

#: The property by which a graph states the digest of all its other quads.
DIGEST = f"{BKG}contentDigest"

_BLANK = re.compile(r'^(?:_:|[^"\n]* _:)', re.MULTILINE)


def checked(graph: str, nquads: str) -> str:
    """Return N-Quads lines, each with its line feed, once they are known to be of this graph alone."""
    text = nquads.strip("\n")
    if not text:
        return ""
    text += "\n"
    if text.count("\n") != text.count(f" <{graph}> .\n"):
        raise StoreError("四元组不属于此图", "a quad does not belong to this graph", graph)
    if "_:" in text and _BLANK.search(text):
        raise StoreError("不允许空白节点", "blank nodes are not stored", graph)
    return text


def triples_of(graph: str, text: str) -> set[str]:
    """Return N-Quads of a graph as N-Triples lines. A line feed never stands inside a term."""
    return set(text.replace(f" <{graph}> .\n", " .\n").split("\n")) - {""}


def stated_digest(graph: str, text: str) -> str | None:
    """Return the content digest that the quads of a graph state of themselves, if it is true of them."""
    start = text.find(f"<{graph}> <{DIGEST}> ")
    if start < 0:
        return None
    end = text.index("\n", start) + 1
    stated = text[start:end].split('"')[1]
    others = (text[:start] + text[end:]).removesuffix("\n")
    return stated if hashlib.sha256(others.encode()).hexdigest() == stated else None


def exchange(graph: str, old: set[str], new: set[str]) -> str:
    """Return one update that takes triples out of a graph and puts others in."""

    def data(lines: set[str]) -> str:
        return f"{{ GRAPH <{graph}> {{\n" + "\n".join(sorted(lines)) + "\n} }"

    return ";\n".join(
        f"{verb} DATA {data(lines)}" for verb, lines in (("DELETE", old), ("INSERT", new)) if lines
    )
