"""Read a workbook in a process of its own: a damaged .xls can make the reader take all memory or never end.

Run as a script, without Django: the file comes in, its sheets go out as JSON. Exit code 3: locked.
"""

import contextlib
import datetime as dt
import io
import json
import sys

from python_calamine import CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

LOCKED = 3
MAX_MEMORY = 2**30  # bytes; 2 million cells need half
MAX_COLUMNS = 100  # the rest of a wider sheet is not read


def sheets(content: bytes) -> list[dict]:
    """Return name, rows, merges and visibility of every worksheet."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return [
        _sheet(book.get_sheet_by_index(number), meta)
        for number, meta in enumerate(book.sheets_metadata)
        if meta.typ == SheetTypeEnum.WorkSheet
    ]


def _sheet(sheet, meta) -> dict:
    return {
        "name": meta.name,
        "rows": [row[:MAX_COLUMNS] for row in sheet.to_python(skip_empty_area=False)],
        "merges": sheet.merged_cell_ranges or [],
        "is_visible": meta.visible == SheetVisibleEnum.Visible,
    }


def _encoded(value) -> dict | str:
    return {"date": value.isoformat()[:10]} if isinstance(value, dt.date) else str(value)


def _limit_memory() -> None:
    with contextlib.suppress(ImportError, ValueError):
        import resource  # noqa: PLC0415 -- not on every system

        resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    _limit_memory()
    try:
        json.dump(sheets(sys.stdin.buffer.read()), sys.stdout, default=_encoded)
    except PasswordError:
        sys.exit(LOCKED)
