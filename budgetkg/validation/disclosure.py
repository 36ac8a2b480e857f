"""Is everything there that a departmental budget has to disclose? The score, and a finding for what is not.

What has to be disclosed is the code list `scheme-disclosure-item` (D1–D20); whether it is there, the saved
query `disclosure-completeness` says. Source: 地方预决算公开操作规程（财预〔2016〕143号）.
"""

from collections.abc import Collection, Mapping, Sequence
from functools import cache

from budgetkg.catalog import load_catalog, run
from budgetkg.catalog.binding import bind
from budgetkg.catalog.entities import select
from budgetkg.namespaces import CODES_GRAPH, finding_iri
from budgetkg.results import Answering, Term
from budgetkg.validation.audit.known import known_operands, own_query
from budgetkg.validation.findings import Coverage, Entity, Finding, Message, Report, Score, report_of

__all__ = ["DISCLOSURE", "check_disclosure", "disclosure_rules"]

#: Class and severity of an item that was not found.
DISCLOSURE = ("doubt", "warning")


@cache
def disclosure_rules() -> tuple[str, ...]:
    """Return the numbers of the items, D1 to D20, in order."""
    return tuple(f"D{number}" for number in range(1, 21))


def check_disclosure(store: Answering, graph: str, rules: Collection[str]) -> Report:
    """Look for these items in one document. The score is that of all items: some alone give none.

    Without code lists there are no items: then each is an input that is missing.
    """
    wanted = [rule for rule in disclosure_rules() if rule in rules]
    rows = run(store, load_catalog()["disclosure-completeness"], {}, [graph])
    cells = [dict(zip(rows.variables, row, strict=True)) for row in rows.rows]
    found = {_text(row, "item"): _text(row, "found") == "1" for row in cells}
    lacking = [rule for rule in wanted if found.get(rule) is False]
    coverage = [_coverage(rule, rule in found) for rule in wanted]
    document = graph.removesuffix("/graph")
    scores = (
        [Score(document, len(found), sum(found.values()))]
        if found and len(wanted) == len(disclosure_rules())
        else []
    )
    return report_of(_findings(store, graph, lacking), coverage, scores=scores)


def _coverage(rule: str, asked: bool) -> Coverage:
    return Coverage(rule, "ran", 1) if asked else Coverage(rule, "inputs-missing", 0, 1)


def _findings(store: Answering, graph: str, lacking: Sequence[str]) -> list[Finding]:
    if not lacking:
        return []
    document = graph.removesuffix("/graph")
    names = _names(store)
    spots = known_operands(store, {document: graph})[document].spots
    return [
        Finding(
            id=finding_iri(rule, [document]),
            rule=rule,
            kind=DISCLOSURE[0],
            severity=DISCLOSURE[1],
            message=Message(
                f"应当公开“{names[rule].zh}”，文件中没有找到。",
                f"The {names[rule].en} has to be disclosed; it was not found in the document.",
            ),
            document=document,
            entities=(Entity("document", document.rpartition("/")[2], document),),
            where=spots,
        )
        for rule in lacking
    ]


def _names(store: Answering) -> Mapping[str, Message]:
    found = select(store, bind(own_query("disclosure-items"), {}, (CODES_GRAPH,)))
    cells = [dict(zip(found.variables, row, strict=True)) for row in found.rows]
    return {_text(row, "item"): Message(_text(row, "zh"), _text(row, "en")) for row in cells}


def _text(row: Mapping[str, Term | None], name: str) -> str:
    term = row[name]
    return "" if term is None else term.value
