"""Saved queries: files whose head says what they answer, take and return.

The head is the comment lines `#+ key: text` before the query; a key may be repeated.

    #+ summary: / #+ summary-zh:   one sentence (needed, once each)
    #+ answers: A1 Which …         the question that it answers (needed)
    #+ group: sources              the topic (needed, once)
    #+ param: NAME TYPE required|optional[=DEFAULT] EXAMPLE
    #+ columns: a b c              the variables in order (needed, once)
    #+ units: total 元, percent %  what a number counts
    #+ note: …                     what a reader must know to use the answer rightly
    #+ beside: department          what it looks up beside the chosen documents: others of their departments

TYPE is string, integer, year, decimal, amount, code, document-number, entity, project, or a
list of allowed words (类|款|项). The EXAMPLE is the rest of the line. In the query a line
`# bind: NAME` marks the place of a parameter; `# bind: g` the choice of documents.
"""

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from budgetkg import resources
from budgetkg.errors import QueryError, QueryUnknownError, UsageError

__all__ = [
    "GRAPH_MARKER",
    "GROUPS",
    "INFERRED_MARKER",
    "MARKER",
    "TYPES",
    "Parameter",
    "SavedQuery",
    "find_query",
    "load_catalog",
    "own_query",
    "with_own",
]

#: The topics in the order of the questions (A to H), zh and en. A folder of one's own may have others.
GROUPS = {
    "sources": ("资金来源与依据", "Funding and legal basis"),
    "structure": ("规模与结构", "Size and structure"),
    "change": ("年度变化", "Change"),
    "running": ("三公与运行", "Three publics and running costs"),
    "projects": ("项目与绩效", "Projects and performance"),
    "procurement": ("采购与资产", "Procurement and assets"),
    "organisation": ("组织与关联", "Organisation and linking"),
    "quality": ("数据质量与透明度", "Quality and openness"),
    "own": ("自有查询", "Your own"),
}

#: Types of a parameter, beside a list of words joined by `|`.
TYPES = (
    "string",
    "integer",
    "year",
    "decimal",
    "amount",
    "code",
    "document-number",
    "entity",
    "project",
)

#: The line where a parameter's terms go.
MARKER = re.compile(r"^([ \t]*)# bind: ([a-z][a-z0-9_]*)[ \t]*$", re.MULTILINE)

#: The marker that chooses documents; it is no parameter.
GRAPH_MARKER = "g"

#: The marker of graphs of inferences; they are read where the asker wants them, and else left empty.
INFERRED_MARKER = "i"

_HEAD = re.compile(r"#\+ ([a-z-]+): (\S.*)")
_PARAM = re.compile(r"([a-z][a-z0-9_]*) (\S+) (?:(required)|optional(?:=(\S+))?) (\S.*)")
_ONCE = ("summary", "summary-zh", "group", "columns")
_MANY = ("answers", "param", "units", "note", "beside")
#: What a query may look up beside the documents that are chosen.
_BESIDE = "department"


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter. `choices` are the allowed words of a list type; then `type` is "choice"."""

    name: str
    type: str
    required: bool
    example: str
    default: str | None = None
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SavedQuery:
    """One saved query; `text` is the whole file, and `units` maps columns to units.

    `looks_beside` says that it looks up other documents of the departments whose documents are chosen.
    """

    name: str
    group: str
    summary_zh: str
    summary_en: str
    answers: tuple[str, ...]
    params: tuple[Parameter, ...]
    columns: tuple[str, ...]
    text: str
    units: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    looks_beside: bool = False

    def parameter(self, name: str) -> Parameter | None:
        """Return the parameter with this name, if there is one."""
        return next((known for known in self.params if known.name == name), None)

    @property
    def body(self) -> str:
        """The query alone, without its head."""
        return "".join(line for line in self.text.splitlines(True) if not line.startswith("#+"))

    @property
    def markers(self) -> tuple[str, ...]:
        """The names at the query's markers, each once, in order."""
        return tuple(dict.fromkeys(match[2] for match in MARKER.finditer(self.text)))

    @property
    def infers(self) -> bool:
        """Whether the query shows what is inferred, too, when it is asked for."""
        return INFERRED_MARKER in self.markers


def load_catalog(folder: Path | None = None) -> dict[str, SavedQuery]:
    """Return the saved queries of a folder (ours, if none is given) by name.

    Raises QueryError where a head or a marker is wrong.
    """
    files = sorted((folder or resources.folder("queries")).glob("*.rq"))
    return {file.stem: _read(file.stem, _text(file)) for file in files}


def with_own(catalog: Mapping[str, SavedQuery], folder: Path) -> dict[str, SavedQuery]:
    """Return the catalogue with the queries of a user's folder added.

    A query of one's own may have a short head or none: it is then called by its file name and
    stands in the group `own`. One with the name of a known query takes its place.

    Raises UsageError where there is no such folder or no query in it, QueryError as `load_catalog`.
    """
    if not folder.is_dir():
        raise UsageError("没有这个文件夹", "there is no such folder", str(folder))
    files = sorted(folder.glob("*.rq"))
    if not files:
        raise UsageError("文件夹中没有 .rq 文件", "the folder holds no .rq file", str(folder))
    return {**catalog, **{file.stem: _read(file.stem, _text(file), own=True) for file in files}}


