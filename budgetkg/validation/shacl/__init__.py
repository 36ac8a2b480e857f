"""The shapes on one document: an engine of our own that works on sets, and pySHACL as its reference.

Both read the same N-Triples and give the same results. Ours takes each constraint once for all nodes
that it concerns, and each value once for all nodes that have it. It knows the parts of SHACL core that
the shapes use and refuses others when it reads the shapes, so that none is skipped in silence.
"""

from budgetkg.validation.shacl.compiling import Compiled, compile_shapes
from budgetkg.validation.shacl.running import Result, Run
from budgetkg.validation.shacl.triples import Triples

__all__ = ["Compiled", "Result", "Run", "Triples", "compile_shapes"]
