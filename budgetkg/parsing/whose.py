"""Whose document it is: department, division and year, from what its pages repeat."""

import re
from collections import Counter
from collections.abc import Sequence

from budgetkg.divisions import standing
from budgetkg.documents import Line
from budgetkg.layouts import Profile
from budgetkg.model import Department, Problem, Project, Where
from budgetkg.parsing import problems as say
from budgetkg.parsing.furniture import Department as Head
from budgetkg.parsing.outline import Outline, outline, without_numeral
from budgetkg.values.projectcode import project_code_parts
from budgetkg.values.text import clean, compact

__all__ = [
    "check_department",
    "check_division",
    "check_year",
    "first_department",
    "read_department",
    "read_year",
]

_NO_NAME = re.compile(r"(?:19|20)\d\d年度?|部门预算.*|目录")
_NAME_IN_TITLE = re.compile(r"(.+?)(?:19|20)\d\d年")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)年")


def first_department(lines: Sequence[Line], profile: Profile, problems: list[Problem]) -> Outline:
    """Return the outline of the first department. A file that holds a second one is read up to there,
    because two departments under one name would mix their money."""
    found = outline(lines, profile)
    heads = found.furniture.departments
    printed = [key for key in sorted(heads, key=lambda key: heads[key][0].first) if not _is_slip(found, key)]
    others = [key for key in printed if not _is_same(printed[0], key)]
    if not others:
        return found
    cut = _begin_of_second(found, heads[printed[0]], heads[others[0]][0].first)
    place = Where(cut, lines[-1].number)
    problems.append(say.second_department(_words(*others[0]), _words(*printed[0]), place))
    return outline([line for line in lines if line.number < cut], profile)


def _usual(found: Outline) -> Head:
    """The department that most pages name."""
    heads = found.furniture.departments
    return max(heads, key=lambda key: len(heads[key]))


def _is_slip(found: Outline, key: Head) -> bool:
    """Whether another code is a misprint and no second department: it is as long as the usual one (a
    longer one is that of a unit), has the same name, and stands in one part, with the usual one after it."""
    (code, name), (usual, usual_name) = key, _usual(found)
    if code == usual or name != usual_name or len(code or "") != len(usual or ""):
        return False
    heads = found.furniture.departments
    parts = {found.around(place.first) for place in heads[key]}
    return len(parts) == 1 and heads[usual, usual_name][-1].first > heads[key][-1].first


def _words(code: str | None, name: str) -> str:
    return f"{code} {name}" if code else name


def _is_same(one: Head, other: Head) -> bool:
    """Whether two prints name one department: by code where both have one, else by name."""
    return one[0] == other[0] if one[0] and other[0] else one[1] == other[1]


def _begin_of_second(found: Outline, first: Sequence[Where], first_line: int) -> int:
    """Where the second department begins: at the title above its first mention, and at its contents
    before that; at the mention itself where the title stands above the first department, too."""
    above = max(place.first for place in first if place.first < first_line)
    starts = [p for p in found.parts if above < p.where.first <= first_line and p.kind != "section"]
    contents = [p.where.first for p in starts if p.kind == "contents"]
    tables = [p.where.first for p in starts]
    return contents[0] if contents else tables[-1] if tables else first_line


def read_department(
    found: Outline, projects: Sequence[Project], division: str | None, file: str
) -> Department:
    """Return the department: the name printed most often above the tables, else the explanation's title."""
    if found.furniture.departments:
        code, name = _usual(found)
        place = found.furniture.departments[code, name][0]
        return Department(code, name, division or _division(projects), place)
    title = next((part for part in found.of("section", "explanation")), found.parts[0])
    name = next((piece for piece in _NO_NAME.split(compact(title.title)) if piece), file)
    return Department(None, name, division or _division(projects), title.where)


def check_department(found: Outline, department: Department, problems: list[Problem]) -> None:
    """Report each head that prints another code or name than the document's, and an explanation whose
    title is that of another department."""
    own = _words(department.code, department.name)
    for (code, name), places in found.furniture.departments.items():
        if name != department.name or (code and department.code and code != department.code):
            problems.extend(say.department_differs(_words(code, name), own, place) for place in places)
    for part in found.of("section", "explanation"):
        title = _NAME_IN_TITLE.match(without_numeral(compact(part.title)))
        if title and not _is_part(title[1], compact(department.name)):
            problems.append(say.department_differs(title[1], own, part.where))


def check_division(department: Department, year: int | None, problems: list[Problem]) -> None:
    """Report a division that no list has, or that was abolished or not yet there in the budget year."""
    code = department.division_code
    if code is None:
        return
    found = standing(code, year)
    if found.state == "zone":
        zh, en = "是统计用代码（开发区等），不在行政区划代码名单中", "is that of a zone, not of a division"
    elif found.division is None:
        zh, en = "不在行政区划代码名单中", "is in no list of divisions"
    elif found.state == "abolished":
        name, last = found.division.name, found.division.last
        later = f"（可能已改为 {found.division.later}）" if found.division.later else ""
        also = f" (perhaps {found.division.later} now)" if found.division.later else ""
        zh = f"（{name}）在 {last} 年之后的名单中已没有{later}"
        en = f"({name}) is in no list after that of {last}{also}"
    elif found.state == "later":
        name, first = found.division.name, found.division.first
        zh = f"（{name}）到 {first} 年的名单才有"
        en = f"({name}) first stands in the list of {first}"
    else:
        return
    problems.append(say.division_not_listed(code, zh, en, department.where))


def _is_part(one: str, other: str) -> bool:
    """Whether one name is a part of the other: a title may print the full name, and a head a short one."""
    return one in other or other in one


def _division(projects: Sequence[Project]) -> str | None:
    """The division that most project codes begin with; a central programme's code does not count."""
    parts = [project_code_parts(project.code) for project in projects if project.code]
    counts = Counter(part.division for part in parts if part and not part.division.startswith("100000"))
    if not counts:
        return None
    division, count = counts.most_common(1)[0]
    return division if 2 * count > counts.total() else None


def read_year(found: Outline, profile: Profile, problems: list[Problem]) -> int | None:
    """Return the budget year that the tables print, else that of the titles; a head or title that names
    another one is a problem."""
    heads = found.furniture.years
    titles = _titles(found, profile)
    year = int(max(heads, key=lambda key: len(heads[key]))) if heads else _year_of_titles(found)
    for other, places in heads.items():
        if year is not None and int(other) != year:
            problems.extend(say.year_differs(other, year, place) for place in places)
    for title, place in titles:
        check_year(title, year, place, problems)
    return year


def check_year(text: str, year: int | None, place: Where, problems: list[Problem]) -> None:
    """Report a title or a head of a column that names another year than the budget's."""
    match = _YEAR.search(compact(text))
    if match and year is not None and int(match[1]) != year:
        problems.append(say.title_year_differs(text, year, place))


def _titles(found: Outline, profile: Profile) -> list[tuple[str, Where]]:
    """The titles of the document, of the explanation and of the tables. On the cover a date of printing
    may stand, so a line counts there only if it says budget."""
    budget = profile.patterns["contents"]["kind"]
    cover = [(clean(line.text), line.where) for line in found.parts[0].lines]
    return [entry for entry in cover if budget.search(compact(entry[0]))] + found.furniture.titles


def _year_of_titles(found: Outline) -> int | None:
    cover = [line.text for line in found.parts[0].lines]
    titles = [*cover, *(part.title for part in found.parts)]
    return next((int(match[1]) for title in titles if (match := _YEAR.search(compact(title)))), None)
