"""What every rule is called, whether a shape, an audit rule or an item to be disclosed declares it."""

from collections.abc import Mapping
from functools import cache

from budgetkg.resources import folder
from budgetkg.validation.audit import load_rules
from budgetkg.validation.findings import Message
from budgetkg.validation.shapes import load_shapes, shape_catalogue

__all__ = ["rule_label", "rule_note"]


def rule_label(rule: str) -> Message:
    """Return the name of a rule; a rule that nothing declares is called by its number.

    >>> rule_label("A1").en
    'Total revenue = total expenditure'
    """
    return _labels().get(rule, Message(rule, rule))


def rule_note(rule: str) -> Message | None:
    """Return what an audit rule looks at and what it leaves alone, of all its checks."""
    notes = [one.note for one in load_rules().rules if one.id == rule]
    if not notes:
        return None
    return Message("".join(note.zh for note in notes), " ".join(note.en for note in notes))


@cache
def _labels() -> Mapping[str, Message]:
    audited = {rule.id: rule.label for rule in reversed(load_rules().rules)}
    return {**_shape_labels(), **_item_labels(), **audited}


def _shape_labels() -> dict[str, Message]:
    """Return the name of the first shape of each rule."""
    from rdflib import SH, URIRef

    found: dict[str, Message] = {}
    for iri, shape in shape_catalogue().items():
        texts = {
            getattr(text, "language", None): str(text) for text in load_shapes().objects(URIRef(iri), SH.name)
        }
        message = Message(texts.get("zh", shape.message.zh), texts.get("en", shape.message.en))
        if message.zh or message.en:
            found.setdefault(shape.rule, message)
    return found


def _item_labels() -> dict[str, Message]:
    from rdflib import SKOS, Graph

    graph = Graph().parse(folder("ontology") / "codes" / "disclosure-items.ttl")
    found = {}
    for node, number in graph.subject_objects(SKOS.notation):
        texts = {getattr(text, "language", None): str(text) for text in graph.objects(node, SKOS.prefLabel)}
        found[str(number)] = Message(texts["zh"], texts["en"])
    return found
