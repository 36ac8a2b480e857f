"""Read the fields of a request: from its address, or from the form in its body, within bounds."""

from urllib.parse import parse_qsl

from starlette.requests import Request

from budgetkg.web.answers import RequestError

__all__ = ["LONGEST_BODY", "address_fields", "fields", "whole_number"]

#: Bytes of a body that are read.
LONGEST_BODY = 4 << 20
_MOST_FIELDS = 50
_FORM = "application/x-www-form-urlencoded"


async def fields(request: Request) -> dict[str, str]:
    """Return the fields of the address and of the form. Raises RequestError."""
    given = address_fields(request)
    if request.method != "POST":
        return given
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    body = await _body(request)
    if body and kind != _FORM:
        raise RequestError(415, f"请以 {_FORM} 提交", f"send a form as {_FORM}")
    return given | _parsed(body)


def address_fields(request: Request) -> dict[str, str]:
    """Return the fields of the address. Raises RequestError."""
    return _parsed(request.scope["query_string"])


def whole_number(given: dict[str, str], name: str, default: int, least: int, most: int) -> int:
    """Return a field as a whole number; a larger one than `most` counts as that. Raises RequestError."""
    text = given.get(name, "").strip()
    if not text:
        return default
    if not (text.isascii() and text.isdigit() and len(text) < 10) or int(text) < least:
        raise RequestError(
            400, f"{name} 须为不小于 {least} 的整数", f"{name} must be a whole number of {least} or more"
        )
    return min(int(text), most)


async def _body(request: Request) -> bytes:
    read = bytearray()
    async for part in request.stream():
        read += part
        if len(read) > LONGEST_BODY:
            raise RequestError(
                413,
                f"请求正文最多 {LONGEST_BODY >> 20} MiB",
                f"the body of a request has at most {LONGEST_BODY >> 20} MiB",
            )
    return bytes(read)


def _parsed(text: bytes) -> dict[str, str]:
    try:
        pairs = parse_qsl(
            text.decode("ascii"),
            keep_blank_values=True,
            errors="strict",
            max_num_fields=_MOST_FIELDS,
        )
    except ValueError as error:
        raise RequestError(400, f"表单无法识读：{error}", f"the fields cannot be read: {error}") from None
    given = dict(pairs)
    if len(given) < len(pairs):
        raise RequestError(400, "同名字段出现多次", "a field is given more than once")
    return given
