"""`budgetkg serve`: answer over HTTP."""

from pathlib import Path
from typing import Annotated

import typer

from budgetkg.cli.options import StoreOption, opened
from budgetkg.cli.talk import SESSION, described, say, tell

__all__ = ["HELP", "command"]

HELP = described(
    "在本机提供网络服务：OpenRefine 等工具可用的对账（reconciliation）服务；只读，Ctrl-C 停止。",
    "Serve the store over HTTP: a reconciliation service for OpenRefine and other clients. "
    "Read-only; Ctrl-C ends it.",
    "budgetkg serve --port 0",
)


def command(
    store: StoreOption = Path("budgetkg.db"),
    host: Annotated[
        str, typer.Option("--host", metavar="ADDRESS", help=say("监听的地址", "address to listen on"))
    ] = "127.0.0.1",
    port: Annotated[
        int,
        typer.Option(
            "--port",
            metavar="PORT",
            min=0,
            max=65535,
            help=say("监听的端口；0 为任一空闲端口", "port to listen on; 0 takes a free one"),
        ),
    ] = 8000,
) -> None:
    """Serve until a signal ends it."""
    from budgetkg.web.app import create_app
    from budgetkg.web.reconciliation import PATH
    from budgetkg.web.serving import listen, serve

    opened(store).close()  # what is wrong with store or address is said before many documents are read
    listening = listen(host, port)
    tell("正在读取图谱库…", "reading the store…")
    app = create_app(store, show_details=SESSION.debug)

    def ready(address: str) -> None:
        tell(f"服务地址：{address}", f"serving at {address}")
        tell(f"对账服务：{address}{PATH}", f"reconciliation service: {address}{PATH}")
        if not _is_own(host):
            tell("注意：其他机器也能访问", "mind: other machines can reach it")
        tell("按 Ctrl-C 停止", "Ctrl-C ends it")

    serve(app, listening, ready)


def _is_own(host: str) -> bool:
    """Return whether an address is one that this machine alone reaches."""
    from ipaddress import ip_address

    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
