"""A server on 127.0.0.1 that answers as a test tells it to, and keeps what it was asked."""

import json
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

__all__ = ["ONE_ROW", "Answer", "Asked", "Fake", "rows", "serving"]


@dataclass(frozen=True)
class Answer:
    """What to send; `length` announces another number of bytes; `hold` sends nothing until the end."""

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    length: int | None = None
    hold: bool = False


@dataclass(frozen=True)
class Asked:
    """One request."""

    method: str
    path: str
    headers: dict[str, str]
    form: dict[str, list[str]]


@dataclass
class Fake:
    """A running server: its URL, and the requests so far."""

    url: str
    asked: list[Asked]


def rows(number: int, headers: dict[str, str] | None = None) -> Answer:
    """Return a SELECT's answer with this many rows of one integer."""
    integer = "http://www.w3.org/2001/XMLSchema#integer"
    bindings = [
        {"n": {"type": "literal", "datatype": integer, "value": str(place)}} for place in range(number)
    ]
    text = json.dumps({"head": {"vars": ["n"]}, "results": {"bindings": bindings}})
    return Answer(body=text.encode(), headers=headers or {})


ONE_ROW = rows(1)


@contextmanager
def serving(answers: Sequence[Answer]) -> Iterator[Fake]:
    """Answer each request with the next answer; the last one again and again."""
    left, asked, over = list(answers), list[Asked](), threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.give("GET", urlsplit(self.path).query)

        def do_POST(self) -> None:
            size = int(self.headers["Content-Length"])
            self.give("POST", self.rfile.read(size).decode())

        def give(self, method: str, form: str) -> None:
            asked.append(Asked(method, urlsplit(self.path).path, dict(self.headers), parse_qs(form)))
            answer = left.pop(0) if len(left) > 1 else left[0]
            if answer.hold:
                over.wait(30)
                return
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.send_header(
                "Content-Length", str(len(answer.body) if answer.length is None else answer.length)
            )
            self.end_headers()
            self.wfile.write(answer.body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield Fake(f"http://127.0.0.1:{server.server_port}/sparql", asked)
    finally:
        over.set()
        server.shutdown()
        thread.join()
        server.server_close()
