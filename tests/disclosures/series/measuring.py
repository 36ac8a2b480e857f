"""Measure links and resolved notices against the truth of a series: precision, recall, and each error.

A thing of ours (a department, a unit, a project code) is a print of something that lasts. Two things are
truly one if they print the same. A link is right if it joins two of those. A lasting thing with three IRIs
wants two joins: what is not joined by any chain of links is missing.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from disclosures.series.model import Printed
from disclosures.series.writing import HEADS

if TYPE_CHECKING:
    from budgetkg.results import Answering

__all__ = [
    "Joined",
    "Pair",
    "Reading",
    "Score",
    "Truth",
    "measure",
    "measure_readings",
    "readings_in",
    "readings_of",
    "truth_of",
]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two IRIs that somebody takes for one thing, and how sure."""

    newer: str
    older: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Joined:
    """A join that is wrong or missing: both sides with what they truly are."""

    newer: str
    older: str
    newer_event: str
    older_event: str
    confidence: float | None = None

    def __str__(self) -> str:
        sure = "" if self.confidence is None else f"{self.confidence:.2f} "
        return f"{sure}{self.newer} [{self.newer_event}] ~ {self.older} [{self.older_event}]"


@dataclass(frozen=True, slots=True)
class Score:
    """What was found, right and wrong, and what was not; errors are told one by one."""

    right: int
    wrong: tuple[Joined, ...]
    found: int
    wanted: int
    missing: tuple[Joined, ...]

    @property
    def precision(self) -> float:
        """The share of links that are right; with no link at all nothing is wrong."""
        made = self.right + len(self.wrong)
        return self.right / made if made else 1.0

    @property
    def recall(self) -> float:
        return self.found / self.wanted if self.wanted else 1.0


@dataclass(frozen=True, slots=True)
class Truth:
    """For each kind: the IRIs of what lasts in the order of the years, what it is, and what happens to it."""

    lasting: Mapping[str, Mapping[str, tuple[str, ...]]]
    events: Mapping[str, str]

    def meaning(self, kind: str) -> dict[str, str]:
        """Return what each IRI of a kind truly is."""
        return {iri: lasting for lasting, iris in self.lasting[kind].items() for iri in iris}


def rows_of(documents: Sequence[Printed], table: str) -> Iterator[dict[str, str]]:
    """Yield the rows of one table of truth, by file and year."""
    head = HEADS[table].split()
    for one in sorted(documents, key=lambda printed: (printed.name[-4:], printed.name)):
        for row in one.truth[table]:
            yield dict(zip(head, row, strict=True))


def truth_of(documents: Sequence[Printed]) -> Truth:
    """Return what the IRIs that the program gives to the things in these documents truly are.

    A unit that publishes a document of its own is a department there, and the one unit of that department:
    both count as one thing, a unit as well as a department.
    """
    from budgetkg.namespaces import department_iri, project_iri, unit_iri

    files = {row["file"]: row for row in rows_of(documents, "documents")}
    lasting: dict[str, dict[str, list[str]]] = {"department": {}, "unit": {}, "project": {}}
    events: dict[str, str] = {}

    def add(kind: str, key: str, iri: str, event: str) -> None:
        listed = lasting[kind].setdefault(key, [])
        if iri not in listed:
            listed.append(iri)
        events[iri] = event

    for row in files.values():
        iri = department_iri(row["division"], row["code"])
        add("department", row["department"], iri, row["event"])
        if row["within"]:
            add("unit", row["department"], iri, row["event"])
    for row in rows_of(documents, "units"):
        document = files[row["file"]]
        if row["table"] == "institutions" and not document["within"]:
            iri = unit_iri(document["division"], document["code"], row["printed"])
            add("unit", row["unit"], iri, row["event"])
    for row in rows_of(documents, "projects"):
        add("project", row["project"], project_iri(row["code"]), row["event"])
    return Truth(
        {kind: {key: tuple(iris) for key, iris in listed.items()} for kind, listed in lasting.items()}, events
    )


