"""Rosters as people send them: the good, the crooked and the dangerous."""

import datetime as dt
import io
import re
from pathlib import Path

import openpyxl
import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.trainees.files.workbooks import AN, ANH, HEADER, archive, named, ods, ole, with_part, xls, xlsx
from trainees.sheets import RosterError, read_roster
from trainees.sheets.catalogue import CATALOGUE
from trainees.sheets.headings import field_of

TODAY = dt.date(2026, 11, 22)
FILES = Path(__file__).parent / "files"


def read(file, name="ds.xlsx"):
    return read_roster(file, name, today=TODAY)


def codes(roster):
    return [(problem.cell, problem.code, problem.severity) for problem in roster.problems]


def one(**cells):
    """Read a roster of one person, with some cells of AN changed; columns by letter."""
    line = list(AN)
    for letter, value in cells.items():
        line[ord(letter) - 65] = value
    roster = read(xlsx(HEADER, line))
    return roster.rows[0], [(problem.cell, problem.code) for problem in roster.problems]


def refusal(file, name="ds.xlsx"):
    with pytest.raises(RosterError) as caught:
        read(file, name)
    assert f"“{name}”" in str(caught.value)
    return caught.value


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


@pytest.mark.parametrize("build, name", [(xls, "ds.xls"), (ods, "ds.ods"), (xls, "sai-duoi.xlsx")])
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


@pytest.mark.parametrize(
    "heading, field",
    [
        ("HỌ VÀ TÊN *", "full_name"), ("Họ tên học viên", "full_name"), ("Ngày, tháng, năm sinh", "birth"),
        ("Năm sinh", "birth"), ("Nam", "male"), ("NỮ", "female"), ("Nam/Nữ", "gender"), ("Số CMND/CCCD", "citizen_id"),
        ("Số căn cước công dân (12 số)", "citizen_id"), ("Số định danh cá nhân", "citizen_id"),
        ("ĐT liên hệ", "phone"), ("SĐT", "phone"), ("Số điện thoại (Zalo)", "phone"), ("Đơn vị công tác", "workplace"),
        ("Tên công đoàn cơ sở", "unit_name"), ("CĐCS", "unit_name"), ("Chức vụ công đoàn", "position"),
        ("Ghi chú", "note"), ("Ngày cấp", ""), ("Dân tộc", ""), ("Ký tên", ""), ("DANH SÁCH HỌC VIÊN", ""),
    ],
)  # fmt: skip
def test_columns_are_known_by_their_many_names(heading, field):
    assert field_of(heading) == field


# Single cells


@pytest.mark.parametrize(
    "written, date",
    [
        ("5/3/1984", dt.date(1984, 3, 5)), ("05-03-84", dt.date(1984, 3, 5)), (" 5 . 3 . 1984 ", dt.date(1984, 3, 5)),
        ("ngày 5 tháng 3 năm 1984", dt.date(1984, 3, 5)), ("1984-03-05", dt.date(1984, 3, 5)),
        ("1984-03-05 00:00:00", dt.date(1984, 3, 5)), ("05031984", dt.date(1984, 3, 5)), (30746, dt.date(1984, 3, 5)),
        (dt.datetime(1984, 3, 5, 7, 30), dt.date(1984, 3, 5)), (dt.date(1984, 3, 5), dt.date(1984, 3, 5)),  # noqa: DTZ001
        ("05/6/1984", dt.date(1984, 6, 5)), ("1/1/07", dt.date(2007, 1, 1)),
    ],
)  # fmt: skip
def test_birth_dates_are_read_as_people_write_them(written, date):
    row, _problems = one(C=written)

    assert (row.birth_date, row.birth_year) == (date, date.year)


@pytest.mark.parametrize(
    "written, code",
    [
        ("31/4/1984", "birth_no_such_day"), ("03/27/1984", "birth_no_such_month"), ("không rõ", "birth_unreadable"),
        ("5/3", "birth_unreadable"), (44927, "birth_implausible"), ("1/1/1900", "birth_implausible"),
        ("5/3/2024", "birth_implausible"), (1.5, "birth_unreadable"), ("00/00/1984", "birth_no_such_month"),
        (None, "birth_missing"), ("3/1984", "birth_month_only"),
    ],
)  # fmt: skip
def test_a_birth_date_that_cannot_be_is_told_in_its_cell(written, code):
    row, problems = one(C=written)

    assert problems == [("C2", code)]
    assert row.birth_date is None


@pytest.mark.parametrize("written", [1984, "1984", "năm 1984", 1984.0])
def test_a_year_alone_is_a_birth_year(written):
    row, problems = one(C=written)

    assert (row.birth_date, row.birth_year, problems) == (None, 1984, [])


