"""Where the table begins in a sheet and which column holds what: titles above, one or two header rows."""

import re
from dataclasses import dataclass

from core.names import clean, fold
from trainees.sheets.opening import Grid
from trainees.sheets.values import as_text

SEARCHED_ROWS = 60  # a title block is never longer
# Fields of the columns by their folded headings. The first pattern that fits whole decides.
_FIELDS = {
    "number": r"stt|tt|so tt|so thu tu|no",
    "full_name": r"ho (va )?ten( (hoc vien|can bo|nguoi hoc|dai bieu|khai sinh|can bo cong doan|dong chi))?|ten hoc vien",
    "family_name": r"ho|ho (va )?(ten )?(chu )?(dem|lot)",
    "given_name": r"ten",
    "birth": r"(ngay|thang|nam)( (thang|nam))* sinh|sinh (ngay|nam)( thang)?( nam)?|ntns|ngay thang nam",
    "gender": r"gioi tinh|gioi|phai|nam nu|gt",
    "unit_name": r"(ten |don vi |thuoc |truc thuoc )*(cong doan co so|cdcs|cong doan)( (truc thuoc|noi cong tac|don vi))?",
    "position": r"(chuc vu|chuc danh|nhiem vu).*",
    "workplace": r"(ten )?(don vi|co quan|cong ty|doanh nghiep|noi cong tac|noi lam viec)"
    r"( (cong tac|lam viec|don vi|doanh nghiep|co quan|cu di hoc|dang ky))*|phong ban|bo phan",
    "citizen_id": r"(so |ma )?(the )?(cccd|cmnd|cmt|cmtnd|can cuoc( cong dan)?|dinh danh( ca nhan)?)"
    r"( (hoac |so )?(cccd|cmnd|cmt|can cuoc( cong dan)?|dinh danh( ca nhan)?))*",
    "phone": r"(so )?(dien thoai|dt|sdt|dtdd|di dong)( (so )?(di dong|lien he|lien lac|zalo|dtdd))*",
    "note": r"ghi chu( khac)?|luu y",
}
_PATTERNS = {field: re.compile(pattern) for field, pattern in _FIELDS.items()}
EXPECTED = "Ngày sinh, Giới tính, Chức vụ, Đơn vị công tác, Công đoàn cơ sở, Số CCCD, Số điện thoại"
_NUMBERING = re.compile(r"\(?(\d{1,2}|[a-z])\)?")


@dataclass(slots=True)
class Table:
    """The columns of a sheet by field, and the first row of people (from 0)."""

    header_row: int
    first_row: int
    columns: dict[str, int]
    headings: dict[int, str]

    @property
    def name_column(self) -> int:
        return self.columns.get("full_name", self.columns.get("family_name", -1))


def field_of(heading: str) -> str:
    """Return the field of a heading, or nothing. Signs, brackets and what is inside them do not count."""
    bare = re.sub(r"\(.*?\)|\[.*?\]", " ", clean(heading).lower())
    words = re.sub(r"[^\w]+", " ", bare).strip()
    if words in {"nam", "nữ", "năm"}:  # without accents Nam (male) and Năm (year) are one
        return {"nam": "male", "nữ": "female", "năm": "year"}[words]
    key = re.sub(r"[^\w]+", " ", fold(bare)).strip()
    return next((field for field, pattern in _PATTERNS.items() if pattern.fullmatch(key)), "")


def find_table(grid: Grid) -> Table | None:
    """Return the table of a sheet; without a name column if no header has one; None if there is no header."""
    best: Table | None = None
    for row in range(min(SEARCHED_ROWS, len(grid.rows))):
        texts = [as_text(value) for value in grid.rows[row]]
        fields = {field for text in texts if (field := field_of(text))}
        if len(fields) < 2 and fields != {"full_name"}:
            continue
        table = _table_at(grid, row)
        if _has_name(table) and len(fields) > 1:
            return table
        if best is None or (_has_name(table), len(table.columns)) > (_has_name(best), len(best.columns)):
            best = table
    return best


