"""A department's budget in exact yuan: what a disclosure is printed from.

All money stands once: an `Entry` says what is spent on which account, how, and from which source.
Every table, sentence and form is a sum over entries, so that they agree before anything is rounded.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

__all__ = [
    "FISCAL",
    "OWN",
    "SOURCES",
    "Assets",
    "Budget",
    "Changes",
    "Department",
    "Economic",
    "Entry",
    "Form",
    "Holding",
    "Indicator",
    "ItemisedGoal",
    "Notice",
    "Purchase",
    "ThreePublic",
    "Unit",
]

#: Money that the government gives: general public budget, government funds, state capital.
FISCAL = ("general", "fund", "capital")
#: Money that the units earn or are given by others (单位资金).
OWN = ("business", "operating", "superior", "affiliated", "other")
#: All sources; `special` is what goes through the special fiscal account (财政专户).
SOURCES = (*FISCAL, "special", *OWN)


@dataclass(frozen=True, slots=True)
class Unit:
    """One row of 机构设置. `hint` is what a project's name calls it."""

    name: str
    kind: str
    rank: str
    funding: str
    hint: str


@dataclass(frozen=True, slots=True)
class Department:
    """A department with its units; `theme` names the vocabulary of its work."""

    division: str
    code: str
    name: str
    theme: str
    units: tuple[Unit, ...]

    @property
    def level(self) -> str:
        """What the division calls itself; the last digits of its code say it."""
        last = int(self.division[4:])
        return "区" if last <= 20 else "县" if last <= 80 else "市"


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice that hands down money before the year begins (提前下达). Departments may share one: each
    spends its part. `source` is general or fund."""

    mark: str
    year: int
    serial: int
    origin: str
    programme: str
    source: str = "general"

    @property
    def number(self) -> str:
        """The document number in its canonical form."""
        return f"{self.mark}〔{self.year}〕{self.serial}号"

    @property
    def project_name(self) -> str:
        """The name of the project that spends the money."""
        return f"{self.number}提前下达{self.year + 1}年{self.origin}{self.programme}资金"


@dataclass(frozen=True, slots=True)
class Entry:
    """Money spent on a functional account. `use` is basic, project, operating, to-superior or
    to-affiliated; `kept` money was carried over from the year before."""

    account: str
    use: str
    source: str
    yuan: int
    kept: bool = False


@dataclass(frozen=True, slots=True)
class Economic:
    """Basic expenditure from the general public budget on one economic account."""

    account: str
    personnel: int
    running: int


@dataclass(frozen=True, slots=True)
class ThreePublic:
    """The three public expenses from one source, and meetings and training where they are printed."""

    abroad_teaching: int = 0
    abroad_other: int = 0
    purchase: int = 0
    running: int = 0
    reception: int = 0
    meetings: int = 0
    training: int = 0

    @property
    def abroad(self) -> int:
        return self.abroad_teaching + self.abroad_other

    @property
    def vehicles(self) -> int:
        return self.purchase + self.running

    @property
    def three(self) -> int:
        return self.abroad + self.vehicles + self.reception

    @property
    def whole(self) -> int:
        return self.three + self.meetings + self.training


@dataclass(frozen=True, slots=True)
class Changes:
    """Changes on the year before in yuan, each with its reason."""

    basic: int
    basic_reason: str
    project: int
    project_reason: str
    three: int
    three_reason: str


@dataclass(frozen=True, slots=True)
class Indicator:
    """One row of the indicators of a form."""

    level1: str
    level2: str
    name: str
    description: str
    value: str
    basis: str


@dataclass(frozen=True, slots=True)
class Form:
    """One project with its money (on one account, from one or more sources) and its targets.

    `kind` is what the project does; `plan` has the cumulative percentages at four month ends, None
    where nothing is printed. `unit` is the name of the unit that carries the project out: as in real
    documents, no form prints it, nor the account.
    """

    code: str
    name: str
    kind: str
    money: tuple[Entry, ...]
    purpose: str
    plan: tuple[int | None, ...]
    goals: tuple[str, ...]
    indicators: tuple[Indicator, ...]
    unit: str
    notice: Notice | None = None

    @property
    def account(self) -> str:
        """The functional account that bears the project."""
        return self.money[0].account

    @property
    def total(self) -> int:
        return sum(entry.yuan for entry in self.money)

    @property
    def fiscal(self) -> int:
        return sum(entry.yuan for entry in self.money if entry.source in FISCAL)

    @property
    def other(self) -> int:
        return self.total - self.fiscal


@dataclass(frozen=True, slots=True)
class Purchase:
    """One thing to be bought, paid from one source of the project that `project` names."""

    unit: str
    project: str
    funds: int
    item: str
    catalogue: str
    measure: str
    quantity: int
    price: int
    source: str
    reserved: bool
    kept: bool = False

    @property
    def yuan(self) -> int:
        return self.quantity * self.price


@dataclass(frozen=True, slots=True)
class Holding:
    """Quantity and value of one kind of fixed assets; None where it is not printed."""

    quantity: int | None = None
    yuan: int | None = None


@dataclass(frozen=True, slots=True)
class Assets:
    """Fixed assets at the end of the year before. Offices are a part of the houses."""

    houses: Holding
    offices: Holding
    vehicles: Holding
    equipment: Holding
    others: Holding

    @property
    def total(self) -> int:
        return sum(one.yuan or 0 for one in (self.houses, self.vehicles, self.equipment, self.others))


@dataclass(frozen=True, slots=True)
class ItemisedGoal:
    """One of the goals of the whole department, with its indicators in words."""

    name: str
    goal: str
    indicators: str


@dataclass(frozen=True, slots=True)
class Budget:
    """One department in one year. `names` are the names of accounts, functional and economic, by code."""

    department: Department
    year: int
    names: Mapping[str, str]
    spending: tuple[Entry, ...]
    economic: tuple[Economic, ...]
    three_public: Mapping[str, ThreePublic]
    changes: Changes
    forms: tuple[Form, ...]
    purchases: tuple[Purchase, ...]
    assets: Assets
    duties: tuple[str, ...]
    overall_goals: tuple[str, ...]
    goals: tuple[ItemisedGoal, ...]
    terms: tuple[tuple[str, str], ...]

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All money: what no form describes, and that of the forms."""
        return (*self.spending, *(entry for form in self.forms for entry in form.money))

    def total(
        self,
        account: str = "",
        use: str | None = None,
        sources: Iterable[str] = SOURCES,
        kept: bool | None = None,
    ) -> int:
        """Return the sum of the entries at or below an account that have these properties."""
        wanted = frozenset(sources)
        return sum(
            entry.yuan
            for entry in self.entries
            if entry.account.startswith(account)
            and use in (None, entry.use)
            and entry.source in wanted
            and kept in (None, entry.kept)
        )

    def accounts(self, sources: Iterable[str] = SOURCES) -> list[str]:
        """Return classes, sections and items with money from some sources, as tables list them."""
        wanted = frozenset(sources)
        items = {entry.account for entry in self.entries if entry.source in wanted}
        return sorted({item[:length] for item in items for length in (3, 5, 7)})

    @property
    def personnel(self) -> int:
        return sum(one.personnel for one in self.economic)

    @property
    def running(self) -> int:
        return sum(one.running for one in self.economic)
