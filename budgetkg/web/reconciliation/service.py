"""The routes of the reconciliation service (Reconciliation Service API 0.2)."""

from collections.abc import Awaitable, Callable, Mapping
from importlib.metadata import PackageNotFoundError, version
from typing import Any, TypeVar

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route

from budgetkg.errors import BudgetKGError, StoreError
from budgetkg.namespaces import BKG, ID
from budgetkg.web.answers import RequestError, error_answer, json_answer, read_json
from budgetkg.web.forms import fields, whole_number
from budgetkg.web.headers import CORS
from budgetkg.web.reconciliation.asking import BATCH, read_batch, read_extension
from budgetkg.web.reconciliation.current import Current
from budgetkg.web.reconciliation.extending import extend, propose
from budgetkg.web.reconciliation.index import Index
from budgetkg.web.reconciliation.matching import find
from budgetkg.web.reconciliation.pages import HEIGHT, POLICY, WIDTH, flyout, page, type_or_property_flyout
from budgetkg.web.reconciliation.telling import suggested, told
from budgetkg.web.reconciliation.vocabulary import Property, Type, Vocabulary

__all__ = ["PATH", "manifest", "routes"]

#: Where the service stands.
PATH = "/reconcile"
_METHODS = ("GET", "POST", "OPTIONS")

_SUGGESTED, _MOST_SUGGESTED = 20, 100
_LONGEST_PREFIX = 1000

_Item = TypeVar("_Item")
Endpoint = Callable[[Request], Awaitable[Response]]
_Answer = Callable[[Index, Request, dict[str, str]], Response]


def routes(current: Current) -> list[BaseRoute]:
    """Return the routes of the service over the index that `current` gives."""
    answers: Mapping[str, _Answer] = {
        "": _reconcile,
        "/properties": _propose,
        "/suggest/entity": _suggest_things,
        "/suggest/type": _suggest_types,
        "/suggest/property": _suggest_properties,
        "/flyout/entity": _flyout_thing,
        "/flyout/type": _flyout_type,
        "/flyout/property": _flyout_property,
        "/preview": _preview,
        "/view": _view,
    }
    found: list[BaseRoute] = []
    for path, answer in answers.items():
        methods = _METHODS if path == "" else ("GET", "OPTIONS")
        endpoint = _endpoint(current, answer)
        found.append(Route(f"{PATH}{path}", endpoint, methods=methods))
        if path == "":  # with a slash at its end it is the same address: a form is not sent twice
            found.append(Route(f"{PATH}/", endpoint, methods=methods))
    return found


def _endpoint(current: Current, answer: _Answer) -> Endpoint:
    async def respond(request: Request) -> Response:
        if request.method == "OPTIONS":
            return Response(status_code=204, headers=CORS)
        try:
            given = await fields(request)
            response = await run_in_threadpool(lambda: answer(current.index(), request, given))
        except RequestError as error:
            response = error_answer(error, error.status)
        except StoreError as error:
            response = error_answer(error, 503)
        except BudgetKGError as error:
            response = error_answer(error, 400)
        response.headers.update(CORS)
        return response

    return respond


def _reconcile(index: Index, request: Request, given: dict[str, str]) -> Response:
    """Answer a batch of queries or a request for values; without either say what the service offers."""
    callback = given.get("callback")
    if "queries" in given and "extend" in given:
        raise RequestError(400, "queries 与 extend 只可给出一个", "give queries or extend, not both")
    if "queries" in given:
        batch = read_batch(index.vocabulary, read_json("queries", given["queries"]))
        results = {key: [told(index, one) for one in find(index, query)] for key, query in batch.items()}
        return json_answer({key: {"result": found} for key, found in results.items()}, callback)
    if "extend" in given:
        asked = read_extension(index.vocabulary, read_json("extend", given["extend"]))
        return json_answer(extend(index, asked), callback)
    if request.method == "POST":
        raise RequestError(400, "须有 queries 或 extend", "needs queries or extend")
    return json_answer(manifest(index, str(request.base_url).rstrip("/")), callback)


def manifest(index: Index, base: str) -> dict[str, Any]:
    """Return what the service offers; `base` is the address under which it was asked."""
    here = f"{base}{PATH}"

    def suggest(what: str) -> dict[str, str]:
        return {
            "service_url": here,
            "service_path": f"/suggest/{what}",
            "flyout_service_url": here,
            "flyout_service_path": f"/flyout/{what}?id=${{id}}",
        }

    choices = [{"name": str(year), "value": str(year)} for year in index.years]
    return {
        "versions": ["0.1", "0.2"],
        "name": "budgetkg 部门预算 / department budgets",
        "identifierSpace": ID,
        "schemaSpace": BKG,
        "serviceVersion": _version(),
        "defaultTypes": [{"id": one.id, "name": one.name} for one in index.vocabulary.types.values()],
        "view": {"url": f"{here}/view?id={{{{id}}}}"},
        "preview": {"url": f"{here}/preview?id={{{{id}}}}", "width": WIDTH, "height": HEIGHT},
        "suggest": {what: suggest(what) for what in ("entity", "type", "property")},
        "extend": {
            "propose_properties": {"service_url": here, "service_path": "/properties"},
            "property_settings": [
                {
                    "name": "year",
                    "label": "预算年度 / fiscal year",
                    "type": "select",
                    "default": "",
                    "help_text": "只取这一年度的值 / values of this fiscal year only",
                    "choices": [{"name": "全部 / all", "value": ""}, *choices],
                }
            ],
        },
        "batchSize": BATCH,
    }


