"""Rosters as people send them: where the table is and who is in it."""

import datetime as dt
import re

import pytest
from django.utils import translation

from tests.trainees.files.reading import FILES, codes, read
from tests.trainees.files.workbooks import AN, ANH, HEADER, ods, xls, xlsx
from trainees.sheets.catalogue import CATALOGUE

# The whole file


def test_a_clean_roster_is_read_without_a_word():
    roster = read(xlsx(HEADER, AN, ANH))

    an = roster.rows[0]
    assert roster.problems == []
    assert tuple(roster.counts) == (2, 2, 0, 0)
    assert (an.sheet, an.row, an.full_name, an.birth_date, an.birth_year, an.gender) == (
        "DS", 2, "Nguyễn Văn An", dt.date(1984, 3, 5), 1984, "male",
    )  # fmt: skip
    assert (an.position, an.unit_name, an.citizen_id, an.phone) == (
        "Chủ tịch", "CĐCS Ví Dụ Một", "001084000001", "0912345678",
    )  # fmt: skip


@pytest.mark.parametrize(("build", "name"), [(xls, "ds.xls"), (ods, "ds.ods"), (xls, "sai-duoi.xlsx")])
def test_other_formats_read_alike_whatever_the_name_says(build, name):
    expected = read(xlsx(HEADER, AN, ANH))

    roster = read(build([HEADER, AN, ANH]), name)

    assert [(row.full_name, row.birth_date, row.phone) for row in roster.rows] == [
        (row.full_name, row.birth_date, row.phone) for row in expected.rows
    ]


def test_the_synthetic_roster_is_judged_row_by_row():
    roster = read((FILES / "roster_synthetic.csv").open("rb"), "roster_synthetic.csv")

    assert tuple(roster.counts) == (13, 4, 4, 5)
    assert codes(roster) == [
        ("G5", "citizen_id_padded", "warning"),
        ("C6", "birth_no_such_day", "error"),
        ("B6", "legacy_font", "warning"),
        ("B7", "legacy_font", "warning"),
        ("G8", "citizen_id_gender", "warning"),
        ("C9", "birth_implausible", "error"),
        ("G10", "duplicate_citizen_id", "error"),
        ("G12", "citizen_id_old", "warning"),
        ("C13", "birth_implausible", "error"),
        ("G14", "duplicate_citizen_id", "error"),
    ]
    assert [row.full_name for row in roster.rows[:4]] == [
        "Nguyễn Văn An", "Trần Thị Ánh", "Đỗ Văn Dũng", "Lê Thị Hương",
    ]  # fmt: skip
    assert [row.phone for row in roster.rows[1:4]] == ["0381234567", "0912345678", "0912345678"]
    assert roster.rows[3].citizen_id == "001199000004"


def test_every_finding_says_where_what_was_found_and_what_is_expected():
    roster = read((FILES / "roster_synthetic.csv").open("rb"), "roster_synthetic.csv")

    for problem in roster.problems:
        assert all(
            part in problem.message
            for part in (
                "roster_synthetic.csv",
                problem.cell,
                f"dòng {problem.row}",
                problem.found,
                problem.expected,
            )
        )
        assert problem.heading in problem.message


def test_a_message_reads_as_the_catalogue_wants_it():
    roster = read(xlsx(HEADER, [*AN[:2], "30/02/1985", *AN[3:6]]))

    assert [problem.message for problem in roster.problems] == [
        "Tệp “ds.xlsx”, trang “DS”, ô C2 (dòng 2, cột “Ngày sinh”): đang ghi “30/02/1985”. "
        "Cần: ngày/tháng/năm, ví dụ 27/03/1984, hoặc chỉ năm sinh. "
        "Tháng 2 năm 1985 không có ngày 30. Sửa ô này trong tệp rồi nhập lại."
    ]


def test_the_whole_catalogue_is_in_vietnamese():
    for entry in CATALOGUE.values():
        for text in filter(None, (entry.expected, entry.mend, entry.seen)):
            with translation.override("en"):
                english = str(text)
            assert str(text) != english


