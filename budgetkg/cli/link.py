"""`budgetkg link`: what is one thing across documents, proposed, decided and written."""

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from budgetkg.cli.options import DepartmentOption, DocumentOption, OutputOption, StoreOption, YearOption
from budgetkg.cli.output import check_format, emit, is_stdout
from budgetkg.cli.talk import SESSION, described, say, tell
from budgetkg.errors import UsageError

if TYPE_CHECKING:
    from budgetkg.linking.changing import Desk
    from budgetkg.linking.refreshing import Refreshed
    from budgetkg.linking.states import Link
    from budgetkg.store import Store

__all__ = ["HELP", "command"]

HELP = described(
    "提议、审阅并写入跨文件的链接：更名的单位、换了代码的项目、疑似误印的文号。"
    "决定记在图谱库旁的文本文件里，每次 build 与 remove 都重新应用。",
    "Propose, review and write links across documents: renamed units, recoded projects, document numbers "
    "that may be misprinted. Decisions stand in a text file beside the store and are applied again at each "
    "build and remove.",
    "budgetkg link --review",
    "budgetkg link --apply",
    "budgetkg link --format tsv -o links.sssom.tsv",
)

_FORMATS = ("table", "json", "csv", "tsv", "turtle", "void")
_BY_ENDING = {".tsv": "tsv", ".csv": "csv", ".json": "json", ".ttl": "turtle"}
_LEAST = 0.5
#: So many reasons stand in a table; --explain tells all.
_REASONS = 3


def command(
    review: Annotated[
        bool,
        typer.Option(
            "--review", help=say("只列待定的候选，最可信的在前", "list the open candidates, surest first")
        ),
    ] = False,
    accept: Annotated[
        list[str] | None,
        typer.Option(
            "--accept", metavar="ID", help=say("接受此编号的链接", "accept the link with this number")
        ),
    ] = None,
    reject: Annotated[
        list[str] | None,
        typer.Option(
            "--reject", metavar="ID", help=say("否决此编号的链接", "reject the link with this number")
        ),
    ] = None,
    relation: Annotated[
        str | None,
        typer.Option(
            "--relation",
            metavar="IRI",
            help=say(
                "接受时改用此关系，如 skos:closeMatch", "accept with this relation, such as skos:closeMatch"
            ),
        ),
    ] = None,
    author: Annotated[
        str, typer.Option("--author", metavar="NAME", help=say("作出决定的人", "who decides"))
    ] = "",
    apply: Annotated[
        bool,
        typer.Option(
            "--apply",
            help=say(
                "写入已接受的链接与不低于 --threshold 的提议",
                "write what is accepted, and proposals from --threshold on",
            ),
        ),
    ] = False,
    threshold: Annotated[
        float | None,
        typer.Option(
            "--threshold",
            metavar="NUMBER",
            min=0,
            max=1,
            help=say(
                "--apply 采用提议的最低置信度（默认 0.95）",
                "the least confidence of proposals that --apply takes up (default: 0.95)",
            ),
        ),
    ] = None,
    remove: Annotated[
        bool,
        typer.Option(
            "--remove",
            help=say("撤去全部链接；决定仍留在文件中", "take all links out; decisions stay in the file"),
        ),
    ] = False,
    import_: Annotated[
        list[str] | None,
        typer.Option(
            "--import",
            metavar="FILE",
            help=say(
                "导入他人的链接或参考数据：SSSOM、CSV 或 RDF",
                "take in links or reference data of others: SSSOM, CSV or RDF",
            ),
        ),
    ] = None,
    explain: Annotated[
        str | None,
        typer.Option("--explain", metavar="ID", help=say("说明一条链接的依据", "explain one link")),
    ] = None,
    kind: Annotated[
        str | None,
        typer.Option(
            "--kind",
            metavar="KIND",
            help=say(
                "只列此类：department、unit、unit-department、project、notice 或 account",
                "this kind only: department, unit, unit-department, project, notice or account",
            ),
        ),
    ] = None,
    least: Annotated[
        float | None,
        typer.Option(
            "--min-confidence",
            metavar="NUMBER",
            min=0,
            max=1,
            help=say(
                "最低置信度（默认 0.5，--review 为 0）",
                "the least confidence (default: 0.5; 0 with --review)",
            ),
        ),
    ] = None,
    document: DocumentOption = None,
    year: YearOption = None,
    department: DepartmentOption = None,
    format_: Annotated[
        str | None,
        typer.Option(
            "--format",
            metavar="FORMAT",
            help=say(
                "table、json、csv、tsv（SSSOM）、turtle 或 void",
                "table, json, csv, tsv (SSSOM), turtle or void",
            ),
        ),
    ] = None,
    output: OutputOption = None,
    links: Annotated[
        Path | None,
        typer.Option(
            "--links",
            metavar="FILE",
            envvar="BUDGETKG_LINKS",
            help=say("决定文件（默认在图谱库旁）", "file of decisions (default: beside the store)"),
        ),
    ] = None,
    store: StoreOption = Path("budgetkg.db"),
) -> None:
    """Propose links, or change what is decided about them."""
    from budgetkg.linking import SURE, decisions_path
    from budgetkg.linking.changing import desk
    from budgetkg.store import open_store

    chosen = check_format(format_ or _format_of(output), _FORMATS)
    _check(kind, apply, remove)
    _check_alone("--threshold", threshold is not None and not apply, "--apply")
    _check_alone(
        "--relation, --author", bool(relation or author) and not (accept or reject), "--accept, --reject"
    )
    with open_store(store) as held:
        at = desk(held, links or decisions_path(store))
        if explain is not None:
            emit(_explained(at, explain), output)
            return
        changed = _imported(at, import_ or [])
        changed = changed.judged(accept or [], reject or [], _relation(relation), author)
        changed = (
            changed.applied(Decimal(str(SURE if threshold is None else threshold))) if apply else changed
        )
        changed = changed.withdrawn() if remove else changed
        if accept or reject or apply or remove or import_:
            _tell_saved(changed, changed.save())
            return
        least = least if least is not None else 0.0 if review else _LEAST
        shown = _chosen(held, at, kind, least, document, year, department)
        _show(at, [link for link in shown if not review or link.state == "proposed"], chosen, output)


