"""The tools as plain functions over one store: what is asked in, a typed answer out.

Nothing here knows the protocol. Every query runs in the worker, and each answer sees one state
of the store.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Annotated, Self

from pydantic import Field, StrictInt

from budgetkg.assistant.answers import (
    CodeListHeld,
    Column,
    CoverageHeld,
    DocumentHeld,
    EntityAnswer,
    ExplainAnswer,
    HoldingsAnswer,
    NoticeAnswer,
    NoticeNumber,
    ParameterInfo,
    QueriesAnswer,
    QueryBrief,
    QueryDescription,
    RunAnswer,
    SparqlAnswer,
    TermsAnswer,
)
from budgetkg.assistant.things import entity_answer, explain_answer, sources
from budgetkg.assistant.vocabulary import find_terms
from budgetkg.assistant.wording import said
from budgetkg.catalog import GROUPS, SavedQuery, find_query, listing, load_catalog, prepare, select_graphs
from budgetkg.errors import QueryError
from budgetkg.holdings import Held, holdings
from budgetkg.results import Solutions
from budgetkg.values.docnumber import find_document_numbers
from budgetkg.worker import Worker

__all__ = ["Desk"]

_MEMORY = 2 << 30
_LARGEST = 8 << 20
_DOCUMENTS = 200
_WHOLE = 50_000  # rows that a look-up of our own may have; it is never cut

Name = Annotated[str, Field(max_length=200, description="name of a saved query / 查询名称")]
Words = Annotated[str, Field(max_length=200, description="words, in Chinese or English / 词，中文或英文")]
Group = Annotated[str, Field(max_length=200, description="topic, as in groups of the answer / 主题")]
Thing = Annotated[
    str,
    Field(max_length=2000, description="IRI, code, document number, exact name / IRI、编码、文号、全名"),
]
Rows = Annotated[int, Field(ge=1, description="rows wanted at most; the server may allow fewer / 最多行数")]
Given = Annotated[
    dict[str, str | StrictInt | list[str]],
    Field(description="values by parameter name; a list means any of them / 按参数名给值，列表为任一"),
]
Document = Annotated[
    str, Field(max_length=2000, description="only this document: IRI, title or file name / 只用此文件")
]
Year = Annotated[int | None, Field(description="only this fiscal year / 只用此预算年度")]
Department = Annotated[
    str, Field(max_length=2000, description="only this department: IRI, code or name / 只用此部门")
]
Inferred = Annotated[
    bool,
    Field(
        description="also what is inferred and printed nowhere, with its method and confidence: say so "
        "when you use it / 也用推断内容，须注明"
    ),
]


class Desk:
    """What an assistant may ask of one store; use it as a context manager.

    `time_limit` is in seconds for each query, `max_rows` bounds what one answer shows. Methods raise
    BudgetKGError as the library does.
    """

    def __init__(self, store: Path, time_limit: float = 10.0, max_rows: int = 200) -> None:
        self.max_rows = max_rows
        self._worker = Worker(store, time_limit, max(_WHOLE, max_rows), _MEMORY, _LARGEST)
        self.catalog = load_catalog()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._worker.close()

    def list_queries(self, search: Words = "", group: Group = "") -> QueriesAnswer:
        """Return the saved queries that fit."""
        found = listing.search(self.catalog, search, group or None)
        return QueriesAnswer(
            queries=[_brief(query) for query in found.values()],
            groups={name: f"{zh} / {en}" for name, (zh, en) in GROUPS.items()},
        )

    def describe_query(self, name: Name) -> QueryDescription:
        """Return all about one saved query."""
        return _description(find_query(self.catalog, name))

    def run_query(
        self,
        name: Name,
        parameters: Given | None = None,
        document: Document = "",
        year: Year = None,
        department: Department = "",
        max_rows: Rows = 100,
        inferred: Inferred = False,
    ) -> RunAnswer:
        """Run a saved query on the documents chosen."""
        query = find_query(self.catalog, name)
        values = _values(parameters or {})
        with self._worker.snapshot() as store:
            graphs = select_graphs(store, document or None, year, department or None)
            text = prepare(store, query, values, graphs, inferred=inferred, local=True)
            found = store.query(text, min(max_rows, self.max_rows))
            if not isinstance(found, Solutions):
                raise QueryError("只有 SELECT 查询能给出行", "only a SELECT gives rows")
            cited, left = sources(store, found, graphs)
        return RunAnswer(
            query=query.name,
            summary_zh=query.summary_zh,
            summary_en=query.summary_en,
            parameters={key: list(texts) for key, texts in values.items()},
            graphs=None if graphs is None else list(graphs),
            columns=[Column(name=one, unit=query.units.get(one)) for one in found.variables],
            rows=_rows(found),
            row_count=len(found.rows),
            cut=found.cut,
            notes=[*query.notes, *([said("money")] if "元" in query.units.values() else [])],
            sources=cited,
            sources_left=left,
        )

    def sparql(
        self,
        query: Annotated[str, Field(max_length=50_000, description="SPARQL 1.1: SELECT, ASK, CONSTRUCT")],
        max_rows: Rows = 100,
    ) -> SparqlAnswer:
        """Answer one query from the store alone."""
        found = self._worker.query(query, min(max_rows, self.max_rows))
        if isinstance(found, bool):
            return SparqlAnswer(form="boolean", boolean=found, notes=[])
        if isinstance(found, str):
            return SparqlAnswer(
                form="triples", triples=found, row_count=found.count("\n"), notes=[said("money")]
            )
        return SparqlAnswer(
            form="rows",
            columns=list(found.variables),
            rows=_rows(found),
            row_count=len(found.rows),
            cut=found.cut,
            notes=[said("money")],
        )

    def describe_model(self, search: Words = "") -> TermsAnswer:
        """Return the terms that queries use."""
        return find_terms(search)

    def find_entity(self, text: Thing) -> EntityAnswer:
        """Return what a text names."""
        with self._worker.snapshot() as store:
            return entity_answer(store, text)

    def explain(self, entity: Thing) -> ExplainAnswer:
        """Return where a thing is printed and what its numbers are."""
        with self._worker.snapshot() as store:
            return explain_answer(store, entity)

    def read_notice(
        self, text: Annotated[str, Field(max_length=100_000, description="any text / 任意文本")]
    ) -> NoticeAnswer:
        """Return the document numbers in a text."""
        numbers = [
            NoticeNumber(
                number=one.number.canonical,
                printed=one.number.printed,
                mark=one.number.mark,
                year=one.number.year,
                serial=one.number.serial,
                issuer=one.number.issuer,
                tier=one.number.tier,
                start=one.start,
                end=one.end,
            )
            for one in find_document_numbers(text)
        ]
        return NoticeAnswer(numbers=numbers, notes=[said("notices")])

    def holdings(self, search: Words = "") -> HoldingsAnswer:
        """Return what the store holds, the documents whose description holds all the words."""
        with self._worker.snapshot() as store:
            found = holdings(store)
        fitting = [one for one in found.documents if _fits(one, search)]
        return HoldingsAnswer(
            document_count=len(fitting),
            cut=len(fitting) > _DOCUMENTS,
            documents=[
                DocumentHeld(
                    iri=one.iri,
                    title=one.title,
                    file=one.file,
                    department=one.department,
                    year=one.year,
                    units=one.units,
                    projects=one.projects,
                    amounts=one.amounts,
                )
                for one in fitting[:_DOCUMENTS]
            ],
            code_lists=[
                CodeListHeld(iri=one.iri, zh=one.zh, en=one.en, codes=one.concepts)
                for one in found.code_lists
            ],
            coverage=[
                CoverageHeld(what=one.what, total=one.total, known=one.known) for one in found.coverage
            ],
            triples=found.triples,
            notes=[said("scope")],
        )


def _fits(one: Held, words: str) -> bool:
    text = f"{one.iri} {one.title} {one.file} {one.department} {one.year or ''}".casefold()
    return all(word in text for word in words.casefold().split())


def _brief(query: SavedQuery) -> QueryBrief:
    return QueryBrief(
        name=query.name,
        group=query.group,
        summary_zh=query.summary_zh,
        summary_en=query.summary_en,
        parameters=[f"{one.name}*" if one.required else one.name for one in query.params],
    )


def _description(query: SavedQuery) -> QueryDescription:
    return QueryDescription(
        name=query.name,
        group=query.group,
        summary_zh=query.summary_zh,
        summary_en=query.summary_en,
        answers=list(query.answers),
        parameters=[
            ParameterInfo(
                name=one.name,
                type=one.type,
                required=one.required,
                example=one.example,
                default=one.default,
                choices=list(one.choices),
            )
            for one in query.params
        ],
        columns=[Column(name=one, unit=query.units.get(one)) for one in query.columns],
        notes=list(query.notes),
        sparql=query.text,
    )


def _values(given: Mapping[str, str | int | Sequence[str]]) -> dict[str, tuple[str, ...]]:
    return {name: tuple(value) if isinstance(value, list) else (str(value),) for name, value in given.items()}


def _rows(found: Solutions) -> list[dict[str, str | None]]:
    return [
        {name: None if term is None else term.value for name, term in zip(found.variables, row, strict=True)}
        for row in found.rows
    ]
