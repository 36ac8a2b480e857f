"""Run compiled shapes on the triples of one document."""

from collections.abc import Collection, Iterator, Mapping, Set
from dataclasses import dataclass
from itertools import chain

from budgetkg.validation.shacl.compiling import Compiled
from budgetkg.validation.shacl.components import Column
from budgetkg.validation.shacl.triples import Side, Triples

__all__ = ["Result", "Run"]


@dataclass(frozen=True, slots=True)
class Result:
    """One result of one constraint: the component is an IRI, the rest are terms as N-Triples has them."""

    shape: str
    component: str
    focus: str
    value: str | None


class Run:
    """Shapes on a graph; it answers what a check asks of other shapes, too."""

    def __init__(self, shapes: Mapping[str, Compiled], graph: Triples) -> None:
        self.graph = graph
        self._shapes = shapes

    def results(self) -> Iterator[Result]:
        """Yield the results of all shapes with a target, some maybe more than once."""
        for shape in self._shapes.values():
            if shape.targets:
                yield from self._results(shape, self.targets(shape.shape))

    def targets(self, shape: str) -> Collection[str]:
        """Return the nodes that a shape is about."""
        return dict.fromkeys(chain.from_iterable(self._target(*one) for one in self._shapes[shape].targets))

    def failing(self, shape: str, nodes: Collection[str]) -> Set[str]:
        """Return the nodes that do not conform to a shape."""
        compiled = self._shapes[shape]
        column = self._column(compiled, nodes)
        found = {node for one in compiled.constraints for node, _ in one.check(self, column)}
        for part in compiled.parts:
            bad = self.failing(part, column.distinct)
            found |= {node for node, values in column.values.items() if not bad.isdisjoint(values)}
        return found

    def _target(self, kind: str, thing: str) -> Collection[str]:
        if kind == "targetClass":
            return self.graph.instances(thing)
        if kind == "targetNode":
            return (thing,)
        side = self.graph.forward if kind == "targetSubjectsOf" else self.graph.backward
        return side(thing).keys()

    def _results(self, shape: Compiled, nodes: Collection[str]) -> Iterator[Result]:
        column = self._column(shape, nodes)
        for constraint in shape.constraints:
            for node, value in constraint.check(self, column):
                yield Result(shape.shape, constraint.component, node, value)
        for part in shape.parts:
            yield from self._results(self._shapes[part], column.distinct)

    def _column(self, shape: Compiled, nodes: Collection[str]) -> Column:
        """Return the values of the path for each node; a shape without a path is about the node itself."""
        if not shape.path:
            return Column({node: (node,) for node in nodes})
        sides = [self.graph.backward(name) if back else self.graph.forward(name) for name, back in shape.path]
        first, *others = sides
        return Column({node: _walked(first.get(node, ()), others) for node in nodes})


def _walked(values: Collection[str], sides: list[Side]) -> Collection[str]:
    for side in sides:
        values = dict.fromkeys(chain.from_iterable(side.get(value, ()) for value in values))
    return values
