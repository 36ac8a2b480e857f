"""Exports: what the store holds, in the formats of others."""

from budgetkg.export.rdf import FORMATS, document_graphs, write_rdf

__all__ = ["FORMATS", "document_graphs", "write_rdf"]
