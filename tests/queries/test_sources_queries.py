"""Notices and bases: what the queries must give on hand-made documents."""

from asking import Ask


def test_the_chain_names_each_document_of_a_higher_tier_and_none_of_the_same(ask: Ask) -> None:
    found = ask("notice-chain", "upper upper_tier cited_as origin notice project amount")
    own = ("中央", "癸财〔2023〕1号", "癸一 湿地", "4000")
    assert sorted(found, key=str) == sorted(
        [
            ("壬财〔2023〕8号", "省级", "basis", *own),
            ("壬政〔2016〕3号", "省级", "basis", *own),
            ("辛发〔2023〕2号", "中央", "goal", *own),
            (None, None, None, None, "癸财〔2026〕9号", "癸三", "0"),
        ],
        key=str,
    )


def test_only_documents_older_than_three_years(ask: Ask) -> None:
    columns = "notice years_before cited_as amount mentions first_line"
    found = ask("projects-on-earlier-notices", columns, years="4")
    assert found == [("壬政〔2016〕3号", "8", "依据", "4000", "2", "30")]


def test_a_source_of_money_is_told_from_a_basis(ask: Ask) -> None:
    found = dict(ask("projects-on-earlier-notices", "notice cited_as"))
    assert found["癸财〔2023〕1号"] == "资金来源"
    assert found["壬财〔2023〕8号"] == "依据"
    assert "癸财〔2026〕9号" not in found


def test_unresolved_and_later_numbers(ask: Ask) -> None:
    found = ask("unresolved-citations", "reason cited citations first_line")
    assert found == [("未识别", "有关文件", "1", "40"), ("年份晚于预算年度", "癸财〔2026〕9号", "1", "30")]


def test_a_code_of_type_z_and_a_title_are_signs_of_a_central_transfer(ask: Ask) -> None:
    found = ask("transfer-programmes", "sign programme notice code amount")
    assert found == [
        ("题名写明中央", "下达中央湿地资金", "癸财〔2023〕1号", "99001123P000000000001", "4000"),
        ("项目编码类型Z", "癸二 道路", None, "10000024Z000000000002", None),
    ]


def test_bases_stand_beside_the_unit_of_the_form(ask: Ask) -> None:
    found = ask("legal-bases-by-unit", "unit_text basis citations projects")
    assert ("癸站", "壬政〔2016〕3号", "2", "1") in found
    assert ("无名处", "癸财〔2026〕9号", "1", "1") in found
    assert len(found) == 6