def measure(truth: Truth, kind: str, pairs: Iterable[Pair]) -> Score:
    """Return how right the links of one kind are; links of two departments say nothing about units, but for
    units that are departments."""
    meaning = truth.meaning(kind)
    joined: dict[str, set[str]] = {iri: {iri} for iri in meaning}
    right, wrong = 0, []
    for pair in pairs:
        newer, older = (_without_own_unit(iri, meaning) for iri in (pair.newer, pair.older))
        if newer == older or (kind == "unit" and not {newer, older} & meaning.keys()):
            continue
        if newer in meaning and meaning[newer] == meaning.get(older):
            right += 1
            together = joined[newer] | joined[older]
            for iri in together:
                joined[iri] = together
        else:
            events = [truth.events.get(iri, "no such thing") for iri in (newer, older)]
            wrong.append(Joined(newer, older, *events, pair.confidence))
    missing = tuple(_missing(truth, kind, joined))
    wanted = sum(len(iris) - 1 for iris in truth.lasting[kind].values())
    return Score(right, tuple(wrong), wanted - len(missing), wanted, missing)


def _without_own_unit(iri: str, meaning: Mapping[str, str]) -> str:
    """Return the department for the unit that a unit's own document lists: itself."""
    if iri in meaning or "/id/unit/" not in iri:
        return iri
    return iri.replace("/id/unit/", "/id/department/").rpartition("/")[0]


def _missing(truth: Truth, kind: str, joined: Mapping[str, set[str]]) -> Iterator[Joined]:
    """Yield a join for each part of a lasting thing that hangs together with no earlier part."""
    for iris in truth.lasting[kind].values():
        before: set[str] = set()
        last = ""
        for iri in iris:
            if last and not joined[iri] & before:
                yield Joined(iri, last, truth.events[iri], truth.events[last])
            before |= joined[iri]
            last = iri


_CITED = """PREFIX bkg: <https://w3id.org/budgetkg/def#>
SELECT ?document ?form ?indicator ?number
WHERE {
  GRAPH ?g {
    { ?citation bkg:field "name" ; bkg:citedIn ?project . ?project a bkg:ProjectBudget }
    UNION
    { ?citation bkg:field "basis" ; bkg:citedIn ?indicator . ?project bkg:indicator ?indicator }
    ?project bkg:formNumber ?form ; bkg:inDocument ?document .
    ?citation bkg:cites/bkg:documentNumber ?number .
  }
}"""

#: File, form, place (name, or indicator and its number), canonical number.
Reading = tuple[str, str, str, str]


def readings_of(documents: Sequence[Printed]) -> dict[Reading, str]:
    """Return what an exact reader makes of each place that prints a number, with how it is spelled."""
    return {
        (row["file"], row["form"], row["place"], row["number"]): f"{row['printed']} ({row['spelling']})"
        for row in rows_of(documents, "notices")
        if row["number"]
    }


def readings_in(store: "Answering") -> list[Reading]:
    """Return the numbers that stand in the graph: file, form, place, number."""
    answer = store.query(_CITED)
    assert not isinstance(answer, bool | str)
    found = []
    for row in answer.rows:
        document, form, indicator, number = ("" if term is None else term.value for term in row)
        file = document.rpartition("/")[2].removesuffix("-budget")
        place = f"indicator {indicator.rpartition('/')[2]}" if indicator else "name"
        found.append((file, form, place, number))
    return found


def measure_readings(wanted: Mapping[Reading, str], found: Iterable[Reading]) -> Score:
    """Return how right the numbers are that stand in the graph."""
    seen = set(found)
    wrong = tuple(
        Joined(" ".join(one), "nothing of the kind is printed", "", "")
        for one in sorted(seen - wanted.keys())
    )
    missing = tuple(
        Joined(" ".join(one), printed, "", "") for one, printed in sorted(wanted.items()) if one not in seen
    )
    right = len(seen & wanted.keys())
    return Score(right, wrong, right, len(wanted), missing)
