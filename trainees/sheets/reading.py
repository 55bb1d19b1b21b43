"""Read a whole roster in one pass: every sheet, every row, every finding, and nothing stored."""

import datetime as dt
from typing import BinaryIO

from django.utils import timezone
from django.utils.translation import gettext as _

from core.names import clean
from trainees.sheets.bounds import column_letter
from trainees.sheets.catalogue import ERROR
from trainees.sheets.duplicates import find_duplicates
from trainees.sheets.headings import EXPECTED, Table, find_table
from trainees.sheets.opening import Grid, empty, open_tables
from trainees.sheets.people import PersonReader
from trainees.sheets.problems import (
    Complaint,
    Place,
    Roster,
    RosterColumn,
    RosterError,
    RosterProblem,
    describe,
)  # fmt: skip
from trainees.sheets.rows import RowKind, RowSorter
from trainees.sheets.values import as_text, legacy_font

MAX_ROWS = 5000  # people in one file


def read_roster(file: BinaryIO, name: str, *, today: dt.date | None = None) -> Roster:
    """Read the people of an .xlsx, .xls, .ods or .csv file; ``name`` is what the user calls the file.

    Nothing is stored and no bad row stops the reading: the findings are in the roster. Raises RosterError for
    a file that is not a table, is empty, locked, damaged, too big, or has too many rows.
    """
    name = clean(name.replace("\\", "/").rpartition("/")[2])
    opened = open_tables(file, name)
    grids = [grid for grid in opened.grids if any(as_text(value) for row in grid.rows for value in row)]
    if not grids:
        raise empty(name)
    roster = Roster(name)
    if not opened.is_unicode:
        roster.file_problems.append(describe(Place(name), Complaint("text_encoding"), ""))
    tables = [(grid, find_table(grid)) for grid in grids if grid.is_visible]
    _judge_sheets(roster, grids, tables)
    for grid, table in tables:
        if table is not None and table.name_column >= 0:
            _read_sheet(roster, grid, table, today or timezone.localdate())
    if not roster.rows and not any(problem.severity == ERROR for problem in roster.file_problems):
        raise empty(name)
    find_duplicates(roster)
    return roster


def _judge_sheets(roster: Roster, grids: list[Grid], tables: list[tuple[Grid, Table | None]]) -> None:
    """Say which sheets are not read; it is an error only if no sheet is."""
    for grid in grids:
        if not grid.is_visible:
            roster.file_problems.append(
                describe(Place(roster.file, grid.name), Complaint("sheet_hidden"), "")
            )
    is_readable = any(table is not None and table.name_column >= 0 for _grid, table in tables)
    for grid, table in tables:
        if table is None or table.name_column < 0:
            problem = _skipped(roster, grid) if is_readable else _unreadable(roster, grid, table)
            roster.file_problems.append(problem)
    if not tables:
        first = grids[0]
        roster.file_problems.append(_unreadable(roster, first, find_table(first)))


def _skipped(roster: Roster, grid: Grid) -> RosterProblem:
    return describe(Place(roster.file, grid.name), Complaint("sheet_skipped"), "")


def _unreadable(roster: Roster, grid: Grid, table: Table | None) -> RosterProblem:
    if table is not None:
        found = ", ".join(f"“{heading}”" for heading in table.headings.values())
        place = Place(roster.file, grid.name)
        problem = Complaint("columns_missing", {"expected": EXPECTED, "row": table.header_row + 1})
        return describe(place, problem, found)
    lines = [", ".join(text for value in row if (text := as_text(value))) for row in grid.rows]
    found = "; ".join(f"“{line[:80]}”" for line in lines if line)
    first = "; ".join(found.split("; ")[:3])
    code = "legacy_font" if (font := legacy_font(found)) else "header_missing"
    problem = describe(
        Place(roster.file, grid.name), Complaint(code, {"expected": EXPECTED, "font": font}), first
    )
    return problem if code == "header_missing" else _as_error(problem)


def _as_error(problem: RosterProblem) -> RosterProblem:
    return RosterProblem(**{**problem.as_dict(), "severity": ERROR})


def _read_sheet(roster: Roster, grid: Grid, table: Table, today: dt.date) -> None:
    roster.columns += [
        RosterColumn(
            grid.name, column_letter(column), heading,
            next((field for field, place in table.columns.items() if place == column), ""),
        )
        for column, heading in table.headings.items()
    ]  # fmt: skip
    if not {"birth", "birth_year", "male", "female"} & set(table.columns):
        roster.file_problems.append(
            describe(Place(roster.file, grid.name), Complaint("birth_column_missing"), "")
        )
    reader = PersonReader(roster.file, grid, table, today)
    sorter = RowSorter(grid, table)
    for number in range(table.first_row, len(grid.rows)):
        kind = sorter.kind_of(number)
        if kind == RowKind.SECTION:
            reader.enter_section(sorter.section)
        elif kind == RowKind.PERSON:
            roster.rows.append(reader.read(number))
            if len(roster.rows) > MAX_ROWS:
                raise _too_many(roster)


def _too_many(roster: Roster) -> RosterError:
    return RosterError(
        _("File “%(file)s” has more than %(limit)s trainees. Divide it into several files.")
        % {"file": roster.file, "limit": "5.000"},
        code="too_many_rows",
    )
