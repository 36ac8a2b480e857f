"""The decisions file: read as people write it, written as tools read it, and nothing lost on the way."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetkg.errors import LinkFileError
from budgetkg.linking.decisions import (
    OFF,
    applying,
    decided,
    decisions_path,
    read_decisions,
    save_decisions,
    with_applying,
)
from budgetkg.linking.sssom import Line, MappingSet, read_sssom, write_sssom
from budgetkg.model.mapping import Mapping
from budgetkg.namespaces import PREFIXES, unit_iri

EXACT = f"{PREFIXES['skos']}exactMatch"
OLD, NEW = (unit_iri("130406", "588", name) for name in ("示例区卫生和计划生育局", "示例区卫生健康局(本级)"))
MAPPINGS = (
    Mapping(
        NEW,
        EXACT,
        OLD,
        "示例区卫生健康局",
        "示例区卫生和计划生育局",
        "CompositeMatching",
        "renamed",
        Decimal("0.97"),
        "机构改革",
    ),
    Mapping(NEW, EXACT, "http://www.wikidata.org/entity/Q42", negated=True, author="审阅组"),
    Mapping(NEW, f"{PREFIXES['org']}identifier", "91350100M000100Y43", literal=True, source="uscc.csv"),
)
HEAD = "#curie_map:\n#  ex: https://example.org/\n"
COLUMNS = "subject_id\tpredicate_id\tobject_id\tmapping_justification\tconfidence\tpredicate_modifier"


def written(path: Path, *rows: str, head: str = HEAD, columns: str = COLUMNS) -> Path:
    path.write_text(head + "\n".join([columns, *rows]) + "\n", encoding="utf-8")
    return path


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "links.sssom.tsv"
    assert save_decisions(path, MappingSet(tuple(Line(mapping) for mapping in MAPPINGS)))
    assert read_decisions(path).mappings == MAPPINGS
    assert not save_decisions(path, read_decisions(path))


def test_the_file_is_as_before(golden: Callable[[str, Path], None]) -> None:
    made = with_applying(MappingSet(tuple(Line(mapping) for mapping in MAPPINGS)), Decimal("0.95"))
    golden(write_sssom(made), Path(__file__).parent / "golden" / "decisions.sssom.tsv")


def test_tools_for_sssom_take_the_file(tmp_path: Path) -> None:
    parsers = pytest.importorskip("sssom.parsers")
    validators = pytest.importorskip("sssom.validators")
    path = tmp_path / "links.sssom.tsv"
    save_decisions(path, MappingSet(tuple(Line(mapping) for mapping in MAPPINGS)))
    read = parsers.parse_sssom_table(path)
    assert len(read.df) == len(MAPPINGS)
    validators.validate(read)


@given(st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), min_size=1))
def test_any_name_comes_back_from_the_file(name: str) -> None:
    import tempfile

    subject = unit_iri("130406", "588", f"甲{name}")
    mapping = Mapping(subject, EXACT, OLD, subject_label=" ".join(name.split()))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "links.sssom.tsv"
        path.write_text(write_sssom(MappingSet((Line(mapping),))), encoding="utf-8")
        assert read_sssom(path).mappings == (mapping,)


def test_chinese_iris_and_curies_are_read_as_people_write_them(tmp_path: Path) -> None:
    unit = "id:unit/130406/588/示例区卫生健康局"
    row = f"{unit}\tskos:exactMatch\tex:some/thing\tsemapv:ManualMappingCuration\t\t"
    (mapping,) = read_sssom(written(tmp_path / "a.tsv", row)).mappings
    assert mapping.subject == unit_iri("130406", "588", "示例区卫生健康局")
    assert mapping.object == "https://example.org/some/thing"
    assert mapping.confidence is None


def test_what_we_do_not_know_is_kept(tmp_path: Path) -> None:
    row = (
        "ex:a\tskos:exactMatch\tex:b\tsemapv:ManualMappingCuration\t\t\t2024-05-01\tkey=value|method=renamed"
    )
    head = HEAD + "#mapping_set_title: 我们的链接\n#license: https://example.org/license\n"
    path = written(tmp_path / "a.tsv", row, head=head, columns=f"{COLUMNS}\tmapping_date\tother")
    text = write_sssom(read_sssom(path))
    assert "2024-05-01" in text
    assert "key=value" in text
    assert "我们的链接" in text
    assert "https://example.org/license" in text
    assert "unspecified" not in text


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("nonsense\tskos:exactMatch\tex:b\tsemapv:X\t\t", "subject_id is no IRI"),
        ("ex:a\tskos:exactMatch\tunknown:b\tsemapv:X\t\t", "object_id is no IRI"),
        ("ex:a\tskos:exactMatch\thttps://e.org/> a\tsemapv:X\t\t", "object_id is no IRI"),
        ("ex:a\tskos:exactMatch\tex:b\tby hand\t\t", "no semapv: term"),
        ("ex:a\tskos:exactMatch\tex:b\tsemapv:X\t1.2\t", "confidence is no 0 to 1"),
        ("ex:a\tskos:exactMatch\tex:b\tsemapv:X\tNaN\t", "confidence is no 0 to 1"),
        ("ex:a\tskos:exactMatch\tex:b\tsemapv:X\t\tno", "only Not can stand there"),
        ("ex:a\tskos:exactMatch\tex:b\tsemapv:X\t\t\tmore", "more cells than columns"),
    ],
)
def test_a_line_that_cannot_be_read_is_named(tmp_path: Path, row: str, said: str) -> None:
    path = written(tmp_path / "a.tsv", "ex:c\tskos:exactMatch\tex:d\tsemapv:X\t\t", row)
    with pytest.raises(LinkFileError, match=said) as error:
        read_decisions(path)
    assert f"{path}:5: " in error.value.en
    assert f"{path}:5: " in error.value.zh


def test_all_wrong_lines_are_named_at_once(tmp_path: Path) -> None:
    path = written(tmp_path / "a.tsv", *["x\ty\tz\tw\t\t"] * 30)
    with pytest.raises(LinkFileError, match="30 lines cannot be read") as error:
        read_sssom(path)
    assert "… and 10 more lines" in error.value.en


def test_lines_that_contradict_each_other_are_refused(tmp_path: Path) -> None:
    row = "ex:a\tskos:exactMatch\tex:b\tsemapv:ManualMappingCuration\t\t"
    with pytest.raises(LinkFileError, match="contradicts line 4"):
        read_decisions(written(tmp_path / "a.tsv", row, f"{row}Not"))
    back = "ex:b\tskos:exactMatch\tex:a\tsemapv:ManualMappingCuration\t\tNot"
    with pytest.raises(LinkFileError, match="contradicts line 4"):
        read_decisions(written(tmp_path / "a.tsv", row, back))
    less = "ex:a\tskos:closeMatch\tex:b\tsemapv:ManualMappingCuration\t\t"
    assert len(read_decisions(written(tmp_path / "a.tsv", f"{row}Not", less)).mappings) == 2


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"#a: [\nsubject_id", "the head is no YAML"),
        (b"#- a\nsubject_id", "lines of 'key: value'"),
        (b"subject_id\tobject_id\n", "columns missing"),
        (b"\xff\xfe\x00", "no UTF-8 text"),
        (f"#other: apply=2\n{COLUMNS}\n".encode(), "apply must be 0 to 1 or off"),
        (f"#other: apply=much\n{COLUMNS}\n".encode(), "apply must be 0 to 1 or off"),
    ],
)
def test_a_file_that_is_no_mapping_set_is_refused(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "a.tsv"
    path.write_bytes(content)
    with pytest.raises(LinkFileError, match=said):
        read_decisions(path)


def test_no_file_and_an_empty_file_hold_no_decisions(tmp_path: Path) -> None:
    assert read_decisions(tmp_path / "none.tsv") == MappingSet()
    (tmp_path / "empty.tsv").write_text("", encoding="utf-8")
    assert read_decisions(tmp_path / "empty.tsv").mappings == ()


def test_a_new_decision_takes_the_place_of_the_old_one() -> None:
    first, *_ = MAPPINGS
    rejected = Mapping(first.object, EXACT, first.subject, negated=True)
    found = decided(MappingSet(tuple(Line(mapping) for mapping in MAPPINGS)), [rejected])
    assert found.mappings == (*MAPPINGS[1:], rejected)


def test_the_head_says_what_is_taken_up() -> None:
    assert applying(MappingSet()) is None
    assert applying(with_applying(MappingSet(), Decimal("0.8"))) == Decimal("0.8")
    assert applying(with_applying(with_applying(MappingSet(), Decimal("0.8")), OFF)) == OFF
    kept = with_applying(MappingSet(head={"other": "mine=1"}), OFF)
    assert kept.head["other"] == "mine=1|apply=off"


def test_the_file_lies_beside_the_store(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("BUDGETKG_LINKS", raising=False)
    assert decisions_path(tmp_path / "some.db") == tmp_path / "some.links.sssom.tsv"
    assert decisions_path(Path("plain")) == Path("plain.links.sssom.tsv")
    monkeypatch.chdir(tmp_path)
    assert decisions_path(Path()) == tmp_path.parent / f"{tmp_path.name}.links.sssom.tsv"
    monkeypatch.setenv("BUDGETKG_LINKS", str(tmp_path / "my.tsv"))
    assert decisions_path(tmp_path / "some.db") == tmp_path / "my.tsv"
