"""The pen: collects the lines of one document's graph.

It knows what every printed thing has in common (document, place, printed text), keeps IRIs
apart that would fall together, and turns printed money into yuan or into a visible problem.
"""

import hashlib
from bisect import insort
from functools import lru_cache

from budgetkg.graph.terms import decimal, integer, iri, scaled, text, zh
from budgetkg.graph.vocabulary import TYPE, UNIT_PLACES, bkg, rdfs
from budgetkg.model import Figure, Problem, Where
from budgetkg.namespaces import concept_iri, segment

__all__ = ["Writer", "concept"]

_IN_DOCUMENT = bkg("inDocument")
_PRINTED_AT = bkg("printedAt")
_PRINTED_TEXT = bkg("printedText")
_PLACE = bkg("Place")
_FIRST_LINE = bkg("firstLine")
_LAST_LINE = bkg("lastLine")
_PAGE = bkg("page")
_PROBLEM = bkg("ReadingProblem")
_PROBLEM_CODE = bkg("problemCode")
_PROBLEM_SEVERITY = bkg("problemSeverity")
_COMMENT = rdfs("comment")
_CONTENT_DIGEST = bkg("contentDigest")


class Writer:
    """Collects quads of one named graph. Terms are N-Quads text; subjects are plain IRIs."""

    def __init__(self, document: str, graph: str, lines: tuple[str, ...]) -> None:
        self.document = document
        self._document_term = iri(document)
        self._graph_term = iri(graph)
        self._tail = f" {self._graph_term} ."
        self._source = lines
        self._statements: dict[str, list[str]] = {}
        self._places: dict[tuple[int, int], str] = {}
        self._taken: dict[str, int] = {}
        self._described: set[str] = set()
        self._problems = 0
        self._complained: set[tuple[str, int]] = set()
        self._found: list[Problem] = []

    def describe(self, subject: str, *pairs: tuple[str, str | None]) -> None:
        """Write one quad for each (predicate, object); an object that is None is left out."""
        add = self._statements.setdefault(iri(subject), []).append
        for predicate, value in pairs:
            if value is not None:
                add(f" {predicate} {value}")

    def printed(self, subject: str, where: Where, printed: str) -> None:
        """Write where a thing stands and what stood there."""
        self.describe(
            subject,
            (_IN_DOCUMENT, self._document_term),
            (_PRINTED_AT, self.place(where)),
            (_PRINTED_TEXT, text(printed)),
        )

    def place(self, where: Where) -> str:
        """Return the term of the place of these lines, described once."""
        key = (where.first, where.last)
        known = self._places.get(key)
        if known is not None:
            return known
        place = f"{self.document}/lines/{where.first}-{where.last}"
        self._places[key] = iri(place)
        raw = self._source[max(where.first - 1, 0) : where.last]
        self.describe(
            place,
            (TYPE, _PLACE),
            (_IN_DOCUMENT, self._document_term),
            (_FIRST_LINE, integer(where.first)),
            (_LAST_LINE, integer(where.last)),
            (_PAGE, None if where.page is None else integer(where.page)),
            (_PRINTED_TEXT, text("\n".join(raw)) if raw else None),
        )
        return self._places[key]

    def fresh(self, wanted: str) -> str:
        """Return the IRI, or with ~2, ~3 … when it is taken already, in printed order."""
        count = self._taken.get(wanted, 0) + 1
        found = wanted if count == 1 else f"{wanted}~{count}"
        while found in self._taken and found != wanted:  # a thing may itself be called "…~2"
            count += 1
            found = f"{wanted}~{count}"
        self._taken[wanted] = count
        self._taken.setdefault(found, 1)
        return found

    def first_time(self, thing: str) -> bool:
        """Return whether a shared thing is still to be described in this graph."""
        if thing in self._described:
            return False
        self._described.add(thing)
        return True

    def yuan(self, figure: Figure | None, unit: str | None, where: Where) -> str | None:
        """Return the amount in yuan as a term, or None for a blank cell and for what cannot be known.

        A unit that is unknown or not stated (BKG-P20), or a figure that is no plain decimal
        (BKG-P40), gives a reading problem and no number.
        """
        if figure is None:
            return None
        places = UNIT_PLACES.get(unit or "")
        if places is None:
            self._complain(_unit_unknown(unit, where))
            return None
        amount = scaled(figure.text, places)
        if amount is None:
            self._complain(_not_a_number(figure, where))
        return decimal(amount)

    def number(self, figure: Figure | None, where: Where) -> str | None:
        """Return a figure that is no money as a decimal term; a bad one is a problem (BKG-P40)."""
        if figure is None:
            return None
        value = decimal(figure.text)
        if value is None:
            self._complain(_not_a_number(figure, where))
        return value

    @property
    def found(self) -> tuple[Problem, ...]:
        """The problems that writing itself found."""
        return tuple(self._found)

    def _complain(self, problem: Problem) -> None:
        """Write a problem of our own; the same words about the same lines are said once."""
        key = (problem.en, problem.where.first)
        if key not in self._complained:
            self._complained.add(key)
            self._found.append(problem)
            self.problem(problem)

    def problem(self, problem: Problem) -> None:
        """Write one reading problem under the next number."""
        self._problems += 1
        subject = f"{self.document}/problem/{self._problems}"
        self.describe(
            subject,
            (TYPE, _PROBLEM),
            (_IN_DOCUMENT, self._document_term),
            (_PROBLEM_CODE, text(problem.code)),
            (_PROBLEM_SEVERITY, concept("severity", problem.severity)),
            (_COMMENT, zh(problem.zh)),
            (_COMMENT, f"{text(problem.en)}@en"),
            (_PRINTED_AT, self.place(problem.where)),
        )

    def nquads(self) -> str:
        """Return all lines, each once, sorted by code point, among them the digest of the others.

        Subjects first and then what is said of each: the same order as that of the whole lines,
        because no subject begins another, for a fraction of the comparing.
        """
        tail = self._tail
        lines = [
            f"{subject}{statement}{tail}"
            for subject in sorted(self._statements)
            for statement in sorted(set(self._statements[subject]))
        ]
        digest = hashlib.sha256("\n".join(lines).encode()).hexdigest()
        insort(lines, f"{self._graph_term} {_CONTENT_DIGEST} {text(digest)}{tail}")
        return "\n".join(lines)


@lru_cache(maxsize=4096)
def concept(scheme: str, label: str | None) -> str | None:
    """Return the term of a code-list concept, or None where no label was printed."""
    if label is None or not segment(label):
        return None
    return iri(concept_iri(scheme, label))


def _unit_unknown(unit: str | None, where: Where) -> Problem:
    return Problem(
        "BKG-P20",
        "error",
        f"金额单位“{unit}”未知，此处金额不换算" if unit else "未注明金额单位，此处金额不换算",
        f"unit unknown: {unit!r}; the amounts here are not converted"
        if unit
        else "unit unknown: none is printed; the amounts here are not converted",
        where,
    )


def _not_a_number(figure: Figure, where: Where) -> Problem:
    return Problem(
        "BKG-P40",
        "error",
        f"“{figure.printed}”不是数字，此处不写入数值",
        f"{figure.printed!r} is not a number; no value is written here",
        where,
    )
