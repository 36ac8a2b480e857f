"""The account lists: patterns, parents, years, and the accounts that the sample document prints."""

import re
from pathlib import Path

import pytest
from rdflib import DCTERMS, RDF, SKOS, Graph, Literal, Namespace, URIRef

from budgetkg.namespaces import BKG, account_iri, account_year_iri, scheme_iri

TERMS = Namespace(BKG)
XKOS = Namespace("http://rdf-vocabulary.ddialliance.org/xkos#")
YEAR = 2024
#: Kind: class of its accounts, pattern of its codes, digits of its levels.
KINDS = {
    "functional": ("FunctionalAccount", r"2\d\d(\d\d){0,2}", [3, 5, 7]),
    "economic": ("EconomicAccount", r"3\d\d(\d\d)?", [3, 5]),
    "government-economic": ("EconomicAccount", r"5\d\d(\d\d)?", [3, 5]),
}


def members(graph: Graph, kind: str) -> dict[str, URIRef]:
    found = graph.subjects(SKOS.inScheme, URIRef(scheme_iri(kind, YEAR)))
    return {str(graph.value(account, TERMS.code)): account for account in found}


def name(graph: Graph, account: URIRef) -> str:
    labels = graph.objects(account, SKOS.prefLabel)
    return next(str(label) for label in labels if isinstance(label, Literal) and label.language == "zh")


@pytest.mark.parametrize("kind", KINDS)
def test_codes_fit_their_pattern_and_their_iri(ontology: Graph, kind: str) -> None:
    class_name, pattern, _ = KINDS[kind]
    accounts = members(ontology, kind)
    assert len(accounts) > 20
    for code, account in accounts.items():
        assert re.fullmatch(pattern, code)
        assert str(account) == account_year_iri(kind, YEAR, code)
        assert (account, RDF.type, TERMS[class_name]) in ontology
        assert str(ontology.value(account, SKOS.notation)) == code


@pytest.mark.parametrize("kind", KINDS)
def test_the_parent_is_the_prefix_and_exists(ontology: Graph, kind: str) -> None:
    accounts = members(ontology, kind)
    for code, account in accounts.items():
        parents = list(ontology.objects(account, SKOS.broader))
        assert parents == ([accounts[code[:-2]]] if len(code) > 3 else [])
        assert ((account, SKOS.topConceptOf, None) in ontology) == (len(code) == 3)


@pytest.mark.parametrize("kind", KINDS)
def test_each_account_is_a_version_of_a_lasting_one(ontology: Graph, kind: str) -> None:
    for code, account in members(ontology, kind).items():
        lasting = ontology.value(account, DCTERMS.isVersionOf)
        assert str(lasting) == account_iri(kind, code)
        assert set(ontology.objects(lasting, SKOS.prefLabel)) == set(
            ontology.objects(account, SKOS.prefLabel)
        )
        assert set(ontology.objects(lasting, RDF.type)) == {SKOS.Concept}


@pytest.mark.parametrize("kind", KINDS)
def test_levels_hold_every_account_once(ontology: Graph, kind: str) -> None:
    scheme = URIRef(scheme_iri(kind, YEAR))
    levels = sorted(ontology.objects(scheme, DCTERMS.hasPart))
    digits = KINDS[kind][2]
    assert [int(str(ontology.value(level, XKOS.depth))) for level in levels] == list(
        range(1, len(digits) + 1)
    )
    assert int(str(ontology.value(scheme, XKOS.numberOfLevels))) == len(digits)
    held = []
    for level, length in zip(levels, digits, strict=True):
        assert (level, RDF.type, XKOS.ClassificationLevel) in ontology
        codes = [str(ontology.value(account, TERMS.code)) for account in ontology.objects(level, SKOS.member)]
        assert {len(code) for code in codes} == {length}
        held += codes
    assert sorted(held) == sorted(members(ontology, kind))


def test_no_name_is_the_cut_off_start_of_its_account_elsewhere(ontology: Graph) -> None:
    accounts = members(ontology, "functional")
    assert name(ontology, accounts["2010399"]) == "其他政府办公厅（室）及相关机构事务支出"
    assert name(ontology, members(ontology, "economic")["30108"]) == "机关事业单位基本养老保险缴费"


def test_no_label_has_white_space_or_half_width_brackets(ontology: Graph) -> None:
    for kind in KINDS:
        for account in members(ontology, kind).values():
            assert not re.search(r"[\s()]", name(ontology, account))


def test_accounts_of_the_sample_are_listed_under_their_printed_names(root: Path, ontology: Graph) -> None:
    accounts = members(ontology, "functional") | members(ontology, "economic")
    text = (root / "samples" / "fengfeng-550-2024.txt").read_text(encoding="utf-8")
    printed: dict[str, set[str]] = {}
    for line in text.splitlines():
        cells = [re.sub(r"\s", "", cell) for cell in line.split("\t")]
        if len(cells) > 3 and cells[0].isdecimal() and re.fullmatch(r"[23]\d{2}(\d\d){0,2}", cells[1]):
            printed.setdefault(cells[1], set()).add(cells[2].translate(str.maketrans("()", "（）")))
    assert len(printed) > 90
    wrong = {
        code: names
        for code, names in printed.items()
        if code not in accounts or name(ontology, accounts[code]) not in names
    }
    assert wrong == {}
