"""What the tests of the command line share beside their fixtures."""

from pathlib import Path

from program import Call, Ran

__all__ = ["AMOUNT", "DOCUMENT", "ROOT", "SMALL", "Call", "Ran", "tamper"]

ROOT = Path(__file__).parents[2]
SMALL = ROOT / "samples" / "wenlv-588-2024.txt"
DOCUMENT = "https://w3id.org/budgetkg/id/doc/130406-588-2024-budget"
AMOUNT = f"{DOCUMENT}/amount/expenditure/207/total"


def tamper(store: Path, value: str) -> None:
    """Put another value into an amount of the small sample, behind the back of the program."""
    import pyoxigraph

    amount = f"<{AMOUNT}> <https://w3id.org/budgetkg/def#amount>"
    engine = pyoxigraph.Store(str(store))
    engine.update(
        f"DELETE {{ GRAPH ?g {{ {amount} ?old }} }} INSERT {{ GRAPH ?g {{ {amount} {value} }} }} "
        f"WHERE {{ GRAPH ?g {{ {amount} ?old }} }}"
    )
    engine.flush()
