"""The document, its department, its units, and the plain lists: contents, duties, goals, terms."""

from dataclasses import dataclass

from budgetkg.graph.divisions import write_division
from budgetkg.graph.terms import integer, iri, text, zh
from budgetkg.graph.vocabulary import TYPE, bkg, dcterms, skos
from budgetkg.graph.writer import Writer, concept
from budgetkg.model import Records
from budgetkg.namespaces import ID, department_iri, document_iri, unit_iri

__all__ = ["Identity", "identity", "write_document", "write_lists", "write_units"]

_LABEL = skos("prefLabel")
_IDENTIFIER = dcterms("identifier")
_TITLE = dcterms("title")
_DESCRIPTION = dcterms("description")


@dataclass(frozen=True, slots=True)
class Identity:
    """What a document is known by: its IRI, and the path segments of its division and department.

    Where a document states no division or code, the segment is the hash that stands in its IRI.
    """

    document: str
    division: str | None
    division_key: str
    department_key: str

    @property
    def department(self) -> str:
        """The IRI of the department."""
        return department_iri(self.division_key, self.department_key)


def identity(records: Records, division: str | None) -> Identity:
    """Return the identity of a document; `division` is six digits of GB/T 2260, or None if unknown."""
    department, year = records.department, records.document.fiscal_year
    digest = document_iri(None, None, department.name, year, "budget").removeprefix(f"{ID}doc/").split("-")[0]
    document = document_iri(division, department.code, department.name, year, "budget")
    return Identity(document, division, division or digest, department.code or digest)


def write_document(pen: Writer, records: Records, who: Identity) -> None:
    """Write the document and its department."""
    document, department = records.document, records.department
    pen.describe(
        who.document,
        (TYPE, bkg("DisclosureDocument")),
        (_TITLE, zh(document.title)),
        (bkg("department"), iri(who.department)),
        (bkg("fiscalYear"), None if document.fiscal_year is None else integer(document.fiscal_year)),
        (bkg("kind"), bkg("kind-budget")),
        (bkg("sha256"), text(document.sha256)),
        (bkg("moneyUnit"), None if document.money_unit is None else text(document.money_unit)),
        (bkg("fileName"), text(document.file)),
        (bkg("layout"), text(document.layout)),
        (bkg("printedAt"), pen.place(document.where)),
    )
    year = document.fiscal_year
    division = None if who.division is None else iri(write_division(pen, who.division, year))
    pen.describe(
        who.department,
        (TYPE, bkg("Department")),
        (_IDENTIFIER, None if department.code is None else text(department.code)),
        (_LABEL, zh(department.name)),
        (bkg("division"), division),
    )


def write_units(pen: Writer, records: Records, who: Identity) -> tuple[str, ...]:
    """Write the units of 机构设置; return their IRIs in printed order."""
    iris = []
    for number, unit in enumerate(records.units, 1):
        subject = pen.fresh(unit_iri(who.division_key, who.department_key, unit.name))
        iris.append(subject)
        pen.describe(
            subject,
            (TYPE, bkg("Unit")),
            (_LABEL, zh(unit.name)),
            (bkg("ofDepartment"), iri(who.department)),
            (bkg("unitKind"), concept("unit-kind", unit.kind)),
            (bkg("unitRank"), concept("unit-rank", unit.rank)),
            (bkg("fundingGuarantee"), concept("funding", unit.funding)),
            (bkg("unitNumber"), integer(number)),
        )
        pen.printed(subject, unit.where, unit.printed or unit.name)
    return tuple(iris)


def write_lists(pen: Writer, records: Records) -> None:
    """Write contents, duties, department goals and glossary."""
    for number, entry in enumerate(records.contents, 1):
        subject = f"{pen.document}/contents/{number}"
        page = None if entry.page is None else integer(entry.page)
        pen.describe(
            subject, (TYPE, bkg("ContentsEntry")), (_TITLE, zh(entry.title)), (bkg("pageNumber"), page)
        )
        pen.printed(subject, entry.where, entry.title)
    for position, duty in enumerate(records.duties, 1):
        subject = f"{pen.document}/duty/{position}"
        duty_number = None if duty.number is None else integer(duty.number)
        pen.describe(
            subject,
            (TYPE, bkg("Duty")),
            (bkg("dutyNumber"), duty_number),
            (_DESCRIPTION, zh(duty.text)),
        )
        pen.printed(subject, duty.where, duty.text)
    for number, term in enumerate(records.glossary, 1):
        subject = f"{pen.document}/term/{number}"
        pen.describe(
            subject,
            (TYPE, skos("Concept")),
            (_LABEL, zh(term.term)),
            (skos("definition"), zh(term.definition)),
        )
        pen.printed(subject, term.where, term.term)
    _write_goals(pen, records)


def _write_goals(pen: Writer, records: Records) -> None:
    for position, goal in enumerate(records.goals, 1):
        subject = f"{pen.document}/goal/{position}"
        pen.describe(
            subject,
            (TYPE, bkg("PerformanceGoal")),
            (_DESCRIPTION, zh(goal.goal)),
            (bkg("goalScope"), concept("goal-scope", goal.scope)),
            (bkg("goalNumber"), None if goal.number is None else integer(goal.number)),
            (_LABEL, None if goal.name is None else zh(goal.name)),
            (bkg("indicatorText"), None if goal.indicator_text is None else zh(goal.indicator_text)),
        )
        pen.printed(subject, goal.where, goal.goal)
