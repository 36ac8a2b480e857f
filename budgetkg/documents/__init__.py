"""Documents: bytes become pages, lines and cells with their places."""

from budgetkg.documents.lines import Line, Source
from budgetkg.documents.text import from_bytes, read

__all__ = ["Line", "Source", "from_bytes", "read"]
