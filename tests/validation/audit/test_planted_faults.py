"""Single faults in consistent documents: each is found by its rule, and by no unrelated one.

The faults are those of `disclosures.faults`. Each is planted in three documents: the first ones of `RECIPES`
that have a place for it.
"""

import random
from functools import cache

import pytest
from disclosures import Layout, Recipe, Sizes
from disclosures.faults import FAULTS, Fault, Planted
from judging import judged

from budgetkg.validation.audit import load_rules
from budgetkg.validation.findings import Finding

#: Rules that faults wait for. A rule that is declared must leave this list: then its faults are planted.
PENDING: set[str] = set()

#: Faults that their rule does not find yet. Found ones must leave this list.
MISSED: set[str] = set()

LARGE = Sizes(forms=13, transfers=2, meetings=True)
PLAIN = Sizes(forms=12, transfers=1, grain=100, public_projects=True)
SMALL = Sizes(forms=7, transfers=1, grain=100, fund=True, special=True, own_basic=True, operating=True)
CUT = Layout(rows=11, cut=True, wrapped=True, percentages=True)
ROOMY = Layout(rows=25, form_feeds=True, percentages=True)
RECIPES = (
    Recipe(1, PLAIN, year=2024, units=4, theme="culture"),
    Recipe(2, LARGE, Layout(rows=30, public_last=True), 2023, "130204", units=3, theme="welfare"),
    Recipe(3, PLAIN, ROOMY, 2025, "130682", "301", units=4, theme="town"),
    Recipe(4, LARGE, CUT, 2022, "130503", units=3, theme="justice"),
    Recipe(5, SMALL, CUT, 2024, "131003", units=2, theme="farming"),
    Recipe(6, SMALL, Layout(rows=40, one_line_heads=True), 2026, units=5, theme="culture", unsupported=True),
    Recipe(7, PLAIN, Layout(projects_first=True), 2021, "130426", units=6, theme="culture"),
    Recipe(8, SMALL, Layout(rows=9), 2020, units=3, theme="justice"),
)  # fmt: skip
ENOUGH = 3


@cache
def before(recipe: Recipe) -> frozenset[tuple[str, object]]:
    """What the audit finds in a document as it is."""
    return frozenset((finding.id, finding.message) for finding in judged(recipe.text).report.findings)


def is_rounding(finding: Finding) -> bool:
    """A budget that is made otherwise is rounded otherwise."""
    return finding.kind == "formal" and bool(finding.difference)


def planted(fault: Fault) -> list[tuple[Recipe, Planted]]:
    found = []
    for recipe in RECIPES:
        made = fault.plant(recipe, random.Random(recipe.seed))
        if made is not None:
            found.append((recipe, made))
    return found[:ENOUGH]


def declared() -> set[str]:
    return {rule.id for rule in load_rules().rules}


def cases() -> list[object]:
    known = declared()
    return [pytest.param(fault, id=str(fault), marks=marks(fault, known)) for fault in FAULTS]


def marks(fault: Fault, known: set[str]) -> tuple[pytest.MarkDecorator, ...]:
    if fault.rule not in known:
        return (pytest.mark.xfail(run=False, reason=f"rule {fault.rule} is not declared"),)
    if str(fault) in MISSED:
        return (pytest.mark.xfail(strict=True, reason=f"rule {fault.rule} does not find it"),)
    return ()


def test_every_arithmetic_rule_has_a_fault() -> None:
    wanted = {rule for rule in declared() if rule.startswith("A")}
    assert {fault.rule for fault in FAULTS} >= wanted


def test_faults_wait_for_no_rule_that_is_declared() -> None:
    assert {fault.rule for fault in FAULTS} - declared() == PENDING
    assert len({str(fault) for fault in FAULTS}) == len(FAULTS)


@pytest.mark.parametrize("fault", FAULTS, ids=str)
def test_a_fault_can_be_planted(fault: Fault) -> None:
    """Also those that wait: they change the text, and the line to be shown is there."""
    made = planted(fault)
    assert len(made) == ENOUGH
    for recipe, spoiled in made:
        assert spoiled.text != recipe.text
        assert spoiled.line in spoiled.text.split("\n")


@pytest.mark.parametrize("fault", cases())
def test_a_fault_is_found_by_its_rule_and_by_no_unrelated_one(fault: Fault) -> None:
    for recipe, spoiled in planted(fault):
        report = judged(spoiled.text).report
        new = [finding for finding in report.findings if (finding.id, finding.message) not in before(recipe)]
        new = [finding for finding in new if not is_rounding(finding)]
        own = [finding for finding in new if (finding.rule, finding.kind) == (fault.rule, fault.kind)]
        assert own, f"{recipe.seed}: {spoiled.line}"
        shown = {line for finding in own for spot in finding.where for line in spot.text.split("\n")}
        assert not spoiled.line or spoiled.line in shown
        assert {finding.rule for finding in new} <= fault.allowed
