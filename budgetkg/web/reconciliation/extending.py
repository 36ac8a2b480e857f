"""Give the values of properties of things: data extension."""

from typing import Any

from budgetkg.values.money import decimal_text
from budgetkg.web.reconciliation.asking import Extension, Wanted
from budgetkg.web.reconciliation.index import Index
from budgetkg.web.reconciliation.things import Reference, Thing, Value

__all__ = ["extend", "propose", "shown"]


def extend(index: Index, asked: Extension) -> dict[str, Any]:
    """Return the values asked for; a thing that is not known has none."""
    return {
        "meta": [_described(index, one) for one in asked.wanted],
        "rows": {iri: _row(index, index.find(iri), asked.wanted) for iri in asked.ids},
    }


def propose(index: Index, type_: str, limit: int | None) -> list[dict[str, str]]:
    """Return the properties that things of a type have."""
    keys = index.vocabulary.types[type_].properties
    found = [index.vocabulary.properties[key] for key in keys]
    return [{"id": one.key, "name": one.name} for one in found[:limit]]


def shown(index: Index, value: Value | None) -> dict[str, Any]:
    """Return a value as the protocol has it: amounts as exact text, other things by IRI and name.

    What a document leaves out is an empty cell, so that the values of one document stay side by side.
    """
    match value:
        case None:
            return {}
        case Reference():
            thing = index.things.get(value.iri)
            return {"id": value.iri, "name": value.iri if thing is None else thing.name}
        case int():
            return {"int": value}
        case str():
            return {"str": value}
        case _:
            return {"str": decimal_text(value)}


def _row(index: Index, thing: Thing | None, wanted: tuple[Wanted, ...]) -> dict[str, Any]:
    return {one.property.key: [] if thing is None else _cells(index, thing, one) for one in wanted}


def _cells(index: Index, thing: Thing, wanted: Wanted) -> list[dict[str, Any]]:
    values = list(thing.values(wanted.property.key, wanted.year))
    if wanted.property.each == "value":  # said in several years, it is one value all the same
        values = list(dict.fromkeys(values))
    return [shown(index, value) for value in values]


def _described(index: Index, wanted: Wanted) -> dict[str, Any]:
    property_ = wanted.property
    described: dict[str, Any] = {"id": property_.key, "name": property_.name}
    if property_.to is not None:
        to = index.vocabulary.types[property_.to]
        described["type"] = {"id": to.id, "name": to.name}
    return described
