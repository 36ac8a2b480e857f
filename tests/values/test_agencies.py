"""Marks: who issues under them, what a context decides, and that a context never changes a number."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from budgetkg import divisions
from budgetkg.divisions import division
from budgetkg.model import DocumentNumber
from budgetkg.values.agencies import office_of, read_mark
from budgetkg.values.agency_table import agency_table, named_places
from budgetkg.values.docnumber import find_document_numbers

COUNTIES = sorted(
    one.code
    for one in divisions.versions_since(divisions.latest_year())
    if one.tier == "county" and one.name not in {"市辖区", "县"}
)


def read(mark: str, own: str | None = None, year: int = 2023) -> DocumentNumber:
    (found,) = find_document_numbers(f"{mark}〔{year}〕7号", own)
    assert found.number.canonical == f"{mark}〔{year}〕7号"
    return found.number


@pytest.mark.parametrize(
    ("mark", "own", "issuer", "basis"),
    [
        ("邯财教", None, "邯郸市财政局", "sign"),
        ("邯财教", "130402", "邯郸市财政局", "sign"),
        ("邯财教", "130424", "邯郸市财政局", "sign"),
        ("保财教", "130682", "保定市财政局", "context"),
        ("保财教", "530502", "保山市财政局", "context"),
        ("石财预", "130102", "石家庄市财政局", "context"),
        ("南财教", "130581", "南宫市财政局", "context"),
        ("南财教", "450102", "南宁市财政局", "context"),
        ("涿财教", "130681", "涿州市财政局", "context"),
        ("峰财预", None, "邯郸市峰峰矿区财政局", "sign"),
        ("成安财", None, "成安县财政局", "name"),
        ("承德财教", "130821", "承德市财政局", "name"),
        ("承德县财教", "130802", "承德县财政局", "name"),
        ("朝阳财教", "110105", "北京市朝阳区财政局", "context"),
        ("朝阳财教", "211302", "朝阳市财政局", "context"),
        ("宁财教", "320102", "南京市财政局", "context"),
        ("宁财教", "640104", "宁夏回族自治区财政厅", "context"),
        ("宁财教", "350902", "宁德市财政局", "context"),
        ("苏财教", "320102", "江苏省财政厅", "context"),
        ("晋财教", None, "山西省财政厅", "sign"),
        ("晋财教", "130183", "晋州市财政局", "context"),
        ("鲁财教", "130183", "山东省财政厅", "sign"),
        ("衡财教", "130128", "衡水市财政局", "context"),
        ("赣市财教", "360702", "赣州市财政局", "context"),
        ("锡财教", "152502", "锡林郭勒盟财政局", "context"),
        ("锡政发", "152502", "锡林郭勒盟行政公署", "context"),
        ("县财教", "130424", "成安县财政局", "context"),
        ("市财教", "130424", "邯郸市财政局", "context"),
        ("京财教", "110105", "北京市财政局", "sign"),
        ("财办预", None, "财政部", "central"),
        ("国卫规划发", None, "国家卫生健康委员会", "central"),
        ("民发", "411421", "民政部", "central"),
        ("邯郸县财教", None, "邯郸县财政局", "name"),
    ],
)
def test_who_issues_under_a_mark(mark: str, own: str | None, issuer: str, basis: str) -> None:
    year = 2012 if mark == "邯郸县财教" else 2023
    number = read(mark, own, year)
    assert number.decoding is not None
    assert (number.issuer, number.decoding.basis) == (issuer, basis)


@pytest.mark.parametrize(
    ("mark", "own", "candidates"),
    [
        ("保财教", None, {"保定市财政局", "保山市财政局"}),
        ("石财预", None, {"石家庄市财政局", "石嘴山市财政局"}),
        ("绵财教", None, {"绵阳市财政局"}),
        ("苏财教", "320505", {"江苏省财政厅", "苏州市财政局"}),
        ("市财教", "130481", {"邯郸市财政局", "武安市财政局"}),
        ("涿财教", None, {"涿州市财政局", "涿鹿县财政局"}),
        ("朝阳财教", None, {"朝阳市财政局", "北京市朝阳区财政局", "长春市朝阳区财政局", "朝阳县财政局"}),
    ],
)
def test_a_shared_sign_gives_candidates_and_no_issuer(
    mark: str, own: str | None, candidates: set[str]
) -> None:
    number = read(mark, own)
    assert (number.issuer, number.division, number.tier) == (None, None, None)
    assert number.decoding is not None
    assert number.decoding.basis is None
    assert candidates <= {one.name for one in number.decoding.candidates}


@pytest.mark.parametrize("mark", ["教师", "组通字", "某某发", "市"])
def test_a_mark_that_the_table_does_not_know_is_not_taken_apart(mark: str) -> None:
    assert read_mark(mark, "130406", 2023) is None


@pytest.mark.parametrize(
    ("mark", "office"),
    [
        ("邯财教", "教育（教科文）"),
        ("冀财资环", "自然资源和生态环境"),
        ("邯财经建", "经济建设"),
        ("邯组通字", "通知系列"),
    ],
)
def test_the_office_line(mark: str, office: str) -> None:
    found = read_mark(mark)
    assert found is not None
    assert found.decoding is not None
    assert (office_of(found.decoding) or ("", ""))[0] == office


def test_words_before_a_mark_are_no_place() -> None:
    for text in ("关于提前下达财教〔2023〕7号资金", "教育局邯财教〔2023〕7号", "宣传部财教〔2023〕7号"):
        (found,) = find_document_numbers(text)
        assert found.number.mark in {"财教", "邯财教", "宣传部财教"}
        assert found.number.division in {"100000", "130400", None}


@given(
    code=st.sampled_from(COUNTIES),
    office=st.sampled_from(["财教", "财预", "财社字", "政办", "发改"]),
    own=st.sampled_from([*COUNTIES[::97], None]),
)
@settings(max_examples=150, deadline=None)
def test_a_context_never_changes_a_number_and_an_own_name_is_understood(
    code: str, office: str, own: str | None
) -> None:
    one = division(code)
    assert one is not None
    text = f"{one.name}{office}〔2023〕7号"
    (plain,), (placed,) = find_document_numbers(text), find_document_numbers(text, own)
    assert (plain.start, plain.end, plain.number.canonical) == (
        placed.start,
        placed.end,
        placed.number.canonical,
    )
    (at_home,) = find_document_numbers(text, code)
    assert at_home.number.division == code
    assert at_home.number.tier == "county"


@given(code=st.sampled_from(COUNTIES))
@settings(max_examples=150, deadline=None)
def test_the_first_sign_of_a_county_means_it_or_a_place_above_it_in_its_own_documents(code: str) -> None:
    one = division(code)
    assert one is not None
    for found in find_document_numbers(f"{one.name[0]}财教〔2023〕7号", code):
        assert found.number.division is None or found.number.division in divisions.chain(code)


def test_every_sign_of_the_table_names_a_division_and_every_pattern_a_place() -> None:
    table = agency_table()
    assert len(table.agencies) > 80
    for agency in table.agencies.values():
        for key, pattern in agency.names.items():
            assert key in {"name", "province", "city", "county", "municipality", "league"}
            assert not pattern or "{place}" in pattern
    assert {
        place.code[:2] for places in table.places.values() for place in places if place.tier == "province"
    } == {one.code[:2] for one in divisions.versions_since(2024) if one.tier == "province"} - {
        "71",
        "81",
        "82",
    }
    assert {place.kind for place in named_places("邯山")} == {"short-name"}
    marks = {*table.central, *table.stems}
    assert not [mark for mark in marks if read_mark(mark + ("综" if mark in table.stems else "")) is None]
