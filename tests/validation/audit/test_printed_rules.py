"""S2: what the graph holds against what it says was printed. Only a graph can be wrong here, no document."""

import pyoxigraph as ox
import pytest
from auditing import document_graphs, sample, stored

from budgetkg.validation.audit import Declared, audit, load_rules
from budgetkg.validation.findings import Finding


def found(text: str, old: str, new: str) -> tuple[list[Finding], int]:
    """Return the findings on the graph of a text after a change of its quads, and how many were missing."""
    store = stored(text)
    (graph,) = document_graphs(store)
    quads = "\n".join(store.quads(graph))
    assert old in quads
    changed = ox.Store()
    changed.bulk_load(quads.replace(old, new, 1), ox.RdfFormat.N_QUADS)
    declared = load_rules()
    only = Declared(tuple(rule for rule in declared.rules if rule.id == "S2"), declared.populations)
    report = audit(type(store)(store.path, changed), [graph], only)
    (line,) = report.coverage
    return list(report.findings), line.missing


def test_the_samples_hold_what_they_print() -> None:
    for name in ("wenlv", "fengfeng"):
        findings, missing = found(sample(name), '"', '"')
        assert (findings, missing) == ([], 0)


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ('amount> "4123600"', 'amount> "41236"', "amount"),
        ('totalAmount> "400000"', 'totalAmount> "400001"', "project"),
        ('unitPrice> "5500"', 'unitPrice> "0.55"', "procurement"),
    ],
)
def test_an_amount_that_is_not_its_print_is_found(old: str, new: str, kind: str) -> None:
    (finding,), _ = found(sample(), old, new)
    assert (finding.rule, finding.kind) == ("S2", "contradiction")
    assert {entity.kind for entity in finding.entities} == {kind}
    assert finding.where


@pytest.mark.parametrize("printed", ["1,234.5", "1 234.50", "1234.50万元"])
def test_spaces_commas_and_a_unit_in_the_text_are_read(printed: str) -> None:
    text = sample().replace("收入总计\t1689.27\t支出总计", "收入总计\t1234.50\t支出总计", 1)
    findings, missing = found(text, 'printedText> "1234.50"', f'printedText> "{printed}"')
    assert (findings, missing) == ([], 0)


def test_a_text_that_is_no_number_is_missing() -> None:
    findings, missing = found(sample(), 'printedText> "1689.27"', 'printedText> "约一千"')
    assert (findings, missing) == ([], 1)
