"""The commands of the page on comparing departments and years run in order, and say what the page says."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "comparing.md").read_text(encoding="utf-8")
COMMANDS = [
    line.split("  #")[0].strip()
    for block in re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL)
    for line in block.splitlines()
]


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[str, str]]:
    """Each command with what it printed, run in order in a folder with the samples."""
    folder = tmp_path_factory.mktemp("comparing")
    shutil.copytree(ROOT / "samples", folder / "samples")
    settings = {**os.environ, "PYTHONUTF8": "1", "LANG": "C.UTF-8"}
    settings.pop("BUDGETKG_STORE", None)
    settings.pop("BUDGETKG_LINKS", None)
    found = []
    for command in COMMANDS:
        line = command.replace("budgetkg ", f'"{sys.executable}" -m budgetkg ', 1)
        done = subprocess.run(
            line,
            shell=True,
            cwd=folder,
            env=settings,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, f"{command}\n{done.stderr}"
        found.append((command, done.stdout))
    return found


def of(printed: list[tuple[str, str]], start: str) -> list[str]:
    return [text for command, text in printed if command.startswith(f"budgetkg {start}")]


def test_every_query_answers(printed: list[tuple[str, str]]) -> None:
    assert len(COMMANDS) > 12
    assert all(text.count("\n") > 2 for text in of(printed, "query"))


def test_links_join_what_has_a_new_code_and_their_removal_parts_it(printed: list[tuple[str, str]]) -> None:
    before, after = of(printed, "query project-continuity")
    assert "换码延续" not in before
    assert "换码延续" in after
    *_, joined = of(printed, "query changes-by-account")
    assert re.search(r"延续 +\| +2023 +\| 317", joined)


def test_the_unit_of_the_page_is_counted_once(printed: list[tuple[str, str]]) -> None:
    (twice,) = of(printed, "query double-counted")
    assert "322001" in twice
    (notice,) = of(printed, "query notice-spellings")
    assert notice.count("唐财行〔2021〕52号") >= 8
