"""Each term has both languages, a full definition, and a question that it helps to answer."""

import re

import pytest
from rdflib import OWL, RDF, RDFS, SKOS, XSD, Graph, Literal, Namespace, URIRef

from budgetkg.namespaces import BKG, RULE

TERMS = Namespace(BKG)
KINDS = {OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty}
#: Local names whose English label is not simply the name with spaces.
LABEL_EXCEPTIONS = {"level1": "level 1", "level2": "level 2", "sha256": "SHA-256"}
#: The groups of research questions and their running numbers.
GROUPS = {
    "A": range(1, 10),
    "B": range(10, 19),
    "C": range(19, 22),
    "D": range(22, 25),
    "E": range(25, 34),
    "F": range(34, 37),
    "G": range(37, 41),
    "H": range(41, 46),
}
QUESTIONS = {f"{letter}{number}" for letter, numbers in GROUPS.items() for number in numbers}


@pytest.fixture(scope="module")
def terms(ontology: Graph) -> list[URIRef]:
    return sorted({s for kind in KINDS for s in ontology.subjects(RDF.type, kind) if isinstance(s, URIRef)})


def text(graph: Graph, subject: URIRef, predicate: URIRef, language: str) -> list[str]:
    return [
        str(o) for o in graph.objects(subject, predicate) if isinstance(o, Literal) and o.language == language
    ]


def local(term: URIRef) -> str:
    return str(term).removeprefix(BKG)


def test_the_questions_are_forty_five() -> None:
    assert len(QUESTIONS) == 45


def test_all_terms_are_ours(terms: list[URIRef]) -> None:
    assert len(terms) > 100
    assert not [term for term in terms if not term.startswith(BKG)]


def test_each_term_is_of_one_kind(ontology: Graph, terms: list[URIRef]) -> None:
    assert not [term for term in terms if len(set(ontology.objects(term, RDF.type))) != 1]


def test_names_follow_the_kind(ontology: Graph, terms: list[URIRef]) -> None:
    for term in terms:
        pattern = "[A-Z][A-Za-z]+" if (term, RDF.type, OWL.Class) in ontology else "[a-z][A-Za-z0-9]*"
        assert re.fullmatch(pattern, local(term)), term


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("predicate", [RDFS.label, SKOS.definition], ids=["label", "definition"])
def test_one_label_and_one_definition_in_each_language(
    ontology: Graph, terms: list[URIRef], predicate: URIRef, language: str
) -> None:
    wrong = [local(term) for term in terms if len(text(ontology, term, predicate, language)) != 1]
    assert wrong == []


def test_definitions_and_notes_are_sentences(ontology: Graph, terms: list[URIRef]) -> None:
    for term in terms:
        for predicate in (SKOS.definition, SKOS.scopeNote):
            assert all(found.endswith("。") for found in text(ontology, term, predicate, "zh")), term
            assert all(found.endswith(".") for found in text(ontology, term, predicate, "en")), term


def test_scope_notes_come_in_both_languages(ontology: Graph, terms: list[URIRef]) -> None:
    for term in terms:
        assert len(text(ontology, term, SKOS.scopeNote, "zh")) == len(
            text(ontology, term, SKOS.scopeNote, "en")
        ), term


def test_english_label_is_the_name_with_spaces(ontology: Graph, terms: list[URIRef]) -> None:
    for term in terms:
        spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", local(term)).lower()
        assert text(ontology, term, RDFS.label, "en") == [LABEL_EXCEPTIONS.get(local(term), spaced)]


def test_label_exceptions_are_needed(terms: list[URIRef]) -> None:
    assert set(LABEL_EXCEPTIONS) <= {local(term) for term in terms}


def test_every_term_answers_a_known_question(ontology: Graph, terms: list[URIRef]) -> None:
    for term in terms:
        asked = {str(question) for question in ontology.objects(term, TERMS.answersQuestion)}
        assert asked, term
        assert asked <= QUESTIONS, term


def test_every_question_has_a_term(ontology: Graph) -> None:
    asked = {str(question) for question in ontology.objects(None, TERMS.answersQuestion)}
    assert asked == QUESTIONS


def test_domains_and_ranges_exist(ontology: Graph, described: set[str]) -> None:
    for predicate in (RDFS.domain, RDFS.range, RDFS.subClassOf):
        for found in ontology.objects(None, predicate):
            assert not found.startswith(BKG) or str(found) in described


def test_datatype_properties_have_a_literal_range(ontology: Graph) -> None:
    allowed = {XSD.string, XSD.integer, XSD.decimal, XSD.boolean, XSD.date, RDF.langString}
    for term in ontology.subjects(RDF.type, OWL.DatatypeProperty):
        assert set(ontology.objects(term, RDFS.range)) <= allowed
        assert len(set(ontology.objects(term, RDFS.range))) == 1


def test_sources_are_rules_with_labels(ontology: Graph) -> None:
    sources = {str(s) for s in ontology.objects(None, URIRef("http://purl.org/dc/terms/source"))}
    assert sources
    for source in sources:
        assert source.startswith(RULE)
        assert text(ontology, URIRef(source), RDFS.label, "zh")
        assert text(ontology, URIRef(source), RDFS.label, "en")
        assert list(ontology.objects(URIRef(source), TERMS.verification))


def test_alignments_relate_our_terms_only_loosely(root, ontology: Graph, terms: list[URIRef]) -> None:
    graph = Graph().parse(root / "ontology" / "alignments.ttl")
    assert set(graph.predicates()) == {RDFS.subClassOf, RDFS.subPropertyOf, SKOS.closeMatch}
    assert set(graph.subjects()) <= set(terms)
    assert not [o for o in graph.objects() if str(o).startswith(BKG)]
    for subject in graph.subjects(RDFS.subClassOf):
        assert (subject, RDF.type, OWL.Class) in ontology
    for subject in graph.subjects(RDFS.subPropertyOf):
        assert (subject, RDF.type, OWL.ObjectProperty) in ontology
