"""All commands as one Typer application, and the options of the whole program."""

from collections.abc import Callable
from typing import Annotated, Any

import typer

from budgetkg.cli import (
    build,
    explain,
    export,
    info,
    link,
    mcp,
    network,
    notice,
    parse,
    query,
    remove,
    serve,
    sparql,
    validate,
)
from budgetkg.cli.talk import SESSION, say

__all__ = ["app"]

app = typer.Typer(
    name="budgetkg",
    help=say(
        "把中国政府部门预算公开文件变成可查询的关联数据。",
        "Turn Chinese government department budgets into linked data that answers questions.",
    ),
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    context_settings={"help_option_names": ["--help", "-h"]},
)

_COMMANDS: tuple[tuple[str, Callable[..., None], str], ...] = (
    ("parse", parse.command, parse.HELP),
    ("build", build.command, build.HELP),
    ("remove", remove.command, remove.HELP),
    ("info", info.command, info.HELP),
    ("validate", validate.command, validate.HELP),
    ("query", query.command, query.HELP),
    ("sparql", sparql.command, sparql.HELP),
    ("export", export.command, export.HELP),
    ("network", network.command, network.HELP),
    ("explain", explain.command, explain.HELP),
    ("notice", notice.command, notice.HELP),
    ("link", link.command, link.HELP),
    ("serve", serve.command, serve.HELP),
    ("mcp", mcp.command, mcp.HELP),
)


def _show_version(value: bool) -> None:
    if value:
        from budgetkg import __version__
        from budgetkg.cli.output import emit

        emit(f"budgetkg {__version__}\n")
        raise typer.Exit


@app.callback()
def _program(
    context: typer.Context,
    lang: Annotated[
        str | None,
        typer.Option(
            "--lang",
            metavar="zh|en",
            help=say("消息的语言（默认随系统）", "language of the messages (default: the locale's)"),
        ),
    ] = None,
    debug: Annotated[
        bool, typer.Option("--debug", help=say("出错时显示全部详情", "show all details of an error"))
    ] = False,
    no_color: Annotated[bool, typer.Option("--no-color", help=say("不用颜色", "no colours"))] = False,
    version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help=say("版本", "the version")),
    ] = False,
) -> None:
    SESSION.lang = lang or SESSION.lang
    SESSION.debug = debug
    SESSION.color = SESSION.color and not no_color
    SESSION.command = context.invoked_subcommand or ""


def _register(name: str, command: Callable[..., Any], text: str) -> None:
    app.command(name, help=text)(command)


for _name, _command, _text in _COMMANDS:
    _register(_name, _command, _text)
