"""Baselines: findings that somebody looked at and accepts, each with a reason.

    [[accepted]]
    finding = "https://w3id.org/budgetkg/id/finding/A22/94918bac052a6fbf"
    difference = "-112700"
    reason = "本年按新口径盘点，财政局已知悉"

An entry holds for its finding and its difference (in yuan, where there is one): when the figures change,
the finding is open again. Entries that accept nothing are told, so that a baseline does not grow stale.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from budgetkg.errors import UsageError
from budgetkg.validation.findings import Finding, Report
from budgetkg.values.money import decimal_text

__all__ = ["Accepted", "apply_baseline", "load_baseline", "to_baseline"]

_KEYS = {"finding", "difference", "reason", "rule", "message"}


@dataclass(frozen=True, slots=True)
class Accepted:
    """One entry of a baseline; `difference` is in yuan, None where nothing is compared."""

    finding: str
    reason: str
    difference: str | None = None


def load_baseline(path: Path) -> tuple[Accepted, ...]:
    """Read a baseline. Raises UsageError for a file that is none, or an entry without a reason."""
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8")).get("accepted", [])
    except OSError as error:
        raise UsageError(f"无法读取：{error}", f"cannot be read: {error}", str(path)) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"不是 TOML：{error}", f"this is no TOML: {error}", str(path)) from error
    if not isinstance(entries, list):
        raise UsageError("应为 [[accepted]] 各项", "it should hold [[accepted]] entries", str(path))
    return tuple(_entry(entry, f"{path}: accepted {number}") for number, entry in enumerate(entries, 1))


def _entry(entry: object, place: str) -> Accepted:
    if not isinstance(entry, dict) or not all(isinstance(value, str) for value in entry.values()):
        raise UsageError("各值须为文本", "each value must be text", place)
    unknown = ", ".join(sorted(entry.keys() - _KEYS))
    if unknown:
        raise UsageError(f"未知的键：{unknown}", f"unknown keys: {unknown}", place)
    for key in ("finding", "reason"):
        if not entry.get(key, "").strip():
            raise UsageError(f"缺少 {key}", f"{key} is missing", place)
    return Accepted(entry["finding"], entry["reason"].strip(), entry.get("difference"))


def apply_baseline(report: Report, accepted: Sequence[Accepted]) -> tuple[Report, tuple[Accepted, ...]]:
    """Return the report with accepted findings marked, and the entries that accept nothing in it."""
    known = {(entry.finding, entry.difference): entry for entry in accepted}
    findings = [_marked(finding, known) for finding in report.findings]
    used = {_key(finding) for finding in findings if finding.accepted is not None}
    idle = tuple(entry for key, entry in known.items() if key not in used)
    return replace(report, findings=tuple(findings)), idle


def _marked(finding: Finding, known: Mapping[tuple[str, str | None], Accepted]) -> Finding:
    entry = known.get(_key(finding))
    return finding if entry is None else replace(finding, accepted=entry.reason)


def _key(finding: Finding) -> tuple[str, str | None]:
    return finding.id, None if finding.difference is None else decimal_text(finding.difference)


def to_baseline(report: Report, lang: str = "en") -> str:
    """Return the open findings as a baseline whose reasons are still to be written."""
    head = "# 每项写明接受的理由\n" if lang == "zh" else "# Write a reason for each entry.\n"
    return "\n".join([head, *(_draft(finding, lang) for finding in report.open)])


def _draft(finding: Finding, lang: str) -> str:
    import json  # a JSON string is a TOML basic string

    finding_id, difference = _key(finding)
    pairs = {"finding": finding_id, "rule": finding.rule, "message": finding.message.text(lang)}
    pairs |= {} if difference is None else {"difference": difference}
    lines = [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in pairs.items()]
    return "\n".join(["[[accepted]]", *lines, 'reason = ""', ""])
