"""Cut answers, time limits and logging in, as real servers have them."""

import pytest
from servers import Serve, Virtuoso

from budgetkg.errors import AccessError, CutAnswerError, QueryError, TimeLimitError
from budgetkg.remote import Endpoint, connect
from budgetkg.results import Solutions


def product(width: int, height: int, head: str = "SELECT ?a ?b", tail: str = "") -> str:
    """Return a query with width × height rows."""
    numbers = [" ".join(map(str, range(size))) for size in (width, height)]
    return f"{head} WHERE {{ VALUES ?a {{ {numbers[0]} }} VALUES ?b {{ {numbers[1]} }} }} {tail}"


@pytest.mark.parametrize("tail", ["", "ORDER BY ?a ?b"])
def test_virtuoso_never_cuts_in_silence(virtuoso: Endpoint, tail: str) -> None:
    with pytest.raises(CutAnswerError) as caught:
        virtuoso.query(product(101, 100, tail=tail))
    assert "10000 of 10100" in caught.value.en
    assert virtuoso.url in caught.value.text()


def test_a_full_answer_of_virtuoso_stays_one(virtuoso: Endpoint) -> None:
    for width, height in [(100, 100), (99, 100), (3, 7)]:
        found = virtuoso.query(product(width, height))
        assert isinstance(found, Solutions)
        assert len(found.rows) == width * height


def test_cut_triples_are_found_though_virtuoso_sends_no_header(virtuoso: Endpoint) -> None:
    pattern = "{ GRAPH ?g { ?s ?p ?o } GRAPH ?h { ?t a ?c } }"
    with pytest.raises(CutAnswerError):
        virtuoso.query(f"CONSTRUCT {{ ?s <urn:near> ?t }} WHERE {pattern} LIMIT 12345")
    few = virtuoso.query(f"CONSTRUCT {{ ?s <urn:near> ?t }} WHERE {pattern} LIMIT 5")
    assert isinstance(few, str)
    assert 1 <= few.count("\n") <= 5


def test_the_other_server_cuts_nothing(oxigraph: Endpoint) -> None:
    found = oxigraph.query(product(101, 100))
    assert isinstance(found, Solutions)
    assert len(found.rows) == 10100


def test_long_queries_are_posted(endpoint: Endpoint) -> None:
    names = " ".join(f'"{number}{"长" * 100}"' for number in range(50))
    found = endpoint.query(f"SELECT (COUNT(?x) AS ?n) WHERE {{ VALUES ?x {{ {names} }} }}")
    assert isinstance(found, Solutions)
    assert [term.value for row in found.rows for term in row if term] == ["50"]


@pytest.mark.parametrize("text", ["SELECT ?x WHERE { GRAPH ?g { ?x", "SELECT * WHERE { ?s nowhere:p ?o }"])
def test_a_wrong_query_is_told(endpoint: Endpoint, text: str) -> None:
    with pytest.raises(QueryError) as caught:
        endpoint.query(text)
    assert endpoint.url in caught.value.text()


def test_a_server_that_is_too_slow(passing_oxigraph: Serve, all_quads: str) -> None:
    slow = "SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?a ?b ?c . ?d ?e ?f . ?h ?i ?j } }"
    with pytest.raises(TimeLimitError):
        connect(passing_oxigraph(all_quads), timeout=0.5).query(slow)


def test_chinese_control_signs_and_numbers_survive(oxigraph_server: Serve, virtuoso_server: Virtuoso) -> None:
    xsd = "http://www.w3.org/2001/XMLSchema#"
    terms = [
        f'"1234.50"^^<{xsd}decimal>',
        f'"-0.05"^^<{xsd}decimal>',
        f'"99999999999999999999.99"^^<{xsd}decimal>',
        f'"007"^^<{xsd}integer>',
        f'"true"^^<{xsd}boolean>',
        f'"2024"^^<{xsd}gYear>',
        f'"2024-02-29"^^<{xsd}date>',
        '"〔2023〕\U00020000"',
        '"a\\tb\\nc\\"d\\\\e\\rf\\u0001"',
        '"0012"',
        '""',
        '"  x  "',
        '"文"@zh',
        '"Hi"@en-GB',
        "<http://e.org/中文/a%20b?x=1&y=2#f>",
    ]
    quads = "".join(f"<urn:s:{place:02}> <urn:p> {term} <urn:g> .\n" for place, term in enumerate(terms))
    text = "SELECT ?s ?o WHERE { GRAPH <urn:g> { ?s ?p ?o } } ORDER BY ?s"
    near, far = (connect(url).query(text) for url in (oxigraph_server(quads), virtuoso_server.serve(quads)))
    assert isinstance(near, Solutions)
    assert len(near.rows) == len(terms)
    assert near == far
    build = "CONSTRUCT { ?s <urn:q> ?o } WHERE { GRAPH <urn:g> { ?s ?p ?o } }"
    urls = (oxigraph_server(quads), virtuoso_server.serve(quads))
    assert len({str(connect(url).query(build)) for url in urls}) == 1


def test_virtuoso_takes_a_digest(virtuoso_server: Virtuoso, monkeypatch: pytest.MonkeyPatch) -> None:
    url = f"http://127.0.0.1:{virtuoso_server.http}/sparql-auth"
    with pytest.raises(AccessError):
        connect(url).query("ASK {}")
    monkeypatch.setenv("BUDGETKG_ENDPOINT_USER", "dba")
    monkeypatch.setenv("BUDGETKG_ENDPOINT_PASSWORD", "dba")
    with pytest.raises(AccessError):
        connect(url).query("ASK {}")
    monkeypatch.setenv("BUDGETKG_ENDPOINT_AUTH", "digest")
    for method in ("get", "post"):
        assert connect(url, method=method).query("ASK {}") is True
    monkeypatch.setenv("BUDGETKG_ENDPOINT_PASSWORD", "wrong")
    with pytest.raises(AccessError):
        connect(url).query("ASK {}")
