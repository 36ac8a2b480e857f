"""Small pages about one thing, as HTML: for a preview, a flyout, and to look at.

Every text is escaped; nothing is loaded from anywhere.
"""

import base64
import hashlib
from html import escape

from budgetkg.values.money import decimal_text
from budgetkg.web.reconciliation.index import Index
from budgetkg.web.reconciliation.telling import described, types_of
from budgetkg.web.reconciliation.things import Reference, Thing, Value
from budgetkg.web.reconciliation.vocabulary import Property, Type

__all__ = ["HEIGHT", "POLICY", "WIDTH", "flyout", "page", "type_or_property_flyout"]

#: Size of the frame that shows a preview.
WIDTH, HEIGHT = 480, 320

_STYLE = (
    "body{font:14px/1.5 system-ui,sans-serif;margin:12px;color:#1a1a1a;background:#fff}"
    "h1{font-size:16px;margin:0}p{margin:2px 0 8px;color:#555}"
    "table{border-collapse:collapse;width:100%}"
    "th,td{text-align:left;vertical-align:top;padding:2px 8px 2px 0;overflow-wrap:anywhere}"
    "th{font-weight:600;width:11em}code{font-size:12px;overflow-wrap:anywhere}"
)
_DIGEST = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
#: What a browser may do with such a page: show it, with this style alone, also in the frame of another.
POLICY = f"default-src 'none'; style-src 'sha256-{_DIGEST}'; base-uri 'none'; form-action 'none'"

_SHORT, _LONG = 3, 50


def page(index: Index, thing: Thing, *, whole: bool) -> str:
    """Return a page about a thing; the whole shows more values of each property than a preview."""
    most = _LONG if whole else _SHORT
    rows = "".join(_row(index, thing, key, most) for key in index.vocabulary.types[thing.type].properties)
    types = "，".join(one["name"] for one in types_of(index.vocabulary, thing))
    return (
        '<!DOCTYPE html><html lang="zh"><head><meta charset="utf-8">'
        f"<title>{escape(thing.name)}</title><style>{_STYLE}</style></head><body>"
        f"<h1>{escape(thing.name)}</h1><p>{escape(types)}</p><table>{rows}</table>"
        f"<p><code>{escape(thing.iri)}</code></p></body></html>"
    )


def flyout(index: Index, thing: Thing) -> str:
    """Return a piece of HTML about a thing."""
    types = "，".join(one["name"] for one in types_of(index.vocabulary, thing))
    return (
        f"<p><strong>{escape(thing.name)}</strong></p><p>{escape(types)}</p>"
        f"<p>{escape(described(index, thing))}</p>"
    )


def type_or_property_flyout(one: Type | Property) -> str:
    """Return a piece of HTML about a type or a property."""
    identifier = one.id if isinstance(one, Type) else one.key
    return f"<p><strong>{escape(one.name)}</strong></p><p><code>{escape(identifier)}</code></p>"


def _row(index: Index, thing: Thing, key: str, most: int) -> str:
    """Return a row of the table: the values of one property, with their years where they have any."""
    said = [one for one in thing.said.get(key, ()) if one.value is not None]
    if not said:
        return ""
    dated = index.vocabulary.properties[key].each == "document" and key != "year"
    texts = [
        f"{one.year}：{_text(index, one.value)}" if dated and one.year else _text(index, one.value)
        for one in said
        if one.value is not None
    ]
    unique = list(dict.fromkeys(texts))
    more = f"<br>… +{len(unique) - most}" if len(unique) > most else ""
    cells = "<br>".join(escape(text) for text in unique[:most])
    return f"<tr><th>{escape(index.vocabulary.properties[key].name)}</th><td>{cells}{more}</td></tr>"


def _text(index: Index, value: Value) -> str:
    match value:
        case Reference():
            thing = index.things.get(value.iri)
            return value.iri if thing is None else thing.name
        case int() | str():
            return str(value)
        case _:
            return decimal_text(value)
