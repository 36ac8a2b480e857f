"""`budgetkg notice` explains a number: its parts, its candidates, and what a store holds on it."""

import json
from pathlib import Path
from typing import Any

import pytest
from cli_running import Call
from disclosures import Recipe

KEYS = {"number", "printed", "mark", "year", "serial", "issuer", "tier"}


def asked(call: Call, *arguments: str | Path) -> list[dict[str, Any]]:
    ran = call("notice", "--format", "json", *arguments)
    assert ran.code == 0
    found: list[dict[str, Any]] = json.loads(ran.out)
    return found


def test_a_shared_sign_lists_its_candidates_and_a_division_decides(call: Call) -> None:
    (open_one,) = asked(call, "保财教〔2023〕12号")
    assert set(open_one) == KEYS | {"candidates"}
    assert (open_one["issuer"], open_one["tier"]) == (None, None)
    assert [one["issuer"] for one in open_one["candidates"]] == ["保定市财政局", "保山市财政局"]
    (decided,) = asked(call, "--division", "130682", "保财教〔2023〕12号")
    assert set(decided) == KEYS
    assert (decided["issuer"], decided["tier"], decided["number"]) == (
        "保定市财政局",
        "city",
        open_one["number"],
    )


def test_a_range_shows_its_end(call: Call) -> None:
    first, last = asked(call, "邯财教〔2023〕104-106号")
    assert (first["until"], set(last)) == (106, KEYS)


def test_explain_adds_the_parts(call: Call) -> None:
    (one,) = asked(call, "--explain", "邯财教[2023]104号 关于提前下达2024年省级资金的通知")
    assert {key: one[key] for key in ("place", "agency", "office", "basis", "division")} == {
        "place": "邯",
        "agency": "财",
        "office": "教",
        "basis": "sign",
        "division": "130400",
    }
    assert (one["phases"], one["origin"]) == (["advance"], "省级")
    assert "in_store" not in one


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("邯财教〔2023〕104号", ["130400", "邯郸市财政局", "education"]),
        ("保财教〔2023〕12号", ["candidates", "130600 保定市财政局", "530500 保山市财政局"]),
        ("财教〔2022〕5号", ["财政部", "central"]),
        ("某某教〔2022〕5号", ["not in the agency table"]),
        ("国务院令第729号", ["国务院令", "a decree has no year"]),
        ("邯密传〔2022〕43号", ["name not certain"]),
    ],
)
def test_one_number_is_explained_part_by_part(call: Call, text: str, words: list[str]) -> None:
    shown = call("notice", text).out
    assert all(word in shown for word in words), shown


def test_several_numbers_are_listed_and_explained_on_demand(call: Call) -> None:
    text = "邯财教〔2023〕104号、邯财行〔2023〕6号"
    assert "office" not in call("notice", text).out
    assert call("notice", "--explain", text).out.count("office") == 2


@pytest.mark.parametrize("code", ["130499", "13049", "邯郸"])
def test_a_division_that_does_not_exist_is_refused(call: Call, code: str) -> None:
    ran = call("notice", "--division", code, "邯财教〔2023〕1号")
    assert (ran.code, ran.out) == (2, "")
    assert code in ran.err
    assert "Traceback" not in ran.err


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with three invented departments that cite one notice under several titles and spellings; the
    last one misprints its serial."""
    from budgetkg.build import build

    folder = tmp_path_factory.mktemp("shared")
    for code, division in (("581", "130682"), ("582", "130682"), ("583", "130682")):
        recipe = Recipe(seed=7, division=division, code=code)
        (notice,) = [form.notice for form in recipe.budget.forms if form.notice]
        number, text = notice.number, recipe.text
        if code == "582":
            text = text.replace(number, number.replace("〔", "[").replace("〕", "]第0"))
            text = text.replace(f"提前下达2024年{notice.origin}", notice.origin)
        if code == "583":
            text = text.replace(number, number.replace(f"{notice.serial}号", f"{str(notice.serial)[::-1]}号"))
        (folder / f"{code}.txt").write_text(text, encoding="utf-8")
    build([folder], folder / "shared.db")
    return folder / "shared.db"


def test_a_store_tells_titles_spellings_projects_and_near_numbers(call: Call, shared: Path) -> None:
    (one,) = asked(call, "--explain", "--store", shared, "--division", "130682", "保财行〔2023〕21号")
    held = one["in_store"]
    printed = {mention["printed"] for mention in held["mentions"]}
    assert printed == {"保财行〔2023〕21号", "保财行[2023]第021号"}
    assert len({mention["document"] for mention in held["mentions"]}) == 2
    assert [title["likeness"] for title in held["titles"]] == ["same", "shortened"]
    assert held["read_as"] == [{"issuer": "保定市财政局", "basis": "文件所属区划", "documents": 2}]
    assert len(held["projects"]) == 2
    amounts = [project["amount"] for project in held["projects"]]
    assert float(held["total"]) == pytest.approx(sum(map(float, amounts)))
    (near,) = held["near"]
    assert (near["number"], near["differs"]) == ("保财行〔2023〕12号", "serial")
    shown = call("notice", "--store", shared, "保财行〔2023〕21号").out
    for word in ("shortened", "保财行[2023]第021号", "保财行〔2023〕12号", "not merged"):
        assert word in shown


def test_a_number_that_no_document_cites_still_shows_its_neighbour(call: Call, shared: Path) -> None:
    (one,) = asked(call, "--explain", "--store", shared, "保财行〔2022〕21号")
    held = one["in_store"]
    assert (held["mentions"], held["projects"], held["total"]) == ([], [], "0")
    assert [(near["number"], near["differs"]) for near in held["near"]] == [("保财行〔2023〕21号", "year")]


def test_a_law_is_found_by_its_title_and_what_is_alike_is_only_shown(call: Call, built: Path) -> None:
    shown = call("notice", "--store", built, "《预算法》、《地方预决算公开操作规范》").out
    law, rules = [line for line in shown.splitlines() if "预" in line]
    assert [cell.strip() for cell in law.strip("|").split("|")][:3] == ["预算法", "中华人民共和国预算法", "1"]
    assert [cell.strip() for cell in rules.strip("|").split("|")][2] == "0"
    assert "地方预决算公开操作规程（0." in rules
