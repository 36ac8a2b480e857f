"""The JSON-LD context: a short name for every term of the vocabulary, made from the ontology.

It is kept as a file that ships with the package, so that nothing is fetched, and is published under
CONTEXT_IRI. Money is a string that the context types as xsd:decimal: no reader of JSON rounds it.
"""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from budgetkg.namespaces import BASE, BKG, PREFIXES
from budgetkg.resources import folder

__all__ = ["CONTEXT_IRI", "context", "context_from_ontology"]

CONTEXT_IRI = f"{BASE}/context.jsonld"

_LANGUAGE_MAP = {"@container": "@language"}
_REFERENCE = {"@type": "@id"}

#: Terms of other vocabularies that the graphs use, by the name they get.
_FOREIGN: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "title": ("dcterms:title", _LANGUAGE_MAP),
    "description": ("dcterms:description", _LANGUAGE_MAP),
    "identifier": ("dcterms:identifier", {}),
    "isVersionOf": ("dcterms:isVersionOf", _REFERENCE),
    "source": ("dcterms:source", _REFERENCE),
    "prefLabel": ("skos:prefLabel", _LANGUAGE_MAP),
    "altLabel": ("skos:altLabel", _LANGUAGE_MAP),
    "definition": ("skos:definition", _LANGUAGE_MAP),
    "scopeNote": ("skos:scopeNote", _LANGUAGE_MAP),
    "notation": ("skos:notation", {}),
    "broader": ("skos:broader", _REFERENCE),
    "inScheme": ("skos:inScheme", _REFERENCE),
    "topConceptOf": ("skos:topConceptOf", _REFERENCE),
    "closeMatch": ("skos:closeMatch", _REFERENCE),
    "member": ("skos:member", _REFERENCE),
    "label": ("rdfs:label", _LANGUAGE_MAP),
    "comment": ("rdfs:comment", _LANGUAGE_MAP),
    "domain": ("rdfs:domain", _REFERENCE),
    "range": ("rdfs:range", _REFERENCE),
    "subClassOf": ("rdfs:subClassOf", _REFERENCE),
    "subPropertyOf": ("rdfs:subPropertyOf", _REFERENCE),
    "isDefinedBy": ("rdfs:isDefinedBy", _REFERENCE),
    "Concept": ("skos:Concept", {}),
    "ConceptScheme": ("skos:ConceptScheme", {}),
}


@cache
def context() -> Mapping[str, Any]:
    """Return the context as the package has it."""
    text = (folder("ontology") / "context.jsonld").read_text(encoding="utf-8")
    found: Mapping[str, Any] = json.loads(text)["@context"]
    return found


def context_from_ontology() -> str:
    """Return the text that ontology/context.jsonld must have: prefixes, then terms by name."""
    terms = {name: {"@id": iri, **coerced} if coerced else iri for name, (iri, coerced) in _FOREIGN.items()}
    for name, definition in _own_terms():
        if name in terms or name in PREFIXES:
            raise ValueError(f"two terms are called {name!r}")
        terms[name] = definition
    lines = [f"{json.dumps(prefix)}: {json.dumps(iri)}" for prefix, iri in PREFIXES.items()]
    lines += [f"{json.dumps(name)}: {json.dumps(terms[name])}" for name in sorted(terms)]
    return '{"@context": {\n  ' + ",\n  ".join(lines) + "\n}}\n"


def _own_terms() -> Iterator[tuple[str, Any]]:
    from rdflib import OWL, RDF, RDFS, Graph, URIRef

    graph = Graph().parse(folder("ontology") / "budgetkg.ttl")
    for subject in set(graph.subjects(RDF.type)):
        name = str(subject).removeprefix(BKG)
        kinds = set(graph.objects(subject, RDF.type))
        if OWL.Class in kinds:
            yield name, f"bkg:{name}"
        elif OWL.ObjectProperty in kinds:
            yield name, {"@id": f"bkg:{name}", **_REFERENCE}
        elif kinds & {OWL.DatatypeProperty, OWL.AnnotationProperty}:
            ranged = graph.value(subject, RDFS.range)
            assert isinstance(ranged, URIRef), name
            yield name, _literal(f"bkg:{name}", str(ranged))


def _literal(iri: str, datatype: str) -> str | dict[str, str]:
    if datatype == f"{PREFIXES['rdf']}langString":
        return {"@id": iri, **_LANGUAGE_MAP}
    if datatype == f"{PREFIXES['xsd']}string":
        return iri
    return {"@id": iri, "@type": f"xsd:{datatype.removeprefix(PREFIXES['xsd'])}"}
