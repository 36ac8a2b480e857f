"""The invented department in the year that follows."""

from pathlib import Path

__all__ = ["ROOT", "SMALL", "next_year"]

ROOT = Path(__file__).parents[2]
SMALL = ROOT / "samples" / "wenlv-588-2024.txt"


def next_year() -> str:
    """The sample as of the next year: other names of a project and an account, another amount."""
    text = SMALL.read_text(encoding="utf-8").replace("2024", "2025")
    text = text.replace("博物馆-展厅安防改造", "博物馆-展厅<script>&安防升级")
    text = text.replace("2070109\t群众文化", "2070109\t群众性文化")
    return text.replace("预算数\t6.00\t其中：财政资金\t6.00", "预算数\t9.30\t其中：财政资金\t9.30", 1)
