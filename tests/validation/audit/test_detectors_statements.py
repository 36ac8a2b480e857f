"""Targets and the words of their own indicators."""

from decimal import Decimal

import pytest
from forms import found, indicator
from hypothesis import given
from hypothesis import strategies as st

from budgetkg.validation.audit.detectors.figures import stated
from budgetkg.validation.audit.detectors.formulas import reckoned


@pytest.mark.parametrize(
    ("description", "target", "said"),
    [
        ("知晓率不低于90%", "≥95%", "不低于90%"),
        ("满意度达到60%", "≥80%", "达到60%"),
        ("全年不少于 12 次", "≤12次", "不少于12次"),
        ("费用不超过22万", "≤25万元", "不超过22万"),
        ("办理时间不超过3天", "≤5天", "不超过3天"),
        ("举办活动10场以上", "≥20场", "10场以上"),
    ],
)
def test_words_that_state_another_target(description: str, target: str, said: str) -> None:
    (row,) = found("M27", indicator("某指标", target, description))
    assert row.more["said"] == said


@pytest.mark.parametrize(
    ("description", "target"),
    [
        ("知晓率不低于95%", "≥95%"),
        ("费用不超过220000元", "≤22万元"),
        ("每期不少于50人", "≥300人"),
        ("其中女性不低于30%", "≥95%"),
        ("发放人数/应发人数×100%", "≥95%"),
        ("不低于90%，优秀率不低于30%", "≥95%"),
        ("提高5个百分点以上", "≥80%"),
        ("参加不少于500人次", "≥300人"),
        ("对未达到60%的退回", "≥95%"),
        ("3-5天内不超过10天", "3-10天"),
        ("每年不低于4次", "≥4次"),
        ("不低于90", "≥95%"),
    ],
)
def test_words_that_leave_the_target_alone(description: str, target: str) -> None:
    assert not found("M27", indicator("某指标", target, description))
    assert not found("M27-bare", indicator("某指标", target, description))


def test_a_bare_figure_counts_at_the_end_of_a_clause() -> None:
    assert found("M27-bare", indicator("畅通率", "≥95%", "实现全区畅通率100%"))
    assert not found("M27-bare", indicator("站点数", "≥20个", "全区210个站点的使用"))
    assert not found("M27-bare", indicator("畅通率", "100%", "实现全区畅通率100%"))


@given(st.integers(1, 10**6), st.sampled_from(["%", "人", "次", "万元", "个", "天"]))
def test_words_that_state_the_target_are_never_odd(figure: int, unit: str) -> None:
    row = indicator("某指标", f"≥{figure}{unit}", f"指标不低于{figure}{unit}")
    assert not found("M27", row)
    (other,) = found("M27", indicator("某指标", f"≥{figure + 1}{unit}", f"指标不低于{figure}{unit}"))
    assert other.more["said"].startswith(f"不低于{figure}")


@pytest.mark.parametrize(
    ("name", "target", "noun"),
    [
        ("考核称职人数", "≥90%", "人数"),
        ("除四害面积", "≥4个办公区", "面积"),
        ("计划印制数量完成率", "1000册", "率"),
        ("设备维护率（%）", "≤2次", "率"),
        ("奖励金额", "1家", "金额"),
        ("资料(份)", "≥90%", "资料(份)"),
    ],
)
def test_units_that_do_not_fit(name: str, target: str, noun: str) -> None:
    (row,) = found("M27-unit", indicator(name, target))
    assert row.more["noun"] == noun


@pytest.mark.parametrize(
    ("name", "target"),
    [
        ("培训人数", "≥300人次"),
        ("培训人数（人）", "≥300名"),
        ("取暖面积", "62387.95 平方米"),
        ("活动次数", "≥12场"),
        ("更新频率", "≥2次/天"),
        ("观众满意度", "≥90分"),
        ("补助标准（元）", "20万元"),
        ("培训人员数量（人）", "≥750个"),
        ("增长率", "≥2倍"),
        ("补助金额", "≤0.3万元/厅"),
    ],
)
def test_units_that_fit(name: str, target: str) -> None:
    assert not found("M27-unit", indicator(name, target))


def test_periods() -> None:
    (row,) = found("M27-period", indicator("每月按时记账", "每年完成记账"))
    assert (row.more["named"], row.more["meant"]) == ("每月", "每年")
    assert not found("M27-period", indicator("每年培训", "每月一次"))
    assert not found("M27-period", indicator("每月记账", "每月月底前"))
    assert not found("M27-period", indicator("每月、每年报表", "每年完成"))


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("740*210个+1.2万元*2年", "179400"),
        ("30元×15000份", "450000"),
        ("3×4×5", "60"),
        ("发放人数/应发人数*100%", None),
        ("2024年740*210", None),
        ("按每名党员*元", None),
        ("12+13", None),
        ("没有数字", None),
    ],
)
def test_formulas(text: str, result: str | None) -> None:
    assert reckoned(text) == (None if result is None else Decimal(result))


@given(st.lists(st.tuples(st.integers(0, 9999), st.integers(0, 9999)), min_size=1, max_size=4))
def test_a_formula_is_the_sum_of_its_products(pairs: list[tuple[int, int]]) -> None:
    text = "+".join(f"甲{one}个*每个{other}元" for one, other in pairs)
    assert reckoned(text) == sum(one * other for one, other in pairs)


def test_a_formula_against_its_target() -> None:
    assert (
        found("M50", indicator("管理成本", "69.6万元", "档案15000*每份30元"))[0].more["reckoned"] == "45万元"
    )
    assert not found("M50", indicator("管理成本", "45万元", "档案15000*每份30元"))
    assert not found("M50", indicator("服务费", "17.9万元", "740*210+1.2万元*2"))


def test_figures_of_a_text() -> None:
    text = "新闻发布会2次以上；知晓率大于等于 90%，3至5天，１,２００元"
    assert [(one.comparator, str(one.number), one.joined) for one in stated(text)] == [
        (">=", "2", False),
        (">=", "90", False),
        ("", "3", True),
        ("", "5", True),
        ("", "1200", False),
    ]
