"""Who cites what: every field that may name a document is searched for numbers and titles.

Bases of targets name documents, also without a number. Elsewhere a number always counts, a title
only if it is called like a legal text: newspapers and books are no bases.
"""

from collections.abc import Iterator, Sequence

from budgetkg.model import Citation, CitedIn, Duty, Goal, Narrative, Where
from budgetkg.parsing.forms import Form
from budgetkg.parsing.running_text import Paragraph
from budgetkg.values.citations import Mention, find_citations, origin_of, title_after
from budgetkg.values.docnumber import find_document_numbers

__all__ = ["read_citations"]

Field = tuple[CitedIn, str, Where]


def read_citations(
    forms: Sequence[Form],
    goals: Sequence[Goal],
    narrative: Narrative,
    duties: Sequence[Duty],
    texts: Sequence[Paragraph],
) -> tuple[Citation, ...]:
    """Return all citations, by form, then goals, listed projects, duties and the running text."""
    found: list[Citation] = []
    for position, form in enumerate(forms, 1):
        found.extend(_of_name(position, form))
        for field in _form_fields(position, form):
            found.extend(_mentions(field))
    for field in _other_fields(goals, narrative, duties):
        found.extend(_mentions(field))
    listed = {(c.where.first, c.printed) for c in found if c.cited_in.record == "listed-project"}
    for paragraph in texts:
        found.extend(c for c in _of_paragraph(paragraph) if (c.where.first, c.printed) not in listed)
    return tuple(found)


def _of_name(position: int, form: Form) -> Iterator[Citation]:
    """A number in a project's name says where its money comes from; the rest of the name is the title."""
    name, where = form.project.name, form.places["name"]
    cited_in = CitedIn("project", _number(position, form), "name", position)
    for found in find_document_numbers(name):
        title = title_after(name, found)
        origin = origin_of(title) if title else None
        yield Citation(found.number, found.number.printed, title, cited_in, where, origin)
    if not find_document_numbers(name):
        yield from _mentions((cited_in, name, where))


def _number(position: int, form: Form) -> int:
    return form.project.number if form.project.number is not None else position


def _form_fields(position: int, form: Form) -> Iterator[Field]:
    project = form.project
    number = _number(position, form)
    yield CitedIn("project", number, "purpose", position), project.purpose, form.places["purpose"]
    for goal in project.goals:
        yield CitedIn("project", number, "goal", position), goal, form.places["goal"]
    for order, indicator in enumerate(project.indicators, 1):
        for name in ("description", "value", "basis"):
            text = str(getattr(indicator, name))
            yield CitedIn("indicator", order, name, position), text, indicator.where


def _other_fields(goals: Sequence[Goal], narrative: Narrative, duties: Sequence[Duty]) -> Iterator[Field]:
    for position, goal in enumerate(goals, 1):
        text = "\n".join(part for part in (goal.name, goal.goal, goal.indicator_text) if part)
        yield CitedIn("goal", position, "goal"), text, goal.where
    for position, project in enumerate(narrative.projects, 1):
        yield CitedIn("listed-project", position, "name"), project.name, project.where
    for position, duty in enumerate(duties, 1):
        yield CitedIn("duty", position, "text"), duty.text, duty.where


def _mentions(field: Field) -> Iterator[Citation]:
    cited_in, text, where = field
    for mention in find_citations(text, basis=cited_in.field == "basis"):
        yield _citation(mention, cited_in, where)


def _of_paragraph(paragraph: Paragraph) -> Iterator[Citation]:
    for mention in find_citations(paragraph.text, basis=False):
        where = paragraph.place(mention.start, mention.end)
        yield _citation(mention, CitedIn("document", None, "text"), where)


def _citation(mention: Mention, cited_in: CitedIn, where: Where) -> Citation:
    origin = origin_of(mention.title) if mention.title else None
    return Citation(mention.number, mention.printed, mention.title, cited_in, where, origin)
