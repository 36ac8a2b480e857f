"""Figures of the explanation: known by the words before them, of the budget year, with their direction."""

import pytest
from disclosure_builder import disclosure, read_text, section

from budgetkg.model import NarrativeFigure

OVERALL = "二、部门预算安排的总体情况"
THREE = "四、财政拨款“三公”经费预算情况及增减变化原因"


def figures(title: str, *lines: str) -> dict[str, NarrativeFigure]:
    records = read_text(disclosure(section(title, *lines)))
    return {figure.key: figure for figure in records.narrative.figures}


@pytest.mark.parametrize(
    ("title", "text", "key", "amount"),
    [
        (OVERALL, "2024年预算收入10.50万元。", "income_total", "10.50"),
        (OVERALL, "本年收入预算10.50万元。", "income_total", "10.50"),
        (OVERALL, "2024年部门收入预算为10.50万元。", "income_total", "10.50"),
        (OVERALL, "2024年收入总计10.50万元。", "income_total", "10.50"),
        (OVERALL, "其中：一般公共预算拨款收入10.50万元。", "income_general", "10.50"),
        (OVERALL, "政府性基金预算财政拨款收入1.00万元。", "income_fund", "1.00"),
        (OVERALL, "国有资本经营预算收入0.00万元。", "income_capital", "0.00"),
        (OVERALL, "财政专户核拨收入0万元。", "income_special_account", "0"),
        (OVERALL, "单位资金收入24万元。", "income_own", "24"),
        (OVERALL, "上年结转结余8.50万元。", "carryover", "8.50"),
        (OVERALL, "2024年支出预算10.50万元。", "expenditure_total", "10.50"),
        (OVERALL, "本年支出预算10.50万元。", "expenditure_total", "10.50"),
        (OVERALL, "其中基本支出6.00万元。", "basic_total", "6.00"),
        (OVERALL, "包括人员经费5.00万元。", "personnel", "5.00"),
        (OVERALL, "日常公用经费1.00万元。", "running", "1.00"),
        (OVERALL, "项目支出4.50万元。", "project_total", "4.50"),
        (OVERALL, "2024年预算收支安排10万元，较2023年预算增加3万元。", "change_total", "3"),
        (OVERALL, "基本支出减少2.00万元。", "change_basic", "2.00"),
        (OVERALL, "项目支出增长1.00万元。", "change_project", "1.00"),
        ("三、机关运行经费安排情况", "2024年机关运行经费共计安排1.00万元。", "operating_cost", "1.00"),
        (THREE, "2024年“三公”经费预算安排18.20万元。", "three_public_total", "18.20"),
        (THREE, "因公出国（境）费5.00万元。", "abroad", "5.00"),
        (THREE, "公务用车购置及运行维护费12万元。", "vehicles", "12"),
        (THREE, "公务用车购置费为0.00万元。", "vehicle_purchase", "0.00"),
        (THREE, "公务用车运维费12.00万元。", "vehicle_running", "12.00"),
        (THREE, "公务接待费1.20万元。", "reception", "1.20"),
        (THREE, "“三公”经费预算2万元，比上年减少1万元。", "three_public_change", "1"),
        ("九、国有资产信息", "上年末固定资产金额为17万元。", "assets_total", "17"),
        ("九、国有资产信息", "本年拟购置固定资产总额为8万元。", "assets_planned", "8"),
    ],
)
def test_every_figure_is_known_by_its_words(title: str, text: str, key: str, amount: str) -> None:
    assert figures(title, text)[key].amount.text == amount


@pytest.mark.parametrize(
    "printed", ["1,204.50 万元", "1, 204. 50万元", "1204.50\n万元", "１２０４．５０万元"]
)
def test_amounts_may_hold_spaces_and_line_breaks(printed: str) -> None:
    long_line = "本部门全部收入与支出都编入了预算，各单位的收支也都在其中，"
    found = figures(OVERALL, f"{long_line}2024年预算收入{printed}，收支平衡。")
    assert (found["income_total"].amount.text, found["income_total"].unit) == ("1204.50", "万元")


def test_the_printed_unit_stays() -> None:
    assert figures(OVERALL, "2024年预算收入1,204.50元。")["income_total"].unit == "元"


