"""Saved queries: load and describe them, bind their parameters, run them, write their answers.

A query is a file that runs as it stands in any SPARQL editor. The catalogue knows what its
head says, and adds nothing to its text but serialised terms at declared places.
"""

from budgetkg.catalog.binding import Values, bind, run
from budgetkg.catalog.entities import Answering, find_entity, find_forms, select_graphs
from budgetkg.catalog.saved import Parameter, SavedQuery, find_query, load_catalog

__all__ = [
    "Answering",
    "Parameter",
    "SavedQuery",
    "Values",
    "bind",
    "find_entity",
    "find_forms",
    "find_query",
    "load_catalog",
    "run",
    "select_graphs",
]
