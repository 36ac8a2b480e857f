"""The server as a process: ports, signals, a store that changes while it is served."""

import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from following import SMALL, next_year
from program import Call, spawn
from served import Served, started

__all__ = ["spawn"]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_well(two_years: Path, number: int) -> None:
    with started(two_years) as running:
        assert running.get("/reconcile").status == 200
        code, said = running.end(number)
        assert code == 0
        assert said.splitlines() == [
            "reading the store…",
            f"serving at {running.address}",
            f"reconciliation service: {running.address}/reconcile",
            "Ctrl-C ends it",
        ]


def test_a_signal_in_the_first_moment_ends_it(two_years: Path) -> None:
    with started(two_years) as running:
        assert running.end()[0] == 0


def test_it_ends_with_a_connection_open(two_years: Path) -> None:
    with started(two_years) as running:
        port = int(running.address.rsplit(":", 1)[1])
        with socket.create_connection(("127.0.0.1", port)) as idle:
            idle.sendall(b"GET /reconcile HTTP/1.1\r\n")
            assert running.end()[0] == 0


def test_a_port_in_use(two_years: Path, spawn: Call) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        ran = spawn("serve", "--store", two_years, "--port", port, "--lang", "en")
    assert ran.code == 2
    assert ran.err.startswith(f"127.0.0.1:{port}: BKG-E10 cannot listen: ")
    assert "--port" in ran.err
    assert "Traceback" not in ran.err


@pytest.mark.parametrize("host", ["203.0.113.7", "no such host", "x" * 300])
def test_an_address_that_is_not_ours(two_years: Path, spawn: Call, host: str) -> None:
    ran = spawn("serve", "--store", two_years, "--host", host, "--port", "0", "--lang", "zh")
    assert ran.code == 2
    assert "无法监听" in ran.err
    assert "Traceback" not in ran.err


def test_a_store_that_is_missing(tmp_path: Path, spawn: Call) -> None:
    ran = spawn("serve", "--store", tmp_path / "none.db", "--port", "0", "--lang", "en")
    assert ran.code == 2
    assert "BKG-E20 there is no store here" in ran.err
    assert "serving" not in ran.err


def test_a_port_that_is_none(two_years: Path, spawn: Call) -> None:
    for port in ("65536", "-1", "http"):
        assert spawn("serve", "--store", two_years, "--port", port).code == 2


def test_it_says_when_others_can_reach_it(two_years: Path) -> None:
    with started(two_years, "--host", "0.0.0.0") as running:
        assert "other machines can reach it" in running.end()[1]


def years(running: Served) -> list[object]:
    asked = ["year"]
    department = "https://w3id.org/budgetkg/id/department/130406/588"
    return [one["int"] for one in running.extend([department], asked)["rows"][department]["year"]]


def within(seconds: float, running: Served, expected: list[object]) -> None:
    end = time.monotonic() + seconds
    while years(running) != expected:
        assert time.monotonic() < end, years(running)
        time.sleep(0.2)


def test_what_is_built_while_it_serves_is_seen(tmp_path: Path) -> None:
    later = tmp_path / "later.txt"
    later.write_text(next_year(), encoding="utf-8")
    store = tmp_path / "store.db"
    build = [sys.executable, "-m", "budgetkg", "build", "--store", str(store)]
    subprocess.run([*build, str(SMALL)], check=True, capture_output=True)
    with started(store) as running:
        assert years(running) == [2024]
        subprocess.run([*build, str(later)], check=True, capture_output=True)
        within(30, running, [2024, 2025])
        gone = [sys.executable, "-m", "budgetkg", "remove", "--store", str(store)]
        document = "https://w3id.org/budgetkg/id/doc/130406-588-2024-budget"
        subprocess.run([*gone, document], check=True, capture_output=True)
        within(30, running, [2025])
        shutil.rmtree(store)
        time.sleep(1.2)
        answer = running.get("/reconcile", queries='{"q": {"query": "588"}}')
        assert (answer.status, answer.json["code"]) == (503, "BKG-E20")
        subprocess.run([*build, str(SMALL)], check=True, capture_output=True)
        time.sleep(1.2)
        assert years(running) == [2024]


def test_many_ask_at_once(two_years: Path) -> None:
    batch = {f"q{number}": {"query": f"峰峰示例{number}"} for number in range(100)}
    with started(two_years) as running:
        alone = running.queries(**batch)
        answers: list[object] = []
        threads = [
            threading.Thread(target=lambda: answers.append(running.queries(**batch))) for _ in range(12)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert answers == [alone] * 12
