"""Links and reference data of others: SSSOM, CSV or RDF, taken in as decisions that name their source.

On our side a thing may be called by its IRI, a prefixed name, a code, a document number or its exact
name. Their IRIs stay as they are. A file is taken in whole or not at all.
"""

import csv
import io
import re
from collections.abc import Iterable
from collections.abc import Mapping as Dictionary
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from budgetkg.catalog import find_entity
from budgetkg.catalog.values import expand_iri
from budgetkg.errors import AmbiguousEntityError, EntityUnknownError, LinkFileError, ParameterError
from budgetkg.linking.sssom import Wrong, is_iri, read_confidence, read_sssom, refuse
from budgetkg.linking.states import EXACT
from budgetkg.model.mapping import Mapping
from budgetkg.namespaces import BASE, ID, PREFIXES, decoded
from budgetkg.store import Store
from budgetkg.values.creditcode import read_credit_code

if TYPE_CHECKING:
    import rdflib

__all__ = ["RELATIONS", "read_links"]

_SKOS, _ORG, _OWL = PREFIXES["skos"], PREFIXES["org"], PREFIXES["owl"]
_IDENTIFIER, _NOTATION = f"{_ORG}identifier", f"{_SKOS}notation"
_SAME_AS = (f"{_OWL}sameAs", f"{PREFIXES['schema']}sameAs")
_WIKIDATA = "http://www.wikidata.org/entity/"

#: Relations that may be written by their bare name.
RELATIONS = {
    name: f"{_SKOS}{name}"
    for name in ("exactMatch", "closeMatch", "broadMatch", "narrowMatch", "relatedMatch")
}
RELATIONS |= {"sameAs": _SAME_AS[0], "identifier": _IDENTIFIER, "notation": _NOTATION}

#: Heads of columns by what they hold; the first that a file has counts.
_COLUMNS = {
    "subject": ("subject", "subject_id", "主体", "iri", "名称", "单位", "单位名称", "name"),
    "predicate": ("predicate", "predicate_id", "relation", "关系"),
    "object": ("object", "object_id", "target", "客体"),
    "confidence": ("confidence", "置信度"),
    "comment": ("comment", "备注"),
}
#: Columns of reference data: each cell is a statement of its own.
_CREDIT_CODES = ("统一社会信用代码", "credit_code", "uscc")
_ITEMS = ("wikidata", "qid")

_RDF_FORMATS = {
    ".ttl": "turtle",
    ".nt": "nt",
    ".nq": "nquads",
    ".trig": "trig",
    ".rdf": "xml",
    ".xml": "xml",
    ".owl": "xml",
    ".jsonld": "json-ld",
    ".json": "json-ld",
}
_UNKNOWN = "UnspecifiedMatching"


def read_links(store: Store, path: Path) -> list[Mapping]:
    """Return the mappings in a file, each with the file's name as its source.

    Raises LinkFileError, which names each line that cannot be read, where a thing is not known or
    may be one of several.
    """
    if not path.is_file():
        raise LinkFileError("没有这个文件", "there is no such file", str(path))
    ending = path.suffix.lower()
    if ending in _RDF_FORMATS:
        found = _from_rdf(path, _RDF_FORMATS[ending])
    elif ending in (".tsv", ".csv"):
        found = _from_table(store, path)
    else:
        known = ", ".join([".tsv", ".csv", *_RDF_FORMATS])
        raise LinkFileError(
            f"未知的文件种类；可用 {known}", f"unknown kind of file; known: {known}", str(path)
        )
    return [replace(mapping, source=mapping.source or path.name) for mapping in found]


def _exact(mapping: Mapping) -> Mapping:
    """Return a mapping without `sameAs`: a name or code does not make two records one in all respects."""
    if mapping.predicate not in _SAME_AS:
        return mapping
    note = f"原为 {mapping.predicate.rpartition('/')[2].rpartition('#')[2]}"
    comment = f"{mapping.comment}；{note}" if mapping.comment else note
    return replace(mapping, predicate=EXACT, comment=comment)


def _is_ours(text: str) -> bool:
    return text.startswith(ID) or text.startswith(f"{BASE}/def#")


# Tables


def _from_table(store: Store, path: Path) -> list[Mapping]:
    if _is_sssom(path):
        wrong: list[Wrong] = []
        found = []
        for line in read_sssom(path).lines:
            mapping = line.mapping
            if not _is_ours(mapping.subject) and (mapping.literal or not _is_ours(mapping.object)):
                wrong.append(_nothing_ours(line.number))
            else:
                found.append(_exact(mapping))
        if wrong:
            raise refuse(path, wrong)
        return found
    return _from_csv(store, path)


def _nothing_ours(number: int) -> Wrong:
    return number, "两端都不是本库的事物", "neither end is a thing of ours"


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise LinkFileError("文件不是 UTF-8 文本", "the file is no UTF-8 text", str(path)) from error
    except OSError as error:
        said = error.strerror or str(error)
        raise LinkFileError(f"无法读取：{said}", f"cannot be read: {said}", str(path)) from error


