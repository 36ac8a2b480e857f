"""RDF terms as N-Triples writes them: equal texts are equal terms, and nothing is rewritten on the way.

The texts are those of the store: an Oxigraph store gives a plain string without a datatype, and escapes
what `quoted` escapes.
"""

import re

from budgetkg.namespaces import PREFIXES
from budgetkg.results import Term

__all__ = ["datatype", "iri", "is_iri", "language", "lexical", "literal", "to_term"]

_STRING = PREFIXES["xsd"] + "string"
_LANG_STRING = PREFIXES["rdf"] + "langString"
_ESCAPED = re.compile(r'\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|([tbnrf"\'\\]))')
_CHARACTERS = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}
_ESCAPES = {ord(character): f"\\{letter}" for letter, character in _CHARACTERS.items()}
_ESCAPES |= {number: f"\\u{number:04X}" for number in (*range(32), 127) if number not in _ESCAPES}
_ESCAPES |= {ord(character): f"\\{character}" for character in '"\\'}


def iri(text: str) -> str:
    """Return an IRI as a term.

    >>> iri("https://example.org/a")
    '<https://example.org/a>'
    """
    return f"<{text}>"


def is_iri(term: str) -> bool:
    """Say whether a term is an IRI, and no literal."""
    return term[0] == "<"


def literal(text: str, datatype: str | None = None, language: str | None = None) -> str:
    r"""Return a literal as a term.

    >>> literal('a "b"\n', language="en")
    '"a \\"b\\"\\n"@en'
    """
    quoted = f'"{text.translate(_ESCAPES)}"'
    if language:
        return f"{quoted}@{language}"
    return quoted if datatype in (None, _STRING) else f"{quoted}^^<{datatype}>"


def lexical(term: str) -> str:
    """Return what stands in a literal, or the IRI.

    >>> lexical('"1.50"^^<http://www.w3.org/2001/XMLSchema#decimal>')
    '1.50'
    """
    if is_iri(term):
        return term[1:-1]
    text = term[1 : term.rindex('"')]
    return _ESCAPED.sub(_character, text) if "\\" in text else text


def _character(match: re.Match[str]) -> str:
    code = match[1] or match[2]
    return chr(int(code, 16)) if code else _CHARACTERS.get(match[3], match[3])


def language(term: str) -> str | None:
    """Return the language tag of a literal, None for another term.

    >>> language('"部门"@zh')
    'zh'
    """
    mark = term[term.rfind('"') + 1 :]
    return mark[1:] if mark.startswith("@") else None


def datatype(term: str) -> str | None:
    """Return the datatype of a literal, None for an IRI.

    >>> datatype('"部门"')
    'http://www.w3.org/2001/XMLSchema#string'
    """
    if is_iri(term):
        return None
    mark = term[term.rindex('"') + 1 :]
    return mark[3:-1] if mark.startswith("^^") else _LANG_STRING if mark else _STRING


def to_term(term: str) -> Term:
    """Return a term as answers and reports hold it; a text in a language has no datatype there."""
    if is_iri(term):
        return Term("iri", lexical(term))
    tag = language(term)
    return Term("literal", lexical(term), None if tag else datatype(term), tag)
