"""Every audit rule on the invented sample, and on the same document with one fault planted.

The faults stand in `changes/*.toml`, one file for each topic.
"""

import pytest
from auditing import CHANGES, Change, audited, base, new_findings, sample

from budgetkg.validation.audit import load_rules


def test_each_rule_has_a_fault() -> None:
    """S2 looks at the graph: no text makes it wrong (see `test_printed_rules.py`)."""
    assert {change.rule for change in CHANGES} >= {rule.id for rule in load_rules().rules} - {"S2"}


def test_every_rule_runs_on_the_sample() -> None:
    lines = {line.rule: line for line in base().coverage}
    assert {rule for rule, line in lines.items() if line.status == "inputs-missing"} == set()
    assert sum(line.cases for line in lines.values()) > 400


@pytest.mark.parametrize("change", CHANGES, ids=str)
def test_a_fault_is_found_by_its_rule_and_by_no_unrelated_one(change: Change) -> None:
    text = sample()
    assert text.count(change.old) >= 1, "the sample has no such lines"
    found = new_findings(audited(text.replace(change.old, change.new, 1)))
    assert {finding.rule for finding in found} == set(change.finds)
    (own, *_) = [finding for finding in found if finding.rule == change.rule]
    assert own.kind == change.kind
    assert own.severity == ("info" if change.kind == "formal" else "warning")
    assert change.says in own.message.zh
    assert own.where, "a finding says where"
    assert own.operands
