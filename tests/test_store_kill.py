"""A writer that is killed leaves the old graphs or the new ones, no part of either and not one of each."""

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from budgetkg.errors import StoreError
from budgetkg.namespaces import BASE, BKG, graphs_of
from budgetkg.store import Store, open_store

GRAPH, INFERRED = graphs_of(f"{BASE}/id/doc/big")
ROUNDS = 10
SIZE = 10_000

WRITER = """
import sys
from pathlib import Path
from test_store_kill import GRAPH, INFERRED, quads
from budgetkg.store import open_store

text = quads(sys.argv[2])
with open_store(Path(sys.argv[1]), create=True) as store:
    print("ready", flush=True)
    store.replace_many({GRAPH: text, INFERRED: text.replace(GRAPH, INFERRED)})
print("done", flush=True)
"""


def quads(word: str) -> str:
    return "\n".join(
        f'<{BASE}/id/doc/big/{row // 10}> <{BKG}p{row % 10}> "{word} {row}" <{GRAPH}> .'
        for row in range(SIZE)
    )


def word_in(store: Store) -> str | None:
    """Return the word that both graphs were written with; fail if one holds parts or another word."""
    lines = set(store.quads(GRAPH))
    assert {line.replace(INFERRED, GRAPH) for line in store.quads(INFERRED)} == lines
    if not lines:
        return None
    word = next(iter(lines)).split('"')[1].split()[0]
    assert lines == set(quads(word).split("\n"))
    return word


def kill_a_writer(path: Path, word: str, delay: float, what: str = WRITER) -> bool:
    """Start a writer, kill it after a delay; return whether it had finished."""
    here = str(Path(__file__).parent)
    code = f"import sys; sys.path.insert(0, {here!r})\n{what}"
    with subprocess.Popen(
        [sys.executable, "-c", code, str(path), word], stdout=subprocess.PIPE, text=True
    ) as run:
        assert run.stdout is not None
        assert run.stdout.readline() == "ready\n"
        time.sleep(delay)
        run.send_signal(signal.SIGKILL)
        return "done" in run.stdout.read()


@pytest.mark.parametrize("how", ["replaced", "new"])
def test_a_killed_writer_leaves_a_whole_graph(tmp_path: Path, how: str) -> None:
    chance = random.Random(550 if how == "new" else 130406)
    path = tmp_path / "kg"
    if how == "replaced":
        with open_store(path, create=True) as store:
            store.replace_many({GRAPH: quads("old"), INFERRED: quads("old").replace(GRAPH, INFERRED)})
    for number in range(ROUNDS):
        folder = path if how == "replaced" else tmp_path / f"kg{number}"
        word = f"new{number}"
        with open_store(folder, create=True) as store:
            before = word_in(store)
        finished = kill_a_writer(folder, word, chance.uniform(0, 1.8 if how == "replaced" else 0.6))
        with open_store(folder, create=True) as store:
            found = word_in(store)
        assert found == word if finished else found in (before, word)


def test_a_store_goes_on_after_a_kill(tmp_path: Path) -> None:
    path = tmp_path / "kg"
    kill_a_writer(path, "cut", 0.05)
    with open_store(path, create=True) as store:
        store.replace_many({GRAPH: quads("whole"), INFERRED: quads("whole").replace(GRAPH, INFERRED)})
        assert word_in(store) == "whole"
    try:
        with open_store(path) as store:
            assert word_in(store) == "whole"
    except StoreError as error:
        pytest.fail(error.text())


REMOVER = """
import sys
from pathlib import Path
from test_store_kill import GRAPH, INFERRED
from budgetkg.store import open_store

with open_store(Path(sys.argv[1])) as store:
    print("ready", flush=True)
    store.remove_many([GRAPH, INFERRED])
print("done", flush=True)
"""


def test_a_killed_removal_leaves_both_graphs_or_none(tmp_path: Path) -> None:
    chance = random.Random(588)
    path = tmp_path / "kg"
    for _ in range(ROUNDS):
        with open_store(path, create=True) as store:
            store.replace_many({GRAPH: quads("old"), INFERRED: quads("old").replace(GRAPH, INFERRED)})
        finished = kill_a_writer(path, "", chance.uniform(0, 0.3), REMOVER)
        with open_store(path) as store:
            assert word_in(store) in ((None,) if finished else (None, "old"))
