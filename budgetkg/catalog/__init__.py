"""Saved queries: load and describe them, bind their parameters, run them, write their answers.

A query is a file that runs as it stands in any SPARQL editor. The catalogue knows what its
head says, and adds nothing to its text but serialised terms at declared places.
"""

from budgetkg.catalog.binding import Values, bind, prepare, run
from budgetkg.catalog.choosing import Texts, Years, document_graphs, documents_meant, select_graphs
from budgetkg.catalog.constructs import construct, find_construct, load_constructs
from budgetkg.catalog.entities import Answering, find_entity, find_forms
from budgetkg.catalog.saved import GROUPS, Parameter, SavedQuery, find_query, load_catalog, with_own

__all__ = [
    "GROUPS",
    "Answering",
    "Parameter",
    "SavedQuery",
    "Texts",
    "Values",
    "Years",
    "bind",
    "construct",
    "document_graphs",
    "documents_meant",
    "find_construct",
    "find_entity",
    "find_forms",
    "find_query",
    "load_catalog",
    "load_constructs",
    "prepare",
    "run",
    "select_graphs",
    "with_own",
]
