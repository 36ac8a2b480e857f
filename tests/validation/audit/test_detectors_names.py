"""Names that are near to known ones, and names that are not known at all."""

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from budgetkg.validation.audit.detectors.names import near_names, unknown_names
from budgetkg.validation.audit.evidence import Evidence

KNOWN = ("河东妇联", "河东侨联", "河东宣传部", "河东区机构编制电子政务中心", "河东第一小学")


def rows(asked: list[str], known: tuple[str, ...] = KNOWN, graph: str = "urn:g") -> list[Evidence]:
    listed = [(f"unit/{number}", name, "yes") for number, name in enumerate(known)]
    listed += [(f"line/{number}", name, "no") for number, name in enumerate(asked)]
    return [Evidence(graph, name, iri, name, name, more={"known": known}) for iri, name, known in listed]


def meant(asked: list[str], known: tuple[str, ...] = KNOWN) -> dict[str, str]:
    return {row.label: row.more["meant"] for row in near_names(rows(asked, known), {}) if row.part == "1"}


def unknown(asked: list[str]) -> list[str]:
    return [row.label for row in unknown_names(rows(asked), {})]


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("河东宣传郎", "河东宣传部"),
        ("河东宣部传", "河东宣传部"),
        ("河东宣传传部", "河东宣传部"),
        ("河东区机构编制电子政务中", "河东区机构编制电子政务中心"),
        ("河东区几构编制电子政物中心", "河东区机构编制电子政务中心"),
    ],
)
def test_a_slip_of_the_pen_is_near(printed: str, name: str) -> None:
    assert meant([printed]) == {printed: name}
    assert unknown([printed]) == []


@pytest.mark.parametrize(
    "printed", ["河东美术馆", "河东第二小学", "河东组织部", "河西妇联中心", "河东区机构编制服务中心"]
)
def test_another_name_is_unknown_and_not_near(printed: str) -> None:
    assert meant([printed]) == {}
    assert unknown([printed]) == [printed]


def test_a_name_that_is_printed_rightly_elsewhere_is_less_likely_meant() -> None:
    assert meant(["河东桥联"]) == {"河东桥联": "河东侨联 / 河东妇联"}
    assert meant(["河东桥联", "河东妇联"]) == {"河东桥联": "河东侨联"}


def test_white_space_and_width_make_no_difference() -> None:
    known = ("河东 信访局(本级)",)
    assert meant(["河东信访局（本级）"], known) == {}
    assert list(unknown_names(rows(["河东信访局（本级）"], known), {})) == []


def test_without_known_names_nothing_is_said() -> None:
    for find in (near_names, unknown_names):
        assert [row.verdict for row in find(rows(["河东妇联"], ()), {})] == ["missing"]


def test_the_names_of_one_document_say_nothing_of_another() -> None:
    listed = (
        rows(["河东妇联"]) + rows(["河西妇联"], ("河西妇联",), "urn:h") + rows(["河东妇联"], ("丁",), "urn:i")
    )
    assert [(row.graph, row.label) for row in unknown_names(listed, {})] == [("urn:i", "河东妇联")]


def test_each_name_is_asked_about_once() -> None:
    assert [row.operand for row in unknown_names(rows(["河西局", "河西局"]), {})] == ["line/0"]


@given(st.text(alphabet="甲乙子丑寅卯局部馆站", min_size=5, max_size=12), st.data())
@settings(deadline=None, max_examples=60)
def test_one_wrong_sign_is_always_near(name: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(name) - 1))
    slip = name[:place] + "讹" + name[place + 1 :]
    assume(slip != name)
    assert meant([slip], (name,)) == {slip: name}
