"""Project forms: code, money, spending plan, goals and indicators in all the shapes that are printed."""

import pytest
from disclosure_builder import INDICATORS, codes, disclosure, form, problems, read_text, row

from budgetkg.model import Project, Records

PLAN = {3: "25", 6: "50", 10: "75", 12: "100"}


def read_form(text: str) -> tuple[Project, Records]:
    records = read_text(disclosure(text))
    (project,) = records.projects
    return project, records


def plan_of(project: Project) -> dict[int, str | None]:
    return {month: share.text if share else None for month, share in project.schedule.items()}


def test_a_whole_form_gives_no_problem() -> None:
    project, records = read_form(form("\t办一件事。"))
    assert (project.number, project.code, project.name) == (1, "13040624P00588A100014", "甲项目")
    assert project.amounts["total"] is not None
    assert project.amounts["total"].text == "6.00"
    assert project.amounts["other"] is None
    assert (project.purpose, project.goals, project.money_unit) == ("办一件事。", ("1.办好。",), "万元")
    assert plan_of(project) == PLAN
    assert codes(records) == set()


PLANS = {
    "four columns": ("资金支出计划(%)\t3月底\t6月底\t10月底\t12月底", "\t25%\t50%\t75%\t100%"),
    "with a blank column": ("资金支出计划(%)\t3月底\t\t6月底\t10月底\t12月底", "\t25%\t\t50%\t75%\t100%"),
    "December below, value in its column": (
        "资金支出计划\t3月底\t6月底\t10月底", "\t25%\t50%\t75%", "\t12月底", "\t100%"),
    "December below, value in another column": (
        "资金支出计划\t3月底\t6月底\t10月底", "\t25%\t50%\t75%", "\t12月底", "\t\t\t100%"),
    "December below, value beside it": (
        "资金支出计划\t3月底\t6月底\t10月底", "\t25%\t50%\t75%", "\t12月底\t100%"),
    "labels and values in one row": ("资金支出计划\t3月底\t25%\t6月底\t50%\t10月底\t75%\t12月底\t100%",),
    "printed twice": (
        "资金支出计划\t3月底\t6月底\t10月底\t12月底", "\t25%\t50%\t75%\t100%",
        "资金支出计划\t3月底\t6月底\t10月底\t12月底", "\t25%\t50%\t75%\t100%"),
    "month ends called 月末, no percent signs": (
        "资金支出计划\t3月末\t6月末\t10月末\t12月末", "\t25\t50\t75\t100"),
    "full width": (
        "资金支出计划（％）\t３月底\t６月底\t１０月底\t１２月底", "\t２５％\t５０％\t７５％\t１００％"),
}  # fmt: skip


@pytest.mark.parametrize("plan", PLANS.values(), ids=PLANS)
def test_a_spending_plan_is_read_in_every_shape(plan: tuple[str, ...]) -> None:
    project, _ = read_form(form("\t办事。", plan=plan))
    assert plan_of(project) == PLAN


def test_points_that_are_missing_and_points_that_are_blank_differ() -> None:
    missing, records = read_form(form(plan=("资金支出计划\t3月底\t6月底\t10月底", "\t\t\t75%")))
    assert plan_of(missing) == {3: None, 6: None, 10: "75"}
    assert "12" in problems(records, "BKG-P12")[0].en


def test_two_different_figures_for_one_month_leave_it_unknown() -> None:
    plan = (
        "资金支出计划\t3月底\t6月底\t10月底\t12月底",
        "\t25%\t50%\t75%\t100%",
        "\t3月底\t6月底",
        "\t30%\t50%",
    )
    project, records = read_form(form(plan=plan))
    assert plan_of(project) == {3: None, 6: "50", 10: "75", 12: "100"}
    assert "25%" in problems(records, "BKG-P13")[0].en


def test_a_plan_by_quarters_is_reported_not_guessed() -> None:
    project, records = read_form(form(plan=("资金支出计划\t一季度\t二季度", "\t25%\t50%")))
    assert plan_of(project) == {}
    reported = [p.zh for p in records.problems]
    for text in ("一季度", "二季度", "25%", "50%"):
        assert any(text in message for message in reported)


