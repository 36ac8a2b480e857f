"""`budgetkg mcp`: answer the questions of an assistant."""

from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer

from budgetkg.cli.options import StoreOption
from budgetkg.cli.talk import described, say
from budgetkg.errors import UsageError

__all__ = ["HELP", "command"]

HELP = described(
    "通过 MCP（模型上下文协议）为助手提供查询工具：在标准输入输出上通信，只读，有时限。",
    "Give an assistant tools that query the store, over MCP (Model Context Protocol) on stdin and stdout; "
    "read-only, with a time limit.",
    "budgetkg mcp --help",
)


def command(
    store: StoreOption = Path("budgetkg.db"),
    time_limit: Annotated[
        float,
        typer.Option("--time-limit", metavar="SECONDS", help=say("每次查询的秒数", "seconds for each query")),
    ] = 10.0,
    max_rows: Annotated[
        int,
        typer.Option(
            "--max-rows", metavar="N", min=1, help=say("每次最多给出的行数", "most rows in one answer")
        ),
    ] = 200,
) -> None:
    """Serve until stdin ends."""
    if find_spec("mcp") is None:
        raise UsageError(
            "需要附加组件：pip install 'budgetkg[mcp]'", "this needs the extra: pip install 'budgetkg[mcp]'"
        )
    from budgetkg.assistant import serve
    from budgetkg.cli.options import opened

    opened(store).close()
    serve(store, time_limit, max_rows)
