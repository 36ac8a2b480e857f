"""Requests that are wrong, too large or strange get a clear answer, and the server goes on."""

import json
from collections.abc import Iterator

import pytest
from served import Served

FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@pytest.fixture(autouse=True)
def goes_on(served: Served) -> Iterator[None]:
    yield
    assert served.process.poll() is None
    assert served.queries(q={"query": "588"})["q"][0]["match"]


def refused(served: Served, status: int, words: str, **given: str) -> None:
    for ask in (served.post, served.get) if sum(map(len, given.values())) < 10_000 else (served.post,):
        answer = ask("/reconcile", **given)
        assert answer.status == status, answer.text
        error = answer.json
        assert error["status"] == "error"
        assert words in error["message"]
        assert error["message_zh"] != error["message"]
        assert answer.headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize(
    ("queries", "words"),
    [
        ("{", "no valid JSON"),
        ("", "no valid JSON"),
        ("[" * 20_000, "no valid JSON"),
        ('{"q": {"query": NaN}}', "no valid JSON"),
        ('{"q": {"query": "x", "limit": 1e999999999}}', "no valid JSON"),
        ('{"q": {"query": "x", "properties": [{"pid": "amount", "v": 1e-999999}]}}', "no valid JSON"),
        ("[]", "must be an object"),
        ("null", "must be an object"),
        ('{"q": "text"}', "must be an object"),
        ('{"q": {}}', "needs a query or properties"),
        ('{"q": {"properties": []}}', "needs a query or properties"),
        ('{"q": {"query": 7}}', "q.query: must be a text"),
        ('{"q": {"query": "x", "type": "Nothing"}}', "unknown type 'Nothing'"),
        ('{"q": {"query": "x", "type": [7]}}', "q.type"),
        ('{"q": {"query": "x", "limit": 0}}', "q.limit"),
        ('{"q": {"query": "x", "limit": -1}}', "q.limit"),
        ('{"q": {"query": "x", "limit": 1.5}}', "q.limit"),
        ('{"q": {"query": "x", "limit": true}}', "q.limit"),
        ('{"q": {"query": "x", "limit": "3"}}', "q.limit"),
        ('{"q": {"query": "x", "properties": {"year": 2024}}}', "must be a list"),
        ('{"q": {"query": "x", "properties": [{"pid": "nothing", "v": 1}]}}', "unknown property 'nothing'"),
        ('{"q": {"query": "x", "properties": [{"pid": "year"}]}}', "pid and v"),
        ('{"q": {"query": "x", "properties": [{"pid": "year", "v": {"name": "x"}}]}}', "object with id"),
        ('{"q": {"query": "x", "properties": [{"pid": "year", "v": [[1]]}]}}', "must be a text, a number"),
    ],
)
def test_batches_that_are_wrong(served: Served, queries: str, words: str) -> None:
    refused(served, 400, words, queries=queries)


@pytest.mark.parametrize(
    ("extend", "words"),
    [
        ("{", "no valid JSON"),
        ("[]", "extend: must be an object"),
        ('{"ids": "x", "properties": []}', "extend.ids"),
        ('{"ids": [1], "properties": []}', "extend.ids"),
        ('{"ids": []}', "extend.properties"),
        ('{"ids": [], "properties": ["year"]}', "objects with id"),
        ('{"ids": [], "properties": [{"id": "nothing"}]}', "unknown property"),
        ('{"ids": [], "properties": [{"id": "year", "settings": 1}]}', "settings"),
        ('{"ids": [], "properties": [{"id": "year", "settings": {"year": "二四"}}]}', "four digits"),
    ],
)
def test_requests_for_values_that_are_wrong(served: Served, extend: str, words: str) -> None:
    refused(served, 400, words, extend=extend)


def test_what_is_too_much(served: Served) -> None:
    many = {f"q{number}": {"query": "x"} for number in range(1000)}
    refused(served, 413, "at most 200 queries", queries=json.dumps(many))
    refused(served, 413, "characters", queries=json.dumps({"q": {"query": "长" * 20_001}}))
    ids = json.dumps({"ids": [str(number) for number in range(1001)], "properties": []})
    refused(served, 413, "at most 1000 ids", extend=ids)
    refused(served, 413, "at most 4 MiB", queries=" " * (4 << 20))
    most = served.get("/reconcile").json["batchSize"]
    assert len(served.queries(**dict(list(many.items())[:most]))) == most


