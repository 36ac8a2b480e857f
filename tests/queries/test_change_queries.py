"""Change: what the queries must give on two hand-made years."""

from asking import FIRST, OTHER, SECOND, Ask

#: A department under its old code and its new one, which a link joins.
OLD = "https://w3id.org/budgetkg/id/doc/990021-920-2023-budget/graph"
NEW = "https://w3id.org/budgetkg/id/doc/990021-921-2024-budget/graph"


def test_a_change_needs_both_figures_and_no_percentage_of_zero(ask: Ask) -> None:
    columns = "year code amount before change percent status"
    assert ask("changes-by-account", columns, (SECOND,)) == [
        ("2025", "213", "2000", "3000", "-1000", "-33.33", "延续"),
        ("2025", "201", "1250", "1000", "250", "25", "延续"),
        ("2025", "211", "30", "0", "30", None, "延续"),
        ("2025", "224", "40", None, None, None, "新增"),
    ]


def test_without_an_earlier_document_nothing_is_compared(ask: Ask) -> None:
    found = ask("changes-by-account", "code before change status", (FIRST,))
    assert {row[1:] for row in found} == {(None, None, "无上年文件")}
    assert [row[0] for row in found] == ["201", "211", "213", "229"]


def test_another_department_is_no_earlier_document(ask: Ask) -> None:
    assert ask("changes-by-account", "code before status", (OTHER,)) == [("213", None, "无上年文件")]


def test_what_the_text_states_gives_last_year(ask: Ask) -> None:
    assert ask("stated-changes", "item direction change amount before percent") == [
        ("支出合计", "增加", "6000", "6000", "0", None),
        ("基本支出", "减少", "20", "180", "200", "-10"),
        ("“三公”经费", "持平", None, "9", "9", "0"),
    ]


def test_projects_go_on_come_and_go(ask: Ask) -> None:
    found = ask("project-continuity", "year name entered amount before change since until")
    assert found == [
        ("2024", "癸一 湿地", "以前年度入库", "4000", None, None, "无上年文件", "延续"),
        ("2024", "癸三", "本年入库", "0", None, None, "无上年文件", "消失"),
        ("2024", "癸二 道路", "本年入库", None, None, None, "无上年文件", "消失"),
        ("2025", "癸一 湿地", "以前年度入库", "1000", "4000", "-3000", "延续", "无下年文件"),
        ("2025", "癸五", "以前年度入库", "500", None, None, "新增", "无下年文件"),
    ]


def test_breaks_between_two_years_but_not_against_a_table_that_was_not_printed(ask: Ask) -> None:
    assert ask("account-breaks", "year table code against other_year break other_name") == [
        ("2024", "支出总表", "213", "相邻年度文件", "2025", "名称不同", "农林水事务支出"),
        ("2024", "支出总表", "229", "相邻年度文件", "2025", "无此编码", None),
        ("2025", "支出总表", "213", "科目表", "2025", "名称不同", "农林水支出"),
        ("2025", "支出总表", "213", "相邻年度文件", "2024", "名称不同", "农林水支出"),
        ("2025", "支出总表", "224", "相邻年度文件", "2024", "无此编码", None),
    ]


def test_a_link_joins_departments_and_projects_under_two_codes(ask: Ask) -> None:
    """The document of the old code is found, though the one of the new code alone is chosen."""
    assert ask("changes-by-account", "code amount before status before_department", (NEW,)) == [
        ("214", "1000", "900", "延续", "920")
    ]
    assert ask("project-continuity", "code amount before since before_code", (NEW,)) == [
        ("99002124P000000000001", "400", "300", "换码延续", "99002123P000000000001")
    ]
    assert ask("project-continuity", "code until after_code", (OLD,)) == [
        ("99002123P000000000001", "换码延续", "99002124P000000000001"),
        ("99002123P000000000009", "消失", None),
    ]


def test_statements_are_set_against_the_documents(ask: Ask) -> None:
    columns = "item stated_change document_before document_change difference agreement before_year"
    assert ask("changes-against-statements", columns, (NEW,)) == [
        ("支出合计", "120", "900", "100", "-20", "不一致", "2023")
    ]
    assert {row[0] for row in ask("changes-against-statements", "agreement", (FIRST,))} == {"无上年文件"}
