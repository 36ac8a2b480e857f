"""The reconciliation service over real HTTP: every answer as the protocol wants it, and the right one."""

import json
import re
from urllib.parse import quote

import pytest
from protocol import check_extension, check_manifest, check_properties, check_results, check_suggestions
from served import Served

PROJECT = "https://w3id.org/budgetkg/id/project/13040624P00588A100014"
RENAMED = "https://w3id.org/budgetkg/id/project/13040624P00702C100046"
NOTICE = "https://w3id.org/budgetkg/id/legal/邯财教/2023/104"
DEPARTMENT = "https://w3id.org/budgetkg/id/department/130406/588"
LIBRARY = "https://w3id.org/budgetkg/id/unit/130406/588/峰峰示例图书馆"
ACCOUNT = "https://w3id.org/budgetkg/id/account/functional/207"


def matched(served: Served, text: str, **more: object) -> str | None:
    """Return the thing that matches a text without a doubt."""
    (found,) = served.queries(q={"query": text, **more}).values()
    return next((one["id"] for one in found if one["match"]), None)


def test_the_manifest(served: Served) -> None:
    answer = served.get("/reconcile")
    check_manifest(answer.json)
    assert answer.json["view"]["url"].startswith(f"{served.address}/reconcile/")
    assert answer.json == served.get("/reconcile/").json
    years = answer.json["extend"]["property_settings"][0]["choices"]
    assert [one["value"] for one in years] == ["", "2024", "2025"]


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_batch_in_the_address_and_in_a_form(served: Served, method: str) -> None:
    batch = {
        "q0": {"query": "峰峰示例图书馆"},
        "名": {"query": "邯财教", "type": "https://w3id.org/budgetkg/def#FundingNotice", "limit": 1},
        "": {"query": "示例", "type": ["Unit", "project"], "type_strict": "any"},
    }
    answer = getattr(served, method)("/reconcile", queries=json.dumps(batch))
    check_results(answer.json, batch)
    assert answer.json["q0"]["result"][0]["id"] == LIBRARY
    assert len(answer.json["名"]["result"]) <= 1
    types = {kind["id"] for one in answer.json[""]["result"] for kind in one["type"]}
    assert types == {"https://w3id.org/budgetkg/def#Unit", "https://w3id.org/budgetkg/def#Project"}


@pytest.mark.parametrize(
    ("text", "thing"),
    [
        ("13040624P00588A100014", PROJECT),
        (" 13040624p0058 8a100014 ", PROJECT),
        (PROJECT, PROJECT),
        ("id:project/13040624P00588A100014", PROJECT),
        ("邯财教〔2023〕104号", NOTICE),
        ("邯财教[2023]104号", NOTICE),
        ("（邯财教（2023）第0104号）", NOTICE),
        ("邯财教【２０２３】１０４ 号", NOTICE),
        (quote(NOTICE, safe=":/"), NOTICE),
        ("207", ACCOUNT),
        ("https://w3id.org/budgetkg/id/account/functional/2024/207", ACCOUNT),
        ("207 文化旅游体育与传媒支出", ACCOUNT),
        ("588", DEPARTMENT),
        ("峰峰 示例 图书馆", LIBRARY),
        ("“峰峰示例图书馆”", LIBRARY),
        ("博物馆—展厅安防改造", RENAMED),
        ("博物馆-展厅<script>&安防升级", RENAMED),
    ],
)
def test_identifiers_and_names_match_in_any_spelling(served: Served, text: str, thing: str) -> None:
    assert matched(served, text) == thing


@pytest.mark.parametrize(
    "text",
    [
        "峰峰示例图书",  # a sign is missing
        "峰峰示例园书馆",  # a sign is another
        "图书",
        "行政运行",  # the name of several accounts
        "邯财教〔2023〕105号",  # the next number is another document
        "关于邯财教〔2023〕104号的说明",  # speaks of the notice
        "13040624P00588A100015",
        "207 教育支出",  # the code says one thing and the name another
        "峰峰示例",
        "",
        "？？？",
    ],
)
def test_nothing_matches_what_is_merely_alike(served: Served, text: str) -> None:
    assert matched(served, text) is None


def test_a_title_does_not_name_a_numbered_document(served: Served) -> None:
    title = "提前下达2024年省级国家电影事业发展专项资金—示例影院"
    (best, *_) = served.queries(q={"query": title, "type": "notice"})["q"]
    assert (best["id"], best["match"], best["score"]) == (NOTICE, False, 99)
    law = matched(served, "《中华人民共和国预算法》")
    assert law == "https://w3id.org/budgetkg/id/law/中华人民共和国预算法"


def test_identifiers_are_never_likened(served: Served) -> None:
    found = served.queries(a={"query": "邯财教〔2023〕105号"}, b={"query": "13040624P00588A100015"})
    assert found == {"a": [], "b": []}


