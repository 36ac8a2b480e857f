"""Citations: what is cited, where, how it was resolved, and which documents that makes known."""

from collections.abc import Iterator, Mapping, Sequence

from budgetkg.divisions import CENTRE
from budgetkg.graph.divisions import write_division
from budgetkg.graph.narrative import listed_project_iri
from budgetkg.graph.terms import decimal, integer, iri, text, zh
from budgetkg.graph.vocabulary import ORIGIN_TIERS, TYPE, bkg, dcterms, skos
from budgetkg.graph.writer import Writer, concept
from budgetkg.model import Citation, DocumentNumber, IssuerCandidate, Records
from budgetkg.namespaces import agency_iri, law_iri, legal_iri, segment

__all__ = ["write_citations"]

#: How sure a resolution is: a number names one document, if its mark is known; a sign that places share
#: is decided by the document's division; a title may be short.
_BY_NUMBER, _BY_CONTEXT, _BY_UNKNOWN_MARK, _BY_TITLE = "1", "0.9", "0.7", "0.8"


def write_citations(pen: Writer, records: Records, projects: Sequence[str]) -> None:
    """Write each citation. `projects` are the IRIs of the project budgets in printed order."""
    year = records.document.fiscal_year
    titles = _titles(records)
    for number, citation in enumerate(records.citations, 1):
        subject = f"{pen.document}/citation/{number}"
        cited_in = _cited_in(pen.document, records, projects, citation)
        legal = _write_legal(pen, citation, titles, year)
        pen.describe(
            subject,
            (TYPE, bkg("Citation")),
            (bkg("cites"), None if legal is None else iri(legal)),
            (bkg("citedIn"), iri(cited_in)),
            (bkg("field"), text(citation.cited_in.field)),
            (bkg("citedTitle"), zh(citation.title) if citation.title else None),
            (bkg("originTier"), ORIGIN_TIERS.get(citation.origin or "")),
            *((bkg("fundingPhase"), concept("phase", phase)) for phase in citation.phases),
            (bkg("printedNumber"), None if citation.number is None else text(citation.number.printed)),
            (bkg("serialUntil"), _until(citation.number)),
            *(
                (bkg("unresolvedReason"), concept("unresolved", reason))
                for reason in _reasons(citation, legal, year)
            ),
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
    decided = citation.number.decoding.basis if citation.number.decoding else None
    known = _BY_CONTEXT if decided == "context" else _BY_NUMBER
    confidence = _BY_UNKNOWN_MARK if citation.number.issuer is None else known
    return (bkg("method"), bkg("method-document-number")), (bkg("confidence"), decimal(confidence))


def _write_consequence(pen: Writer, citation: Citation, cited_in: str, legal: str) -> None:
    place = citation.cited_in
    if place.record == "project" and place.field == "name" and citation.number is not None:
        pen.describe(cited_in, (bkg("derivesFromNotice"), iri(legal)))
        pen.describe(legal, (TYPE, bkg("FundingNotice")))
    elif place.record == "indicator" and place.field == "basis":
        pen.describe(cited_in, (bkg("hasLegalBasis"), iri(legal)))


def _until(number: DocumentNumber | None) -> str | None:
    return None if number is None or number.until is None else integer(number.until)


def _titles(records: Records) -> dict[str, str]:
    """Return the title that this document prints for each named one: the full one, else the first."""
    found: dict[str, str] = {}
    for citation in records.citations:
        if citation.number is None and citation.title:
            key = citation.key or citation.title
            plain = citation.title.removeprefix("《").removesuffix("》")
            if plain == key or key not in found:
                found[key] = plain
    return found


def _write_legal(pen: Writer, citation: Citation, titles: Mapping[str, str], year: int | None) -> str | None:
    if citation.number is not None:
        legal = _write_numbered(pen, citation.number, year)
        for upper in citation.upper:
            pen.describe(legal, (bkg("passesOn"), iri(_write_numbered(pen, upper, year))))
        return legal
    key = citation.key or citation.title
    if not key or not segment(key):
        return None
    legal = law_iri(key)
    if pen.first_time(legal):
        pen.describe(legal, (TYPE, bkg("LegalResource")), (dcterms("title"), zh(titles[key])))
    return legal


def _write_numbered(pen: Writer, number: DocumentNumber, year: int | None) -> str:
    legal = legal_iri(number.mark, number.year, number.serial)
    if pen.first_time(legal):
        division = number.division or (CENTRE if number.tier == "central" else None)
        agency = _write_agency(pen, number.issuer, division, number.tier, year)
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
        _write_decoding(pen, legal, number, year)
    return legal


def _write_decoding(pen: Writer, legal: str, number: DocumentNumber, year: int | None) -> None:
    """Write how the mark was read, and between whom it could not decide."""
    found = number.decoding
    if found is None:
        return
    pen.describe(
        legal,
        (bkg("officeSign"), text(found.office) if found.office else None),
        (bkg("issuerBasis"), concept("issuer-basis", found.basis)),
    )
    if found.basis is None:
        for candidate in found.candidates:
            agency = _write_candidate(pen, candidate, year)
            pen.describe(legal, (bkg("issuerCandidate"), None if agency is None else iri(agency)))


def _write_candidate(pen: Writer, candidate: IssuerCandidate, year: int | None) -> str | None:
    return _write_agency(pen, candidate.name, candidate.division, candidate.tier, year)


def _reasons(citation: Citation, legal: str | None, year: int | None) -> Iterator[str]:
    """Say why a document, or who issued it, is not certain."""
    number = citation.number
    if number is None:
        yield "not-read" if legal is None else "title-only"
        return
    if year is not None and number.year is not None and number.year > year:
        yield "later-year"
    if number.issuer is None:
        yield _why_no_issuer(number)


def _why_no_issuer(number: DocumentNumber) -> str:
    if number.tier is not None:
        return "unnamed-agency"
    if number.decoding is None or not number.decoding.candidates:
        return "unknown-mark"
    return "shared-sign" if len(number.decoding.candidates) > 1 else "unconfirmed-sign"


def _write_agency(
    pen: Writer, name: str | None, division: str | None, tier: str | None, year: int | None
) -> str | None:
    if name is None or division is None:
        return None
    agency = agency_iri(division, name)
    if pen.first_time(agency):
        pen.describe(
            agency,
            (TYPE, bkg("Agency")),
            (skos("prefLabel"), zh(name)),
            (bkg("tier"), concept("tier", tier)),
            (bkg("division"), iri(write_division(pen, division, year))),
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
