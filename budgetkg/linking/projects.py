"""Which projects of a department go on under a new code, and which codes came to mean something else."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from rapidfuzz.distance import DamerauLevenshtein

from budgetkg.linking.evidence import Candidate, Doubt, Evidence, prior
from budgetkg.linking.names import compared, similarity, told_apart
from budgetkg.linking.pairing import one_to_one
from budgetkg.linking.project_names import bare_name
from budgetkg.linking.things import Form, Project
from budgetkg.values.projectcode import project_code_parts
from budgetkg.values.text import compact

__all__ = ["recoded_projects", "reused_codes"]

_LEAST_ALIKE = 0.6
#: What stands before a dash in a project's name is mostly the unit that carries it out.
_DASHED = re.compile(r"([^-—－]{2,12})[-—－]+[^-—－]{2,}$")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}年?度?")
#: What tells the parts of one work apart, each a project of its own.
_PHASE = re.compile(r"第?[0-9一二三四五六七八九十ⅠⅡⅢⅣ]+(?:期|阶段|标段|号)")
_UNLIKE = 0.3


def recoded_projects(projects: Iterable[Project], bodies: Mapping[str, str] | None = None) -> list[Candidate]:
    """Return the projects that may be an earlier one of their department under a new code.

    `bodies` are the departments that go on under a new code, each with the one it is counted to.
    """
    owned: dict[str, dict[str, list[Form]]] = defaultdict(lambda: defaultdict(list))
    by_iri = {project.iri: project for project in projects}
    for project in by_iri.values():
        for form in project.forms:
            department = form.document.department
            owned[(bodies or {}).get(department, department)][project.iri].append(form)
    found: list[Candidate] = []
    for department in sorted(owned):
        found += one_to_one(_of_department(by_iri, owned[department]))
    return found


class _Years:
    """The forms of one department by year: a year may have several documents."""

    def __init__(self, owned: dict[str, list[Form]]) -> None:
        self.owned = owned
        self.names: dict[str, str] = {}
        self.present: dict[int, set[str]] = defaultdict(set)
        self.years: dict[str, set[int]] = defaultdict(set)
        hints = {form.hint for forms in owned.values() for form in forms if form.hint}
        for iri, forms in owned.items():
            for form in forms:
                if form.document.year is not None:
                    self.present[form.document.year].add(iri)
                    self.years[iri].add(form.document.year)
                self.names[form.iri] = bare_name(form.name, hints)

    def pairs(self) -> Iterator[tuple[str, str, Form, Form, int]]:
        """Yield newer and older codes that no year has both of, with the forms where one goes on."""
        for newer, years in self.years.items():
            year = min(years)
            for older, other_years in self.years.items():
                before = [then for then in other_years if then < year]
                if before and not years & other_years:
                    then = max(before)
                    left, come = self.present[then], self.present[year]
                    others = max(len(left - come), len(come - left))
                    yield newer, older, self._form(newer, year), self._form(older, then), others

    def _form(self, iri: str, year: int) -> Form:
        return next(form for form in self.owned[iri] if form.document.year == year)


def _of_department(projects: dict[str, Project], owned: dict[str, list[Form]]) -> Iterator[Candidate]:
    years = _Years(owned)
    for newer, older, now, then, others in years.pairs():
        name = _name(years.names[then.iri], years.names[now.iri], then.name, now.name)
        if name is None:
            continue
        evidence = (
            prior(others),
            name,
            *_code(projects[older].code, projects[newer].code),
            *_hint(then, now),
            *_amount(then, now),
            *_indicators(then, now),
            *_purpose(then, now),
            *_notices(then, now),
            Evidence("years", f"{then.document.year} → {now.document.year}", 0.0),
        )
        yield Candidate(
            kind="project",
            subject=newer,
            subject_label=now.name,
            object=older,
            object_label=then.name,
            method=name.signal,
            evidence=evidence,
            # Money of two notices is not one project, however alike the work is.
            identity=not (now.notices and then.notices) or bool(now.notices & then.notices),
            documents=frozenset(form.document.iri for form in (*owned[newer], *owned[older])),
        )


def _name(then: str, now: str, printed_then: str, printed_now: str) -> Evidence | None:
    said = f"{printed_then} ~ {printed_now}"
    if then == now:
        return Evidence("same-name", said, 9.0 if len(now) >= 4 else 6.0)
    if told_apart(then, now) or _PHASE.findall(then) != _PHASE.findall(now):
        return Evidence("told-apart", said, -6.0)
    score = similarity(then, now)
    if score < _LEAST_ALIKE:
        return None
    weight = 7.0 if score >= 0.9 else 4.5 if score >= 0.8 else 1.0 if score >= 0.7 else -1.0
    return Evidence("similar-name", f"{said} {score:.2f}", weight)


def _code(then: str, now: str) -> Iterator[Evidence]:
    old, new = project_code_parts(then), project_code_parts(now)
    if old is None or new is None:
        return
    if old.type != new.type:
        yield Evidence("code-type", f"{old.type} → {new.type}", -2.0)
    if DamerauLevenshtein.distance(then, now) == 1:
        yield Evidence("code", f"{then} ~ {now}", 6.0)
    elif old.local[:-1] == new.local[:-1]:  # the last sign is a check character
        yield Evidence("code", f"{then} → {now}", 5.0)


def _hint(then: Form, now: Form) -> Iterator[Evidence]:
    """Yield whether the names call the same unit: one that is known, or what stands before a dash."""
    before, after = (form.hint or _before_dash(form.name) for form in (then, now))
    if not before or not after:
        return
    if before == after:
        yield Evidence("unit-hint", before, 1.0)
    else:
        name = compared(before, after)
        alike = name is not None and name.weight > 2
        known = bool(then.hint and now.hint)
        yield Evidence("unit-hint", f"{before} → {after}", 0.0 if alike else -14.0 if known else -10.0)


def _before_dash(name: str) -> str:
    found = _DASHED.match(_YEAR.sub("", compact(name)))
    return found[1] if found else ""


def _amount(then: Form, now: Form) -> Iterator[Evidence]:
    if then.amount is None or now.amount is None:
        return
    said = f"{_yuan(then.amount)} → {_yuan(now.amount)}"
    lower, higher = sorted((then.amount, now.amount))
    if lower == higher:
        yield Evidence("amount", said, 3.0)
    elif lower > 0 and higher <= lower * Decimal("1.2"):
        yield Evidence("amount", said, 1.0)
    elif lower <= 0 or higher > lower * 5:
        yield Evidence("amount", said, -1.0)


def _yuan(amount: Decimal) -> str:
    return f"{amount:f}"


def _indicators(then: Form, now: Form) -> Iterator[Evidence]:
    if not then.indicators or not now.indicators:
        return
    common, all_ = len(then.indicators & now.indicators), len(then.indicators | now.indicators)
    share = common / all_
    weight = 2.5 if share >= 0.8 else 1.5 if share >= 0.5 else 0.0 if share >= 0.15 else -2.0
    yield Evidence("indicators", f"{common}/{all_}", weight)


def _purpose(then: Form, now: Form) -> Iterator[Evidence]:
    if then.purpose and now.purpose:
        score = similarity(bare_name(then.purpose), bare_name(now.purpose))
        weight = 2.0 if score >= 0.85 else 0.5 if score >= 0.6 else -1.0 if score < 0.35 else 0.0
        yield Evidence("purpose", f"{score:.2f}", weight)


def _notices(then: Form, now: Form) -> Iterator[Evidence]:
    if then.notices and now.notices:
        common = then.notices & now.notices
        yield Evidence("notice", f"{len(common)}/{len(then.notices | now.notices)}", 5.0 if common else -16.0)


def reused_codes(projects: Iterable[Project]) -> list[Doubt]:
    """Return the codes that stand beside names that have nothing in common."""
    found = []
    for project in projects:
        for before, after in zip(project.forms, project.forms[1:], strict=False):
            names = [bare_name(form.name, {form.hint} if form.hint else ()) for form in (before, after)]
            if similarity(*names) < _UNLIKE:
                said = ", ".join(f"{form.document.year} {form.name}" for form in (before, after))
                found.append(
                    Doubt(
                        project.iri,
                        f"同一项目编码下的名称毫不相似：{project.code}: {said}",
                        f"one project code, names with nothing in common: {project.code}: {said}",
                    )
                )
    return found
