"""Prefixes and IRI minting: the only place where an IRI is put together (model.md §4).

Chinese stays Chinese: a segment is normalised to NFC, loses white space, 《》 and control
characters, and every other character outside `iunreserved` of RFC 3987 is percent-encoded.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from urllib.parse import quote, unquote

__all__ = [
    "BASE",
    "BKG",
    "BKS",
    "CODES_GRAPH",
    "ID",
    "INFERRED",
    "LINKS_GRAPH",
    "PREFIXES",
    "RULE",
    "account_iri",
    "account_year_iri",
    "agency_iri",
    "concept_iri",
    "decoded",
    "department_iri",
    "division_iri",
    "document_iri",
    "finding_iri",
    "graph_iri",
    "graphs_of",
    "inferred_graph_iri",
    "law_iri",
    "legal_iri",
    "level_iri",
    "mapping_iri",
    "project_iri",
    "query_iri",
    "scheme_iri",
    "segment",
    "unit_iri",
]

BASE = "https://w3id.org/budgetkg"
BKG = f"{BASE}/def#"
BKS = f"{BASE}/shapes#"
RULE = f"{BASE}/rule#"
ID = f"{BASE}/id/"
CODES_GRAPH = f"{BASE}/graph/codes"
#: What people and methods decided about identity across documents.
LINKS_GRAPH = f"{BASE}/graph/links"
#: Graphs of what is inferred from one document each.
INFERRED = f"{BASE}/graph/inferred/"

#: One prefix, one namespace, in every .ttl, .rq and export; a test compares them all.
PREFIXES = {
    "bkg": BKG,
    "bks": BKS,
    "rule": RULE,
    "id": ID,
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xkos": "http://rdf-vocabulary.ddialliance.org/xkos#",
    "dcterms": "http://purl.org/dc/terms/",
    "prov": "http://www.w3.org/ns/prov#",
    "org": "http://www.w3.org/ns/org#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "eli": "http://data.europa.eu/eli/ontology#",
    "epo": "http://data.europa.eu/a4g/ontology#",
    "cpov": "http://data.europa.eu/m8g/",
    "qb": "http://purl.org/linked-data/cube#",
    "sh": "http://www.w3.org/ns/shacl#",
    "vann": "http://purl.org/vocab/vann/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "schema": "https://schema.org/",
    "iati": "http://purl.org/collections/iati/",
    "kpi": "http://w3id.org/kpionto/",
    "sssom": "https://w3id.org/sssom/",
    "semapv": "https://w3id.org/semapv/vocab/",
    "void": "http://rdfs.org/ns/void#",
    "obeu-dim": "http://data.openbudgets.eu/ontology/dsd/dimension/",
    "obeu-meas": "http://data.openbudgets.eu/ontology/dsd/measure/",
}

# RFC 3987 `iunreserved` beyond ASCII: `ucschar`.
_UCSCHAR = (
    "\u00a0-\ud7ff\uf900-\ufdcf\ufdf0-\uffef\U00010000-\U0001fffd\U00020000-\U0002fffd\U00030000-\U0003fffd"
)
_PLAIN = re.compile(rf"[A-Za-z0-9\-._~{_UCSCHAR}]+")
_DROPPED = re.compile(r"[\s《》\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060\ufeff]+")
_PIECES = re.compile(rf"([A-Za-z0-9\-._~{_UCSCHAR}]+)")


def segment(text: str) -> str:
    """Return one IRI path segment for a name or code.

    >>> segment("邯 财教")
    '邯财教'
    >>> segment("《关于 A/B 的通知》")
    '关于A%2FB的通知'
    """
    clean = _DROPPED.sub("", unicodedata.normalize("NFC", text))
    if _PLAIN.fullmatch(clean):
        return clean
    return "".join(part if _PLAIN.fullmatch(part) else quote(part, safe="") for part in _PIECES.split(clean))


def decoded(iri: str) -> str:
    """Return an IRI with percent-encoded Chinese decoded, as the graph has it.

    >>> decoded("https://w3id.org/budgetkg/id/legal/%E9%82%AF%E8%B4%A2%E6%95%99/2023/104")
    'https://w3id.org/budgetkg/id/legal/邯财教/2023/104'
    """
    return "/".join(segment(unquote(part)) if "%" in part else part for part in iri.split("/"))


def document_iri(division: str | None, department: str | None, name: str, year: int | None, kind: str) -> str:
    """Return `/id/doc/{division}-{department code}-{year}-{kind}`; a missing division or code is told apart
    by a hash of the department's name, so that two documents never share an IRI by accident."""
    digest = "x" + hashlib.sha256(unicodedata.normalize("NFC", name).encode()).hexdigest()[:8]
    return f"{ID}doc/{division or digest}-{segment(department or digest)}-{year or 'x'}-{kind}"


