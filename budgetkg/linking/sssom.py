"""Mapping sets as SSSOM TSV: a head in YAML behind number signs, then a table.

Our IRIs are Chinese; in the file they are percent-encoded, as the tools for SSSOM want them, with the
names beside them. Either form is read. What a file says that we do not know is kept.
"""

import csv
import io
from collections.abc import Iterable
from collections.abc import Mapping as Dictionary
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any
from urllib.parse import quote

from budgetkg.errors import LinkFileError
from budgetkg.graph.terms import iri
from budgetkg.model.mapping import Mapping
from budgetkg.namespaces import ID, LINKS_GRAPH, PREFIXES, decoded

__all__ = [
    "COLUMNS",
    "Line",
    "MappingSet",
    "Wrong",
    "is_iri",
    "read_confidence",
    "read_sssom",
    "refuse",
    "write_sssom",
]

COLUMNS = (
    "subject_id",
    "subject_label",
    "predicate_id",
    "predicate_modifier",
    "object_id",
    "object_label",
    "object_type",
    "mapping_justification",
    "author_label",
    "confidence",
    "comment",
    "other",
)
_NEEDED = ("subject_id", "predicate_id", "object_id", "mapping_justification")
_LITERAL = "rdfs literal"
_NEGATED = "Not"
_SEMAPV = PREFIXES["semapv"]
_LISTED = 20

#: A line that cannot be read: its number, and what is wrong in Chinese and English.
Wrong = tuple[int, str, str]


