"""One row of the table becomes one person, with everything that can be said about the row."""

import bisect
import datetime as dt
import re
from typing import Any

from core.names import display_name
from trainees.sheets.bounds import column_letter
from trainees.sheets.headings import Table
from trainees.sheets.opening import Grid
from trainees.sheets.problems import Complaint, Place, RosterRow, describe
from trainees.sheets.values import (
    as_text,
    citizen_id_says,
    is_tick,
    legacy_font,
    read_birth,
    read_citizen_id,
    read_gender,
    read_phone,
)  # fmt: skip

# Characters: what the directory keeps; the sort key of a longer name would not fit.
_LIMITS = {"full_name": 75, "position": 200, "workplace": 300, "unit_name": 300, "note": 300}
_TEXTS = ("position", "workplace", "unit_name", "note")


class PersonReader:
    """Reads the rows of one sheet from the top; a section names the unit of the rows below it."""

    def __init__(self, file: str, grid: Grid, table: Table, today: dt.date):
        self.file, self.grid, self.table, self.today = file, grid, table, today
        self.section = ""
        self.merged = _merged_by_column(grid)

    def enter_section(self, title: str) -> None:
        self.section = re.sub(r"^([IVX]+|[A-D]|\d+)[.)]\s*", "", title)

    def read(self, number: int) -> RosterRow:
        row = RosterRow(self.grid.name, number + 1)
        self._name(row, number)
        self._birth_and_gender(row, number)
        row.citizen_id, complaints = read_citizen_id(self._value(number, "citizen_id"))
        for complaint in complaints:
            self._complain(row, "citizen_id", complaint)
        row.phone, complaint = read_phone(self._value(number, "phone"))
        self._complain(row, "phone", complaint)
        for field in _TEXTS:
            setattr(row, field, self._merged_text(number, field))
        if not ({"unit_name", "workplace"} & set(self.table.columns)):
            row.unit_name = self.section
        self._compare(row)
        self._fonts(row)
        self._lengths(row)
        return row

    def _value(self, number: int, field: str) -> Any:
        return self.grid.value(number, self.table.columns[field]) if field in self.table.columns else ""

    def _merged_text(self, number: int, field: str) -> str:
        """Return the text of a cell; a cell merged over several rows keeps it in the first of them."""
        text = as_text(self._value(number, field))
        column = self.table.columns.get(field, -1)
        spans = self.merged.get(column, [])
        place = bisect.bisect_right(spans, (number, len(self.grid.rows), 0)) - 1
        if text or place < 0 or spans[place][1] < number:
            return text
        return as_text(self.grid.value(spans[place][0], column))

    def _complain(self, row: RosterRow, field: str, complaint: Complaint | None) -> None:
        if complaint is not None:
            column = self.table.columns.get(field, self.table.name_column)
            self._complain_at(row, column, complaint)

    def _complain_at(self, row: RosterRow, column: int, complaint: Complaint) -> None:
        heading = self.table.headings.get(column, "")
        place = Place(self.file, self.grid.name, row.row, column_letter(column), heading)
        row.problems.append(describe(place, complaint, as_text(self.grid.value(row.row - 1, column))))

    def _name(self, row: RosterRow, number: int) -> None:
        parts = [as_text(self._value(number, field)) for field in ("family_name", "full_name", "given_name")]
        name = " ".join(part for part in parts if part)
        row.full_name = display_name(name)
        if not name:
            self._complain(row, "full_name", Complaint("name_missing"))
        elif re.search(r"[\d@#&*=<>{}\[\]_/\\:;?!]", name):
            self._complain(row, "full_name", Complaint("name_odd"))
        elif " " not in name:
            self._complain(row, "full_name", Complaint("name_incomplete"))

    def _birth_and_gender(self, row: RosterRow, number: int) -> None:
        gendered = [field for field in ("male", "female") if as_text(self._value(number, field))]
        gendered += [field for field in ("male", "female") if self._value(number, field) is True]
        row.gender, complaint = read_gender(self._value(number, "gender"))
        self._complain(row, "gender", complaint)
        if len(gendered) > 1:
            self._complain(row, "female", Complaint("gender_both"))
            return
        field, value = "birth", self._birth_value(number)
        if gendered:
            row.gender = gendered[0]
            cell = self._value(number, row.gender)
            if not is_tick(cell) and not read_gender(cell)[0]:
                field, value = row.gender, cell
        birth = read_birth(value, self.today)
        row.birth_date, row.birth_year = birth.date, birth.year
        missing = Complaint("birth_missing", found="") if row.full_name and not birth.year else None
        places = (field, "birth_year", row.gender, "male", "female")
        if place := next((place for place in places if place in self.table.columns), None):
            self._complain(row, place, birth.complaint or missing)

    def _birth_value(self, number: int) -> Any:
        """Return the birth date of one column, or of three (Ngày | Tháng | Năm)."""
        if "birth_year" not in self.table.columns:
            return self._value(number, "birth")
        parts = (as_text(self._value(number, field)) for field in ("birth_day", "birth_month", "birth_year"))
        return "/".join(part for part in parts if part)

    def _compare(self, row: RosterRow) -> None:
        """Compare the citizen number with the row; it is the row that may be wrong, so nothing is changed."""
        says = citizen_id_says(row.citizen_id)
        if says is None:
            return
        gender, year = says
        found = "•" * 9 + row.citizen_id[-3:]
        if row.gender and row.gender != gender:
            names = {"male": "Nam", "female": "Nữ"}
            facts = {"digit": row.citizen_id[3], "meant": names[gender], "said": names[row.gender]}
            self._complain(row, "citizen_id", Complaint("citizen_id_gender", facts, found))
        if row.birth_year and row.birth_year != year:
            facts = {"meant": year, "said": row.birth_year}
            self._complain(row, "citizen_id", Complaint("citizen_id_year", facts, found))

    def _fonts(self, row: RosterRow) -> None:
        """Point at the first cell in an old encoding; the others of the row are the same."""
        for field in ("full_name", "family_name", "given_name", *_TEXTS):
            if field in self.table.columns and (
                font := legacy_font(as_text(self._value(row.row - 1, field)))
            ):
                self._complain(row, field, Complaint("legacy_font", {"font": font}))
                return

    def _lengths(self, row: RosterRow) -> None:
        for field, limit in _LIMITS.items():
            text = getattr(row, field)
            if len(text) > limit:
                self._complain(row, field, Complaint("too_long", {"limit": limit}, f"{text[:40]}…"))


def _merged_by_column(grid: Grid) -> dict[int, list[tuple[int, int, int]]]:
    """Return the (first, last, column) rows of vertical merges, sorted, by every column they cover."""
    width = max((len(row) for row in grid.rows), default=0)
    merged: dict[int, list[tuple[int, int, int]]] = {}
    for (top, left), (bottom, right) in grid.merges:
        if bottom > top and left == right < width:
            merged.setdefault(left, []).append((top, bottom, left))
    return {column: sorted(spans) for column, spans in merged.items()}
