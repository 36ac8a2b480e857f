"""Whatever a server does wrong ends in rows that are right or in a sentence that says what happened."""

import socket
from pathlib import Path

import pytest
from fake_server import ONE_ROW, Answer, rows, serving

from budgetkg.errors import (
    AccessError,
    AnswerError,
    BudgetKGError,
    CutAnswerError,
    EndpointError,
    QueryError,
    TimeLimitError,
    UsageError,
)
from budgetkg.remote import connect
from budgetkg.results import Solutions

SELECT = "SELECT ?n WHERE { GRAPH ?g { ?s ?p ?n } }"
VARIABLES = ("USER", "PASSWORD", "TOKEN", "AUTH")


@pytest.fixture(autouse=True)
def no_credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in VARIABLES:
        monkeypatch.delenv(f"BUDGETKG_ENDPOINT_{name}", raising=False)
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)


def ask(answers: list[Answer], text: str = SELECT, **options: object) -> tuple[object, list[float], int]:
    """Return the answer, the pauses, and the number of requests."""
    pauses: list[float] = []
    with serving(answers) as fake:
        found = connect(fake.url, sleep=pauses.append, **options).query(text)  # type: ignore[arg-type]
        return found, pauses, len(fake.asked)


def failure(answers: list[Answer], text: str = SELECT, **options: object) -> tuple[BudgetKGError, int]:
    """Return the error, which names the endpoint, and the number of requests."""
    with serving(answers) as fake:
        endpoint = connect(fake.url, sleep=lambda _: None, **options)  # type: ignore[arg-type]
        with pytest.raises(BudgetKGError) as caught:
            endpoint.query(text)
        assert fake.url in caught.value.text("en")
        assert fake.url in caught.value.text("zh")
        return caught.value, len(fake.asked)


@pytest.mark.parametrize("status", [429, 502, 503, 504])
def test_what_may_pass_is_tried_again(status: int) -> None:
    found, pauses, requests = ask([Answer(status), Answer(status), ONE_ROW])
    assert isinstance(found, Solutions)
    assert found.rows[0][0] is not None
    assert requests == 3
    assert 0.25 <= pauses[0] <= 0.75
    assert 0.5 <= pauses[1] <= 1.5


def test_the_server_says_how_long_to_wait() -> None:
    _, pauses, _ = ask([Answer(429, headers={"Retry-After": "7"}), ONE_ROW])
    assert pauses == [7.0]
    past = {"Retry-After": "Fri, 01 Jan 2021 00:00:00 GMT"}
    assert ask([Answer(503, headers=past), ONE_ROW])[1] == [0.0]
    assert 0.25 <= ask([Answer(503, headers={"Retry-After": "soon"}), ONE_ROW])[1][0] <= 0.75


def test_no_wait_goes_past_the_time_limit() -> None:
    error, requests = failure([Answer(429, headers={"Retry-After": "3600"}), ONE_ROW])
    assert isinstance(error, EndpointError)
    assert requests == 1


def test_tries_end() -> None:
    error, requests = failure([Answer(503)], retries=2)
    assert isinstance(error, EndpointError)
    assert requests == 3
    assert isinstance(failure([Answer(504)], retries=0)[0], TimeLimitError)


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, QueryError),
        (401, AccessError),
        (403, AccessError),
        (404, EndpointError),
        (406, EndpointError),
        (408, TimeLimitError),
        (500, EndpointError),
    ],
)
def test_what_will_not_pass_is_tried_once(status: int, kind: type[BudgetKGError]) -> None:
    error, requests = failure([Answer(status, b"no such\x1b[31m thing")])
    assert type(error) is kind
    assert requests == 1
    assert "\x1b" not in error.text()


def test_the_words_of_a_server_are_shown_without_the_query() -> None:
    said = b"Virtuoso 37000 Error SP030: syntax error\n\nSPARQL query:\nSELECT secret"
    error, _ = failure([Answer(400, said)])
    assert "SP030: syntax error" in error.text()
    assert "secret" not in error.text()
    assert "<html" not in failure([Answer(500, b"<html><body>oops</body></html>")])[0].text()


def test_a_server_that_says_its_time_is_up() -> None:
    said = b"Virtuoso 42000 Error The estimated execution time 64660 (sec) exceeds the limit of 400 (sec)."
    error, _ = failure([Answer(500, said)])
    assert isinstance(error, TimeLimitError)
    assert error.exit_code == 4
    partial = rows(3, {"X-SQL-State": "S1TAT"})
    assert isinstance(failure([partial])[0], TimeLimitError)


def test_no_answer_in_time() -> None:
    error, requests = failure([Answer(hold=True)], timeout=0.2)
    assert isinstance(error, TimeLimitError)
    assert error.exit_code == 4
    assert requests == 1


