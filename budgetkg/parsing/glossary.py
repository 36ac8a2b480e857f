"""The glossary (名词解释): numbered terms, each before a colon."""

import re
from collections.abc import Sequence

from budgetkg.model import Problem, Term, Where
from budgetkg.parsing import problems as say
from budgetkg.parsing.running_text import Paragraph, item

__all__ = ["read_glossary"]

_TERM = re.compile(r"^(?P<term>[^:\uff1a。]{1,40})[:\uff1a](?P<definition>.+)$", re.S)


def read_glossary(texts: Sequence[Paragraph], problems: list[Problem]) -> tuple[Term, ...]:
    """Return the terms; a paragraph without a term goes on with the definition above."""
    terms: list[Term] = []
    for paragraph in texts:
        number, text = item(paragraph.text)
        match = _TERM.match(text)
        if match and (number is not None or not terms):
            terms.append(Term(match["term"].strip(), match["definition"].strip(), paragraph.where))
        elif terms:
            above = terms[-1]
            where = Where(above.where.first, paragraph.where.last, above.where.page)
            terms[-1] = Term(above.term, f"{above.definition}\n{paragraph.text}", where)
        else:
            problems.append(say.unplaced(paragraph.text, paragraph.where))
    return tuple(terms)
