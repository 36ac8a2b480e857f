"""However odd a document is, its graph conforms: what was printed can only be a warning."""

from collections import Counter
from io import BytesIO
from pathlib import Path

from budgetkg import graph, validation
from budgetkg.model import (
    Asset,
    Assets,
    Citation,
    CitedIn,
    Column,
    ContentsEntry,
    Department,
    Document,
    DocumentNumber,
    Duty,
    Figure,
    Indicator,
    Procurement,
    ProcurementUnit,
    Project,
    Records,
    Row,
    Table,
    Target,
    Term,
    Unit,
    Where,
)
from budgetkg.store import open_store

AT = Where(1, 1)
FIGURE = Figure("1204.50", "1204.50")
INDICATORS = (
    Indicator(None, None, "", "", "", "", None, AT),
    Indicator("产出指标", "未见指标", "甲", "", "良好", "", None, AT),
    Indicator("成本指标", "经济成本指标", "乙", "", "5-9", "", Target("range", "5", "9", None), AT),
)
FORM = Project(
    None, None, "", "", {"total": None}, "", {3: None, 5: Figure("120", "120%")}, ("",), INDICATORS, AT
)
RECORDS = Records(
    document=Document("a.txt", "0" * 64, "", None, "demo", "万块", AT),
    department=Department(None, "甲部", None, AT),
    contents=(ContentsEntry("", None, AT),),
    duties=(Duty(None, "", AT),),
    units=(Unit("甲局", None, "未见级", None, AT), Unit("甲局", "行政", None, None, AT)),
    tables=(
        Table(
            "expenditure",
            "",
            "万块",
            (Column("未见栏", "未见栏"),),
            (Row(None, "9", "", {"未见栏": FIGURE}, AT), Row(None, None, "", {"未见栏": FIGURE}, AT)),
            None,
            AT,
            "functional",
        ),
    ),
    projects=(FORM, FORM),
    procurement=Procurement(units=(ProcurementUnit("", {}, (), AT),), where=AT),
    assets=Assets(rows=(Asset("", None, None, AT),)),
    glossary=(Term("名词", "", AT),),
    citations=(
        Citation(None, "《甲》", "甲", CitedIn("document", None, "text"), AT),
        Citation(
            DocumentNumber("甲令第3号", "甲令第3号", "甲令", None, 3),
            "甲令第3号",
            None,
            CitedIn("project", 1, "name"),
            AT,
        ),
    ),
    lines=("第一行",),
)


def test_an_odd_document_gives_warnings_and_no_violation(tmp_path: Path) -> None:
    made = graph.of(RECORDS)
    with open_store(tmp_path / "store", create=True) as store:
        store.load_codes()
        store.replace(made.graph, made.nquads)
        report = validation.run(store, [made.graph])
        out = BytesIO()
        store.dump("ntriples", out, [made.graph])
    assert out.getvalue()
    assert not report.fails("violation"), [item for item in report.findings if item.severity == "violation"]
    warned = Counter(finding.rule for finding in report.findings)
    assert {"S1", "S4", "S7", "S10", "S15", "S22", "S25", "S26", "S27"} <= set(warned)
