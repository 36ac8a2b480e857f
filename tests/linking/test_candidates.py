"""Which things are proposed to be one, how surely, and what is never linked."""

from decimal import Decimal

import pytest
from making import department, form, notice, project, units

from budgetkg.linking.accounts import moved_accounts
from budgetkg.linking.departments import changed_names, joined_bodies, recoded_departments
from budgetkg.linking.evidence import SURE, Candidate
from budgetkg.linking.notices import near_numbers
from budgetkg.linking.project_names import bare_name
from budgetkg.linking.projects import recoded_projects, reused_codes
from budgetkg.linking.things import Account, Department, Project
from budgetkg.linking.units import renamed_units, units_with_documents

BOTH = department([2023, 2024])
OLD, NEW = "13040623P00588A100014", "13040624P00588B200025"


def pairs(candidates: list[Candidate], least: Decimal = Decimal(0)) -> set[tuple[str, str]]:
    return {
        (one.subject.rpartition("/")[2], one.object.rpartition("/")[2])
        for one in candidates
        if one.confidence >= least
    }


# Units


def test_a_renamed_unit_is_linked_newer_to_older() -> None:
    listed = units({2023: ["示例区卫生和计划生育局", "示例区医院"], 2024: ["示例区卫生健康局", "示例区医院"]})
    assert pairs(renamed_units([BOTH], listed), SURE) == {("示例区卫生健康局", "示例区卫生和计划生育局")}


def test_units_of_one_document_are_two_however_they_are_called() -> None:
    listed = units({2023: ["示例区图书馆"], 2024: ["示例区图书馆", "示例区图书馆（本级）"]})
    assert not renamed_units([BOTH], listed)


def test_units_of_two_districts_are_never_one() -> None:
    other = department([2024], division="130407")
    here = units({2023: ["示例区图书馆"]})
    there = units({2024: ["示例区图书馆"]}, division="130407")
    found = renamed_units([BOTH, other], [*here, *there])
    assert not found


def test_schools_told_apart_by_a_number_are_not_linked() -> None:
    listed = units({2023: ["示例区第一中学", "示例区小学"], 2024: ["示例区第二中学", "示例区小学"]})
    assert not pairs(renamed_units([BOTH], listed), Decimal("0.5"))


def test_a_misprint_in_one_year_is_linked_though_the_right_name_comes_back() -> None:
    three = department([2022, 2023, 2024])
    right, wrong = "示例区旅游推广中心", "示例区旅游推广中新"
    listed = units(
        {2022: [right, "示例区文化馆"], 2023: [wrong, "示例区文化馆"], 2024: [right, "示例区文化馆"]}
    )
    assert pairs(renamed_units([three], listed), SURE) == {(wrong, right)}


def test_each_unit_goes_on_in_one_other_at_most() -> None:
    listed = units({2023: ["示例区农业技术推广站"], 2024: ["示例区农业技术推广中心", "示例区农业技术推广所"]})
    found = renamed_units([BOTH], listed)
    assert len(found) == 1


def test_more_units_left_over_make_a_link_less_sure() -> None:
    few = units({2023: ["示例区林业站"], 2024: ["示例区林业中心"]})
    names = ["示例区公证处", "示例区养老院", "示例区道路所", "示例区档案室", "示例区电教馆", "示例区水文队"]
    many = units({2023: ["示例区林业站", *names], 2024: ["示例区林业中心"]})
    (first,) = renamed_units([BOTH], few)
    (second,) = renamed_units([BOTH], many)
    assert first.confidence > second.confidence


def test_a_unit_with_its_own_document_is_that_department() -> None:
    own = department({2024: "示例区图书馆"}, code="588002")
    listed = units({2023: ["示例区图书馆"], 2024: ["示例区图书馆"]})
    (found,) = units_with_documents([BOTH, own], listed)
    assert (found.kind, found.object, found.confidence >= SURE) == ("unit-department", own.iri, True)


@pytest.mark.parametrize("division", ["130406", "130407"])
def test_the_office_of_a_department_is_no_other_department(division: str) -> None:
    other = department({2024: "示例区文旅局"}, code="688", division=division)
    assert not units_with_documents([BOTH, other], units({2024: ["示例区文旅局-本级"]}))


# Departments


def test_a_department_under_a_new_code_takes_its_units_and_projects_along() -> None:
    older, newer = department({2023: "示例区文旅局"}), department({2024: "示例区文旅局"}, code="688")
    listed = [
        *units({2023: ["示例区文旅局-本级", "示例区图书馆"]}),
        *units({2024: ["示例区文旅局-本级", "示例区图书馆"]}, code="688"),
    ]
    recoded = recoded_departments([older, newer], listed)
    assert [(one.subject, one.object) for one in recoded] == [(newer.iri, older.iri)]
    bodies = joined_bodies(recoded, SURE)
    assert len(renamed_units([older, newer], listed, bodies=bodies)) == 2
    assert not renamed_units([older, newer], listed)


def test_departments_with_documents_of_one_year_are_two() -> None:
    assert not recoded_departments([BOTH, department([2024], code="688")], [])


def test_departments_of_unknown_places_are_not_surely_one() -> None:
    older, newer = (department({2023: "文旅局"}, "x1", ""), department({2024: "文旅局"}, "x2", ""))
    (found,) = recoded_departments([older, newer], [])
    assert Decimal("0.5") < found.confidence < SURE


def test_one_code_with_wholly_other_names_is_told_and_not_linked() -> None:
    reused = department({2023: "示例区文旅局", 2024: "供销合作总社"})
    (doubt,) = changed_names([reused])
    assert "供销合作总社" in doubt.zh
    assert not changed_names([department({2023: "示例区卫生和计划生育局", 2024: "示例区卫生健康局"})])


