"""Links as text for others: SSSOM TSV, RDF with a VoID description, CSV and JSON."""

import csv
import io
import json
from collections.abc import Callable, Sequence
from typing import Any

from budgetkg.graph.links import link_triples
from budgetkg.linking.evidence import SIGNALS, Doubt
from budgetkg.linking.sssom import Line, MappingSet, write_sssom
from budgetkg.linking.states import Link
from budgetkg.namespaces import PREFIXES

__all__ = ["COLUMNS", "to_csv", "to_json", "to_sssom", "to_turtle"]

_VOID = f"<{PREFIXES['void']}"

COLUMNS = (
    "id",
    "state",
    "kind",
    "subject",
    "subject_label",
    "predicate",
    "object",
    "object_label",
    "confidence",
    "method",
    "why",
)


def to_sssom(links: Sequence[Link], note: str = "") -> str:
    """Return links as an SSSOM TSV file, rejected ones with `Not`."""
    head: dict[str, Any] = {"other": note} if note else {}
    return write_sssom(MappingSet(tuple(Line(link.mapping) for link in links), head))


def to_turtle(links: Sequence[Link], *, only_void: bool = False, note: str = "") -> str:
    """Return links as Turtle: SSSOM in RDF with a VoID description, or that description alone."""
    import rdflib

    triples = link_triples([link.mapping for link in links], note)
    if only_void:
        triples = [triple for triple in triples if _VOID in triple]
    graph = rdflib.Graph(bind_namespaces="none")
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace)
    graph.parse(data="".join(f"{triple} .\n" for triple in triples), format="nt")
    return graph.serialize(format="turtle")


def to_csv(links: Sequence[Link], why: Callable[[Link], str]) -> str:
    """Return links as CSV, one a row."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow(COLUMNS)
    table.writerows(_cells(link, why) for link in links)
    return out.getvalue()


def _cells(link: Link, why: Callable[[Link], str]) -> list[str]:
    mapping = link.mapping
    confidence = "" if mapping.confidence is None else f"{mapping.confidence:f}"
    return [
        link.id,
        link.state,
        link.kind,
        mapping.subject,
        mapping.subject_label,
        mapping.predicate,
        mapping.object,
        mapping.object_label,
        confidence,
        mapping.method,
        why(link),
    ]


def to_json(links: Sequence[Link], doubts: Sequence[Doubt]) -> str:
    """Return links with their evidence, and what is odd and not linked."""
    value = {
        "links": [_as_object(link) for link in links],
        "doubts": [{"iri": doubt.iri, "zh": doubt.zh, "en": doubt.en} for doubt in doubts],
    }
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _as_object(link: Link) -> dict[str, Any]:
    mapping = link.mapping
    evidence = link.candidate.evidence if link.candidate else ()
    return {
        "id": link.id,
        "state": link.state,
        "kind": link.kind,
        "subject": mapping.subject,
        "subject_label": mapping.subject_label,
        "predicate": mapping.predicate,
        "negated": mapping.negated,
        "object": mapping.object,
        "object_label": mapping.object_label,
        "confidence": None if mapping.confidence is None else float(mapping.confidence),
        "method": mapping.method or None,
        "source": mapping.source or None,
        "why": [
            {"signal": one.signal, "value": one.value, "weight": one.weight, "zh": zh, "en": en}
            for one in evidence
            for zh, en in [SIGNALS[one.signal]]
        ],
    }
