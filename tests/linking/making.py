"""Things to link, made by hand: documents, units and projects of one department."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from budgetkg.linking.things import Department, Document, Form, Notice, Project, Row, Unit

__all__ = ["department", "form", "notice", "project", "units"]


def document(year: int, code: str = "588", name: str = "示例区文旅局", division: str = "130406") -> Document:
    return Document(
        f"doc/{division}-{code}-{year}", year, f"department/{division}/{code}", code, name, division
    )


def department(
    years: Mapping[int, str] | Sequence[int], code: str = "588", division: str = "130406"
) -> Department:
    names = years if isinstance(years, Mapping) else dict.fromkeys(years, "示例区文旅局")
    documents = tuple(document(year, code, name, division) for year, name in sorted(names.items()))
    return Department(documents[0].department, documents)


def units(lists: Mapping[int, Sequence[str]], code: str = "588", division: str = "130406") -> list[Unit]:
    """Return the units that documents list, by year and in printed order."""
    rows: dict[str, list[Row]] = {}
    for year, names in sorted(lists.items()):
        for number, name in enumerate(names, 1):
            rows.setdefault(name, []).append(
                Row(document(year, code, division=division), number, "事业", "", "")
            )
    owner = document(2024, code, division=division).department
    return [Unit(f"unit/{division}/{code}/{name}", name, owner, tuple(rows[name])) for name in sorted(rows)]


def form(
    year: int,
    name: str,
    *,
    hint: str = "",
    amount: int | None = 10000,
    notices: Sequence[str] = (),
    indicators: Sequence[str] = (),
    purpose: str = "",
) -> Form:
    money = None if amount is None else Decimal(amount)
    return Form(
        f"form/{year}/{name}",
        document(year),
        name,
        hint,
        money,
        purpose,
        frozenset(notices),
        frozenset(indicators),
    )


def project(code: str, *forms: Form) -> Project:
    return Project(f"project/{code}", code, forms)


def notice(
    mark: str, year: int, serial: int, titles: Sequence[str], documents: Sequence[str] = ("d1",)
) -> Notice:
    number = f"{mark}〔{year}〕{serial}号"
    return Notice(f"legal/{number}", number, mark, year, serial, frozenset(titles), frozenset(documents))
