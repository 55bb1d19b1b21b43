"""How much an uploaded archive unpacks to, measured before a reader that would believe it.

The reader keeps a sheet as a full rectangle: one stray cell in XFD1048576 would ask for 400 GB.
"""

import re
import zipfile
from collections.abc import Iterator

MAX_UNPACKED = 100 * 2**20  # bytes
MAX_RATIO = 200  # unpacked to packed
MAX_CELLS = 2_000_000  # rows times columns of one sheet, about 60 MB in memory
_RATIO_FROM = 2**20  # bytes: a small, very regular file is no bomb
_CHUNK = 2**16
_XLSX_REFERENCE = re.compile(rb"""\sr\s*=\s*["']([A-Z]{0,3})(\d{1,10})["']""")
_ODS_TAG = re.compile(rb"<table:(table|table-row|table-cell|covered-table-cell)(?=[\s/>])([^>]*)>")
_ODS_REPEATED = re.compile(rb'number-(?:rows|columns)-repeated="(\d{1,10})"')


class Unsafe(Exception):
    """The archive unpacks to too much."""


class TooWide(Unsafe):
    """A sheet reaches too far; ``cell`` is its last."""

    def __init__(self, sheet: str, cell: str):
        super().__init__(cell)
        self.sheet = sheet
        self.cell = cell


def check_archive(archive: zipfile.ZipFile) -> None:
    """Unpack everything once, in pieces, also to compare the checksums. Raises Unsafe or BadZipFile."""
    parts = archive.infolist()
    packed = sum(part.compress_size for part in parts)
    unpacked = sum(part.file_size for part in parts)
    if unpacked > MAX_UNPACKED or (unpacked > _RATIO_FROM and unpacked > MAX_RATIO * max(packed, 1)):
        raise Unsafe
    for part in parts:
        for _chunk in _chunks(archive, part.filename):
            pass


def check_extent(archive: zipfile.ZipFile, kind: str) -> None:
    """Find the last cell of every sheet. Raises TooWide."""
    measure = _xlsx_extents if kind == "xlsx" else _ods_extents
    for sheet, rows, columns in measure(archive):
        if rows * columns > MAX_CELLS:
            raise TooWide(sheet, f"{column_letter(columns - 1)}{rows}")


def column_letter(column: int) -> str:
    """Return ``A`` for 0, ``AA`` for 26."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _xlsx_extents(archive: zipfile.ZipFile) -> Iterator[tuple[str, int, int]]:
    for name in archive.namelist():  # all parts: a sheet may lie anywhere in the archive
        rows = columns = 1
        tail = b""
        for chunk in _chunks(archive, name):
            for letters, digits in _XLSX_REFERENCE.findall(tail + chunk):
                rows = max(rows, int(digits))
                columns = max(columns, _column_number(letters))
            tail = chunk[-40:]  # a reference may be cut in two
        yield name.rpartition("/")[2].removesuffix(".xml"), rows, columns


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _ods_extents(archive: zipfile.ZipFile) -> Iterator[tuple[str, int, int]]:
    """Count repeats; rows and cells after the last value cost nothing and do not count."""
    rows = columns = filled_rows = filled_columns = 0
    for tag, attributes in _ODS_TAG.findall(b"".join(_chunks(archive, "content.xml"))):
        times = int(match[1]) if (match := _ODS_REPEATED.search(attributes)) else 1
        if tag == b"table":
            yield "content", filled_rows, filled_columns
            rows = columns = filled_rows = filled_columns = 0
        elif tag == b"table-row":
            rows, columns = rows + times, 0
        else:
            columns += times
            if b"value-type" in attributes or b"formula" in attributes:
                filled_rows, filled_columns = max(filled_rows, rows), max(filled_columns, columns)
    yield "content", filled_rows, filled_columns


def _chunks(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    with archive.open(name) as part:
        while chunk := part.read(_CHUNK):
            yield chunk
