"""Send one query over HTTP, try again where that may help, and say plainly what went wrong.

SPARQLWrapper makes the request; an opener of our own sends it. It follows no redirect (the
credentials would go along, and a POST would lose its query) and shares nothing with other
users of urllib in this process.
"""

import http.client
import time
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from random import random
from typing import IO
from urllib.error import HTTPError, URLError
from urllib.parse import urljoin, urlsplit

from budgetkg.errors import (
    AccessError,
    AnswerError,
    BudgetKGError,
    EndpointError,
    QueryError,
    TimeLimitError,
    UsageError,
)
from budgetkg.remote.address import Access, Address

__all__ = ["METHODS", "Reply", "Sender"]

METHODS = ("auto", "get", "post")

_LONGEST_GET = 2000  # many servers and proxies refuse longer URLs than some 2,000 to 8,000 characters
_LARGEST = 256 * 2**20
_CHUNK = 2**16
_AGAIN = (429, 502, 503, 504)
_FIRST_PAUSE = 0.5
_LONGEST_PAUSE = 20.0
_RESULTS = "application/sparql-results+json"
_TRIPLES = "application/n-triples"
#: How servers say that their own time limit was reached: Virtuoso twice, Oxigraph, others.
_TIME_WORDS = ("estimated execution time", "s1t00", "has been cancelled", "timed out", "timeout")


@dataclass(frozen=True, slots=True)
class Reply:
    """The body of a good answer and its headers, their names in small letters."""

    body: bytes
    headers: Mapping[str, str]


class _PassingError(Exception):
    """A failure that may be over soon; `error` is what to say if it is not."""

    def __init__(self, error: BudgetKGError, wait: float | None = None) -> None:
        super().__init__()
        self.error = error
        self.wait = wait


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: http.client.HTTPMessage,
        newurl: str,
    ) -> None:
        """Follow nothing, so that the status becomes an error."""


