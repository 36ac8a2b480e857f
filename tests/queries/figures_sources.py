"""Figures on notices and legal bases, computed from the records alone."""

from collections import Counter, defaultdict
from decimal import Decimal

from reckoning import Cell, Check, cells

from budgetkg.model import Citation, Project, Records
from budgetkg.results import Solutions

__all__ = ["FIGURES", "ORDER", "TIERS", "form_of", "sources"]


TIERS = {"central": "中央", "province": "省级", "city": "市级", "county": "县级"}
ORDER = ("central", "province", "city", "county")


def _amount(project: Project) -> Decimal | None:
    figure = project.amounts.get("total")
    return None if figure is None else Decimal(figure.text) * 10_000


def form_of(records: Records, citation: Citation) -> Project | None:
    """The form in whose name, text or indicator a document is cited."""
    place = citation.cited_in
    if place.record == "project":
        return next(project for project in records.projects if project.number == place.number)
    if place.record == "indicator" and place.project is not None:
        return records.projects[place.project - 1]
    return None


def sources(records: Records) -> list[tuple[Project, Citation]]:
    """Forms with the numbered documents that their names cite: each pair once."""
    found: dict[tuple[int | None, str], tuple[Project, Citation]] = {}
    for citation in records.citations:
        place, number = citation.cited_in, citation.number
        form = form_of(records, citation)
        if form is not None and number is not None and (place.record, place.field) == ("project", "name"):
            found.setdefault((form.number, number.canonical), (form, citation))
    return list(found.values())


def _tier(citation: Citation) -> str | None:
    return TIERS.get(citation.number.tier or "") if citation.number else None


def _canonical(citation: Citation) -> str:
    assert citation.number is not None
    return citation.number.canonical


def _without_white_space(title: str) -> str:
    return "".join(title.split())


def _basis(citation: Citation) -> str | None:
    """A document's number, or its title without white space, as its IRI has it."""
    if citation.number is not None:
        return citation.number.canonical
    return None if citation.title is None else _without_white_space(citation.title)


def _bare(rows: list[tuple[Cell, ...]], place: int) -> Counter[tuple[Cell, ...]]:
    return Counter(
        tuple(_without_white_space(str(cell)) if n == place else cell for n, cell in enumerate(row))
        for row in rows
    )


def _projects_by_notice(records: Records, answer: Solutions) -> None:
    wanted = [(_canonical(c), c.title, _tier(c), c.origin, p.code, _amount(p)) for p, c in sources(records)]
    found = cells(answer, "notice title issuer_tier origin code amount")
    assert len(found) == len(wanted) == len(set(found))
    for notice, title, tier, origin, code, amount in wanted:
        row = next(row for row in found if (row[0], row[4]) == (notice, code))
        assert (row[1], row[2], row[5]) == (title, tier, amount)
        assert row[3] == (TIERS.get(origin, origin) if origin else None)


def _notices_by_amount(records: Records, answer: Solutions) -> None:
    total: Counter[str] = Counter()
    count: Counter[str] = Counter()
    for project, citation in sources(records):
        count[_canonical(citation)] += 1
        total[_canonical(citation)] += _amount(project) or 0  # type: ignore[assignment]
    wanted = {(notice, Decimal(count[notice]), Decimal(total[notice])) for notice in count}
    assert set(cells(answer, "notice projects total")) == wanted
    assert sum(Decimal(str(row[0])) for row in cells(answer, "without_amount")) == sum(
        _amount(project) is None for project, _ in sources(records)
    )


def _shared_notices(records: Records, answer: Solutions) -> None:
    total: dict[str, Decimal] = defaultdict(Decimal)
    for project, citation in sources(records):
        total[_canonical(citation)] += _amount(project) or 0
    found = cells(answer, "notice in_documents department_code amount left_out")
    code = records.department.code
    by_name = [(notice, Decimal(1), code, amount, None) for notice, amount in total.items()]
    assert Counter(row for row in found if row[3] is not None) == Counter(by_name)
    assert {row[1] for row in cells(answer, "notice cited_as") if row[0] in total} >= {"资金来源"}


def _notice_spellings(records: Records, answer: Solutions) -> None:
    wanted = Counter(
        (citation.number.canonical, citation.printed) for citation in records.citations if citation.number
    )
    found = {
        (str(notice), str(printed)): mentions
        for notice, printed, mentions in cells(answer, "notice printed mentions")
    }
    assert found == {pair: Decimal(count) for pair, count in wanted.items()}
    forms = Counter(notice for notice, _ in wanted)
    assert {(row[0], row[1]) for row in cells(answer, "notice forms")} == {
        (notice, Decimal(count)) for notice, count in forms.items()
    }


def _projects_by_origin(records: Records, answer: Solutions) -> None:
    total: dict[tuple[Cell, ...], Decimal] = defaultdict(Decimal)
    for project, citation in sources(records):
        origin = TIERS.get(citation.origin, citation.origin) if citation.origin else None
        total[(origin, _tier(citation))] += _amount(project) or 0
    assert {row[:2]: row[2] for row in cells(answer, "origin issuer_tier total")} == total


