"""docs/audit-findings.md says what the program finds in the published document."""

import re
from pathlib import Path

from budgetkg import build, validation
from budgetkg.store import open_store

PAGE = (Path(__file__).parents[2] / "docs" / "audit-findings.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| ([A-Z]\d+) \| (\w+) \| ([\d, ]+) \|", PAGE, re.MULTILINE)


def test_the_page_has_ten_findings_each_with_its_section() -> None:
    assert len(ROWS) == 10
    sections = re.findall(r"^## \d+\. .*\((\w+)\)$", PAGE, re.MULTILINE)
    assert sections == [rule for rule, _, _ in ROWS]


def test_each_finding_of_the_page_is_found(real_document: Path, tmp_path: Path) -> None:
    assert not build.build([real_document], tmp_path / "store").failures
    with open_store(tmp_path / "store") as store:
        report = validation.run(store, rules=sorted({rule for rule, _, _ in ROWS}))
    found = {
        (finding.rule, finding.kind, ", ".join(str(spot.first) for spot in finding.where))
        for finding in report.findings
    }
    missing = [row for row in ROWS if not any(_shown(row, one) for one in found)]
    assert not missing


def _shown(row: tuple[str, str, str], finding: tuple[str, str, str]) -> bool:
    rule, kind, lines = row
    return finding[:2] == (rule, kind) and finding[2].startswith(lines)
