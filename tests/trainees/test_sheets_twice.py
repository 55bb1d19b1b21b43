"""The same person twice in one roster."""

from tests.trainees.files.reading import codes, read
from tests.trainees.files.workbooks import AN, ANH, HEADER, xlsx


def test_the_later_of_two_rows_is_told_about_the_earlier():
    other_spelling = [2, "NGUYỄN VĂN  AN", "5/3/1984", "Nam"]

    roster = read(xlsx(HEADER, AN, [*ANH[:6], AN[6]], other_spelling))

    assert [(cell, code) for cell, code, _severity in codes(roster) if code.startswith("dup")] == [
        ("G3", "duplicate_citizen_id"),
        ("B4", "duplicate_person"),
    ]
    assert "Dòng 2 của trang “DS”" in roster.problems[-1].message


def test_the_same_person_in_two_sheets_is_found():
    roster = read(xlsx(sheets={"Một": [HEADER, AN], "Hai": [HEADER, AN]}))

    assert [(problem.sheet, problem.code) for problem in roster.problems] == [("Hai", "duplicate_citizen_id")]
    assert "trang “Một”" in roster.problems[0].message


def test_two_people_of_one_name_and_day_with_two_numbers_are_only_a_warning():
    roster = read(xlsx(HEADER, AN, [2, *AN[1:6], "002084000009", "0911111111"]))

    assert codes(roster) == [("B3", "namesake", "warning")]


def test_everything_wrong_is_found_in_one_pass():
    roster = read(xlsx(HEADER, [1, None, "31/2/1984", "?", "", "", "12", "99"]))

    assert [code for _cell, code, _severity in codes(roster)] == [
        "name_missing", "gender_unreadable", "birth_no_such_day", "citizen_id_length", "phone_unreadable",
    ]  # fmt: skip
    assert tuple(roster.counts) == (1, 0, 0, 1)
