"""A SPARQL endpoint that answers like the embedded store.

A server may cut its answer and say nothing of it (Virtuoso gives the first 10,000 rows), and
sums over such rows are wrong numbers that look right. So where an answer may be cut, the
server counts its own rows, and a cut answer is an error.
"""

import os
import re
import time
from collections.abc import Callable
from typing import TypeVar

from budgetkg.closing import Closing
from budgetkg.errors import AnswerError, BudgetKGError, CutAnswerError, QueryError, TimeLimitError
from budgetkg.guard import inside
from budgetkg.remote.address import read_access, read_address
from budgetkg.remote.forms import Form, count_of, form_of, rows_behind
from budgetkg.remote.reading import document, read_boolean, read_solutions, read_triples
from budgetkg.remote.sending import Reply, Sender, is_late
from budgetkg.results import Solutions

__all__ = ["Endpoint", "connect"]

Found = TypeVar("Found")

_LIMIT_HEADER = "x-sparql-maxrows"  # Virtuoso sends it with as many rows as it gives at most
_PARTIAL = "S1TAT"  # Virtuoso's state for what it found until its time was up
_FEW = 100
#: Graphs that Virtuoso keeps for itself in an empty store.
_SERVERS_OWN = (
    "http://www.openlinksw.com/schemas/virtrdf#",
    "http://www.w3.org/2002/07/owl#",
    "http://www.w3.org/ns/ldp#",
    "http://localhost:8890/sparql",
    "http://localhost:8890/DAV/",
    "urn:activitystreams-owl:map",
    "urn:core:services:sparql",
)
_NO_IRI = re.compile(r'[\x00-\x20<>"{}|^`\\]')


def connect(
    url: str,
    *,
    timeout: float = 30.0,
    retries: int = 3,
    method: str = "auto",
    sleep: Callable[[float], None] = time.sleep,
) -> "Endpoint":
    """Return the endpoint at a URL; nothing is sent before the first query.

    `timeout` is in seconds and holds for each query with all its tries. `retries` are made only
    for what may pass: a connection refused or reset, and the statuses 429, 502, 503 and 504.
    `method` is "get", "post" or "auto": GET unless the query is long. Credentials are those of
    the URL, else of BUDGETKG_ENDPOINT_USER and _PASSWORD (BUDGETKG_ENDPOINT_AUTH: basic or
    digest) or BUDGETKG_ENDPOINT_TOKEN.

    Raises EndpointError for a URL that is no http or https URL, UsageError for other arguments.
    """
    address = read_address(url)
    return Endpoint(Sender(address, read_access(address, os.environ), timeout, retries, method, sleep))


class Endpoint(Closing):
    """A remote endpoint; made by `connect`. It is only read."""

    def __init__(self, sender: Sender) -> None:
        self.url = sender.url
        self._sender = sender

    def close(self) -> None:
        """Do nothing: each query has a connection of its own."""

    def query(self, text: str) -> Solutions | bool | str:
        """Answer a SPARQL query: rows for SELECT, a bool for ASK, else sorted N-Triples.

        Raises QueryError as the store does, and for what the server finds wrong; EndpointError,
        AccessError and AnswerError for a server that cannot be reached, refuses us or answers
        something else; CutAnswerError where it gave only a part; TimeLimitError.
        """
        checked = inside(text, self.graphs)
        form = form_of(checked)
        reply = self._sender.send(checked, form.word)
        if form.word == "SELECT":
            return self._whole(form, reply)
        if form.word == "ASK":
            return self._read(reply, lambda: read_boolean(document(reply.body)))
        found = self._read(reply, lambda: read_triples(reply.body))
        self._check_triples(form, reply)
        return found

    def graphs(self) -> list[str]:
        """Return the IRIs of all named graphs but the server's own, sorted."""
        found = self._select("SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }")
        names = (row[0].value for row in found.rows if row[0] is not None)
        return sorted(name for name in names if name not in _SERVERS_OWN)

    def count(self, graph: str | None = None) -> int:
        """Return the number of triples in a named graph, or in all of them."""
        if graph is None:
            own = ", ".join(f"<{name}>" for name in _SERVERS_OWN)
            pattern = f"GRAPH ?g {{ ?s ?p ?o }} FILTER(?g NOT IN ({own}))"
        elif _NO_IRI.search(graph):
            raise QueryError("不是 IRI", "this is no IRI", graph)
        else:
            pattern = f"GRAPH <{graph}> {{ ?s ?p ?o }}"
        return self._number(f"SELECT (COUNT(*) AS ?n) WHERE {{ {pattern} }}")

    # How

    def _select(self, text: str) -> Solutions:
        return self._whole(form_of(text), self._sender.send(text, "SELECT"))

    def _number(self, text: str) -> int:
        reply = self._sender.send(text, "SELECT")
        found = self._read(reply, lambda: read_solutions(document(reply.body)))
        try:
            (((term,),),) = (found.rows,)
            return int(term.value)  # type: ignore[union-attr]
        except (ValueError, AttributeError) as error:
            raise AnswerError("计数查询没有给出数字", "a count gave no number", self.url) from error

    def _whole(self, form: Form, reply: Reply) -> Solutions:
        """Return the rows of a SELECT, once it is known that they are all."""
        found = self._read(reply, lambda: read_solutions(document(reply.body)))
        given = len(found.rows)
        if _LIMIT_HEADER in reply.headers or _is_round(given):
            try:
                held = self._number(count_of(form))
            except (QueryError, AnswerError) as error:
                raise self._cut(given, None) from error
            if held != given:
                raise self._cut(given, held)
        return found

    def _check_triples(self, form: Form, reply: Reply) -> None:
        """Raise where the solutions behind a CONSTRUCT were cut: Virtuoso does it without its header."""
        rows = rows_behind(form) if "virtuoso" in reply.headers.get("server", "").lower() else None
        if rows is not None:
            self._select(f"{rows.prologue}SELECT{rows.rest}")

    def _read(self, reply: Reply, read: Callable[[], Found]) -> Found:
        """Return what is read of a reply; an error names the endpoint."""
        if reply.headers.get("x-sql-state", "").upper() == _PARTIAL:
            raise self._server_late()
        try:
            return read()
        except BudgetKGError as error:
            if is_late(reply.body[-200:].decode("utf-8", "replace")):
                raise self._server_late() from error
            error.place = error.place or self.url
            raise

    def _server_late(self) -> TimeLimitError:
        return TimeLimitError(
            "端点到了自己的时限，应答不完整",
            "the endpoint reached its own time limit; its answer is not whole",
            self.url,
        )

    def _cut(self, given: int, held: int | None) -> CutAnswerError:
        if held is None:
            return CutAnswerError(
                f"端点给出 {given} 行，无法确认是否全部",
                f"the endpoint gave {given} rows, and it cannot be told whether these are all",
                self.url,
            )
        return CutAnswerError(
            f"端点只给出 {held} 行中的 {given} 行",
            f"the endpoint gave only {given} of {held} rows",
            self.url,
        )


def _is_round(rows: int) -> bool:
    """Whether a number of rows looks like a limit: whole hundreds, powers of two and one less."""
    return rows >= _FEW and (rows % 100 == 0 or rows & (rows - 1) == 0 or rows & (rows + 1) == 0)
