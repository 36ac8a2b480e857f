"""A whole session over stdin and stdout, with the client of the SDK and byte by byte."""

import json
import os
import subprocess
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, TypeVar

import pytest

pytest.importorskip("mcp")

import anyio
from mcp import ClientSession, StdioServerParameters, stdio_client

from budgetkg.assistant.wording import tools

T = TypeVar("T")
#: More rows than any machine counts within a test.
RUNAWAY = "SELECT (COUNT(*) AS ?n) { GRAPH ?a { ?s ?p ?o } GRAPH ?b { ?t ?q ?v } GRAPH ?c { ?w ?x ?y } }"


def arguments(store: Path, limit: float) -> list[str]:
    return ["-m", "budgetkg", "mcp", "--store", str(store), "--time-limit", str(limit), "--max-rows", "20"]


def session(store: Path, limit: float, talk: Callable[[ClientSession], Awaitable[T]]) -> T:
    """Start the server as an assistant does, and talk to it."""
    parameters = StdioServerParameters(
        command=sys.executable, args=arguments(store, limit), env={**os.environ}
    )

    async def run() -> T:
        with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
            async with (
                stdio_client(parameters, errlog=nowhere) as (read, write),
                ClientSession(read, write) as client,
            ):
                await client.initialize()
                return await talk(client)

    return anyio.run(run)


def test_a_session(samples_store: Path) -> None:
    async def talk(client: ClientSession) -> tuple[list[str], list[Any]]:
        listed = [one.name for one in (await client.list_tools()).tools]
        notice = {"notice": "邯财教[2023]104号"}
        found = await client.call_tool("run_query", {"name": "projects-by-notice", "parameters": notice})
        unknown = await client.call_tool("run_query", {"name": "nothing"})
        service = {"query": "SELECT * { SERVICE <http://localhost:9/> { ?s ?p ?o } }"}
        return listed, [found, unknown, await client.call_tool("sparql", service)]

    listed, (found, unknown, refused) = session(samples_store, 120, talk)
    assert listed == list(tools())
    assert not found.is_error
    content = found.structured_content
    assert [row["amount"] for row in content["rows"]] == ["30000", "20000", "60000"]
    assert {figure["value_unit"] for one in content["sources"] for figure in one["figures"]} == {"元"}
    assert unknown.is_error
    assert "BKG-E30" in unknown.content[0].text
    assert refused.is_error
    assert "SERVICE is refused" in refused.content[0].text


def test_a_runaway_query_is_ended_and_the_server_goes_on(samples_store: Path) -> None:
    async def talk(client: ClientSession) -> list[Any]:
        queries = (RUNAWAY, RUNAWAY, "ASK { GRAPH ?g { ?s ?p ?o } }")
        return [await client.call_tool("sparql", {"query": query}) for query in queries]

    first, second, after = session(samples_store, 2, talk)
    for runaway in (first, second):
        assert runaway.is_error
        assert "BKG-E40" in runaway.content[0].text
    assert after.structured_content is not None
    assert after.structured_content["boolean"] is True


def test_a_query_beside_a_runaway_is_answered(samples_store: Path) -> None:
    async def talk(client: ClientSession) -> dict[str, Any]:
        found: dict[str, Any] = {}

        async def call(name: str, tool: str, **given: Any) -> None:
            found[name] = await client.call_tool(tool, given)

        async with anyio.create_task_group() as group:
            group.start_soon(lambda: call("runaway", "sparql", query=RUNAWAY))
            group.start_soon(lambda: call("notice", "read_notice", text="邯财教[2022]98号"))
            group.start_soon(lambda: call("list", "list_queries"))
        return found

    found = session(samples_store, 1, talk)
    assert found["runaway"].is_error
    assert found["notice"].structured_content["numbers"][0]["serial"] == 98
    assert found["list"].structured_content["queries"]


def test_nothing_but_frames_is_on_stdout(samples_store: Path) -> None:
    requests = [
        {
            "id": 1,
            "method": "initialize",
            "params": {
                "protocolVersion": "2025-06-18",
                "capabilities": {},
                "clientInfo": {"name": "test", "version": "1"},
            },
        },
        {"method": "notifications/initialized"},
        {"id": 2, "method": "tools/call", "params": {"name": "sparql", "arguments": {"query": "SELECT {"}}},
        {"id": 3, "method": "tools/call", "params": {"name": "sparql", "arguments": {"query": RUNAWAY}}},
        {"id": 4, "method": "tools/call", "params": {"name": "nothing", "arguments": {}}},
    ]
    with subprocess.Popen(
        [sys.executable, *arguments(samples_store, 1)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as server:
        assert server.stdin is not None
        assert server.stdout is not None
        for request in requests:
            server.stdin.write(json.dumps({"jsonrpc": "2.0", **request}).encode() + b"\n")
        server.stdin.write(b"this is no frame\n")
        server.stdin.flush()
        answers: dict[object, Any] = {}
        while not {1, 2, 3, 4} <= set(answers):
            line = server.stdout.readline()
            assert line, "the server ended"
            frame = json.loads(line)
            assert frame["jsonrpc"] == "2.0"
            answers[frame.get("id")] = frame
        server.stdin.close()
        assert server.wait(60) == 0
        assert server.stdout.read() == b""
    assert answers[1]["result"]["serverInfo"]["name"] == "budgetkg"
    assert "BKG-E32" in answers[2]["result"]["content"][0]["text"]
    assert "BKG-E40" in answers[3]["result"]["content"][0]["text"]


def test_a_missing_store_is_told_at_once(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, *arguments(tmp_path / "none.db", 1)], input=b"", capture_output=True, check=False
    )
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"BKG-E20" in done.stderr


def test_a_missing_library_is_told_with_the_way_out(samples_store: Path) -> None:
    program = (
        "import sys\n"
        "sys.modules['mcp'] = None\n"
        "import importlib.util as util\n"
        "found = util.find_spec\n"
        "util.find_spec = lambda name, *more: None if name == 'mcp' else found(name, *more)\n"
        "from budgetkg.cli.main import run\n"
        "sys.exit(run(['mcp', '--store', sys.argv[1]]))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(samples_store)], input=b"", capture_output=True, check=False
    )
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"pip install 'budgetkg[mcp]'" in done.stderr
