"""Turn what a server answers into the terms that the embedded store would give.

Servers spell the same value in their own ways (`"1"` for true, `11.50` for 11.5, capitals in
a language tag). Nothing is guessed: what is no answer to a query is an AnswerError.
"""

import json
import re
from collections.abc import Mapping

from budgetkg.errors import AnswerError
from budgetkg.namespaces import PREFIXES
from budgetkg.results import Solutions, Term

__all__ = ["document", "read_boolean", "read_solutions", "read_triples"]

_XSD = PREFIXES["xsd"]
_STRING = f"{_XSD}string"
_LANGUAGE = f"{PREFIXES['rdf']}langString"
_DECIMAL = re.compile(r"([+-]?)0*([0-9]*)(?:\.([0-9]*))?")
_INTEGER = re.compile(r"[+-]?[0-9]+")
_IRI = r"<[^<>\s]*>"
_TRIPLE = re.compile(
    rf'\s*({_IRI}|_:\S+)\s*({_IRI})\s*(?:({_IRI}|_:\S+)|"((?:[^"\\]|\\.)*+)"'
    rf"(?:@([A-Za-z0-9-]+)|\^\^({_IRI}))?)\s*\.\s*(?:#.*)?"
)
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|([tbnrf\"'\\]))")
_SIGNS = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}
_SHORT = {sign: f"\\{name}" for name, sign in _SIGNS.items()} | {'"': '\\"', "\\": "\\\\"}
_TO_ESCAPE = re.compile(r'[\x00-\x1f\x7f"\\]')


def document(body: bytes) -> Mapping[str, object]:
    """Return the object of a JSON answer. Raises AnswerError where it is none, or cut in the middle."""
    try:
        found = json.loads(body.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise _no_answer(body) from error
    if not isinstance(found, dict):
        raise _no_answer(body)
    return found


def read_boolean(found: Mapping[str, object]) -> bool:
    """Return the answer of an ASK. Raises AnswerError where there is none."""
    answer = found.get("boolean")
    if not isinstance(answer, bool):
        raise AnswerError("应答中没有真假值", "the answer to an ASK holds no boolean")
    return answer


def read_solutions(found: Mapping[str, object]) -> Solutions:
    """Return the rows of a SELECT. Raises AnswerError where they are not in the W3C's JSON format."""
    try:
        names = found["head"]["vars"]  # type: ignore[index]
        bindings = found["results"]["bindings"]  # type: ignore[index]
        if not all(isinstance(name, str) for name in names):
            raise TypeError(names)
        rows = tuple(tuple(_binding(row.get(name)) for name in names) for row in bindings)
    except (KeyError, TypeError, AttributeError) as error:
        raise AnswerError(
            "应答不是 SPARQL 查询结果", "the answer is JSON, but no result of a SPARQL query"
        ) from error
    return Solutions(tuple(names), rows)


def read_triples(body: bytes) -> str:
    """Return N-Triples as the store prints them: sorted, each once. Raises AnswerError for anything else."""
    try:
        lines = body.decode("utf-8-sig").replace("\r", "\n").split("\n")
    except UnicodeDecodeError as error:
        raise _no_answer(body) from error
    found = {_triple(line) for line in lines if line.strip() and not line.lstrip().startswith("#")}
    return "".join(f"{line} .\n" for line in sorted(found))


def _no_answer(body: bytes) -> AnswerError:
    head = body[:512].lstrip().lower()
    if head.startswith((b"<!doctype", b"<html")):
        return AnswerError("应答是网页，不是查询结果", "it answered with a web page, not with a result")
    if head.startswith(b"{"):
        return AnswerError("应答在中途断开", "the answer breaks off in the middle")
    if not head:
        return AnswerError("应答是空的", "the answer is empty")
    return AnswerError("应答不是所要的格式", "the answer is not in the format that was asked for")


def _binding(term: Mapping[str, str] | None) -> Term | None:
    if term is None:
        return None
    kind, value = term["type"], term["value"]
    if kind == "triple":
        return Term("triple", " ".join(_printed_binding(value, part) for part in ("s", "p", "o")))
    if not isinstance(value, str):
        raise TypeError(value)
    if kind == "uri":
        return Term("iri", value)
    if kind == "bnode":
        return Term("bnode", value)
    if kind not in ("literal", "typed-literal"):
        raise TypeError(kind)
    return _literal(value, term.get("datatype"), term.get("xml:lang"))


def _printed_binding(triple: object, part: str) -> str:
    """Return a part of a quoted triple; servers write its name in full or as one letter."""
    names = {"s": "subject", "p": "predicate", "o": "object"}
    if not isinstance(triple, dict):
        raise TypeError(triple)
    term = _binding(triple.get(names[part]) or triple[part])
    if term is None:
        raise TypeError(triple)
    return f"<<( {term.value} )>>" if term.kind == "triple" else _printed(term)


def _literal(value: str, datatype: str | None, language: str | None) -> Term:
    if language:
        return Term("literal", value, _LANGUAGE, language.lower())
    kind = datatype or _STRING
    return Term("literal", _canonical(value, kind.removeprefix(_XSD)), kind)


def _canonical(value: str, kind: str) -> str:
    """Return a value as the embedded store spells it; what is no value of its kind stays as it is."""
    if kind == "boolean":
        return {"1": "true", "0": "false"}.get(value, value)
    if kind == "integer" and _INTEGER.fullmatch(value):
        return str(int(value)) if len(value) < 1000 else value
    if kind == "decimal" and (found := _DECIMAL.fullmatch(value)) and any(map(str.isdigit, value)):
        whole, part = found[2] or "0", (found[3] or "").rstrip("0")
        text = f"{whole}.{part}" if part else whole
        return f"-{text}" if found[1] == "-" and text != "0" else text
    return value


def _triple(line: str) -> str:
    found = _TRIPLE.fullmatch(line)
    if found is None:
        said = "".join(sign if sign.isprintable() else " " for sign in line[:80])
        raise AnswerError(f"应答不是 N-Triples：{said}", f"the answer is no N-Triples: {said}")
    subject, predicate, other, text, language, datatype = found.groups()
    if other is not None:
        return f"{_unescaped(subject)} {_unescaped(predicate)} {_unescaped(other)}"
    kind = None if datatype is None else _unescaped(datatype)[1:-1]
    literal = _printed(_literal(_unescaped(text), kind, language))
    return f"{_unescaped(subject)} {_unescaped(predicate)} {literal}"


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(_character, text) if "\\" in text else text


def _character(match: re.Match[str]) -> str:
    if match[3]:
        return _SIGNS.get(match[3], match[3])
    code = int(match[1] or match[2], 16)
    return chr(code) if code <= 0x10FFFF else match[0]


def _printed(term: Term) -> str:
    if term.kind == "iri":
        return f"<{term.value}>"
    if term.kind != "literal":
        return f"_:{term.value.removeprefix('_:')}"
    quoted = f'"{_TO_ESCAPE.sub(_escape, term.value)}"'
    if term.language:
        return f"{quoted}@{term.language}"
    return quoted if term.datatype == _STRING else f"{quoted}^^<{term.datatype}>"


def _escape(match: re.Match[str]) -> str:
    return _SHORT.get(match[0]) or f"\\u{ord(match[0]):04X}"
