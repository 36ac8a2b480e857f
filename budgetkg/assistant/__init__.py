"""Let an assistant ask the store, so that every figure in its answer can be traced.

The official SDK of the Model Context Protocol is an extra (`pip install 'budgetkg[mcp]'`); it is
needed to import this package, which is therefore imported by the command alone.
"""

from budgetkg.assistant.desk import Desk
from budgetkg.assistant.server import make_server, serve

__all__ = ["Desk", "make_server", "serve"]
