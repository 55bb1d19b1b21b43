"""From an uploaded file to tables of cells, or a refusal that says what the file is and what to send instead.

The kind is read from the content, not from the name. Nothing is unpacked before its size is known.
"""

import codecs
import csv
import datetime as dt
import io
import json
import lzma
import struct
import subprocess
import sys
import zipfile
import zlib
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from django.conf import settings
from django.utils.translation import gettext as _

from trainees.sheets import isolated
from trainees.sheets.bounds import TooWide, Unsafe, check_archive, check_extent
from trainees.sheets.problems import RosterError

READING_SECONDS = 30  # a full file takes one
_BROKEN = (
    zipfile.BadZipFile,
    EOFError,
    LookupError,
    OSError,
    ValueError,
    struct.error,
    lzma.LZMAError,
    zlib.error,
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BOMS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}


@dataclass(slots=True)
class Grid:
    """A sheet as rows of cells; ``merges`` are ((row, column), (row, column)) from 0, both inclusive."""

    name: str
    rows: list[list[Any]]
    merges: list[tuple[tuple[int, int], tuple[int, int]]] = field(default_factory=list)
    is_visible: bool = True

    def value(self, row: int, column: int) -> Any:
        line = self.rows[row] if row < len(self.rows) else []
        return line[column] if 0 <= column < len(line) else ""


@dataclass(slots=True)
class Opened:
    grids: list[Grid]
    is_unicode: bool = True


def open_tables(file: BinaryIO, name: str) -> Opened:
    """Read all sheets of an .xlsx, .xls, .ods or .csv file. Raises RosterError."""
    content = _read_whole(file, name)
    if content.startswith(b"PK\x03\x04"):
        return Opened(_open_archive(content, name))
    if content.startswith(_OLE):
        return Opened(_open_ole(content, name))
    if (
        name.lower().endswith((".csv", ".txt"))
        and b"\x00" not in content[:2]
        and not content.startswith(b"%PDF")
    ):
        return _open_csv(content, name)
    raise _not_a_sheet(name, _kind_of(content))


def _read_whole(file: BinaryIO, name: str) -> bytes:
    limit = settings.ROSTER_MAX_BYTES
    content = file.read(limit + 1)
    if len(content) > limit:
        size = _megabytes(getattr(file, "size", None) or len(content) + len(file.read()))
        raise RosterError(
            _(
                "File “%(file)s” has %(size)s MB; a roster may have %(limit)s MB. Delete pictures and other sheets."
            )
            % {"file": name, "size": size, "limit": _megabytes(limit)},
            code="too_big",
        )
    if not content.strip():
        raise empty(name)
    return content