def test_features_explain_a_score(served: Served) -> None:
    (best, *_) = served.queries(q={"query": "峰峰示例园书馆", "type": "unit"})["q"]
    features = {one["id"]: one["value"] for one in best["features"]}
    assert best["id"] == LIBRARY
    assert best["score"] == features["name_likeness"] < 100
    assert (features["same_name"], features["identifier"]) == (False, False)
    found = served.queries(q={"query": "行政运行", "limit": 100})["q"]
    assert [one["score"] for one in found[:2]] == [100, 100]
    for one in found[:2]:
        assert {"id": "namesakes", "value": sum(each["score"] == 100 for each in found) - 1} in one[
            "features"
        ]


@pytest.mark.parametrize(
    ("pid", "value", "agrees"),
    [
        ("department", "588", True),
        ("department", {"id": DEPARTMENT}, True),
        ("department", "峰峰示例文旅中心", True),
        ("department", "589", False),
        ("division", 130406, True),
        ("division", "130407", False),
        ("year", "2025", True),
        ("year", 2025, True),
        ("year", "2025年", True),
        ("year", ["2019", "2024"], True),
        ("year", 2023, False),
        ("unit-kind", "事业", True),
        ("unit-kind", "行政", False),
    ],
)
def test_constraints_confirm_or_deny(served: Served, pid: str, value: object, agrees: bool) -> None:
    constraint = [{"pid": pid, "v": value}]
    found = served.queries(q={"query": "峰峰示例图书馆", "type": "unit", "properties": constraint})["q"]
    (best,) = (one for one in found if one["id"] == LIBRARY)
    assert best["match"] is agrees
    assert best["score"] == (100 if agrees else 50)
    assert {"id": f"property_{pid}", "value": agrees} in best["features"]


def test_constraints_tell_namesakes_apart(served: Served) -> None:
    assert matched(served, "行政运行") is None
    parent = [{"pid": "parent", "v": "20701"}]
    expected = "https://w3id.org/budgetkg/id/account/functional/2070101"
    assert matched(served, "行政运行", properties=parent) == expected


def test_what_is_not_known_of_a_thing_confirms_nothing(served: Served) -> None:
    (best, *_) = served.queries(q={"query": "207", "properties": [{"pid": "tier", "v": "市级"}]})["q"]
    assert (best["id"], best["match"], best["score"]) == (ACCOUNT, False, 95)
    blank = [{"pid": "tier", "v": " "}, {"pid": "year", "v": []}]
    assert matched(served, "207", properties=blank) == ACCOUNT


def test_properties_without_a_text(served: Served) -> None:
    found = served.queries(
        code={"properties": [{"pid": "code", "v": "2070101"}]},
        number={"properties": [{"pid": "number", "v": "邯财教[2023]104号"}]},
        money={"type": "project", "properties": [{"pid": "amount", "v": "9.3万元"}]},
        yuan={"type": "project", "properties": [{"pid": "amount", "v": 93000.00}]},
        none={"type": "project", "properties": [{"pid": "amount", "v": "93000.01"}]},
    )
    assert [one["match"] for one in found["code"]] == [True]
    assert [(one["id"], one["match"]) for one in found["number"]] == [(NOTICE, True)]
    assert [(one["id"], one["match"]) for one in found["money"]] == [(PROJECT, False)]
    assert found["yuan"] == found["money"]
    assert found["none"] == []


def test_values_stay_side_by_side_by_year(served: Served) -> None:
    asked = ["name", "code", "year", "amount", "other-funds", "printed-name", "department", "notices"]
    ids = [PROJECT, RENAMED, "https://w3id.org/budgetkg/id/project/none"]
    answer = served.extend(ids, asked)
    check_extension(answer, ids, asked)
    row = answer["rows"][PROJECT]
    assert row["year"] == [{"int": 2024}, {"int": 2025}]
    assert row["amount"] == [{"str": "60000"}, {"str": "93000"}]
    assert row["other-funds"] == [{}, {}]
    assert row["code"] == [{"str": "13040624P00588A100014"}]
    assert row["department"] == [{"id": DEPARTMENT, "name": "峰峰示例文旅中心"}] * 2
    assert row["notices"] == [{"id": NOTICE, "name": "邯财教〔2023〕104号"}]
    renamed = answer["rows"][RENAMED]
    assert [one["str"] for one in renamed["name"]] == ["博物馆-展厅<script>&安防升级", "博物馆-展厅安防改造"]
    assert all(cells == [] for cells in answer["rows"][ids[2]].values())


def test_values_of_one_year(served: Served) -> None:
    asked = [{"id": one, "settings": {"year": "2025"}} for one in ("year", "amount", "code")]
    row = served.extend([PROJECT], asked)["rows"][PROJECT]
    assert row == {
        "year": [{"int": 2025}],
        "amount": [{"str": "93000"}],
        "code": [{"str": "13040624P00588A100014"}],
    }


