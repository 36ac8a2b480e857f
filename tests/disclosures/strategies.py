"""Draw documents with Hypothesis. It draws recipes: a failing one is short to tell."""

from hypothesis import strategies as st

from disclosures.carriers import Carriers
from disclosures.recipes import Recipe
from disclosures.sizes import Layout, Sizes
from disclosures.vocabulary import marks, themes

__all__ = ["carriers", "disclosures", "layouts", "sizes"]

_FLAG = st.booleans()


def sizes() -> st.SearchStrategy[Sizes]:
    """Return how large a budget is, and what it has; every flag shrinks to what most budgets lack."""
    flags = [name for name in Sizes.__annotations__ if name not in ("forms", "transfers", "grain")]
    return st.builds(
        Sizes,
        forms=st.integers(1, 15),
        transfers=st.integers(0, 3),
        grain=st.sampled_from((10_000, 1_000, 100, 50, 10, 1)),
        **dict.fromkeys(flags, _FLAG),
    )


def layouts() -> st.SearchStrategy[Layout]:
    """Return how a document is printed."""
    flags = [name for name in Layout.__annotations__ if name != "rows"]
    return st.builds(Layout, rows=st.integers(4, 45), **dict.fromkeys(flags, _FLAG))


def carriers() -> st.SearchStrategy[Carriers]:
    """Return how projects belong to units."""
    halves = st.sampled_from((0.0, 0.2, 0.5))
    plain = st.sampled_from((Carriers(), Carriers(disorder=0)))
    return plain | st.builds(
        Carriers,
        disorder=st.sampled_from((0.0, 0.2, 1.0)),
        full=halves,
        short=halves,
        strays=halves,
        passed_on=_FLAG,
    )


def disclosures() -> st.SearchStrategy[Recipe]:
    """Return consistent documents of departments of many kinds, places and years."""
    return st.builds(
        Recipe,
        seed=st.integers(0, 2**32 - 1),
        sizes=sizes(),
        layout=layouts(),
        year=st.integers(2020, 2026),
        division=st.sampled_from(sorted(marks())),
        code=st.sampled_from(("588", "301", "366001")),
        units=st.integers(1, 6),
        theme=st.sampled_from(sorted(themes())),
        unsupported=_FLAG,
        carriers=carriers(),
    )
