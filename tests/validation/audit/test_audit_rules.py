"""Every audit rule, on a document whose sums are exact and on the same document with one figure changed."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from budgetkg import build
from budgetkg.store import Store, open_store
from budgetkg.validation.audit import audit, load_rules
from budgetkg.validation.findings import Report


@dataclass(frozen=True)
class Change:
    """One line of the sample, written otherwise; `rules` are all that the figure takes part in."""

    rule: str
    old: str
    new: str
    rules: str


CHANGES = (
    Change(
        "A1",
        "34\t收入总计\t1689.27\t支出总计\t1689.27",
        "34\t收入总计\t1688.27\t支出总计\t1689.27",
        "A1 A2 A3",
    ),
    Change("A2", "33\t上年结转结余\t8.50\t年终结转结余", "33\t上年结转结余\t9.50\t年终结转结余", "A2 A3"),
    Change("A3", "1\t\t合计\t1689.27\t1680.77", "1\t\t合计\t1690.27\t1680.77", "A3 A6 A7"),
    Change("A4", "1\t\t合计\t1689.27\t1188.77\t500.50", "1\t\t合计\t1690.27\t1188.77\t500.50", "A4 A5 A6"),
    Change(
        "A5",
        "6\t2070109\t群众文化\t324.68\t203.18\t121.50",
        "6\t2070109\t群众文化\t324.68\t202.18\t121.50",
        "A5 A6",
    ),
    Change(
        "A6",
        "3\t20701\t文化和旅游\t1121.29\t1112.79\t1088.79\t\t20.00",
        "3\t20701\t文化和旅游\t1121.29\t1112.79\t1088.79\t\t21.00",
        "A6 A7",
    ),
    Change(
        "A7",
        "7\t2070113\t旅游宣传\t150.00\t150.00\t126.00\t",
        "7\t2070113\t旅游宣传\t150.00\t150.00\t125.00\t",
        "A6 A7",
    ),
    Change("A8", "八、社会保障和就业支出\t108.72\t108.72", "八、社会保障和就业支出\t109.72\t108.72", "A6 A8"),
    Change("A9", "1\t\t合计\t1644.27\t1188.77\t455.50", "1\t\t合计\t1643.27\t1188.77\t455.50", "A5 A6 A9"),
    Change(
        "A10", "1\t\t合计\t1188.77\t1027.27\t161.50", "1\t\t合计\t1189.77\t1027.27\t161.50", "A10 A11 A12"
    ),
    Change("A11", "3\t30101\t基本工资\t328.40\t328.40", "3\t30101\t基本工资\t329.40\t328.40", "A11 A12"),
    Change("A12", "2\t301\t工资福利支出\t1009.66\t1009.66", "2\t301\t工资福利支出\t1010.66\t1010.66", "A12"),
    Change(
        "A13", "6\t二、公务用车购置及运维费\t12.00\t12.00", "6\t二、公务用车购置及运维费\t13.00\t13.00", "A13"
    ),
    Change(
        "A14",
        "18\t30212\t因公出国（境）费用\t5.00\t\t5.00",
        "18\t30212\t因公出国（境）费用\t6.00\t\t6.00",
        "A12 A14",
    ),
    Change("A15", "1\t\t合计\t6.00\t\t6.00", "1\t\t合计\t7.00\t\t6.00", "A5 A6 A15"),
    Change("A16", "预算数\t40.00\t其中：财政资金\t40.00", "预算数\t41.00\t其中：财政资金\t41.00", "A16"),
    Change("A18", "预算数\t40.00\t其中：财政资金\t40.00", "预算数\t40.00\t其中：财政资金\t39.00", "A18"),
    Change(
        "A20",
        "峰峰示例图书馆小计\t\t\t\t\t\t\t4.95\t4.95",
        "峰峰示例图书馆小计\t\t\t\t\t\t\t5.95\t5.95",
        "A20",
    ),
    Change("A20", "套\t4\t20.00", "套\t4\t21.00", "A20"),
    Change("A20", "120.00\t视频监控设备", "70.00\t视频监控设备", "A20"),
    Change("A21", "机关运行经费共计安排161.50万元", "机关运行经费共计安排162.50万元", "A21"),
    Change("A22", "2、车辆（台、辆）\t3\t54.60", "2、车辆（台、辆）\t3\t55.60", "A22"),
    Change("A23", "项目支出增加60.20万元", "项目支出增加61.20万元", "A23"),
)


#: The one that each case of the rule is counted under.
DOUBTS = {"A14", "A21"}


def changed(text: str, change: Change) -> str:
    assert change.old in text
    return text.replace(change.old, change.new, 1)


def audited(text: str, folder: Path) -> Report:
    file = folder / "document.txt"
    file.write_text(text, encoding="utf-8")
    assert not build.build([file], folder / "store").failures
    with open_store(folder / "store") as store:
        return audit(store)


@pytest.fixture(scope="module")
def sample(sample_documents: list[Path]) -> str:
    (found,) = [file for file in sample_documents if file.stem.startswith("wenlv")]
    return found.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def exact(sample: str, tmp_path_factory: pytest.TempPathFactory) -> Report:
    return audited(sample, tmp_path_factory.mktemp("exact"))


def test_each_rule_has_a_change() -> None:
    assert {change.rule for change in CHANGES} == {rule.id for rule in load_rules()}
    assert all(change.rule in change.rules.split() for change in CHANGES)


def test_a_document_whose_sums_are_exact_has_no_finding_and_every_rule_ran(exact: Report) -> None:
    assert exact.findings == ()
    assert {line.status for line in exact.coverage} == {"ran"}
    assert {line.missing for line in exact.coverage} == {0}
    assert sum(line.cases for line in exact.coverage) > 300


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: f"{change.rule} {change.new}")
def test_a_changed_figure_is_found_by_the_rules_that_it_takes_part_in(
    change: Change, sample: str, tmp_path: Path
) -> None:
    report = audited(changed(sample, change), tmp_path)
    assert {finding.rule for finding in report.findings} == set(change.rules.split())
    for finding in report.findings:
        assert (finding.kind, finding.severity) == (
            "doubt" if finding.rule in DOUBTS else "contradiction",
            "warning",
        )


def test_a_last_digit_is_rounding_and_no_contradiction(sample: str, tmp_path: Path) -> None:
    change = Change("A22", "2、车辆（台、辆）\t3\t54.60", "2、车辆（台、辆）\t3\t54.61", "A22")
    (finding,) = audited(changed(sample, change), tmp_path).findings
    assert (finding.rule, finding.kind, finding.severity) == ("A22", "formal", "info")
    assert finding.difference == -100
    assert "四舍五入" in finding.message.zh
    assert "rounding" in finding.message.en


def test_a_finding_has_both_sides_their_places_and_the_difference(sample: str, tmp_path: Path) -> None:
    report = audited(changed(sample, CHANGES[0]), tmp_path)
    finding = next(item for item in report.findings if item.rule == "A1")
    assert [(item.side, item.label, item.printed, item.yuan) for item in finding.operands] == [
        ("left", "收入总计", "1688.27", 16882700),
        ("right", "支出总计", "1689.27", 16892700),
    ]
    assert finding.difference == -10000
    assert {entity.kind for entity in finding.entities} == {"amount"}
    (spot,) = finding.where
    assert spot.text == "34\t收入总计\t1688.27\t支出总计\t1689.27"
    for text in (finding.message.zh, finding.message.en):
        assert all(figure in text for figure in ("1688.27", "1689.27", "1.00"))


def test_an_empty_table_contradicts_a_filled_column(sample: str, tmp_path: Path) -> None:
    head, rest = sample.split("1\t\t合计\t15.00\t15.00", 1)
    rows = rest.split("\n\n", 1)
    report = audited(f"{head}{rows[1]}", tmp_path)
    found = [finding for finding in report.findings if finding.rule == "A15"]
    assert [(finding.kind, finding.difference) for finding in found] == [("contradiction", -150000)]


def test_a_blank_total_is_missing_and_no_pass(sample: str, exact: Report, tmp_path: Path) -> None:
    change = Change("A1", "支出总计\t1689.27", "支出总计\t", "")
    report = audited(changed(sample, change), tmp_path)
    lines = {line.rule: line for line in report.coverage}
    assert (lines["A1"].status, lines["A1"].cases, lines["A1"].missing) == ("inputs-missing", 0, 1)
    assert "A1" not in {finding.rule for finding in report.findings}


def test_a_form_without_a_total_keeps_the_projects_uncompared(sample: str, tmp_path: Path) -> None:
    change = Change("A16", "预算数\t40.00\t其中", "预算数\t\t其中", "")
    report = audited(changed(sample, change), tmp_path)
    line = next(line for line in report.coverage if line.rule == "A16")
    assert (line.status, line.missing) == ("inputs-missing", 1)
    assert not [finding for finding in report.findings if finding.rule == "A16"]


def test_a_missing_section_is_not_applicable(sample: str, tmp_path: Path) -> None:
    head, rest = sample.split("部门固定资产占用情况表", 1)
    report = audited(head + rest[rest.index("十、名词解释") :], tmp_path)
    line = next(line for line in report.coverage if line.rule == "A22")
    assert (line.status, line.cases, line.missing) == ("not-applicable", 0, 0)


@pytest.fixture(scope="module")
def both(sample_documents: list[Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    path = tmp_path_factory.mktemp("both") / "store"
    assert not build.build(sample_documents, path).failures
    with open_store(path) as store:
        yield store


def test_documents_do_not_mix(both: Store) -> None:
    graphs = [graph for graph in both.graphs() if "/id/doc/" in graph]
    together, apart = audit(both, graphs), [audit(both, [graph]) for graph in graphs]
    assert len(graphs) == 2
    assert set(together.findings) == {finding for report in apart for finding in report.findings}
    cases = zip(*(report.coverage for report in apart), strict=True)
    assert [line.cases for line in together.coverage] == [sum(x.cases for x in lines) for lines in cases]


def test_unbound_is_all_documents(both: Store) -> None:
    graphs = [graph for graph in both.graphs() if "/id/doc/" in graph]
    assert audit(both) == audit(both, graphs)


def test_the_sample_of_the_public_document_has_one_contradiction(both: Store) -> None:
    """Read by hand: the printed total of the assets is not the sum of the printed kinds."""
    graphs = [graph for graph in both.graphs() if "/130406-550-" in graph]
    report = audit(both, graphs)
    odd = [finding for finding in report.findings if finding.kind != "formal"]
    assert [(finding.rule, finding.difference) for finding in odd] == [("A22", -112700)]
    assert {finding.severity for finding in report.findings if finding.kind == "formal"} == {"info"}


def test_the_published_document_agrees_with_its_sample(
    real_document: Path, both: Store, tmp_path: Path
) -> None:
    graphs = [graph for graph in both.graphs() if "/130406-550-" in graph]
    expected = {(finding.id, finding.kind) for finding in audit(both, graphs).findings}
    report = audited(real_document.read_text(encoding="utf-8"), tmp_path)
    assert {(finding.id, finding.kind) for finding in report.findings} == expected
