"""The desk behind the Model Context Protocol: tools, resources and a prompt on stdin and stdout."""

import functools
import json
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from budgetkg.assistant.desk import Desk
from budgetkg.assistant.vocabulary import model_page
from budgetkg.assistant.wording import cited_answer, said, told, tools
from budgetkg.errors import BudgetKGError, QueryUnknownError

if TYPE_CHECKING:
    from mcp.server import MCPServer

__all__ = ["make_server", "serve"]


def serve(store: Path, time_limit: float, max_rows: int) -> None:
    """Answer on stdin and stdout until stdin ends. While it runs, nothing else writes to stdout."""
    with Desk(store, time_limit, max_rows) as desk:
        make_server(desk).run("stdio")


def make_server(desk: Desk) -> "MCPServer[Any]":
    """Return a server that answers from a desk."""
    from mcp.server import MCPServer

    server: MCPServer[Any] = MCPServer(
        "budgetkg",
        instructions=f"{said('instructions')}\n{said('money')}",
        version=_version(),
        log_level="WARNING",
    )
    _add_tools(server, desk)
    _add_resources(server, desk)
    server.prompt(
        name="cited_answer",
        title="Cited answer / 有据可查的回答",
        description="Answer a question with the proof of every figure; language is zh or en. "
        "回答问题并注明每个数字的依据。",
    )(cited_answer)
    return server


def _add_tools(server: "MCPServer[Any]", desk: Desk) -> None:
    from mcp.types import ToolAnnotations

    hints = ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False)
    for name, (title, description) in tools().items():
        tool = _telling(getattr(desk, name))
        server.add_tool(tool, name=name, title=title, description=description, annotations=hints)


def _add_resources(server: "MCPServer[Any]", desk: Desk) -> None:
    from mcp.server.mcpserver.exceptions import ResourceNotFoundError

    def model() -> str:
        return model_page()

    def queries() -> str:
        return json.dumps(desk.list_queries().model_dump(), ensure_ascii=False, indent=1)

    def query(name: str) -> str:
        try:
            return desk.describe_query(name).sparql
        except QueryUnknownError as error:
            raise ResourceNotFoundError(told(error)) from None

    server.resource(
        "budgetkg://model",
        title="The model / 模型",
        description="classes and properties, zh and en / 类与属性",
        mime_type="text/markdown",
    )(model)
    server.resource(
        "budgetkg://queries",
        title="Saved queries / 查询目录",
        description="names, topics, summaries, parameters / 名称、主题、说明、参数",
        mime_type="application/json",
    )(queries)
    server.resource(
        "budgetkg://queries/{name}",
        title="One saved query / 一条查询",
        description="its text with its head / 查询正文及其说明",
        mime_type="application/sparql-query",
    )(query)


def _telling(tool: Callable[..., Any]) -> Callable[..., Any]:
    """Return a tool whose errors are told in both languages; no traceback leaves the server."""
    from mcp.server.mcpserver.exceptions import ToolError

    @functools.wraps(tool)
    def run(*given: Any, **named: Any) -> Any:
        try:
            return tool(*given, **named)
        except BudgetKGError as error:
            raise ToolError(told(error)) from None

    return run


def _version() -> str:
    try:
        return version("budgetkg")
    except PackageNotFoundError:
        return ""
