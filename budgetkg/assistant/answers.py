"""What the tools answer: the schema that an assistant sees, so every field says what it is.

Numbers are exact decimal texts, never floats: no reader between the store and the user rounds them.
"""

from typing import Annotated, Literal

from pydantic import BaseModel, Field

__all__ = [
    "Candidate",
    "CodeListHeld",
    "Column",
    "CoverageHeld",
    "DocumentHeld",
    "EntityAnswer",
    "ExplainAnswer",
    "Figure",
    "HoldingsAnswer",
    "NoticeAnswer",
    "NoticeNumber",
    "ParameterInfo",
    "PartOfSum",
    "Place",
    "QueriesAnswer",
    "QueryBrief",
    "QueryDescription",
    "ReferenceInfo",
    "RunAnswer",
    "Source",
    "SparqlAnswer",
    "StatementInfo",
    "SumInfo",
    "Term",
    "TermsAnswer",
]

Cell = Annotated[str | None, Field(description="null is blank, not zero / 空白不等于零")]
Exact = Annotated[str, Field(description="exact decimal number as text / 精确的十进制数（文本）")]


class ParameterInfo(BaseModel):
    """A parameter of a saved query."""

    name: str
    type: str
    required: bool
    example: str
    default: str | None = None
    choices: list[str] = []


class QueryBrief(BaseModel):
    """A saved query in the list."""

    name: str
    group: str
    summary_zh: str
    summary_en: str
    parameters: list[str] = Field(description="names; a required one has a * / 参数名，* 为必需")


class QueriesAnswer(BaseModel):
    """The saved queries that fit."""

    queries: list[QueryBrief]
    groups: dict[str, str] = Field(description="topic and its title / 主题及其名称")


class Column(BaseModel):
    """A column of an answer."""

    name: str
    unit: str | None = Field(description="unit of its numbers: 元 is yuan / 数字的单位")


class QueryDescription(BaseModel):
    """All that must be known to run a saved query and to read its rows rightly."""

    name: str
    group: str
    summary_zh: str
    summary_en: str
    answers: list[str] = Field(description="the questions that it answers / 它回答的问题")
    parameters: list[ParameterInfo]
    columns: list[Column]
    notes: list[str] = Field(description="what must be known to use the rows, also what must not be added up")
    sparql: str = Field(description="the text of the query / 查询正文")


class Place(BaseModel):
    """Where something is printed."""

    document: str = Field(description="title of the document / 文件标题")
    file: str
    first_line: int
    last_line: int
    page: int | None = None
    printed: str = Field(description="what stands there for the thing / 原文")
    lines: str | None = Field(default=None, description="the whole printed lines / 整行原文")


class Figure(BaseModel):
    """A number of a thing, with its proof."""

    property: str
    printed: str | None = Field(description="as printed, in the unit of the document / 原文数字")
    unit: str | None = Field(description="unit of the printed number / 原文单位")
    value: Exact
    value_unit: str | None = Field(description="unit of the exact value: 元 for money / 精确值的单位")
    agrees: bool | None = Field(description="whether print and unit give the value; null: cannot be told")
    document: str | None = None
    file: str | None = None
    first_line: int | None = None
    last_line: int | None = None


class Source(BaseModel):
    """Where a thing in the rows comes from: cite this."""

    thing: str = Field(description="as the rows name it / 行中的写法")
    iri: str
    name: str
    places: list[Place]
    figures: list[Figure]
    cut: bool = Field(description="there are more places or figures: see explain / 还有更多，见 explain")


class RunAnswer(BaseModel):
    """The rows of a saved query, and what a cited figure needs."""

    query: str
    summary_zh: str
    summary_en: str
    parameters: dict[str, list[str]] = Field(description="as they were used / 所用参数")
    graphs: list[str] | None = Field(description="graphs of the documents asked; null: all / 所查文件")
    columns: list[Column]
    rows: list[dict[str, Cell]]
    row_count: int = Field(description="rows given here / 给出的行数")
    cut: bool = Field(description="true: there are more rows, so these give no total / 被截断")
    notes: list[str]
    sources: list[Source]
    sources_left: int = Field(description="things in rows without a source here: see explain")