def _is_sssom(path: Path) -> bool:
    """Return whether a table has the columns of SSSOM, which are no guess."""
    rows = (row for row in _text(path).splitlines() if not row.startswith("#"))
    return {"subject_id", "predicate_id", "mapping_justification"} <= set(next(rows, "").split("\t"))


def _from_csv(store: Store, path: Path) -> list[Mapping]:
    text = _text(path)
    table = csv.reader(
        io.StringIO(text), delimiter="\t" if path.suffix.lower() == ".tsv" else ",", strict=True
    )
    wrong: list[Wrong] = []
    found: list[Mapping] = []
    columns: list[str] = []
    try:
        for row in table:
            cells = [cell.strip() for cell in row]
            if not any(cells) or (not columns and cells[0].startswith("#")):
                continue
            if not columns:
                columns = [cell.lower() for cell in cells]
                _check_columns(path, table.line_num, columns)
            elif len(cells) > len(columns):
                wrong.append((table.line_num, "单元格多于列", "more cells than columns"))
            else:
                try:
                    found += _row(store, dict(zip(columns, cells, strict=False)))
                except _LineError as error:
                    wrong.append((table.line_num, error.zh, error.en))
    except csv.Error as error:
        wrong.append((table.line_num, f"表格有误：{error}", f"the table is malformed: {error}"))
    if wrong:
        raise refuse(path, wrong)
    return found


