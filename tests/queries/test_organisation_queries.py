"""Units, duties, departments side by side and classifications on hand-made documents."""

from asking import FIRST, Ask

#: A department, a unit of it with a document of its own, one that is named like a unit, and a third that
#: cites the same notice.
PARTS = tuple(
    f"https://w3id.org/budgetkg/id/doc/990021-{code}-2024-budget/graph"
    for code in ("921", "921001", "922", "923")
)


def test_the_tree_leads_down_to_the_units(ask: Ask) -> None:
    assert ask("organisation-tree", "depth parent node kind", (FIRST,)) == [
        ("1", None, "990011", None),
        ("2", "990011", "癸局", None),
        ("3", "癸局", "癸站", "行政"),
        ("3", "癸局", "癸站分部南", "行政"),
    ]


def test_a_near_name_is_a_candidate_and_no_match(ask: Ask) -> None:
    assert sorted(ask("unit-aliases", "name match unit"), key=str) == sorted(
        [
            ("无名处", "未匹配", None),
            ("癸站", "一致", "癸站"),
            ("癸站", "包含", "癸站分部南"),
            ("癸站分部", "包含", "癸站"),
            ("癸站分部", "包含", "癸站分部南"),
        ],
        key=str,
    )


def test_a_duty_without_project_has_a_row_without_project(ask: Ask) -> None:
    assert ask("duties-and-projects", "topic number code") == [("旅游", "1", None)]
    found = ask("duties-and-projects", "topic number code amount found_in", topic="湿地")
    assert found == [("湿地", "1", "99001123P000000000001", "4000", "名称")]
    assert ask("duties-and-projects", "topic", topic="看护") == [("看护",)]
    assert ask("duties-and-projects", "found_in", topic="看护") == [("用途",)]


def test_things_to_link_to_are_counted_once_in_each_document(ask: Ask) -> None:
    assert ask("linkable-entities", "identifier name mentions", type="部门") == [
        ("911", "癸局", "2"),
        ("912", "子局", "1"),
    ]
    assert ask("linkable-entities", "identifier mentions", type="区划") == [("990011", "3")]
    assert ("壬政〔2016〕3号", "2") in ask("linkable-entities", "identifier mentions", type="发文字号")


def test_departments_stand_beside_each_other_and_no_share_of_zero_is_made(ask: Ask) -> None:
    columns = "code department year total project share department_total"
    assert ask("expenditure-across-departments", columns, code="213") == [
        ("213", "癸局", "2024", "3000", None, "50", "6000"),
        ("213", "子局", "2024", "800", "800", None, "0"),
        ("213", "癸局", "2025", "2000", None, None, None),
    ]


def test_cofog_keeps_what_has_no_place_apart(ask: Ask) -> None:
    columns = "division total close broad related unplaced lowest_confidence"
    assert ask("expenditure-by-cofog", columns, (FIRST,)) == [
        ("01", "1000", "0", "1000", "0", "0", "0.6"),
        ("04", "3000", "0", "0", "3000", "0", "0.4"),
        ("05", "0", "0", "0", "0", "0", "0.8"),
        (None, "2000", "0", "0", "0", "2000", "0"),
    ]


def test_an_item_without_correspondence_stays_without(ask: Ask) -> None:
    counts = "administrative_units institution_units civil_service_units civil_service_code"
    columns = f"code amount administrative_code institution_code institution_status {counts}"
    assert ask("economic-crosswalk", columns) == [
        ("30101", "50", "50101", "50501", "未核实", "2", "0", "0", "50101"),
        ("30299", "60", None, "50502", "未核实", "2", "0", "0", None),
        ("39999", "70", None, None, None, "2", "0", "0", None),
    ]


def test_a_unit_s_document_is_known_by_its_code_or_by_its_name(ask: Ask) -> None:
    columns = "year department_code unit_code known_by unit_total department_total"
    columns += " unit_projects unit_projects_amount"
    assert ask("double-counted", columns, PARTS) == [
        ("2024", "921", "921001", "编码和名称", "500", "1000", "2", "470"),
        ("2024", "921", "922", "名称", None, "1000", "0", None),
    ]


def test_money_that_stands_in_two_documents_is_counted_once(ask: Ask) -> None:
    columns = "department_code total counted within"
    assert ask("expenditure-across-departments", columns, PARTS) == [
        ("921", "1000", "1000", None),
        ("921001", "500", None, "921"),
    ]
    assert ask("units-compared", "unit own_code own_total", PARTS[:1]) == [
        ("巳渡口所", "921001", "500"),
        ("巳船校", "922", None),
    ]


def test_a_project_in_both_documents_is_counted_in_the_department_s(ask: Ask) -> None:
    """Form 1 stands in both, form 2 in the unit's alone: it is counted there."""
    assert ask("notices-by-amount", "notice projects total left_out", PARTS) == [
        ("巳财〔2023〕7号", "2", "460", "410")
    ]
    assert ask("projects-by-origin", "projects total left_out", PARTS) == [("2", "460", "410")]
    columns = "in_documents department_code cited_as projects amount left_out within spellings"
    assert ask("shared-notices", columns, PARTS) == [
        ("3", "921", "资金来源", "1", "400", None, None, "1"),
        ("3", "921001", "资金来源", "2", "60", "410", "921", "1"),
        ("3", "923", "依据", "1", None, None, None, "1"),
    ]
    assert ask("notice-spellings", "printed forms standard mentions", PARTS) == [
        ("巳财[2023]7号", "3", "否", "2"),
        ("巳财〔2023〕7号", "3", "是", "1"),
        ("巳财〔23〕7号", "3", "否", "1"),
    ]
