"""Real SPARQL servers on 127.0.0.1 for tests: import their fixtures into a conftest.

Each starts once for a process, on free ports, in a folder of its own, and is ended by its pid.
`pytest_xdist_make_scheduler` in the uppermost conftest says which tests share one process for them.
"""

import hashlib
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

__all__ = ["Serve", "Virtuoso", "oxigraph_server", "passing_oxigraph", "virtuoso_server"]

#: Serves N-Quads and returns the URL of the query endpoint.
Serve = Callable[[str], str]

_ASK = "/sparql?query=ASK%7B%7D"
_WAIT = 60.0
_INI = Path("/etc/virtuoso-opensource-7/virtuoso.ini")
_HOME = "/var/lib/virtuoso-opensource-7"


@pytest.fixture(scope="session")
def oxigraph_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serve]:
    """The Oxigraph server, read-only; one process for each data set."""
    program = _oxigraph_program()
    running: dict[str, tuple[subprocess.Popen[bytes], str]] = {}

    def serve(nquads: str) -> str:
        key = hashlib.sha256(nquads.encode()).hexdigest()
        if key not in running:
            running[key] = _start_oxigraph(program, tmp_path_factory.mktemp("oxigraph"), nquads)
        return running[key][1]

    yield serve
    for process, _ in running.values():
        _end(process)


@pytest.fixture
def passing_oxigraph(tmp_path: Path) -> Iterator[Serve]:
    """The Oxigraph server for one test alone.

    A server goes on with a query that nobody waits for any more, with a whole core: one that a test
    leaves behind like that has to end with the test.
    """
    program = _oxigraph_program()
    running: list[subprocess.Popen[bytes]] = []

    def serve(nquads: str) -> str:
        place = tmp_path / f"oxigraph{len(running)}"
        place.mkdir()
        process, url = _start_oxigraph(program, place, nquads)
        running.append(process)
        return url

    yield serve
    for process in running:
        _end(process)


def _oxigraph_program() -> Path:
    program = Path(sys.executable).with_name("oxigraph")
    if not program.exists():
        pytest.skip("the oxigraph server is not installed")
    return program


def _start_oxigraph(program: Path, place: Path, nquads: str) -> tuple[subprocess.Popen[bytes], str]:
    data = place / "data.nq"
    data.write_text(nquads, encoding="utf-8")
    store = ["--location", str(place / "store")]
    subprocess.run([program, "load", *store, "--file", data], check=True, capture_output=True)
    address = f"127.0.0.1:{_free_port()}"
    process = _spawn([str(program), "serve-read-only", *store, "--bind", address], place)
    _await(process, f"http://{address}{_ASK}", place)
    return process, f"http://{address}/query"


class Virtuoso:
    """A Virtuoso with Debian's settings but for places and ports; it holds one data set at a time."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self.sql, self.http = _free_port(), _free_port()
        self.url = f"http://127.0.0.1:{self.http}/sparql"
        self._held = ""
        (place / "virtuoso.ini").write_text(self._settings(), encoding="utf-8")
        command = ["virtuoso-t", "+foreground", "+configfile", str(place / "virtuoso.ini")]
        self.process = _spawn(command, place)
        _await(self.process, f"http://127.0.0.1:{self.http}{_ASK}", place)

    def serve(self, nquads: str) -> str:
        """Hold exactly these quads beside the server's own."""
        key = hashlib.sha256(nquads.encode()).hexdigest()
        if key != self._held:
            (self.place / "data.nq").write_text(nquads, encoding="utf-8")
            self.run("RDF_GLOBAL_RESET();")
            self.run("DELETE FROM DB.DBA.load_list;")
            self.run(f"ld_dir('{self.place}', 'data.nq', 'urn:none');")
            self.run("rdf_loader_run();")
            said = self.run("SELECT ll_state, ll_error FROM DB.DBA.load_list;")
            assert re.search(r"^2\s+NULL", said, re.MULTILINE), said
            self._held = key
        return self.url

    def run(self, statement: str) -> str:
        """Run an SQL statement as the administrator of this server."""
        login = [f"127.0.0.1:{self.sql}", "dba", "dba"]
        done = subprocess.run(
            ["isql-vt", *login, f"exec={statement}"], check=True, capture_output=True, timeout=_WAIT
        )
        return done.stdout.decode()

    def _settings(self) -> str:
        lines, section = [], ""
        for line in _INI.read_text(encoding="utf-8").replace(_HOME, str(self.place)).splitlines():
            section = line if line.startswith("[") else section
            if re.match(r"ServerPort\s*=", line):
                port = self.http if section == "[HTTPServer]" else self.sql
                lines.append(f"ServerPort = 127.0.0.1:{port}")
            elif re.match(r"DirsAllowed\s*=", line):
                lines.append(f"DirsAllowed = {self.place}")
            elif not re.match(r"Load\d+\s*=", line):
                lines.append(line.replace(f"{self.place}/db", str(self.place)))
        return "\n".join(lines) + "\n"


@pytest.fixture(scope="session")
def virtuoso_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Virtuoso]:
    """Virtuoso, where it is installed: `virtuoso_server.serve(nquads)` gives the URL."""
    if not (shutil.which("virtuoso-t") and shutil.which("isql-vt") and _INI.is_file()):
        pytest.skip("Virtuoso (virtuoso-opensource-7) is not installed")
    server = Virtuoso(tmp_path_factory.mktemp("virtuoso"))
    yield server
    _end(server.process)


def _spawn(command: list[str], place: Path) -> subprocess.Popen[bytes]:
    with (place / "log").open("wb") as log:
        return subprocess.Popen(
            command, cwd=place, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT
        )


def _await(process: subprocess.Popen[bytes], url: str, place: Path) -> None:
    """Wait until a server answers."""
    end = time.monotonic() + _WAIT
    while process.poll() is None and time.monotonic() < end:
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except OSError:
            time.sleep(0.1)
    _end(process)
    pytest.fail(f"the server does not answer: {(place / 'log').read_text(errors='replace')[-2000:]}")


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