def test_citizen_numbers_are_masked_in_everything_that_is_said():
    line = [*ANH[:6], "1084000001", ANH[7]]

    roster = read(xlsx(HEADER, AN, line, [*AN[:6], "12345678901234", ""], [*AN[:6], "00108400000A", ""]))

    said = " ".join(problem.message + problem.found for problem in roster.problems)
    assert roster.problems
    assert not re.search(r"\d{9}", said)


# Where the table is


def test_titles_two_header_rows_groups_totals_and_signatures_are_not_people():
    roster = read(
        xlsx(
            ["LIÊN ĐOÀN LAO ĐỘNG TỈNH VÍ DỤ", None, None, None, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
            ["DANH SÁCH HỌC VIÊN"],
            ["(Kèm theo Công văn số 05/LĐLĐ-ToC ngày 06 tháng 6 năm 2026)"],
            [],
            ["TT", "Họ và tên", "Năm sinh", None, "Chức vụ", "Đơn vị\ncông tác", "CCCD (12 số)"],
            [None, None, "Nam", "Nữ"],
            ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)"],
            ["I", "Khối doanh nghiệp"],
            [1, "NGUYỄN VĂN AN", 1984, None, "Chủ tịch CĐCS", "Công ty Ví Dụ", "001084000001"],
            [],
            [2, "Trần Thị Ánh", None, "12.11.1990", "Ủy viên BCH", "Công ty Ví Dụ Hai", "001190000002"],
            ["TT", "Họ và tên", "Năm sinh", None, "Chức vụ", "Đơn vị công tác", "CCCD (12 số)"],
            [None, None, "Nam", "Nữ"],
            [3, "Tống Văn Cộng", "7-9-92", None, "Chủ tịch"],
            [4],
            [None, "Tổng cộng: 3 học viên"],
            [None, None, None, None, "Ví Dụ, ngày 06 tháng 6 năm 2026"],
            [None, "NGƯỜI LẬP BIỂU", None, None, "TM. BAN CHẤP HÀNH"],
            [None, None, None, None, "CHỦ TỊCH"],
            [None, "Phạm Thị Duyên", None, None, "Hoàng Văn Hòa"],
            merges=["C5:D5", "A5:A6", "B5:B6"],
        )
    )

    assert [
        (row.row, row.full_name, row.birth_date or row.birth_year, row.gender) for row in roster.rows
    ] == [
        (9, "Nguyễn Văn An", 1984, "male"),
        (11, "Trần Thị Ánh", dt.date(1990, 11, 12), "female"),
        (14, "Tống Văn Cộng", dt.date(1992, 9, 7), "male"),
    ]
    assert roster.problems == []
    assert roster.rows[0].workplace == "Công ty Ví Dụ"


def test_a_date_under_the_birth_dates_ends_the_list_but_people_below_are_not_lost():
    roster = read(
        xlsx(
            HEADER,
            AN,
            [None, None, "Ví Dụ, ngày 06 tháng 6 năm 2026"],
            [None, "NGƯỜI LẬP"],
            [None, "Phạm Thị Duyên"],
            ANH,
        )
    )

    assert [row.row for row in roster.rows] == [2, 6]
    assert roster.problems == []


def test_a_person_without_a_name_is_told_not_skipped():
    roster = read(
        xlsx(HEADER, [None, None, "5/3/1984", None, "Chủ tịch"], [2, None, None, None, "Chủ tịch"], AN)
    )

    assert codes(roster)[:2] == [("B2", "name_missing", "error"), ("B3", "name_missing", "error")]
    assert len(roster.rows) == 3


def test_the_unit_above_a_group_is_the_unit_of_the_group():
    roster = read(
        xlsx(
            ["STT", "Họ và tên", "Năm sinh"],
            ["I", "CĐCS Công ty Một"],
            [1, "Nguyễn Văn An", 1984],
            [None, "CĐCS Công ty Hai"],
            [2, "Trần Thị Ánh", 1990],
        )
    )

    assert [(row.full_name, row.unit_name) for row in roster.rows] == [
        ("Nguyễn Văn An", "CĐCS Công ty Một"),
        ("Trần Thị Ánh", "CĐCS Công ty Hai"),
    ]


