"""Our engine gives the results that pySHACL gives: on every bad datum, and on graphs with planted faults."""

from collections.abc import Iterable
from pathlib import Path

import pytest
from faults import UNORDERED, cut, general_faults, random_faults, systematic_faults

from budgetkg.build import build
from budgetkg.catalog import document_graphs
from budgetkg.errors import UsageError
from budgetkg.namespaces import BKG, BKS, CODES_GRAPH, PREFIXES
from budgetkg.store import Store, open_store, turtle_triples
from budgetkg.validation.loading import load
from budgetkg.validation.reading import document_lines, ntriples
from budgetkg.validation.shacl import Result, Run, Triples, compile_shapes
from budgetkg.validation.shacl.reference import load_shapes, results_of, run_reference
from budgetkg.validation.shacl.terms import iri, lexical, literal
from budgetkg.validation.shapes import check_shapes, compiled_shapes, shape_catalogue

HERE = Path(__file__).parent
CASES = sorted(path for path in (HERE / "cases").iterdir() if path.is_dir())
RANDOM = range(8)
#: What has no document number is not among the nodes of its shape, so that none of them lacks one.
UNSEEN = {(f"{BKS}DocumentNumber-number", "MinCountConstraintComponent")}


def ours(lines: Iterable[str], with_codes: bool = True) -> set[Result]:
    return set(Run(compiled_shapes(with_codes), Triples(lines)).results())


def theirs(lines: Iterable[str], with_codes: bool = True) -> set[Result]:
    return set(run_reference(list(lines), with_codes))


@pytest.fixture(scope="module")
def store(sample_documents: list[Path], tmp_path_factory: pytest.TempPathFactory) -> Store:
    path = tmp_path_factory.mktemp("engines") / "store"
    assert not build(sample_documents[-1:], path).failures
    return open_store(path)


@pytest.fixture(scope="module")
def few(store: Store) -> list[str]:
    """A few nodes of each kind of the invented document, with what the shapes ask of the code lists."""
    (graph,) = document_graphs(store)
    return cut(document_lines(ntriples(store, graph), ntriples(store, CODES_GRAPH)), 2)


@pytest.fixture(scope="module")
def faulty(few: list[str]) -> list[list[str]]:
    return [*systematic_faults(few), *general_faults(few), *(random_faults(few, seed, 60) for seed in RANDOM)]


def reportable() -> set[tuple[str, str]]:
    """The constraints of all shapes but those that others only try out."""
    shapes = compiled_shapes(True)
    tops = {name for name, shape in shapes.items() if shape.targets}
    tops |= {part for name in tops for part in shapes[name].parts}
    return {(name, each.component) for name in tops for each in shapes[name].constraints}


def written(file: Path) -> list[str]:
    """The triples of a Turtle file, as a store would write them but for numbers: those stay as they are."""
    return [f"{triple} ." for triple in turtle_triples(file.name, file.read_bytes())]


def bad_datum(case: Path) -> list[str]:
    return [*written(HERE / "context.ttl"), *written(case / "bad.ttl")]


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
@pytest.mark.parametrize("with_codes", [True, False])
def test_a_bad_datum_gives_the_same_results(case: Path, with_codes: bool) -> None:
    lines = bad_datum(case)
    assert ours(lines, with_codes) == theirs(lines, with_codes)


def test_a_whole_good_document_gives_the_same_results(few: list[str]) -> None:
    assert ours(few) == theirs(few)


def test_planted_faults_give_the_same_results(faulty: list[list[str]]) -> None:
    seen = set()
    for lines in faulty:
        found = ours(lines)
        assert found == theirs(lines)
        seen |= {(result.shape, result.component) for result in found}
    shown = {(each.shape, each.component) for case in CASES for each in ours(bad_datum(case))}
    missed = reportable() - seen - shown
    assert {(lexical(shape), component.split("#")[1]) for shape, component in missed} == UNSEEN


def test_severity_message_and_path_of_a_result_are_those_of_its_shape() -> None:
    """A report takes them from the catalogue of shapes, whichever engine ran."""
    import pyshacl
    from rdflib import SH, Literal

    lines = dict.fromkeys(line for case in CASES for line in bad_datum(case))
    _, report, _ = pyshacl.validate(load("\n".join([*lines, ""]).encode()), shacl_graph=load_shapes())
    results = set(report.objects(None, SH.result))
    assert len(results) > 150
    for result in results:
        shape = shape_catalogue()[str(report.value(result, SH.sourceShape))]
        assert report.value(result, SH.resultSeverity) == SH[shape.severity.capitalize()]
        texts = {Literal(shape.message.zh, lang="zh"), Literal(shape.message.en, lang="en")}
        assert set(report.objects(result, SH.resultMessage)) == texts
        path = report.value(result, SH.resultPath)
        if shape.path is None or not shape.path.startswith(("<", "^")):
            assert (path if path is None else str(path)) == shape.path