class Sender:
    """Sends queries to one address. `timeout` (seconds) holds for a query with all its tries."""

    def __init__(
        self,
        address: Address,
        access: Access,
        timeout: float,
        retries: int,
        method: str,
        sleep: Callable[[float], None],
    ) -> None:
        if method not in METHODS:
            listed = ", ".join(METHODS)
            raise UsageError(f"方法只可为 {listed}", f"the method may only be one of {listed}")
        if not 0 < timeout < float("inf"):
            raise UsageError("时限须为正数（秒）", "the time limit must be a positive number of seconds")
        self.url = address.url
        self._address, self._access, self._method = address, access, method
        self._timeout, self._retries, self._sleep = timeout, retries, sleep
        self._opener = _opener(address, access)

    def send(self, text: str, form: str) -> Reply:
        """Return the answer to a query of this form (SELECT, ASK, CONSTRUCT, DESCRIBE).

        Raises TimeLimitError, EndpointError, AccessError, AnswerError or QueryError.
        """
        request = self._request(text, form)
        end = time.monotonic() + self._timeout
        for attempt in range(self._retries + 1):
            try:
                return self._ask(request, end)
            except _PassingError as failure:
                pause = min(_FIRST_PAUSE * 2**attempt * (0.5 + random()), _LONGEST_PAUSE)
                wait = pause if failure.wait is None else failure.wait
                if attempt == self._retries or time.monotonic() + wait >= end:
                    raise failure.error from None
            self._sleep(wait)
        raise AssertionError("the last try returns or raises")

    def _request(self, text: str, form: str) -> urllib.request.Request:
        from SPARQLWrapper import JSON, N3, POST, SPARQLWrapper

        rows = form in ("SELECT", "ASK")
        wrapper = SPARQLWrapper(self.url, returnFormat=JSON if rows else N3, agent="budgetkg")
        wrapper.setOnlyConneg(True)
        for name, value in self._address.parameters:
            wrapper.addParameter(name, value)
        # Set as they are: SPARQLWrapper guesses the form, and takes words in comments for it.
        wrapper.queryString, wrapper.queryType = text, form
        wrapper.addCustomHttpHeader("Accept", _RESULTS if rows else _TRIPLES)
        if self._access.header is not None:
            wrapper.addCustomHttpHeader("Authorization", self._access.header)
        request = wrapper._createRequest()
        if self._method == "post" or (self._method == "auto" and len(request.full_url) > _LONGEST_GET):
            wrapper.setMethod(POST)
            return wrapper._createRequest()
        return request

    def _ask(self, request: urllib.request.Request, end: float) -> Reply:
        try:
            left = end - time.monotonic()
            if left <= 0:
                raise self._late()
            with self._opener.open(request, timeout=left) as response:
                return Reply(self._body(response, end), _small(response.headers))
        except HTTPError as error:
            with error:
                raise self._refused(error, _said(error)) from None
        except TimeoutError:
            raise self._late() from None
        except http.client.IncompleteRead:
            raise AnswerError("应答在中途断开", "the answer breaks off in the middle", self.url) from None
        except (URLError, OSError, http.client.HTTPException, ValueError) as error:
            raise self._unreachable(error) from None

    def _body(self, response: http.client.HTTPResponse, end: float) -> bytes:
        parts, size = [], 0
        while part := response.read1(_CHUNK):
            parts.append(part)
            size += len(part)
            if size > _LARGEST:
                most = _LARGEST >> 20
                raise AnswerError(f"应答超过 {most} MB", f"the answer is larger than {most} MB", self.url)
            if time.monotonic() > end:
                raise self._late()
        if response.length:  # read1 does not complain where fewer bytes come than were announced
            raise http.client.IncompleteRead(b"", response.length)
        return b"".join(parts)

    def _late(self) -> TimeLimitError:
        seconds = f"{self._timeout:g}"
        return TimeLimitError(
            f"端点在 {seconds} 秒内没有答完（--timeout）",
            f"the endpoint did not answer within {seconds} seconds (--timeout)",
            self.url,
        )

    def _unreachable(self, error: Exception) -> Exception:
        cause = error.reason if isinstance(error, URLError) else error
        if isinstance(cause, TimeoutError):
            return self._late()
        if isinstance(error, ValueError):  # urllib's digest handler, of another scheme
            return AccessError("服务器要求其他登录方式", "the server wants another way to log in", self.url)
        reason = getattr(cause, "strerror", None) or type(cause).__name__
        failure = EndpointError(
            f"无法连接端点：{reason}", f"the endpoint cannot be reached: {reason}", self.url
        )
        return _PassingError(failure) if isinstance(cause, ConnectionError) else failure

    def _refused(self, error: HTTPError, said: str) -> Exception:
        """Return what an HTTP status other than 200 means."""
        code = error.code
        if code in (401, 403):
            return AccessError(f"端点不让进入（{code}）", f"the endpoint refuses access ({code})", self.url)
        if 300 <= code < 400:
            return self._moved(error.headers.get("Location"))
        words = f"：{said}" if said else ""
        tail = f": {said}" if said else ""
        if code == HTTPStatus.BAD_REQUEST:
            return QueryError(f"端点说查询有误{words}", f"the endpoint finds the query wrong{tail}", self.url)
        if code in (408, 504) or (code >= 500 and is_late(said)):
            late = TimeLimitError(
                f"端点到了自己的时限（{code}）{words}",
                f"the endpoint reached its own time limit ({code}){tail}",
                self.url,
            )
            return _PassingError(late, _retry_after(error)) if code in _AGAIN else late
        failure = EndpointError(
            f"端点出错（HTTP {code}）{words}", f"the endpoint failed (HTTP {code}){tail}", self.url
        )
        return _PassingError(failure, _retry_after(error)) if code in _AGAIN else failure

    def _moved(self, target: str | None) -> EndpointError:
        parts = urlsplit(urljoin(self.url, target or ""))
        host = parts.netloc.rpartition("@")[2]
        to = _printable(f"{parts.scheme}://{host}{parts.path}")
        return EndpointError(
            f"端点已转到 {to}；若可信，请改用该网址",
            f"the endpoint moved to {to}; give that URL if you trust it",
            self.url,
        )


def is_late(said: str) -> bool:
    """Whether a server's words tell that its own time limit was reached."""
    return any(word in said.lower() for word in _TIME_WORDS)


def _opener(address: Address, access: Access) -> urllib.request.OpenerDirector:
    handlers: list[urllib.request.BaseHandler] = [_NoRedirect()]
    if access.kind == "digest":
        keys = urllib.request.HTTPPasswordMgrWithDefaultRealm()
        keys.add_password(None, address.url, access.user, access.secret)
        handlers.append(urllib.request.HTTPDigestAuthHandler(keys))
    return urllib.request.build_opener(*handlers)


def _small(headers: Mapping[str, str]) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items()}


def _retry_after(error: HTTPError) -> float | None:
    """Return the seconds that a server asks us to wait, from a number or a date."""
    text = (error.headers.get("Retry-After") or "").strip()
    if text.isascii() and text.isdigit():
        return float(text)
    try:
        return max(0.0, parsedate_to_datetime(text).timestamp() - time.time())
    except (ValueError, TypeError):
        return None


def _said(error: HTTPError) -> str:
    """Return the first words of an error's body; a web page says nothing to a reader."""
    try:
        text = error.read(2000).decode("utf-8", "replace").lstrip()
    except (OSError, http.client.HTTPException):
        return ""
    if text.startswith("<"):
        return ""
    return _printable(" ".join(text.split("SPARQL query:")[0].split())[:300])


def _printable(text: str) -> str:
    return "".join(sign if sign.isprintable() else " " for sign in text)