@pytest.mark.parametrize(
    ("body", "word"),
    [
        (b'{"head":{"vars":["n"]},"results":{"bindings":[{"n":{"ty', "breaks off"),
        (b"<!DOCTYPE html><html></html>", "web page"),
        (b"", "empty"),
        (b"[]", "format"),
        (b'{"head":{"vars":["n"]}}', "no result"),
        (b'{"head":{"vars":["n"]},"results":{"bindings":[{"n":{"type":"uri"}}]}}', "no result"),
        (b'{"head":{"vars":["n"]},"results":{"bindings":[{"n":{"type":"odd","value":"x"}}]}}', "no result"),
        (b'{"head":{"vars":["n"]},"results":{"bindings":[{"n":{"type":"uri","value":1}}]}}', "no result"),
        (b'{"head":{"vars":"n"},"results":{"bindings":3}}', "no result"),
        (b"\xff\xfe{}", "format"),
    ],
)
def test_what_is_no_answer_is_refused(body: bytes, word: str) -> None:
    error, requests = failure([Answer(body=body)])
    assert isinstance(error, AnswerError)
    assert word in error.en
    assert requests == 1


def test_an_answer_that_breaks_off_with_a_sentence_is_a_time_limit() -> None:
    body = b'{"head":{"vars":["n"]},"results":{"bindings":[The SPARQL operation has been cancelled'
    assert isinstance(failure([Answer(body=body)])[0], TimeLimitError)


def test_fewer_bytes_than_announced() -> None:
    error, _ = failure([Answer(body=ONE_ROW.body, length=len(ONE_ROW.body) + 5)])
    assert isinstance(error, AnswerError)


def test_an_answer_too_large_for_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("budgetkg.remote.sending._LARGEST", 1000)
    assert isinstance(failure([rows(50)])[0], AnswerError)
    assert len(ask([rows(5)])[0].rows) == 5  # type: ignore[attr-defined]


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_named_and_not_followed(status: int) -> None:
    target = "https://me:word@other.example/sparql?query=SELECT"
    error, requests = failure([Answer(status, headers={"Location": target})])
    assert isinstance(error, EndpointError)
    assert "https://other.example/sparql" in error.text()
    assert "word" not in error.text()
    assert requests == 1


def test_nobody_listens() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    pauses: list[float] = []
    with pytest.raises(EndpointError) as caught:
        connect(f"http://127.0.0.1:{port}/sparql", sleep=pauses.append).query(SELECT)
    assert f"127.0.0.1:{port}" in caught.value.text()
    assert len(pauses) == 3
    with pytest.raises(EndpointError):
        connect("http://no-such-host.invalid/sparql").query(SELECT)


# Cut answers


@pytest.mark.parametrize("headers", [{}, {"X-SPARQL-MaxRows": "500"}])
def test_a_cut_answer_is_an_error(headers: dict[str, str]) -> None:
    count = Answer(body=rows(1).body.replace(b'"value": "0"', b'"value": "501"'))
    error, requests = failure([rows(500, headers), count])
    assert isinstance(error, CutAnswerError)
    assert "500 of 501" in error.en
    assert requests == 2


def test_a_round_number_of_rows_may_be_all() -> None:
    count = Answer(body=rows(1).body.replace(b'"value": "0"', b'"value": "500"'))
    found, _, requests = ask([rows(500), count])
    assert len(found.rows) == 500  # type: ignore[attr-defined]
    assert requests == 2
    assert ask([rows(501)])[2] == 1


def test_where_rows_cannot_be_counted_the_answer_is_refused() -> None:
    assert isinstance(failure([rows(500), Answer(400)])[0], CutAnswerError)
    assert isinstance(failure([rows(500), rows(0)])[0], CutAnswerError)


def test_triples_of_virtuoso_are_checked_by_their_rows() -> None:
    triples = Answer(body=b'<urn:a> <urn:b> "c" .\n', headers={"Server": "Virtuoso/07.20"})
    text = "CONSTRUCT { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } }"
    assert ask([triples, rows(3)], text)[0] == '<urn:a> <urn:b> "c" .\n'
    count = Answer(body=rows(1).body.replace(b'"value": "0"', b'"value": "501"'))
    assert isinstance(failure([triples, rows(500), count], text)[0], CutAnswerError)


@pytest.mark.parametrize("body", [b"<urn:a> <urn:b> .", b'<urn:a> <urn:b> "c', b"<html></html>", b"\xff"])
def test_what_is_no_triple_is_refused(body: bytes) -> None:
    assert isinstance(
        failure([Answer(body=body)], "CONSTRUCT { ?s ?p 1 } WHERE { ?s ?p ?o }")[0], AnswerError
    )


# Requests