@pytest.mark.parametrize(
    ("rows", "goals"),
    [
        (("绩效目标\t1.办好。",), ("1.办好。",)),
        (("\t1.办好。 2.办快。",), ("1.办好。", "2.办快。")),
        (("\t1.办好。", "绩效目标\t2.办快。"), ("1.办好。", "2.办快。")),
        (("绩效目标\t<p>1.办好。</p> <p>2.办快。</p>",), ("1.办好。", "2.办快。")),
        (("绩效目标\t（1）办好。（2）办快。",), ("（1）办好。", "（2）办快。")),
        (("绩效目标\t1.1.办好。2.2.办快。",), ("1.1.办好。", "2.2.办快。")),
        (("绩效目标\t1.办好每一", "\t件事。"), ("1.办好每一件事。",)),
        (("年度绩效目标\t1.完成2.5公里。",), ("1.完成2.5公里。",)),
    ],
)
def test_goals_with_without_and_after_their_label(rows: tuple[str, ...], goals: tuple[str, ...]) -> None:
    assert read_form(form(goals=rows))[0].goals == goals


@pytest.mark.parametrize(
    ("heading", "number", "text"),
    [
        (("12、甲项目绩效目标表",), 12, "12、甲项目绩效目标表"),
        (("3．甲项目绩效目标表",), 3, "3．甲项目绩效目标表"),
        (("1、甲项目，名字很长的一个", "项目绩效目标表"), 1, "1、甲项目，名字很长的一个项目绩效目标表"),
        (("1、甲项目", "乙部分", "绩效目标表"), 1, "1、甲项目乙部分绩效目标表"),
        (("项目绩效目标表",), None, "项目绩效目标表"),
        ((), None, ""),
    ],
)
def test_headings(heading: tuple[str, ...], number: int | None, text: str) -> None:
    project, _ = read_form(form(heading=heading))
    assert (project.number, project.heading) == (number, text)


def test_a_heading_without_form_is_reported() -> None:
    records = read_text(disclosure(form(heading=("1、甲绩效目标表", "", "2、乙绩效目标表"))))
    assert [p.number for p in records.projects] == [2]
    assert "甲" in problems(records, "BKG-P30")[0].zh


def test_a_stray_sign_beside_a_label_is_reported() -> None:
    text = form().replace("项目名称\t甲项目", "项目名称]甲项目\t")
    project, records = read_form(text)
    assert project.name == "]甲项目"
    assert problems(records, "BKG-P28")


@pytest.mark.parametrize("at", range(1, 21))
def test_a_code_cut_by_a_page_is_one_code(at: int) -> None:
    code = "13040624P00588A100014"
    text = form(code=code[:at]).replace("预算规模", row("", code[at:], "", "") + "\n预算规模", 1)
    assert read_form(text)[0].code == code


def test_a_code_of_another_shape_is_kept_and_reported() -> None:
    project, records = read_form(form(code="450203-001"))
    assert project.code == "450203-001"
    assert problems(records, "BKG-P17")


def test_two_forms_with_one_code_are_kept_and_reported() -> None:
    two = form() + form(heading=("2、乙项目绩效目标表",)).split("\n", 3)[3]
    records = read_text(disclosure(two))
    assert [p.number for p in records.projects] == [1, 2]
    assert problems(records, "BKG-P16")


def test_money_of_forms_is_exact_or_unknown() -> None:
    project, records = read_form(form(amounts=("1, 204. 50", "一千", "0.00")))
    assert {key: f.text if f else None for key, f in project.amounts.items()} == {
        "total": "1204.50", "fiscal": None, "other": "0.00",
    }  # fmt: skip
    assert "一千" in problems(records, "BKG-P01")[0].en


def test_each_form_has_the_unit_that_is_printed_in_it() -> None:
    second = form(heading=("2、乙项目绩效目标表",), code="13040624P00588A200014").replace(
        "单位：万元", "单位：元"
    )
    records = read_text(disclosure(form() + second.split("\n", 3)[3]))
    assert [p.money_unit for p in records.projects] == ["万元", "元"]
    assert records.document.money_unit is None


def test_a_form_without_unit_is_reported() -> None:
    project, records = read_form(form().replace("单位：万元\n", ""))
    assert project.money_unit is None
    assert problems(records, "BKG-P32")


def test_levels_are_carried_down_and_named_alike() -> None:
    rows = (
        "产出\t数量\t场次\t描述\t≥4场\t计划",
        "\t质量\t合格率\t描述\t≥９５％\t计划",
        "\t质量指标\t另一\t描述\t好\t计划",
    )
    project, _ = read_form(form(indicators=rows))
    assert [(i.level1, i.level2) for i in project.indicators] == [
        ("产出指标", "数量指标"), ("产出指标", "质量指标"), ("产出指标", "质量指标"),
    ]  # fmt: skip
    first, second, third = (i.target for i in project.indicators)
    assert (first and first.number, second and second.number, third) == ("4", "95", None)


def test_an_unknown_level_stays_as_printed() -> None:
    project, _ = read_form(form(indicators=("管理指标\t进度指标\t甲\t乙\t≥4场\t计划",)))
    assert (project.indicators[0].level1, project.indicators[0].level2) == ("管理指标", "进度指标")


