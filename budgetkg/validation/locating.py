"""Say in a reader's words what a node is and where it is printed."""

from collections.abc import Collection
from typing import TYPE_CHECKING

from budgetkg.namespaces import BKG, ID, PREFIXES
from budgetkg.validation.findings import Entity, Spot

if TYPE_CHECKING:
    from rdflib import Graph, URIRef
    from rdflib.term import Node

__all__ = ["entities_of", "kind_of", "spots_of"]

_TYPE = PREFIXES["rdf"] + "type"
_IDENTIFIER = PREFIXES["dcterms"] + "identifier"
_LABEL = PREFIXES["skos"] + "prefLabel"

#: Class → kind in a report; the first that fits is taken, so special ones come first.
_KINDS = {
    "ProjectBudget": "project",
    "Project": "project",
    "BudgetAmount": "amount",
    "PerformanceIndicator": "indicator",
    "PerformanceGoal": "goal",
    "SpendingPlanPoint": "plan",
    "FundingNotice": "notice",
    "LegalResource": "document-cited",
    "Citation": "citation",
    "Unit": "unit",
    "Department": "department",
    "Agency": "agency",
    "FunctionalAccount": "account",
    "EconomicAccount": "account",
    "ProcurementLine": "procurement",
    "AssetHolding": "asset",
    "NarrativeFigure": "figure",
    "NarrativeParagraph": "paragraph",
    "Duty": "duty",
    "PrintedTable": "table",
    "ContentsEntry": "contents",
    "ReadingProblem": "problem",
    "Place": "place",
    "DisclosureDocument": "document",
}
_TERM = PREFIXES["skos"] + "Concept"

#: What a reader knows a thing by. Where none is there, the local path of the IRI has to do.
_NAMED_BY = {
    "project": (_IDENTIFIER,),
    "department": (_IDENTIFIER, _LABEL),
    "unit": (_LABEL,),
    "agency": (_LABEL,),
    "account": (BKG + "code",),
    "notice": (BKG + "documentNumber",),
    "document-cited": (BKG + "documentNumber", PREFIXES["dcterms"] + "title"),
}
_OWNED_BY = ("indicator", "goal", "planPoint")

#: A code that a whole table uses needs no list of all its rows.
_SPOTS = 5


def _iri(text: str) -> "URIRef":
    from rdflib import URIRef

    return URIRef(text)


def kind_of(types: Collection[str]) -> str:
    """Return what a report calls a thing of these classes (IRIs).

    >>> kind_of({BKG + "BudgetAmount"})
    'amount'
    """
    for name, kind in _KINDS.items():
        if BKG + name in types:
            return kind
    return "term" if _TERM in types else "concept"


def _kind(graph: "Graph", node: "Node") -> str:
    return kind_of({str(item) for item in graph.objects(node, _iri(_TYPE))})


def _name(graph: "Graph", node: "Node", kind: str, document: str) -> str:
    for predicate in _NAMED_BY.get(kind, ()):
        names = sorted(str(item) for item in graph.objects(node, _iri(predicate)))
        if names:
            return names[0]
    text = str(node)
    for base, prefix in ((document + "/", ""), (ID, ""), (BKG, "bkg:")):
        if text.startswith(base):
            return prefix + text.removeprefix(base)
    return text


def _owners(graph: "Graph", node: "Node") -> list["Node"]:
    found = {owner for name in _OWNED_BY for owner in graph.subjects(_iri(BKG + name), node)}
    return sorted(found, key=str)


def entities_of(graph: "Graph", node: "Node", document: str) -> tuple[Entity, ...]:
    """Return what a finding about this node concerns: the form it belongs to, then the node itself."""
    nodes = [*_owners(graph, node), node]
    kinds = [_kind(graph, item) for item in nodes]
    return tuple(
        Entity(kind, _name(graph, item, kind, document), str(item))
        for item, kind in zip(nodes, kinds, strict=True)
    )


def _places(graph: "Graph", node: "Node") -> list["Node"]:
    printed_at = _iri(BKG + "printedAt")
    if _kind(graph, node) == "place":
        return [node]
    own = list(graph.objects(node, printed_at))
    if own:
        return own
    return [place for user in set(graph.subjects(None, node)) for place in graph.objects(user, printed_at)]


def _spot(graph: "Graph", place: "Node", document: str) -> Spot | None:
    first = graph.value(place, _iri(BKG + "firstLine"), any=True)
    last = graph.value(place, _iri(BKG + "lastLine"), any=True)
    if first is None or last is None or not (str(first).isdecimal() and str(last).isdecimal()):
        return None
    text = graph.value(place, _iri(BKG + "printedText"), any=True)
    return Spot(document, int(str(first)), int(str(last)), "" if text is None else str(text))


def spots_of(graph: "Graph", node: "Node", document: str) -> tuple[Spot, ...]:
    """Return where a node is printed; for a shared thing or a code, the first lines that use it."""
    spots = {spot for place in _places(graph, node) if (spot := _spot(graph, place, document))}
    return tuple(sorted(spots, key=lambda spot: (spot.first, spot.last, spot.text))[:_SPOTS])