@pytest.mark.parametrize(
    "written, number",
    [
        ("0912.345.678", "0912345678"), (912345678, "0912345678"), ("+84 912 345 678", "0912345678"),
        ("84912345678", "0912345678"), ("0084912345678", "0912345678"), ("(0168) 123-4567", "0381234567"),
        ("+841681234567", "0381234567"), (1681234567, "0381234567"), ("024 3825 1234", "02438251234"),
        ("01201234567", "0701234567"), ("01991234567", "0591234567"), (None, ""),
    ],
)  # fmt: skip
def test_phones_are_brought_to_their_digits_of_today(written, number):
    row, problems = one(H=written)

    assert (row.phone, problems) == (number, [])


@pytest.mark.parametrize(
    "written, code, kept",
    [
        ("0912", "phone_unreadable", ""), ("chưa có", "phone_unreadable", ""), ("01171234567", "phone_unreadable", ""),
        ("0912345678 / 0987654321", "phone_several", "0912345678"),
        ("0912345678; 0987654321", "phone_several", "0912345678"),
    ],
)  # fmt: skip
def test_a_doubtful_phone_is_a_warning(written, code, kept):
    row, problems = one(H=written)

    assert (row.phone, problems) == (kept, [("H2", code)])


@pytest.mark.parametrize(
    "written, code, kept",
    [
        (1084000001, "citizen_id_padded", "001084000001"), (11084000001, "citizen_id_padded", "011084000001"),
        ("012345678", "citizen_id_old", "012345678"), ("0010840000012", "citizen_id_length", ""),
        ("99084000001", "citizen_id_length", ""), ("00108400000x", "citizen_id_not_digits", ""),
        ("003084000001", "citizen_id_province", "003084000001"), ("001184000001", "citizen_id_gender", "001184000001"),
        ("001085000001", "citizen_id_year", "001085000001"), ("001284000001", "citizen_id_year", "001284000001"),
    ],
)  # fmt: skip
def test_citizen_numbers_are_checked_and_never_changed_silently(written, code, kept):
    row, problems = one(G=written)

    assert (row.citizen_id, problems) == (kept, [("G2", code)])


@pytest.mark.parametrize(
    "written", ["001 084 000 001", "'001084000001", "001.084.000.001", "001084000001\u00a0"]
)
def test_blanks_and_dots_in_citizen_numbers_do_not_count(written):
    row, problems = one(G=written)

    assert (row.citizen_id, problems) == ("001084000001", [])


@pytest.mark.parametrize(
    "written, code", [(None, "name_missing"), ("An", "name_incomplete"), ("Nguyễn Văn An 2", "name_odd")]
)
def test_a_name_is_required_whole(written, code):
    assert one(B=written)[1] == [("B2", code)]


@pytest.mark.parametrize("written, gender", [("NAM", "male"), ("nữ", "female"), ("Nu", "female"), (None, "")])
def test_genders_are_read(written, gender):
    assert one(D=written, G=None)[0].gender == gender


def test_gender_in_both_columns_is_an_error():
    roster = read(xlsx(["Họ và tên", "Nam", "Nữ"], ["Nguyễn Văn An", "5/3/1984", "5/3/1984"]))

    assert codes(roster) == [("C2", "gender_both", "error")]


@pytest.mark.parametrize(
    "name", ["Nguyễn Văn Hoà", "Trần Thuý Quý", "Tuân Hoàng", "Lê Ngoã", "Y Toàn Êban", "H'Bia Niê"]
)
def test_true_vietnamese_is_not_taken_for_an_old_font(name):
    assert one(B=name)[1] == []


# The same person twice


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


# Refused files


@pytest.mark.parametrize(
    "content, name, found",
    [
        (b"%PDF-1.7 ...", "ds.xlsx", "PDF"), (b"\x89PNG\r\n\x1a\n", "ds.xlsx", "ảnh"),
        (b"<html><table><tr><td>STT</td></tr></table></html>", "ds.xls", "trang web"),
        (b"hello", "ds.xlsx", "không phải"), (b"STT;\x00\x01\xff\xfe", "ds.csv", "không phải"),
    ],
)  # fmt: skip
def test_what_is_not_a_table_is_named(content, name, found):
    problem = refusal(named(content), name)

    assert (problem.code, found in str(problem)) == ("not_excel", True)


def test_archives_of_other_kinds_are_named():
    assert "Word" in str(refusal(archive(word__document_xml="<x/>")))
    assert "thư mục nén" in str(refusal(archive(a="b")))


@pytest.mark.parametrize("content", [b"", b"  \n "])
def test_an_empty_file_is_refused(content):
    assert refusal(named(content)).code == "empty"


