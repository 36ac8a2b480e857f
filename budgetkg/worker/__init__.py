"""Answer queries in a process of its own that can be ended.

A query of the engine cannot be interrupted, so where strangers ask, or where a time limit holds,
a process that does nothing else answers on the store, opened read-only, and is killed at the limit.
"""

from budgetkg.worker.asking import Worker

__all__ = ["Worker"]