def test_fields_that_do_not_fit(served: Served) -> None:
    refused(served, 400, "not both", queries="{}", extend="{}")
    assert served.post("/reconcile", other="x").status == 400
    assert served.ask("POST", "/reconcile").status == 400
    assert served.ask("POST", "/reconcile", b"{}", {"Content-Type": "application/json"}).status == 415
    assert served.ask("POST", "/reconcile", b"queries=%FF", FORM).status == 400
    assert served.ask("POST", "/reconcile", "queries=汉".encode(), FORM).status == 400
    assert served.ask("POST", "/reconcile", b"queries={}&queries={}", FORM).status == 400
    assert served.ask("POST", "/reconcile", b"&".join(b"a%d=1" % n for n in range(100)), FORM).status == 400
    for path in ("suggest/entity?cursor=-1", "suggest/entity?cursor=x", "properties?limit=1.5"):
        assert served.ask("GET", f"/reconcile/{path}&type=unit").status == 400
    for path in ("properties", "properties?type=Nothing", "suggest/entity?type=Nothing"):
        assert "unknown type" in served.ask("GET", f"/reconcile/{path}").json["message"]
    assert served.get("/reconcile/suggest/entity", prefix="x" * 1001).status == 400


def test_things_that_are_not_there(served: Served) -> None:
    for path in ("preview", "view", "flyout/entity", "flyout/type", "flyout/property"):
        for id_ in ("", "<script>alert(1)</script>", "https://w3id.org/budgetkg/id/none"):
            answer = served.get(f"/reconcile/{path}", id=id_)
            assert answer.status == 404
            assert answer.headers["content-type"] == "application/json"
    for path in ("/none", "/reconcile/none", "/reconcile/../../etc/passwd", "/%2e%2e/", "//", "/reconcile/."):
        answer = served.ask("GET", path)
        assert answer.status == 404
        assert answer.json["status"] == "error"
        assert "passwd" not in answer.text


@pytest.mark.parametrize(
    "text", ["x" * 10_000, "峰峰示例图书馆" * 1400, "\ud800", "\x00\x01", "(" * 500, "%s{}", "“《》”"]
)
def test_strange_texts(served: Served, text: str) -> None:
    found = served.queries(**{text[:9]: {"query": text}})
    assert len(found) == 1
    assert not any(one["match"] for one in next(iter(found.values())))


@pytest.mark.parametrize(
    "value", ["9" * 5000, "1" * 30 + "亿元", "1e9", "-", "1,2,3", "九万", 10**40, "\ud800"]
)
def test_strange_values(served: Served, value: object) -> None:
    for pid in ("amount", "year", "code", "department", "name"):
        query = {"query": "峰峰示例图书馆", "properties": [{"pid": pid, "v": value}]}
        assert not any(one["match"] for one in served.queries(q=query)["q"])


def test_jsonp(served: Served) -> None:
    answer = served.get("/reconcile", callback="jQuery_1.done", queries='{"q": {"query": "588"}}')
    assert answer.headers["content-type"].startswith("application/javascript")
    assert answer.headers["x-content-type-options"] == "nosniff"
    start, end = "/**/jQuery_1.done(", ");"
    assert answer.text.startswith(start)
    assert answer.text.endswith(end)
    assert json.loads(answer.text[len(start) : -len(end)])["q"]["result"][0]["match"]
    for name in ("alert(1)//", "a b", "", "1a", "a..b", "名", "a" * 101, "a;b", "<script>"):
        wrong = served.get("/reconcile", callback=name)
        assert (wrong.status, wrong.headers["content-type"]) == (400, "application/json")


@pytest.mark.parametrize(
    "path", ["", "/", "/properties", "/suggest/entity", "/flyout/type", "/preview", "/view"]
)
def test_any_page_may_ask(served: Served, path: str) -> None:
    headers = {
        "Origin": "https://example.org",
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "x-requested-with",
        "Access-Control-Request-Private-Network": "true",
    }
    answer = served.ask("OPTIONS", f"/reconcile{path}", headers=headers)
    assert (answer.status, answer.body) == (204, b"")
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "POST" in answer.headers["access-control-allow-methods"]
    assert answer.headers["access-control-allow-private-network"] == "true"
    assert "access-control-allow-credentials" not in answer.headers
    assert served.get(f"/reconcile{path}", id="x").headers["access-control-allow-origin"] == "*"


def test_methods_and_headers(served: Served) -> None:
    whole, head = served.get("/reconcile"), served.ask("HEAD", "/reconcile")
    assert (head.status, head.body) == (200, b"")
    assert head.headers["content-length"] == whole.headers["content-length"]
    for method in ("PUT", "DELETE", "PATCH", "TRACE"):
        answer = served.ask(method, "/reconcile")
        assert answer.status == 405
        assert "POST" in answer.headers["allow"]
    for path in ("/", "/reconcile", "/none"):
        headers = served.get(path).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "server" not in headers
    assert served.get("/").json["reconciliation"] == f"{served.address}/reconcile"
