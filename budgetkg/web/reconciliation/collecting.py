"""Collect what all documents say of each thing, oldest document first.

Pure functions of what was read: the same documents give the same things in the same order.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from budgetkg.namespaces import BKG, ID, account_iri
from budgetkg.web.reconciliation.reading import Codes, Facts, Row
from budgetkg.web.reconciliation.things import UNDATED, Reference, Said, Thing, Value

__all__ = ["collect"]

_ACCOUNT = re.compile(rf"{re.escape(ID)}account/(?P<kind>[^/]+)/(?:(?P<year>[0-9]{{4}})/)?(?P<code>[^/]+)")

#: The table whose column 合计 is the amount of an account, by list: the same money stands in several.
_TABLES = {"functional": "table-expenditure", "economic": "table-basic", "revenue": "table-income"}
_LEVELS = {3: "类", 5: "款", 7: "项"}
_REVENUE_LEVELS = {3: "类", 5: "款", 7: "项", 9: "目"}

_SIDES = {f"{BKG}side-income": "income", f"{BKG}side-expenditure": "expenditure"}


@dataclass(slots=True)
class _Draft:
    """A thing that is being collected."""

    iri: str
    type: str
    names: dict[str, None] = field(default_factory=dict)
    codes: dict[str, None] = field(default_factory=dict)
    said: dict[str, list[Said]] = field(default_factory=dict)
    _once: set[tuple[str, Value, int | None]] = field(default_factory=set)

    def call(self, name: str | None) -> None:
        """Note a name; the one that came last is the latest."""
        if name:
            self.names.pop(name, None)
            self.names[name] = None

    def code(self, code: str | None) -> None:
        if code:
            self.codes[code] = None

    def say(self, key: str, value: Value | None, year: int | None = None) -> None:
        """Note a value once."""
        said = self.said.setdefault(key, [])
        if value is not None and (key, value, year) not in self._once:
            self._once.add((key, value, year))
            said.append(Said(value, year))

    def line(self, year: int | None, values: Mapping[str, Value | None]) -> None:
        """Note what one document says, side by side: a blank where it says nothing."""
        known = UNDATED if year is None else year
        for key, value in values.items():
            self.said.setdefault(key, []).append(Said(value, known))

    def done(self) -> Thing:
        """Return the thing, the latest name first."""
        names = tuple(reversed(self.names))
        said = {"name": [Said(name) for name in names], **self.said}
        return Thing(
            self.iri, self.type, names, tuple(self.codes), {key: tuple(one) for key, one in said.items()}
        )


class _Collection:
    """The drafts by IRI, in the order in which they came."""

    def __init__(self) -> None:
        self.drafts: dict[str, _Draft] = {}

    def draft(self, iri: str, type_: str) -> _Draft:
        found = self.drafts.get(iri)
        if found is None:
            found = self.drafts[iri] = _Draft(iri, type_)
        return found


@dataclass(frozen=True, slots=True)
class _Context:
    """The document whose facts are being noted."""

    iri: str
    year: int | None
    department: str | None
    facts: Facts

    def line(self, name: str | None, **values: Value | None) -> dict[str, Value | None]:
        """Return what every line of a document has, and what this one adds."""
        given = {key.replace("_", "-"): value for key, value in values.items()}
        return {"year": self.year, "document": self.iri, "printed-name": name, **given}


def collect(documents: Sequence[Facts], codes: Codes, same: Iterable[Row] = ()) -> tuple[Thing, ...]:
    """Return the things of all documents and code lists."""
    things = _Collection()
    for context in sorted(map(_context, documents), key=lambda one: (one.year or 0, one.iri)):
        _note_departments(things, context)
        _note_units(things, context)
        _note_projects(things, context)
        _note_accounts(things, context)
        _note_legal(things, context)
        _note_agencies(things, context)
    _note_codes(things, codes)  # last: a name of a list stands before what a document prints
    _note_same(things, same)
    return tuple(draft.done() for draft in things.drafts.values())


def _context(facts: Facts) -> _Context:
    document = facts["document"][0]
    year = document.values["year"]
    return _Context(document.iri, year if isinstance(year, int) else None, document.text("department"), facts)


def _note_codes(things: _Collection, codes: Codes) -> None:
    for iri, name in codes.accounts:
        _account(things, iri, name)
    for iri, name in codes.labels:
        division = iri.startswith(f"{ID}division/")
        draft = things.draft(iri, "division" if division else "agency")
        draft.call(name)
        if division:
            _set_code(draft, iri.rsplit("/", 1)[-1])


def _note_departments(things: _Collection, context: _Context) -> None:
    facts = context.facts
    for iri, code, name, short, tier, above in facts.divisions:
        draft = things.draft(iri, "division")
        draft.call(short)
        draft.call(name)
        _set_code(draft, code)
        draft.say("tier", tier or None)
        _refer(things, draft, "parent-division", above or None, "division")
    totals: dict[str, Value | None] = {"income": None, "expenditure": None}
    for side, amount, _ in facts.totals:
        if side in _SIDES:
            known = totals[_SIDES[side]]
            # Two printed totals of one side cannot both be the one: neither is chosen.
            totals[_SIDES[side]] = Decimal(amount) if known in (None, Decimal(amount)) else None
    for department in facts["department"]:
        draft = things.draft(department.iri, "department")
        draft.call(department.text("name"))
        _set_code(draft, department.text("code"))
        _refer(things, draft, "division", department.text("division"), "division", "departments")
        draft.line(context.year, context.line(department.text("name"), **totals))


def _note_units(things: _Collection, context: _Context) -> None:
    for unit in context.facts["unit"]:
        draft = things.draft(unit.iri, "unit")
        draft.call(unit.text("name"))
        owner = unit.text("department")
        _refer(things, draft, "department", owner, "department", "units")
        for said in things.drafts[owner].said.get("division", ()) if owner in things.drafts else ():
            draft.say("division", said.value)
        draft.line(
            context.year,
            context.line(
                unit.text("name"),
                unit_kind=unit.text("unit_kind"),
                unit_rank=unit.text("unit_rank"),
                funding=unit.text("funding"),
            ),
        )


def _note_projects(things: _Collection, context: _Context) -> None:
    for code in context.facts["project-code"]:
        draft = things.draft(code.iri, "project")
        _set_code(draft, code.text("code"))
        draft.say("code-division", code.text("code_division"))
        year = code.values["code_year"]
        draft.say("code-year", year if isinstance(year, int) else None)
        draft.say("code-type", code.text("code_type"))
    notices: dict[str, list[str]] = {}
    for form, notice in context.facts.form_notices:
        notices.setdefault(form, []).append(notice)
    for form, project, name, total, fiscal, other, unit, purpose in context.facts.forms:
        # A form without a code stands for its project: nothing else does.
        draft = things.draft(project or form, "project")
        draft.call(name)
        for notice in notices.get(form, ()):
            draft.say("notices", Reference(notice), context.year)
            things.draft(notice, "notice").say("projects", Reference(draft.iri), context.year)
        draft.line(
            context.year,
            context.line(
                name or None,
                department=_reference(context.department),
                amount=_money(total),
                fiscal_funds=_money(fiscal),
                other_funds=_money(other),
                unit_text=unit or None,
                purpose=purpose or None,
            ),
        )


def _note_accounts(things: _Collection, context: _Context) -> None:
    for iri, name in context.facts.account_names:
        _account(things, iri, name)
    for iri, table, name, amount, _ in context.facts.account_rows:
        draft = _account(things, iri, name)
        match = _ACCOUNT.fullmatch(iri)
        if draft is None or match is None or table != BKG + _TABLES.get(match["kind"], ""):
            continue
        draft.line(
            context.year,
            context.line(name, department=_reference(context.department), amount=Decimal(amount)),
        )
    for account in context.facts["account"]:
        _account(things, account.iri, None)


def _account(things: _Collection, iri: str, name: str | None) -> _Draft | None:
    """Return the lasting account behind one of a year's list, with what its IRI says."""
    match = _ACCOUNT.fullmatch(iri)
    if match is None:
        return None
    kind, code = match["kind"], match["code"]
    draft = things.draft(account_iri(kind, code), f"{kind}-account")
    draft.call(name)
    _set_code(draft, code)
    draft.say("account-year", int(match["year"]) if match["year"] else None)
    levels = _REVENUE_LEVELS if kind == "revenue" else _LEVELS
    draft.say("level", levels.get(len(code)))
    if len(code) - 2 in levels:
        draft.say("parent", Reference(account_iri(kind, code[:-2])))
    return draft


