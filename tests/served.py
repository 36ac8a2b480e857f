"""Start `budgetkg serve` as a process of its own for tests, and ask it over HTTP."""

import http.client
import json
import os
import re
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

__all__ = ["Answer", "Served", "started"]

_START = 60.0
_END = 30.0


@dataclass(frozen=True)
class Answer:
    """What a server answered; names of headers in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def json(self) -> Any:
        assert self.headers["content-type"] == "application/json"
        return json.loads(self.body)


class Served:
    """A running server; `address` as it printed it."""

    def __init__(self, process: "subprocess.Popen[str]", address: str) -> None:
        self.process = process
        self.address = address

    def ask(
        self, method: str, path: str, body: bytes | None = None, headers: Mapping[str, str] | None = None
    ) -> Answer:
        """Send one request as it is."""
        where = urlsplit(self.address)
        connection = http.client.HTTPConnection(str(where.hostname), where.port, timeout=60)
        try:
            connection.request(method, path, body, dict(headers or {}))
            response = connection.getresponse()
            names = {name.lower(): value for name, value in response.getheaders()}
            return Answer(response.status, names, response.read())
        finally:
            connection.close()

    def get(self, path: str, **given: str) -> Answer:
        """Ask with fields in the address."""
        return self.ask("GET", f"{path}?{urlencode(given, quote_via=quote)}" if given else path)

    def post(self, path: str, **given: str) -> Answer:
        """Send a form."""
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        return self.ask("POST", path, urlencode(given).encode(), form)

    def queries(self, **batch: Any) -> Any:
        """Return the answers to a batch of queries."""
        answer = self.post("/reconcile", queries=json.dumps(batch))
        assert answer.status == 200, answer.text
        return {key: found["result"] for key, found in answer.json.items()}

    def extend(self, ids: list[str], properties: list[Any]) -> Any:
        """Return the values of properties."""
        given = [{"id": one} if isinstance(one, str) else one for one in properties]
        answer = self.post("/reconcile", extend=json.dumps({"ids": ids, "properties": given}))
        assert answer.status == 200, answer.text
        return answer.json

    def end(self, number: int = signal.SIGTERM) -> tuple[int, str]:
        """Send a signal; return the exit code and what it said besides."""
        self.process.send_signal(number)
        _, said = self.process.communicate(timeout=_END)
        return self.process.returncode, said


@contextmanager
def started(store: Path, *arguments: str) -> Iterator[Served]:
    """Give a server on a free port of this machine; it is gone at the end."""
    command = ["-m", "budgetkg", "--lang", "en", "serve", "--store", str(store), "--port", "0", *arguments]
    process = subprocess.Popen(
        [sys.executable, *command],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "NO_COLOR": "1"},
    )
    try:
        yield Served(process, _address(process))
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()


def _address(process: "subprocess.Popen[str]") -> str:
    """Return the address that the server prints once it listens."""
    assert process.stderr is not None
    end = time.monotonic() + _START
    while time.monotonic() < end and process.poll() is None:
        if select.select([process.stderr], [], [], 1.0)[0]:
            if found := re.search(r"serving at (\S+)", process.stderr.readline()):
                return found[1]
    raise AssertionError(f"it did not start: {process.stderr.read() if process.poll() is not None else ''}")