def test_a_unit_merged_over_several_people_belongs_to_all_of_them():
    header = ["STT", "Họ và tên", "Ngày sinh", "Đơn vị"]

    roster = read(
        xlsx(
            header,
            [1, "Nguyễn Văn An", "5/3/1984", "Công ty Một"],
            [2, "Trần Thị Ánh", "12/11/1990"],
            [3, "Lê Văn Ba", "1/1/1980"],
            merges=["D2:D3"],
        )
    )

    assert [row.workplace for row in roster.rows] == ["Công ty Một", "Công ty Một", ""]


def test_a_name_in_two_columns_is_one_name():
    merged = read(
        xlsx(["STT", "Họ và tên", None, "Năm sinh"], [1, "Nguyễn Văn", "An", 1984], merges=["B1:C1"])
    )
    apart = read(xlsx(["STT", "Họ đệm", "Tên", "Năm sinh"], [1, "Nguyễn Văn", "An", 1984]))

    assert [row.full_name for row in merged.rows + apart.rows] == ["Nguyễn Văn An"] * 2


def test_a_birth_date_in_three_columns_is_one_date():
    roster = read(
        xlsx(
            ["STT", "Họ và tên", "Ngày sinh", None, None],
            [None, None, "Ngày", "Tháng", "Năm"],
            [1, "Nguyễn Văn An", 5, 3, 1984],
            merges=["C1:E1"],
        )
    )

    assert [row.birth_date for row in roster.rows] == [dt.date(1984, 3, 5)]


def test_ticks_under_nam_and_nu_are_the_gender_only():
    roster = read(xlsx(["Họ và tên", "Nam", "Nữ", "Ngày sinh"], ["Nguyễn Văn An", "x", None, "5/3/1984"]))

    assert [(row.gender, row.birth_date) for row in roster.rows] == [("male", dt.date(1984, 3, 5))]
    assert roster.problems == []


def test_all_visible_sheets_are_read_and_the_others_are_named():
    roster = read(
        xlsx(
            sheets={
                "Một": [HEADER, AN],
                "Hai": [HEADER, ANH],
                "Hướng dẫn": [["Ghi mỗi người một dòng"]],
                "Cũ": [HEADER, AN],
            },
            hidden=["Cũ"],
        )
    )

    assert [(row.sheet, row.full_name) for row in roster.rows] == [
        ("Một", "Nguyễn Văn An"),
        ("Hai", "Trần Thị Ánh"),
    ]
    assert [(problem.sheet, problem.code, problem.severity) for problem in roster.problems] == [
        ("Cũ", "sheet_hidden", "warning"),
        ("Hướng dẫn", "sheet_skipped", "warning"),
    ]


def test_a_table_without_names_is_refused_with_its_columns():
    roster = read(xlsx(["DANH SÁCH"], ["STT", "Ngày sinh", "Chức vụ"], [1, "5/3/1984", "Chủ tịch"]))

    [problem] = roster.problems
    assert roster.rows == []
    assert (problem.code, problem.severity, problem.row) == ("columns_missing", "error", None)
    assert all(
        part in problem.message
        for part in ("ds.xlsx", "“DS”", "“Họ và tên”", "dòng 2", "“STT”, “Ngày sinh”, “Chức vụ”", "Số CCCD")
    )


def test_a_sheet_without_a_header_is_shown_as_it_begins():
    roster = read(xlsx(["Nguyễn Văn An", "5/3/1984"], ["Trần Thị Ánh", "12/11/1990"]))

    assert [(problem.code, problem.severity) for problem in roster.problems] == [("header_missing", "error")]
    assert "“Nguyễn Văn An, 5/3/1984”" in roster.problems[0].message


def test_a_roster_without_birth_dates_is_warned_about_once():
    roster = read(xlsx(["STT", "Họ và tên"], [1, "Nguyễn Văn An"], [2, "Trần Thị Ánh"]))

    assert [problem.code for problem in roster.problems] == ["birth_column_missing"]
