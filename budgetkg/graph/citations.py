"""Citations: what is cited, where, how it was resolved, and which documents that makes known."""

from collections.abc import Sequence

from budgetkg.graph.document import write_division
from budgetkg.graph.narrative import listed_project_iri
from budgetkg.graph.terms import decimal, integer, iri, text, zh
from budgetkg.graph.vocabulary import ORIGIN_TIERS, TYPE, bkg, dcterms, skos
from budgetkg.graph.writer import Writer, concept
from budgetkg.model import Citation, DocumentNumber, Records
from budgetkg.namespaces import agency_iri, law_iri, legal_iri, segment

__all__ = ["write_citations"]

#: How sure a resolution is: a number names one document, if its mark is known; a title may be short.
_BY_NUMBER, _BY_UNKNOWN_MARK, _BY_TITLE = "1", "0.7", "0.8"

#: GB/T 2260 has no code for the state itself; finance systems print this one.
_CENTRAL = "100000"


def write_citations(pen: Writer, records: Records, projects: Sequence[str]) -> None:
    """Write each citation. `projects` are the IRIs of the project budgets in printed order."""
    for number, citation in enumerate(records.citations, 1):
        subject = f"{pen.document}/citation/{number}"
        cited_in = _cited_in(pen.document, records, projects, citation)
        legal = _write_legal(pen, citation)
        pen.describe(
            subject,
            (TYPE, bkg("Citation")),
            (bkg("cites"), None if legal is None else iri(legal)),
            (bkg("citedIn"), iri(cited_in)),
            (bkg("field"), text(citation.cited_in.field)),
            (bkg("citedTitle"), zh(citation.title) if citation.title else None),
            (bkg("originTier"), ORIGIN_TIERS.get(citation.origin or "")),
            *_resolution(citation, legal),
        )
        pen.printed(subject, citation.where, citation.printed)
        if legal is not None and cited_in != pen.document:
            _write_consequence(pen, citation, cited_in, legal)


def _resolution(citation: Citation, legal: str | None) -> tuple[tuple[str, str | None], ...]:
    if legal is None:
        return ()
    if citation.number is None:
        return (bkg("method"), bkg("method-title")), (bkg("confidence"), decimal(_BY_TITLE))
    confidence = _BY_UNKNOWN_MARK if citation.number.issuer is None else _BY_NUMBER
    return (bkg("method"), bkg("method-document-number")), (bkg("confidence"), decimal(confidence))


def _write_consequence(pen: Writer, citation: Citation, cited_in: str, legal: str) -> None:
    place = citation.cited_in
    if place.record == "project" and place.field == "name" and citation.number is not None:
        pen.describe(cited_in, (bkg("derivesFromNotice"), iri(legal)))
        pen.describe(legal, (TYPE, bkg("FundingNotice")))
    elif place.record == "indicator" and place.field == "basis":
        pen.describe(cited_in, (bkg("hasLegalBasis"), iri(legal)))


def _write_legal(pen: Writer, citation: Citation) -> str | None:
    if citation.number is not None:
        return _write_numbered(pen, citation.number)
    if not citation.title or not segment(citation.title):
        return None
    legal = law_iri(citation.title)
    if pen.first_time(legal):
        title = citation.title.removeprefix("《").removesuffix("》")
        pen.describe(legal, (TYPE, bkg("LegalResource")), (dcterms("title"), zh(title)))
    return legal


def _write_numbered(pen: Writer, number: DocumentNumber) -> str:
    legal = legal_iri(number.mark, number.year, number.serial)
    if pen.first_time(legal):
        agency = _write_agency(pen, number)
        pen.describe(
            legal,
            (TYPE, bkg("LegalResource")),
            (bkg("documentNumber"), text(number.canonical)),
            (bkg("mark"), text(number.mark)),
            (bkg("documentYear"), None if number.year is None else integer(number.year)),
            (bkg("serial"), integer(number.serial)),
            (bkg("issuer"), None if agency is None else iri(agency)),
            (bkg("issuerTier"), concept("tier", number.tier)),
        )
    return legal


def _write_agency(pen: Writer, number: DocumentNumber) -> str | None:
    division = number.division or (_CENTRAL if number.tier == "central" else None)
    if number.issuer is None or division is None:
        return None
    agency = agency_iri(division, number.issuer)
    if pen.first_time(agency):
        pen.describe(
            agency,
            (TYPE, bkg("Agency")),
            (skos("prefLabel"), zh(number.issuer)),
            (bkg("tier"), concept("tier", number.tier)),
            (bkg("division"), iri(write_division(pen, division))),
        )
    return agency


def _cited_in(document: str, records: Records, projects: Sequence[str], citation: Citation) -> str:
    """Return the IRI of the thing whose field cites; the document where that cannot be told."""
    place = citation.cited_in
    number = place.number or 0
    if place.record == "project":
        position = _form(records, citation)
        return projects[position] if position is not None else document
    if place.record in ("indicator", "goal") and place.project is not None:
        return _in_form(records, projects, citation) or document
    lists = {
        "goal": (len(records.goals), f"{document}/goal/{number}"),
        "duty": (len(records.duties), f"{document}/duty/{number}"),
        "listed-project": (len(records.narrative.projects), listed_project_iri(document, number)),
    }
    length, found = lists.get(place.record, (0, document))
    return found if 0 < number <= length else document


def _in_form(records: Records, projects: Sequence[str], citation: Citation) -> str | None:
    """Return the IRI of an indicator or goal of a form, by the positions of the form and in the form."""
    place = citation.cited_in
    form, number = place.project or 0, place.number or 0
    if not 0 < form <= len(projects):
        return None
    project = records.projects[form - 1]
    length = len(project.indicators if place.record == "indicator" else project.goals)
    return f"{projects[form - 1]}/{place.record}/{number}" if 0 < number <= length else None


def _form(records: Records, citation: Citation) -> int | None:
    """Return the index of the form with this number: of several, the one that the citation stands in."""
    wanted = citation.cited_in.number
    found = [i for i, project in enumerate(records.projects) if project.number == wanted]
    if wanted is None:
        return None
    if not found:
        return wanted - 1 if 0 < wanted <= len(records.projects) else None
    line = citation.where.first
    around = (i for i in found if records.projects[i].where.first <= line <= records.projects[i].where.last)
    return next(around, found[0])
