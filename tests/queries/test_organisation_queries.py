"""Units, duties, departments side by side and classifications on hand-made documents."""

from asking import FIRST, Ask


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