def _projects_without_basis(records: Records, answer: Solutions) -> None:
    cited = {form.number for c in records.citations if (form := form_of(records, c)) is not None}
    wanted = [(p.code, _amount(p), Decimal(p.number or 0)) for p in records.projects if p.number not in cited]
    assert Counter(cells(answer, "code amount form_number")) == Counter(wanted)


def _projects_on_earlier_notices(records: Records, answer: Solutions) -> None:
    year = records.document.fiscal_year or 0
    mentions: Counter[tuple[Cell, ...]] = Counter()
    named = {(form.number, _canonical(citation)) for form, citation in sources(records)}
    for citation in records.citations:
        form, number = form_of(records, citation), citation.number
        if form is not None and number is not None and number.year is not None and number.year < year:
            source = (form.number, number.canonical) in named
            kind = "资金来源" if source else "依据"
            key = (number.canonical, Decimal(year - number.year), kind, form.code, _amount(form))
            mentions[key] += 1
    wanted = {(*key, Decimal(count)) for key, count in mentions.items()}
    found = cells(answer, "notice years_before cited_as code amount mentions")
    assert len(found) == len(wanted)
    assert set(found) == wanted


def _notice_chain(records: Records, answer: Solutions) -> None:
    wanted: set[tuple[Cell, ...]] = set()
    for form, citation in sources(records):
        own = citation.number.tier if citation.number else None
        uppers: set[Cell] = {
            other.number.canonical
            for other in records.citations
            if own and other.number and other.number.tier and form_of(records, other) == form
            if ORDER.index(other.number.tier) < ORDER.index(own)
        }
        wanted |= {(upper, _canonical(citation), form.code, _amount(form)) for upper in uppers or {None}}
    assert set(cells(answer, "upper notice code amount")) == wanted


def _transfer_programmes(records: Records, answer: Solutions) -> None:
    wanted: list[tuple[Cell, ...]] = [
        ("项目编码类型Z", None, p.code) for p in records.projects if p.code and p.code[8:9] == "Z"
    ]
    for form, citation in sources(records):
        if citation.origin in ("中央", "central"):
            wanted.append(("题名写明中央", _canonical(citation), form.code))
        if _tier(citation) == "中央":
            wanted.append(("中央机关发文", _canonical(citation), form.code))
    assert Counter(cells(answer, "sign notice code")) == Counter(wanted)
    amounts = {project.code: _amount(project) for project in records.projects}
    assert all(amounts[str(code)] == amount for code, amount in cells(answer, "code amount"))


def _legal_bases(records: Records, answer: Solutions) -> None:
    citations: Counter[Cell] = Counter()
    forms: dict[Cell, set[int | None]] = defaultdict(set)
    for citation in records.citations:
        if (basis := _basis(citation)) is not None:
            citations[basis] += 1
            form = form_of(records, citation)
            forms[basis] |= {form.number} if form is not None else set()
    wanted = [(basis, Decimal(n), Decimal(len(forms[basis]))) for basis, n in citations.items()]
    assert _bare(cells(answer, "basis citations projects"), 0) == Counter(wanted)


def _legal_bases_by_unit(records: Records, answer: Solutions) -> None:
    citations: Counter[tuple[Cell, ...]] = Counter()
    forms: dict[tuple[Cell, ...], set[int | None]] = defaultdict(set)
    for citation in records.citations:
        form, basis = form_of(records, citation), _basis(citation)
        if form is not None and basis is not None:
            citations[(form.unit_text, basis)] += 1
            forms[(form.unit_text, basis)].add(form.number)
    wanted = [(*key, Decimal(n), Decimal(len(forms[key]))) for key, n in citations.items()]
    assert _bare(cells(answer, "unit_text basis citations projects"), 1) == Counter(wanted)


def _unresolved_citations(records: Records, answer: Solutions) -> None:
    year = records.document.fiscal_year or 0
    wanted: Counter[tuple[Cell, ...]] = Counter()
    for citation in records.citations:
        number = citation.number
        if number is None:
            basis = _basis(citation)
            wanted[("未识别", citation.printed) if basis is None else ("仅有题名", basis)] += 1
        else:
            shared = number.decoding.candidates if number.decoding and number.tier is None else ()
            sign = "地名简称有歧义" if len(shared) > 1 else "地名简称未经证实" if shared else "机关代字未知"
            wanted[(sign, number.canonical)] += number.tier is None
            wanted[("年份晚于预算年度", number.canonical)] += (number.year or 0) > year
    rows = [(*key, Decimal(count)) for key, count in wanted.items() if count]
    assert _bare(cells(answer, "reason cited citations"), 1) == Counter(rows)
    lines = {Decimal(citation.where.first) for citation in records.citations}
    assert all(row[0] in lines for row in cells(answer, "first_line"))


FIGURES: dict[str, Check] = {
    "legal-bases": _legal_bases,
    "legal-bases-by-unit": _legal_bases_by_unit,
    "notice-chain": _notice_chain,
    "notice-spellings": _notice_spellings,
    "notices-by-amount": _notices_by_amount,
    "projects-by-notice": _projects_by_notice,
    "projects-by-origin": _projects_by_origin,
    "projects-on-earlier-notices": _projects_on_earlier_notices,
    "projects-without-basis": _projects_without_basis,
    "shared-notices": _shared_notices,
    "transfer-programmes": _transfer_programmes,
    "unresolved-citations": _unresolved_citations,
}
