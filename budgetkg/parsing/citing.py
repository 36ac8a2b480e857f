"""Who cites what: every field that may name a document is searched for numbers and titles.

Bases of targets name documents, also without a number. Elsewhere a number always counts, a title
only if it is called like a legal text: newspapers and books are no bases.
"""

from collections.abc import Iterator, Sequence

from budgetkg.model import Citation, CitedIn, DocumentNumber, Duty, Goal, Narrative, Where
from budgetkg.parsing.forms import Form
from budgetkg.parsing.running_text import Paragraph
from budgetkg.values.citations import Mention, find_citations, origin_of, title_beside
from budgetkg.values.docnumber import find_document_numbers
from budgetkg.values.titles import law_key, phases_of

__all__ = ["read_citations"]

Field = tuple[CitedIn, str, Where]


def read_citations(
    forms: Sequence[Form],
    goals: Sequence[Goal],
    narrative: Narrative,
    duties: Sequence[Duty],
    texts: Sequence[Paragraph],
    division: str | None = None,
) -> tuple[Citation, ...]:
    """Return all citations, by form, then goals, listed projects, duties and the running text.

    `division` is the document's: it tells agencies apart that share a sign.
    """
    found: list[Citation] = []
    for position, form in enumerate(forms, 1):
        found.extend(_of_name(position, form, division))
        for field in _form_fields(position, form):
            found.extend(_mentions(field, division))
    for field in _other_fields(goals, narrative, duties):
        found.extend(_mentions(field, division))
    listed = {(c.where.first, c.printed) for c in found if c.cited_in.record == "listed-project"}
    for paragraph in texts:
        found.extend(
            c for c in _of_paragraph(paragraph, division) if (c.where.first, c.printed) not in listed
        )
    return tuple(found)


def _of_name(position: int, form: Form, division: str | None) -> Iterator[Citation]:
    """A number in a project's name says where its money comes from; the rest of the name is the title."""
    name, where = form.project.name, form.places["name"]
    cited_in = CitedIn("project", _number(position, form), "name", position)
    numbers = find_document_numbers(name, division)
    for found in numbers:
        upper = _next_above(found.number, [one.number for one in numbers])
        title = title_beside(name, found, numbers)
        yield _citation(found.number, found.number.printed, title, cited_in, where, upper)
    if not numbers:
        yield from _mentions((cited_in, name, where), division)


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


def _mentions(field: Field, division: str | None) -> Iterator[Citation]:
    cited_in, text, where = field
    for mention in find_citations(text, basis=cited_in.field == "basis", own=division):
        yield _of_mention(mention, cited_in, where, division)


def _of_paragraph(paragraph: Paragraph, division: str | None) -> Iterator[Citation]:
    for mention in find_citations(paragraph.text, basis=False, own=division):
        where = paragraph.place(mention.start, mention.end)
        yield _of_mention(mention, CitedIn("document", None, "text"), where, division)


def _of_mention(mention: Mention, cited_in: CitedIn, where: Where, division: str | None) -> Citation:
    """A title that holds the number of a higher notice says that its own notice passes that one on."""
    upper: tuple[DocumentNumber, ...] = ()
    if mention.number is not None and mention.title:
        inside = [one.number for one in find_document_numbers(mention.title, division)]
        upper = _next_above(mention.number, [mention.number, *inside])
    return _citation(mention.number, mention.printed, mention.title, cited_in, where, upper)


def _citation(
    number: DocumentNumber | None,
    printed: str,
    title: str | None,
    cited_in: CitedIn,
    where: Where,
    upper: tuple[DocumentNumber, ...],
) -> Citation:
    origin = origin_of(title) if title else None
    phases = phases_of(title) if title and number is not None else ()
    key = law_key(title) if title and number is None else None
    return Citation(number, printed, title, cited_in, where, origin, phases, key, upper)


_TIERS = ("central", "province", "city", "county")


def _next_above(number: DocumentNumber, others: Sequence[DocumentNumber]) -> tuple[DocumentNumber, ...]:
    """Return the numbers of the nearest higher tier among those that stand together."""
    higher = [one for one in others if one.tier and number.tier and _rank(one) < _rank(number)]
    nearest = max((_rank(one) for one in higher), default=None)
    return tuple(dict.fromkeys(one for one in higher if _rank(one) == nearest))


def _rank(number: DocumentNumber) -> int:
    return _TIERS.index(number.tier or "central")
