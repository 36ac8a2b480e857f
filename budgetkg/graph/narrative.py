"""The explanatory text: its paragraphs, its figures, and the projects that it lists."""

from budgetkg.graph.terms import integer, text, zh
from budgetkg.graph.vocabulary import TYPE, bkg, dcterms, skos
from budgetkg.graph.writer import Writer, concept
from budgetkg.model import Figure, Records, Where
from budgetkg.namespaces import segment

__all__ = ["listed_project_iri", "write_narrative"]


def listed_project_iri(document: str, number: int) -> str:
    """Return the IRI of the n-th project that the narrative names."""
    return f"{document}/figure/listed-project-{number}"


def write_narrative(pen: Writer, records: Records) -> None:
    """Write the paragraphs of the narrative, its figures and its listed projects."""
    _write_paragraphs(pen, records)
    for figure in records.narrative.figures:
        subject = pen.fresh(f"{pen.document}/figure/{segment(figure.key)}")
        printed = figure.amount.printed if figure.amount else figure.label
        _write_figure(pen, subject, figure.key, figure.label, figure.amount, figure.unit, figure.where)
        pen.printed(subject, figure.where, printed)
        pen.describe(subject, (bkg("direction"), concept("direction", figure.direction)))
    for number, project in enumerate(records.narrative.projects, 1):
        subject = listed_project_iri(pen.document, number)
        _write_figure(
            pen, subject, "listed_project", project.name, project.amount, project.unit, project.where
        )
        pen.printed(subject, project.where, project.amount.printed)


def _write_paragraphs(pen: Writer, records: Records) -> None:
    for number, paragraph in enumerate(records.narrative.paragraphs, 1):
        subject = f"{pen.document}/paragraph/{number}"
        pen.describe(
            subject,
            (TYPE, bkg("NarrativeParagraph")),
            (bkg("section"), text(paragraph.section)),
            (bkg("paragraphNumber"), integer(number)),
            (dcterms("description"), zh(paragraph.text)),
        )
        pen.printed(subject, paragraph.where, paragraph.text)


def _write_figure(
    pen: Writer, subject: str, key: str, label: str, amount: Figure | None, unit: str, where: Where
) -> None:
    pen.describe(
        subject,
        (TYPE, bkg("NarrativeFigure")),
        (bkg("figureKey"), text(key)),
        (skos("prefLabel"), zh(label)),
        (bkg("amount"), pen.yuan(amount, unit, where)),
        (bkg("moneyUnit"), text(unit) if unit else None),
    )
