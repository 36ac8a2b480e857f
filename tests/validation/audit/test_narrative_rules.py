"""What looks odd in an explanation and is right: no rule of the explanation may speak of it."""

from pathlib import Path

import pytest
from auditing import audited, new_findings, sample

_CASES = Path(__file__).parents[2] / "parsing" / "cases"
_OWN = {"A24", "M1", "M2", "M3", "M5", "M6", "M8", "M36", "M37", *(f"M{number}" for number in range(40, 50))}

#: An old text, a new one, and why the new one is right.
HARMLESS = [
    (
        "增加5.00万元，增加的原因是计划派人出国",
        "增加0.00万元，“三公”经费与上年相比，无增减变化；计划派人出国",
    ),
    ("增加5.00万元，增加的原因是计划派人出国", "增加5.00万元，公务接待费与上年持平，原因是派人出国"),
    ("增加5.00万元，增加的原因是计划派人出国", "增加5.00万元，因公出国费增加；其他各项持平"),
    (
        "增加5.00万元，增加的原因",
        "增加5.00万元，其中：因公出国（境）费5.00万元，公务接待费1.20万元，增减变化的原因",
    ),
    ("减少12.85万元，因两人退休", "减少12.85万元，主要是退休人员增加"),
    ("减少12.85万元，因两人退休", "减少12.85万元，主要是在职人员减少、公用经费增加"),
    ("减少12.85万元，因两人退休", "减少12.85万元，下降1.07%，因两人退休"),
    ("减少12.85万元，因两人退休", "减少12.85万元，下降1.06%，因两人退休"),
    ("增加47.35万元，其中", "增加47.35万元，增长2.88%，其中"),
    ("增加60.20万元，因新增安防改造", "增加60.20万元，主要为安防改造62万元，同时减少旧项目1.80万元"),
    ("增加60.20万元，因新增安防改造", "增加60.20万元，主要为安防改造62万元，部分旧项目减少"),
    ("增加60.20万元，因新增安防改造", "增加60.20万元，主要为博物馆-展厅安防改造60万元"),
    ("项目支出500.50万元，主要为", "项目支出500.50万元，占支出预算的29.63%，主要为"),
    ("展厅安防改造120万元", "展厅安防改造项目120万元"),
    ("展厅安防改造120万元", "安防改造120万元"),
    ("文旅融合示范街区扶持40万元", "示范街区等项目41.5万元"),
    (
        "增加60.20万元，因新增安防改造",
        "增加60.20万元，主要为安防改造60万元（其中：设备30万元），其中市级40万元",
    ),
    ("安排161.50万元，用在", "安排161.50万元，占政府采购支出总额的95%，用在"),
    ("增加60.20万元，因新增", "增加60.20万元，其中某类项目支出增加10万元，增长5%，因新增"),
    ("展厅安防改造120万元", "展厅安防改造120万元（其中设备80万元）"),
    ("街区扶持40万元等", "街区扶持40万元等共计358万元"),
    (
        "用在办公、水电和差旅上。",
        "用在办公、水电和差旅上。机关运行经费是指公用经费，包括取暖费、物业管理费。",
    ),
    ("登记完成率100%，安全事故0起。", "登记完成率100%，事故率达到0，差错率达到1%以下。"),
    ("、水电和差旅上", "、水电、邮电费和差旅上"),
    ("绩效指标：登记完成率100%", "绩效指标：按《文物保护规划（2021年）》登记，2021-2025年登记完成率100%"),
    (
        "绩效指标：登记完成率100%",
        "绩效指标：自2021年以来新征集的文物登记完成率100%，比2023年提高，到2026年全部数字化",
    ),
    ("安全事故0起", "故障排除率不低于95%，零差错率≥99%"),
    ("发布旅游信息不少于120条", "推介会经费4万元，发布旅游信息不少于120条"),
    ("发布旅游信息不少于120条", "旅游线路宣传推广经费150万元，发布旅游信息不少于120条"),
    ("组织广场演出与培训。", "组织广场演出与培训，维护已采购的设备。"),
    ("更换展厅监控与报警设备。", "采购展厅监控与报警设备。"),
    ("峰峰示例旅游服务站\t事业\t股级\t财政性资金零补助", "旅游局服务站\t事业\t股级\t财政性资金零补助"),
    ("峰峰示例文旅中心（含所属单位）", "本部门（含所属单位）"),
    (
        "八、政府采购预算情况\n\n部门政府采购预算",
        "八、政府采购预算情况\n\n2024年政府采购预算总额97.45万元，其中：货物84.95万元，服务12.50万元。2023年政府采购"
        "决算90.00万元。\n\n部门政府采购预算",
    ),
]


@pytest.mark.parametrize(("old", "new"), HARMLESS, ids=[new[:24] for _, new in HARMLESS])
def test_what_is_right_is_left_alone(old: str, new: str) -> None:
    assert old in sample()
    found = new_findings(audited(sample().replace(old, new, 1)))
    assert {finding.rule for finding in found} & _OWN == set(), [finding.message.zh for finding in found]


def test_the_invented_sample_says_nothing_odd() -> None:
    assert {finding.rule for finding in audited(sample()).findings} & _OWN == set()


@pytest.mark.parametrize("case", sorted(_CASES.glob("*/document.txt")), ids=lambda case: case.parent.name)
def test_other_layouts_and_words_give_no_finding(case: Path) -> None:
    report = audited(case.read_text(encoding="utf-8"))
    assert [finding.message.zh for finding in report.findings if finding.rule in _OWN] == []


def test_a_table_that_could_not_be_read_is_not_taken_for_empty() -> None:
    report = audited((_CASES / "parts-and-chapters" / "document.txt").read_text(encoding="utf-8"))
    (figures,) = [line for line in report.coverage if line.rule == "M1"]
    assert figures.missing >= 3, "the three publics are printed across, and are not read"


def test_the_repair_of_vehicles_is_no_purchase() -> None:
    text = sample().replace("台式计算机\tA02010105", "公务用车维修服务\tC23120301", 1)
    assert "M49" not in {finding.rule for finding in new_findings(audited(text))}
