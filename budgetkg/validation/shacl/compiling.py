"""Read shapes into checks, and refuse what would be skipped otherwise."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from budgetkg.errors import UsageError
from budgetkg.namespaces import PREFIXES
from budgetkg.validation.shacl.components import LISTS, MAKERS, Check
from budgetkg.validation.shacl.terms import iri, lexical
from budgetkg.validation.shacl.triples import Triples

__all__ = ["Compiled", "Constraint", "compile_shapes"]

_SH = PREFIXES["sh"]
_TYPE = iri(PREFIXES["rdf"] + "type")
_SHAPES = (iri(_SH + "NodeShape"), iri(_SH + "PropertyShape"))
_CLASSES = {iri(PREFIXES["rdfs"] + "Class"), iri(PREFIXES["owl"] + "Class")}
_REST = iri(PREFIXES["rdf"] + "rest")
_TARGETS = ("targetClass", "targetSubjectsOf", "targetObjectsOf", "targetNode")
_PATHS = {"inversePath", "alternativePath", "zeroOrMorePath", "oneOrMorePath", "zeroOrOnePath"}
#: What a shape says without a constraint.
_TOLD = {"path", "property", "severity", "message", "name", "description", "order", "group", *_TARGETS}


@dataclass(frozen=True, slots=True)
class Constraint:
    """A check and the IRI of its component, which a result names."""

    component: str
    check: Check


@dataclass(frozen=True, slots=True)
class Compiled:
    """A shape ready to run.

    A step of its path is a predicate and whether to take it backwards. `parts` are its property shapes,
    `tried` the shapes that its constraints only try out.
    """

    shape: str
    targets: tuple[tuple[str, str], ...]
    path: tuple[tuple[str, bool], ...]
    constraints: tuple[Constraint, ...]
    parts: tuple[str, ...]
    tried: tuple[str, ...]


def compile_shapes(declared: Triples) -> Mapping[str, Compiled]:
    """Return the shapes of a shapes graph by their terms.

    Raises UsageError for a property of SHACL, a path, a target or a shape that the engine does not know.
    """
    shapes = dict.fromkeys(shape for kind in _SHAPES for shape in declared.instances(kind))
    for subject in declared.subjects():
        if subject not in shapes and set(_said(declared, subject)) - _PATHS:
            raise _unknown(subject, "未声明为形状", "it is not declared as a shape")
    for shape in shapes:
        for other in (*declared.objects(shape, iri(_SH + "property")), *_tried(declared, shape)):
            if other not in shapes:
                raise _unknown(shape, f"{other} 不是形状", f"{other} is no shape")
    compiled = {shape: _compiled(declared, shape) for shape in shapes}
    for shape in compiled:
        _refuse_cycle(compiled, (shape,))
    return compiled


def _refuse_cycle(compiled: Mapping[str, Compiled], way: tuple[str, ...]) -> None:
    for other in (*compiled[way[-1]].parts, *compiled[way[-1]].tried):
        if other in way:
            raise _unknown(other, "形状引用自身", "it leads back to itself")
        _refuse_cycle(compiled, (*way, other))


def _said(declared: Triples, subject: str) -> dict[str, Sequence[str]]:
    """Return what a node says in terms of SHACL, by local name."""
    said = declared.properties(subject)
    return {lexical(name).removeprefix(_SH): said[name] for name in said if name.startswith(f"<{_SH}")}


def _compiled(declared: Triples, shape: str) -> Compiled:
    said = _said(declared, shape)
    for name in said:
        if name not in _TOLD and name not in MAKERS and name not in LISTS:
            raise _unknown(shape, f"不支持 sh:{name}", f"sh:{name} is not supported")
    if not _CLASSES.isdisjoint(declared.objects(shape, _TYPE)):
        raise _unknown(shape, "不支持隐含的类目标", "a class that is a shape is not supported")
    return Compiled(
        shape=shape,
        targets=tuple((kind, thing) for kind in _TARGETS for thing in said.get(kind, ())),
        path=tuple(step for path in said.get("path", ()) for step in _path(declared, shape, path)),
        constraints=tuple(
            Constraint(_component(name), check)
            for name, values in said.items()
            for value in values
            for check in _checks(declared, name, value)
        ),
        parts=tuple(said.get("property", ())),
        tried=tuple(_tried(declared, shape)),
    )


def _component(name: str) -> str:
    return f"{_SH}{name[0].upper()}{name[1:]}ConstraintComponent"


def _checks(declared: Triples, name: str, value: str) -> Iterator[Check]:
    if name in MAKERS:
        yield MAKERS[name](value)
    elif name in LISTS:
        yield LISTS[name](declared.items(value))


def _path(declared: Triples, shape: str, path: str) -> list[tuple[str, bool]]:
    """Return the steps of a predicate, an inverse predicate, or a sequence of these."""
    if declared.objects(path, _REST):
        return [step for part in declared.items(path) for step in _path(declared, shape, part)]
    said = _said(declared, path)
    if _PATHS.isdisjoint(said):
        return [(path, False)]
    inner = said.get("inversePath", ())
    if len(said) == len(inner) == 1 and not declared.properties(inner[0]):
        return [(inner[0], True)]
    raise _unknown(shape, "不支持此路径", "this path is not supported")


def _tried(declared: Triples, shape: str) -> Iterator[str]:
    for name in ("node", "not"):
        yield from declared.objects(shape, iri(_SH + name))
    for name in ("and", "or"):
        for head in declared.objects(shape, iri(_SH + name)):
            yield from declared.items(head)


def _unknown(shape: str, zh: str, en: str) -> UsageError:
    return UsageError(f"形状无法检查：{zh}", f"the shape cannot be checked: {en}", lexical(shape))
