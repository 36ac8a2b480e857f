"""Publish the catalogue: as a page for people and as RDF for other tools.

In RDF each query is a `sh:SPARQLSelectExecutable` (SHACL, section 5.2), so that tools that
collect example queries find it beside its labels, parameters and columns.
"""

from collections.abc import Mapping
from itertools import groupby
from typing import TYPE_CHECKING

from budgetkg.catalog.listing import group_title, ordered
from budgetkg.catalog.saved import Parameter, SavedQuery
from budgetkg.namespaces import BKG, PREFIXES, query_iri

if TYPE_CHECKING:
    from rdflib import Graph, URIRef

__all__ = ["to_page", "to_turtle"]

_PREFIXES = ("bkg", "dcterms", "rdfs", "schema", "sh", "skos", "xsd")

#: Datatype of a parameter's values where it is one; the others are IRIs.
_DATATYPES = {
    "string": "string",
    "code": "string",
    "choice": "string",
    "integer": "integer",
    "year": "integer",
    "decimal": "decimal",
    "amount": "decimal",
}


def to_page(catalog: Mapping[str, SavedQuery]) -> str:
    """Return the catalogue as Markdown, group by group, in Chinese and English."""
    parts = [_OPENING]
    for group, queries in groupby(ordered(catalog.values()), key=lambda query: query.group):
        parts.append(f"## {group_title(group, 'zh')} / {group_title(group, 'en')}\n")
        parts += [_entry(query) for query in queries]
    return "\n".join(parts)


def to_turtle(catalog: Mapping[str, SavedQuery]) -> str:
    """Return the catalogue as Turtle, one `sh:SPARQLSelectExecutable` a query, without blank nodes."""
    from rdflib import Graph, Namespace

    graph = Graph()
    for prefix in _PREFIXES:
        graph.bind(prefix, Namespace(PREFIXES[prefix]), override=True, replace=True)
    for query in ordered(catalog.values()):
        _add_query(graph, query)
    return graph.serialize(format="turtle").rstrip("\n") + "\n"


_OPENING = """# 查询目录 / The catalogue of queries

由查询文件的头生成（`budgetkg query --list --format md`）。每个查询都可原样在任何 SPARQL 编辑器中运行。

Generated from the heads of the query files (`budgetkg query --list --format md`). Each query runs as it
stands in any SPARQL editor. RDF: [catalog.ttl](catalog.ttl).
"""


def _entry(query: SavedQuery) -> str:
    lines = [f"### `{query.name}`", "", query.summary_zh, "", query.summary_en, ""]
    lines += [f"- 回答 / answers: {answer}" for answer in query.answers]
    lines += [f"- 参数 / parameter: {_parameter(one)}" for one in query.params]
    if query.columns:
        lines.append(f"- 列 / columns: {', '.join(_column(query, name) for name in query.columns)}")
    lines += [f"- 注意 / note: {note}" for note in query.notes]
    return "\n".join([*lines, ""])


def _parameter(one: Parameter) -> str:
    kind = ", ".join(f"`{choice}`" for choice in one.choices) if one.choices else one.type
    need = "必需 / required" if one.required else "可省 / optional"
    default = f", 默认 / default `{one.default}`" if one.default is not None else ""
    return f"`{one.name}` ({kind}; {need}{default}), 例 / for example `{one.example}`"


def _column(query: SavedQuery, name: str) -> str:
    return f"`{name}` ({query.units[name]})" if name in query.units else f"`{name}`"


def _add_query(graph: "Graph", query: SavedQuery) -> None:
    from rdflib import DCTERMS, RDF, RDFS, SDO, SH, SKOS, Literal, URIRef

    subject = URIRef(query_iri(query.name))
    graph.add((subject, RDF.type, SH.SPARQLSelectExecutable))
    graph.add((subject, SH.select, Literal(query.body)))
    graph.add((subject, DCTERMS.identifier, Literal(query.name)))
    graph.add((subject, RDFS.label, Literal(query.summary_zh, lang="zh")))
    graph.add((subject, RDFS.label, Literal(query.summary_en, lang="en")))
    for lang in ("zh", "en"):
        graph.add((subject, SDO.keywords, Literal(group_title(query.group, lang), lang=lang)))
    for answer in query.answers:
        graph.add((subject, URIRef(f"{BKG}answersQuestion"), Literal(answer.split(" ", 1)[0])))
        graph.add((subject, DCTERMS.description, Literal(answer, lang="en")))
    for note in (*query.notes, *(f"{column}: {unit}" for column, unit in query.units.items())):
        graph.add((subject, SKOS.note, Literal(note)))
    for one in query.params:
        _add_parameter(graph, subject, one)


def _add_parameter(graph: "Graph", query: "URIRef", one: Parameter) -> None:
    from rdflib import DCTERMS, RDF, SH, XSD, Literal, URIRef

    subject = URIRef(f"{query}/parameter/{one.name}")
    graph.add((query, SH.parameter, subject))
    graph.add((subject, RDF.type, SH.Parameter))
    graph.add((subject, DCTERMS.identifier, Literal(one.name)))
    graph.add((subject, SH.optional, Literal(not one.required)))
    graph.add((subject, SH.description, Literal(_parameter(one))))
    if one.type in _DATATYPES:
        graph.add((subject, SH.datatype, XSD[_DATATYPES[one.type]]))
    else:
        graph.add((subject, SH.nodeKind, SH.IRI))
