"""Answers as JSON, and what is said when a request cannot be answered."""

import json
import re
from decimal import Decimal
from typing import Any

from starlette.responses import Response

from budgetkg.errors import BudgetKGError

__all__ = ["InternalError", "RequestError", "error_answer", "json_answer", "read_json"]

#: A name of a function in JavaScript, perhaps of an object: nothing else may be called.
_CALLBACK = re.compile(r"[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)*", re.ASCII)
_LONGEST_CALLBACK = 100
_MOST_DIGITS = 40


class RequestError(BudgetKGError):
    """A request that cannot be answered; `status` is what HTTP calls it."""

    code = "BKG-E60"
    fix_zh = "请按说明修改请求"
    fix_en = "mend the request as the message says"

    def __init__(self, status: int, zh: str, en: str) -> None:
        super().__init__(zh, en)
        self.status = status


class InternalError(BudgetKGError):
    """A mistake of ours; what it is stands on stderr of the server."""

    code = "BKG-E61"

    def __init__(self) -> None:
        super().__init__("服务器内部错误", "internal error of the server")


def json_answer(content: Any, callback: str | None = None, status: int = 200) -> Response:
    """Return content as JSON, or as a script that hands it to a function (JSONP).

    Raises RequestError where `callback` is no name of a function.
    """
    if callback is None:
        # What is no character (half a surrogate pair) stays the escape that it was in the request.
        body = json.dumps(content, ensure_ascii=False).encode("utf-8", "backslashreplace")
        return Response(body, status, media_type="application/json")
    if len(callback) > _LONGEST_CALLBACK or not _CALLBACK.fullmatch(callback):
        raise RequestError(400, "callback 须为函数名", "callback must be the name of a function")
    return Response(f"/**/{callback}({json.dumps(content)});", status, media_type="application/javascript")


def error_answer(error: BudgetKGError, status: int) -> Response:
    """Return an error as JSON, in both languages."""
    content = {
        "status": "error",
        "code": error.code,
        "message": error.en,
        "details": error.fix_en,
        "message_zh": error.zh,
        "details_zh": error.fix_zh,
    }
    return json_answer(content, status=status)


def read_json(name: str, text: str) -> Any:
    """Return what a text in JSON says, its fractions exact. Raises RequestError."""

    def refuse(constant: str) -> None:
        raise ValueError(constant)

    try:
        return json.loads(text, parse_float=_fraction, parse_constant=refuse)
    except (ValueError, RecursionError, ArithmeticError) as error:
        raise RequestError(
            400, f"{name} 不是有效的 JSON：{error}", f"{name} is no valid JSON: {error}"
        ) from None


def _fraction(text: str) -> Decimal:
    """Return a number; one whose digits would fill pages is none that anybody means."""
    number = Decimal(text)
    if len(text) > _MOST_DIGITS or abs(number.adjusted()) > _MOST_DIGITS:
        raise ValueError(f"{text[:_MOST_DIGITS]}…")
    return number
