"""The vocabulary as an assistant reads it: names, labels, definitions, what a property joins."""

from functools import cache

from budgetkg.assistant.answers import Term, TermsAnswer
from budgetkg.assistant.wording import said
from budgetkg.namespaces import BKG, PREFIXES
from budgetkg.resources import folder

__all__ = ["find_terms", "model_page"]

_LISTED = ("bkg", "dcterms", "skos", "xsd")
_MOST = 60


def find_terms(words: str) -> TermsAnswer:
    """Return the terms whose description holds all the words, in the order of the ontology's names."""
    wanted = words.casefold().split()
    found = [term for term in _terms() if all(word in _words(term) for word in wanted)]
    return TermsAnswer(
        prefixes={prefix: PREFIXES[prefix] for prefix in _LISTED},
        how_to=said("how_to_query"),
        terms=found[:_MOST],
        cut=len(found) > _MOST,
    )


def model_page() -> str:
    """Return the whole vocabulary as a page of Markdown."""
    lines = ["# The model / 模型", "", said("how_to_query"), ""]
    lines += [f"    PREFIX {prefix}: <{PREFIXES[prefix]}>" for prefix in _LISTED]
    for kind in ("class", "property"):
        lines += ["", f"## {kind}", ""]
        lines += [_line(term) for term in _terms() if term.kind == kind]
    return "\n".join(lines) + "\n"


def _line(term: Term) -> str:
    joins = f" [{', '.join(term.domain) or '…'} → {', '.join(term.range)}]" if term.range else ""
    note = f" {term.note_en}" if term.note_en else ""
    return f"- `{term.name}`{joins} {term.zh} / {term.en}: {term.definition_zh} {term.definition_en}{note}"


def _words(term: Term) -> str:
    parts = (term.name, term.zh, term.en, term.definition_zh, term.definition_en, term.note_en)
    return "\n".join(parts).casefold()


@cache
def _terms() -> tuple[Term, ...]:
    from rdflib import OWL, RDF, RDFS, SKOS, Graph, URIRef

    graph = Graph().parse(folder("ontology") / "budgetkg.ttl", format="turtle")
    kinds = {OWL.Class: "class", OWL.ObjectProperty: "property", OWL.DatatypeProperty: "property"}

    def text(subject: object, predicate: URIRef, lang: str) -> str:
        found = graph.objects(URIRef(str(subject)), predicate)
        return next((str(one) for one in found if getattr(one, "language", None) == lang), "")

    def names(subject: object, predicate: URIRef) -> list[str]:
        return sorted(_short(str(one)) for one in graph.objects(URIRef(str(subject)), predicate))

    terms = [
        Term(
            name=_short(str(subject)),
            kind=kinds[kind],
            zh=text(subject, RDFS.label, "zh"),
            en=text(subject, RDFS.label, "en"),
            definition_zh=text(subject, SKOS.definition, "zh"),
            definition_en=text(subject, SKOS.definition, "en"),
            note_en=text(subject, SKOS.scopeNote, "en"),
            domain=names(subject, RDFS.domain),
            range=names(subject, RDFS.range),
        )
        for kind in (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)
        for subject in graph.subjects(RDF.type, kind)
        if str(subject).startswith(BKG)
    ]
    return tuple(sorted(terms, key=lambda term: (term.kind, term.name)))


def _short(iri: str) -> str:
    """Return a prefixed name where a prefix fits."""
    fits = [(base, prefix) for prefix, base in PREFIXES.items() if iri.startswith(base)]
    if not fits:
        return iri
    base, prefix = max(fits)
    return f"{prefix}:{iri.removeprefix(base)}"
