"""Write the answer of a query as text: the W3C results formats and Markdown.

CSV and TSV follow "SPARQL 1.1 Query Results CSV and TSV Formats", JSON and XML the documents
of the same family. Values are written as they are: nothing is rounded and no code becomes a
number.
"""

import csv
import io
import json
import re
from collections.abc import Callable, Mapping
from xml.etree import ElementTree

from budgetkg.errors import UsageError
from budgetkg.namespaces import PREFIXES
from budgetkg.results import Solutions, Term

__all__ = ["TEXT_FORMATS", "to_csv", "to_json", "to_markdown", "to_tsv", "to_xml", "write_text"]

_XSD_STRING = PREFIXES["xsd"] + "string"
_SPARQL_RESULTS = "http://www.w3.org/2005/sparql-results#"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_NUMBER = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
#: Characters that XML 1.0 cannot carry.
_NOT_XML = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TSV_ESCAPES = {"\\": "\\\\", '"': '\\"', "\t": "\\t", "\n": "\\n", "\r": "\\r"}
_MARKDOWN_ESCAPES = {"\\": "\\\\", "|": "\\|", "<": "&lt;", "&": "&amp;", "\r": "", "\n": "<br>"}


def to_csv(solutions: Solutions, *, spreadsheet: bool = False) -> str:
    """Return SPARQL 1.1 CSV; an unbound value is an empty cell.

    With `spreadsheet`, a byte order mark tells the encoding, and a text that a spreadsheet would
    take for a formula gets a `'` before it; numbers never do.
    """
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(solutions.variables)
    for row in solutions.rows:
        writer.writerow([_csv_cell(term, spreadsheet) for term in row])
    return ("\ufeff" if spreadsheet else "") + stream.getvalue()


def to_tsv(solutions: Solutions) -> str:
    """Return SPARQL 1.1 TSV: terms in Turtle syntax, so that types and languages are kept."""
    lines = ["\t".join(f"?{name}" for name in solutions.variables)]
    lines += ["\t".join("" if term is None else _turtle(term) for term in row) for row in solutions.rows]
    return "\n".join(lines) + "\n"


def to_json(solutions: Solutions) -> str:
    """Return SPARQL 1.1 JSON; an unbound value is left out."""
    bindings = [
        {
            name: _json_term(term)
            for name, term in zip(solutions.variables, row, strict=True)
            if term is not None
        }
        for row in solutions.rows
    ]
    answer = {"head": {"vars": list(solutions.variables)}, "results": {"bindings": bindings}}
    return json.dumps(answer, ensure_ascii=False, indent=2) + "\n"


def to_xml(solutions: Solutions) -> str:
    """Return SPARQL XML; an unbound value is left out.

    Raises UsageError where a value holds a control character, which XML cannot carry.
    """
    root = ElementTree.Element("sparql", xmlns=_SPARQL_RESULTS)
    head = ElementTree.SubElement(root, "head")
    for name in solutions.variables:
        ElementTree.SubElement(head, "variable", name=name)
    results = ElementTree.SubElement(root, "results")
    for row in solutions.rows:
        result = ElementTree.SubElement(results, "result")
        for name, term in zip(solutions.variables, row, strict=True):
            if term is not None:
                _add_xml_term(ElementTree.SubElement(result, "binding", name=name), term)
    ElementTree.indent(root)
    body = ElementTree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{body}\n'


def to_markdown(solutions: Solutions, units: Mapping[str, str] | None = None) -> str:
    """Return a Markdown table; columns of numbers stand right, and `units` follow the names."""
    known = units or {}
    names = [f"{name} ({known[name]})" if name in known else name for name in solutions.variables]
    rules = ["---:" if _is_numeric(column) else "---" for column in _columns(solutions)]
    rows = [["" if term is None else _markdown(term.value) for term in row] for row in solutions.rows]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in [names, rules, *rows])


#: Text formats by the name that the command line gives them.
TEXT_FORMATS: dict[str, Callable[[Solutions], str]] = {
    "csv": to_csv,
    "tsv": to_tsv,
    "json": to_json,
    "xml": to_xml,
    "md": to_markdown,
}


def write_text(solutions: Solutions, name: str, units: Mapping[str, str] | None = None) -> str:
    """Return an answer in the format with this name; `units` go where the format has room for them.

    Raises UsageError for an unknown format.
    """
    if name not in TEXT_FORMATS:
        listed = ", ".join(TEXT_FORMATS)
        raise UsageError(f"未知的格式“{name}”；可用 {listed}", f"unknown format {name!r}; there are {listed}")
    return to_markdown(solutions, units) if name == "md" else TEXT_FORMATS[name](solutions)


def _csv_cell(term: Term | None, spreadsheet: bool) -> str:
    if term is None:
        return ""
    text = term.value
    if spreadsheet and text.startswith(_FORMULA_SIGNS) and not _NUMBER.fullmatch(text):
        return f"'{text}"
    return text


def _turtle(term: Term) -> str:
    if term.kind == "iri":
        return f"<{term.value}>"
    quoted = f'"{"".join(_TSV_ESCAPES.get(sign, sign) for sign in term.value)}"'
    if term.language:
        return f"{quoted}@{term.language}"
    if term.datatype in (None, _XSD_STRING):
        return quoted
    return f"{quoted}^^<{term.datatype}>"


def _json_term(term: Term) -> dict[str, str]:
    if term.kind == "iri":
        return {"type": "uri", "value": term.value}
    if term.language:
        return {"type": "literal", "value": term.value, "xml:lang": term.language}
    if term.datatype in (None, _XSD_STRING):
        return {"type": "literal", "value": term.value}
    return {"type": "literal", "value": term.value, "datatype": str(term.datatype)}


def _add_xml_term(binding: ElementTree.Element, term: Term) -> None:
    if _NOT_XML.search(term.value):
        raise UsageError(
            "有的值含控制字符，XML 不能表示；请用 json",
            "a value holds a control character that XML cannot carry: use json",
        )
    element = ElementTree.SubElement(binding, "uri" if term.kind == "iri" else "literal")
    element.text = term.value
    if term.language:
        element.set(_XML_LANG, term.language)
    elif term.kind == "literal" and term.datatype not in (None, _XSD_STRING):
        element.set("datatype", str(term.datatype))


def _markdown(text: str) -> str:
    return "".join(_MARKDOWN_ESCAPES.get(sign, sign) for sign in text)


def _columns(solutions: Solutions) -> list[list[Term]]:
    return [
        [term for row in solutions.rows if (term := row[place]) is not None]
        for place in range(len(solutions.variables))
    ]


def _is_numeric(column: list[Term]) -> bool:
    return bool(column) and all(term.number is not None for term in column)