class Term(BaseModel):
    """A class or property of the vocabulary."""

    name: str = Field(description="prefixed name, as in queries / 前缀名")
    kind: str
    zh: str
    en: str
    definition_zh: str
    definition_en: str
    note_en: str
    domain: list[str]
    range: list[str]


class TermsAnswer(BaseModel):
    """The terms that fit, and how to write a query."""

    prefixes: dict[str, str]
    how_to: str
    terms: list[Term]
    cut: bool


class SparqlAnswer(BaseModel):
    """The answer of a query in SPARQL."""

    form: Literal["rows", "boolean", "triples"]
    columns: list[str] = []
    rows: list[dict[str, Cell]] = []
    row_count: int = 0
    cut: bool = Field(default=False, description="true: there are more rows / 结果被截断")
    boolean: bool | None = None
    triples: str | None = Field(default=None, description="N-Triples of a CONSTRUCT or DESCRIBE")
    notes: list[str]


class Candidate(BaseModel):
    """Something that a text may mean."""

    iri: str
    name: str
    kinds: list[str]


class EntityAnswer(BaseModel):
    """What a text names."""

    status: Literal["found", "ambiguous", "unknown"]
    iri: str | None = Field(description="only when found; never guessed / 仅在确定时给出")
    name: str
    kinds: list[str]
    candidates: list[Candidate] = Field(
        description="ambiguous: all that it may be; unknown: names that contain the text / 候选"
    )
    cut: bool = Field(description="there are more candidates / 还有更多候选")


class PartOfSum(BaseModel):
    """One amount in a sum."""

    iri: str
    name: str
    code: str
    yuan: Exact


class SumInfo(BaseModel):
    """An amount and the rows right under it in the same table and column."""

    whole: PartOfSum
    parts: list[PartOfSum]
    total: Exact
    difference: Exact


class ReferenceInfo(BaseModel):
    """A citation from or to the thing."""

    relation: str
    iri: str
    name: str
    field: str
    printed: str
    file: str
    line: int


class StatementInfo(BaseModel):
    """One statement of the graph about the thing."""

    entity: str
    property: str
    value: str
    label: str


class ExplainAnswer(BaseModel):
    """Where a number or a thing comes from."""

    iri: str
    name: str
    kinds: list[str]
    places: list[Place]
    figures: list[Figure]
    sums: list[SumInfo]
    references: list[ReferenceInfo]
    statements: list[StatementInfo]
    cut: list[str] = Field(description="the lists above that are not whole / 被截断的列表")
    notes: list[str]


class NoticeNumber(BaseModel):
    """An official document number found in a text."""

    number: str = Field(description="canonical form / 规范写法")
    printed: str
    mark: str
    year: int | None
    serial: int
    issuer: str | None
    tier: str | None
    start: int
    end: int


class NoticeAnswer(BaseModel):
    """The document numbers in a text, in order."""

    numbers: list[NoticeNumber]
    notes: list[str]


class DocumentHeld(BaseModel):
    """A document in the store."""

    iri: str
    title: str
    file: str
    department: str
    year: int | None
    units: int
    projects: int
    amounts: int


class CodeListHeld(BaseModel):
    """A code list and how many codes it has."""

    iri: str
    zh: str
    en: str
    codes: int


class CoverageHeld(BaseModel):
    """How many things of a kind the documents use, and how many are known."""

    what: str
    total: int
    known: int


class HoldingsAnswer(BaseModel):
    """What the store holds; nothing else can be answered from it."""

    document_count: int = Field(description="documents that fit the words / 符合的文件数")
    documents: list[DocumentHeld]
    cut: bool = Field(description="true: more documents fit than are listed / 未全部列出")
    code_lists: list[CodeListHeld]
    coverage: list[CoverageHeld]
    triples: int
    notes: list[str]
