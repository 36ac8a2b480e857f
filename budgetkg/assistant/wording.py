"""What the server says of itself and of its tools; the texts are data (`wording.toml`)."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from budgetkg.errors import BudgetKGError

__all__ = ["cited_answer", "said", "told", "tools"]


@cache
def _texts() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))


def said(name: str) -> str:
    """Return one of the texts in both languages.

    >>> said("scope")
    'Only these documents can be answered from. / 只能依据这些文件回答。'
    """
    text = _texts()[name]
    return f"{text['en']} / {text['zh']}"


def tools() -> dict[str, tuple[str, str]]:
    """Return title and description of each tool by its name, in the order in which they are shown."""
    return {name: (text["title"], f"{text['en']} / {text['zh']}") for name, text in _texts()["tools"].items()}


def told(error: BudgetKGError) -> str:
    """Return an error in both languages, with what an assistant can do about it.

    >>> from budgetkg.errors import QueryUnknownError
    >>> print(told(QueryUnknownError("没有此查询", "no such query")))
    BKG-E30 no such query (list_queries shows all saved queries)
    BKG-E30 没有此查询（用 list_queries 查看全部查询）
    """
    fix = _texts()["fixes"].get(error.code, {"en": error.fix_en, "zh": error.fix_zh})
    place = f"{error.place}: " if error.place else ""
    return f"{place}{error.code} {error.en} ({fix['en']})\n{place}{error.code} {error.zh}（{fix['zh']}）"


def cited_answer(question: str, language: str = "zh") -> str:
    """Return the prompt that asks for an answer with its proofs; any other language is English.

    >>> cited_answer("资金从哪里来？", "en").splitlines()[2]
    '资金从哪里来？'
    """
    text: str = _texts()["prompt"]["zh" if language.casefold().startswith("zh") else "en"]
    return text.replace("{question}", question)
