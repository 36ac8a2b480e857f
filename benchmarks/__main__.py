"""All benchmarks, one after the other: `python -m benchmarks [DOCUMENT]`."""

import subprocess
import sys
from pathlib import Path

PARTS = ("graph_writer", "chain", "saved_queries", "validation", "startup")


def main() -> None:
    """Run each part in a process of its own, so that none warms up another."""
    for part in PARTS:
        print(f"\n== {part}", flush=True)
        subprocess.run([sys.executable, "-m", f"benchmarks.{part}", *sys.argv[1:]], check=True)


if __name__ == "__main__":
    if not Path("benchmarks").is_dir():
        sys.exit("run it at the top of the project: python -m benchmarks")
    main()
