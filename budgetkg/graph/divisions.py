"""Administrative divisions, as far as a document names them: what a code stands for, and what lies above."""

from budgetkg.divisions import division, is_zone, latest_year, parent, versions
from budgetkg.graph.terms import integer, iri, text, zh
from budgetkg.graph.vocabulary import TYPE, bkg, dcterms, skos
from budgetkg.graph.writer import Writer, concept
from budgetkg.namespaces import division_iri

__all__ = ["write_division"]


def write_division(pen: Writer, code: str, year: int | None) -> str:
    """Describe a division once, and those above it up to the province; return its IRI.

    Names are those of `year`, the document's. A code that no list has is kept, without a name; that of
    a zone shows its prefecture.
    """
    subject = division_iri(code)
    if not pen.first_time(subject):
        return subject
    found, above = division(code, year), parent(code, year)
    pen.describe(subject, (TYPE, bkg("AdministrativeDivision")), (dcterms("identifier"), text(code)))
    if found is None:
        if above is not None and is_zone(code):
            pen.describe(subject, (bkg("tier"), concept("tier", "county")))
            pen.describe(subject, (bkg("parentDivision"), iri(write_division(pen, above.code, year))))
        return subject
    pen.describe(
        subject,
        (skos("prefLabel"), zh(found.name)),
        (skos("altLabel"), zh(found.short) if found.short != found.name else None),
        (bkg("tier"), concept("tier", found.tier)),
    )
    if above is not None:
        last = max(one.last for one in versions(code))
        pen.describe(
            subject,
            (bkg("listedFrom"), integer(found.first)),
            (bkg("listedUntil"), integer(last) if last < latest_year() else None),
        )
        if above.tier != "central":
            pen.describe(subject, (bkg("parentDivision"), iri(write_division(pen, above.code, year))))
    return subject
