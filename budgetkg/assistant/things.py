"""Things and figures as an assistant cites them: what a text names, and where it is printed."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from budgetkg.assistant.answers import (
    Candidate,
    EntityAnswer,
    ExplainAnswer,
    Figure,
    PartOfSum,
    Place,
    ReferenceInfo,
    Source,
    StatementInfo,
    SumInfo,
)
from budgetkg.assistant.wording import said
from budgetkg.catalog import Answering, find_entity
from budgetkg.catalog.entities import select
from budgetkg.catalog.values import iri_term, string_term
from budgetkg.errors import AmbiguousEntityError, EntityUnknownError
from budgetkg.explain import Explanation, Part, Printed, Sum, Value, explain
from budgetkg.namespaces import BASE, BKG, PREFIXES, graph_iri
from budgetkg.results import Solutions
from budgetkg.values.money import decimal_text
from budgetkg.values.projectcode import read_project_code

__all__ = ["entity_answer", "explain_answer", "sources"]

_CANDIDATES = 20
_LISTED = 50
_SOURCES = 20
_PLACES = 3
_FIGURES = 12
_ENTITY = f"{BASE}/id/"


def entity_answer(store: Answering, text: str) -> EntityAnswer:
    """Return what a text names; several things, or none of that name, give candidates."""
    try:
        iri = find_entity(store, text)
    except AmbiguousEntityError as error:
        return _undecided(
            "ambiguous", _described(store, error.candidates[:_CANDIDATES]), len(error.candidates)
        )
    except EntityUnknownError:
        near = _containing(store, text)
        return _undecided("unknown", _described(store, near[:_CANDIDATES]), len(near))
    (one,) = _described(store, [iri])
    return EntityAnswer(status="found", iri=iri, name=one.name, kinds=one.kinds, candidates=[], cut=False)


def explain_answer(store: Answering, text: str) -> ExplainAnswer:
    """Return where a thing comes from. Raises EntityUnknownError or AmbiguousEntityError."""
    found = explain(store, text, checks=False)
    lists: dict[str, Sequence[object]] = {
        "places": found.printed,
        "figures": found.values,
        "sums": found.sums,
        "references": found.references,
        "statements": found.statements,
    }
    return ExplainAnswer(
        iri=found.iri,
        name=found.name,
        kinds=list(found.kinds),
        places=[_place(one, whole=True) for one in found.printed[:_LISTED]],
        figures=_figures(found)[:_LISTED],
        sums=[_sum(one) for one in found.sums[:_LISTED]],
        references=[
            ReferenceInfo(
                relation=one.relation,
                iri=one.iri,
                name=one.name,
                field=one.field,
                printed=one.printed,
                file=one.file,
                line=one.line,
            )
            for one in found.references[:_LISTED]
        ],
        statements=[
            StatementInfo(entity=one.entity, property=one.property, value=one.value, label=one.label)
            for one in found.statements[:_LISTED]
        ],
        cut=[name for name, items in lists.items() if len(items) > _LISTED],
        notes=[said("money")],
    )


def sources(store: Answering, solutions: Solutions, graphs: Sequence[str] | None) -> tuple[list[Source], int]:
    """Return where the projects and other things in rows are printed, and how many were left out.

    A thing is a project code or an IRI of ours in a cell: nothing is looked up by a name. Where
    documents were chosen, only what these print counts: another year's form is no proof.
    """
    things = list(dict.fromkeys(_things(solutions)))
    found = []
    for thing in things[:_SOURCES]:
        try:
            found.append(_source(thing, _within(explain(store, thing, checks=False), graphs)))
        except (AmbiguousEntityError, EntityUnknownError):
            continue
    return found, len(things) - len(found)


def _things(solutions: Solutions) -> Iterable[str]:
    for row in solutions.rows:
        for term in row:
            if term is not None and (
                (term.kind == "iri" and term.value.startswith(_ENTITY))
                or (term.kind == "literal" and read_project_code(term.value) == term.value)
            ):
                yield term.value


def _within(found: Explanation, graphs: Sequence[str] | None) -> Explanation:
    """Return an explanation with the places and numbers of the chosen documents alone."""
    if graphs is None:
        return found
    documents = tuple(f"{graph.removesuffix(graph_iri(''))}/" for graph in graphs)
    return replace(
        found,
        printed=tuple(one for one in found.printed if one.entity.startswith(documents)),
        values=tuple(one for one in found.values if one.entity.startswith(documents)),
    )


def _source(thing: str, found: Explanation) -> Source:
    figures = _figures(found)
    return Source(
        thing=thing,
        iri=found.iri,
        name=found.name,
        places=[_place(one, whole=False) for one in found.printed[:_PLACES]],
        figures=figures[:_FIGURES],
        cut=len(found.printed) > _PLACES or len(figures) > _FIGURES,
    )


def _place(one: Printed, whole: bool) -> Place:
    return Place(
        document=one.document,
        file=one.file,
        first_line=one.first_line,
        last_line=one.last_line,
        page=one.page,
        printed=one.text,
        lines=one.lines if whole else None,
    )


def _figures(found: Explanation) -> list[Figure]:
    """Return the numbers, each with the place of the thing whose number it is."""
    places = {one.entity: one for one in found.printed}
    return [_figure(value, places.get(value.entity)) for value in found.values]


def _figure(value: Value, place: Printed | None) -> Figure:
    return Figure(
        property=value.property,
        printed=value.printed,
        unit=value.unit,
        value=decimal_text(value.value),
        value_unit="元" if value.is_money else None,
        agrees=value.agrees,
        document=place.document if place else None,
        file=place.file if place else None,
        first_line=place.first_line if place else None,
        last_line=place.last_line if place else None,
    )


def _sum(one: Sum) -> SumInfo:
    return SumInfo(
        whole=_part(one.whole),
        parts=[_part(part) for part in one.parts],
        total=decimal_text(one.total),
        difference=decimal_text(one.difference),
    )


def _part(part: Part) -> PartOfSum:
    return PartOfSum(iri=part.iri, name=part.name, code=part.code, yuan=decimal_text(part.yuan))


def _undecided(status: str, candidates: list[Candidate], total: int) -> EntityAnswer:
    return EntityAnswer(
        status="ambiguous" if status == "ambiguous" else "unknown",
        iri=None,
        name="",
        kinds=[],
        candidates=candidates,
        cut=total > len(candidates),
    )


_PROLOGUE = "".join(f"PREFIX {prefix}: <{PREFIXES[prefix]}>\n" for prefix in ("bkg", "dcterms", "skos"))

_DESCRIBED = """SELECT DISTINCT ?entity ?kind ?name WHERE {{
  GRAPH ?g {{
    VALUES ?entity {{ {entities} }}
    {{ ?entity a ?kind }}
    UNION {{ ?entity skos:prefLabel|dcterms:title|bkg:documentNumber ?name }}
    UNION {{ ?form bkg:project ?entity ; skos:prefLabel ?name }}
  }}
}} ORDER BY ?entity ?kind ?name"""

_CONTAINING = """SELECT DISTINCT ?entity WHERE {{
  GRAPH ?g {{
    VALUES ?class {{
      bkg:ProjectBudget bkg:Unit bkg:Department bkg:Agency bkg:LegalResource bkg:DisclosureDocument
    }}
    ?entity a ?class ; skos:prefLabel|dcterms:title|bkg:documentNumber ?name .
    FILTER(CONTAINS(STR(?name), {text}))
  }}
}} ORDER BY ?entity LIMIT {most}"""


def _described(store: Answering, iris: Sequence[str]) -> list[Candidate]:
    """Return things with their names and kinds, in the order given."""
    terms = [term for iri in iris if (term := iri_term(iri))]
    kinds: dict[str, dict[str, None]] = {iri: {} for iri in iris}
    names: dict[str, str] = {}
    query = _PROLOGUE + _DESCRIBED.format(entities=" ".join(terms))
    for entity, kind, name in select(store, query).rows if terms else ():
        assert entity is not None
        if kind is not None:
            kinds[entity.value][kind.value.removeprefix(BKG)] = None
        if name is not None and (entity.value not in names or name.language == "zh"):
            names[entity.value] = name.value
    return [Candidate(iri=iri, name=names.get(iri, ""), kinds=list(kinds[iri])) for iri in iris]


def _containing(store: Answering, text: str) -> list[str]:
    """Return things whose name contains a text: one more than are shown, where there are so many."""
    wanted = text.strip()
    if not wanted:
        return []
    query = _CONTAINING.format(text=string_term(wanted), most=_CANDIDATES + 1)
    return [row[0].value for row in select(store, _PROLOGUE + query).rows if row[0] is not None]
