"""The code lists: complete for what the graph mints, labelled in both languages, and free of cycles."""

import pytest
from rdflib import RDF, RDFS, SKOS, Graph, Literal, Namespace, URIRef

from budgetkg.namespaces import BKG, ID, RULE, concept_iri

TERMS = Namespace(BKG)
ACCOUNT = f"{ID}account/"
KEYS = {
    "table": "balance income expenditure fiscal-balance general-public basic government-fund state-capital "
    "three-public procurement",
    "column": "amount total subtotal fiscal special-account business operating superior affiliated other "
    "carryover basic project to-superior to-affiliated personnel running general-public government-fund "
    "state-capital own sme",
    "role": "detail subtotal total of-which",
    "side": "income expenditure",
    "kind": "budget final-account",
    "unit-kind": "行政 事业",
    "unit-rank": "股级 副科级 正科级 副处级 正处级 副处（县）级 正处（县）级",
    "funding": "财政拨款 财政性资金基本保证 财政性资金定额或定项补助 财政性资金零补助",
    "comparator": "at-least more-than at-most less-than equal range",
    "tier": "central province city county",
    "goal-scope": "project overall itemised",
    "method": "document-number title",
    "phase": "advance preliminary regular additional settlement clearing withdrawal",
    "issuer-basis": "sign name context central",
    "unresolved": "unknown-mark shared-sign unconfirmed-sign unnamed-agency later-year not-read title-only",
    "inference-method": "only-unit procurement-row name-hint unit-words kind-of-unit habit-of-unit "
    "order-of-units sums sums-and-words sums-in-part words",
    "link-method": "same-name function-words misprint renamed abbreviation other-type similar-name "
    "told-apart near-number same-title unlike-name",
    "direction": "increase decrease unchanged",
    "severity": "error warning info",
    "finding-class": "contradiction doubt formal",
    "expenditure-type": "basic project operating to-superior to-affiliated",
    "verification": "official seen-in-document inferred unverified",
}
#: Level-2 groups under their level-1 groups, in either tree.
LEVELS = {
    "产出指标": "数量指标 质量指标 时效指标 成本指标",
    "效益指标": "经济效益指标 社会效益指标 生态效益指标 可持续影响指标",
    "满意度指标": "服务对象满意度指标",
    "成本指标": "经济成本指标 社会成本指标 生态环境成本指标",
}


@pytest.fixture(scope="module")
def concepts(ontology: Graph) -> list[URIRef]:
    return sorted({s for s in ontology.subjects(RDF.type, SKOS.Concept) if isinstance(s, URIRef)})


def labels(graph: Graph, subject: URIRef, language: str) -> list[str]:
    found = graph.objects(subject, SKOS.prefLabel)
    return [str(label) for label in found if isinstance(label, Literal) and label.language == language]


@pytest.mark.parametrize("scheme", KEYS)
def test_every_key_that_the_graph_mints_is_a_concept_of_its_scheme(ontology: Graph, scheme: str) -> None:
    for key in KEYS[scheme].split():
        concept = URIRef(concept_iri(scheme, key))
        assert (concept, SKOS.inScheme, URIRef(concept_iri("scheme", scheme))) in ontology, concept


def test_every_concept_has_its_labels(ontology: Graph, concepts: list[URIRef]) -> None:
    for concept in concepts:
        assert len(labels(ontology, concept, "zh")) == 1, concept
        english = len(labels(ontology, concept, "en"))
        assert english == 1 or (english == 0 and concept.startswith(ACCOUNT)), concept


def test_every_concept_has_a_scheme_that_exists(ontology: Graph, concepts: list[URIRef]) -> None:
    schemes = set(ontology.subjects(RDF.type, SKOS.ConceptScheme))
    for concept in concepts:
        own = set(ontology.objects(concept, SKOS.inScheme))
        assert own, concept
        assert own <= schemes, concept
    assert all(labels(ontology, scheme, "zh") and labels(ontology, scheme, "en") for scheme in schemes)


