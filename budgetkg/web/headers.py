"""What every answer says about itself, and a last net: no error leaves without a sentence of ours.

Pure ASGI, because a middleware of the usual kind would hold back streamed answers.
"""

import sys
import traceback
from collections.abc import Mapping

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from budgetkg.web.answers import InternalError, error_answer

__all__ = ["CORS", "Headers"]

#: Any page may ask: what is served is public, and nobody signs in.
CORS: Mapping[str, str] = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "GET, HEAD, POST, OPTIONS",
    "Access-Control-Allow-Headers": "*",
    "Access-Control-Allow-Private-Network": "true",
    "Access-Control-Max-Age": "86400",
}

#: Nothing is loaded, framed or guessed; a part that needs more says so itself.
_DEFAULTS: Mapping[str, str] = {
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; base-uri 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}


class Headers:
    """Adds headers to what an application answers, and answers where it fails.

    `show_details` writes the details of a failure to stderr.
    """

    def __init__(self, app: ASGIApp, show_details: bool = False) -> None:
        self._app = app
        self._show_details = show_details

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = False

        async def sending(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                headers = MutableHeaders(scope=message)
                for name, value in _DEFAULTS.items():
                    headers.setdefault(name, value)
            await send(message)

        try:
            await self._app(scope, receive, sending)
        except Exception as error:
            what = f"{type(error).__name__}: {error}"
            print(f"{scope['method']} {scope['path']}: {what}", file=sys.stderr)
            if self._show_details:
                traceback.print_exc()
            if started:
                raise
            await error_answer(InternalError(), 500)(scope, receive, sending)
