"""Write a folder, or a zip of it, whole or not at all.

The files are made in a hidden folder beside the wanted one, which then takes its name. What
somebody else put there is never removed: a folder with other files in it is refused.
"""

import shutil
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from fnmatch import fnmatchcase
from pathlib import Path
from typing import BinaryIO

from budgetkg.errors import UsageError

__all__ = ["writing_folder", "zipped"]

_LISTED = 3
_FOLDER_MODE = 0o755
_FILE_MODE = 0o644
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the first day that a zip can name: equal content gives equal bytes


@contextmanager
def writing_folder(path: Path, files: Sequence[str]) -> Iterator[Path]:
    """Give an empty folder whose content becomes the folder `path` when the block ends well.

    `files` are the patterns of the names that may stand there already, and which are replaced.
    Raises UsageError where something else stands there, or where nothing can be written.
    """
    target = path.resolve()
    try:
        _check_foreign(target, files)
        part = Path(tempfile.mkdtemp(dir=target.parent, prefix=f".{target.name[:40]}.", suffix=".part"))
        try:
            yield part
            part.chmod(_FOLDER_MODE)
            _install(part, target, files)
        finally:
            shutil.rmtree(part, ignore_errors=True)
    except OSError as error:
        reason = error.strerror or str(error)
        raise UsageError(f"无法写入：{reason}", f"cannot be written: {reason}", str(path)) from error


def zipped(folder: Path, out: BinaryIO) -> None:
    """Write the files of a folder, sorted by name, as a zip."""
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(folder.iterdir()):
            entry = zipfile.ZipInfo(file.name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = _FILE_MODE << 16
            with file.open("rb") as source, archive.open(entry, "w", force_zip64=True) as member:
                shutil.copyfileobj(source, member)


def _check_foreign(target: Path, files: Sequence[str]) -> None:
    if not target.exists():
        return
    if not target.is_dir():
        raise UsageError("这是文件，不是文件夹", "this is a file, not a folder", str(target))
    foreign = sorted(entry.name for entry in target.iterdir() if not _is_ours(entry, files))
    if foreign:
        listed = ", ".join(foreign[:_LISTED]) + (", …" if len(foreign) > _LISTED else "")
        raise UsageError(
            f"文件夹中有其他文件（{listed}），未写入任何内容；请指定新的文件夹",
            f"other files are in this folder ({listed}); nothing was written: name a new folder",
            str(target),
        )


def _is_ours(entry: Path, files: Sequence[str]) -> bool:
    return entry.is_file() and not entry.is_symlink() and any(fnmatchcase(entry.name, one) for one in files)


def _install(part: Path, target: Path, files: Sequence[str]) -> None:
    """Let the new folder take the place of the old one, which comes back if that fails."""
    if not target.exists():
        part.rename(target)
        return
    old = part.with_suffix(".old")
    target.rename(old)
    try:
        _check_foreign(old, files)  # nobody put anything there while we wrote
        part.rename(target)
    except BaseException:
        old.rename(target)
        raise
    shutil.rmtree(old)
