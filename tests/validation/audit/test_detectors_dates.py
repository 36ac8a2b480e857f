"""Years that do not belong to a budget, and those that do."""

import pytest

from budgetkg.validation.audit.detectors.dates import misplaced_years
from budgetkg.validation.audit.evidence import Evidence

WORDS = {"elsewhere": ["规划", "以来", "结算", "已经"]}


def years(field: str, text: str) -> str | None:
    row = Evidence("g", "case", "i", "甲", text, more={"field": field, "fiscal": "2024"})
    return next((found.more["years"] for found in misplaced_years([row], WORDS)), None)


@pytest.mark.parametrize(
    ("field", "text", "expected"),
    [
        ("target", "2023年12月31日", "2023"),
        ("target", "2023-12-31", "2023"),
        ("target", "２０２３ 年底前", "2023"),
        ("target", "2025年6月前", "2025"),
        ("target", "2023年完成", "2023"),
        ("target", "2023年", "2023"),
        ("deadline", "2023年12月31日前资金到位", "2023"),
        ("deadline", "应于2023年底前完成", "2023"),
        ("deadline", "2022年前完成，2023年到位", "2022, 2023"),
        ("basis", "关于做好2025年度考核的请示", "2025"),
        ("basis", "《2026年活动方案》", "2026"),
        ("name", "提前下达2025年补助资金", "2025"),
    ],
)
def test_a_year_that_does_not_belong(field: str, text: str, expected: str) -> None:
    assert years(field, text) == expected


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("target", "2024年12月31日前"),
        ("target", "2023年-2025年"),
        ("target", "2023年1月至2024年12月"),
        ("target", "比2023年增长5%"),
        ("target", "较2023年下降"),
        ("target", "不低于2023年水平"),
        ("target", "≥2022年"),
        ("target", "完成2023年度决算编报"),
        ("target", "2000元"),
        ("target", "≥2023人"),
        ("target", "1.2023年"),
        ("deadline", "支付2023年考核奖励"),
        ("deadline", "2023年已经完成主体"),
        ("deadline", "自2021年全部实施"),
        ("deadline", "落实《2020年完成行动要点》"),
        ("deadline", "2020年以来全部完成"),
        ("basis", "关于做好2020年度考核的通知"),
        ("basis", "某财教〔2025〕3号"),
        ("basis", "某市2035年规划"),
        ("name", "2022年度文化产业引导资金"),
        ("name", "2024-2026年信息化建设"),
    ],
)
def test_a_year_that_may_be(field: str, text: str) -> None:
    assert years(field, text) is None


def test_an_excerpt_shows_the_year_and_what_stands_around_it() -> None:
    text = "甲" * 60 + "2020年完成" + "乙" * 60
    row = Evidence("g", "case", "i", "甲", text, more={"field": "deadline", "fiscal": "2024"})
    (found,) = misplaced_years([row], WORDS)
    excerpt = found.more["excerpt"]
    assert "2020年完成" in excerpt
    assert len(excerpt) < 60
    assert excerpt.startswith("…甲")
    assert excerpt.endswith("乙…")
