"""Write the account lists of the other years from that of 2024 and from what is known to have changed.

The data are in ontology/codes/accounts.toml, which says what may be concluded from them.
"""

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

from rdflib import RDF, SKOS, Graph, Literal, URIRef

from budgetkg.namespaces import BKG, ID, account_iri, account_year_iri, scheme_iri

__all__ = ["CODES", "KINDS", "YEARLY", "Account", "Change", "changes", "generated", "listed", "years"]

CODES = Path(__file__).parents[2] / "ontology" / "codes"
BASE_YEAR = 2024


@dataclass(frozen=True)
class Kind:
    """One classification: the digits of its levels, what these are called, and what its lists are called."""

    digits: tuple[int, ...]
    cls: str
    zh: str
    en: str


_SCOPE = f"""skos:scopeNote "由{BASE_YEAR}年科目表和已知变动推得，未经核对；未列入的编码未必有误。"@zh ,
        "Concluded from the list of {BASE_YEAR} and from known changes, not compared with the official list; \
a code that is missing here is not a wrong code."@en"""
_LEVELS = (("类", "class"), ("款", "section"), ("项", "item"), ("目", "sub-item"))
KINDS = {
    "functional": Kind(
        (3, 5, 7), "bkg:FunctionalAccount", "支出功能分类科目", "Functional accounts of expenditure"
    ),
    "economic": Kind(
        (3, 5), "bkg:EconomicAccount", "部门预算支出经济分类科目", "Economic accounts of departmental budgets"
    ),
    "government-economic": Kind(
        (3, 5), "bkg:EconomicAccount", "政府预算支出经济分类科目", "Economic accounts of government budgets"
    ),
    "revenue": Kind((3, 5, 7, 9), "", "收入分类科目", "Accounts of revenue"),
}
#: The files that are made here, each with its kind; the last one holds the changes of all.
YEARLY = {f"{kind}-years.ttl": kind for kind in KINDS} | {"account-changes.ttl": ""}


@dataclass(frozen=True)
class Account:
    """One account as a list has it."""

    code: str
    zh: str
    en: str | None
    verification: str


@dataclass(frozen=True)
class Change:
    """One account that was renamed, added or moved in the list of a year."""

    kind: str
    year: int
    code: str
    before: str | None = None
    before_en: str | None = None
    source: str | None = None


def _data() -> dict[str, object]:
    return tomllib.loads((CODES / "accounts.toml").read_text(encoding="utf-8"))


def years() -> dict[int, int]:
    """Return the years that have a list, each with the number of levels that it knows."""
    given = _data()["years"]
    assert isinstance(given, dict)
    return dict(sorted({**{int(year): levels for year, levels in given.items()}, BASE_YEAR: 4}.items()))


def changes() -> tuple[Change, ...]:
    given = _data()["change"]
    assert isinstance(given, list)
    return tuple(
        Change(
            one["kind"], one["year"], one["code"], one.get("before"), one.get("before_en"), one.get("from")
        )
        for one in given
    )


def base(kind: str) -> tuple[Account, ...]:
    """Return the accounts of the list of 2024 in the order of their codes."""
    graph = Graph().parse(CODES / f"{kind}-{BASE_YEAR}.ttl")
    found = []
    for account in graph.subjects(SKOS.inScheme, URIRef(scheme_iri(kind, BASE_YEAR))):
        labels = {
            one.language: str(one)
            for one in graph.objects(account, SKOS.prefLabel)
            if isinstance(one, Literal)
        }
        verification = str(graph.value(account, URIRef(f"{BKG}verification"))).rsplit("verification-", 1)[1]
        code = str(graph.value(account, SKOS.notation))
        found.append(Account(code, labels["zh"], labels.get("en"), verification))
    assert (URIRef(scheme_iri(kind, BASE_YEAR)), RDF.type, SKOS.ConceptScheme) in graph
    return tuple(sorted(found, key=lambda one: one.code))


def listed(kind: str, year: int) -> tuple[Account, ...]:
    """Return the accounts of a year's list in the order of their codes."""
    if year == BASE_YEAR:
        return base(kind)
    depth = years()[year]
    held = {
        one.code: replace(one, verification="unverified" if one.verification == "unverified" else "inferred")
        for one in base(kind)
        if len(one.code) <= KINDS[kind].digits[min(depth, len(KINDS[kind].digits)) - 1]
    }
    for change in sorted(changes(), key=lambda one: -one.year):
        if change.kind == kind and change.year > year:
            _undo(held, change, depth)
        elif change.kind == kind and change.source is not None:
            held.pop(change.source, None)
    return tuple(sorted(held.values(), key=lambda one: one.code))


def _undo(held: dict[str, Account], change: Change, depth: int) -> None:
    """Bring a list to what it was before a change."""
    if change.before and not change.source:
        if change.code in held:
            held[change.code] = Account(change.code, change.before, change.before_en, "unverified")
        return
    for code in [code for code in held if code.startswith(change.code)]:
        del held[code]
    if change.source and len(change.source) <= 1 + 2 * depth:
        held[change.source] = Account(change.source, change.before or "", change.before_en, "unverified")


def generated() -> dict[str, str]:
    """Return the text of each file that is made here, by its name."""
    return {name: _text(_file(kind) if kind else _changes()) for name, kind in YEARLY.items()}


_HEAD = """# Made from accounts.toml and {source} by tests/ontology/yearly_lists.py: change those, not this.

@prefix bkg: <https://w3id.org/budgetkg/def#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rule: <https://w3id.org/budgetkg/rule#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xkos: <http://rdf-vocabulary.ddialliance.org/xkos#> ."""


