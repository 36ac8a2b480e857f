"""Chinese government department budgets as linked data.

The chain: a disclosure document becomes records, records become quads, quads
stand in a store, and saved queries answer from there. Start at `budgetkg.build`.
"""

__version__ = "0.1.0"