@dataclass(frozen=True, slots=True)
class Line:
    """A mapping, the line where it stands (0: in no file), and cells of columns that are not ours."""

    mapping: Mapping
    number: int = 0
    more: Dictionary[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class MappingSet:
    """A whole file. `head` is its YAML, `columns` are those that it has in their order."""

    lines: tuple[Line, ...] = ()
    head: Dictionary[str, Any] = field(default_factory=dict)
    columns: tuple[str, ...] = COLUMNS

    @property
    def mappings(self) -> tuple[Mapping, ...]:
        return tuple(line.mapping for line in self.lines)


def refuse(path: Path, wrong: Iterable[Wrong]) -> LinkFileError:
    """Return the error that lists the lines of a file that cannot be read."""
    listed = sorted(wrong)
    zh = [f"{path}:{number}: {text}" for number, text, _ in listed[:_LISTED]]
    en = [f"{path}:{number}: {text}" for number, _, text in listed[:_LISTED]]
    if len(listed) > _LISTED:
        zh.append(f"…另有 {len(listed) - _LISTED} 行")
        en.append(f"… and {len(listed) - _LISTED} more lines")
    return LinkFileError(
        f"{len(listed)} 行无法读取\n  " + "\n  ".join(zh),
        f"{len(listed)} line{'s' if len(listed) > 1 else ''} cannot be read\n  " + "\n  ".join(en),
        str(path),
    )


def read_sssom(path: Path) -> MappingSet:
    """Return the mapping set in a file. Raises LinkFileError, which names each line that is wrong."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise LinkFileError("文件不是 UTF-8 文本", "the file is no UTF-8 text", str(path)) from error
    except OSError as error:
        said = error.strerror or str(error)
        raise LinkFileError(f"无法读取：{said}", f"cannot be read: {said}", str(path)) from error
    rows = text.replace("\r\n", "\n").split("\n")
    top = next((at for at, row in enumerate(rows) if not row.startswith("#")), len(rows))
    head = _head(path, [row[1:] for row in rows[:top]])
    table = csv.reader(io.StringIO("\n".join(rows[top:])), delimiter="\t", strict=True)
    prefixes = {**PREFIXES, **{str(k): str(v) for k, v in (head.get("curie_map") or {}).items()}}
    wrong: list[Wrong] = []
    lines: list[Line] = []
    columns: tuple[str, ...] = ()
    try:
        for row in table:
            number = top + table.line_num
            if not any(cell.strip() for cell in row):
                continue
            if not columns:
                columns = tuple(cell.strip() for cell in row)
                _check_columns(path, number, columns)
            elif len(row) > len(columns):
                wrong.append((number, "单元格多于列", "more cells than columns"))
            else:
                cells = dict(zip(columns, [cell.strip() for cell in row], strict=False))
                _read_line(number, cells, prefixes, lines, wrong)
    except csv.Error as error:
        wrong.append((top + table.line_num, f"表格有误：{error}", f"the table is malformed: {error}"))
    if wrong:
        raise refuse(path, wrong)
    return MappingSet(tuple(lines), head, columns or COLUMNS)


def _head(path: Path, rows: list[str]) -> dict[str, Any]:
    import yaml

    try:
        head = yaml.safe_load("\n".join(rows)) or {}
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        number = 1 if mark is None else mark.line + 1
        raise refuse(path, [(number, "文件头不是 YAML", "the head is no YAML")]) from error
    if not isinstance(head, dict) or not isinstance(head.get("curie_map") or {}, dict):
        raise refuse(path, [(1, "文件头须为“键: 值”各行", "the head must be lines of 'key: value'")])
    return head


def _check_columns(path: Path, number: int, columns: tuple[str, ...]) -> None:
    missing = [name for name in _NEEDED if name not in columns]
    if missing or len(set(columns)) != len(columns):
        said = ", ".join(missing) or "…"
        raise refuse(path, [(number, f"缺少或重复的列：{said}", f"columns missing or doubled: {said}")])


def _read_line(
    number: int, cells: dict[str, str], prefixes: dict[str, str], lines: list[Line], wrong: list[Wrong]
) -> None:
    """Read one row into `lines`, or say in `wrong` what is the matter."""
    literal = cells.get("object_type") == _LITERAL
    object_ = cells.get("object_label", "") if literal else cells.get("object_id", "")
    ids = {name: _expanded(cells.get(name, ""), prefixes) for name in ("subject_id", "predicate_id")}
    if not literal:
        ids["object_id"] = _expanded(object_, prefixes)
    for name, found in ids.items():
        if found is None:
            said = cells.get(name, "")
            wrong.append((number, f"{name} 不是 IRI：“{said}”", f"{name} is no IRI: {said!r}"))
            return
    justification = _expanded(cells.get("mapping_justification", ""), prefixes) or ""
    if not justification.startswith(_SEMAPV) or justification == _SEMAPV:
        said = cells.get("mapping_justification", "")
        wrong.append(
            (number, f"mapping_justification 须为 semapv: 术语：“{said}”", f"no semapv: term: {said!r}")
        )
        return
    modifier = cells.get("predicate_modifier", "")
    if modifier not in ("", _NEGATED):
        wrong.append(
            (
                number,
                f"predicate_modifier 只能是 Not：“{modifier}”",
                f"only Not can stand there: {modifier!r}",
            )
        )
        return
    confidence = read_confidence(cells.get("confidence", ""))
    if isinstance(confidence, str):
        wrong.append(
            (number, f"confidence 须为 0 至 1：“{confidence}”", f"confidence is no 0 to 1: {confidence!r}")
        )
        return
    other = dict(part.partition("=")[::2] for part in cells.get("other", "").split("|") if "=" in part)
    mapping = Mapping(
        subject=str(ids["subject_id"]),
        predicate=str(ids["predicate_id"]),
        object=object_ if literal else str(ids["object_id"]),
        subject_label=cells.get("subject_label", ""),
        object_label="" if literal else cells.get("object_label", ""),
        justification=justification.removeprefix(_SEMAPV),
        method=other.get("method", ""),
        confidence=confidence,
        comment=cells.get("comment", ""),
        source=other.get("source", ""),
        author=cells.get("author_label", ""),
        negated=modifier == _NEGATED,
        literal=literal,
    )
    more = {name: cell for name, cell in cells.items() if name not in COLUMNS and cell}
    rest = "|".join(f"{key}={value}" for key, value in other.items() if key not in ("method", "source"))
    lines.append(Line(mapping, number, {**more, **({"other": rest} if rest else {})}))


def read_confidence(text: str) -> Decimal | str | None:
    """Return a confidence, None where none is given, or the text itself where it is no number from 0 to 1."""
    if not text:
        return None
    try:
        value = Decimal(text)
    except InvalidOperation:
        return text
    return value if value.is_finite() and 0 <= value <= 1 else text


def _expanded(text: str, prefixes: Dictionary[str, str]) -> str | None:
    """Return the whole IRI of a CURIE or IRI, or None."""
    bare = text.removeprefix("<").removesuffix(">")
    prefix, colon, rest = bare.partition(":")
    if prefix in prefixes and colon:
        bare = prefixes[prefix] + rest
    elif not (colon and (rest.startswith("//") or prefix == "urn")):
        return None
    return (decoded(bare) if bare.startswith(ID) else bare) if is_iri(bare) else None


def is_iri(text: str) -> bool:
    """Return whether a text can stand in the graph as an IRI.

    >>> is_iri("https://example.org/图"), is_iri("https://example.org/a b")
    (True, False)
    """
    try:
        iri(text)
    except ValueError:
        return False
    return True


def write_sssom(mapping_set: MappingSet) -> str:
    """Return a mapping set as the text of a file. The same mappings give the same text."""
    import yaml

    known = {**PREFIXES, **(mapping_set.head.get("curie_map") or {})}
    ids = [
        end for m in mapping_set.mappings for end in (m.subject, m.predicate, "" if m.literal else m.object)
    ]
    used = {name for end in ids if (name := _prefix_of(end, known)) is not None} | {"semapv"}
    kept = set(mapping_set.head.get("curie_map") or {})
    head: dict[str, Any] = {
        "mapping_set_id": LINKS_GRAPH,
        "license": "https://w3id.org/sssom/license/unspecified",
        **mapping_set.head,
        "curie_map": {name: known[name] for name in sorted(used | kept)},
    }
    yaml_text = yaml.safe_dump(head, allow_unicode=True, sort_keys=False, width=1000)
    out = io.StringIO()
    out.writelines(f"#{line}\n" for line in yaml_text.splitlines())
    columns = (*mapping_set.columns, *(name for name in COLUMNS if name not in mapping_set.columns))
    table = csv.DictWriter(out, columns, delimiter="\t", lineterminator="\n", restval="")
    table.writeheader()
    for line in mapping_set.lines:
        table.writerow(_cells(line, known))
    return out.getvalue()


def _cells(line: Line, prefixes: Dictionary[str, str]) -> dict[str, str]:
    mapping = line.mapping
    said = {"method": mapping.method, "source": mapping.source}
    other = [f"{key}={value}" for key, value in said.items() if value]
    if "other" in line.more:
        other.append(line.more["other"])
    return {
        **line.more,
        "subject_id": _contracted(mapping.subject, prefixes),
        "subject_label": _one_line(mapping.subject_label),
        "predicate_id": _contracted(mapping.predicate, prefixes),
        "predicate_modifier": _NEGATED if mapping.negated else "",
        "object_id": "" if mapping.literal else _contracted(mapping.object, prefixes),
        "object_label": _one_line(mapping.object if mapping.literal else mapping.object_label),
        "object_type": _LITERAL if mapping.literal else "",
        "mapping_justification": f"semapv:{mapping.justification}",
        "author_label": mapping.author,
        "confidence": "" if mapping.confidence is None else f"{mapping.confidence:f}",
        "comment": _one_line(mapping.comment),
        "other": "|".join(other),
    }


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _prefix_of(whole: str, prefixes: Dictionary[str, str]) -> str | None:
    fitting = [name for name, start in prefixes.items() if whole.startswith(start) and whole != start]
    return max(fitting, key=lambda name: (len(prefixes[name]), name), default=None)


def _contracted(whole: str, prefixes: Dictionary[str, str]) -> str:
    """Return an IRI as a CURIE where a prefix fits; ours in ASCII, others as they are."""
    plain = quote(whole, safe="/:#?&=%~-._!$'()*+,;@[]") if whole.startswith(ID) else whole
    name = _prefix_of(plain, prefixes)
    return plain if name is None else f"{name}:{plain[len(prefixes[name]) :]}"