# Projects


def recoded(then: str, now: str, **more: object) -> list[Candidate]:
    return recoded_projects(
        [project(OLD, form(2023, then, **more)), project(NEW, form(2024, now, **more))]  # type: ignore[arg-type]
    )


@pytest.mark.parametrize(
    ("then", "now"),
    [
        ("2023年文物巡查经费", "2024年文物巡查项目"),
        ("文物巡查经费", "2024年度文物巡查经费"),
        ("冀财教〔2023〕12号提前下达2023年中央文物保护资金", "提前下达2024年中央文物保护资金"),
    ],
)
def test_years_numbers_and_endings_do_not_count_in_names(then: str, now: str) -> None:
    (found,) = recoded(then, now)
    assert found.confidence >= SURE
    assert found.subject == f"project/{NEW}"


def test_the_next_phase_is_another_project() -> None:
    assert not pairs(recoded("管网改造（一期）", "管网改造（二期）"), Decimal("0.5"))
    assert not pairs(recoded("管网改造", "管网改造二期"), Decimal("0.5"))


def test_work_of_another_unit_is_another_project() -> None:
    old = project(OLD, form(2023, "图书馆-古籍保护", hint="图书馆"))
    new = project(NEW, form(2024, "文化馆-古籍保护", hint="文化馆"))
    assert not pairs(recoded_projects([old, new]), Decimal("0.5"))


def test_what_stands_before_a_dash_tells_units_apart_that_are_not_known() -> None:
    found = recoded(
        "法律援助中心-网络安全运行维护",
        "公证处-网络安全运行维护",
        indicators=["a", "b"],
        purpose="用于网络安全",
    )
    assert not pairs(found, SURE)
    assert pairs(recoded("公证处-网络安全运行维护", "2024年公证处-网络安全运行维护", amount=5), SURE)


def test_money_of_another_notice_is_no_identity() -> None:
    old = project(OLD, form(2023, "提前下达2023年文物保护资金", notices=["a"]))
    new = project(NEW, form(2024, "提前下达2024年文物保护资金", notices=["b"]))
    assert not [one for one in recoded_projects([old, new]) if one.identity or one.confidence >= SURE]
    same = project(NEW, form(2024, "提前下达2024年文物保护资金", notices=["a"]))
    assert pairs(recoded_projects([old, same]), SURE)


def test_codes_that_stand_in_one_year_are_two_projects() -> None:
    old = project(OLD, form(2023, "文物巡查"), form(2024, "文物巡查"))
    assert not recoded_projects([old, project(NEW, form(2024, "文物巡查"))])


def test_a_code_that_differs_by_one_sign_in_one_year_is_proposed() -> None:
    wrong = OLD.replace("A1", "A7")
    old = project(OLD, form(2022, "文物巡查"), form(2024, "文物巡查"))
    assert pairs(recoded_projects([old, project(wrong, form(2023, "文物巡查"))]), SURE) == {(wrong, OLD)}


def test_two_projects_are_not_both_the_same_earlier_one() -> None:
    many: list[Project] = [project(OLD, form(2023, "文物巡查经费"))]
    many += [project(f"{NEW[:-1]}{sign}", form(2024, f"文物巡查经费{sign}")) for sign in "AB"]
    found = recoded_projects(many)
    assert len({one.object for one in found}) == len(found) == 1


def test_a_code_that_means_something_else_is_told() -> None:
    (doubt,) = reused_codes([project(OLD, form(2023, "文物巡查"), form(2024, "公厕保洁"))])
    assert OLD in doubt.en
    assert not reused_codes([project(OLD, form(2023, "2023年文物巡查"), form(2024, "文物巡查经费"))])


@pytest.mark.parametrize(
    ("name", "bare"),
    [("资金", "资金"), ("2024年", "2024年"), ("", ""), ("2024年公用经费", "公用")],
)
def test_a_bare_name_keeps_something(name: str, bare: str) -> None:
    assert bare_name(name) == bare


# Notices and accounts


def test_near_numbers_are_for_review_and_never_sure() -> None:
    title = "关于下达文物保护资金的通知"
    right = notice("冀财教", 2023, 104, [title], ["d1", "d2"])
    near = notice("冀财教", 2023, 164, [title], ["d3"])
    other = notice("冀财教", 2023, 107, ["关于下达农田建设补助的通知"])
    (found,) = near_numbers([right, near, other])
    assert (found.subject, found.object, found.identity) == (near.iri, right.iri, False)
    assert Decimal("0.3") < found.confidence < SURE


def test_titles_of_other_years_are_other_notices() -> None:
    first = notice("冀财教", 2022, 104, ["关于提前下达2023年文物保护资金的通知"])
    second = notice("冀财教", 2023, 104, ["关于提前下达2024年文物保护资金的通知"])
    assert not near_numbers([first, second])


def test_an_account_whose_name_moved_to_another_code_is_proposed() -> None:
    (then, now) = BOTH.documents
    old = Account("account/functional/2100717", "functional", "2100717", ("计划生育服务",), (then,))
    new = Account("account/functional/2100799", "functional", "2100799", ("计划生育服务",), (now,))
    (found,) = moved_accounts([old, new])
    assert (found.subject, found.identity) == (new.iri, False)
    staying = Account(old.iri, "functional", "2100717", ("计划生育服务",), (then, now))
    assert not moved_accounts([staying, new])


def test_nothing_gives_nothing() -> None:
    assert not renamed_units([], [])
    assert not recoded_projects([])
    assert not near_numbers([])
    assert not recoded_departments([], [])
    nobody = Department("department/x", BOTH.documents)
    assert not renamed_units([nobody], [])
