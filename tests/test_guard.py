"""What a query may reach: words in comments cost nothing, and no comment hides a clause."""

import subprocess
import sys

import pytest

from budgetkg.errors import QueryError
from budgetkg.guard import inside

HARMLESS = "# taken from the service desk\nSELECT * { ?s ?p ?o }\n  # from here\n"


def test_comment_lines_are_not_searched_and_need_no_parser() -> None:
    program = (
        "import sys; from budgetkg.guard import inside\n"
        f"assert inside({HARMLESS!r}, list) == {HARMLESS!r}\n"
        "sys.exit('rdflib' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


@pytest.mark.parametrize(
    "text",
    [
        "# note\nSELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "# note\rSELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        'SELECT * { FILTER(?x = """\n# """) SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }',
        "SELECT * { FILTER(?x = '''\n# ''') SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * { FILTER(?x = \\u0022\\u0022\\u0022\n# \\u0022\\u0022\\u0022) SERVICE <http://a/> {} }",
        "# note \\u000ASELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT *\n#\nFROM <http://127.0.0.1:9/> { ?s ?p ?o }",
    ],
)
def test_no_comment_hides_a_clause(text: str) -> None:
    with pytest.raises(QueryError):
        inside(text, list)
