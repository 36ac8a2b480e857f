"""Figures on how notices are printed, read and handed down, computed from the records alone."""

from collections import Counter, defaultdict
from decimal import Decimal

from figures_sources import ORDER, TIERS, form_of, sources
from reckoning import Cell, Check, cells, yuan

from budgetkg.model import Citation, Records
from budgetkg.results import Solutions

__all__ = ["FIGURES"]

PHASES = {
    "advance": "提前下达",
    "preliminary": "预下达",
    "regular": "下达",
    "additional": "追加",
    "settlement": "结算",
    "clearing": "清算",
    "withdrawal": "收回",
}
BASES = {"sign": "通行简称", "name": "地名", "context": "文件所属区划", "central": "中央代字"}


def _numbered(records: Records) -> list[Citation]:
    return [citation for citation in records.citations if citation.number is not None]


def _origin(citation: Citation) -> str | None:
    return TIERS.get(citation.origin, citation.origin) if citation.origin else None


def _decoding(records: Records, answer: Solutions) -> None:
    wanted: set[tuple[Cell, ...]] = set()
    for citation in _numbered(records):
        number = citation.number
        assert number is not None
        signs = number.decoding
        shared = [one.name for one in signs.candidates if one.name] if signs and not signs.basis else []
        wanted |= {
            (
                number.canonical,
                number.mark,
                (signs.office or None) if signs else None,
                number.issuer,
                TIERS.get(number.tier or ""),
                BASES.get(signs.basis or "") if signs else None,
                candidate,
                Decimal(1),
            )
            for candidate in shared or [None]
        }
    assert set(cells(answer, "number mark office issuer issuer_tier basis candidate documents")) == wanted


def _titles(records: Records, answer: Solutions) -> None:
    wanted: Counter[tuple[Cell, ...]] = Counter()
    for citation in _numbered(records):
        if citation.title and citation.number:
            for phase in citation.phases or (None,):
                key = (citation.number.canonical, citation.title, _origin(citation))
                wanted[(*key, PHASES.get(phase or ""))] += 1
    found = {(*row[:4], row[4]) for row in cells(answer, "number title origin phase citations")}
    assert found == {(*key, Decimal(count)) for key, count in wanted.items()}


def _mentions(records: Records, answer: Solutions) -> None:
    lines: dict[tuple[Cell, ...], list[int]] = defaultdict(list)
    for citation in _numbered(records):
        if citation.number:
            lines[citation.number.canonical, citation.number.printed].append(citation.where.first)
    wanted = {(*key, Decimal(len(at)), Decimal(min(at))) for key, at in lines.items()}
    assert set(cells(answer, "number printed citations first_line")) == wanted


def _phases(records: Records, answer: Solutions) -> None:
    total: dict[tuple[Cell, ...], Decimal] = defaultdict(Decimal)
    for project, citation in sources(records):
        figure = project.amounts.get("total")
        for phase in citation.phases or (None,):
            amount = yuan(figure)
            total[PHASES.get(phase or ""), _origin(citation)] += amount if isinstance(amount, Decimal) else 0
    assert {row[:2]: row[2] for row in cells(answer, "phase origin total")} == total


def _disagreements(records: Records, answer: Solutions) -> None:
    tiers = {name: key for key, name in TIERS.items()} | {"区级": "county"}
    wanted: Counter[tuple[Cell, ...]] = Counter()
    for citation in _numbered(records):
        number, origin = citation.number, citation.origin
        if number and number.tier and origin and ORDER.index(tiers[origin]) > ORDER.index(number.tier):
            form = form_of(records, citation) if citation.cited_in.record == "project" else None
            wanted[(number.canonical, citation.title, form.code if form else None)] += 1
    assert Counter(cells(answer, "number title code")) == wanted


def _chains(records: Records, answer: Solutions) -> None:
    stated = {
        (upper.canonical, citation.number.canonical)
        for citation in _numbered(records)
        for upper in citation.upper
        if citation.number
    }
    wanted: Counter[tuple[Cell, ...]] = Counter()
    for upper, lower in stated:
        for project, citation in sources(records):
            number = citation.number.canonical if citation.number else None
            wanted[(upper, lower, "转下达", project.code)] += number == lower
            wanted[(upper, lower, "直接引用", project.code)] += number == upper
    found = Counter(cells(answer, "upper notice relation code"))
    assert found == Counter({key: count for key, count in wanted.items() if count})


FIGURES: dict[str, Check] = {
    "notice-chain-across": _chains,
    "notice-decoding": _decoding,
    "notice-mentions": _mentions,
    "notice-titles": _titles,
    "origin-disagreements": _disagreements,
    "projects-by-phase": _phases,
}