def _text(blocks: Iterable[str]) -> str:
    return "\n\n".join(blocks) + "\n"


def _block(subject: str, *pairs: str) -> str:
    return f"<{subject}> " + " ;\n    ".join(pairs) + " ."


def _labels(zh: str, en: str | None) -> str:
    return f'skos:prefLabel "{zh}"@zh' + (f' , "{en}"@en' if en else "")


def _file(kind: str) -> Iterator[str]:
    yield _HEAD.format(source=f"{kind}-{BASE_YEAR}.ttl")
    named = {one.code for one in base(kind)}
    for year in years():
        if year == BASE_YEAR:
            continue
        accounts = listed(kind, year)
        yield from _scheme(kind, year, accounts)
        for account in accounts:
            yield _account(kind, year, account)
            if account.code not in named:
                named.add(account.code)
                yield _lasting(kind, account)


def _scheme(kind: str, year: int, accounts: tuple[Account, ...]) -> Iterator[str]:
    scheme, about = scheme_iri(kind, year), KINDS[kind]
    levels = range(1, len(about.digits) + 1)
    lasting = scheme.rsplit("/", 1)[0]
    yield _block(
        scheme,
        "a skos:ConceptScheme",
        _labels(f"{year}年{about.zh}", f"{about.en} {year}"),
        _SCOPE,
        f"dcterms:isVersionOf <{lasting}>",
        "bkg:verification bkg:verification-inferred",
        f"xkos:numberOfLevels {len(about.digits)}",
        f"xkos:levels <{scheme}/levels-1>",
        "dcterms:hasPart " + " , ".join(f"<{scheme}/level-{depth}>" for depth in levels),
    )
    for depth in levels:
        rest = f"<{scheme}/levels-{depth + 1}>" if depth < len(about.digits) else "rdf:nil"
        yield _block(f"{scheme}/levels-{depth}", f"rdf:first <{scheme}/level-{depth}>", f"rdf:rest {rest}")
        codes = [one.code for one in accounts if len(one.code) == about.digits[depth - 1]]
        members = [
            "skos:member " + " ,\n        ".join(f"<{account_year_iri(kind, year, code)}>" for code in codes)
        ]
        yield _block(
            f"{scheme}/level-{depth}",
            "a xkos:ClassificationLevel",
            _labels(*_LEVELS[depth - 1]),
            f"xkos:depth {depth}",
            f"dcterms:isPartOf <{scheme}>",
            *(members if codes else []),
        )


def _account(kind: str, year: int, account: Account) -> str:
    scheme = scheme_iri(kind, year)
    parent = account_year_iri(kind, year, account.code[:-2])
    cls = f"{KINDS[kind].cls} , " if KINDS[kind].cls else ""
    return _block(
        account_year_iri(kind, year, account.code),
        f"a {cls}skos:Concept",
        f"skos:inScheme <{scheme}>",
        f"skos:topConceptOf <{scheme}>" if len(account.code) == 3 else f"skos:broader <{parent}>",
        f'bkg:code "{account.code}"',
        f'skos:notation "{account.code}"',
        _labels(account.zh, account.en),
        f"dcterms:isVersionOf <{account_iri(kind, account.code)}>",
        f"bkg:verification bkg:verification-{account.verification}",
    )


def _lasting(kind: str, account: Account) -> str:
    return _block(
        account_iri(kind, account.code),
        "a skos:Concept",
        f"skos:inScheme <{ID}account/{kind}>",
        f'skos:notation "{account.code}"',
        _labels(account.zh, account.en),
    )


def _changes() -> Iterator[str]:
    """Yield the correspondence of each two lists that follow one another, with what differs between them."""
    yield _HEAD.format(source="the lists of each year")
    known = list(years())
    for kind, about in KINDS.items():
        for before, after in pairwise(known):
            found = [one for one in changes() if one.kind == kind and before < one.year <= after]
            yield from _correspondence(kind, about, before, after, found)


def _correspondence(kind: str, about: Kind, before: int, after: int, found: list[Change]) -> Iterator[str]:
    subject = f"{ID}mapping/{kind}/{before}-{after}"
    made = [(one, f"{subject}/{one.source or one.code}-{one.code}") for one in found if one.before]
    yield _block(
        subject,
        "a xkos:Correspondence",
        _labels(
            f"{about.zh}：{before}年与{after}年的对应", f"{about.en}: correspondence of {before} and {after}"
        ),
        'skos:definition "未列出的科目，同一编码即同一科目（dcterms:isVersionOf）。"@zh ,\n'
        '        "An account that is not named here is the same where its code is (dcterms:isVersionOf)."@en',
        f"xkos:compares <{scheme_iri(kind, before)}> , <{scheme_iri(kind, after)}>",
        "bkg:method bkg:method-proposal",
        "bkg:verification bkg:verification-inferred",
        *(["xkos:madeOf " + " , ".join(f"<{iri}>" for _, iri in made)] if made else []),
    )
    for one, iri in made:
        yield _block(
            iri,
            "a xkos:ConceptAssociation",
            f"xkos:sourceConcept <{account_year_iri(kind, before, one.source or one.code)}>",
            f"xkos:targetConcept <{account_year_iri(kind, after, one.code)}>",
            f"bkg:mappingRelation skos:{'closeMatch' if one.source else 'exactMatch'}",
            "bkg:mappingRank 1",
            "bkg:method bkg:method-proposal",
            "bkg:confidence 0.5",
            "bkg:verification bkg:verification-unverified",
        )
