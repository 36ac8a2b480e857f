"""Graphs with planted faults: each property that a shape looks at gets each kind of wrong value in turn."""

from collections.abc import Iterator, Sequence
from random import Random

from budgetkg.namespaces import BKG, PREFIXES
from budgetkg.validation.shacl import Compiled, Run, Triples
from budgetkg.validation.shacl.terms import iri, is_iri, literal
from budgetkg.validation.shapes import compiled_shapes

__all__ = ["UNORDERED", "WRONG", "cut", "general_faults", "random_faults", "systematic_faults"]

XSD = PREFIXES["xsd"]
TYPE = iri(PREFIXES["rdf"] + "type")

#: Values that pySHACL cannot put in order: sh:lessThan and sh:lessThanOrEquals end its run.
UNORDERED = (
    literal("x", XSD + "integer"),
    literal("2024.0", XSD + "integer"),
    literal("NaN", XSD + "double"),
    literal("2024-13-01", XSD + "date"),
)
_ORDERED = {iri(BKG + name) for name in ("firstLine", "lastLine", "targetValue", "targetMax", "code")}
#: What stands in place of a value: None stands for no value, "+" for one more.
WRONG: tuple[str | None, ...] = (
    None,
    "+",
    iri("https://example.org/nowhere"),
    *(literal("", language=tag) for tag in (None, "zh", "fr")),
    *(literal('甲\n乙 "丙"', language=tag) for tag in (None, "zh", "zh-hans", "en")),
    *(literal(text, XSD + "integer") for text in ("-1", "7", "99999999999999999999", "５", " 3 ")),
    *(literal(text, XSD + "decimal") for text in ("1E5", "1.50", "-0.5", "101", "0.12345678901234567890123")),
    *(literal(text, XSD + "double") for text in ("2024", "1.0E2")),
    literal("true", XSD + "boolean"),
    literal("2024-01-01", XSD + "date"),
    literal("元", "https://example.org/unknown"),
    literal("2010101"),
    literal("201"),
    *UNORDERED,
)

Edited = dict[tuple[str, str], list[str]]


def cut(lines: Sequence[str], number: int) -> list[str]:
    """Return all that is said of the first nodes of each shape, and of what they point to."""
    whole = Triples(lines)
    run, shapes = Run(compiled_shapes(True), whole), compiled_shapes(True)
    kept = {node for shape in shapes for node in sorted(run.targets(shape))[:number]}
    pointed = {line.split(" ", 2)[2][:-2] for line in lines if line.split(" ", 1)[0] in kept}
    kept |= {thing for thing in pointed if is_iri(thing)}
    return sorted(line for line in lines if line.split(" ", 1)[0] in kept)


def systematic_faults(lines: Sequence[str]) -> Iterator[list[str]]:
    """Yield graphs in which every shape with a path meets wrong values, and all of them in the end.

    Each graph has another value for each of the first two nodes of a shape.
    """
    run = Run(compiled_shapes(True), Triples(lines))
    looks = [(top, part) for top in compiled_shapes(True).values() if top.targets for part in _paths(top)]
    for turn in range(0, len(WRONG), 2):
        edited = _edited(lines)
        for number, (top, part) in enumerate(looks):
            for count, node in enumerate(sorted(run.targets(top.shape))[:2]):
                wrong = WRONG[(turn + number + count) % len(WRONG)]
                _replace(edited, _place(run.graph, node, part, turn // 2), wrong)
        yield _lines(edited)


def _place(graph: Triples, node: str, shape: Compiled, turn: int) -> tuple[str, str]:
    """Return a subject and a predicate on the path of a shape from a node: in turn, each step of it."""
    step = turn % len(shape.path)
    name, back = shape.path[step]
    if back:
        return min(graph.backward(name).get(node, (node,))), name
    return (min(graph.objects(node, shape.path[0][0]) or (node,)) if step else node), name


def general_faults(lines: Sequence[str]) -> Iterator[list[str]]:
    """Yield a graph where every value stands twice, and one where some nodes of each shape have lost all."""
    edited = _edited(lines)
    for key in edited:
        if key[1] != TYPE:
            _replace(edited, key, "+")
    for name in {name for shape in compiled_shapes(True).values() for name, back in shape.path if back}:
        edited[iri("https://example.org/second"), name] = list(Triples(lines).backward(name))
    yield _lines(edited)
    run = Run(compiled_shapes(True), Triples(lines))
    emptied = {node for shape in compiled_shapes(True) for node in sorted(run.targets(shape))[::2]}
    looked_at = {thing for shape in compiled_shapes(True).values() for _, thing in shape.targets} | {TYPE}
    split = ((line.split(" ", 2), line) for line in lines)
    yield [line for (node, name, _), line in split if node not in emptied or name in looked_at]


def _paths(shape: Compiled) -> Iterator[Compiled]:
    """Yield the shapes with a path that a shape leads to."""
    shapes = compiled_shapes(True)
    if shape.path:
        yield shape
    for other in (*shape.parts, *shape.tried):
        yield from _paths(shapes[other])


def random_faults(lines: Sequence[str], seed: int, number: int) -> list[str]:
    """Return a graph with that many changes of random triples."""
    random, edited = Random(seed), _edited(lines)
    subjects = sorted({subject for subject, _ in edited})
    for _ in range(number):
        (owner, predicate), values = random.choice(list(edited.items()))
        if random.random() < 0.3:
            predicate = random.choice(list(edited))[1]
        wrong = random.choice([*WRONG, random.choice(subjects), *values])
        _replace(edited, (owner, predicate), wrong)
    return _lines(edited)


def _edited(lines: Sequence[str]) -> Edited:
    edited: Edited = {}
    for line in lines:
        subject, predicate, rest = line.split(" ", 2)
        edited.setdefault((subject, predicate), []).append(rest[:-2])
    return edited


def _replace(edited: Edited, key: tuple[str, str], wrong: str | None) -> None:
    values = edited.setdefault(key, [])
    if not is_iri(key[0]) or (wrong in UNORDERED and key[1] in _ORDERED):
        return
    if wrong == "+":
        first = values[0] if values else key[0]
        wrong = f"{first[:-1]}/more>" if is_iri(first) else first.replace('"', '"9', 1)
        values.append(wrong)
    else:
        values[:] = [] if wrong is None else [wrong]


def _lines(edited: Edited) -> list[str]:
    return [
        f"{owner} {name} {value} ."
        for (owner, name), values in edited.items()
        for value in dict.fromkeys(values)
    ]