def test_labels_and_notations_are_unique_in_a_scheme(ontology: Graph) -> None:
    for scheme in ontology.subjects(RDF.type, SKOS.ConceptScheme):
        members = sorted(set(ontology.subjects(SKOS.inScheme, scheme)))
        notations = [str(n) for member in members for n in ontology.objects(member, SKOS.notation)]
        assert len(notations) == len(members) == len(set(notations)), scheme
        if not scheme.startswith(ACCOUNT):
            names = [name for member in members for name in labels(ontology, member, "zh")]
            assert len(names) == len(set(names)), scheme


def test_every_concept_says_how_sure_we_are(ontology: Graph, concepts: list[URIRef]) -> None:
    statuses = set(ontology.subjects(SKOS.inScheme, TERMS["scheme-verification"]))
    assert len(statuses) == 4
    for concept in concepts:
        found = set(ontology.objects(concept, TERMS.verification))
        lasting = (concept, RDF.type, None) in ontology and concept.startswith(ACCOUNT) and not found
        assert lasting or (len(found) == 1 and found <= statuses), concept


def test_every_object_of_ours_is_described(ontology: Graph, described: set[str]) -> None:
    used = {str(o) for o in ontology.objects() if isinstance(o, URIRef)}
    ours = {iri for iri in used if iri.startswith((BKG, ID, RULE))}
    assert ours - described == set()


def test_no_cycle_in_broader(ontology: Graph) -> None:
    for child, parent in ontology.subject_objects(SKOS.broader):
        assert child not in set(ontology.transitive_objects(parent, SKOS.broader)), child


def test_broader_stays_within_a_scheme(ontology: Graph) -> None:
    for child, parent in ontology.subject_objects(SKOS.broader):
        assert set(ontology.objects(child, SKOS.inScheme)) & set(ontology.objects(parent, SKOS.inScheme))


@pytest.mark.parametrize("level1", LEVELS)
def test_level_2_groups_hang_under_their_level_1(ontology: Graph, level1: str) -> None:
    parent = URIRef(concept_iri("indicator-level", level1))
    children = {str(child) for child in ontology.subjects(SKOS.broader, parent)}
    assert children == {concept_iri("indicator-level", child) for child in LEVELS[level1].split()}


def test_cost_is_level_1_in_one_tree_and_level_2_in_the_other(ontology: Graph) -> None:
    cost = URIRef(concept_iri("indicator-level", "成本指标"))
    tops = set(ontology.objects(cost, SKOS.topConceptOf))
    assert tops == {TERMS["scheme-indicator-level-2021"]}
    assert (cost, SKOS.inScheme, TERMS["scheme-indicator-level-2015"]) in ontology


def test_comparators_have_the_signs_of_the_records(ontology: Graph) -> None:
    scheme = TERMS["scheme-comparator"]
    signs = {
        str(concept).removeprefix(f"{BKG}comparator-"): str(ontology.value(concept, SKOS.notation))
        for concept in ontology.subjects(SKOS.inScheme, scheme)
    }
    expected = {"at-least": ">=", "more-than": ">", "at-most": "<=", "less-than": "<", "equal": "="}
    assert signs == expected | {"range": "range"}


def test_tiers_have_the_labels_that_questions_use(ontology: Graph) -> None:
    names = [labels(ontology, URIRef(concept_iri("tier", key)), "zh")[0] for key in KEYS["tier"].split()]
    assert names == ["中央", "省级", "市级", "县级"]


def test_fund_and_expenditure_types_hang_on_tables_and_columns_only(ontology: Graph) -> None:
    places = {TERMS["scheme-table"], TERMS["scheme-column"]}
    for predicate in (TERMS.fundType, TERMS.expenditureType):
        subjects = set(ontology.subjects(predicate))
        assert subjects
        assert all(set(ontology.objects(subject, SKOS.inScheme)) <= places for subject in subjects)


def test_rules_have_label_title_and_verification(ontology: Graph) -> None:
    rules = {s for s in ontology.subjects() if str(s).startswith(RULE)}
    assert len(rules) >= 8
    for rule in rules:
        assert len(list(ontology.objects(rule, RDFS.label))) == 2
        assert len(list(ontology.objects(rule, TERMS.verification))) == 1
