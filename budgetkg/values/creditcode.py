"""The unified social credit code of a legal body (GB 32100): 18 signs, the last one a check character."""

import unicodedata

__all__ = ["read_credit_code"]

#: The 31 signs of GB 32100: no I, O, S, V, Z.
_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_WEIGHTS = tuple(pow(3, place, 31) for place in range(17))
_LENGTH = 18


def read_credit_code(text: str) -> str | None:
    """Return the code that a text holds, upper-case and without spaces, or None where it is none.

    >>> read_credit_code("9135 0100 M000 100Y 43")
    '91350100M000100Y43'
    >>> read_credit_code("91350100M000100Y44") is None
    True
    """
    code = "".join(unicodedata.normalize("NFKC", text).split()).upper()
    if len(code) != _LENGTH or any(sign not in _ALPHABET for sign in code):
        return None
    values = [_ALPHABET.index(sign) for sign in code]
    total = sum(value * weight for value, weight in zip(values, _WEIGHTS, strict=False))
    return code if values[-1] == (31 - total % 31) % 31 else None
