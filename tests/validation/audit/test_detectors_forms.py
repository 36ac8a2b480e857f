"""Blanks, words, groups, repetitions and goals of forms."""

from dataclasses import replace

import pytest
from forms import found, indicator

from budgetkg.validation.audit.detectors.words import worded
from budgetkg.validation.audit.evidence import Evidence


def text(words: str, **more: str) -> Evidence:
    return Evidence("g", words, f"thing {words}", "某指标", words, more={"text": words, **more})


@pytest.mark.parametrize("target", ["", "%", "万元", "××", "_____", "％"])
def test_targets_that_nobody_filled_in(target: str) -> None:
    assert found("M9-blank", indicator("某指标", target))


@pytest.mark.parametrize("target", ["（是/否）", "是或否", "建成", "≥95%"])
def test_targets_that_say_something(target: str) -> None:
    assert not found("M9-blank", indicator("某指标", target))


def test_words_and_their_excuses() -> None:
    rows = [text("设备故障率"), text("故障率下降幅度"), text("设备完好率"), text("")]
    words = {"word": ["故障率", "率"], "unless": ["下降"]}
    assert [row.more["word"] for row in worded(rows, words)] == ["故障率", "率"]
    assert [row.printed for row in worded(rows, {"unless": ["故障"]})] == ["设备完好率"]


def member(level1: str, level2: str) -> Evidence:
    more = {"project": "某项目", "indicator": f"{level1}{level2}", "level1": level1, "level2": level2}
    return Evidence("g", "form", "form", "某项目", "", more={key: one for key, one in more.items() if one})


WHOLE = [
    member("产出指标", "数量指标"),
    member("产出指标", "质量指标"),
    member("产出指标", "时效指标"),
    member("成本指标", "经济成本指标"),
    member("效益指标", "可持续影响指标"),
    member("满意度指标", "服务对象满意度指标"),
]


def test_groups_of_both_trees() -> None:
    assert not found("M10", *WHOLE)
    assert not found("M10", *WHOLE[:3], member("产出指标", "成本指标"), *WHOLE[4:])


def test_each_group_is_missed() -> None:
    lacking = [found("M10", *WHOLE[:place], *WHOLE[place + 1 :])[0].more["lacking"] for place in range(6)]
    assert lacking == ["数量指标", "质量指标", "时效指标", "成本指标", "效益指标", "满意度指标"]


def test_a_form_without_indicators_lacks_all() -> None:
    (row,) = found("M10", Evidence("g", "form", "form", "某项目", ""))
    assert row.more["lacking"].count("、") == 5


def test_an_output_that_was_not_read_leaves_the_form_open() -> None:
    assert not found("M10", *WHOLE[:2], member("产出指标", ""))
    assert found("M10", *WHOLE[:2], member("效益指标", ""))


def item(number: int, says: str, target: str = "", case: str = "form") -> Evidence:
    return Evidence("g", case, f"indicator {number}", says, target, more={"item": says})


def test_repetitions_belong_to_one_form() -> None:
    rows = [item(1, "人数（人）"), item(2, "人数(人)"), item(3, "次数"), item(4, "次数", case="other")]
    assert [row.operand for row in found("M12-repeated", *rows)] == ["indicator 1", "indicator 2"]


def test_a_target_that_says_more_is_no_other_target() -> None:
    year = "2024年12月31日前"
    assert not found("M12-conflict", item(1, "时间", year), item(2, "时间", f"预计{year}"))
    rows = found("M12-conflict", item(1, "人数", "≥40人"), item(2, "人数", "≥50人"))
    assert {row.case for row in rows} == {"indicator 1"}


def test_goals_that_hold_one_another() -> None:
    library = text("办好图书馆、文化馆和阅览室，管理藏书。", kind="overall")
    copied = text("办好图书馆文化馆和阅览室。", kind="overall")
    rows = found("M54", library, copied)
    assert [row.part for row in rows] == ["1", "2"]
    assert rows[0].printed == copied.printed
    assert not found("M54", library, replace(copied, more={**copied.more, "kind": "itemised"}))
    assert not found("M54", library, text("办好阅览室", kind="overall"))


def goal(words: str) -> Evidence:
    return Evidence("g", "goal", "goal", "某目标", words, more={"kind": "goal", "scope": "s", "text": words})


def measured(name: str, target: str, number: int = 1) -> Evidence:
    return indicator(name, target, number=number, kind="indicator", scope="s")


def test_goals_and_the_indicators_of_the_same_thing() -> None:
    rate = measured("垃圾分类新规定群众知晓率", "≥95%")
    (own, other) = found("M59", goal("垃圾分类新规定群众知晓率不低于90%"), rate)
    assert (own.more["said"], own.more["target"]) == ("垃圾分类新规定群众知晓率不低于90%", "≥95%")
    assert other.operand == rate.operand
    assert not found("M59", goal("垃圾分类新规定群众知晓率不低于95%"), rate)
    assert not found("M59", goal("群众知晓率不低于90%"), rate), "too short to name a thing"
    assert not found("M59", goal("垃圾分类新规定群众知晓率达到90人"), rate), "another unit"


def test_one_indicator_that_agrees_is_enough() -> None:
    rows = [measured("宣传活动经费保障数额", "≤10万元", 1), measured("宣传活动经费保障数额", "≤20万元", 2)]
    assert not found("M59", goal("宣传活动经费保障数额200000元"), *rows)
    assert found("M59", goal("宣传活动经费保障数额30万元"), *rows)


def test_directions_in_running_text() -> None:
    (row,) = found("M14-goal", text("编印差错率 ≥99.9%；综合工作完成率≥90%"))
    assert row.more["said"] == "编印差错率≥99.9%"
    assert found("M14-goal", text("群众满意度不超过90%"))
    assert not found("M14-goal", text("通信故障率小于2%，差错率下降≥10%，办结时间≤90天"))
