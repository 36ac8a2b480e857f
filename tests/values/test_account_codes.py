"""Account codes: their shape, their list, their parent."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from budgetkg.values.accounts import account_kind, parent_code, read_account_code


@pytest.mark.parametrize(
    ("text", "code", "kind", "parent"),
    [
        ("2010 301", "2010301", "functional", "20103"),
        (" 20103", "20103", "functional", "201"),
        ("２０１", "201", "functional", None),
        ("301", "301", "economic", None),
        ("302\n01", "30201", "economic", "302"),
        ("50102", "50102", "government-economic", "501"),
        ("103070501", "103070501", "revenue", "1030705"),
        ("101", "101", "revenue", None),
    ],
)
def test_a_code_and_its_place(text: str, code: str, kind: str, parent: str | None) -> None:
    assert read_account_code(text) == code
    assert account_kind(code) == kind
    assert parent_code(code) == parent


@pytest.mark.parametrize(
    "text", ["", "合计", "2010", "20103011", "3020101", "401", "601", "550", "20１²", "201 301", "-201"]
)
def test_no_code_is_none(text: str) -> None:
    expected = "550" if text == "550" else None
    assert read_account_code(text) == expected


@given(
    st.from_regex(r"\A(?:1[0-9]{2}(?:[0-9]{2}){0,3}|2[0-9]{2}(?:[0-9]{2}){0,2}|[35][0-9]{2}(?:[0-9]{2})?)\Z")
)
@settings(max_examples=150, deadline=None)
def test_parents_lead_to_the_class(code: str) -> None:
    assert read_account_code(" ".join(code)) == code
    steps = [code]
    while parent := parent_code(steps[-1]):
        assert account_kind(parent) == account_kind(code)
        assert code.startswith(parent)
        steps.append(parent)
    assert len(steps[-1]) == 3


@given(st.text(max_size=12))
@settings(max_examples=150, deadline=None)
def test_any_text_is_a_code_or_none(text: str) -> None:
    code = read_account_code(text)
    assert code is None or account_kind(code) is not None
    assert parent_code(text) is None or account_kind(text) is not None
