"""What an assistant sees of the server: tools with schemas, errors in words, resources, the prompt."""

import json
import re
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import pytest

pytest.importorskip("mcp")

import anyio
from mcp import Client, MCPError

from budgetkg.assistant import make_server
from budgetkg.assistant.wording import tools
from budgetkg.catalog import load_catalog

if TYPE_CHECKING:
    from budgetkg.assistant import Desk

ROOT = Path(__file__).parents[2]
T = TypeVar("T")


def ask(desk: "Desk", question: Callable[[Client], Awaitable[T]]) -> T:
    """Put a question to a server in this process."""

    async def session() -> T:
        async with Client(make_server(desk)) as client:
            return await question(client)

    return anyio.run(session)


def call(desk: "Desk", tool: str, **arguments: Any) -> Any:
    """Return the result of one tool."""
    return ask(desk, lambda client: client.call_tool(tool, arguments))


def text_of(result: Any) -> str:
    """Return what a result says as text."""
    return str(result.content[0].text)


def test_every_tool_has_words_in_both_languages_and_schemas(desk: "Desk") -> None:
    listed = ask(desk, lambda client: client.list_tools()).tools
    assert [one.name for one in listed] == list(tools())
    for one in listed:
        assert one.description is not None
        assert re.search("[a-z]{4}", one.description)
        assert re.search("[\u4e00-\u9fff]{2}", one.description)
        assert one.output_schema is not None
        assert one.output_schema["type"] == "object"
        assert one.annotations is not None
        assert one.annotations.read_only_hint is True
        properties = one.input_schema.get("properties", {})
        assert all("description" in str(value) for value in properties.values())


def test_no_schema_knows_a_float(desk: "Desk") -> None:
    listed = ask(desk, lambda client: client.list_tools()).tools
    assert not [
        one.name for one in listed if '"type": "number"' in json.dumps([one.input_schema, one.output_schema])
    ]


def test_structured_answers_are_the_desks(desk: "Desk") -> None:
    arguments = {"notice": "邯财教〔2023〕104号"}
    result = call(desk, "run_query", name="projects-by-notice", parameters=arguments)
    assert not result.is_error
    assert result.structured_content == desk.run_query("projects-by-notice", dict(arguments)).model_dump()
    assert json.loads(text_of(result)) == result.structured_content


@pytest.mark.parametrize(
    ("tool", "arguments", "said"),
    [
        ("run_query", {"name": "nothing"}, "BKG-E30"),
        ("describe_query", {"name": "projects"}, "list_queries shows"),
        ("run_query", {"name": "units", "parameters": {"x": "y"}}, "BKG-E31"),
        ("run_query", {"name": "units", "year": 1999}, "BKG-E33"),
        ("run_query", {"name": "biggest-projects", "parameters": {"minimum": 0.1}}, "minimum"),
        ("run_query", {"name": "units", "max_rows": 0}, "max_rows"),
        ("run_query", {}, "name"),
        ("explain", {"entity": '"} DROP ALL #'}, "BKG-E33"),
        ("explain", {"entity": "x" * 3000}, "entity"),
        ("sparql", {"query": "SELECT * { SERVICE <http://localhost:9/> {} }"}, "SERVICE"),
        ("sparql", {"query": "DROP ALL"}, "BKG-E32"),
        ("nothing", {}, "nothing"),
    ],
)
def test_errors_are_told_without_traceback(
    desk: "Desk", tool: str, arguments: dict[str, Any], said: str
) -> None:
    result = call(desk, tool, **arguments)
    assert result.is_error
    assert said in text_of(result)
    assert "Traceback" not in text_of(result)
    assert not re.search(r"\.py\b", text_of(result))


def test_errors_of_the_library_are_told_in_both_languages(desk: "Desk") -> None:
    told = text_of(call(desk, "run_query", name="nothing"))
    assert "no saved query" in told
    assert "没有名为" in told


def test_hostile_strings_stay_strings(desk: "Desk") -> None:
    for text in ('["a"]', "null", '{"a": 1}', "{0}", "%s", "\u202e", "'; DROP ALL; --"):
        found = call(desk, "find_entity", text=text)
        assert found.structured_content["status"] == "unknown"
        assert call(desk, "list_queries", search=text).is_error is False
        assert "BKG-E33" in text_of(call(desk, "run_query", name="units", document=text))


def test_our_own_failure_is_no_traceback(desk: "Desk", monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("secret words")

    monkeypatch.setattr("budgetkg.assistant.desk.find_document_numbers", broken)
    result = call(desk, "read_notice", text="x")
    assert result.is_error
    assert "secret words" not in text_of(result)


def test_resources_show_the_model_and_every_query(desk: "Desk") -> None:
    async def read(client: Client) -> tuple[set[str], str, str, list[str]]:
        listed = {str(one.uri) for one in (await client.list_resources()).resources}
        model = (await client.read_resource("budgetkg://model")).contents[0]
        queries = (await client.read_resource("budgetkg://queries")).contents[0]
        texts = [
            (await client.read_resource(f"budgetkg://queries/{name}")).contents[0] for name in load_catalog()
        ]
        return listed, model.text, queries.text, [one.text for one in texts]  # type: ignore[union-attr]

    listed, model, queries, texts = ask(desk, read)
    assert listed == {"budgetkg://model", "budgetkg://queries"}
    assert "`bkg:totalAmount`" in model
    assert {one["name"] for one in json.loads(queries)["queries"]} == set(load_catalog())
    assert texts == [query.text for query in load_catalog().values()]


@pytest.mark.parametrize("name", ["nothing", "..%2Funits", "..%2F..%2Fpyproject.toml"])
def test_no_other_file_is_a_resource(desk: "Desk", name: str) -> None:
    async def read(client: Client) -> None:
        with pytest.raises(MCPError, match=r"no saved query|Unknown resource"):
            await client.read_resource(f"budgetkg://queries/{name}")

    ask(desk, read)


@pytest.mark.parametrize(("language", "said"), [("zh", "无据可查"), ("en", "not documented")])
def test_the_prompt_asks_for_proofs(desk: "Desk", language: str, said: str) -> None:
    question = "资金从哪里来 {question} {language}?"
    arguments = {"question": question, "language": language}
    found = ask(desk, lambda client: client.get_prompt("cited_answer", arguments))
    text = found.messages[0].content.text  # type: ignore[union-attr]
    assert said in text
    assert question in text


def test_the_page_names_every_tool_and_no_other() -> None:
    page = (ROOT / "docs" / "assistant.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE) == list(tools())


def test_the_configuration_on_the_page_is_json() -> None:
    page = (ROOT / "docs" / "assistant.md").read_text(encoding="utf-8")
    (shown,) = re.findall(r"```json\n(.*?)```", page, re.DOTALL)
    (server,) = json.loads(shown)["mcpServers"].values()
    assert (server["command"], server["args"][0]) == ("budgetkg", "mcp")