def _format_of(output: str | None) -> str:
    if is_stdout(output):
        return "table"
    return _BY_ENDING.get(Path(str(output)).suffix.lower(), "tsv")


def _check(kind: str | None, apply: bool, remove: bool) -> None:
    from budgetkg.linking import KINDS

    if kind is not None and kind not in KINDS:
        listed = ", ".join(KINDS)
        raise UsageError(
            f"没有这一类“{kind}”；可用 {listed}", f"there is no kind {kind!r}; there are {listed}", "--kind"
        )
    if apply and remove:
        raise UsageError("只能写入或撤去", "either write links or take them out", "--apply, --remove")


def _check_alone(option: str, alone: bool, other: str) -> None:
    """Raise UsageError where an option has no effect, so that nobody thinks it had."""
    if alone:
        raise UsageError(f"须与 {other} 一起使用", f"it is for use with {other}", option)


def _relation(text: str | None) -> str | None:
    from budgetkg.catalog.values import expand_iri

    if text is None:
        return None
    found = expand_iri(text)
    if found is None:
        raise UsageError(f"“{text}”不是 IRI", f"{text!r} is no IRI", "--relation")
    return found


def _imported(at: "Desk", files: Sequence[str]) -> "Desk":
    """Return the desk with the links of these files, but for those that somebody rejected."""
    if not files:
        return at
    from budgetkg.linking.importing import read_links

    found = [mapping for name in files for mapping in read_links(at.store, Path(name))]
    rejected = {mapping.pair for mapping in at.decisions.mappings if mapping.negated}
    for mapping in found:
        if mapping.pair in rejected:
            ends = f"{mapping.subject_label or mapping.subject} ~ {mapping.object_label or mapping.object}"
            tell(f"先前已否决，未导入：{ends}", f"rejected before, not taken in: {ends}")
    return at.with_mappings([mapping for mapping in found if mapping.pair not in rejected])


def _chosen(
    store: "Store",
    at: "Desk",
    kind: str | None,
    least: float,
    document: list[str] | None,
    year: list[str] | None,
    department: list[str] | None,
) -> "list[Link]":
    """Return the links asked for. A decision is shown whatever its confidence."""
    from budgetkg.catalog import select_graphs

    graphs = select_graphs(store, document, year, department)
    wanted = None if graphs is None else {graph.removesuffix("/graph") for graph in graphs}
    return [
        link
        for link in at.links
        if (kind is None or link.kind == kind)
        and (link.state not in ("proposed", "applied") or float(link.mapping.confidence or 0) >= least)
        and (wanted is None or (link.candidate is not None and wanted & link.candidate.documents))
    ]


