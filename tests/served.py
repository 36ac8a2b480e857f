"""Start `budgetkg serve` as a process of its own for tests, and ask it over HTTP."""

import http.client
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

__all__ = ["Answer", "Served", "running", "started"]

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

    def __init__(self, process: "subprocess.Popen[bytes]", said: Path) -> None:
        self.process = process
        self._said = said
        self.address = self._await_address()

    def _await_address(self) -> str:
        """Return the address that the server prints once it listens."""
        end = time.monotonic() + _START
        while time.monotonic() < end and self.process.poll() is None:
            if found := re.search(r"serving at (\S+)\n", self.said):
                return found[1]
            time.sleep(0.02)
        raise AssertionError(f"it did not start: {self.said}")

    @property
    def said(self) -> str:
        """What it has written to stderr."""
        return self._said.read_text(encoding="utf-8")

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
        """Send a signal; return the exit code and what it said."""
        self.process.send_signal(number)
        return self.process.wait(timeout=_END), self.said


def started(store: Path, *arguments: str) -> AbstractContextManager[Served]:
    """Give a server on a free port of this machine; it is gone at the end."""
    return running("serve", "--store", str(store), "--port", "0", *arguments)


@contextmanager
def running(*arguments: str) -> Iterator[Served]:
    """Give a server that these arguments of the program start; it is gone at the end."""
    with tempfile.TemporaryDirectory() as place:
        said = Path(place) / "stderr"
        with said.open("wb") as errors:
            process = subprocess.Popen(
                [sys.executable, "-m", "budgetkg", "--lang", "en", *arguments],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=errors,
                env={**os.environ, "NO_COLOR": "1"},
            )
        try:
            yield Served(process, said)
        finally:
            if process.poll() is None:
                process.kill()
            process.wait()
