"""Dragged cells: numbers that rise by one from row to row."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from budgetkg.validation.audit.detectors.series import dragged_numbers, dragged_series
from budgetkg.validation.audit.evidence import Evidence

LEAST = {"least": ["3"], "rest": ["2"]}


def rows(texts: list[str], case: str = "form") -> list[Evidence]:
    return [Evidence("g", case, f"{case}/{n}", "甲", text, str(n)) for n, text in enumerate(texts, 1)]


def found(texts: list[str], least: int = 3, rest: int = 2) -> list[tuple[str, str, int]]:
    """Return first and last number and length of each run."""
    runs: dict[str, list[Evidence]] = {}
    for row in dragged_series(rows(texts), {"least": [str(least)], "rest": [str(rest)]}):
        runs.setdefault(row.case, []).append(row)
    return [(run[0].more["first"], run[0].more["last"], len(run)) for run in runs.values()]


def test_years_that_rise_are_one_run() -> None:
    assert found([f"关于做好{year}年度考核的请示" for year in range(2020, 2024)]) == [("2020", "2023", 4)]


def test_a_number_left_out_ends_no_run() -> None:
    years = (2020, 2021, 2022, 2024)
    assert found([f"关于做好{year}年度考核的请示" for year in years]) == [("2020", "2024", 4)]


def test_serials_and_bracketed_years_rise_too() -> None:
    assert found([f"某财教〔2023〕{n}号" for n in (5, 6, 7)]) == [("5", "7", 3)]
    assert found([f"某财教［{n}］第5 号" for n in (2021, 2022, 2023)]) == [("2021", "2023", 3)]


@pytest.mark.parametrize(
    "texts",
    [
        ["某财教〔2023〕5号", "某财教〔2023〕6号"],
        ["采购合同1", "采购合同2", "采购合同3"],
        ["5号楼维修合同", "6号楼维修合同", "7号楼维修合同"],
        ["某财教〔2023〕5号", "某财教〔2023〕7号", "某财教〔2023〕9号"],
        ["某财教〔2023〕7号", "某财教〔2023〕6号", "某财教〔2023〕5号"],
        ["某财教〔2021〕5号", "某财教〔2022〕6号", "某财教〔2023〕7号"],
        ["某财教〔2023〕5号", "某财社〔2023〕6号", "某财行〔2023〕7号"],
        ["第一季度", "第二季度", "第三季度"],
    ],
)
def test_honest_lists_are_no_runs(texts: list[str]) -> None:
    assert found(texts) == []


def test_rows_apart_are_no_neighbours() -> None:
    apart = [row for row in rows(["2020年", "甲", "2021年", "乙", "2022年"]) if row.printed.endswith("年")]
    assert list(dragged_series(apart, {"least": ["3"], "rest": ["1"]})) == []


def test_two_rows_are_enough_where_much_is_equal() -> None:
    texts = [f"《某条例》，某函〔2017〕{n}号、《某办法（试行）》" for n in (22, 23)]
    assert found(texts, least=2, rest=15) == [("22", "23", 2)]
    assert found([f"某函〔2017〕{n}号" for n in (22, 23)], least=2, rest=15) == []


def test_forms_do_not_continue_one_another() -> None:
    listed = rows(["2020年计划", "2021年计划"], "one") + rows(["2022年计划"], "two")
    assert list(dragged_series(listed, LEAST)) == []


def test_any_number_of_a_target_may_be_dragged() -> None:
    texts = ["≥95%", "≥96%", "≥97%", "≥98%", "100%"]
    run = list(dragged_numbers(rows(texts), {"least": ["4"], "rest": ["0"]}))
    assert [row.printed for row in run] == texts[:4]


@given(st.lists(st.integers(1, 40), max_size=12))
@settings(deadline=None, max_examples=80)
def test_a_run_rises_and_is_long_enough(serials: list[int]) -> None:
    run: dict[str, list[int]] = {}
    for row in dragged_series(rows([f"某财教〔2023〕{n}号" for n in serials]), LEAST):
        run.setdefault(row.case, []).append(serials[int(row.part) - 1])
    for numbers in run.values():
        assert len(numbers) >= 3
        assert numbers == sorted(set(numbers))
        assert any(numbers[i + 2] - numbers[i] == 2 for i in range(len(numbers) - 2))
