"""The program, run in this process or in one of its own."""

from program import call, spawn

__all__ = ["call", "spawn"]
