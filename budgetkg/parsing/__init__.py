"""Parsing: lines, cells and a layout profile become records and problems. No RDF, no files."""

from budgetkg.parsing.document import parse

__all__ = ["parse"]
