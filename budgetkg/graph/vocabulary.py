"""The classes and properties that the writer uses, as N-Quads terms, and the tables of codes.

Each is spelled once, here; a test compares them with the ontology.
"""

from budgetkg.graph.terms import iri
from budgetkg.namespaces import BKG, PREFIXES

__all__ = [
    "ACCOUNT_CLASSES",
    "COMPARATORS",
    "ORIGIN_TIERS",
    "TYPE",
    "UNIT_PLACES",
    "bkg",
    "dcterms",
    "rdfs",
    "skos",
    "xkos",
]


def bkg(name: str) -> str:
    """Return the term of our vocabulary with this local name."""
    return iri(BKG + name)


def skos(name: str) -> str:
    """Return the SKOS term with this local name."""
    return iri(PREFIXES["skos"] + name)


def dcterms(name: str) -> str:
    """Return the DCMI term with this local name."""
    return iri(PREFIXES["dcterms"] + name)


def rdfs(name: str) -> str:
    """Return the RDF Schema term with this local name."""
    return iri(PREFIXES["rdfs"] + name)


def xkos(name: str) -> str:
    """Return the XKOS term with this local name."""
    return iri(PREFIXES["xkos"] + name)


TYPE = iri(PREFIXES["rdf"] + "type")

#: Powers of ten that turn a printed unit into yuan. A unit missing here gives no amount, never a guess.
UNIT_PLACES = {"元": 0, "千元": 3, "万元": 4, "百万元": 6, "亿元": 8}

#: Class of an account by the list that its code belongs to.
ACCOUNT_CLASSES = {
    "functional": bkg("FunctionalAccount"),
    "economic": bkg("EconomicAccount"),
    "government-economic": bkg("EconomicAccount"),
}

COMPARATORS = {
    ">=": bkg("comparator-at-least"),
    ">": bkg("comparator-more-than"),
    "<=": bkg("comparator-at-most"),
    "<": bkg("comparator-less-than"),
    "=": bkg("comparator-equal"),
    "range": bkg("comparator-range"),
}

#: Tier of government that the words of a cited title state.
ORIGIN_TIERS = {
    "中央": bkg("tier-central"),
    "省级": bkg("tier-province"),
    "省": bkg("tier-province"),
    "市级": bkg("tier-city"),
    "市": bkg("tier-city"),
    "县级": bkg("tier-county"),
    "县": bkg("tier-county"),
    "区级": bkg("tier-county"),
    "区": bkg("tier-county"),
}
