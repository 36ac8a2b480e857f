"""The store: whole graphs, nothing written twice, clear errors, queries kept inside."""

import hashlib
import io
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from budgetkg.errors import QueryError, StoreError
from budgetkg.namespaces import BASE, BKG, CODES_GRAPH, PREFIXES
from budgetkg.results import Solutions, Term
from budgetkg.store import FORMATS, open_store

GRAPH = f"{BASE}/id/doc/a/graph"
OTHER = f"{BASE}/id/doc/b/graph"
XSD = PREFIXES["xsd"]


def quad(value: str, graph: str = GRAPH, subject: str = "s") -> str:
    return f"<{BASE}/{subject}> <{BKG}amount> {value} <{graph}> ."


ONE, TWO, THREE = (quad(f'"{number}"^^<{XSD}decimal>') for number in ("1.5", "2", "3"))


def state(folder: Path) -> dict[str, tuple[int, int]]:
    return {file.name: (file.stat().st_size, file.stat().st_mtime_ns) for file in folder.iterdir()}


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    path = tmp_path / "kg"
    with open_store(path, create=True) as store:
        store.replace(GRAPH, f"{ONE}\n{TWO}")
        store.replace(OTHER, ONE.replace(GRAPH, OTHER))
    return path


def test_a_graph_is_replaced_whole_and_the_others_stay(filled: Path) -> None:
    with open_store(filled) as store:
        assert store.replace(GRAPH, f"{TWO}\n{THREE}\n") is True
        assert sorted(store.quads(GRAPH)) == [TWO, THREE]
    with open_store(filled) as store:
        assert sorted(store.quads(GRAPH)) == [TWO, THREE]
        assert store.count(OTHER) == 1
        assert store.count() == 3
        assert store.graphs() == [GRAPH, OTHER]


def test_the_same_quads_again_touch_no_file(filled: Path) -> None:
    before = state(filled)
    with open_store(filled, create=True) as store:
        assert store.replace(GRAPH, f"{TWO}\n{ONE}") is False
        assert store.replace(OTHER, ONE.replace(GRAPH, OTHER)) is False
        assert store.remove(f"{GRAPH}/none") is False
    assert state(filled) == before


def test_the_same_numbers_spelled_otherwise_are_no_change(filled: Path) -> None:
    with open_store(filled) as store:
        assert store.replace(GRAPH, f"{ONE.replace('1.5', '01.50')}\n{TWO}") is False


def test_an_empty_graph_takes_all_out(filled: Path) -> None:
    with open_store(filled) as store:
        assert store.replace(GRAPH, "") is True
        assert list(store.quads(GRAPH)) == []
        assert store.replace(GRAPH, "") is False
        assert store.replace(GRAPH, ONE) is True
        assert list(store.quads(GRAPH)) == [ONE]


def test_remove(filled: Path) -> None:
    with open_store(filled) as store:
        assert store.remove(GRAPH) is True
        assert store.graphs() == [OTHER]
        assert store.remove(GRAPH) is False
    with open_store(filled) as store:
        assert store.graphs() == [OTHER]


def test_several_graphs_change_in_one_step(filled: Path) -> None:
    third = f"{BASE}/id/doc/c/graph"
    with open_store(filled) as store:
        wanted = {GRAPH: f"{TWO}\n{ONE}", OTHER: "", third: THREE.replace(GRAPH, third)}
        assert store.replace_many(wanted) == {OTHER, third}
        assert store.graphs() == [GRAPH, third]
    before = state(filled)
    with open_store(filled) as store:
        assert store.replace_many(wanted) == frozenset()
        assert store.replace_many({}) == frozenset()
        assert store.remove_many([OTHER]) == ()
    assert state(filled) == before
    with open_store(filled) as store:
        assert store.remove_many([third, OTHER, GRAPH, third]) == (third, GRAPH)
        assert (store.graphs(), store.count()) == ([], 0)


@pytest.mark.parametrize("broken", [0, 1])
def test_one_malformed_graph_of_several_changes_none(filled: Path, broken: int) -> None:
    new = [f"{BASE}/id/doc/c/graph", f"{BASE}/id/doc/d/graph"]
    for graphs in (new, [new[0], GRAPH], [GRAPH, OTHER]):
        texts = {graph: THREE.replace(GRAPH, graph) for graph in graphs}
        texts[graphs[broken]] = f"<{BASE}/s> nonsense <{graphs[broken]}> ."
        with open_store(filled) as store:
            with pytest.raises(StoreError, match="malformed"):
                store.replace_many(texts)
            assert sorted(store.quads(GRAPH)) == [ONE, TWO]
            assert store.graphs() == [GRAPH, OTHER]


