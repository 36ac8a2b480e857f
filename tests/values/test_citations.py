"""Citations: a number and its title are one mention, and a newspaper is none."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from budgetkg.values.citations import find_citations, origin_of, title_after
from budgetkg.values.docnumber import find_document_numbers

Pair = tuple[str | None, str | None]
ONE = "邯财教〔2023〕5号"


def pairs(text: str, *, basis: bool) -> list[Pair]:
    return [
        (mention.number.canonical if mention.number else None, mention.title)
        for mention in find_citations(text, basis=basis)
    ]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("《甲方案》（邯财教〔2023〕5号）", "甲方案"),
        ("《甲方案》 ( 邯财教[2023]5号 )", "甲方案"),
        ("《关于甲的通知》邯财教[2023]5号", "关于甲的通知"),
        ("邯财教〔2023〕5号《关于甲的通知》", "关于甲的通知"),
        ("邯财教〔2023〕5号：《关于甲的通知》", "关于甲的通知"),
        ("邯财教〔2023〕5号（《关于甲的通知》）", "关于甲的通知"),
        ("邯财教〔2023〕5号 关于甲的通知", "关于甲的通知"),
        ("邯财教〔2023〕5号关于甲的通知", "关于甲的通知"),
        ("邯财教〔2023〕5号：邯郸市财政局关于甲的通知", "邯郸市财政局关于甲的通知"),
        ("邯财教〔2023〕5号：2023年甲专项资金", "2023年甲专项资金"),
        ("邯郸市财政局关于甲的通知 邯财教〔2023〕5号", "邯郸市财政局关于甲的通知"),
        ("关于甲、乙（试行）办法的通知（邯财教〔2023〕5号）", "关于甲、乙（试行）办法的通知"),
        ("根据邯郸市发展和改革委员会关于甲的通知（邯财教〔2023〕5号）", "邯郸市发展和改革委员会关于甲的通知"),
        ("某部关于转发《某厅关于转发<关于甲的通知>的通知》的通知 邯财教〔2023〕5号",
         "某部关于转发《某厅关于转发<关于甲的通知>的通知》的通知"),
        ("《印发〈甲方案〉的通知》(邯财教〔2023〕5号)", "印发〈甲方案〉的通知"),
        ("《关于转发《甲方案》的通知》(邯财教〔2023〕5号)", "关于转发《甲方案》的通知"),
        ("邯财教〔2023〕5号", None),
        ("邯财教〔2023〕5号 关于下达", None),
        ("邯财教〔2023〕5号：邯郸市财政局关于", None),
        ("邯财教〔2023〕5号：按标准执行", None),
    ],
)  # fmt: skip
def test_number_and_title_are_one_mention(text: str, title: str | None) -> None:
    assert pairs(text, basis=True) == [("邯财教〔2023〕5号", title)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("《河北省信访条例》，冀信函【2017】22号、《甲办法》",
         [(None, "河北省信访条例"), ("冀信函〔2017〕22号", None), (None, "甲办法")]),
        ("《预算法》邯财教〔2023〕5号", [(None, "预算法"), (ONE, None)]),
        ("《预算法实施条例》（中华人民共和国国务院令第729号）", [("国务院令第729号", "预算法实施条例")]),
        ("国务院令第729号《预算法实施条例》", [("国务院令第729号", "预算法实施条例")]),
        ("《关于转发财教〔2022〕5号的通知》（邯财教〔2023〕5号）",
         [("财教〔2022〕5号", None), (ONE, "关于转发财教〔2022〕5号的通知")]),
        ("邯财教〔2022〕98号、100号和《关于A的通知》(邯财教〔2023〕5号)",
         [("邯财教〔2022〕98号", None), ("邯财教〔2022〕100号", None), (ONE, "关于A的通知")]),
        ("关于甲的请示", [(None, "关于甲的请示")]),
        ("关于甲的通知、关于乙的通知、工作计划", [(None, "关于甲的通知"), (None, "关于乙的通知")]),
        ("《甲方案》", [(None, "甲方案")]),
        ("《甲条例》（试行）、《乙办法（试行）》", [(None, "甲条例"), (None, "乙办法（试行）")]),
        ("《甲条例，见乙", [(None, "甲条例")]),
        ("《未写完", []),
        ("《河北日报》、《书法》", []),
        ("年度工作计划", []),
        ("依据上级文件规定", []),
        ("", []),
    ],
)  # fmt: skip
def test_what_a_basis_names(text: str, expected: list[Pair]) -> None:
    assert pairs(text, basis=True) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("按照《中华人民共和国预算法》、《甲规程》和《关于乙的意见》规定",
         [(None, "中华人民共和国预算法"), (None, "甲规程"), (None, "关于乙的意见")]),
        ("推动《某区发展规划》实施", [(None, "某区发展规划")]),
        ("编辑《某区年鉴》、《某区文学》，征订《河北日报》", []),
        ("《某项目报告》", []),
        ("关于甲的通知", []),
        ("根据《甲办法》（邯财教[2023]5号）规定", [(ONE, "甲办法")]),
    ],
)  # fmt: skip
def test_what_other_text_names(text: str, expected: list[Pair]) -> None:
    assert pairs(text, basis=False) == expected


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("邯财行[2023]21号：邯郸市财政局关于甲的通知", "邯郸市财政局关于甲的通知"),
        ("]邯财教[2022]98号--关于提前下达补助资金", "关于提前下达补助资金"),
        ("邯财教[2022]62号-提前下达专项资金-农家书屋", "提前下达专项资金-农家书屋"),
        ("（邯财教〔2022〕98号）提前下达补助资金", "提前下达补助资金"),
        ("邯财教[2023]26号 2022年度引导资金", "2022年度引导资金"),
        ("邯财教[2023]26号", None),
    ],
)
def test_the_title_that_a_project_name_prints(name: str, title: str | None) -> None:
    assert title_after(name, find_document_numbers(name)[0]) == title


@pytest.mark.parametrize(
    ("title", "origin"),
    [
        ("提前下达2023年中央支持地方公共文化服务体系补助资金", "中央"),
        ("结算下达工作中央财政补助资金", "中央"),
        ("省级国家电影事业发展专项资金", "省级"),
        ("自治区级补助资金", "省级"),
        ("省财政衔接资金", "省级"),
        ("市级文化产业发展引导资金", "市级"),
        ("社区工作者待遇市级补助资金", "市级"),
        ("市财政补贴", "市级"),
        ("区级配套经费", "区级"),
        ("县级奖补资金", "县级"),
        ("中央和省级补助资金", None),
        ("省、市级补助资金", None),
        ("市县级补助资金", None),
        ("邯郸市财政局关于下达资金的通知", None),
        ("河北省财政厅关于下达资金的通知", None),
        ("提前下达2024年中央公共文化场馆免费开放资金", "中央"),
        ("下达2024年度中央农田建设资金", "中央"),
        ("下达中央空调维修资金", None),
        ("下达2024年中央环保督察整改经费", None),
        ("落实中央八项规定经费", None),
        ("清洗中央空调专项经费", None),
        ("省、市级专用专线费用", None),
        ("2023年度人才项目经费", None),
        ("", None),
    ],
)
def test_where_a_title_says_the_money_comes_from(title: str, origin: str | None) -> None:
    assert origin_of(title) == origin


PIECES = st.lists(
    st.one_of(
        st.sampled_from(
            [
                ONE,
                "《",
                "》",
                "〈",
                "〉",
                "<",
                ">",
                "（",
                "）",
                "关于",
                "的通知",
                "办法",
                "、",
                "：",
                " ",
                "《甲办法》",
            ]
        ),
        st.text(max_size=4),
    ),
    max_size=14,
).map("".join)


@given(PIECES, st.booleans())
@settings(max_examples=400, deadline=None)
def test_mentions_lie_in_the_text_keep_every_number_and_do_not_overlap(text: str, basis: bool) -> None:
    mentions = find_citations(text, basis=basis)
    position = 0
    for mention in mentions:
        assert position <= mention.start < mention.end <= len(text)
        assert mention.printed == text[mention.start : mention.end]
        assert mention.number is not None or mention.title
        position = mention.end
    numbers = [found.number for found in find_document_numbers(text)]
    assert [mention.number for mention in mentions if mention.number] == numbers
    for found in find_document_numbers(text):
        assert title_after(text, found) != ""
    assert origin_of(text) in {None, "中央", "省级", "市级", "区级", "县级"}


@given(
    st.sampled_from(["甲", "乙丙", "县（市、区）工作", "2023年“十四五”"]),
    st.sampled_from(["通知", "意见", "方案", "请示"]),
)
@settings(max_examples=40, deadline=None)
def test_a_rendered_pair_reads_back(matter: str, kind: str) -> None:
    title = f"关于{matter}的{kind}"
    for text in (
        f"《{title}》（{ONE}）",
        f"{ONE}《{title}》",
        f"{ONE} {title}",
        f"{title} {ONE}",
        f"{ONE}：{title}",
    ):
        assert pairs(text, basis=True) == [(ONE, title)]