@pytest.mark.parametrize("rows", [[], [HEADER], [["DANH SÁCH"], HEADER, [1], [2]]])
def test_a_file_without_people_is_refused(rows):
    assert refusal(xlsx(*rows)).code == "empty"


def test_locked_files_are_refused_with_the_way_out():
    package = refusal(ole({"EncryptionInfo": b"x", "EncryptedPackage": b"y"}))
    old = refusal(xls([HEADER, AN], locked=True), "ds.xls")

    assert (package.code, old.code) == ("locked", "locked")
    assert "bỏ mật khẩu" in str(package)


def test_damaged_files_are_refused():
    whole = xlsx(HEADER, AN).getvalue()

    assert refusal(named(whole[: len(whole) // 2])).code == "damaged"
    assert refusal(named(whole[:200] + b"\xff" * 50 + whole[250:])).code == "damaged"
    assert refusal(with_part(xlsx(HEADER, AN), "xl/workbook.xml", lambda _xml: b"<not xml")).code == "damaged"
    assert refusal(named(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x01" * 2000), "ds.xls").code == "damaged"


def test_a_file_that_is_too_big_is_refused_with_both_sizes(settings):
    settings.ROSTER_MAX_BYTES = 1024 * 1024

    problem = refusal(named(b"x" * (1024 * 1024 + 1)))

    assert problem.code == "too_big"
    assert "1 MB" in str(problem)
    assert "1,1 MB" in str(problem)


def test_a_zip_bomb_is_refused_before_it_is_unpacked():
    bomb = with_part(xlsx(HEADER, AN), "xl/styles.xml", lambda _xml: b" " * 30_000_000)

    assert refusal(bomb).code == "zip_bomb"


def test_a_stray_cell_at_the_end_of_the_world_is_refused_and_named():
    book = openpyxl.Workbook()
    book.active["XFD1048576"] = "x"
    file = io.BytesIO()
    book.save(file)
    file.seek(0)

    problem = refusal(file)

    assert (problem.code, "XFD1048576" in str(problem)) == ("too_wide", True)
    assert (
        refusal(ods([HEADER], cell_attributes='table:number-columns-repeated="900000"'), "a.ods").code
        == "too_wide"
    )
    assert (
        refusal(ods([HEADER], row_attributes='table:number-rows-repeated="900000"'), "a.ods").code
        == "too_wide"
    )


def test_more_people_than_a_file_may_have_are_refused():
    people = "".join(f"{number},Nguyễn Văn {chr(65 + number % 26)}\n" for number in range(5001))

    assert refusal(named(("STT,Họ và tên\n" + people).encode()), "ds.csv").code == "too_many_rows"


@pytest.mark.parametrize(
    "encoding, warned",
    [("utf-8", []), ("utf-8-sig", []), ("utf-16", []), ("cp1258", ["text_encoding"])],
)
def test_csv_files_are_read_in_the_encodings_excel_writes(encoding, warned):
    text = "STT;Ho ten;Nam sinh\n1;Nguyen Thúy An;1984\n"

    roster = read(named(text.encode(encoding)), "ds.csv")

    assert [(row.full_name, row.birth_year) for row in roster.rows] == [("Nguyen Thúy An", 1984)]
    assert [problem.code for problem in roster.problems] == warned


def test_formulas_and_percent_signs_are_only_text():
    row, problems = one(E="=1+1", F="100%(row)s %s", B="Nguyễn Văn %s An")

    assert row.unit_name == "100%(row)s %s"
    assert problems == [] or all(cell == "B2" for cell, _code in problems)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(st.one_of(st.text(max_size=12), st.integers(0, 10**13), st.booleans(), st.dates()), min_size=8, max_size=8), max_size=5))  # fmt: skip
def test_any_cells_are_read_without_falling_over(lines):
    clean = [
        [re.sub(r"[\x00-\x1f\ud800-\udfff\ufffe\uffff]|^=", "", v) if isinstance(v, str) else v for v in line]
        for line in lines
    ]

    try:
        roster = read(xlsx(HEADER, AN, *clean))
    except RosterError:
        return

    assert roster.rows[0].full_name == "Nguyễn Văn An"
    assert sum(roster.counts[1:]) == roster.counts.read == len(roster.rows)
    assert all(problem.message for problem in roster.problems)


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 10_000), st.binary(min_size=1, max_size=30))
def test_any_damage_is_a_refusal_or_a_roster(place, noise):
    whole = bytearray(xlsx(HEADER, AN).getvalue())
    place %= len(whole)
    whole[place : place + len(noise)] = noise

    try:
        read(named(bytes(whole)))
    except RosterError as problem:
        assert "ds.xlsx" in str(problem)