def graph_iri(document: str) -> str:
    """Return the named graph of a document."""
    return f"{document}/graph"


def inferred_graph_iri(document: str) -> str:
    """Return the graph of what is inferred from a document, which is removed with it.

    >>> inferred_graph_iri("https://w3id.org/budgetkg/id/doc/130406-588-2024-budget")
    'https://w3id.org/budgetkg/graph/inferred/130406-588-2024-budget'
    """
    return f"{INFERRED}{document.removeprefix(f'{ID}doc/')}"


def graphs_of(document: str) -> tuple[str, str]:
    """Return the graphs that come and go with a document: what it prints, and what is inferred from it."""
    return graph_iri(document), inferred_graph_iri(document)


def division_iri(code: str) -> str:
    """Return the IRI of a GB/T 2260 division."""
    return f"{ID}division/{segment(code)}"


def department_iri(division: str, code: str) -> str:
    """Return the IRI of a department."""
    return f"{ID}department/{segment(division)}/{segment(code)}"


def query_iri(name: str) -> str:
    """Return the IRI of a saved query."""
    return f"{BASE}/query/{segment(name)}"


def unit_iri(division: str, department: str, name: str) -> str:
    """Return the IRI of a unit of a department."""
    return f"{ID}unit/{segment(division)}/{segment(department)}/{segment(name)}"


def agency_iri(division: str, name: str) -> str:
    """Return the IRI of an issuing agency."""
    return f"{ID}agency/{segment(division)}/{segment(name)}"


def account_iri(kind: str, code: str) -> str:
    """Return the lasting IRI of an account; kind is functional, economic, government-economic or revenue."""
    return f"{ID}account/{kind}/{segment(code)}"


def account_year_iri(kind: str, year: int, code: str) -> str:
    """Return the IRI of an account as a year's book has it: the one that amounts use."""
    return f"{ID}account/{kind}/{year}/{segment(code)}"


def scheme_iri(kind: str, year: int) -> str:
    """Return the IRI of a year's account list."""
    return f"{ID}account/{kind}/{year}"


def level_iri(kind: str, year: int, depth: int) -> str:
    """Return the IRI of a level of a year's account list; 1 is the class."""
    return f"{scheme_iri(kind, year)}/level-{depth}"


def project_iri(code: str) -> str:
    """Return the IRI of the lasting project behind a code."""
    return f"{ID}project/{segment(code)}"


def legal_iri(mark: str, year: int | None, serial: int) -> str:
    """Return the IRI of a numbered document; a decree has `-` for its year.

    >>> legal_iri("国务院令", None, 729)
    'https://w3id.org/budgetkg/id/legal/国务院令/-/729'
    """
    return f"{ID}legal/{segment(mark)}/{year if year is not None else '-'}/{serial}"


def law_iri(title: str) -> str:
    """Return the IRI of a named document without a number."""
    return f"{ID}law/{segment(title)}"


def finding_iri(rule: str, operands: Iterable[str]) -> str:
    """Return the IRI of a finding: its rule and 16 hex digits of its operands, whose order counts.

    >>> finding_iri("S14", ["https://example.org/a"])
    'https://w3id.org/budgetkg/id/finding/S14/b5b10dd0429e69ac'
    """
    digest = hashlib.sha256("\n".join(operands).encode()).hexdigest()[:16]
    return f"{ID}finding/{segment(rule)}/{digest}"


def mapping_iri(subject: str, predicate: str, object_: str) -> str:
    """Return the IRI of a mapping: 16 hex digits of what it says.

    >>> mapping_iri("https://example.org/a", "https://example.org/p", "https://example.org/b")
    'https://w3id.org/budgetkg/id/mapping/d7024bb1811a6881'
    """
    digest = hashlib.sha256("\n".join((subject, predicate, object_)).encode()).hexdigest()[:16]
    return f"{ID}mapping/{digest}"


def concept_iri(scheme: str, key: str) -> str:
    """Return the IRI of a code-list concept: `bkg:{scheme}-{key}`.

    >>> concept_iri("unit-rank", "正科级")
    'https://w3id.org/budgetkg/def#unit-rank-正科级'
    """
    return f"{BKG}{scheme}-{segment(key)}"