def test_short_queries_are_got_and_long_ones_posted() -> None:
    long = f"{SELECT} # {'长' * 1000}"
    for method, text, expected in [
        ("auto", SELECT, "GET"),
        ("auto", long, "POST"),
        ("get", long, "GET"),
        ("post", SELECT, "POST"),
    ]:
        with serving([ONE_ROW]) as fake:
            connect(f"{fake.url}?default-graph-uri=urn:d", method=method).query(text)
        (asked,) = fake.asked
        assert asked.method == expected
        assert asked.form == {"query": [text], "default-graph-uri": ["urn:d"]}
        assert asked.headers["Accept"] == "application/sparql-results+json"


def test_comments_do_not_make_a_query_an_update() -> None:
    text = f"# load, insert or delete\n# drop\n{SELECT}"
    with serving([ONE_ROW]) as fake:
        connect(fake.url).query(text)
    assert fake.asked[0].form == {"query": [text]}


@pytest.mark.parametrize(
    "text",
    [
        "DROP ALL",
        "# SELECT\nDELETE WHERE { ?s ?p ?o }",
        "PREFIX a: <urn:a> INSERT DATA { a:b a:c a:d }",
        "LOAD <file:///etc/passwd>",
        "",
        "SELECT * WHERE { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
        "SELECT * WHERE { \\u0053ERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
    ],
)
def test_what_is_no_question_to_this_endpoint_is_never_sent(text: str) -> None:
    with serving([ONE_ROW]) as fake, pytest.raises(QueryError):
        connect(fake.url).query(text)
    assert fake.asked == []


def test_a_from_of_another_graph_is_refused() -> None:
    graph = b'{"head":{"vars":["g"]},"results":{"bindings":[{"g":{"type":"uri","value":"urn:here"}}]}}'
    with serving([Answer(body=graph)]) as fake:
        with pytest.raises(QueryError):
            connect(fake.url).query("SELECT * FROM <file:///etc/passwd> WHERE { ?s ?p ?o }")
        assert len(fake.asked) == 1
        assert connect(fake.url).query("SELECT * FROM <urn:here> WHERE { ?s ?p ?o }")


# Credentials


@pytest.mark.parametrize("status", [401, 500, 302, 200])
def test_a_password_is_used_and_never_shown(status: int) -> None:
    with serving([Answer(status, b"no", {"Location": "/x"})]) as fake:
        url = fake.url.replace("http://", "http://me:pass%20word@")
        endpoint = connect(url)
        with pytest.raises(BudgetKGError) as caught:
            endpoint.query(SELECT)
    shown = (
        f"{caught.value.text('en')}{caught.value.text('zh')}{caught.value!r}{endpoint.url}{vars(endpoint)}"
    )
    assert "pass" not in shown.replace("BUDGETKG_ENDPOINT_PASSWORD", "")
    assert fake.asked[0].headers["Authorization"] == "Basic bWU6cGFzcyB3b3Jk"


def test_credentials_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BUDGETKG_ENDPOINT_TOKEN", "abc")
    with serving([ONE_ROW]) as fake:
        connect(fake.url).query(SELECT)
        monkeypatch.setenv("BUDGETKG_ENDPOINT_USER", "me")
        with pytest.raises(UsageError):
            connect(fake.url)
        monkeypatch.delenv("BUDGETKG_ENDPOINT_TOKEN")
        monkeypatch.setenv("BUDGETKG_ENDPOINT_PASSWORD", "")
        connect(fake.url).query(SELECT)
        monkeypatch.setenv("BUDGETKG_ENDPOINT_AUTH", "odd")
        with pytest.raises(UsageError):
            connect(fake.url)
    sent = [asked.headers["Authorization"] for asked in fake.asked]
    assert sent == ["Bearer abc", "Basic bWU6"]


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://me:secret@example.org/",
        "example.org/sparql",
        "http://",
        "http://me:secret@/x",
        "http://me:secret@host:port/x",
        "http://me:secret@[::1/x",
        "http://a b/x",
        "https://me:secret@example.org/sparql?query=x",
        "",
    ],
)
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(EndpointError) as caught:
        connect(url)
    assert "secret" not in caught.value.text("en") + caught.value.text("zh")


def test_options_out_of_range() -> None:
    for options in (
        {"timeout": 0.0},
        {"timeout": float("nan")},
        {"timeout": float("inf")},
        {"method": "put"},
    ):
        with pytest.raises(UsageError):
            connect("http://127.0.0.1:1/", **options)  # type: ignore[arg-type]


def test_no_file_is_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.json"
    secret.write_bytes(ONE_ROW.body)
    with serving([Answer(302, headers={"Location": secret.as_uri()})]) as fake, pytest.raises(EndpointError):
        connect(fake.url).query(SELECT)