@pytest.mark.parametrize("column", range(1, 6))
def test_an_indicator_cut_by_a_page_is_one_indicator(column: int) -> None:
    cells = ["产出指标", "数量指标", "演出场次", "全年的演出", "不少于四场", "年度工作计划"]
    whole = read_form(form(indicators=(row(*cells),)))[0].indicators[0]
    for at in range(1, len(cells[column])):
        upper, lower = list(cells), [""] * 6
        upper[column], lower[column] = cells[column][:at], cells[column][at:]
        rows = (row(*upper), "", INDICATORS, row(*lower), "\t质量指标\t甲\t乙\t好\t丙")
        first, second = read_form(form(indicators=rows))[0].indicators
        assert (first.level2, first.name, first.description, first.value, first.basis) == (
            whole.level2, whole.name, whole.description, whole.value, whole.basis,
        ), at  # fmt: skip
        assert (second.level1, second.name) == ("产出指标", "甲")


def test_latex_remnants_become_signs() -> None:
    project, records = read_form(
        form(indicators=(r"产出指标	数量指标	率	率	$\geq 85\%$	计划",))
    )
    assert project.indicators[0].value == "≥85%"
    assert problems(records, "BKG-P11")


def test_other_words_for_the_columns_of_indicators() -> None:
    text = form().replace(INDICATORS, "一级指标\t二级指标\t三级指标\t指标说明\t年度指标值\t指标值依据")
    (indicator,) = read_form(text)[0].indicators
    assert (indicator.description, indicator.value, indicator.basis) == ("场次", "≥4场", "计划")


def test_a_further_indicator_column_is_reported() -> None:
    text = form().replace(INDICATORS, INDICATORS + "\t权重").replace("≥4场\t计划", "≥4场\t计划\t10分")
    project, records = read_form(text)
    assert project.indicators[0].basis == "计划"
    assert "权重" in problems(records, "BKG-P06")[0].zh
    assert "10分" in problems(records, "BKG-P05")[0].zh


def test_a_cut_off_form_says_what_it_lacks() -> None:
    text = form()
    _, records = read_form(text[: text.index("绩效目标\t")])
    lacking = " ".join(p.zh for p in problems(records, "BKG-P12"))
    assert "绩效目标" in lacking
    assert "绩效指标" in lacking


def test_a_notice_in_the_name_is_cited_there() -> None:
    name = "邯财教（2023）第104号 提前下达2024年省级专项资金"
    _, records = read_form(
        form(name=name, indicators=("产出指标\t数量指标\t甲\t乙\t≥4场\t冀财教〔2023〕12号",))
    )
    of_name, of_basis = records.citations
    assert of_name.number is not None
    assert of_name.number.canonical == "邯财教〔2023〕104号"
    assert (of_name.cited_in.record, of_name.cited_in.number, of_name.cited_in.field) == (
        "project",
        1,
        "name",
    )
    assert (of_basis.cited_in.record, of_basis.cited_in.project, of_basis.cited_in.field) == (
        "indicator", 1, "basis",
    )  # fmt: skip
    assert of_basis.where == records.projects[0].indicators[0].where


def test_an_amount_cut_by_a_page_is_one_amount() -> None:
    project, records = read_form(form("", "\t\t0\t\t00", "\t办一件事。", amounts=("6.0", "6.", "")))
    assert [figure and figure.text for figure in project.amounts.values()] == ["6.00", "6.00", None]
    assert project.purpose == "办一件事。"
    assert codes(records) == set()


def test_goal_text_in_a_second_cell_is_kept_apart_and_reported() -> None:
    text = form("\t办事。", goals=("绩效目标\t1.办好第一件事。\t\t\t再办第二件",))
    project, records = read_form(text)
    assert project.goals == ("1.办好第一件事。", "再办第二件")
    assert "再办第二件" in problems(records, "BKG-P37")[0].zh


@pytest.mark.parametrize("level2", ["质量指标", ""], ids=["own level", "level of the row above"])
@pytest.mark.parametrize("blank", ["name", "value", "basis"])
def test_an_indicator_with_a_blank_cell_is_an_indicator(level2: str, blank: str) -> None:
    texts = {"name": "合格率", "description": "合格情况", "value": "≥95%", "basis": "行业规定"} | {blank: ""}
    printed = row("", level2, *texts.values())
    project, _ = read_form(form(indicators=("产出指标\t数量指标\t场次\t场次\t≥4场\t计划", printed)))
    above, found = project.indicators
    assert (above.name, above.value, above.basis) == ("场次", "≥4场", "计划")
    assert {key: getattr(found, key) for key in texts} == texts
