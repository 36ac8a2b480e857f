"""Numbers, codes, names and years that look odd and are right, and faults that one line cannot plant."""

import pytest
from auditing import audited, base, new_findings, sample

from budgetkg.validation.findings import Finding


def changed(*changes: tuple[str, str]) -> list[Finding]:
    """Return what the rules newly find in the invented sample after changes; each stands in it."""
    text = sample()
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    return new_findings(audited(text))


BASIS = "资金拨到影院的时间\t≤30天\t邯财教〔2023〕104号"
CODE = "13040624P00702C100046"
NAME = "冀财教〔2023〕第012号提前下达2024年中央补助地方公共文化服务体系建设资金"


@pytest.mark.parametrize(
    "change",
    [
        (BASIS, BASIS.replace("邯财教〔2023〕104号", "邯财行〔2023〕7号")),
        (BASIS, BASIS.replace("〔2023〕104号", "〔2021〕9号")),
        (BASIS, BASIS.replace("〔2023〕", "〔2024〕")),
        (CODE, CODE.replace("130406", "100000")),
        (CODE, CODE.replace("130406", "130400")),
        (CODE, CODE.replace("24P", "21P")),
        ("4、博物馆-展厅安防改造绩效目标表", "4.博物馆 ——展厅安防改造绩效目标表"),
        ("五个单位的收支", "所属四个预算单位的收支"),
        ("峰峰示例图书馆小计", "峰峰示例 图书馆小计"),
        ("使用的时间\t10月底前", "使用的时间\t2024年10月底前"),
        ("使用的时间\t10月底前", "使用的时间\t2024年至2026年"),
        ("全年开放，新书及时上架。", "2023年以来新书及时上架。"),
        ("组织广场演出与培训。", "按我省要求组织广场演出与培训。"),
        ("4套\t政府采购合同", "4套\t2021年度文物安全考核的通知"),
        ("推介本区旅游线路。", "支付2023年推介会尾款。"),
    ],
)
def test_what_looks_odd_and_is_right(change: tuple[str, str]) -> None:
    assert [(one.rule, one.message.zh) for one in changed(change)] == []


def test_a_list_of_serials_shares_its_mark() -> None:
    printed = BASIS.replace("104号", "104号、106号")
    found = changed((BASIS, printed))
    assert not [finding for finding in found if "106" in finding.message.zh]


def test_money_that_is_settled_belongs_to_this_year() -> None:
    old = NAME.replace("2023", "2021").replace("提前下达2024年", "结算下达2021年")
    assert {finding.rule for finding in changed((NAME, old))} == {"M18"}


@pytest.mark.parametrize("money", ["下达2023年度", "下达2022-2024年", "下达2022年至2024年", "结算2022年"])
def test_money_of_last_year_and_of_several_years_is_usual(money: str) -> None:
    assert changed((NAME, NAME.replace("提前下达2024年", money))) == []


def test_an_old_notice_of_a_project_that_goes_on_is_no_doubt() -> None:
    old = NAME.replace("2023", "2022").replace("提前下达2024年", "提前下达2023年")
    code = ("13040624P00701A10002C", "13040623P00701A10002C")
    rules = {finding.rule for finding in changed((NAME, old), code)}
    assert rules == {"M18", "M64"}, "its money should be carried over, and is not"


def test_a_project_buys_no_more_than_its_funds_together() -> None:
    """Each item is within the funds, both together are not; nor are the funds those of the form."""
    found = changed(("博物馆-展厅安防改造\t120.00\t", "博物馆-展厅安防改造\t90.00\t"))
    assert {finding.rule for finding in found} == {"A20"}
    together = [finding for finding in found if "2 个品目" in finding.message.zh]
    assert [(finding.kind, finding.difference) for finding in together] == [("contradiction", -25000)]


def test_funds_that_differ_from_row_to_row_are_missing() -> None:
    row = "博物馆-展厅安防改造\t120.00\t其他服务"
    report = audited(sample().replace(row, row.replace("120.00", "110.00"), 1))
    lines = {line.rule: line.missing for line in report.coverage}
    assert lines["A20"] == 1


def test_two_forms_that_buy_the_same_for_the_same() -> None:
    quantity = "街区建设\t街区按图建成\t建成", "安置人数\t按方案安置的人数\t18人"
    cost = "节约开支\t能省则省\t不超预算", "补助总额\t改制补助的开支\t≤15万元"
    money = "预算数\t40.00\t其中：财政资金\t40.00", "预算数\t15.00\t其中：财政资金\t15.00"
    doubts = {finding.rule: finding for finding in changed(quantity, cost, money)}
    assert "文旅融合示范街区扶持、示例剧场改制成本补助" in doubts["M34"].message.zh
    assert "M34" not in {finding.rule for finding in changed(quantity, money)}


def test_where_some_projects_are_published_only_a_project_without_a_form_is_right() -> None:
    item = ("博物馆-展厅安防改造\t120.00\t其他服务", "博物馆-库房恒湿系统\t120.00\t其他服务")
    total = ("1\t\t合计\t1689.27\t1188.77\t500.50", "1\t\t合计\t1689.27\t1188.77\t900.50")
    assert "M66" in {finding.rule for finding in changed(item)}
    assert "M66" not in {finding.rule for finding in changed(item, total)}


def test_no_table_of_institutions_is_missing_and_no_pass() -> None:
    head, rest = sample().split("单位名称\t单位性质", 1)
    report = audited(head + rest[rest.index("二、部门预算安排的总体情况") :])
    assert not [finding for finding in report.findings if finding.rule == "M7"]
    line = next(line for line in report.coverage if line.rule == "M7")
    assert line.missing == 4, "two units, asked about by two checks"


def test_a_check_character_is_named_where_nearly_all_codes_fit() -> None:
    text = sample("fengfeng")
    code = "13040624P00579710026C"
    assert code in text
    known = {finding.id for finding in base("fengfeng").findings}
    found = [one for one in audited(text.replace(code, code[:-1] + "D", 1)).findings if one.id not in known]
    assert [(one.rule, one.kind) for one in found if one.rule == "M33"] == [("M33", "formal")]
    assert "M33" not in {finding.rule for finding in base("fengfeng").findings}
