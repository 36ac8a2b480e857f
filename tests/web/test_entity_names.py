"""When names are the same, and what likeness is worth."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from budgetkg.web.reconciliation.names import LONGEST, Likeness, folded, likeness, parts

NAMES = st.text(
    st.sampled_from(
        "中共某某省市县区教育局宣传部本级机关办公室项目资金(（）)[]－—-《》“”、 0123４５年号ＡaB·"
    )
)


def alike(one: str, other: str) -> Likeness:
    return likeness(parts(folded(one)), parts(folded(other)))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("区委宣传部（本级）", "区委 宣传部(本级)"),
        ("“智慧党建”工程", "智慧党建工程"),
        ("《预算法》", "预算法"),
        ("运转保障—办公区电费", "运转保障-办公区电费"),
        ("运转保障——办公区电费", "运转保障-办公区电费"),
        ("补助资金【２０２４】", "补助资金〔2024〕"),
        ("县（市、区）", "县(市,区)"),
        ("Ａ类", "a类"),
    ],
)
def test_layout_makes_no_other_name(one: str, other: str) -> None:
    assert folded(one) == folded(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("教育局（本级）", "教育局"),
        ("某某区教育局", "教育局"),
        ("统战部", "宣传部"),
        ("2023年补助", "2024年补助"),
        ("第一小学", "第二小学"),
        ("1.5万元", "15万元"),
    ],
)
def test_anything_else_does(one: str, other: str) -> None:
    assert folded(one) != folded(other)
    assert alike(one, other).score < 100


@pytest.mark.parametrize(
    ("name", "place", "core"),
    [
        ("某某市某某区教育局（本级）", "某某市某某区", "教育局"),
        ("中共某某县委员会宣传部", "某某县", "委员会宣传部"),
        ("内蒙古自治区财政厅", "内蒙古自治区", "财政厅"),
        ("社区服务中心", "", "社区服务中心"),
        ("城市管理局", "", "城市管理局"),
        ("办公区电费", "", "办公区电费"),
        ("教育局-本级", "", "教育局"),
        ("本级", "", "本级"),
        ("某某区", "", "某某区"),
    ],
)
def test_a_name_is_taken_apart(name: str, place: str, core: str) -> None:
    found = parts(folded(name))
    assert (found.place, found.core) == (place, core)


def test_the_place_may_be_left_out_but_not_be_another() -> None:
    without, another = alike("某某区教育局", "教育局"), alike("某某区教育局", "别处区教育局")
    assert without.score > 90
    assert without.places_agree
    assert another.score < 75
    assert not another.places_agree
    assert alike("某某市某某区教育局", "某某区教育局").places_agree


def test_other_numbers_are_another_thing() -> None:
    year = alike("提前下达2023年补助资金", "提前下达2024年补助资金")
    assert not year.numbers_agree
    assert year.score < 70
    assert alike("第012号补助", "第12号补助").numbers_agree


def test_a_name_within_another_counts_by_its_length() -> None:
    short, long = alike("宣传部", "某某宣传部正版软件购置"), alike("宣传部正版软件", "某某宣传部正版软件购置")
    assert 50 < short.score < long.score < 100
    assert alike("部", "某某宣传部正版软件购置").score < 45


@given(NAMES)
def test_folding_twice_changes_nothing(name: str) -> None:
    assert folded(folded(name)) == folded(name)


@given(NAMES, NAMES)
@settings(max_examples=300)
def test_likeness_is_the_same_from_both_sides_and_never_sure(one: str, other: str) -> None:
    there, back = alike(one, other), alike(other, one)
    assert there.score == pytest.approx(back.score)
    assert 0 <= there.score < 100


@given(st.text(max_size=LONGEST))
def test_any_text_can_be_taken_apart(name: str) -> None:
    found = parts(folded(name))
    assert found.core in found.whole
    assert found.place in found.whole
