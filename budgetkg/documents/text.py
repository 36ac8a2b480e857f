"""Text files: bytes → lines and cells.

Tables are tab-separated, one printed line a line of text; a form feed starts a page.
UTF-8 (with or without BOM), UTF-16 and GB18030 are read. Anything else is refused,
because a wrong encoding shows as wrong characters and not as an error.
"""

import hashlib
import re
from pathlib import Path

from budgetkg.documents.lines import Line, Source
from budgetkg.errors import DocumentUnreadableError, EncodingUnknownError
from budgetkg.model import Problem, Where

__all__ = ["from_bytes", "read"]

_LINE_END = re.compile(r"\r\n|\r|\n")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
_WHOLE_NUMBER_CELL = re.compile(r"\s*-?[\d,]+\.\d\d\s*")
#: First bytes of files that people hand over by mistake, and what to call them.
_CONTAINERS = {b"%PDF": "PDF", b"PK\x03\x04": "DOCX/XLSX", b"\xd0\xcf\x11\xe0": "DOC/XLS", b"{\\rtf": "RTF"}
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def read(path: Path) -> Source:
    """Return the lines of a text file.

    Raises DocumentUnreadableError (missing, folder, not readable, empty, binary) or
    EncodingUnknownError.
    """
    place = str(path)
    if path.is_dir():
        raise DocumentUnreadableError("这是文件夹，不是文件", "this is a folder, not a file", place)
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise DocumentUnreadableError("没有这个文件", "there is no such file", place) from None
    except OSError as error:
        reason = error.strerror or str(error)
        raise DocumentUnreadableError(f"无法读取：{reason}", f"cannot be read: {reason}", place) from None
    return from_bytes(data, path.name, place)


def from_bytes(data: bytes, name: str, place: str | None = None) -> Source:
    """Return the lines of a text given as bytes; `place` is what errors call it."""
    place = place or name
    for magic, kind in _CONTAINERS.items():
        if data.startswith(magic):
            zh, en = f"这是 {kind} 文件，请先转换为文本", f"this is a {kind} file: convert it to text first"
            raise DocumentUnreadableError(zh, en, place)
    text, cut = _decoded(data, place)
    if not text.strip():
        raise DocumentUnreadableError("文件是空的", "the file is empty", place)
    lines, problems = _lines(text)
    if cut:
        problems = (_cut_problem(lines[-1], ""), *problems)
    return Source(name, hashlib.sha256(data).hexdigest(), lines, problems)


def _decoded(data: bytes, place: str) -> tuple[str, bool]:
    """Return the text, and whether the last character was cut."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _checked(data, encoding, place)
    if b"\x00" in data[:4096]:
        return _checked(data, _utf16_order(data), place)
    try:
        return _checked(data, "utf-8", place)
    except EncodingUnknownError:
        return _checked(data, "gb18030", place)


def _checked(data: bytes, encoding: str, place: str) -> tuple[str, bool]:
    text, cut = _decode(data, encoding, place)
    if _CONTROL.search(text):
        raise DocumentUnreadableError("这是二进制文件，不是文本", "this is a binary file, not text", place)
    return text, cut


def _decode(data: bytes, encoding: str, place: str) -> tuple[str, bool]:
    try:
        return data.decode(encoding), False
    except UnicodeDecodeError as error:
        # A file cut inside its last character is still that text.
        if error.start > 0 and error.start >= len(data) - 3:
            return data[: error.start].decode(encoding), True
        zh, en = f"不是 {encoding.upper()} 文本", f"not {encoding.upper()} text"
        at = f"（字节 {error.start}）", f" (byte {error.start})"
        raise EncodingUnknownError(zh + at[0], en + at[1], place) from None


def _utf16_order(data: bytes) -> str:
    """Text with NUL bytes and no BOM: ASCII signs have their NUL first in big-endian order."""
    return "utf-16-be" if data[0:4096:2].count(0) > data[1:4096:2].count(0) else "utf-16-le"


def _lines(text: str) -> tuple[tuple[Line, ...], tuple[Problem, ...]]:
    paged = "\f" in text
    page = 1
    lines = []
    for number, raw in enumerate(_LINE_END.split(text), 1):
        before_text = len(raw) - len(raw.lstrip("\f"))
        clean = raw.replace("\f", "").replace("\v", " ")
        lines.append(Line(number, clean, tuple(clean.split("\t")), page + before_text if paged else None))
        page += raw.count("\f")
    if lines[-1].is_blank:
        return tuple(lines[:-1]) or tuple(lines), ()
    return _without_cut_cell(lines)


def _without_cut_cell(lines: list[Line]) -> tuple[tuple[Line, ...], tuple[Problem, ...]]:
    """A file that ends in a table row without a line end may end inside a number: 12 of 12692.08
    would be a wrong number that looks right. Two printed decimals are taken as a whole number."""
    last = lines[-1]
    cell = last.cells[-1]
    if not last.is_row or not re.search(r"\d", cell) or _WHOLE_NUMBER_CELL.fullmatch(cell):
        return tuple(lines), ()
    kept = Line(last.number, last.text, (*last.cells[:-1], ""), last.page)
    return (*lines[:-1], kept), (_cut_problem(last, cell.strip()),)


def _cut_problem(line: Line, cell: str) -> Problem:
    zh = f"文件在本行中断，最后一格“{cell}”可能不完整，未采用"
    en = f"the file ends inside this line: its last cell {cell!r} may be cut and was not taken"
    return Problem("BKG-P03", "error", zh, en, Where(line.number, line.number, line.page))
