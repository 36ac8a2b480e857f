"""Remote SPARQL endpoints behind the interface of the embedded store."""

from budgetkg.remote.endpoint import Endpoint, connect

__all__ = ["Endpoint", "connect"]
