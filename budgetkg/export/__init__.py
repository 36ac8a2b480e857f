"""Exports: what the store holds, in the formats of others."""

from budgetkg.catalog import document_graphs
from budgetkg.export.rdf import FORMATS, write_rdf
from budgetkg.export.registry import EXPORTS, Export, Job, find_export

__all__ = ["EXPORTS", "FORMATS", "Export", "Job", "document_graphs", "find_export", "write_rdf"]
