"""The links graph: each mapping as the triple that it states and as a node that says how it came about.

The nodes are those of SSSOM in RDF (`owl:Axiom` with SSSOM's properties); beside them stands a VoID
linkset for each relation and each data set that is linked to.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import urlsplit

from budgetkg.graph.terms import decimal, iri, text, zh
from budgetkg.graph.vocabulary import TYPE, bkg, dcterms, rdfs
from budgetkg.model.mapping import Mapping
from budgetkg.namespaces import BASE, ID, LINKS_GRAPH, PREFIXES, department_iri, mapping_iri, segment

__all__ = ["UNSPECIFIED_LICENSE", "link_triples", "links_nquads"]

#: What SSSOM says where nobody chose a license.
UNSPECIFIED_LICENSE = "https://w3id.org/sssom/license/unspecified"

_EXACT = f"{PREFIXES['skos']}exactMatch"
_UNIT, _DEPARTMENT = f"{ID}unit/", f"{ID}department/"
_DOUBLE = f"^^<{PREFIXES['xsd']}double>"
_INTEGER = f"^^<{PREFIXES['xsd']}integer>"


def _term(prefix: str, name: str) -> str:
    return iri(PREFIXES[prefix] + name)


def links_nquads(mappings: Iterable[Mapping], note: str = "") -> str:
    """Return the links graph as sorted N-Quads lines, without those that are negated.

    `note` says by which threshold mappings were taken up. The same mappings give the same text.
    """
    stated = [mapping for mapping in mappings if not mapping.negated]
    graph = iri(LINKS_GRAPH)
    return "\n".join(f"{triple} {graph} ." for triple in link_triples(stated, note)) if stated else ""


def link_triples(mappings: Sequence[Mapping], note: str = "") -> list[str]:
    """Return the triples of a mapping set, sorted, without full stops; a negated mapping states nothing."""
    lines: set[str] = set()
    mapping_set = iri(LINKS_GRAPH)
    lines.add(f"{mapping_set} {TYPE} {_term('sssom', 'MappingSet')}")
    lines.add(f"{mapping_set} {dcterms('license')} {iri(UNSPECIFIED_LICENSE)}")
    if note:
        lines.add(f"{mapping_set} {_term('sssom', 'other')} {text(note)}")
    for mapping in mappings:
        node = iri(mapping_iri(mapping.subject, mapping.predicate, mapping.object))
        lines.add(f"{mapping_set} {_term('sssom', 'mappings')} {node}")
        lines |= {
            f"{node} {predicate} {value}" for predicate, value in _said_of(mapping) if value is not None
        }
        if not mapping.negated:
            lines.add(f"{iri(mapping.subject)} {iri(mapping.predicate)} {_object(mapping)}")
            lines |= set(_consequence(mapping))
    lines |= set(_linksets([mapping for mapping in mappings if not mapping.negated]))
    return sorted(lines)


def _object(mapping: Mapping) -> str:
    return text(mapping.object) if mapping.literal else iri(mapping.object)


def _said_of(mapping: Mapping) -> Iterator[tuple[str, str | None]]:
    confidence = None if mapping.confidence is None else f"{mapping.confidence:f}"
    yield TYPE, _term("owl", "Axiom")
    yield _term("owl", "annotatedSource"), iri(mapping.subject)
    yield _term("owl", "annotatedProperty"), iri(mapping.predicate)
    yield _term("owl", "annotatedTarget"), _object(mapping)
    yield _term("sssom", "subject_label"), text(mapping.subject_label) if mapping.subject_label else None
    yield _term("sssom", "object_label"), text(mapping.object_label) if mapping.object_label else None
    yield _term("sssom", "mapping_justification"), _term("semapv", mapping.justification)
    if mapping.negated:
        yield _term("sssom", "predicate_modifier"), _term("sssom", "NegatedPredicate")
    if confidence is not None:
        yield _term("sssom", "confidence"), f'"{confidence}"{_DOUBLE}'
        yield bkg("confidence"), decimal(confidence)
    yield bkg("method"), bkg(f"link-method-{segment(mapping.method)}") if mapping.method else None
    yield rdfs("comment"), zh(mapping.comment) if mapping.comment else None
    yield _term("sssom", "author_label"), text(mapping.author) if mapping.author else None
    yield dcterms("source"), text(mapping.source) if mapping.source else None


def _consequence(mapping: Mapping) -> Iterator[str]:
    """Yield that a body with a document of its own belongs to the department that lists it as a unit."""
    if not mapping.subject.startswith(_UNIT) or not mapping.object.startswith(_DEPARTMENT):
        return
    if mapping.predicate == _EXACT:
        division, code, *_ = mapping.subject.removeprefix(_UNIT).split("/")
        whole = iri(department_iri(division, code))
        yield f"{iri(mapping.object)} {_term('org', 'subOrganizationOf')} {whole}"


def _linksets(mappings: Sequence[Mapping]) -> Iterator[str]:
    """Yield a VoID description for each relation to each data set; a value is no link."""
    pairs = {(m.subject, m.predicate, m.object) for m in mappings if not m.literal}
    counts = Counter((_data_set(subject), p, _data_set(object_)) for subject, p, object_ in pairs)
    for (subjects, predicate, objects), count in sorted(counts.items()):
        relation = segment(predicate.rpartition("#")[2].rpartition("/")[2])
        ends = "-".join(
            segment(urlsplit(end).netloc if end != BASE else "budgetkg") for end in (subjects, objects)
        )
        linkset = iri(f"{LINKS_GRAPH}/{relation}-{ends}")
        yield f"{iri(LINKS_GRAPH)} {_term('void', 'subset')} {linkset}"
        yield f"{linkset} {TYPE} {_term('void', 'Linkset')}"
        yield f"{linkset} {_term('void', 'subjectsTarget')} {iri(subjects)}"
        yield f"{linkset} {_term('void', 'objectsTarget')} {iri(objects)}"
        yield f"{linkset} {_term('void', 'linkPredicate')} {iri(predicate)}"
        yield f'{linkset} {_term("void", "triples")} "{count}"{_INTEGER}'


def _data_set(thing: str) -> str:
    """Return the data set that a thing is of: ours, or the site that its IRI names."""
    if thing.startswith(BASE):
        return BASE
    parts = urlsplit(thing)
    return f"{parts.scheme}://{parts.netloc}/" if parts.netloc else f"{parts.scheme}:"
