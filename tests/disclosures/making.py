"""Make whole budgets: everything that a disclosure says of one department in one year."""

import random
from collections.abc import Sequence

from disclosures.basic import make_basic, make_three_public, unit_accounts
from disclosures.carriers import Carriers
from disclosures.model import Budget, Changes, Department, Entry, Form, ItemisedGoal, Notice
from disclosures.money import amount
from disclosures.projects import make_forms
from disclosures.purchases import make_assets, make_purchases
from disclosures.sizes import Sizes
from disclosures.vocabulary import common, names, themes

__all__ = ["make_budget"]

_MOST_GOALS = 4


def make_budget(
    rng: random.Random,
    department: Department,
    year: int,
    sizes: Sizes,
    notices: Sequence[Notice] = (),
    carriers: Carriers | None = None,
) -> Budget:
    """Return a department's budget; `notices` hand down money, one project each."""
    economic, basic = make_basic(rng, department, sizes)
    forms = make_forms(rng, department, year, sizes, notices, carriers)
    spending = (*basic, *_beside(rng, department, sizes))
    running = sum(one.running for one in economic)
    public = make_three_public(rng, economic, sizes)
    return Budget(
        department=department,
        year=year,
        names=names(),
        spending=spending,
        economic=economic,
        three_public=public,
        changes=_changes(rng, spending, forms, sum(one.three for one in public.values()), sizes),
        forms=forms,
        purchases=make_purchases(rng, department, forms, running, sizes),
        assets=make_assets(rng, sizes, driven=any(one.vehicles for one in public.values())),
        duties=_duties(department),
        overall_goals=tuple(f"按年度安排做好{unit.hint or '本级'}各项工作。" for unit in department.units),
        goals=tuple(_goals(rng, department)),
        terms=common("terms"),
    )


def _beside(rng: random.Random, department: Department, sizes: Sizes) -> list[Entry]:
    """Return the spending that is neither a project nor basic spending from the general public budget."""
    account = unit_accounts(department)[-1]

    def some(use: str, source: str) -> Entry:
        return Entry(account, use, source, amount(rng, 5_000, 400_000, sizes.grain))

    wanted = (
        (sizes.own_basic, "basic", "business"),
        (sizes.operating, "operating", "operating"),
        (sizes.handed_on, "to-superior", "other"),
        (sizes.handed_on, "to-affiliated", "other"),
    )
    return [some(use, source) for flag, use, source in wanted if flag]


def _changes(
    rng: random.Random, spending: Sequence[Entry], forms: Sequence[Form], public: int, sizes: Sizes
) -> Changes:
    """Return changes, each a small part of the money that changes."""
    money = (
        ("", sum(entry.yuan for entry in spending if entry.use == "basic")),
        ("_projects", sum(form.total for form in forms)),
        ("_public", public),
    )
    said: list[int | str] = []
    for which, whole in money:
        still = whole < 20 * max(sizes.grain, 100) or (sizes.unchanged and rng.random() < 0.5)
        change = 0 if still else rng.choice((-1, 1)) * amount(rng, 100, whole // 10, sizes.grain)
        reason = rng.choice(common(("more" if change > 0 else "less") + which))
        said += [change, reason]
    return Changes(*said)  # type: ignore[arg-type]


def _duties(department: Department) -> tuple[str, ...]:
    duties = (*themes()[department.theme].duties, "承办{level}里交办的其他事项")
    return tuple(f"{duty.format(level=department.level)}。" for duty in duties)


def _goals(rng: random.Random, department: Department) -> list[ItemisedGoal]:
    topics = [topic for topic, *_ in themes()[department.theme].topics]
    return [
        ItemisedGoal(topic, f"做好{topic}工作。", f"{topic}工作完成率不低于{rng.randint(90, 98)}%。")
        for topic in rng.sample(topics, min(_MOST_GOALS, len(topics)))
    ]
