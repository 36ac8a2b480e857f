"""Rules of performance forms where a datum only looks odd, and the faults that take more than a few lines."""

import re

import pytest
from auditing import audited, new_findings, sample

from budgetkg.validation.findings import Finding

#: Lines of the invented sample, written otherwise and still right.
HARMLESS = {
    "a cost in another unit": ("全部活动的开支\t≤36.5万元", "全部活动的开支\t≤365000元"),
    "a cost rounded to 万元": ("全部活动的开支\t≤36.5万元", "全部活动的开支\t≤37万元"),
    "the whole need, rounded": ("活动经费\t全部活动的开支\t≤36.5万元", "本年度需要资金\t全部\t37万元"),
    "a part of the cost with a price beside it": (
        "成本指标\t活动经费\t全部活动的开支\t≤36.5万元\t部门年初预算\t",
        "成本指标\t场地费用\t租场地的开支\t≤30万元\t部门年初预算\t\n\t成本指标\t讲课费\t每课时的开支\t≤500元\t标准\t",
    ),
    "a total beside its parts": (
        "全部活动的开支\t≤36.5万元\t部门年初预算\t\n",
        "全部活动的开支\t≤36.5万元\t部门年初预算\t\n\t成本指标\t场地费用\t租场地的开支\t≤30万元\t合同\t\n",
    ),
    "a price for somebody who is not counted": (
        "成本指标\t活动经费\t全部活动的开支\t≤36.5万元",
        "成本指标\t讲课费\t每名专家的讲课费\t≤2万元",
    ),
    "a price that another name hides": ("全部活动的开支\t≤36.5万元", "文艺演出的开支\t3.0417万元"),
    "an allowance with a floor": (
        "成本指标\t推介会均价\t每场推介会的开支\t≤20万元",
        "成本指标\t讲解补贴\t每名讲解员每月补贴\t≥500元",
    ),
    "a figure that is the target": ("受访观众满意的比例\t≥90%", "受访观众满意率不低于 90%\t≥90%"),
    "a figure per something else": ("参加培训的人数\t≥300人", "每期不少于50人\t≥300人"),
    "a figure of another thing": ("参加培训的人数\t≥300人", "16至60岁的人数\t≥300人"),
    "a formula that gives the target": ("在村里演出的场次\t≥40场", "8个乡镇*5场\t≥40场"),
    "a share in percent": ("安装的监控设备\t4套", "其中国产设备占100%\t4套"),
    "a rate in points": ("观众满意度\t受访观众满意的比例\t≥90%", "观众满意度\t受访观众的打分\t≥90分"),
    "a frequency": ("信息准确率\t信息无误的比例\t≥99%", "信息更新频率\t更新信息的频率\t≥2次"),
    "a finer period": ("按季开展\t每季度都有活动\t4个季度", "每季开展\t每季度都有活动\t每月开展"),
    "what lowers a failure rate": (
        "新书编目差错率\t编目有误的比例\t≤1%",
        "差错率下降\t比上年下降的比例\t≥10%",
    ),
    "a rate that may exceed 100 %": (
        "放映设备完好率\t放映设备能正常使用的比例\t≥98%",
        "放映任务完成率\t完成的比例\t≥120%",
    ),
    "a ceiling on what should be limited": ("旅游信息\t发布的旅游信息\t≥120条", "差错\t信息有错的次数\t≤2次"),
    "two targets of one name with descriptions of their own": (
        "培训人数\t参加培训的人数\t≥300人\t年度工作计划\t\n",
        "培训人数\t初级班的人数\t≥300人\t年度工作计划\t\n\t数量指标\t培训人数\t高级班的人数\t≥50人\t年度工作计划\t\n",
    ),
    "a benefit that raises satisfaction": (
        "影院持续经营\t影院全年营业\t持续营业",
        "提升观众满意度\t影院设施更好\t持续提升",
    ),
    "labour as a cost": ("单场补助\t每场演出的补助\t≤0.5万元", "人工投入\t每场的人工\t≤20工时"),
    "money under quantity that is no cost": (
        "推介会\t在外地举办的推介会\t4场",
        "筹集经费\t从企业筹集的经费\t≥20万元",
    ),
    "reaction, not reflection": ("资金拨到影院的时间", "反应时间，从报修到修好"),
    "a goal that states the target": ("1.办好四场推介会。", "1.旅游收入增长率达到8%以上。"),
    "a goal of another indicator": ("1.办好四场推介会。", "1.旅游人数增长10%。"),
    "counts that add up over projects": ("活动不少于60场", "广场演出不少于60场"),
    "a low rate that an itemised goal limits": ("安全事故0起", "设备故障率不超过2%"),
    "a plan that ends early": ("\t20%\t\t50%\t80%\t100%", "\t100%\t\t100%\t100%\t100%"),
}


def findings(old: str, new: str) -> list[Finding]:
    assert sample().count(old) >= 1, "the sample has no such lines"
    return new_findings(audited(sample().replace(old, new, 1)))


@pytest.mark.parametrize(("old", "new"), HARMLESS.values(), ids=HARMLESS.keys())
def test_what_only_looks_odd_is_not_found(old: str, new: str) -> None:
    assert [(finding.rule, finding.message.zh) for finding in findings(old, new)] == []


def form(number: int) -> str:
    """Return the indicators of a form of the sample, as printed."""
    (text,) = re.findall(
        rf"\n{number}、[^\n]*绩效目标表\n.*?指标值确定依据\t\n(.*?)\n\n", sample(), re.DOTALL
    )
    return str(text)


def test_a_form_without_a_figure_is_found() -> None:
    words = re.sub(r"\t[^\t\n]*[0-9][^\t\n]*\t", "\t按方案完成\t", form(8))
    (found,) = [one for one in findings(form(8), words) if one.rule == "M11"]
    assert found.kind == "doubt"
    assert "示例剧场改制成本补助" in found.message.zh


def test_two_forms_with_the_same_indicators_are_found() -> None:
    found = [one for one in findings(form(6), form(2)) if one.rule == "M12"]
    assert [one.kind for one in found] == ["doubt"]
    assert "2 张项目表的 7 个指标" in found[0].message.zh
    assert "旅游中心-旅游线路宣传推广" in found[0].message.zh


def test_two_forms_of_one_kind_with_another_target_are_not_found() -> None:
    other = form(2).replace("≥40场", "≥60场")
    assert not [one for one in findings(form(6), other) if one.rule == "M12"]