def _megabytes(size: int) -> str:
    tenths = -(-size * 10 // 2**20)  # rounded up: a file over the limit never shows as the limit
    return f"{tenths // 10},{tenths % 10}".removesuffix(",0")


def empty(name: str) -> RosterError:
    return RosterError(
        _("File “%(file)s” has no rows. Write the trainees below the header row and send it again.")
        % {"file": name},
        code="empty",
    )


def _open_archive(content: bytes, name: str) -> list[Grid]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            check_archive(archive)
            kind = _archive_kind(archive)
            if kind not in {"xlsx", "ods"}:
                raise _not_a_sheet(name, kind)
            check_extent(archive, kind)
    except TooWide as problem:
        raise _too_wide(name, problem) from None
    except Unsafe:
        raise _bomb(name) from None
    except RuntimeError as problem:  # zipfile: a password, or a compression it does not know
        raise (_damaged if isinstance(problem, NotImplementedError) else _locked)(name) from None
    except _BROKEN:
        raise _damaged(name) from None
    return _grids(content, name)


def _archive_kind(archive: zipfile.ZipFile) -> str:
    names = set(archive.namelist())
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "mimetype" in names:
        mime = archive.read("mimetype")[:100]
        return "ods" if b"opendocument.spreadsheet" in mime else "text"
    for part, kind in (
        ("word/document.xml", "word"),
        ("ppt/presentation.xml", "slides"),
        ("xl/workbook.bin", "xlsb"),
    ):
        if part in names:
            return kind
    return "zip"


def _open_ole(content: bytes, name: str) -> list[Grid]:
    if "EncryptedPackage".encode("utf-16-le") in content or _is_locked_biff(content):
        raise _locked(name)
    if "WordDocument".encode("utf-16-le") in content:
        raise _not_a_sheet(name, "word")
    return _grids(content, name)


def _is_locked_biff(content: bytes) -> bool:
    """Look for FILEPASS in the first records of an .xls: the reader misses the oldest kind of lock."""
    place = content.find(b"\x09\x08\x10\x00\x00\x06\x05\x00")
    for _record in range(10 if place >= 0 else 0):
        code, length = struct.unpack("<HH", content[place : place + 4].ljust(4, b"\0"))
        if code == 0x2F:
            return True
        place += 4 + length
    return False


def _grids(content: bytes, name: str) -> list[Grid]:
    try:
        reader = subprocess.run(
            [sys.executable, "-I", isolated.__file__],
            input=content,
            capture_output=True,
            timeout=READING_SECONDS,
        )
        if reader.returncode == isolated.LOCKED:
            raise _locked(name)
        reader.check_returncode()
        return [_grid(**sheet) for sheet in json.loads(reader.stdout, object_hook=_decoded_date)]
    except (subprocess.SubprocessError, ValueError):
        raise _damaged(name) from None


def _grid(name: str, rows: list, merges: list, is_visible: bool) -> Grid:
    return Grid(name, rows, [(tuple(first), tuple(last)) for first, last in merges], is_visible)


def _decoded_date(value: dict) -> Any:
    return dt.date.fromisoformat(value["date"]) if "date" in value else value


def _open_csv(content: bytes, name: str) -> Opened:
    text, is_unicode = _decoded(content, name)
    lines = text.splitlines()[:30]
    delimiter = max(",;\t", key=lambda mark: sum(line.count(mark) for line in lines))
    try:
        rows = [
            row[: isolated.MAX_COLUMNS]
            for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        ]
    except csv.Error:
        raise _damaged(name) from None
    return Opened([Grid(name.rpartition(".")[0], rows)], is_unicode)


def _decoded(content: bytes, name: str) -> tuple[str, bool]:
    try:
        for mark, encoding in _BOMS.items():
            if content.startswith(mark):
                return content.decode(encoding), True
        return content.decode("utf-8"), True
    except UnicodeDecodeError:
        pass
    if b"\x00" in content:
        raise _not_a_sheet(name, "unknown")
    return content.decode("cp1258", errors="replace"), False


def _kind_of(content: bytes) -> str:
    head = content[:2000].lstrip().lower()
    signs = (
        (b"%pdf", "pdf"), (b"\xff\xd8\xff", "picture"), (b"\x89png", "picture"), (b"{\\rtf", "word"),
        (b"<html", "page"), (b"<!doctype html", "page"), (b"<table", "page"), (b"<?xml", "page"), (b"<meta", "page"),
    )  # fmt: skip
    return next((kind for sign, kind in signs if head.startswith(sign)), "unknown")


def _not_a_sheet(name: str, kind: str) -> RosterError:
    found = {
        "word": _("is a Word document"),
        "text": _("is a text document"),
        "slides": _("is a slide show"),
        "pdf": _("is a PDF paper"),
        "picture": _("is a picture"),
        "page": _("is a web page named like a table"),
        "xlsb": _("is a binary Excel file (.xlsb)"),
        "zip": _("is a compressed folder"),
    }.get(kind, _("is something that is not a table"))
    return RosterError(
        _("File “%(file)s” %(found)s. Open the list in Excel, save it as .xlsx and choose that file.")
        % {"file": name, "found": found},
        code="not_excel",
    )


def _locked(name: str) -> RosterError:
    return RosterError(
        _(
            "File “%(file)s” is locked with a password. Open it in Excel, remove the password and send it again."
        )
        % {"file": name},
        code="locked",
    )


def _too_wide(name: str, problem: TooWide) -> RosterError:
    return RosterError(
        _("Sheet “%(sheet)s” of file “%(file)s” reaches cell %(cell)s. Delete the cells far from the list.")
        % {"file": name, "sheet": problem.sheet, "cell": problem.cell},
        code="too_wide",
    )


def _bomb(name: str) -> RosterError:
    return RosterError(
        _(
            "File “%(file)s” unpacks to far more than a roster needs. Copy the list into a new file and send that."
        )
        % {"file": name},
        code="zip_bomb",
    )


def _damaged(name: str) -> RosterError:
    return RosterError(
        _(
            "File “%(file)s” is damaged and cannot be opened. Open it in Excel, save it as a new .xlsx and send that."
        )
        % {"file": name},
        code="damaged",
    )
