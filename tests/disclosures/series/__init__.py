"""Series of disclosures: invented departments of two districts over years, and the truth of what joins them.

`python -m disclosures.series FOLDER [SEED]` (with `tests` on the path) writes one; the first seed gives the
sample set in `samples/two-districts`.
"""

from disclosures.series.making import make_series
from disclosures.series.model import Plan, Printed
from disclosures.series.writing import files_of, write_series

__all__ = ["Plan", "Printed", "files_of", "make_series", "write_series"]