def own_query(file: Path) -> SavedQuery:
    """Return the query in a file of one's own, whose head may be short or missing. Raises QueryError."""
    return _read(file.stem, _text(file), own=True)


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise _wrong(file.stem, f"无法读取：{error}", f"cannot be read: {error}") from error


def find_query(catalog: Mapping[str, SavedQuery], name: str) -> SavedQuery:
    """Return a query by name. Raises QueryUnknownError, which names the nearest ones."""
    if name in catalog:
        return catalog[name]
    near = difflib.get_close_matches(name, catalog, n=3, cutoff=0.5)
    zh = f"；相近的有 {'、'.join(near)}" if near else ""
    en = f"; near it: {', '.join(near)}" if near else ""
    raise QueryUnknownError(f"没有名为“{name}”的查询{zh}", f"no saved query is named {name!r}{en}")


def _read(name: str, text: str, own: bool = False) -> SavedQuery:
    head = _head(name, text)
    if own:
        head = _filled(name, head)
    _check_head(name, head)
    query = SavedQuery(
        name=name,
        group=head["group"][0],
        summary_zh=head["summary-zh"][0],
        summary_en=head["summary"][0],
        answers=tuple(head["answers"]),
        params=tuple(_parameter(name, line) for line in head.get("param", ())),
        columns=tuple(head["columns"][0].split()),
        text=text,
        units=_units(name, head.get("units", ())),
        notes=tuple(head.get("note", ())),
        looks_beside="beside" in head,
    )
    _check(query)
    return query


def _head(name: str, text: str) -> dict[str, list[str]]:
    head: dict[str, list[str]] = {}
    for line in text.splitlines():
        if not line.startswith("#+"):
            break
        match = _HEAD.fullmatch(line.rstrip())
        if match is None or match[1] not in _ONCE + _MANY:
            raise _wrong(name, f"查询头无法读取：{line}", f"cannot read the head line {line!r}")
        head.setdefault(match[1], []).append(match[2])
    return head


def _filled(name: str, head: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """Return the head of a user's own query with what it leaves out; no columns means unknown ones."""
    summary = head.get("summary") or head.get("summary-zh") or [name]
    given: dict[str, list[str]] = {
        "summary": summary,
        "summary-zh": summary,
        "group": ["own"],
        "columns": [""],
        "answers": [],
    }
    return {**given, **head}


def _check_head(name: str, head: Mapping[str, list[str]]) -> None:
    for key in (*_ONCE, "answers"):
        if key not in head or (key in _ONCE and len(head[key]) > 1):
            raise _wrong(name, f"查询头的 {key} 缺失或重复", f"the head lacks or repeats {key}")
    if any(text != _BESIDE for text in head.get("beside", ())):
        raise _wrong(name, f"查询头的 beside 只可为 {_BESIDE}", f"beside may only be {_BESIDE}")


def _parameter(name: str, line: str) -> Parameter:
    match = _PARAM.fullmatch(line)
    if match is None or (match[2] not in TYPES and "|" not in match[2]):
        raise _wrong(name, f"参数行无法读取：{line}", f"cannot read the parameter line {line!r}")
    choices = tuple(match[2].split("|")) if match[2] not in TYPES else ()
    return Parameter(
        name=match[1],
        type="choice" if choices else match[2],
        required=match[3] is not None,
        example=match[5],
        default=match[4],
        choices=choices,
    )


def _units(name: str, lines: list[str] | tuple[()]) -> dict[str, str]:
    units = {}
    for part in (part for line in lines for part in line.split(",")):
        column, _, unit = part.strip().partition(" ")
        if not unit:
            raise _wrong(name, f"单位行无法读取：{part}", f"cannot read the units {part!r}")
        units[column] = unit
    return units


def _check(query: SavedQuery) -> None:
    names = {parameter.name for parameter in query.params} | {GRAPH_MARKER, INFERRED_MARKER}
    # A query of one's own may do without the choice of documents.
    marked = {*query.markers, INFERRED_MARKER} | ({GRAPH_MARKER} if query.group == "own" else set())
    if names != marked:
        odd = ", ".join(sorted(names ^ marked))
        raise _wrong(query.name, f"参数与标记不一致：{odd}", f"parameters and markers differ: {odd}")
    odd_units = set(query.units) - set(query.columns)
    if odd_units and query.columns:
        listed = ", ".join(sorted(odd_units))
        raise _wrong(query.name, f"单位所指的列不存在：{listed}", f"units of unknown columns: {listed}")


def _wrong(name: str, zh: str, en: str) -> QueryError:
    return QueryError(zh, en, f"{name}.rq")
