"""The application: each part brings its routes, and what all share stands around them."""

from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from budgetkg.web.answers import RequestError, error_answer, json_answer
from budgetkg.web.headers import CORS, Headers
from budgetkg.web.reconciliation import PATH, Current, routes

__all__ = ["create_app"]


def create_app(store: Path, *, show_details: bool = False) -> Starlette:
    """Return the application over the store in a folder.

    `show_details` writes the details of our own errors to stderr. Raises StoreError where there is no
    store or it is damaged.
    """
    current = Current(store)
    current.index()  # what is wrong with the store is said before anything is served
    return Starlette(
        routes=[Route("/", _start, methods=["GET"]), *routes(current)],
        middleware=[Middleware(Headers, show_details=show_details)],
        exception_handlers={HTTPException: _refused},  # type: ignore[dict-item]
    )


async def _start(request: Request) -> Response:
    """Say what is served here."""
    base = str(request.base_url).rstrip("/")
    return json_answer({"name": "budgetkg", "reconciliation": f"{base}{PATH}"})


async def _refused(request: Request, refused: HTTPException) -> Response:
    """Answer what has no route, or not by this method."""
    sentences = {
        404: ("没有这个地址", "there is nothing at this address"),
        405: ("此地址不接受该方法", "this address does not take that method"),
    }
    error = RequestError(refused.status_code, *sentences.get(refused.status_code, (refused.detail,) * 2))
    answer = error_answer(error, refused.status_code)
    answer.headers.update(refused.headers or {})
    if request.url.path.startswith(PATH):
        answer.headers.update(CORS)
    return answer
