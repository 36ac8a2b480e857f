"""`budgetkg sparql`: an ad-hoc query."""

from pathlib import Path
from typing import Annotated

import typer

from budgetkg.cli.options import (
    EndpointOption,
    OutputOption,
    ResultFormat,
    StoreOption,
    TimeoutOption,
    opened,
)
from budgetkg.cli.output import check_format, emit, read_stdin
from budgetkg.cli.talk import described, say, tell
from budgetkg.errors import QueryError, UsageError

__all__ = ["HELP", "command"]

HELP = described(
    "运行一条 SPARQL 查询：直接给出、@文件、文件路径，或标准输入。CONSTRUCT 输出 N-Triples。",
    "Run a SPARQL query, given as text, @file, the path of a file, or on stdin. A CONSTRUCT gives N-Triples.",
    "budgetkg sparql 'SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } }'",
    "budgetkg sparql @queries/units.rq --format csv",
)


def command(
    query: Annotated[
        str, typer.Argument(metavar="QUERY", help=say("查询、@文件或 -", "the query, @file or -"))
    ] = "-",
    format_: ResultFormat = "table",
    output: OutputOption = None,
    store: StoreOption = Path("budgetkg.db"),
    endpoint: EndpointOption = None,
    timeout: TimeoutOption = None,
) -> None:
    """Answer one query from the store alone."""
    from budgetkg.cli.results import check_target, write_result

    check_target(format_, output)
    text = _query_text(query)
    with opened(store, endpoint, timeout) as held:
        answer = held.query(text)
    if isinstance(answer, bool):
        emit(_boolean(answer, format_), output)
    elif isinstance(answer, str):
        emit(answer, output)
    else:
        write_result(answer, format_, output)
        if not answer.rows:
            tell("没有结果", "no rows")


def _query_text(given: str) -> str:
    """Return the query that an argument means. Raises UsageError where its file cannot be read."""
    if given == "-":
        data, place = read_stdin(), "stdin"
    elif given.startswith("@") or _is_file(given):
        place = given.removeprefix("@")
        try:
            data = Path(place).read_bytes()
        except OSError as error:
            reason = error.strerror or str(error)
            raise UsageError(f"无法读取：{reason}", f"cannot be read: {reason}", place) from error
    else:
        return given
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise QueryError("查询不是 UTF-8 文本", "the query is not UTF-8 text", place) from error
    if not text.strip():
        raise QueryError("查询是空的", "the query is empty", place)
    return text


def _is_file(given: str) -> bool:
    """Whether a text without braces is the path of a file."""
    return "{" not in given and "\0" not in given and len(given) < 4096 and Path(given).is_file()


def _boolean(answer: bool, format_: str) -> str:
    """Return the answer of an ASK; in json and xml as the W3C results formats have it."""
    word = str(answer).lower()
    if format_ == "json":
        return f'{{"head": {{}}, "boolean": {word}}}\n'
    if format_ == "xml":
        return (
            '<?xml version="1.0" encoding="UTF-8"?>\n'
            f'<sparql xmlns="http://www.w3.org/2005/sparql-results#"><head/><boolean>{word}</boolean></sparql>\n'
        )
    check_format(format_, ("table", "csv", "tsv", "md"))
    return f"{word}\n"
