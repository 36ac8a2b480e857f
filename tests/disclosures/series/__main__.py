"""Write a series of documents: `python -m disclosures.series FOLDER [SEED]`."""

import sys
from pathlib import Path

from disclosures.series import Plan, make_series, write_series


def main(arguments: list[str]) -> None:
    """Write the series of a seed into a folder."""
    if len(arguments) not in (1, 2) or not all(one.isdecimal() for one in arguments[1:]):
        sys.exit("python -m disclosures.series FOLDER [SEED]")
    folder, *seed = arguments
    documents = make_series(Plan(seed=int(seed[0])) if seed else Plan())
    write_series(documents, Path(folder))
    print(f"{len(documents)} documents in {folder}")


if __name__ == "__main__":
    main(sys.argv[1:])
