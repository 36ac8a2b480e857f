"""Say in a reader's words what a node is and where it is printed."""

from collections.abc import Collection

from budgetkg.namespaces import BKG, ID, PREFIXES
from budgetkg.validation.findings import Entity, Spot
from budgetkg.validation.shacl.terms import iri, lexical
from budgetkg.validation.shacl.triples import Triples

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


def kind_of(types: Collection[str]) -> str:
    """Return what a report calls a thing of these classes (IRIs).

    >>> kind_of({BKG + "BudgetAmount"})
    'amount'
    """
    for name, kind in _KINDS.items():
        if BKG + name in types:
            return kind
    return "term" if _TERM in types else "concept"


def _objects(triples: Triples, node: str, predicate: str) -> list[str]:
    return sorted(lexical(thing) for thing in triples.objects(node, iri(predicate)))


def _kind(triples: Triples, node: str) -> str:
    return kind_of(_objects(triples, node, _TYPE))


def _name(triples: Triples, node: str, kind: str, document: str) -> str:
    for predicate in _NAMED_BY.get(kind, ()):
        names = _objects(triples, node, predicate)
        if names:
            return names[0]
    text = lexical(node)
    for base, prefix in ((document + "/", ""), (ID, ""), (BKG, "bkg:")):
        if text.startswith(base):
            return prefix + text.removeprefix(base)
    return text


def _owners(triples: Triples, node: str) -> list[str]:
    owned_by = (triples.backward(iri(BKG + name)) for name in _OWNED_BY)
    return sorted({owner for side in owned_by for owner in side.get(node, ())})


def entities_of(triples: Triples, node: str, document: str) -> tuple[Entity, ...]:
    """Return what a finding about this node concerns: the form it belongs to, then the node itself."""
    nodes = [*_owners(triples, node), node]
    kinds = [_kind(triples, item) for item in nodes]
    return tuple(
        Entity(kind, _name(triples, item, kind, document), lexical(item))
        for item, kind in zip(nodes, kinds, strict=True)
    )


def _places(triples: Triples, node: str) -> Collection[str]:
    printed_at = iri(BKG + "printedAt")
    if _kind(triples, node) == "place":
        return [node]
    own = triples.objects(node, printed_at)
    if own:
        return own
    return {place for user in triples.users(node) for place in triples.objects(user, printed_at)}


def _spot(triples: Triples, place: str, document: str) -> Spot | None:
    first, last, text = (
        next(iter(_objects(triples, place, BKG + name)), "")
        for name in ("firstLine", "lastLine", "printedText")
    )
    if not (first.isdecimal() and last.isdecimal()):
        return None
    return Spot(document, int(first), int(last), text)


def spots_of(triples: Triples, node: str, document: str) -> tuple[Spot, ...]:
    """Return where a node is printed; for a shared thing or a code, the first lines that use it."""
    spots = {spot for place in _places(triples, node) if (spot := _spot(triples, place, document))}
    return tuple(sorted(spots, key=lambda spot: (spot.first, spot.last, spot.text))[:_SPOTS])
