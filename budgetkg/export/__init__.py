"""Exports: what the store holds, in the formats of others."""

from budgetkg.export.rdf import FORMATS, document_graphs, write_rdf
from budgetkg.export.registry import EXPORTS, Export, Job, find_export

__all__ = ["EXPORTS", "FORMATS", "Export", "Job", "document_graphs", "find_export", "write_rdf"]
