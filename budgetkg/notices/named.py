"""Documents that a text names without a number, beside those that a store knows: the same, or only alike."""

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from budgetkg.catalog import Answering, find_query, load_catalog, run
from budgetkg.values.citations import find_citations
from budgetkg.values.titles import law_key

__all__ = ["Named", "named_documents"]

#: Titles less alike than this are not worth a look; five of them are enough.
_LEAST, _MOST = 75, 5


@dataclass(frozen=True, slots=True)
class Named:
    """One title. `cited` counts the citations of the same document in the store; `alike` are the titles of
    other documents there, with a likeness from 0 to 1."""

    title: str
    key: str
    cited: int
    alike: tuple[tuple[str, float], ...]


def named_documents(text: str, held: Answering) -> tuple[Named, ...]:
    """Return what a text names by title alone. A likeness is a suggestion and joins nothing."""
    titles = [one.title for one in find_citations(text, basis=True) if one.number is None and one.title]
    if not titles:
        return ()
    known = _known(held)
    return tuple(_beside(title, known) for title in dict.fromkeys(titles))


def _known(held: Answering) -> dict[str, tuple[str, int]]:
    """Return the titles in the store by their key, with how often they are cited; numbers are none."""
    answer = run(held, find_query(load_catalog(), "legal-bases"), {})
    place, count = answer.variables.index("basis"), answer.variables.index("citations")
    found: dict[str, tuple[str, int]] = {}
    for row in answer.rows:
        title, times = row[place], row[count]
        if title is not None and times is not None:
            key = law_key(title.value)
            found[key] = (title.value, found.get(key, ("", 0))[1] + int(times.value))
    return found


def _beside(title: str, known: dict[str, tuple[str, int]]) -> Named:
    key = law_key(title)
    others: Sequence[str] = [one for one in known if one != key]
    near = process.extract(key, others, scorer=fuzz.ratio, limit=_MOST, score_cutoff=_LEAST)
    alike = tuple((known[one][0], round(score / 100, 2)) for one, score, _ in near)
    return Named(title, key, known.get(key, ("", 0))[1], alike)