class _LineError(Exception):
    """What is wrong with one line."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh, self.en = zh, en


def _check_columns(path: Path, number: int, columns: list[str]) -> None:
    reference = any(name in columns for name in (*_CREDIT_CODES, *_ITEMS))
    needed = ("subject",) if reference else ("subject", "object")
    for column in needed:
        if not any(name in columns for name in _COLUMNS[column]):
            names = ", ".join(_COLUMNS[column])
            raise refuse(path, [(number, f"缺少列（可用 {names}）", f"a column is missing (one of {names})")])


def _cell(cells: Dictionary[str, str], names: Iterable[str]) -> str:
    return next((cells[name] for name in names if name in cells), "")


def _row(store: Store, cells: dict[str, str]) -> list[Mapping]:
    """Return the mappings that one row states."""
    subject_text = _cell(cells, _COLUMNS["subject"])
    if not subject_text:
        raise _LineError("没有主体", "there is no subject")
    confidence = read_confidence(_cell(cells, _COLUMNS["confidence"]))
    if isinstance(confidence, str):
        raise _LineError(f"置信度须为 0 至 1：“{confidence}”", f"confidence is no 0 to 1: {confidence!r}")
    rest = {"justification": _UNKNOWN, "confidence": confidence, "comment": _cell(cells, _COLUMNS["comment"])}
    subject = _thing(store, subject_text)
    label = "" if expand_iri(subject_text) else subject_text
    found = []
    object_text = _cell(cells, _COLUMNS["object"])
    if object_text:
        relation = _relation(_cell(cells, _COLUMNS["predicate"]))
        object_ = object_text if relation in (_IDENTIFIER, _NOTATION) else _thing(store, object_text)
        found.append((relation, object_))
    if code_text := _cell(cells, _CREDIT_CODES):
        code = read_credit_code(code_text)
        if code is None:
            raise _LineError(
                f"不是统一社会信用代码：“{code_text}”", f"no unified social credit code: {code_text!r}"
            )
        found.append((_IDENTIFIER, code))
    if item := _cell(cells, _ITEMS):
        found.append((EXACT, _item(item)))
    if not found:
        raise _LineError("没有客体", "there is no object")
    return [_mapping(subject, relation, object_, label, rest) for relation, object_ in found]


def _mapping(subject: str, relation: str, object_: str, label: str, rest: Dictionary[str, object]) -> Mapping:
    literal = relation in (_IDENTIFIER, _NOTATION)
    if not _is_ours(subject) and (literal or not _is_ours(object_)):
        raise _LineError(*_nothing_ours(0)[1:])
    mapping = Mapping(subject, relation, object_, subject_label=label, literal=literal, **rest)  # type: ignore[arg-type]
    return _exact(mapping)


def _item(text: str) -> str:
    name = text.rpartition("/")[2].removeprefix("wd:")
    if not (name.startswith("Q") and name[1:].isascii() and name[1:].isdigit()):
        raise _LineError(f"不是 Wikidata 编号：“{text}”", f"no Wikidata item: {text!r}")
    return _WIKIDATA + name


def _relation(text: str) -> str:
    if not text:
        return EXACT
    found = RELATIONS.get(text) or expand_iri(text)
    if found is None:
        known = ", ".join(RELATIONS)
        raise _LineError(
            f"未知的关系“{text}”；可用 {known} 或 IRI", f"unknown relation {text!r}: {known} or an IRI"
        )
    return found


def _thing(store: Store, text: str) -> str:
    """Return the IRI that a text gives: one of others as it is, one of ours that the store knows."""
    bare = text.removeprefix("<").removesuffix(">")
    iri = expand_iri(bare)
    if iri is not None and not _is_ours(iri):
        # Theirs stays as it is written; only a prefix that we know is written out.
        whole = bare if bare.partition(":")[0] not in PREFIXES else iri
        if not is_iri(whole):
            raise _LineError(f"不是 IRI：“{text}”", f"no IRI: {text!r}")
        return whole
    try:
        return find_entity(store, text)
    except AmbiguousEntityError as error:
        listed = "、".join(error.candidates[:3])
        raise _LineError(f"“{text}”可指多个：{listed}", f"{text!r} may be any of {listed}") from error
    except (EntityUnknownError, ParameterError) as error:
        raise _LineError(f"库中没有“{text}”", f"the store knows nothing called {text!r}") from error


# RDF


def _from_rdf(path: Path, format_: str) -> list[Mapping]:
    import rdflib

    text = _text(path)
    if format_ == "json-ld":
        _check_contexts(path, text)
    data = rdflib.Dataset(default_union=True)
    try:
        data.parse(data=text, format=format_)
    except Exception as error:  # each parser of rdflib has errors of its own
        said = " ".join(str(error).split())[:300]
        raise LinkFileError(f"RDF 有误：{said}", f"the RDF is malformed: {said}", str(path)) from error
    found: dict[tuple[str, str, str], Mapping] = {}
    axioms = _axioms(data)
    for subject, predicate, object_, *_ in data.quads((None, None, None, None)):
        key = (str(subject), str(predicate), str(object_))
        literal = isinstance(object_, rdflib.Literal)
        named = isinstance(subject, rdflib.URIRef) and not isinstance(object_, rdflib.BNode)
        if named and _is_link(*key, literal=literal):
            ends = (_own(key[0]), key[1], key[2] if literal else _own(key[2]))
            mapping = Mapping(*ends, justification=_UNKNOWN, literal=literal)
            if not is_iri(ends[0]) or not (literal or is_iri(ends[2])):
                raise LinkFileError(f"不是 IRI：{key[0]} {key[2]}", f"no IRI: {key[0]} {key[2]}", str(path))
            found[key] = _exact(replace(mapping, **axioms.get(key, {})))
    if not found:
        raise LinkFileError(
            "文件中没有与本库事物有关的链接", "the file holds no link to a thing of ours", str(path)
        )
    return [found[key] for key in sorted(found)]


def _is_link(subject: str, predicate: str, object_: str, *, literal: bool) -> bool:
    """Return whether a triple links a thing of ours, or gives it an identifier."""
    if literal:
        return predicate in (_IDENTIFIER, _NOTATION) and _is_ours(subject)
    linking = predicate in RELATIONS.values() or predicate in _SAME_AS
    return linking and (_is_ours(subject) or _is_ours(object_))


def _own(iri: str) -> str:
    """Return an IRI of ours as the graph has it; others stay as they are."""
    return decoded(iri) if iri.startswith(ID) else iri


def _check_contexts(path: Path, text: str) -> None:
    """Refuse JSON-LD that would be read with the help of the network."""
    if re.search(r'"@(?:context|import)"\s*:\s*(?:\[[^\]{]*)?"', text):
        raise LinkFileError(
            "JSON-LD 引用了网上的 @context，请写在文件内",
            "the JSON-LD names an @context on the net: write it into the file",
            str(path),
        )


def _axioms(data: "rdflib.Dataset") -> dict[tuple[str, str, str], dict[str, Any]]:
    """Return what the SSSOM nodes of a file say of its links, as fields of a mapping."""
    query = """
        SELECT ?s ?p ?o ?confidence ?justification ?comment ?subject_label ?object_label ?source WHERE {
          ?m owl:annotatedSource ?s ; owl:annotatedProperty ?p ; owl:annotatedTarget ?o .
          OPTIONAL { ?m sssom:confidence ?confidence }
          OPTIONAL { ?m sssom:mapping_justification ?justification }
          OPTIONAL { ?m rdfs:comment ?comment }
          OPTIONAL { ?m sssom:subject_label ?subject_label }
          OPTIONAL { ?m sssom:object_label ?object_label }
          OPTIONAL { ?m dcterms:source ?source }
        }"""
    found: dict[tuple[str, str, str], dict[str, Any]] = {}
    for binding in data.query(query, initNs=PREFIXES).bindings:
        row = {str(name): str(term) for name, term in binding.items()}
        key = (row.pop("s"), row.pop("p"), row.pop("o"))
        said: dict[str, Any] = dict(row)
        reason = str(said.pop("justification", "")).removeprefix(PREFIXES["semapv"])
        said["justification"] = reason if reason.isalnum() else _UNKNOWN
        confidence = read_confidence(said.pop("confidence", ""))
        found[key] = said if isinstance(confidence, str) else {**said, "confidence": confidence}
    return found
