"""The check character of project codes, where a document's codes follow the rule."""

from budgetkg.validation.audit.detectors.codes import misfitting_codes
from budgetkg.validation.audit.evidence import Evidence

FITTING = ["13040624P00579710026C", "13040624P005797100316", "13040624P005797100270", "13040624P00579710028K"]
WRONG = "13040624P00579710026D"
OUTSIDE = "10000013Z135050009055"


def found(codes: list[str], graph: str = "g") -> list[tuple[str, str]]:
    rows = [Evidence(graph, code, f"form/{code}", "甲", code) for code in codes]
    return [(row.printed, row.verdict) for row in misfitting_codes(rows, {"share": ["0.75"]})]


def test_a_code_that_does_not_fit_among_codes_that_do() -> None:
    assert found([*FITTING, WRONG]) == [(WRONG, "odd")]


def test_a_document_with_another_rule_is_not_judged() -> None:
    assert {verdict for _, verdict in found([FITTING[0], WRONG])} == {"not-applicable"}


def test_a_sign_without_a_value_is_missing() -> None:
    assert found([*FITTING, OUTSIDE]) == [(OUTSIDE, "missing")]
