"""The budget amounts as an RDF Data Cube with the dimensions of OpenBudgets where they fit."""

from budgetkg.export.cube.writing import CubeReport, export_cube, write_cube

__all__ = ["CubeReport", "export_cube", "write_cube"]
