"""Every finding about a roster row: how bad, what is expected, how to mend it."""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ERROR = "error"
WARNING = "warning"


class Entry(NamedTuple):
    """``seen`` replaces “found …” where the value alone does not say what is the matter."""

    severity: str
    expected: str | Promise
    mend: str | Promise
    seen: str | Promise = ""


_DATE = _("day/month/year, such as 27/03/1984, or the year alone")
_TWELVE = _("a citizen number of 12 digits")
_PHONE = _("a phone number of 10 digits, such as 0912 345 678")
_IN_FILE = _("Mend the cell in the file and send the file again.")

CATALOGUE: dict[str, Entry] = {
    "name_missing": Entry(
        ERROR, _("the full name of the trainee"), _("Write the name, or delete the row if it stands for nobody.")
    ),
    "name_incomplete": Entry(
        WARNING, _("family name, middle name and given name"), _("Write the name in full if a part of it is missing.")
    ),
    "name_odd": Entry(
        WARNING, _("a name of letters only"), _("Take the digits and signs out of the name; put remarks in the note.")
    ),
    "too_long": Entry(
        ERROR, _("at most %(limit)s characters"), _("Shorten the cell and send the file again.")
    ),
    "legacy_font": Entry(
        WARNING,
        _("Unicode text"),
        _("The text was typed with an old %(font)s font. Convert the file to Unicode and send it again."),
    ),
    "birth_missing": Entry(
        WARNING, _DATE, _("Without it people of the same name cannot be told apart. Write it if it is known.")
    ),
    "birth_unreadable": Entry(ERROR, _DATE, _IN_FILE),
    "birth_no_such_day": Entry(
        ERROR, _DATE, _("Month %(month)s of %(year)s has no day %(day)s. Mend the cell in the file and send it again.")
    ),
    "birth_no_such_month": Entry(
        ERROR, _DATE, _("There is no month %(month)s. Write the day first, then the month, and send the file again.")
    ),
    "birth_implausible": Entry(
        ERROR,
        _("a birth year from %(first)s to %(last)s"),
        _("It reads as %(date)s. Mend the cell in the file and send the file again."),
    ),
    "birth_month_only": Entry(WARNING, _DATE, _("Only the year %(year)s was taken. Write the day too if it is known.")),
    "gender_unreadable": Entry(WARNING, _("Nam or Nữ"), _("The cell was left out. Write Nam or Nữ.")),
    "gender_both": Entry(
        ERROR, _("one of the columns Nam and Nữ filled, the other empty"), _IN_FILE, _("both columns are filled")
    ),
    "citizen_id_not_digits": Entry(
        ERROR, _TWELVE, _("Format the column as text, write the 12 digits and send the file again.")
    ),
    "citizen_id_length": Entry(
        ERROR, _TWELVE, _IN_FILE, _("found the number %(found)s, which has %(digits)s digits")
    ),
    "citizen_id_padded": Entry(
        WARNING,
        _TWELVE,
        _("Excel dropped leading zeros; the number was read as %(number)s. Compare it with the card."),
        _("found the number %(found)s, which has %(digits)s digits"),
    ),
    "citizen_id_old": Entry(
        WARNING,
        _TWELVE,
        _("This looks like the old identity card of 9 digits. Ask for the number on the new card."),
        _("found the number %(found)s, which has 9 digits"),
    ),
    "citizen_id_province": Entry(
        WARNING,
        _("a citizen number that begins with a province code, 001 to 096"),
        _("No province has the code %(province)s. Compare the number with the card."),
    ),
    "citizen_id_gender": Entry(
        WARNING,
        _("a number that agrees with the gender column"),
        _("The 4th digit %(digit)s belongs to %(meant)s, the row says %(said)s. Compare both with the card."),
    ),
    "citizen_id_year": Entry(
        WARNING,
        _("a number that agrees with the birth year"),
        _("The number says %(meant)s, the row says %(said)s. Compare both with the card."),
    ),
    "phone_unreadable": Entry(WARNING, _PHONE, _("The number was left out. Mend the cell if it is needed.")),
    "phone_several": Entry(WARNING, _("one phone number"), _("Only the first was taken: %(number)s.")),
    "duplicate_citizen_id": Entry(
        ERROR,
        _("each citizen number once"),
        _("Row %(row)s of sheet “%(sheet)s” (%(name)s) has the same number. Delete one of the rows."),
    ),
    "duplicate_person": Entry(
        ERROR,
        _("each person once"),
        _("Row %(row)s of sheet “%(sheet)s” has the same name and birth date. Delete one of the rows."),
    ),
    "namesake": Entry(
        WARNING,
        _("each person once"),
        _("Row %(row)s of sheet “%(sheet)s” may be the same person. Delete one of the rows if it is."),
    ),
    "columns_missing": Entry(
        ERROR,
        _("a column “Họ và tên”, beside it for example %(expected)s"),
        _("Name the column in the header row and send the file again."),
        _("the header in row %(row)s has only the columns %(found)s"),
    ),
    "birth_column_missing": Entry(
        WARNING,
        _("a column “Ngày sinh”"),
        _("Without birth dates people of the same name cannot be told apart. Add the column if they are known."),
        _("the header has no birth dates"),
    ),
    "header_missing": Entry(
        ERROR,
        _("a header row with the column “Họ và tên”, beside it for example %(expected)s"),
        _("Put the names of the columns above the list and send the file again."),
        _("no header row; the first lines are %(found)s"),
    ),
    "sheet_skipped": Entry(
        WARNING,
        _("a header row with the column “Họ và tên”"),
        _("The sheet was not read. Nothing needs doing if it holds no trainees."),
        _("this sheet has no header row"),
    ),
    "sheet_hidden": Entry(
        WARNING, _("visible sheets"), _("The sheet was not read. Show it if it holds trainees."), _("the sheet is hidden")
    ),
    "text_encoding": Entry(
        WARNING,
        _("text in UTF-8"),
        _("The file was read as Windows-1258. Look at the names; if they are wrong, save the list as .xlsx."),
        _("the file is not UTF-8"),
    ),
}  # fmt: skip
