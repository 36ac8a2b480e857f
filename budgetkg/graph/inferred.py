"""What is inferred from one document, in a graph of its own: proposals with method and confidence.

The best proposal that is likelier than not also stands as a plain statement about the form. Names of
units and accounts are repeated here, so that the graph answers by itself.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from budgetkg.graph.tables import write_account
from budgetkg.graph.terms import boolean, decimal, integer, iri, zh
from budgetkg.graph.vocabulary import TYPE, bkg, skos
from budgetkg.graph.writer import Writer
from budgetkg.model import Records
from budgetkg.model.inferred import ExplainedSum, Inferences, Proposal, Proposals
from budgetkg.namespaces import inferred_graph_iri

__all__ = ["Keys", "inferred_nquads"]

#: From here on the best proposal is stated of the form itself: likelier than all others together.
_LIKELY = 0.5
_IN_DOCUMENT = bkg("inDocument")
_LABEL = skos("prefLabel")


@dataclass(frozen=True, slots=True)
class Keys:
    """The IRIs that a document's own graph gives to its forms and units, in printed order."""

    document: str = ""
    forms: tuple[str, ...] = ()
    units: tuple[str, ...] = ()


def inferred_nquads(keys: Keys, records: Records, found: Inferences) -> str:
    """Return the graph of what is inferred from a document as sorted lines; empty where nothing is."""
    if not (found.units or found.accounts):
        return ""
    pen = Writer(keys.document, inferred_graph_iri(keys.document), records.lines)
    names = {row.code: row.name for table in records.tables for row in table.rows if row.code}
    for proposals in found.units:
        _write_units(pen, keys, records, proposals)
    for proposals in found.accounts:
        _write_accounts(pen, keys, records, names, proposals)
    for explained in found.sums:
        _write_sum(pen, records, names, explained)
    return pen.nquads()


def _write_units(pen: Writer, keys: Keys, records: Records, proposals: Proposals) -> None:
    form = keys.forms[proposals.form - 1]
    for subject, proposal in _written(pen, form, "unit", proposals.ranked):
        position = int(proposal.target) - 1
        unit = keys.units[position]
        pen.describe(subject, (TYPE, bkg("InferredUnit")), (bkg("proposedUnit"), iri(unit)))
        if pen.first_time(unit):
            pen.describe(unit, (_LABEL, zh(records.units[position].name)))
        if proposal is proposals.ranked[0] and float(proposal.confidence) >= _LIKELY:
            pen.describe(form, (bkg("implementingUnit"), iri(unit)))


def _write_accounts(
    pen: Writer, keys: Keys, records: Records, names: dict[str, str], proposals: Proposals
) -> None:
    form = keys.forms[proposals.form - 1]
    for subject, proposal in _written(pen, form, "account", proposals.ranked):
        account = _account(pen, records, names, proposal.target)
        only = None if proposals.unique is None else boolean(proposals.unique)
        pen.describe(
            subject,
            (TYPE, bkg("InferredAccount")),
            (bkg("proposedAccount"), account),
            (bkg("onlySolution"), only),
        )
        if proposal is proposals.ranked[0] and float(proposal.confidence) >= _LIKELY:
            pen.describe(form, (bkg("functionalAccount"), account))


def _written(pen: Writer, form: str, kind: str, ranked: Sequence[Proposal]) -> Iterator[tuple[str, Proposal]]:
    """Write what all proposals have in common; yield each with its IRI."""
    for rank, proposal in enumerate(ranked, 1):
        subject = f"{form}/inferred/{kind}/{rank}"
        pen.describe(
            subject,
            (bkg("inferredFor"), iri(form)),
            (_IN_DOCUMENT, iri(pen.document)),
            (bkg("proposalRank"), integer(rank)),
            (bkg("method"), bkg(f"inference-method-{proposal.method}")),
            (bkg("confidence"), decimal(proposal.confidence)),
        )
        yield subject, proposal


def _account(pen: Writer, records: Records, names: dict[str, str], code: str) -> str:
    account = write_account(pen, "functional", code, records.document.fiscal_year)
    name = names.get(code)
    if name:
        pen.describe(account, (_LABEL, zh(name)))
    return iri(account)


def _write_sum(pen: Writer, records: Records, names: dict[str, str], explained: ExplainedSum) -> None:
    pen.describe(
        f"{pen.document}/inferred/sum/{explained.table}/{explained.code}",
        (TYPE, bkg("ExplainedSum")),
        (_IN_DOCUMENT, iri(pen.document)),
        (bkg("account"), _account(pen, records, names, explained.code)),
        (bkg("printedSum"), decimal(f"{explained.printed:f}")),
        (bkg("proposedSum"), decimal(f"{explained.found:f}")),
        (bkg("formCount"), integer(explained.forms)),
    )
