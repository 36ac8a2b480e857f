"""Words that stand where they do not belong, blanks that nobody filled in, texts of which one says the other.

Each row is one `?text`, or one target where the rule asks what was left open.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from budgetkg.validation.audit.evidence import Evidence
from budgetkg.values.target import is_placeholder
from budgetkg.values.text import compact

__all__ = ["repeated_texts", "unfilled", "worded"]

_SIGNS = re.compile(r"[^\w]+")


def worded(rows: Sequence[Evidence], texts: Mapping[str, Sequence[str]]) -> Iterable[Evidence]:
    """Yield rows whose text holds a `word` and none of `unless`; without words, all but `unless`."""
    words = sorted((compact(word) for word in texts.get("word", ())), key=lambda word: (-len(word), word))
    excused = [compact(word) for word in texts.get("unless", ())]
    for row in rows:
        text = compact(row.more.get("text", ""))
        found = next((word for word in words if word in text), "") if words else text
        if found and not any(word in text for word in excused):
            yield replace(row, more={**row.more, "word": found})


def unfilled(rows: Sequence[Evidence], texts: Mapping[str, Sequence[str]]) -> Iterable[Evidence]:
    """Yield targets that are blank, or a form that nobody filled in; a `choice` left open is no blank."""
    choices = [compact(word) for word in texts["choice"]]
    for row in rows:
        text = compact(row.printed)
        if (not text or is_placeholder(text)) and not any(word in text for word in choices):
            yield row


def repeated_texts(rows: Sequence[Evidence], texts: Mapping[str, Sequence[str]]) -> Iterable[Evidence]:
    """Yield pairs of which one says what the other says, punctuation aside; `?kind` keeps kinds apart."""
    least = int(texts["least"][0])
    kinds: dict[tuple[str, str], list[tuple[str, Evidence]]] = {}
    for row in rows:
        said = _SIGNS.sub("", compact(row.more.get("text", "")))
        if len(said) >= least:
            kinds.setdefault((row.graph, row.more.get("kind", "")), []).append((said, row))
    for listed in kinds.values():
        ordered = sorted(listed, key=lambda pair: (len(pair[0]), pair[1].operand))
        for place, (said, row) in enumerate(ordered):
            longer = (other for text, other in ordered[place + 1 :] if said in text)
            other = next((one for one in longer if one.operand != row.operand), None)
            if other is not None:
                case = f"{row.operand} {other.operand}"
                yield replace(row, case=case, part="1")
                yield replace(other, case=case, part="2")