def _note_legal(things: _Collection, context: _Context) -> None:
    for kind in ("notice", "legal"):
        for one in context.facts[kind]:
            draft = things.draft(one.iri, kind)
            if kind == "notice":
                draft.type = "notice"  # an earlier document may have cited it as a basis alone
            draft.code(one.text("number"))
            draft.say("number", one.text("number"))
            _title(draft, one.text("title"))
            _refer(things, draft, "issuer", one.text("issuer"), "agency", "issued")
            draft.say("tier", one.text("issuer_tier"))
            draft.say("mark", one.text("mark"))
            for key, column in (("document-year", "year"), ("serial", "serial")):
                number = one.values[column]
                draft.say(key, number if isinstance(number, int) else None)
            draft.say("citing-department", _reference(context.department), context.year)
            draft.say("citing-year", context.year, context.year)
    for cited, title in context.facts.cited_titles:
        if cited in things.drafts:
            _title(things.drafts[cited], title)


def _note_agencies(things: _Collection, context: _Context) -> None:
    for agency in context.facts["agency"]:
        draft = things.draft(agency.iri, "agency")
        draft.call(agency.text("name"))
        draft.say("tier", agency.text("tier"))
        _refer(things, draft, "division", agency.text("division"), "division")


def _note_same(things: _Collection, same: Iterable[Row]) -> None:
    for newer, older in same:
        for one, other in ((newer, older), (older, newer)):
            if one in things.drafts and other in things.drafts:
                things.drafts[one].say("same-as", Reference(other))


def _set_code(draft: _Draft, code: str | None) -> None:
    draft.code(code)
    draft.say("code", code)


def _title(draft: _Draft, title: str | None) -> None:
    draft.call(title)
    draft.say("title", title)


def _refer(
    things: _Collection, draft: _Draft, key: str, iri: str | None, type_: str, back: str | None = None
) -> None:
    """Note that a thing leads to another, and that one `back` to it."""
    if iri is None:
        return
    draft.say(key, Reference(iri))
    other = things.draft(iri, type_)
    if back is not None:
        other.say(back, Reference(draft.iri))


def _reference(iri: str | None) -> Reference | None:
    return None if iri is None else Reference(iri)


def _money(amount: str) -> Decimal | None:
    return Decimal(amount) if amount else None
