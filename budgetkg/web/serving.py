"""Listen on an address and serve the application until a signal ends it."""

import signal
import socket
from collections.abc import Callable
from types import FrameType

import uvicorn
from starlette.types import ASGIApp

from budgetkg.errors import UsageError

__all__ = ["listen", "serve"]

_BACKLOG = 128
_LAST_ANSWERS = 5  # seconds that answers under way may still take
_IDLE = 15  # seconds that a connection without requests is kept


def listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens; with port 0 on one that is free.

    Raises UsageError where the address is taken or none of this machine.
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listening = socket.socket(family, kind, protocol)
        try:
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listening.bind(address)
            listening.listen(_BACKLOG)
        except OSError:
            listening.close()
            raise
    except (OSError, OverflowError, UnicodeError) as error:
        what = getattr(error, "strerror", None) or str(error)
        raise UsageError(
            f"无法监听：{what}；请用 --port 换端口（0 为任一空闲端口）",
            f"cannot listen: {what}; choose another --port (0 takes a free one)",
            f"{host}:{port}",
        ) from None
    return listening


def serve(app: ASGIApp, listening: socket.socket, ready: Callable[[str], None]) -> None:
    """Serve until SIGINT or SIGTERM; `ready` is told the address once it is served."""
    host, port = listening.getsockname()[:2]
    shown = f"[{host}]" if ":" in host else host
    config = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        server_header=False,
        lifespan="off",
        timeout_graceful_shutdown=_LAST_ANSWERS,
        timeout_keep_alive=_IDLE,
    )
    server = uvicorn.Server(config)

    def end(number: int, frame: FrameType | None) -> None:
        server.should_exit = True

    # The server takes signals itself once it runs, and gives them back when it has ended: ours take one
    # that comes before that, and let the one that is given back end nothing else.
    before = {number: signal.signal(number, end) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        ready(f"http://{shown}:{port}")
        server.run(sockets=[listening])
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        listening.close()
