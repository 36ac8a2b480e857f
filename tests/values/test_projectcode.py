"""Project codes and their check character."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from budgetkg.values.projectcode import (
    ProjectCodeParts,
    check_character_fits,
    project_code_parts,
    read_project_code,
)

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def test_a_code_and_its_parts() -> None:
    assert read_project_code("１3040624p0051 5110001D") == "13040624P00515110001D"
    assert project_code_parts("13040624P00515110001D") == ProjectCodeParts(
        "130406", 2024, "P", "00515110001D"
    )


@pytest.mark.parametrize(
    "text", ["", "13040624P00515110001", "13040624P00515110001DD", "1304062400515110001DD", "Z135080000028"]
)
def test_another_shape_is_none(text: str) -> None:
    assert read_project_code(text) is None
    assert project_code_parts(text) is None
    assert check_character_fits(text) is None


def test_a_central_code_lies_outside_the_alphabet() -> None:
    assert read_project_code("10000013Z135050009055") == "10000013Z135050009055"
    assert check_character_fits("10000013Z135050009055") is None


FIRST = st.tuples(
    st.text(alphabet="0123456789", min_size=8, max_size=8),
    st.text(alphabet=ALPHABET, min_size=11, max_size=11),
).map(lambda parts: f"{parts[0]}P{parts[1]}")


@given(FIRST, st.integers(9, 20), st.sampled_from(ALPHABET))
@settings(max_examples=150, deadline=None)
def test_one_check_sign_fits_and_a_misread_sign_does_not(first: str, place: int, sign: str) -> None:
    (code,) = [first + last for last in ALPHABET if check_character_fits(first + last)]
    misread = code[:place] + sign + code[place + 1 :]
    assert check_character_fits(misread) is (misread == code)


@given(st.text(max_size=24))
@settings(max_examples=150, deadline=None)
def test_any_text_is_a_code_or_none(text: str) -> None:
    code = read_project_code(text)
    assert code is None or project_code_parts(code) is not None


def test_all_codes_of_the_real_document_fit(real_document: Path) -> None:
    codes = set(re.findall(r"项目编码\t(\S{21})\t", real_document.read_text(encoding="utf-8")))
    assert len(codes) == 125
    assert all(check_character_fits(code) for code in codes)
