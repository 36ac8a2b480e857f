"""Is the graph well formed? The shapes folder, run on one document at a time.

One document keeps a run small, and keeps documents apart: they share notices and accounts, and a shape
that counts must not see what another document said. Time is linear in the number of documents so, and
memory is that of the largest one.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from budgetkg.errors import UsageError
from budgetkg.namespaces import CODES_GRAPH, PREFIXES, finding_iri
from budgetkg.resources import folder
from budgetkg.store import turtle_triples
from budgetkg.validation.copying import Copy
from budgetkg.validation.findings import Coverage, Finding, Message, Report, report_of
from budgetkg.validation.locating import entities_of, spots_of
from budgetkg.validation.reading import document_lines, ntriples
from budgetkg.validation.shacl import Compiled, Result, Run, Triples, compile_shapes
from budgetkg.validation.shacl.terms import iri, is_iri, language, lexical, to_term

__all__ = [
    "ENGINES",
    "Shape",
    "check_document",
    "check_shapes",
    "compiled_shapes",
    "shape_catalogue",
]

#: Ours, which is the default, and the reference; both give the same report.
ENGINES = ("native", "pyshacl")

_SH = PREFIXES["sh"]
_IDENTIFIER, _REQUIRES = (iri(PREFIXES["dcterms"] + name) for name in ("identifier", "requires"))
_NAME, _MESSAGE, _SEVERITY = (iri(_SH + name) for name in ("name", "message", "severity"))


@dataclass(frozen=True, slots=True)
class Shape:
    """What a report needs of a shape. `needs_codes`: it asks something of the code lists."""

    iri: str
    rule: str
    label: Message
    severity: str
    message: Message
    path: str | None
    needs_codes: bool
    targeted: bool


@lru_cache(maxsize=1)
def _declared() -> Triples:
    """Return all structural shapes."""
    files = sorted(folder("shapes").glob("*.ttl"))
    return Triples(f"{triple} ." for file in files for triple in turtle_triples(file.name, file.read_bytes()))


@lru_cache(maxsize=2)
def compiled_shapes(with_codes: bool) -> Mapping[str, Compiled]:
    """Return the shapes to run: without code lists, those that need them are left out."""
    everything = compile_shapes(_declared())
    if with_codes:
        return everything
    left_out = {iri(shape.iri) for shape in shape_catalogue().values() if shape.needs_codes}
    return {shape: compiled for shape, compiled in everything.items() if shape not in left_out}


@lru_cache(maxsize=1)
def shape_catalogue() -> Mapping[str, Shape]:
    """Return every shape by its IRI, in order."""
    shapes = sorted(compiled_shapes(True).values(), key=lambda one: lexical(one.shape))
    return {lexical(compiled.shape): _shape(compiled) for compiled in shapes}


def _shape(compiled: Compiled) -> Shape:
    declared, shape = _declared(), compiled.shape
    (severity,) = declared.objects(shape, _SEVERITY) or (iri(_SH + "Violation"),)
    (rule,) = declared.objects(shape, _IDENTIFIER)
    return Shape(
        iri=lexical(shape),
        rule=lexical(rule),
        severity=lexical(severity).removeprefix(_SH).lower(),
        label=_both(declared.objects(shape, _NAME)),
        message=_both(declared.objects(shape, _MESSAGE)),
        path=_path_text(compiled.path),
        needs_codes=bool(declared.objects(shape, _REQUIRES)),
        targeted=bool(compiled.targets),
    )


def _both(texts: Iterable[str]) -> Message:
    by_language = {language(text): lexical(text) for text in texts}
    return Message(by_language.get("zh", ""), by_language.get("en", ""))


def _path_text(path: Sequence[tuple[str, bool]]) -> str | None:
    """Return a path as SPARQL writes it, but a single predicate without brackets."""
    if len(path) == 1 and not path[0][1]:
        return lexical(path[0][0])
    return "/".join(f"^{name}" if back else name for name, back in path) or None


def check_shapes(view: Copy, graph: str, engine: str = "native") -> Report:
    """Check one document of a copy, or of a store, against every shape.

    Without the graph of the code lists the shapes that ask for one do not run, and their rules are
    reported as "inputs-missing". Raises UsageError for an engine that is not there.
    """
    return check_document(graph, ntriples(view, graph), ntriples(view, CODES_GRAPH) or None, engine)


def check_document(graph: str, data: bytes, codes: bytes | None = None, engine: str = "native") -> Report:
    """Check the N-Triples of one document, as an Oxigraph store writes them, against every shape."""
    if engine not in ENGINES:
        known = ", ".join(ENGINES)
        raise UsageError(
            f"没有检查引擎“{engine}”；有 {known}", f"no engine {engine!r}; there are {known}", "--engine"
        )
    lines, with_codes = document_lines(data, codes), codes is not None
    triples = Triples(lines)
    native = engine == "native"
    results = Run(compiled_shapes(with_codes), triples).results() if native else _reference(lines, with_codes)
    findings = list(_findings(triples, graph.removesuffix("/graph"), results))
    return report_of(findings, _coverage(_cases(triples), with_codes))


def _reference(lines: list[str], with_codes: bool) -> Iterable[Result]:
    from budgetkg.validation.shacl.reference import run_reference

    return run_reference(lines, with_codes)


def _cases(triples: Triples) -> Mapping[str, int]:
    """Return how many nodes each shape is about; those that others only try out are left aside."""
    run = Run(compiled_shapes(True), triples)
    targeted = (shape.iri for shape in shape_catalogue().values() if shape.targeted)
    return {shape: len(run.targets(iri(shape))) for shape in targeted}


def _coverage(cases: Mapping[str, int], with_codes: bool) -> list[Coverage]:
    catalogue = shape_catalogue()
    by_rule: dict[str, list[str]] = {}
    for shape in cases:
        by_rule.setdefault(catalogue[shape].rule, []).append(shape)
    lines = []
    for rule, shapes in by_rule.items():
        blocked = [one for one in shapes if cases[one] and catalogue[one].needs_codes and not with_codes]
        count = sum(cases[one] for one in shapes if one not in blocked)
        status = "inputs-missing" if blocked else "ran" if count else "not-applicable"
        lines.append(Coverage(rule, status, count))
    return lines


def _findings(triples: Triples, document: str, results: Iterable[Result]) -> Iterator[Finding]:
    found: dict[tuple[str, str, str | None], str] = {}
    for result in results:
        key = (result.shape, result.focus, result.value)
        # One value that breaks a shape twice (no decimal, and so no canonical one) is one finding.
        found[key] = min(result.component, found.get(key, result.component))
    for (shape, focus, value), component in found.items():
        yield _finding(triples, document, Result(shape, component, focus, value))


def _finding(triples: Triples, document: str, result: Result) -> Finding:
    shape, focus = shape_catalogue()[lexical(result.shape)], result.focus
    node = lexical(focus) if is_iri(focus) else focus  # texts in two languages are two nodes
    return Finding(
        id=finding_iri(shape.rule, (document, shape.iri, node, result.value or "")),
        rule=shape.rule,
        kind="structure",
        severity=shape.severity,
        message=shape.message,
        document=document,
        entities=entities_of(triples, focus, document),
        where=spots_of(triples, focus, document),
        shape=shape.iri,
        component=result.component,
        focus=to_term(focus),
        path=shape.path,
        value=None if result.value is None else to_term(result.value),
    )