def test_a_figure_of_another_year_gets_no_key() -> None:
    found = figures(OVERALL, "2023年预算收入9.00万元。2024年预算收入10.00万元。")
    assert found["income_total"].amount.text == "10.00"
    assert found["1"].amount.text == "9.00"
    assert "income_total" not in figures(OVERALL, "2023年预算收入9.00万元。")


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("“三公”经费预算6万元，与上年相比减少1万元。其中公务接待费2万元，较上年增加0.5万元。", "1"),
        ("“三公”经费预算6万元，其中公务接待费2万元。与2023年相比，减少1万元。", "1"),
        ("“三公”经费预算6万元，其中公务接待费2万元，较上年增加0.5万元。", None),
        ("公务接待费2万元。较上年增加0.5万元。", None),
    ],
)
def test_a_change_belongs_to_what_stands_before_it(text: str, change: str | None) -> None:
    found = figures(THREE, text).get("three_public_change")
    assert (found.amount.text if found else None) == change


@pytest.mark.parametrize(
    ("word", "direction"),
    [("增加", "increase"), ("增长", "increase"), ("减少", "decrease"), ("下降", "decrease")],
)
def test_directions(word: str, direction: str) -> None:
    found = figures(THREE, f"“三公”经费预算2万元，较2023年{word}1万元。")
    assert found["three_public_change"].direction == direction


@pytest.mark.parametrize("words", ["与上年持平", "较2023年预算持平", "与上年相比，无增减变化"])
def test_no_change_in_words_is_a_direction_without_a_number(words: str) -> None:
    found = figures(THREE, f"“三公”经费预算2万元，{words}。")["three_public_change"]
    assert (found.amount, found.label, found.direction) == (None, words, "unchanged")


def test_an_amount_that_is_no_number_is_a_problem_and_the_rest_is_read() -> None:
    records = read_text(disclosure(section(OVERALL, "2024年预算收入12 13万元，上年结转结余2.00万元。")))
    assert [figure.key for figure in records.narrative.figures] == ["carryover"]
    assert "BKG-P01" in {problem.code for problem in records.problems}


def test_other_amounts_are_kept_under_their_words() -> None:
    found = figures("八、政府采购预算情况", "2024年政府采购预算12.00万元。")
    assert (found["1"].label, found["1"].amount.text) == ("2024年政府采购预算", "12.00")


def test_what_follows_the_listed_projects_is_none_of_them() -> None:
    text = "项目支出5.00万元，主要为甲项目3万元，乙项目1万元等；上解上级支出2.00万元。"
    records = read_text(disclosure(section(OVERALL, text)))
    assert [project.name for project in records.narrative.projects] == ["甲项目", "乙项目"]
    assert records.narrative.figures[-1].amount.text == "2.00"


def test_listed_projects_keep_commas_in_their_names() -> None:
    text = "项目支出50.00万元，主要为送戏、送书，下乡活动30.00万元，甲-场馆维修20.00万元等。"
    records = read_text(disclosure(section(OVERALL, text)))
    assert [(p.name, p.amount.text) for p in records.narrative.projects] == [
        ("送戏、送书，下乡活动", "30.00"), ("甲-场馆维修", "20.00"),
    ]  # fmt: skip


def test_places_are_the_lines_of_the_amount() -> None:
    text = disclosure(
        section(OVERALL, "2024年预算收入10.00万元，收入与支出都编入了预算，其中：", "基本支出6.00万元。")
    )
    found = {f.key: f.where for f in read_text(text).narrative.figures}
    lines = text.split("\n")
    assert "10.00" in lines[found["income_total"].first - 1]
    assert "6.00" in lines[found["basic_total"].first - 1]


def test_every_paragraph_is_kept_in_printed_order_with_its_section() -> None:
    explanation = section(
        "六、部门主管专项资金预算安排情况及绩效目标",
        "无",
        "",
        "五、部门整体绩效目标",
        "（三）工作保障措施",
        "（1）、先审批，后支出。",
        "",
        "十一、其他需要说明的事项",
        "我部门无其他需要说明的事项，",
        "",
        "这一句话跨页。",
    )
    narrative = read_text(disclosure(explanation)).narrative
    assert [(p.section, p.text) for p in narrative.paragraphs] == [
        ("special-funds", "无"),
        ("safeguards", "（1）、先审批，后支出。"),
        ("other", "我部门无其他需要说明的事项，"),
        ("other", "这一句话跨页。"),
    ]
    lines = disclosure(explanation).split("\n")
    assert all(lines[p.where.first - 1] == p.text for p in narrative.paragraphs)
    assert {p.section for p in narrative.paragraphs} == set(narrative.text)
