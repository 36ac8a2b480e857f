"""Records to quads: the only writer of a document's triples.

One module for each part of the model; `writer` is the pen that all of them hold.
"""

import re
from dataclasses import dataclass, field

from budgetkg.errors import UsageError
from budgetkg.graph.citations import write_citations
from budgetkg.graph.document import identity, write_document, write_lists, write_units
from budgetkg.graph.holdings import write_assets, write_procurement
from budgetkg.graph.inferred import Keys, inferred_nquads
from budgetkg.graph.narrative import write_narrative
from budgetkg.graph.projects import project_keys, write_projects
from budgetkg.graph.tables import write_tables
from budgetkg.graph.writer import Writer
from budgetkg.model import Problem, Records
from budgetkg.namespaces import graph_iri

__all__ = ["DocumentGraph", "inferred_nquads", "of"]

_DIVISION = re.compile(r"[0-9]{6}")


@dataclass(frozen=True, slots=True)
class DocumentGraph:
    """All that one document says: `nquads` are sorted unique lines, joined by line feeds.

    `problems` are those that writing found beyond the ones in the records; all are in the quads. `keys`
    are the IRIs of its forms and units, for what is inferred of them.
    """

    iri: str
    graph: str
    nquads: str
    problems: tuple[Problem, ...] = ()
    keys: Keys = field(default_factory=Keys)


def of(records: Records, division: str | None = None) -> DocumentGraph:
    """Return the graph of one document.

    `division` is six digits of GB/T 2260; without it, what the records say counts. The same
    records give the same text, always. Raises UsageError when the division is not six digits.
    """
    code = division or records.department.division_code
    if code is not None and not _DIVISION.fullmatch(code):
        raise UsageError(f"区划代码须为六位数字：{code}", f"a division is six digits: {code!r}")
    who = identity(records, code)
    graph = graph_iri(who.document)
    pen = Writer(who.document, graph, records.lines)
    for problem in records.problems:
        pen.problem(problem)
    write_document(pen, records, who)
    units = write_units(pen, records, who)
    by_name: dict[str, str] = {}
    for unit, subject in zip(records.units, units, strict=True):
        by_name.setdefault(unit.name, subject)
    write_lists(pen, records)
    write_tables(pen, records)
    projects = project_keys(pen, records)
    write_projects(pen, records, projects)
    write_narrative(pen, records)
    write_procurement(pen, records, by_name)
    write_assets(pen, records)
    write_citations(pen, records, projects)
    return DocumentGraph(who.document, graph, pen.nquads(), pen.found, Keys(who.document, projects, units))
