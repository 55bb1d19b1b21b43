"""Builders of roster files, good and bad, in memory; all people are invented."""

import io
import struct
import zipfile

import openpyxl

HEADER = [
    "STT",
    "Họ và tên",
    "Ngày sinh",
    "Giới tính",
    "Chức vụ",
    "Công đoàn cơ sở",
    "Số CCCD",
    "Số điện thoại",
]
AN = [1, "Nguyễn Văn An", "05/3/1984", "Nam", "Chủ tịch", "CĐCS Ví Dụ Một", "001084000001", "0912 345 678"]
ANH = [2, "Trần Thị Ánh", "12/11/1990", "Nữ", "Phó Chủ tịch", "CĐCS Ví Dụ Hai", "001190000002", "0387654321"]


def named(content: bytes) -> io.BytesIO:
    return io.BytesIO(content)


def xlsx(*rows, sheets=None, merges=(), hidden=()) -> io.BytesIO:
    """Write one sheet “DS” with the rows, or several sheets {name: rows}."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, lines in (sheets or {"DS": rows}).items():
        sheet = book.create_sheet(title)
        for line in lines:
            sheet.append(line)
        if title in hidden:
            sheet.sheet_state = "hidden"
    for area in merges:
        book.worksheets[0].merge_cells(area)
    file = io.BytesIO()
    book.save(file)
    file.seek(0)
    return file


def with_part(file: io.BytesIO, part: str, change) -> io.BytesIO:
    """Return a copy of an archive in which one part is changed."""
    copy = io.BytesIO()
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(old.read(name)) if name == part else old.read(name))
    copy.seek(0)
    return copy


def with_part_locked(file: io.BytesIO) -> io.BytesIO:
    """Return a copy of an archive whose parts claim to be encrypted, as some archivers leave them."""
    content = bytearray(file.getvalue())
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = content.find(mark)
        while place >= 0:
            content[place + flags] |= 1
            place = content.find(mark, place + 4)
    return io.BytesIO(bytes(content))


def archive(**parts) -> io.BytesIO:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in parts.items():
            new.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    file.seek(0)
    return file


def ods(rows, row_attributes="", cell_attributes="") -> io.BytesIO:
    cells = "".join(
        f"<table:table-row {row_attributes}>"
        + "".join(
            f'<table:table-cell {cell_attributes} office:value-type="string"><text:p>{text}</text:p></table:table-cell>'
            for text in row
        )
        + "</table:table-row>"
        for row in rows
    )
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    content = (
        f'<?xml version="1.0"?><office:document-content {spaces}><office:body><office:spreadsheet>'
        f'<table:table table:name="DS">{cells}</table:table></office:spreadsheet></office:body>'
        "</office:document-content>"
    )
    manifest = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    return archive(
        mimetype="application/vnd.oasis.opendocument.spreadsheet",
        content_xml=content,
        **{"META-INF__manifest_xml": manifest},
    )


def xls(rows, *, locked=False) -> io.BytesIO:
    """Write an Excel 97 file: one sheet “DS” of texts and numbers; locked: with a FILEPASS record."""
    return ole({"Workbook": _biff(rows, locked=locked)})


def _record(code: int, body: bytes) -> bytes:
    return struct.pack("<HH", code, len(body)) + body


def _biff(rows, *, locked) -> bytes:
    def start(kind):
        return _record(0x809, struct.pack("<HHHHII", 0x600, kind, 0x0DBB, 1996, 0, 0x600))

    lock = _record(0x2F, struct.pack("<HHH", 0, 1, 2)) if locked else b""
    head = start(5) + lock
    name = "DS".encode("utf-16-le")
    sheet_at = len(head) + 4 + 8 + len(name) + 4
    book = head + _record(0x85, struct.pack("<IHBB", sheet_at, 0, 2, 1) + name) + _record(0x0A, b"")
    cells = b""
    for row, line in enumerate(rows):
        for column, value in enumerate(line):
            place = struct.pack("<HHH", row, column, 0)
            if isinstance(value, str):
                text = value.encode("utf-16-le")
                cells += _record(0x204, place + struct.pack("<HB", len(text) // 2, 1) + text)
            else:
                cells += _record(0x203, place + struct.pack("<d", value))
    return book + start(0x10) + cells + _record(0x0A, b"")


def ole(streams: dict[str, bytes]) -> io.BytesIO:
    """Write a compound file: header, FAT, directory, then the streams (each at least 4096 bytes)."""
    end, free, fat_mark = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
    fat, body = [fat_mark, end], b""
    entries = [_entry("Root Entry", 5, end, 0, child=1)]
    for number, (name, content) in enumerate(streams.items(), start=1):
        padded = content.ljust(max(4096, -(-len(content) // 512) * 512), b"\0")
        first, count = len(fat), len(padded) // 512
        fat += [*range(first + 1, first + count), end]
        body += padded
        entries.append(
            _entry(name, 2, first, len(padded), right=number + 1 if number < len(streams) else free)
        )
    entries += [b"\0" * 64 + b"\0\0\0\0" + struct.pack("<III", free, free, free) + b"\0" * 48] * (
        4 - len(entries)
    )
    assert len(fat) <= 128, "one FAT sector only"
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16
    header += struct.pack(
        "<HHHHH6sIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, b"\0" * 6, 0, 1, 1, 0, 4096, end, 0, end, 0
    )
    header += struct.pack("<109I", 0, *[free] * 108)
    table = struct.pack("<128I", *fat, *[free] * (128 - len(fat)))
    return io.BytesIO(header + table + b"".join(entries) + body)


def _entry(name: str, kind: int, first: int, size: int, *, right=0xFFFFFFFF, child=0xFFFFFFFF) -> bytes:
    text = (name + "\0").encode("utf-16-le")
    head = text.ljust(64, b"\0") + struct.pack("<HBBIII", len(text), kind, 1, 0xFFFFFFFF, right, child)
    return head + b"\0" * 36 + struct.pack("<IQ", first, size)
