"""What two names say: what is but spelling, what is a change of name, and what tells bodies apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetkg.linking.names import (
    Words,
    compared,
    core,
    folded,
    places_of,
    similarity,
    slip_evidence,
    told_apart,
)

SIGNS = st.sampled_from("示例区文化旅游局图书馆第一二中学农业林站所心新卫生健康")
NAMES = st.text(SIGNS, min_size=4, max_size=16)
NO_WORDS = st.sampled_from([" ", "　", "-", "—", "（", "）", "(", ")", "·", "\u200b", "“", "”"])


@given(NAMES)
def test_folding_twice_changes_nothing(name: str) -> None:
    assert folded(folded(name)) == folded(name)


@given(NAMES, NO_WORDS, st.integers(0, 16))
def test_signs_that_are_no_words_do_not_count(name: str, sign: str, place: int) -> None:
    at = min(place, len(name))
    assert folded(name[:at] + sign + name[at:]) == folded(name)


@given(NAMES, NAMES)
def test_similarity_is_symmetric_and_between_none_and_one(one: str, other: str) -> None:
    assert similarity(one, other) == similarity(other, one)
    assert 0 <= similarity(one, other) <= 1
    assert similarity(one, one) == 1


@given(NAMES, NAMES)
def test_it_does_not_matter_which_name_comes_first(one: str, other: str) -> None:
    there, back = compared(one, other), compared(other, one)
    assert (there and (there.signal, there.weight)) == (back and (back.signal, back.weight))


@given(NAMES)
def test_a_name_is_itself(name: str) -> None:
    found = compared(name, name)
    assert found is not None
    assert found.signal == "same-name"


@given(st.lists(NAMES, min_size=1, max_size=8))
def test_a_core_is_never_empty(names: list[str]) -> None:
    places = places_of(names)
    assert all(core(name, places) for name in names)


@pytest.mark.parametrize(
    ("one", "other", "signal"),
    [
        ("示例区文旅局（本级）", "示例区文旅局-机关", "same-name"),
        ("示例区文化广电旅游局", "示例区文化广电和旅游局", "function-words"),
        ("某市示例区公证处", "示例区公证处", "function-words"),
        ("示例公证处", "示例区公证处", "function-words"),
        ("示例区卫生和计划生育局", "示例区卫生健康局", "renamed"),
        ("示例区环境保护局", "示例区生态环境局", "renamed"),
        ("示例区旅游推广中心", "示例区旅游推广中新", "misprint"),
        ("示例区旅游推广中心", "示例区旅游广推中心", "misprint"),
        ("示例区农业技术推广站", "示例区农业技术推广中心", "other-type"),
        ("示例区林业服务中心", "示例区林业事业发展中心", "other-type"),
        ("示例区疾控中心", "示例区疾病预防控制中心", "abbreviation"),
        ("示例区第一中学", "示例区第二中学", "told-apart"),
        ("示例区东城小学", "示例区西城小学", "told-apart"),
    ],
)
def test_ways_in_which_names_differ(one: str, other: str, signal: str) -> None:
    found = compared(one, other, ["某市示例区", "示例区", "示例"])
    assert found is not None
    assert found.signal == signal
    assert (found.weight > 0) == (signal != "told-apart")


def test_names_with_nothing_in_common_say_nothing() -> None:
    assert compared("示例区图书馆", "示例区殡仪服务处", ["示例区"]) is None


def test_numbers_and_directions_tell_apart() -> None:
    assert told_apart("管网改造一期", "管网改造二期")
    assert not told_apart("管网改造", "管网改造")
    assert not told_apart("管网改造", "管道改造")


def test_the_place_is_found_where_each_name_has_it() -> None:
    assert places_of(["某市示例区教育局", "某市示例区图书馆", "某市示例区文化馆"])[:2] == (
        "某市示例区",
        "示例区",
    )
    assert places_of(["教育局", "图书馆", "文化馆"]) == ()


@pytest.mark.parametrize(
    ("one", "other", "speaks_for"),
    [
        ("示例区旅游推广中心", "示例区旅游推广中新", True),  # sounds alike, and 中新 is no word
        ("示例区农业服务站", "示例区林业服务站", False),  # both are words that stand elsewhere
    ],
)
def test_sound_and_words_tell_a_misprint_from_other_work(one: str, other: str, speaks_for: bool) -> None:
    others = ["示例区养老服务中心", "示例区林业局", "示例区农业局", "示例区农业监测所", "示例区林业检测所"]
    words = Words([[one, other, *others]])
    assert (sum(found.weight for found in slip_evidence(one, other, words)) > 0) is speaks_for
