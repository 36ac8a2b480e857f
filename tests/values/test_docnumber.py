"""Document numbers: every printed variant has one spelling, and nothing else is a number."""

import csv
from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from budgetkg.model import DocumentNumber
from budgetkg.values import agencies
from budgetkg.values.docnumber import find_document_numbers

HERE = Path(__file__).parent
SHARED = HERE.parents[1] / "../shared/data"


def cases(name: str) -> list[str]:
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


@pytest.mark.parametrize("line", cases("valid_document_numbers.txt"))
def test_a_variant_has_its_canonical_number_and_issuer(line: str) -> None:
    text, canonical, issuer = line.split("\t")
    numbers = [found.number for found in find_document_numbers(text)]
    assert [number.canonical for number in numbers] == canonical.split()
    assert numbers[0].issuer == (None if issuer == "-" else issuer)


@pytest.mark.parametrize("text", cases("invalid_document_numbers.txt"))
def test_what_is_no_document_number_is_none(text: str) -> None:
    assert find_document_numbers(text) == ()


@pytest.mark.parametrize(
    ("text", "division", "tier"),
    [
        ("邯财教〔2023〕1号", "130400", "city"),
        ("冀财教〔2023〕1号", "130000", "province"),
        ("峰组通字〔2023〕1号", "130406", "county"),
        ("邯密传〔2023〕1号", "130400", "city"),
        ("财教〔2023〕1号", "100000", "central"),
        ("国务院令第1号", "100000", "central"),
        ("青财教〔2023〕1号", None, None),
        ("商财教〔2023〕1号", None, None),
    ],
)
def test_place_and_tier_follow_from_the_mark(text: str, division: str | None, tier: str | None) -> None:
    number = find_document_numbers(text)[0].number
    assert (number.division, number.tier) == (division, tier)


def test_parts_and_places_of_a_number() -> None:
    text = "组织部邯财行[2023]第06 号关于"
    found = find_document_numbers(text)[0]
    assert (found.start, found.end) == (3, 17)
    assert found.number == DocumentNumber(
        "邯财行〔2023〕6号", "邯财行[2023]第06 号", "邯财行", 2023, 6, "邯郸市财政局", "130400", "city"
    )
    assert {field.name for field in fields(found)} == {"number", "start", "end"}


def test_a_range_keeps_its_end_and_names_nothing_between() -> None:
    first, last = find_document_numbers("邯财教〔2023〕104-106号")
    assert (first.number.serial, first.number.until) == (104, 106)
    assert (last.number.serial, last.number.until) == (106, None)
    assert [one.number.until for one in find_document_numbers("邯财教〔2023〕104、106号")] == [None, None]


MARKS = st.sampled_from(
    [
        "南财教",
        "成安财",
        "保财社",
        "邯财教",
        "邯财行",
        "冀信函",
        "邯政法发",
        "峰组通字",
        "冀政办字",
        "国办发",
        "财预",
    ]
)
BRACKETS = st.sampled_from(["〔〕", "[]", "［］", "【】", "()", "（）"])
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


@given(
    mark=MARKS,
    year=st.integers(1990, 2035),
    serial=st.integers(1, 9999),
    brackets=BRACKETS,
    space=st.sampled_from(["", " ", "\n", "　"]),
    ordinal=st.booleans(),
    zeros=st.booleans(),
    wide=st.booleans(),
    around=st.sampled_from([("", ""), ("根据", "规定"), ("]", "--关于"), ("《办法》（", "）"), ("，", "，")]),
)
@settings(max_examples=200, deadline=None)
def test_any_style_reads_as_one_number(
    mark: str,
    year: int,
    serial: int,
    brackets: str,
    space: str,
    ordinal: bool,
    zeros: bool,
    wide: bool,
    around: tuple[str, str],
) -> None:
    digits = f"{serial:04d}" if zeros else str(serial)
    printed = f"{mark}{space}{brackets[0]}{year}{brackets[1]}{'第' if ordinal else ''}{digits}{space}号"
    text = around[0] + (printed.translate(WIDE) if wide else printed) + around[1]
    (found,) = find_document_numbers(text)
    assert found.number.canonical == f"{mark}〔{year}〕{serial}号"
    assert find_document_numbers(found.number.canonical)[0].number.canonical == found.number.canonical


PIECES = st.lists(
    st.one_of(
        st.sampled_from(
            [
                "邯财教",
                "〔2023〕",
                "[23]",
                "104",
                "号",
                "、",
                "第",
                "令",
                "国务院",
                "字",
                " ",
                "年",
                "（",
                "）",
            ]
        ),
        st.text(max_size=4),
    ),
    max_size=14,
).map("".join)


@given(PIECES)
@settings(max_examples=300, deadline=None)
def test_places_lie_in_the_text_and_do_not_overlap(text: str) -> None:
    position = 0
    for found in find_document_numbers(text):
        assert position <= found.start < found.end <= len(text)
        assert found.number.printed == text[found.start : found.end]
        assert found.number.serial > 0
        position = found.end


def test_places_of_the_agency_table_have_their_official_codes() -> None:
    path = SHARED / "reference"
    if not path.is_dir():
        pytest.skip("the reference list of divisions is not here")
    official = {}
    for name in ("provinces", "cities", "areas"):
        with (path / f"divisions_{name}.csv").open(encoding="utf-8", newline="") as file:
            official |= {row["code"].ljust(6, "0"): row["name"] for row in csv.DictReader(file)}
    places = {place for places in agencies._table().places.values() for place in places}
    assert len(places) > 50
    for place in places:
        assert place.name.endswith(official[place.code]), place
        assert place.tier == (
            "province" if place.code.endswith("0000") else "city" if place.code.endswith("00") else "county"
        )


def test_all_numbers_of_the_real_document_come_out(real_document: Path) -> None:
    cells = [
        cell for line in real_document.read_text(encoding="utf-8").splitlines() for cell in line.split("\t")
    ]
    found = {one.number.canonical: one.number for cell in cells for one in find_document_numbers(cell)}
    expected = {
        "邯财教〔2022〕": (62, 86, 95, 98, 100),
        "邯财教〔2023〕": (26, 40, 46, 64, 97, 104, 106),
        "邯财行〔2023〕": (6, 15, 18, 21, 24),
        "冀信函〔2017〕": (22, 23),
        "邯政法发〔2016〕": (4,),
        "邯组通字〔2020〕": (31,),
        "邯组通字〔2022〕": (11, 18),
        "邯组通字〔2023〕": (25, 26),
        "邯组明字〔2021〕": (49,),
        "邯密传〔2022〕": (43,),
        "邯才办〔2023〕": (1,),
        "峰组通字〔2021〕": (7,),
    }
    assert set(found) == {f"{mark}{serial}号" for mark, serials in expected.items() for serial in serials}
    assert {number.tier for number in found.values()} == {"province", "city", "county"}
    assert [key for key, number in found.items() if number.issuer is None] == ["邯密传〔2022〕43号"]
