"""Take a query apart as far as asking another server needs it.

Only reading queries may be sent. To learn whether a server cut its answer, the rows are
counted by the server itself, so the query must become part of another one.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from budgetkg.errors import QueryError

__all__ = ["Form", "count_of", "form_of", "rows_behind"]

_SKIP = r"(?:\s|#[^\n\r]*)"
_PROLOGUE = re.compile(
    rf"(?:{_SKIP}++|BASE{_SKIP}*+<[^<>\s]*>|PREFIX{_SKIP}*+[^\s:<]*+:{_SKIP}*+<[^<>\s]*>)*+", re.IGNORECASE
)
_WORD = re.compile(r"(SELECT|ASK|CONSTRUCT|DESCRIBE)\b", re.IGNORECASE)
#: Strings, IRIs and comments are tokens, so that no word inside them is taken for a keyword.
_TOKEN = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*+"""' + r"|'''(?:[^'\\]|\\.|'(?!''))*+'''"
    r'|"(?:[^"\\\n\r]|\\.)*+"|\'(?:[^\'\\\n\r]|\\.)*+\''
    r'|<[^<>"{}|^`\\\s]*+>|#[^\n\r]*+|[?$@]?[\w:.-]++|[{}()]',
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Form:
    """A query: what stands before its first keyword, that keyword in capitals, and the rest."""

    prologue: str
    word: str
    rest: str


def form_of(text: str) -> Form:
    """Return the form of a query. Raises QueryError for anything but the four reading forms.

    >>> form_of("# update\\nPREFIX a: <urn:a#>\\nselect * { ?s a:b ?o }").word
    'SELECT'
    """
    prologue = _PROLOGUE.match(text)
    start = prologue.end() if prologue else 0
    word = _WORD.match(text, start)
    if word is None:
        raise QueryError(
            "只可发出 SELECT、ASK、CONSTRUCT 或 DESCRIBE 查询",
            "only SELECT, ASK, CONSTRUCT and DESCRIBE are sent to an endpoint",
        )
    return Form(text[:start], word[1].upper(), text[word.end() :])


def count_of(form: Form) -> str:
    """Return the query that counts the rows of a SELECT; its FROM clauses move outwards."""
    sources, rest = _without_sources(form.rest)
    return f"{form.prologue}SELECT (COUNT(*) AS ?rows) {sources} WHERE {{ {{ SELECT {rest}\n}} }}"


def rows_behind(form: Form) -> Form | None:
    """Return the SELECT with one row a solution of a CONSTRUCT or DESCRIBE, if it has a pattern."""
    sources, rest = _without_sources(form.rest)
    braces = [(token.start(), depth) for token, depth in _tokens(rest) if token[0] == "{"]
    outer = [start for start, depth in braces if depth == 0]
    if form.word == "CONSTRUCT" and not re.match(rf"{_SKIP}*+WHERE\b", rest, re.IGNORECASE):
        outer = outer[1:]
    if not outer:
        return None
    return Form(form.prologue, "SELECT", f" (1 AS ?row) {sources} WHERE {rest[outer[0] :]}")


def _tokens(text: str) -> Iterator[tuple[re.Match[str], int]]:
    """Yield tokens, each with the number of braces that are open before it."""
    depth = 0
    for token in _TOKEN.finditer(text):
        if token[0] == "}":
            depth -= 1
        yield token, depth
        if token[0] == "{":
            depth += 1


def _without_sources(text: str) -> tuple[str, str]:
    """Return the FROM clauses of a query, and the query without them."""
    spans = list(_sources([token for token, depth in _tokens(text) if depth == 0 and token[0][0] != "#"]))
    kept, end = [], 0
    for start, stop in spans:
        kept.append(text[end:start])
        end = stop
    return " ".join(text[start:stop] for start, stop in spans), "".join([*kept, text[end:]])


def _sources(tokens: list[re.Match[str]]) -> Iterator[tuple[int, int]]:
    words = [token[0].upper() for token in tokens]
    for place, word in enumerate(words):
        if word == "FROM":
            last = place + (2 if words[place + 1 : place + 2] == ["NAMED"] else 1)
            if last < len(tokens):
                yield tokens[place].start(), tokens[last].end()