def _propose(index: Index, _: Request, given: dict[str, str]) -> Response:
    """Answer which properties a type has."""
    type_ = _known_type(index.vocabulary, given.get("type", ""))
    limit = whole_number(given, "limit", 0, 0, 1000) or None
    answer: dict[str, Any] = {"type": type_.id, "properties": propose(index, type_.key, limit)}
    return json_answer(answer if limit is None else answer | {"limit": limit}, given.get("callback"))


def _suggest_things(index: Index, _: Request, given: dict[str, str]) -> Response:
    """Answer which things begin with a text."""
    prefix = _prefix(given)
    asked = given.get("type", "")
    types = index.vocabulary.within(_known_type(index.vocabulary, asked).key) if asked else None
    allowed = [key for key in index.vocabulary.types if types is None or key in types]
    named = index.find(prefix)
    things = [named] if named is not None and named.type in allowed else index.starting(prefix, allowed)
    return _suggestions(given, [suggested(index, one) for one in _page(given, things)])


def _suggest_types(index: Index, _: Request, given: dict[str, str]) -> Response:
    """Answer which types hold a text."""
    prefix = _prefix(given).casefold()
    found = [
        {"id": one.id, "name": one.name, **_broader(index.vocabulary, one)}
        for one in index.vocabulary.types.values()
        if prefix in f"{one.name} {one.id} {one.key}".casefold()
    ]
    return _suggestions(given, _page(given, found))


def _suggest_properties(index: Index, _: Request, given: dict[str, str]) -> Response:
    """Answer which properties hold a text."""
    prefix = _prefix(given).casefold()
    found = [
        {"id": one.key, "name": one.name, "description": _bearers(index.vocabulary, one)}
        for one in index.vocabulary.properties.values()
        if prefix in f"{one.name} {one.key}".casefold()
    ]
    return _suggestions(given, _page(given, found))


def _flyout_thing(index: Index, _: Request, given: dict[str, str]) -> Response:
    thing = index.find(given.get("id", ""))
    return _flyout(given, None if thing is None else flyout(index, thing))


def _flyout_type(index: Index, _: Request, given: dict[str, str]) -> Response:
    found = index.vocabulary.find_type(given.get("id", ""))
    return _flyout(given, None if found is None else type_or_property_flyout(found))


def _flyout_property(index: Index, _: Request, given: dict[str, str]) -> Response:
    found = index.vocabulary.properties.get(given.get("id", ""))
    return _flyout(given, None if found is None else type_or_property_flyout(found))


def _preview(index: Index, _: Request, given: dict[str, str]) -> Response:
    return _page_about(index, given, whole=False)


def _view(index: Index, _: Request, given: dict[str, str]) -> Response:
    return _page_about(index, given, whole=True)


def _page_about(index: Index, given: dict[str, str], *, whole: bool) -> Response:
    thing = index.find(given.get("id", ""))
    if thing is None:
        raise _unknown(given.get("id", ""))
    return HTMLResponse(page(index, thing, whole=whole), headers={"Content-Security-Policy": POLICY})


def _flyout(given: dict[str, str], html: str | None) -> Response:
    if html is None:
        raise _unknown(given.get("id", ""))
    return json_answer({"id": given["id"], "html": html}, given.get("callback"))


def _suggestions(given: dict[str, str], found: list[dict[str, Any]]) -> Response:
    return json_answer({"result": found}, given.get("callback"))


def _page(given: dict[str, str], found: list[_Item]) -> list[_Item]:
    start = whole_number(given, "cursor", 0, 0, 10**9)
    return found[start : start + whole_number(given, "limit", _SUGGESTED, 1, _MOST_SUGGESTED)]


def _prefix(given: dict[str, str]) -> str:
    prefix = given.get("prefix", "").strip()
    if len(prefix) > _LONGEST_PREFIX:
        raise RequestError(
            400, f"prefix 最多 {_LONGEST_PREFIX} 个字符", f"prefix has at most {_LONGEST_PREFIX} characters"
        )
    return prefix


def _known_type(vocabulary: Vocabulary, text: str) -> Type:
    found = vocabulary.find_type(text)
    if found is None:
        listed = ", ".join(vocabulary.types)
        raise RequestError(400, f"未知类型“{text}”；可用 {listed}", f"unknown type {text!r}; known: {listed}")
    return found


def _broader(vocabulary: Vocabulary, one: Type) -> dict[str, Any]:
    if one.broader is None:
        return {}
    broader = vocabulary.types[one.broader]
    return {"broader": [{"id": broader.id, "name": broader.name}]}


def _bearers(vocabulary: Vocabulary, one: Property) -> str:
    return "、".join(each.zh for each in vocabulary.types.values() if one.key in each.properties)


def _unknown(text: str) -> RequestError:
    return RequestError(404, f"没有“{text[:200]}”", f"there is no {text[:200]!r}")


def _version() -> str:
    try:
        return version("budgetkg")
    except PackageNotFoundError:
        return ""
