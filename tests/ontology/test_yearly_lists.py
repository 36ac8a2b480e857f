"""The lists of the other years: made from data, never said to be more than they are."""

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from rdflib import DCTERMS, RDF, SKOS, Graph, Namespace, URIRef
from yearly_lists import CODES, KINDS, YEARLY, changes, generated, listed, years

from budgetkg.namespaces import BKG, ID, account_iri, account_year_iri, scheme_iri

TERMS = Namespace(BKG)
XKOS = Namespace("http://rdf-vocabulary.ddialliance.org/xkos#")
LISTS = [(kind, year) for kind in KINDS for year in years()]


@pytest.mark.parametrize("name", YEARLY)
def test_files_are_made_from_the_data(name: str, golden: Callable[[str, Path], None]) -> None:
    golden(generated()[name], CODES / name)


@pytest.mark.parametrize(("kind", "year"), LISTS)
def test_a_list_is_a_scheme_with_ordered_levels_that_hold_each_account_once(
    ontology: Graph, kind: str, year: int
) -> None:
    scheme = URIRef(scheme_iri(kind, year))
    assert (scheme, RDF.type, SKOS.ConceptScheme) in ontology
    assert ontology.value(scheme, DCTERMS.isVersionOf) == URIRef(f"{ID}account/{kind}")
    levels = list(ontology.items(ontology.value(scheme, XKOS.levels)))
    assert set(levels) == set(ontology.objects(scheme, DCTERMS.hasPart))
    assert [int(str(ontology.value(level, XKOS.depth))) for level in levels] == list(
        range(1, len(KINDS[kind].digits) + 1)
    )
    assert int(str(ontology.value(scheme, XKOS.numberOfLevels))) == len(levels)
    held = []
    for level, digits in zip(levels, KINDS[kind].digits, strict=True):
        codes = [str(ontology.value(one, TERMS.code)) for one in ontology.objects(level, SKOS.member)]
        assert {len(code) for code in codes} <= {digits}
        held += codes
    in_scheme = {str(ontology.value(one, TERMS.code)) for one in ontology.subjects(SKOS.inScheme, scheme)}
    assert sorted(held) == sorted(in_scheme) == [one.code for one in listed(kind, year)]


@pytest.mark.parametrize(("kind", "year"), LISTS)
def test_an_account_has_its_parent_and_its_lasting_account(ontology: Graph, kind: str, year: int) -> None:
    scheme = URIRef(scheme_iri(kind, year))
    for account in ontology.subjects(SKOS.inScheme, scheme):
        code = str(ontology.value(account, TERMS.code))
        assert str(account) == account_year_iri(kind, year, code)
        assert ontology.value(account, DCTERMS.isVersionOf) == URIRef(account_iri(kind, code))
        assert (URIRef(account_iri(kind, code)), RDF.type, SKOS.Concept) in ontology
        parents = [URIRef(account_year_iri(kind, year, code[:-2]))] if len(code) > 3 else []
        assert list(ontology.objects(account, SKOS.broader)) == parents
        assert all((parent, SKOS.inScheme, scheme) in ontology for parent in parents)
        if year != 2024:
            sure = ontology.value(account, TERMS.verification)
            assert sure in (TERMS["verification-inferred"], TERMS["verification-unverified"])


@pytest.mark.parametrize("change", changes(), ids=lambda one: f"{one.year}-{one.code}")
def test_a_change_is_seen_between_two_lists_and_in_their_correspondence(
    ontology: Graph, change: object
) -> None:
    from yearly_lists import Change

    assert isinstance(change, Change)
    known = list(years())
    after = min(year for year in known if year >= change.year)
    before = max(year for year in known if year < change.year)
    old, new = ({one.code: one.zh for one in listed(change.kind, year)} for year in (before, after))
    association = f"{ID}mapping/{change.kind}/{before}-{after}/{change.source or change.code}-{change.code}"
    stated = (URIRef(association), RDF.type, XKOS.ConceptAssociation) in ontology
    if change.source:
        assert change.source in old
        assert change.source not in new
        assert change.code in new
        assert not any(code.startswith(change.code) for code in old)
    elif change.before:
        assert old[change.code] == change.before != new[change.code]
    else:
        assert change.code in new
        assert change.code not in old
    assert stated == bool(change.before)


def test_consecutive_lists_are_compared(ontology: Graph) -> None:
    known = list(years())
    for kind in KINDS:
        for before, after in pairwise(known):
            subject = URIRef(f"{ID}mapping/{kind}/{before}-{after}")
            assert (subject, RDF.type, XKOS.Correspondence) in ontology
            assert set(ontology.objects(subject, XKOS.compares)) == {
                URIRef(scheme_iri(kind, before)),
                URIRef(scheme_iri(kind, after)),
            }
            for made in ontology.objects(subject, XKOS.madeOf):
                ends = [ontology.value(made, XKOS[end]) for end in ("sourceConcept", "targetConcept")]
                for end, year in zip(ends, (before, after), strict=True):
                    assert (end, SKOS.inScheme, URIRef(scheme_iri(kind, year))) in ontology
                assert ontology.value(made, TERMS.verification) == TERMS["verification-unverified"]