def _has_name(table: Table) -> bool:
    return table.name_column >= 0


def _table_at(grid: Grid, row: int) -> Table:
    headings = {column: as_text(value) for column, value in enumerate(grid.rows[row]) if as_text(value)}
    below = _second_row(grid, row, headings)
    names: dict[int, str] = {}
    fields: dict[int, str] = {}
    for column in range(len(grid.rows[row])):
        top = headings.get(column) or (_group(headings, column) if below.get(column) else "")
        names[column], fields[column] = _combined(top, below.get(column, ""))
    first = row + (2 if below else 1)
    if first < len(grid.rows) and is_numbering(grid.rows[first]):
        first += 1
    columns = _one_column_each(names, fields)
    _split_merged_name(grid, row, columns, headings)
    return Table(row, first, columns, {column: name for column, name in names.items() if name})


def _second_row(grid: Grid, row: int, headings: dict[int, str]) -> dict[int, str]:
    """Return the texts of a second header row, if the next row is one: headings, and nothing under the name."""
    if row + 1 >= len(grid.rows):
        return {}
    below = {column: as_text(value) for column, value in enumerate(grid.rows[row + 1]) if as_text(value)}
    under_name = [column for column, text in headings.items() if field_of(text) in {"full_name", "number"}]
    is_header = any(field_of(text) for text in below.values()) and not any(
        re.search(r"\d", t) for t in below.values()
    )
    split_name = {field_of(text) for text in below.values()} >= {"family_name", "given_name"}
    return below if is_header and (split_name or not any(column in below for column in under_name)) else {}


def _group(headings: dict[int, str], column: int) -> str:
    """Return the heading that spans the column: the nearest one to the left."""
    left = [place for place in headings if place < column]
    return headings[max(left)] if left else ""


def _combined(top: str, below: str) -> tuple[str, str]:
    """Return the shown heading and the field of a column with up to two headings."""
    if not below:
        return top, field_of(top)
    shown = f"{top} – {below}" if top else below
    own, group = field_of(below), field_of(top)
    if own == "year" or (own == "" and fold(below) in {"ngay", "thang"}):
        return shown, {"ngay": "birth_day", "thang": "birth_month", "nam": "birth_year"}[fold(below)] * (
            group == "birth"
        )
    if own:
        return shown, own
    return shown, group if fold(below) in {"so", "ma so"} else field_of(f"{top} {below}")


def _one_column_each(names: dict[int, str], fields: dict[int, str]) -> dict[str, int]:
    """Keep the first column of each field, but a union position before another position."""
    columns: dict[str, int] = {}
    for column, field in fields.items():
        preferred = field == "position" and "cong doan" in fold(names[column])
        if field and (field not in columns or (preferred and "cong doan" not in fold(names[columns[field]]))):
            columns[field] = column
    if "full_name" in columns:
        columns.pop("family_name", None)
        if columns.get("given_name", -1) != columns["full_name"] + 1:
            columns.pop("given_name", None)
    elif not {"family_name", "given_name"} <= set(columns):
        columns.pop("family_name", None)
        if "given_name" in columns:  # “Tên” alone is how some units call the whole name
            columns["full_name"] = columns.pop("given_name")
    return columns


def _split_merged_name(grid: Grid, row: int, columns: dict[str, int], headings: dict[int, str]) -> None:
    """Take the given name from the second column where “Họ và tên” spans two."""
    name = columns.get("full_name")
    for (top, left), (bottom, right) in grid.merges:
        if left == name and right == left + 1 and top <= row <= bottom and right not in headings:
            columns.setdefault("given_name", right)


def is_numbering(row: list) -> bool:
    """Say whether the row numbers the columns: (1) (2) (3), A B 1 2."""
    texts = [fold(as_text(value)) for value in row if as_text(value)]
    return len(texts) > 2 and all(_NUMBERING.fullmatch(text) for text in texts)
