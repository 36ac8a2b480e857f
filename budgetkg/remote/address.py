"""Where an endpoint is and who asks it: a URL that may be shown, and credentials that may not.

A password never stands in a message, so the URL is taken apart before anything else is done.
"""

import re
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from budgetkg.errors import EndpointError, UsageError

__all__ = ["Access", "Address", "read_access", "read_address"]

_SCHEMES = ("http", "https")
_PATH_SIGNS = "/%:@!$&'()*+,;=~-._"
_KINDS = ("basic", "digest")
_PREFIX = "BUDGETKG_ENDPOINT_"


@dataclass(frozen=True, slots=True)
class Access:
    """Credentials. `kind` is "none", "basic", "digest" or "bearer"; the secrets are never shown."""

    kind: str = "none"
    user: str = field(default="", repr=False)
    secret: str = field(default="", repr=False)

    @property
    def header(self) -> str | None:
        """The value of `Authorization` that is sent unasked; a digest answers a challenge instead."""
        if self.kind == "bearer":
            return f"Bearer {self.secret}"
        if self.kind == "basic":
            return f"Basic {b64encode(f'{self.user}:{self.secret}'.encode()).decode()}"
        return None


@dataclass(frozen=True, slots=True)
class Address:
    """An endpoint's URL without credentials and without its query part, and that part's parameters."""

    url: str
    parameters: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    user: str = field(default="", repr=False)
    password: str = field(default="", repr=False)


def read_address(text: str) -> Address:
    """Take a URL apart. Raises EndpointError unless it is an http or https URL with a host.

    >>> read_address("https://me:secret@example.org/sparql?default-graph-uri=urn:x").url
    'https://example.org/sparql'
    """
    try:
        parts = urlsplit(text.strip())
        host, port = parts.hostname or "", parts.port
        name = host if ":" in host else host.encode("idna").decode("ascii")
    except ValueError as error:
        raise EndpointError("端点的网址有误", "the URL of the endpoint is malformed") from error
    if parts.scheme not in _SCHEMES:
        raise EndpointError("端点的网址须以 http:// 或 https:// 开头", "an endpoint is an http or https URL")
    if not re.fullmatch(r"[A-Za-z0-9._:%-]+", name):
        raise EndpointError("端点的网址中没有主机名", "the URL of the endpoint has no host")
    shown = f"[{name}]" if ":" in name else name
    url = f"{parts.scheme}://{shown}{f':{port}' if port else ''}{quote(parts.path or '/', safe=_PATH_SIGNS)}"
    parameters = tuple(parse_qsl(parts.query, keep_blank_values=True))
    if any(key in ("query", "update") for key, _ in parameters):
        raise EndpointError("网址中不可有 query= 或 update=", "the URL must not hold query= or update=", url)
    return Address(url, parameters, unquote(parts.username or ""), unquote(parts.password or ""))


def read_access(address: Address, environ: Mapping[str, str]) -> Access:
    """Return the credentials: those of the URL, else those of the environment.

    Raises UsageError where the environment is at odds with itself.
    """
    user, secret, token, kind = (
        environ.get(_PREFIX + name, "") for name in ("USER", "PASSWORD", "TOKEN", "AUTH")
    )
    kind = kind.lower() or "basic"
    if kind not in _KINDS:
        listed = ", ".join(_KINDS)
        raise UsageError(f"只可为 {listed}", f"may only be one of {listed}", f"{_PREFIX}AUTH")
    if address.user:
        return Access(kind, address.user, address.password)
    if user and token:
        raise UsageError(
            "不可同时设置用户名与令牌", "set a user or a token, not both", f"{_PREFIX}USER, {_PREFIX}TOKEN"
        )
    if any(not sign.isprintable() for sign in token):
        raise UsageError(
            "令牌含换行或控制字符", "the token holds a line end or control sign", f"{_PREFIX}TOKEN"
        )
    if token:
        return Access("bearer", secret=token)
    return Access(kind, user, secret) if user else Access()
