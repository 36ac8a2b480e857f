"""Keep a query inside its store, and say in one way what an engine finds wrong with it.

Engines fetch what a SERVICE names, and some what a FROM names, even where they are opened
read-only. A query of ours reads one store, so both are found by parsing and refused.
"""

import re
from collections.abc import Callable, Sequence

from budgetkg.errors import QueryError

__all__ = ["engine_error", "inside"]

_OUTSIDE = re.compile(r"service|\bfrom\b", re.IGNORECASE)
_CODE_POINT = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
#: A line that is a comment; a carriage return ends it, too, so that it hides nothing.
_COMMENT = re.compile(r"^[ \t]*#[^\r\n]*", re.MULTILINE)
_LONG_QUOTES = ('"""', "'''")
_NAMED = re.compile(r"^FROM NAMED <([^<>\s]+)>$", re.MULTILINE)
_POSITION = re.compile(r"\bat (\d+):(\d+)")


def inside(text: str, graphs: Callable[[], Sequence[str]]) -> str:
    """Return the query as it may run; `graphs` gives the graphs that a FROM may name.

    Raises QueryError when the query has a SERVICE, or a FROM that names any other graph. Only
    a text with a telling word is parsed here. Line ends are made one kind first, so that this
    parser and the engine see the same comments.
    """
    named, code = _named(text, _code(_CODE_POINT.sub(_character, text)))
    if not _OUTSIDE.search(code):
        _check_sources(named, graphs)
        return text
    if _CODE_POINT.search(text):
        raise QueryError("请直接写出字符，不用 \\u 转义", "write the characters, not \\u escapes")
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    services, sources = _outside(plain)
    if services:
        raise QueryError("不允许 SERVICE：查询只读本库", "SERVICE is refused: a query reads this store only")
    _check_sources(sources, graphs)
    return plain


def _check_sources(sources: Sequence[str], graphs: Callable[[], Sequence[str]]) -> None:
    strange = sorted(set(sources) - set(graphs())) if sources else []
    if strange:
        raise QueryError(
            f"本库没有 FROM 所指的图：{strange[0]}",
            f"FROM names a graph that is not in this store: {strange[0]}",
        )


def _named(text: str, code: str) -> tuple[list[str], str]:
    """Return the graphs that lines of their own name, and the code without these lines.

    Where a string may span lines, or characters are escaped, no line is known to be what it looks like.
    """
    if _CODE_POINT.search(text) or any(quotes in text for quotes in _LONG_QUOTES):
        return [], code
    return _NAMED.findall(code), _NAMED.sub("", code)


def engine_error(error: Exception) -> QueryError:
    """Return the QueryError for what an engine says; its place is the line, where it names one."""
    said = " ".join(str(error).split())
    found = _POSITION.search(said)
    place = f"line {found[1]}" if found else None
    return QueryError(f"查询有误：{said}", f"the query is wrong: {said}", place)


def _code(text: str) -> str:
    """Return a text without its comment lines; where a string may span lines, none is told from code."""
    return text if any(quotes in text for quotes in _LONG_QUOTES) else _COMMENT.sub("", text)


def _character(match: re.Match[str]) -> str:
    code = int(match[1] or match[2], 16)
    return chr(code) if code <= 0x10FFFF else ""


def _outside(text: str) -> tuple[bool, list[str]]:
    """Return whether a query has a SERVICE, and the graphs that its FROM clauses name."""
    from rdflib.plugins.sparql.algebra import translateQuery, traverse
    from rdflib.plugins.sparql.parser import parseQuery

    services = []

    def visit(node: object) -> None:
        if getattr(node, "name", None) == "ServiceGraphPattern":
            services.append(node)

    try:
        parsed = parseQuery(text)
        traverse(parsed[1], visitPre=visit)
        if services:
            return True, []
        clauses = translateQuery(parsed).algebra.datasetClause or []
    except Exception as error:  # rdflib raises many kinds; what cannot be checked is not run
        raise QueryError(f"无法检查此查询：{error}", f"this query cannot be checked: {error}") from error
    return False, [str(clause.default or clause.named) for clause in clauses]
