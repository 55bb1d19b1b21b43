"""What people write into the cells of a roster."""

import datetime as dt

import pytest

from tests.trainees.files.reading import codes, one, read
from tests.trainees.files.workbooks import HEADER, xlsx
from trainees.sheets.headings import field_of


@pytest.mark.parametrize(("heading", "field"),
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


@pytest.mark.parametrize(("written", "date"),
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


@pytest.mark.parametrize(("written", "code"),
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


@pytest.mark.parametrize(("written", "number"),
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


@pytest.mark.parametrize(("written", "code", "kept"),
    [
        ("0912", "phone_unreadable", ""), ("chưa có", "phone_unreadable", ""), ("01171234567", "phone_unreadable", ""),
        ("0912345678 / 0987654321", "phone_several", "0912345678"),
        ("0912345678; 0987654321", "phone_several", "0912345678"),
    ],
)  # fmt: skip
def test_a_doubtful_phone_is_a_warning(written, code, kept):
    row, problems = one(H=written)

    assert (row.phone, problems) == (kept, [("H2", code)])


@pytest.mark.parametrize(("written", "code", "kept"),
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
    ("written", "code"), [(None, "name_missing"), ("An", "name_incomplete"), ("Nguyễn Văn An 2", "name_odd")]
)
def test_a_name_is_required_whole(written, code):
    assert one(B=written)[1] == [("B2", code)]


@pytest.mark.parametrize(
    ("written", "gender"), [("NAM", "male"), ("nữ", "female"), ("Nu", "female"), (None, "")]
)
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


def test_a_text_that_fits_no_field_is_an_error_and_never_cut_silently():
    roster = read(xlsx(HEADER, [1, "Nguyễn Văn " + "A" * 100, "5/3/1984", "Nam", "x" * 30_000, "9" * 301]))

    assert codes(roster) == [
        ("B2", "too_long", "error"),
        ("E2", "too_long", "error"),
        ("F2", "too_long", "error"),
    ]
    assert max(len(problem.message) for problem in roster.problems) < 400
