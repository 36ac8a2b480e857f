"""The rule files: whole, in both languages, sourced, and the same on the reference engine."""

import re

import pytest
from engines import Reference, comparable, edge_dataset, load
from rdflib import RDFS, Graph, URIRef

from budgetkg.catalog.binding import bind
from budgetkg.errors import QueryError
from budgetkg.resources import folder
from budgetkg.results import Solutions
from budgetkg.store import Store
from budgetkg.validation.audit.rules import AuditRule, load_rules, read_rules

RULES = load_rules().rules
TEXTS = [file.read_text(encoding="utf-8") for file in sorted((folder("shapes") / "audit").glob("*.ttl"))]


def test_the_rules_that_the_field_knows_are_there() -> None:
    arithmetic = {*range(1, 17), 18, *range(20, 24)}
    assert {f"A{number}" for number in arithmetic} <= {rule.id for rule in RULES}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_says_what_it_compares_and_on_what_ground(rule: AuditRule) -> None:
    rules = Graph().parse(folder("ontology") / "codes" / "rules.ttl")
    assert rule.sources
    assert all(list(rules.objects(URIRef(source), RDFS.label)) for source in rule.sources)
    assert rule.severity == ("info" if rule.kind == "formal" else "warning")
    assert rule.note.zh.endswith("。")
    assert rule.note.en.endswith(".")
    assert re.findall(r"{(\w+)}", rule.message.zh), "a message names what is odd"
    fields = [sorted(set(re.findall(r"{(\w+)}", text))) for text in (rule.message.zh, rule.message.en)]
    assert fields[0] == fields[1]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_takes_all_from_one_graph(rule: AuditRule) -> None:
    assert rule.select.count("GRAPH") == 1
    assert not re.search(r"\b(FROM|SERVICE)\b|[+*]\s*/", rule.select)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('dcterms:identifier "A1" ;', 'dcterms:identifier "A99" ;'),
        ("?operand ?label ?value ?printed ?unit\n", "?operand ?label ?value ?printed\n"),
        ("# bind: g", "# bind: x"),
        ("{difference}", "{gap}"),
        ("bkg:finding-class-contradiction", "bkg:finding-class-other"),
        ("sh:severity sh:Warning ;", ""),
    ],
)
def test_a_rule_that_is_not_whole_is_refused(old: str, new: str) -> None:
    (text,) = [text for text in TEXTS if 'dcterms:identifier "A1" ;' in text]
    assert old in text
    with pytest.raises(QueryError):
        read_rules([text.replace(old, new, 1)])


@pytest.fixture(scope="module")
def engines(tmp_path_factory: pytest.TempPathFactory) -> tuple[Store, Reference]:
    dataset = edge_dataset()
    return load(tmp_path_factory.mktemp("audit") / "store", dataset), Reference(dataset)


def ordered(found: Solutions) -> list[str]:
    return sorted(repr(row) for row in comparable(found))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_two_engines_give_equal_rows(rule: AuditRule, engines: tuple[Store, Reference]) -> None:
    store, reference = engines
    text = bind(rule.query, {})
    found = store.query(text)
    assert isinstance(found, Solutions)
    assert ordered(found) == ordered(reference.query(text))