def _show(at: "Desk", links: "Sequence[Link]", format_: str, output: str | None) -> None:
    from budgetkg.linking import publishing

    note = str(at.decisions.head.get("other", ""))
    if format_ == "json":
        emit(publishing.to_json(links, at.proposals.doubts), output)
    elif format_ == "csv":
        emit(publishing.to_csv(links, _why), output)
    elif format_ == "tsv":
        emit(publishing.to_sssom(links, note), output)
    elif format_ in ("turtle", "void"):
        emit(publishing.to_turtle(links, only_void=format_ == "void", note=note), output)
    else:
        if links:
            emit(_table(links), output)
        else:
            tell("没有候选", "there is no candidate")
    if format_ != "json":
        for doubt in at.proposals.doubts:
            tell(f"存疑：{doubt.zh}", f"odd: {doubt.en}")


def _why(link: "Link", most: int | None = None) -> str:
    from budgetkg.linking.states import reasons

    if link.candidate is None:
        return link.mapping.comment
    said = reasons(link.candidate, SESSION.lang)
    more = ["…"] if most is not None and len(said) > most else []
    return ("；" if SESSION.lang == "zh" else "; ").join([*said[:most], *more])


def _table(links: "Sequence[Link]") -> str:
    from budgetkg.cli.tables import draw
    from budgetkg.linking.states import STATES

    heads = [
        say("编号", "id"),
        say("类别", "kind"),
        say("主体", "subject"),
        say("关系", "predicate"),
        say("客体", "object"),
        say("置信度", "confidence"),
        say("方法", "method"),
        say("状态", "state"),
        say("依据", "why"),
    ]
    rows = []
    for link in links:
        mapping = link.mapping
        confidence = "" if mapping.confidence is None else f"{mapping.confidence:f}"
        sign = "≠ " if mapping.negated else ""
        rows.append(
            [
                link.id,
                link.kind,
                mapping.subject_label or mapping.subject,
                sign + _short(mapping.predicate),
                mapping.object_label or mapping.object,
                confidence,
                mapping.method,
                say(*STATES[link.state]),
                _why(link, _REASONS),
            ]
        )
    return draw(heads, rows, {5})


def _short(iri: str) -> str:
    from budgetkg.namespaces import PREFIXES

    for prefix, start in PREFIXES.items():
        if iri.startswith(start):
            return f"{prefix}:{iri.removeprefix(start)}"
    return iri


def _explained(at: "Desk", text: str) -> str:
    from budgetkg.linking.states import STATES, find_link, reasons

    link = find_link(at.links, text)
    mapping = link.mapping
    lines = [
        f"{link.id}  {link.kind}  {say(*STATES[link.state])}",
        f"  {mapping.subject_label}  <{mapping.subject}>",
        f"  {'≠ ' if mapping.negated else ''}{_short(mapping.predicate)}",
        f"  {mapping.object_label}  <{mapping.object}>",
    ]
    if mapping.confidence is not None:
        lines.append(f"  {say('置信度', 'confidence')}: {mapping.confidence:f}")
    if mapping.source:
        lines.append(f"  {say('来源', 'source')}: {mapping.source}")
    if link.candidate is not None:
        lines.append(f"  {say('依据（各项权重，单位比特）', 'evidence (weight in bits)')}:")
        lines += [f"    {reason}" for reason in reasons(link.candidate, SESSION.lang)]
    elif mapping.comment:
        lines.append(f"  {mapping.comment}")
    return "\n".join(lines) + "\n"


def _tell_saved(at: "Desk", done: "Refreshed") -> None:
    tell(f"决定文件：{at.path}", f"decisions: {at.path}")
    tell(f"链接：{done.links} 条", f"links: {done.links}")
    tell_waiting(done)


def tell_waiting(done: "Refreshed") -> None:
    """Say what is decided about things that are not in the store, and links that lost their file."""
    for mapping in done.waiting:
        ends = f"{mapping.subject_label or mapping.subject} ~ {mapping.object_label or mapping.object}"
        tell(f"所涉事物不在库中，决定保留在文件里：{ends}", f"not in the store, kept in the file: {ends}")
    if done.lost:
        tell("没有决定文件，已撤去链接", "there is no decisions file: the links were taken out")
