"""`explain`: every way to name a thing, its places, its values and its sums."""

import json
from decimal import Decimal
from pathlib import Path

import pytest
from cli_running import AMOUNT, Call, tamper


@pytest.mark.parametrize(
    "text", ["13040624P00588A100014", "id:project/13040624P00588A100014", "13040624 P00588A100014"]
)
def test_project_is_explained_with_its_form(call: Call, built: Path, text: str) -> None:
    value = json.loads(call("explain", text, "--format", "json", "--store", built).out)
    assert value["kinds"] == ["Project"]
    assert [one["file"] for one in value["printed"]] == ["wenlv-588-2024.txt"]
    total = next(one for one in value["values"] if one["property"] == "totalAmount")
    assert (total["printed"], total["unit"], total["value"], total["agrees"]) == (
        "6.00",
        "万元",
        "60000",
        True,
    )
    assert [one["name"] for one in value["references"]] == ["邯财教〔2023〕104号"]


@pytest.mark.parametrize("text", ["邯财教〔2023〕104号", "邯财教[2023]第0104 号", "邯财教(2023)104号"])
def test_notice_in_any_spelling(call: Call, built: Path, text: str) -> None:
    value = json.loads(call("explain", text, "--format", "json", "--store", built).out)
    assert value["iri"].endswith("/id/legal/邯财教/2023/104")
    assert {one["relation"] for one in value["references"]} == {"cited by"}
    assert len(value["printed"]) == len(value["references"])


def test_amount_adds_up_from_the_rows_under_it(call: Call, built: Path) -> None:
    value = json.loads(call("explain", AMOUNT, "--format", "json", "--store", built).out)
    (one,) = value["sums"]
    parts = [Decimal(part["yuan"]) for part in one["parts"]]
    assert len(parts) > 1
    assert sum(parts) == Decimal(one["total"]) == Decimal(one["whole"]["yuan"])
    assert one["difference"] == "0"
    assert "equal" in call("explain", AMOUNT, "--store", built).out


def test_part_shows_the_sum_that_it_belongs_to(call: Call, built: Path) -> None:
    parts = json.loads(call("explain", AMOUNT, "--format", "json", "--store", built).out)["sums"][0]["parts"]
    value = json.loads(call("explain", parts[0]["iri"], "--format", "json", "--store", built).out)
    assert AMOUNT in [one["whole"]["iri"] for one in value["sums"]]


def test_a_wrong_amount_is_told_apart(call: Call, tmp_path: Path) -> None:
    call("build", "samples/wenlv-588-2024.txt", "--store", tmp_path / "s.db")
    tamper(tmp_path / "s.db", "1.0")
    out = call("explain", AMOUNT, "--store", tmp_path / "s.db").out
    assert "differs from the print" in out
    assert "difference" in out


def test_an_exact_name_and_an_unknown_one(call: Call, built: Path) -> None:
    assert "kind: Unit" in call("explain", "峰峰示例图书馆", "--store", built).out
    unknown = call("explain", "没有这个", "--store", built)
    assert (unknown.code, unknown.out) == (2, "")
    assert "BKG-E33" in unknown.err


def test_an_ambiguous_name_lists_its_candidates(call: Call, built: Path) -> None:
    ran = call("explain", "合计", "--store", built)
    assert (ran.code, ran.out) == (2, "")
    assert "BKG-E34" in ran.err
    for concept in ("column-total", "role-total"):
        assert f"https://w3id.org/budgetkg/def#{concept}" in ran.err


def test_the_comparisons_of_a_figure_are_listed_with_their_outcome(call: Call, built: Path) -> None:
    value = json.loads(call("explain", AMOUNT, "--format", "json", "--store", built).out)
    assert {one["rule"] for one in value["comparisons"]} >= {"A5", "A6"}
    assert {one["outcome"] for one in value["comparisons"]} == {"equal"}
    assert value["findings"] == []
    assert "A6" in call("explain", AMOUNT, "--store", built).out


def test_a_finding_about_a_figure_is_told(call: Call, place: Path) -> None:
    text = (place / "samples" / "wenlv-588-2024.txt").read_text(encoding="utf-8")
    (place / "odd.txt").write_text(
        text.replace("资产总额\t\t1764.25", "资产总额\t\t1774.25"), encoding="utf-8"
    )
    call("build", "odd.txt", "--store", place / "s.db")
    asset = f"{AMOUNT.split('/amount/')[0]}/asset/1"
    value = json.loads(call("explain", asset, "--format", "json", "--store", place / "s.db").out)
    assert "A22" in {one["rule"] for one in value["findings"]}
    assert [one["difference"] for one in value["comparisons"] if one["rule"] == "A22"] == ["100000"]
    assert "contradiction" in call("explain", asset, "--store", place / "s.db").out
