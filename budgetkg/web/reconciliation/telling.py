"""Things and candidates in the words of the protocol."""

from typing import Any

from budgetkg.web.reconciliation.index import Index
from budgetkg.web.reconciliation.matching import Candidate
from budgetkg.web.reconciliation.things import Reference, Thing
from budgetkg.web.reconciliation.vocabulary import Vocabulary

__all__ = ["described", "suggested", "told", "types_of"]

_BETWEEN = " · "
_MOST_NAMES = 3


def types_of(vocabulary: Vocabulary, thing: Thing) -> list[dict[str, str]]:
    """Return the types of a thing, its own first."""
    return [{"id": one.id, "name": one.name} for one in vocabulary.lineage(thing.type)]


def described(index: Index, thing: Thing) -> str:
    """Return what tells a thing from its namesakes: codes, other names, whose it is, and the years."""
    said = [code for code in thing.codes if code != thing.name]
    said += [name for name in thing.names if name != thing.name][:_MOST_NAMES]
    for key in ("parent", "department", "issuer", "division"):
        owners = dict.fromkeys(one for one in thing.values(key) if isinstance(one, Reference))
        said += [_name(index, one) for one in list(owners)[:_MOST_NAMES]]
    years = sorted({one for one in thing.values("year") if isinstance(one, int)})
    said += ["、".join(map(str, years))] if years else []
    return _BETWEEN.join(dict.fromkeys(said))


def told(index: Index, candidate: Candidate) -> dict[str, Any]:
    """Return a candidate with what its score rests on."""
    thing = candidate.thing
    return {
        "id": thing.iri,
        "name": thing.name,
        "description": described(index, thing),
        "type": types_of(index.vocabulary, thing),
        "score": round(candidate.score, 2),
        "match": candidate.match,
        "features": _features(candidate),
    }


def suggested(index: Index, thing: Thing) -> dict[str, Any]:
    """Return a thing as a suggestion."""
    return {
        "id": thing.iri,
        "name": thing.name,
        "description": described(index, thing),
        "notable": types_of(index.vocabulary, thing),
    }


def _features(candidate: Candidate) -> list[dict[str, Any]]:
    features: dict[str, bool | float] = {
        "identifier": candidate.identifier,
        "same_name": candidate.same_name,
    }
    if candidate.likeness is not None:
        alike = candidate.likeness
        features |= {
            "name_likeness": round(alike.whole, 2),
            "core_likeness": round(alike.core, 2),
            "numbers_agree": alike.numbers_agree,
            "places_agree": alike.places_agree,
        }
    if candidate.namesakes is not None:
        features["namesakes"] = candidate.namesakes
    for key, answer in candidate.confirmed.items():
        if answer is not None:  # what is not known is no feature: neither yes nor no
            features[f"property_{key}"] = answer
    return [{"id": key, "value": value} for key, value in features.items()]


def _name(index: Index, reference: Reference) -> str:
    thing = index.things.get(reference.iri)
    return reference.iri if thing is None else thing.name