@settings(max_examples=40, deadline=None)
@given(old=st.lists(st.text(), max_size=6), new=st.lists(st.text(), max_size=6))
def test_any_text_goes_in_and_out(
    old: list[str], new: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("any") / "kg"
    with open_store(path, create=True) as store:
        for texts in (old, new):
            lines = {quad(str(ox.Literal(text))) for text in texts}
            changed = set(store.quads(GRAPH)) != lines
            assert store.replace(GRAPH, "\n".join(sorted(lines))) is changed
            assert set(store.quads(GRAPH)) == lines


@pytest.mark.parametrize(
    ("nquads", "words"),
    [
        (ONE.replace(GRAPH, OTHER), "does not belong"),
        (f"<{BASE}/s> <{BKG}p> <{BASE}/o> .", "does not belong"),
        (f"_:b <{BKG}p> <{BASE}/o> <{GRAPH}> .", "blank nodes"),
        (f"<{BASE}/s> <{BKG}p> _:b <{GRAPH}> .", "blank nodes"),
        (f"<{BASE}/s> nonsense <{GRAPH}> .", "malformed"),
    ],
)
def test_wrong_quads_are_refused_and_nothing_changes(filled: Path, nquads: str, words: str) -> None:
    with open_store(filled) as store:
        for graph in (GRAPH, f"{BASE}/new"):
            with pytest.raises(StoreError, match=words):
                store.replace(graph, f"{ONE}\n{nquads}".replace(GRAPH, graph))
        assert sorted(store.quads(GRAPH)) == [ONE, TWO]
        assert store.graphs() == [GRAPH, OTHER]


def test_text_that_looks_like_a_blank_node_is_text(filled: Path) -> None:
    line = quad('"see _:b"')
    with open_store(filled) as store:
        assert store.replace(GRAPH, line) is True
        assert list(store.quads(GRAPH)) == [line]


def test_a_store_to_be_made_is_not_made_by_reading(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "kg"
    with open_store(path, create=True) as store:
        assert store.graphs() == []
        assert store.count() == 0
        assert store.replace(GRAPH, "") is False
        assert store.query("ASK { GRAPH ?g { ?s ?p ?o } }") is False
    assert not path.parent.exists()


def test_what_is_no_store_is_said_to_be_none(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no store here"):
        open_store(tmp_path / "missing")
    file = tmp_path / "file"
    file.write_text("x")
    for create in (False, True):
        with pytest.raises(StoreError, match="is a file"):
            open_store(file, create=create)
    (tmp_path / "empty").mkdir()
    with pytest.raises(StoreError, match="not a store"):
        open_store(tmp_path / "empty")
    for create in (False, True):
        with pytest.raises(StoreError, match="not a store"):
            open_store(tmp_path, create=create)
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["empty", "file"]


def test_an_empty_folder_becomes_a_store(tmp_path: Path) -> None:
    with open_store(tmp_path, create=True) as store:
        assert store.replace(GRAPH, ONE) is True
    with open_store(tmp_path) as store:
        assert store.count() == 1


@pytest.mark.parametrize("name", ["CURRENT", "MANIFEST-*", "*.sst"])
@pytest.mark.parametrize("how", ["missing", "garbage"])
def test_a_damaged_store_is_said_to_be_damaged(filled: Path, name: str, how: str) -> None:
    files = sorted(filled.glob(name))
    assert files
    for file in files:
        if how == "missing":
            file.unlink()
        else:
            file.write_bytes(b"garbage" * 20)
    for create in (False, True):
        with pytest.raises(StoreError, match="damaged"):
            open_store(filled, create=create).query("SELECT * { GRAPH ?g { ?s ?p ?o } }")


def test_a_second_writer_is_told_so_and_readers_are_not_locked_out(filled: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from budgetkg.store import open_store\n"
        f"store = open_store(Path(sys.argv[1])); store.replace({OTHER!r}, '')\n"
        "print('writing', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(filled)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "writing\n"
        with open_store(filled) as first, open_store(filled) as second:
            assert first.count(GRAPH) == second.count(GRAPH) == 2
            with pytest.raises(StoreError, match="another process is writing"):
                first.replace(GRAPH, ONE)
            assert first.count(GRAPH) == 2
        writer.communicate("")
    with open_store(filled) as store:
        assert store.replace(GRAPH, ONE) is True


def test_select_gives_plain_terms(filled: Path) -> None:
    with open_store(filled) as store:
        found = store.query(
            f"SELECT ?s ?v ?no ?t WHERE {{ GRAPH <{GRAPH}> {{ ?s <{BKG}amount> ?v }} "
            "BIND('甲'@zh AS ?t) } ORDER BY ?v"
        )
    subject, label = Term("iri", f"{BASE}/s"), Term("literal", "甲", PREFIXES["rdf"] + "langString", "zh")
    numbers = [Term("literal", value, XSD + "decimal") for value in ("1.5", "2")]
    assert found == Solutions(("s", "v", "no", "t"), tuple((subject, n, None, label) for n in numbers))


def test_ask_and_construct(filled: Path) -> None:
    with open_store(filled) as store:
        assert store.query("ASK { GRAPH ?g { ?s ?p ?o } }") is True
        text = store.query("CONSTRUCT { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } }")
        tail = f" <{GRAPH}> ."
        assert text == "".join(f"{line.removesuffix(tail)} .\n" for line in (ONE, TWO))


def test_the_default_graph_is_empty_so_that_nothing_counts_twice(filled: Path) -> None:
    with open_store(filled) as store:
        assert store.query("ASK { ?s ?p ?o }") is False
        total = store.query(f"SELECT (SUM(?v) AS ?t) {{ GRAPH <{GRAPH}> {{ ?s ?p ?v }} }}")
        assert isinstance(total, Solutions)
        assert [term.value for term in total.rows[0] if term] == ["3.5"]


def test_a_wrong_query_names_its_line(filled: Path) -> None:
    with open_store(filled) as store, pytest.raises(QueryError) as caught:
        store.query("SELECT ?s\nWHERE {\n ?s nope:x ?o }")
    assert caught.value.place == "line 3"
    assert "Prefix not found" in caught.value.en


@pytest.mark.parametrize(
    "text",
    [
        "LOAD <http://127.0.0.1:9/x>",
        "INSERT DATA { <a:a> <a:b> <a:c> }",
        "DROP ALL",
        "SELECT * { SERVICE <http://127.0.0.1:9/x> { ?s ?p ?o } }",
        "select * { { select * { service silent ?x { ?s ?p ?o } } } }",
        "SELECT * { GRAPH ?g { ?s ?p ?o } FILTER EXISTS { SERVICE <http://127.0.0.1:9/x> { ?s ?p ?o } } }",
        "ASK { ?s ?p 1SERVICE<http://127.0.0.1:9/x>{} }",
        "SELECT * { # note\rSERVICE <http://127.0.0.1:9/x> { ?s ?p ?o } }",
        "SELECT * { \\u0053ERVICE <http://127.0.0.1:9/x> { ?s ?p ?o } }",
        "SELECT * FROM <http://127.0.0.1:9/x> { ?s ?p ?o }",
        "SELECT * FROM NAMED <file:///etc/hostname> { GRAPH ?g { ?s ?p ?o } }",
        "PREFIX a: <http://127.0.0.1:9/> SELECT * FROM a:x { ?s ?p ?o }",
        "SELECT *\nFROM NAMED <file:///etc/hostname>\nWHERE { GRAPH ?g { ?s ?p ?o } }",
        f"SELECT *\nFROM NAMED <{GRAPH}>\nWHERE {{ SERVICE <http://127.0.0.1:9/x> {{ ?s ?p ?o }} }}",
        f"SELECT *\nFROM NAMED <{GRAPH}>\nFROM <http://127.0.0.1:9/x>\nWHERE {{ ?s ?p ?o }}",
    ],
)
def test_a_query_that_reaches_outside_is_refused(filled: Path, text: str) -> None:
    with open_store(filled) as store, pytest.raises(QueryError):
        store.query(text)


def test_a_harmless_word_is_no_reason_to_refuse(filled: Path) -> None:
    with open_store(filled) as store:
        assert (
            store.query(f"ASK {{ GRAPH ?g {{ ?s <{BKG}derivesFromNotice> ?o }} }} # a service from here")
            is False
        )
        assert store.query('ASK { FILTER("service" = "service") }') is True
        found = store.query(f"SELECT ?v FROM <{GRAPH}> {{ ?s ?p ?v }} ORDER BY ?v")
        assert isinstance(found, Solutions)
        assert len(found.rows) == 2
        assert store.query(f"ASK FROM NAMED <{OTHER}> {{ GRAPH ?g {{ ?s ?p 2 }} }}") is False
        assert store.query(f"ASK\nFROM NAMED <{OTHER}>\nWHERE {{ GRAPH ?g {{ ?s ?p 2.0 }} }}") is False
        assert store.query(f"ASK\nFROM NAMED <{GRAPH}>\nWHERE {{ GRAPH ?g {{ ?s ?p 2.0 }} }}") is True


@pytest.mark.parametrize("name", FORMATS)
def test_dump_writes_what_the_graphs_hold(filled: Path, name: str) -> None:
    with open_store(filled) as store:
        out, one = io.BytesIO(), io.BytesIO()
        store.dump(name, out)
        store.dump(name, one, [OTHER])
    sort = FORMATS[name]
    found = list(ox.parse(out.getvalue(), sort))
    assert len(found) == (3 if sort.supports_datasets else 2)
    assert {quad.object.value for quad in found} == {"1.5", "2"}
    assert len(list(ox.parse(one.getvalue(), sort))) == 1
    if name in ("turtle", "trig"):
        assert b"@prefix bkg:" in out.getvalue()


def test_an_unknown_format_is_refused(filled: Path) -> None:
    with open_store(filled) as store, pytest.raises(StoreError, match="turtle"):
        store.dump("docx", io.BytesIO())


def test_codes_are_loaded_once(tmp_path: Path) -> None:
    path = tmp_path / "kg"
    with open_store(path, create=True) as store:
        assert store.load_codes() is True
        assert store.load_codes() is False
        assert store.graphs() == [CODES_GRAPH]
        assert store.query(f"ASK {{ GRAPH <{CODES_GRAPH}> {{ <{BKG}tier-city> ?p ?o }} }}") is True
        assert not any("_:" in line.partition('"')[0] for line in store.quads(CODES_GRAPH))
    before = state(path)
    with open_store(path) as store:
        assert store.load_codes() is False
    assert state(path) == before


def test_a_copy_in_memory_has_the_code_lists_of_now(tmp_path: Path) -> None:
    with open_store(tmp_path / "kg", create=True) as store:
        for line in (ONE, TWO):
            codes = line.replace(GRAPH, CODES_GRAPH)
            store.replace(CODES_GRAPH, codes)
            for _ in range(2):
                assert list(store.in_memory([CODES_GRAPH]).quads()) == [codes]


def test_changed_codes_are_loaded_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ontology = tmp_path / "ontology"
    (ontology / "codes").mkdir(parents=True)
    file = ontology / "codes" / "a.ttl"
    monkeypatch.setattr("budgetkg.store.folder", lambda name: tmp_path / name)
    with open_store(tmp_path / "kg", create=True) as store:
        file.write_text("<a:a> <a:b> [ <a:c> 'x' ], [ <a:c> 'y' ] .")
        assert store.load_codes() is True
        nodes = sorted(store.quads(CODES_GRAPH))
        assert sum("genid/codes/a.ttl-1>" in line for line in nodes) == 2
        assert len(nodes) == 5
        file.write_text("<a:a> <a:b> 'z' .")
        assert store.load_codes() is True
        assert store.count(CODES_GRAPH) == 2
        file.write_text("<a:a> nonsense")
        with pytest.raises(StoreError, match="malformed"):
            store.load_codes()
        assert store.count(CODES_GRAPH) == 2


def test_quads_that_state_a_digest_of_other_quads_are_compared_in_full(tmp_path: Path) -> None:
    """A digest counts only if it is true: a changed number with an old digest is written."""
    graph = "https://w3id.org/budgetkg/id/doc/a-b-2024-budget/graph"
    amount = '<https://w3id.org/budgetkg/id/x> <https://w3id.org/budgetkg/def#amount> "{}" <' + graph + "> ."
    digest = hashlib.sha256(amount.format(1).encode()).hexdigest()
    stated = f'<{graph}> <https://w3id.org/budgetkg/def#contentDigest> "{digest}" <{graph}> .'
    store = open_store(tmp_path / "store", create=True)
    assert store.replace(graph, f"{stated}\n{amount.format(1)}")
    assert not store.replace(graph, f"{stated}\n{amount.format(1)}")
    assert store.replace(graph, f"{stated}\n{amount.format(2)}")
    assert sorted(store.quads(graph)) == sorted([stated, amount.format(2)])


def test_a_copy_in_memory_holds_the_graphs_asked_for_and_writes_to_no_file(filled: Path) -> None:
    with open_store(filled) as store:
        before = state(filled)
        copy = store.in_memory([GRAPH])
        assert (copy.graphs(), copy.count()) == ([GRAPH], 2)
        copy.replace(GRAPH, THREE)
        assert (copy.count(), store.count(GRAPH)) == (1, 2)
        copy.close()
    assert state(filled) == before
