"""What notices say about each other, over two departments (edge-cases-notices.trig)."""

from asking import Ask

FIRST = "https://w3id.org/budgetkg/id/doc/990021-941-2024-budget/graph"
SECOND = "https://w3id.org/budgetkg/id/doc/990022-942-2024-budget/graph"
BOTH = (FIRST, SECOND)


def test_a_chain_that_one_document_states_reaches_the_projects_of_another(ask: Ask) -> None:
    columns = "upper notice relation code amount department"
    chain = ("卯财教〔2023〕3号", "丑财教〔2023〕9号")
    own, others = ("99002124P000000000001", "5000", "子局"), ("99002224P000000000001", "3000", "辰局")
    assert ask("notice-chain-across", columns, BOTH) == [
        (*chain, "直接引用", *own),
        (*chain, "直接引用", "99002224P000000000002", None, "辰局"),
        (*chain, "转下达", *own),
        (*chain, "转下达", *others),
    ]
    assert [row[3:] for row in ask("notice-chain-across", columns, (SECOND,)) if row[2] == "转下达"] == [
        others
    ]


def test_one_number_with_two_titles_and_two_spellings(ask: Ask) -> None:
    number = "丑财教〔2023〕9号"
    assert ask("notice-titles", "title origin phase citations documents", BOTH, notice=number) == [
        ("关于馆舍维修", None, None, "1", "1"),
        ("提前下达2024年市级馆舍资金", "市级", "提前下达", "1", "1"),
    ]
    assert ask("notice-mentions", "printed citations first_line department", BOTH, notice=number) == [
        ("丑财教〔2023〕9号", "1", "10", "子局"),
        ("丑财教[2023]第09号", "1", "10", "辰局"),
    ]


def test_a_shared_sign_shows_its_candidates_and_what_a_division_decided(ask: Ask) -> None:
    columns = "office issuer basis candidate candidate_division documents"
    assert ask("notice-decoding", columns, BOTH, notice="寅财社〔2023〕7号") == [
        ("社", None, None, "丑市财政局", "990020", "1"),
        ("社", None, None, "寅市财政局", "990030", "1"),
        ("社", "寅市财政局", "文件所属区划", None, None, "1"),
    ]
    found = ask("unresolved-citations", "reason cited citations", BOTH)
    assert ("地名简称有歧义", "寅财社〔2023〕7号", "1") in found
    assert "机关代字未知" not in {row[0] for row in found}


def test_a_title_of_a_lower_tier_than_the_issuer_is_shown(ask: Ask) -> None:
    columns = "number issuer_tier origin code amount first_line department"
    assert ask("origin-disagreements", columns, BOTH) == [
        ("卯财教〔2023〕3号", "省级", "市级", "99002124P000000000001", "5000", "10", "子局")
    ]


def test_money_by_the_way_it_is_handed_down(ask: Ask) -> None:
    found = ask("projects-by-phase", "phase origin projects total without_amount", BOTH)
    assert found == [
        ("提前下达", "市级", "1", "5000", "0"),
        (None, None, "2", "3000", "1"),
        ("结算", None, "1", "700", "0"),
    ]
