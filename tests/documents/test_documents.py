"""Bytes become lines, or an error that says what is wrong."""

import os
from pathlib import Path

import pytest

from budgetkg.documents import from_bytes, read
from budgetkg.errors import BudgetKGError, DocumentUnreadableError, EncodingUnknownError, NotADisclosureError
from budgetkg.parsing import parse

TEXT = "部门预算支出总表\n单位：万元\n科目编码\t科目名称\t合计\n201\t一般公共服务支出\t1.00\n"


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("gb18030"),
        TEXT.encode("utf-16"),
        b"\xfe\xff" + TEXT.encode("utf-16-be"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
        TEXT.replace("\n", "\r\n").encode(),
        TEXT.replace("\n", "\r").encode(),
    ],
    ids=["utf-8", "bom", "gb18030", "utf-16", "be+bom", "le", "be", "crlf", "cr"],
)
def test_encodings_and_line_ends_that_are_read(data: bytes) -> None:
    source = from_bytes(data, "a.txt")
    assert [line.text for line in source.lines] == TEXT.split("\n")[:-1]
    assert source.lines[2].cells == ("科目编码", "科目名称", "合计")
    assert source.problems == ()


def test_ascii_heavy_utf16_without_bom_is_told_by_its_zero_bytes() -> None:
    for order in ("utf-16-le", "utf-16-be"):
        assert from_bytes("588 a\t1.00\n".encode(order), "a").lines[0].cells == ("588 a", "1.00")


@pytest.mark.parametrize("encoding", ["big5", "shift_jis", "euc_kr", "latin-1"])
def test_other_encodings_end_in_a_clear_error(encoding: str) -> None:
    """They are no UTF-8 and, read as GB18030, hold no budget."""
    text = {"shift_jis": "予算の表\n合計\t1.00\n", "euc_kr": "예산\t1.00\n", "latin-1": "dépenses\t1.00\n"}
    data = text.get(encoding, "部門預算支出總表\n單位\t萬元\n").encode(encoding)
    with pytest.raises((EncodingUnknownError, NotADisclosureError, DocumentUnreadableError)) as caught:
        parse(from_bytes(data, "a.txt"))
    assert caught.value.fix_en


@pytest.mark.parametrize("data", [b"", b" \n\t\n", "\ufeff".encode(), b"\xff\xfe"])
def test_empty_files_are_refused(data: bytes) -> None:
    with pytest.raises(DocumentUnreadableError, match="empty"):
        from_bytes(data, "a.txt")


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"%PDF-1.7 ...", "PDF"), (b"PK\x03\x04...", "DOCX"), (b"\xd0\xcf\x11\xe0...", "DOC"),
        (b"{\\rtf1", "RTF"), (b"\x7fELF\x02\x01\x01" + bytes(range(32)) * 9, "binary|text"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "binary|text"),
    ],
)  # fmt: skip
def test_other_files_are_named(data: bytes, word: str) -> None:
    with pytest.raises(BudgetKGError, match=word):
        from_bytes(data, "a.bin")


def test_missing_folder_and_unreadable(tmp_path: Path) -> None:
    with pytest.raises(DocumentUnreadableError, match="no such file"):
        read(tmp_path / "no.txt")
    with pytest.raises(DocumentUnreadableError, match="folder"):
        read(tmp_path)
    locked = tmp_path / "locked.txt"
    locked.write_text(TEXT, encoding="utf-8")
    locked.chmod(0)
    if os.access(locked, os.R_OK):
        pytest.skip("permissions do not bind this user")
    with pytest.raises(DocumentUnreadableError, match="cannot be read"):
        read(locked)


@pytest.mark.parametrize("cell", ["12", "12.", "12.5", "1,2", "20103"])
def test_a_number_at_a_cut_end_is_not_taken(cell: str) -> None:
    source = from_bytes(f"{TEXT}201\t甲\t{cell}".encode(), "a.txt")
    assert source.lines[-1].cells == ("201", "甲", "")
    (problem,) = source.problems
    assert (problem.code, problem.severity, problem.where.first) == ("BKG-P03", "error", 5)


def test_a_cut_inside_a_character_keeps_the_text_before_it() -> None:
    source = from_bytes(TEXT.encode()[:20], "a.txt")
    assert source.lines[0].text == "部门预算支出"
    assert [problem.code for problem in source.problems] == ["BKG-P03"]


def test_form_feeds_count_pages_from_their_place() -> None:
    source = from_bytes("甲\f\n乙\n\f丙\n".encode(), "a.txt")
    assert [(line.text, line.page) for line in source.lines] == [("甲", 1), ("乙", 2), ("丙", 3)]
