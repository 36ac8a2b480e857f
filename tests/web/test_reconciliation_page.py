"""The page about reconciliation: its examples give what it says, and it names what there is."""

import json
import re
import shlex
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from following import ROOT, SMALL
from served import Answer, Served, started

from budgetkg.web.reconciliation.vocabulary import load_vocabulary

PATH = ROOT / "docs" / "reconciliation.md"
PAGE = PATH.read_text(encoding="utf-8")
ADDRESS = "http://127.0.0.1:8000"
EXAMPLE = re.compile(r"```sh\n(curl .*?)```\n\n```json\n(.*?)```", re.DOTALL)
EXAMPLES = EXAMPLE.findall(PAGE)


@pytest.fixture(scope="module")
def sample_served(store_of: Callable[[Sequence[Path]], Path]) -> Iterator[Served]:
    with started(store_of([SMALL])) as served:
        yield served


def ask(served: Served, command: str) -> Answer:
    """Ask what a command of curl asks."""
    curl, flags, url, *rest = shlex.split(command)
    assert curl == "curl"
    assert url.startswith(ADDRESS)
    assert set(rest[::2]) == {"--data-urlencode"}
    given = dict(field.split("=", 1) for field in rest[1::2])
    send = {"-s": served.post, "-sG": served.get}[flags]
    return send(url.removeprefix(ADDRESS), **given)


def shown(answer: Answer) -> str:
    """An answer as the page prints it: objects that fit a line stand in one."""

    def lines(value: object, indent: str) -> str:
        flat = json.dumps(value, ensure_ascii=False)
        if not isinstance(value, dict | list) or len(indent) + len(flat) <= 110:
            return flat
        inner = f"{indent}  "
        parts = (
            [
                f"{inner}{json.dumps(key, ensure_ascii=False)}: {lines(one, inner)}"
                for key, one in value.items()
            ]
            if isinstance(value, dict)
            else [f"{inner}{lines(one, inner)}" for one in value]
        )
        start, end = "{}" if isinstance(value, dict) else "[]"
        return f"{start}\n" + ",\n".join(parts) + f"\n{indent}{end}"

    return lines(answer.json, "") + "\n"


def test_the_examples_give_what_the_page_says(sample_served: Served, request: pytest.FixtureRequest) -> None:
    assert len(EXAMPLES) == PAGE.count("```json") == 4
    answers = iter([shown(ask(sample_served, command)) for command, _ in EXAMPLES])
    expected = EXAMPLE.sub(lambda match: f"```sh\n{match[1]}```\n\n```json\n{next(answers)}```", PAGE)
    if request.config.getoption("--update-golden"):
        PATH.write_text(expected, encoding="utf-8", newline="")
        return
    assert expected == PAGE, "docs/reconciliation.md differs; if that is meant, run pytest --update-golden"


def test_the_page_names_every_address(sample_served: Served) -> None:
    manifest = sample_served.get("/reconcile").json
    for key in ("preview", "view"):
        path = manifest[key]["url"].removeprefix(sample_served.address).partition("?")[0]
        assert f"`{path}?id=…`" in PAGE
    assert str(manifest["batchSize"]) in PAGE
    assert "/reconcile/properties?type=…" in PAGE


def test_every_property_of_a_type_is_known_and_every_known_one_used() -> None:
    vocabulary = load_vocabulary()
    used = {key for one in vocabulary.types.values() for key in one.properties}
    assert used == set(vocabulary.properties)
    assert all(one.to in (None, *vocabulary.types) for one in vocabulary.properties.values())
    assert all(one.broader in (None, *vocabulary.types) for one in vocabulary.types.values())
    assert all(one.zh and one.en for one in (*vocabulary.types.values(), *vocabulary.properties.values()))