def test_values_without_an_order_are_results_where_pyshacl_ends() -> None:
    """Its run breaks off; the standard asks for a result where two values cannot be compared."""
    node, first = iri("https://example.org/a"), iri(BKG + "firstLine")
    place = [
        f"{node} {iri(PREFIXES['rdf'] + 'type')} {iri(BKG + 'Place')} .",
        f"{node} {first} {UNORDERED[0]} .",
        f"{node} {iri(BKG + 'lastLine')} {literal('7', PREFIXES['xsd'] + 'integer')} .",
    ]
    found = {result.component.split("#")[1] for result in ours(place) if result.value == UNORDERED[0]}
    assert found == {
        f"{name}ConstraintComponent" for name in ("Datatype", "MinInclusive", "LessThanOrEquals")
    }
    with pytest.raises(TypeError):
        theirs(place)


def test_a_store_gives_one_report_from_both_engines(few: list[str], store: Store, tmp_path: Path) -> None:
    (graph,) = document_graphs(store)
    faulty = (line[:-1] + f"<{graph}> ." for line in random_faults(few, 0, 60))
    with open_store(tmp_path / "store", create=True) as filled:
        filled.replace(graph, "\n".join(faulty))
        filled.load_codes()
        for view in (filled, filled.in_memory([graph]), filled.in_memory([graph, CODES_GRAPH])):
            report = check_shapes(view, graph)
            assert len(report.findings) > 20
            assert report == check_shapes(view, graph, "pyshacl")


def test_an_unknown_engine_is_refused(store: Store) -> None:
    with pytest.raises(UsageError, match="native, pyshacl"):
        check_shapes(store, store.graphs()[0], "fast")


@pytest.mark.parametrize("text", ["", "a", "zh", '甲\n\t\r\b\f"\\\x01\x7f\x85\u2028', "\\u0041"])
def test_literals_are_written_as_the_store_writes_them(text: str) -> None:
    (triple,) = turtle_triples("t", f"<a:a> <a:b> {literal(text)} .".encode())
    assert triple.split(" ", 2)[2] == literal(text)
    assert lexical(literal(text)) == text


@pytest.mark.filterwarnings("ignore:Parsing weird boolean")
def test_every_constraint_that_is_known_gives_the_same_results() -> None:
    from rdflib import Graph

    shapes = compile_shapes(Triples(written(HERE / "mini.ttl")))
    data = written(HERE / "mini_data.ttl")
    found = set(Run(shapes, Triples(data)).results())
    plain = Graph().parse(HERE / "mini.ttl")
    assert found == set(results_of(load("\n".join([*data, ""]).encode()), plain))
    assert {result.component for result in found} == {
        each.component for shape in shapes.values() for each in shape.constraints
    } - {f"{PREFIXES['sh']}OrConstraintComponent"}, "sh:or is only tried out here"


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ("<S> a sh:NodeShape ; sh:closed true .", "sh:closed is not supported"),
        ("<S> a sh:NodeShape ; sh:pattern 'a' ; sh:flags 'i' .", "sh:flags is not supported"),
        ("<S> a sh:PropertyShape ; sh:path [ sh:zeroOrMorePath <p> ] .", "path is not supported"),
        ("<S> a sh:PropertyShape ; sh:path [ sh:inversePath ( <p> <q> ) ] .", "path is not supported"),
        ("<S> a sh:NodeShape ; sh:node <T> .", "<https://example.org/T> is no shape"),
        ("<S> a sh:NodeShape ; sh:property [ sh:path <p> ; sh:minCount 1 ] .", "not declared as a shape"),
        ("<S> sh:targetClass <C> ; sh:nodeKind sh:IRI .", "not declared as a shape"),
        ("<S> a sh:NodeShape , rdfs:Class ; sh:nodeKind sh:IRI .", "class that is a shape"),
        ("<S> a sh:NodeShape ; sh:not <S> .", "leads back to itself"),
    ],
)
def test_what_the_engine_does_not_know_is_refused(more: str, words: str) -> None:
    head = "".join(f"@prefix {name}: <{PREFIXES[name]}> .\n" for name in ("sh", "rdfs"))
    text = f"@base <https://example.org/> .\n{head}{more}"
    with pytest.raises(UsageError, match=words):
        compile_shapes(Triples(f"{triple} ." for triple in turtle_triples("more", text.encode())))
