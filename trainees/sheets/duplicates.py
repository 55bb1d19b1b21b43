"""The same person twice in one file, also over several sheets: the later row is told about the earlier."""

from core.formatting import mask_citizen_id
from core.names import fold
from trainees.sheets.problems import Complaint, Place, Roster, RosterColumn, RosterRow, describe


def find_duplicates(roster: Roster) -> None:
    """Compare citizen numbers, then folded names with birth dates (spellings such as Hoà and Hòa are one)."""
    by_number: dict[str, RosterRow] = {}
    by_person: dict[tuple, RosterRow] = {}
    for row in roster.rows:
        if row.citizen_id:
            earlier = by_number.setdefault(row.citizen_id, row)
            if earlier is not row:
                found = mask_citizen_id(row.citizen_id)
                _complain(
                    roster, row, "citizen_id", Complaint("duplicate_citizen_id", _facts(earlier), found)
                )
                continue
        if row.full_name:
            earlier = by_person.setdefault((fold(row.full_name), row.birth_date or row.birth_year), row)
            if earlier is not row:
                _complain(roster, row, "full_name", Complaint(_person_code(row, earlier), _facts(earlier)))


def _person_code(row: RosterRow, earlier: RosterRow) -> str:
    """Without the day of birth, or with two citizen numbers, they may be two people of one name."""
    has_two_numbers = row.citizen_id and earlier.citizen_id
    return "duplicate_person" if row.birth_date and not has_two_numbers else "namesake"


def _facts(earlier: RosterRow) -> dict[str, object]:
    return {"row": earlier.row, "sheet": earlier.sheet, "name": earlier.full_name}


def _complain(roster: Roster, row: RosterRow, field: str, complaint: Complaint) -> None:
    fields = (field, "family_name") if field == "full_name" else (field,)
    column = next(
        (column for column in roster.columns if column.sheet == row.sheet and column.field in fields),
        RosterColumn(row.sheet, "", "", ""),
    )
    place = Place(roster.file, row.sheet, row.row, column.column, column.heading)
    row.problems.append(describe(place, complaint, row.full_name))
