"""The structure of the cubes: which dimensions an amount has decides which cube it is in.

The Data Cube vocabulary knows no blank dimension. A total row has no account, so it stands in
another cube than the rows that have one: nothing is made up to fill the place.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from budgetkg.export.turtle import Turtle
from budgetkg.namespaces import BASE, PREFIXES

__all__ = ["ACCOUNTS", "CHARACTERS", "CUBE", "LISTS", "NAMES", "Shape", "structure"]

CUBE = f"{BASE}/cube#"

#: The prefixes of an exported cube.
NAMES = {
    **{
        name: PREFIXES[name]
        for name in ("bkg", "dcterms", "obeu-dim", "obeu-meas", "org", "qb", "rdf", "rdfs", "skos", "xsd")
    },
    "cube": CUBE,
    "interval": "http://reference.data.gov.uk/def/intervals/",
    "obeu": "http://data.openbudgets.eu/ontology/",
    "obeu-attr": "http://data.openbudgets.eu/ontology/dsd/attribute/",
}

#: The account dimension by the list that an account belongs to, with its name in the IRI of the cube.
ACCOUNTS = {
    "functional": ("by-function", "cube:functionalAccount"),
    "economic": ("by-economy", "cube:economicAccount"),
}
_OTHER_ACCOUNT = ("by-account", "cube:otherAccount")

#: Income or expenditure, where the title of a table without sides says so.
CHARACTERS = {
    "income": "income",
    "expenditure": "expenditure",
    "general-public": "expenditure",
    "basic": "expenditure",
    "government-fund": "expenditure",
    "state-capital": "expenditure",
    "three-public": "expenditure",
    "procurement": "expenditure",
}

#: The code list of each dimension that has one.
LISTS = {
    "bkg:table": "cube:tables",
    "bkg:column": "cube:columns",
    "bkg:rowRole": "cube:row-roles",
    "cube:operationCharacter": "cube:operation-characters",
    "cube:functionalAccount": "cube:functional-accounts",
    "cube:economicAccount": "cube:economic-accounts",
    "cube:otherAccount": "cube:other-accounts",
}

#: Attributes, and whether every observation has them.
_ATTRIBUTES = {
    "obeu-attr:currency": True,
    "bkg:printedText": True,
    "bkg:printedAt": True,
    "bkg:moneyUnit": False,
    "bkg:rowNumber": False,
    "bkg:procurementLine": False,
}

_TITLES = {
    "by-function": ("按功能分类的预算金额", "Budget amounts by functional account"),
    "by-economy": ("按经济分类的预算金额", "Budget amounts by economic account"),
    "by-account": ("按其他科目的预算金额", "Budget amounts by other accounts"),
    "without-account": ("不带科目的预算金额", "Budget amounts without an account"),
}
_MISSING = {
    "undated": ("年度不明", "year not known"),
    "unsided": ("收支不明", "income or expenditure not known"),
}
_HOW_TO_ADD = (
    "同一笔钱会出现在多张表中：相加前须固定文件、表、栏、收支方和行的角色。",
    "The same money stands in several tables: fix document, table, column, operation character and row "
    "role before you add.",
)


@dataclass(frozen=True, slots=True)
class Shape:
    """What tells one cube from another: the list of the account, and what a document does not say."""

    accounts: str | None
    sided: bool = True
    dated: bool = True

    @property
    def _base(self) -> str:
        if self.accounts is None:
            return "without-account"
        return ACCOUNTS.get(self.accounts, _OTHER_ACCOUNT)[0]

    @property
    def _lacks(self) -> list[str]:
        return [name for name, there in (("undated", self.dated), ("unsided", self.sided)) if not there]

    @property
    def name(self) -> str:
        """The name in IRIs.

        >>> Shape("functional").name, Shape(None, sided=False).name
        ('by-function', 'without-account-unsided')
        """
        return "-".join([self._base, *self._lacks])

    @property
    def title(self) -> tuple[str, str]:
        """The title in Chinese and English."""
        zh, en = _TITLES[self._base]
        zh += "".join(f"（{_MISSING[lack][0]}）" for lack in self._lacks)
        return zh, en + "".join(f" ({_MISSING[lack][1]})" for lack in self._lacks)

    @property
    def account(self) -> str | None:
        """The dimension of the account, if there is one."""
        return None if self.accounts is None else ACCOUNTS.get(self.accounts, _OTHER_ACCOUNT)[1]

    @property
    def dataset(self) -> str:
        """The IRI of the data set."""
        return f"{BASE}/cube/dataset/{self.name}"

    @property
    def definition(self) -> str:
        """The IRI of the data structure definition."""
        return f"{BASE}/cube/structure/{self.name}"

    @property
    def dimensions(self) -> tuple[str, ...]:
        """The dimensions in order."""
        names = [
            "obeu-dim:organization",
            "obeu-dim:fiscalYear" if self.dated else None,
            "bkg:inDocument",
            "bkg:table",
            "cube:operationCharacter" if self.sided else None,
            "cube:row",
            self.account,
            "bkg:rowRole",
            "bkg:column",
        ]
        return tuple(name for name in names if name is not None)


def structure(turtle: Turtle, shape: Shape) -> Iterator[str]:
    """Yield the data set of a shape, its structure definition and the components of that."""
    zh, en = shape.title
    labels = (f'"{zh}"@zh', f'"{en}"@en')
    yield turtle.statement(
        shape.dataset,
        [
            ("a", ["qb:DataSet"]),
            ("rdfs:label", labels),
            ("rdfs:comment", [f'"{_HOW_TO_ADD[0]}"@zh', f'"{_HOW_TO_ADD[1]}"@en']),
            ("qb:structure", [turtle.iri(shape.definition)]),
        ],
    )
    components = list(_components(shape))
    yield turtle.statement(
        shape.definition,
        [
            ("a", ["qb:DataStructureDefinition"]),
            ("rdfs:label", labels),
            ("qb:component", [turtle.iri(_component(shape, name)) for name, _ in components]),
            ("qb:sliceKey", ["cube:byTable"]),
        ],
    )
    for name, pairs in components:
        yield turtle.statement(_component(shape, name), [("a", ["qb:ComponentSpecification"]), *pairs])


def _component(shape: Shape, name: str) -> str:
    return f"{shape.definition}/{name.partition(':')[2]}"


def _components(shape: Shape) -> Iterator[tuple[str, list[tuple[str, list[str]]]]]:
    for place, name in enumerate(shape.dimensions, 1):
        yield name, [("qb:dimension", [name]), ("qb:order", [str(place)])]
    yield "obeu-meas:amount", [("qb:measure", ["obeu-meas:amount"])]
    for name, required in _ATTRIBUTES.items():
        yield name, [("qb:attribute", [name]), ("qb:componentRequired", [str(required).lower()])]
