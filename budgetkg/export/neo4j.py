"""Neo4j: CSV files with the headers of `neo4j-admin database import`, and a Cypher script as another way.

Neo4j has no exact decimal number. An amount is therefore a text with all digits, and beside it
(`…_double`) a floating point number to sort and count by. A column that refers to an exported kind
is a relationship; the name of the property is its type.
"""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from budgetkg.entities import Column, Entity, Kind, Value, entities, iris
from budgetkg.export.cells import plain
from budgetkg.export.registry import Job
from budgetkg.shelf import Shelf

__all__ = ["write_neo4j"]

#: The label that every node has, so that an IRI is found without knowing its kind.
_COMMON = "Thing"
_TYPES = {
    "text": "string",
    "integer": "long",
    "decimal": "string",
    "boolean": "boolean",
    "date": "date",
    "reference": "string",
    "references": "string[]",
}
_CYPHER = {
    "long": "toInteger({})",
    "double": "toFloat({})",
    "boolean": "toBoolean({})",
    "date": "date({})",
    "string[]": "split({}, ';')",
}
#: Stands between the values of an array, as the import expects it; no IRI of ours has it.
_ARRAY = ";"
_WORD_START = re.compile(r"(?<!^)(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class _Property:
    """A property of a node: its place among the values of an entity, its name and type in Neo4j."""

    place: int
    name: str
    type: str

    @property
    def head(self) -> str:
        """The name in the head of the file."""
        return f"{self.name}:{self.type}"


def write_neo4j(job: Job, folder: Path) -> None:
    """Write the nodes and relationships of a job, and how to import them."""
    chosen = {kind.name for kind in job.kinds}
    with ExitStack() as stack:
        known = _known_targets(job, chosen, stack)
        relations = _Relations(folder, stack)
        for kind in job.kinds:
            writer = _writer(folder / f"nodes-{kind.name}.csv", stack)
            _write_kind(job, kind, writer, relations, chosen, known)
    (folder / "import.cypher").write_text(_script(job.kinds, chosen, relations.types), encoding="utf-8")
    (folder / "README.txt").write_text(_readme(job.kinds, relations.types), encoding="utf-8")


class _Relations:
    """The files of the relationships, one for each type, opened when the first one comes."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self._folder, self._stack = folder, stack
        self._writers: dict[str, Any] = {}

    @property
    def types(self) -> list[str]:
        """The types that there are, sorted."""
        return sorted(self._writers)

    def write(self, start: str, end: str, type_: str) -> None:
        """Write one relationship."""
        if type_ not in self._writers:
            self._writers[type_] = _writer(self._folder / _relation_file(type_), self._stack)
            self._writers[type_].writerow([":START_ID", ":END_ID", ":TYPE"])
        self._writers[type_].writerow([start, end, type_])


def _writer(path: Path, stack: ExitStack) -> Any:
    stream = stack.enter_context(path.open("w", encoding="utf-8", newline=""))
    return csv.writer(stream, lineterminator="\n")


def _write_kind(
    job: Job,
    kind: Kind,
    writer: Any,
    relations: _Relations,
    chosen: set[str],
    known: Mapping[str, Shelf],
) -> None:
    properties = _properties(kind, chosen)
    label = f"{_COMMON};{_label(kind)}"
    writer.writerow(["iri:ID", *(one.head for one in properties), ":LABEL"])
    for entity in entities(job.store, kind, job.documents):
        writer.writerow([entity.iri, *(_cell(one, entity) for one in properties), label])
        for column, target in _targets(kind, entity, chosen):
            if column.name not in known or target in known[column.name]:
                _relate(relations, column, entity.iri, target)


def _relate(relations: _Relations, column: Column, iri: str, target: str) -> None:
    start, end = (target, iri) if column.steps[-1].inverse else (iri, target)
    relations.write(start, end, _relation(column))


def _properties(kind: Kind, chosen: set[str]) -> list[_Property]:
    """Return the properties of the nodes of a kind: all columns that are no relationship for every value."""
    found = []
    for place, column in enumerate(kind.columns):
        if column.to and chosen.issuperset(column.to):
            continue
        found.append(_Property(place, column.name, _TYPES[column.type]))
        if column.type == "decimal":
            found.append(_Property(place, f"{column.name}_double", "double"))
    return found


def _cell(prop: _Property, entity: Entity) -> str:
    value = entity.values[prop.place]
    if prop.type == "double" and isinstance(value, Decimal):
        return repr(float(value))
    return _ARRAY.join(value) if isinstance(value, tuple) else plain(value)


def _relates(column: Column, chosen: set[str]) -> bool:
    return not chosen.isdisjoint(column.to)


def _targets(kind: Kind, entity: Entity, chosen: set[str]) -> Iterator[tuple[Column, str]]:
    for column, value in zip(kind.columns, entity.values, strict=True):
        if _relates(column, chosen):
            yield from ((column, target) for target in _several(value))


def _several(value: Value) -> tuple[str, ...]:
    if isinstance(value, tuple):
        return value
    return (value,) if isinstance(value, str) else ()


def _known_targets(job: Job, chosen: set[str], stack: ExitStack) -> dict[str, Shelf]:
    """Return, for the columns that may also point to kinds that are not exported, the IRIs that are."""
    found: dict[str, Shelf] = {}
    for column in (column for kind in job.kinds for column in kind.references):
        if _relates(column, chosen) and not chosen.issuperset(column.to):
            aims = [kind for kind in job.kinds if kind.name in column.to]
            members = (iri for kind in aims for iri in iris(job.store, kind, job.documents))
            found[column.name] = stack.enter_context(Shelf(members))
    return found


def _label(kind: Kind) -> str:
    """Return the label of a node, in the writing of Neo4j: FundingNotice."""
    return "".join(word.capitalize() for word in kind.en.split())


def _relation(column: Column) -> str:
    """Return the type of a relationship, in the writing of Neo4j: DERIVES_FROM_NOTICE."""
    local = re.split(r"[#/]", column.steps[-1].iri)[-1]
    return _WORD_START.sub("_", local).upper()


def _relation_file(type_: str) -> str:
    return f"relationships-{type_.lower().replace('_', '-')}.csv"


def _script(kinds: Sequence[Kind], chosen: set[str], types: Sequence[str]) -> str:
    """Return the Cypher that loads the files, for a database that runs."""
    lines = [
        "// Put the CSV files in the import folder of the database, then run this in cypher-shell.",
        f"CREATE CONSTRAINT budgetkg_iri IF NOT EXISTS FOR (n:{_COMMON}) REQUIRE n.iri IS UNIQUE;",
    ]
    for kind in kinds:
        values = [f"{one.name}: {_read(one)}" for one in _properties(kind, chosen)]
        lines += [
            f"LOAD CSV WITH HEADERS FROM 'file:///nodes-{kind.name}.csv' AS row",
            f"MERGE (n:{_COMMON} {{iri: row.`iri:ID`}})",
            f"SET n:{_label(kind)}, n += {{{', '.join(values)}}};",
        ]
    for type_ in types:
        lines += [
            f"LOAD CSV WITH HEADERS FROM 'file:///{_relation_file(type_)}' AS row",
            f"MATCH (a:{_COMMON} {{iri: row.`:START_ID`}}), (b:{_COMMON} {{iri: row.`:END_ID`}})",
            f"MERGE (a)-[:{type_}]->(b);",
        ]
    return "\n".join(lines) + "\n"


def _read(prop: _Property) -> str:
    return _CYPHER.get(prop.type, "{}").format(f"row.`{prop.head}`")


_README = """\
中文
====
把本文件夹中的 CSV 导入新的 Neo4j 数据库（先停止该数据库），在本文件夹中运行：

{command}

另一种办法：把 CSV 放入数据库的 import 文件夹，用 cypher-shell 运行 import.cypher。LOAD CSV
默认把反斜杠当作转义符，请先设置 db.import.csv.legacy_quote_escaping=false。
节点以 iri 标识，都有标签 Thing。Neo4j 没有精确小数：金额是文本（如 amount），各位数字俱全；
旁边的 amount_double 是浮点数，供排序与统计。单位为元。

English
=======
To import the CSV files of this folder into a new Neo4j database (stop it first), run in this folder:

{command}

Another way: put the CSV files into the import folder of the database and run import.cypher with
cypher-shell. LOAD CSV takes a backslash for an escape sign: set
db.import.csv.legacy_quote_escaping=false before.
A node is known by its iri; all have the label Thing. Neo4j has no exact decimals: an amount is a text
(such as amount) with all its digits, and beside it amount_double is a floating point number to sort
and count by. Money is in yuan.
"""


def _readme(kinds: Sequence[Kind], types: Sequence[str]) -> str:
    command = ["neo4j-admin database import full", "--id-type=string", "--multiline-fields=true"]
    command += [f"--nodes=nodes-{kind.name}.csv" for kind in kinds]
    command += [f"--relationships={_relation_file(type_)}" for type_ in types]
    return _README.format(command=" \\\n  ".join([*command, "neo4j"]))
