"""What reports call things, in both languages."""

__all__ = ["CLASSES", "COVERED", "HEADERS", "SEVERITIES", "STATUSES", "lines", "percent"]

HEADERS = {
    "zh": ("等级", "规则", "对象", "行", "内容"),
    "en": ("severity", "rule", "entity", "lines", "message"),
}
COVERED = {
    "zh": ("规则", "内容", "状态", "检查的例数", "无法检查"),
    "en": ("rule", "what it checks", "status", "cases", "not checked"),
}
SEVERITIES = {
    "zh": {"violation": "违反", "warning": "警告", "info": "提示"},
    "en": {"violation": "violation", "warning": "warning", "info": "info"},
}
STATUSES = {
    "zh": {"ran": "已检查", "not-applicable": "不适用", "inputs-missing": "缺少输入"},
    "en": {"ran": "ran", "not-applicable": "not applicable", "inputs-missing": "inputs missing"},
}
CLASSES = {
    "zh": {"structure": "结构", "contradiction": "矛盾", "doubt": "疑点", "formal": "形式"},
    "en": {
        "structure": "structure",
        "contradiction": "contradiction",
        "doubt": "doubt",
        "formal": "formal",
    },
}


def lines(first: int, last: int) -> str:
    """Return a span of lines as a reader writes it.

    >>> lines(3, 3), lines(3, 5)
    ('3', '3-5')
    """
    return str(first) if first == last else f"{first}-{last}"


def percent(part: int, whole: int) -> str:
    """Return a share with one digit after the point; nothing of nothing is a dash.

    >>> percent(882, 923), percent(0, 0)
    ('95.6%', '–')
    """
    return f"{100 * part / whole:.1f}%" if whole else "–"