def test_values_of_other_types(served: Served) -> None:
    asked = ["income", "expenditure", "units", "tier", "issuer", "projects", "amount", "parent", "level"]
    rows = served.extend([DEPARTMENT, NOTICE, ACCOUNT], asked)["rows"]
    assert rows[DEPARTMENT]["income"] == [{"str": "16892700"}] * 2
    assert {"id": LIBRARY, "name": "峰峰示例图书馆"} in rows[DEPARTMENT]["units"]
    assert rows[NOTICE]["tier"] == [{"str": "市级"}]
    assert rows[NOTICE]["issuer"][0]["name"] == "邯郸市财政局"
    assert [one["id"] for one in rows[NOTICE]["projects"]] == [PROJECT]
    assert rows[ACCOUNT]["level"] == [{"str": "类"}]
    assert len(rows[ACCOUNT]["amount"]) == 2


def test_every_proposed_property_can_be_fetched(served: Served) -> None:
    for type_ in served.get("/reconcile").json["defaultTypes"]:
        answer = served.get("/reconcile/properties", type=type_["id"])
        check_properties(answer.json)
        keys = [one["id"] for one in answer.json["properties"]]
        assert keys
        check_extension(served.extend([DEPARTMENT], keys), [DEPARTMENT], keys)
    limited = served.get("/reconcile/properties", type="unit", limit="2").json
    assert len(limited["properties"]) == limited["limit"] == 2


def test_suggestions(served: Served) -> None:
    found = served.get("/reconcile/suggest/entity", prefix="峰峰示例").json
    check_suggestions(found, things=True)
    assert {one["name"] for one in found["result"]} >= {"峰峰示例图书馆", "峰峰示例文旅中心"}
    units = served.get("/reconcile/suggest/entity", prefix="峰峰示例", type="unit").json["result"]
    assert all(one["notable"][0]["id"].endswith("#Unit") for one in units)
    rest = served.get("/reconcile/suggest/entity", prefix="峰峰示例", type="unit", cursor="2").json["result"]
    assert rest == units[2:]
    assert served.get("/reconcile/suggest/entity", prefix=LIBRARY).json["result"][0]["id"] == LIBRARY
    by_code = served.get("/reconcile/suggest/entity", prefix="20701").json["result"]
    assert by_code[0]["id"].endswith("/20701")
    for what, prefix, expected in (("type", "uni", "#Unit"), ("property", "预算数", "amount")):
        found = served.get(f"/reconcile/suggest/{what}", prefix=prefix).json
        check_suggestions(found)
        assert [one["id"] for one in found["result"] if one["id"].endswith(expected)]
        assert served.get(f"/reconcile/suggest/{what}", prefix="没有这个").json == {"result": []}


def test_pages_are_escaped_and_load_nothing(served: Served) -> None:
    for path in ("/reconcile/preview", "/reconcile/view"):
        answer = served.get(path, id=RENAMED)
        assert answer.headers["content-type"] == "text/html; charset=utf-8"
        assert "博物馆-展厅&lt;script&gt;&amp;安防升级" in answer.text
        assert not re.search(r"<script|<img|<link|src=|href=|@import|url\(", answer.text)
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe-inline" not in policy
        assert "frame-ancestors" not in policy  # a preview is shown in the frame of another page
    assert "2024：1200000" in served.get("/reconcile/view", id=RENAMED).text
    for what, id_ in (("entity", RENAMED), ("type", "unit"), ("property", "amount")):
        flyout = served.get(f"/reconcile/flyout/{what}", id=id_).json
        assert set(flyout) == {"id", "html"}
        assert flyout["id"] == id_
        assert "<script" not in flyout["html"]


def test_divisions_go_by_code_and_name(served: Served) -> None:
    division = "https://w3id.org/budgetkg/id/division/130406"
    for text in ("130406", "峰峰矿区"):
        assert matched(served, text, type="division") == division
    for value in ("峰峰矿区", "130406", {"id": division, "name": "峰峰矿区"}):
        assert matched(served, "588", properties=[{"pid": "division", "v": value}]) == DEPARTMENT
    row = served.extend([division], ["name", "tier", "parent-division", "departments"])["rows"][division]
    assert row["parent-division"] == [
        {"id": "https://w3id.org/budgetkg/id/division/130400", "name": "邯郸市"}
    ]
    assert row["tier"] == [{"str": "县级"}]
    assert row["departments"] == [{"id": DEPARTMENT, "name": "峰峰示例文旅中心"}]


def test_an_account_goes_by_its_listed_name_and_is_found_by_all(served: Served) -> None:
    culture = "https://w3id.org/budgetkg/id/account/functional/2070109"
    for text in ("2070109", "群众性文化", "群众文化", "2070109群众性文化", "2070109-群众文化"):
        assert matched(served, text, type="functional-account") == culture
    row = served.extend([culture], ["name", "printed-name", "year", "level", "parent"])["rows"][culture]
    assert row["name"] == [{"str": "群众文化"}, {"str": "群众性文化"}]
    assert row["printed-name"] == [{"str": "群众文化"}, {"str": "群众性文化"}]
    assert row["year"] == [{"int": 2024}, {"int": 2025}]
    assert row["level"] == [{"str": "项"}]
    assert [one["id"] for one in row["parent"]] == ["https://w3id.org/budgetkg/id/account/functional/20701"]
