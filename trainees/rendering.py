"""Excel files that people take away: the sample roster, and the rows to mend with a column “Cần sửa”."""

import io

import xlsxwriter
from django.utils.translation import gettext as _

from core.secrets import decrypt

HEADINGS = [
    ("STT", 6),
    ("Họ và tên", 28),
    ("Ngày sinh", 13),
    ("Giới tính", 10),
    ("Chức vụ", 24),
    ("Công đoàn cơ sở", 34),
    ("Số CCCD", 16),
    ("Số điện thoại", 15),
    ("Ghi chú", 24),
]
GENDERS = {"male": "Nam", "female": "Nữ"}
EXAMPLES = [
    [1, "Nguyễn Văn Ví Dụ", "27/03/1984", "Nam", "Chủ tịch CĐCS", "CĐCS Công ty Ví Dụ Một", "", "", "dòng mẫu, xoá trước khi gửi"],
    [2, "Trần Thị Thí Dụ", "1990", "Nữ", "Uỷ viên BCH", "CĐCS Công ty Ví Dụ Hai", "", "", "chỉ biết năm sinh cũng được"],
]  # fmt: skip


def sample_workbook():
    """Return the bytes of the .xlsx that units fill in; numbers are kept as text, so no zero is lost."""
    return _workbook("Danh sách", HEADINGS, EXAMPLES)


def mending_workbook(people):
    """Return the bytes of an .xlsx with the staged rows and, in the last column, what to mend.

    Where a cell could not be read the original text stands, as the finding says it.
    """
    headings = [*HEADINGS, ("Cần sửa", 70)]
    rows = [_mending_row(number, person) for number, person in enumerate(people, start=1)]
    return _workbook("Cần sửa", headings, rows, marked=[bool(person["problems"]) for person in people])


def _mending_row(number, person):
    found = {problem["heading"]: problem["found"] for problem in person["problems"]}
    unread = next((text for heading, text in found.items() if "sinh" in heading.lower()), "")
    return [
        number,
        person["full_name"],
        person["birth_text"] or unread,
        GENDERS.get(person["gender"], ""),
        person["position"],
        person["workplace"],
        decrypt(person["citizen_id"]) if person["citizen_id"] else "",
        person["phone"],
        person["note"],
        "\n".join(_mending(problem) for problem in person["problems"]),
    ]


def _mending(problem):
    return _("%(cell)s: %(message)s") % {
        "cell": problem["cell"] or problem["row"],
        "message": problem["message"],
    }


def _workbook(title, headings, rows, marked=()):
    file = io.BytesIO()
    book = xlsxwriter.Workbook(
        file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    font = {"font_name": "Times New Roman", "font_size": 12, "border": 1, "valign": "top", "num_format": "@"}
    plain = book.add_format({**font, "text_wrap": True})
    head = book.add_format({**font, "bold": True, "align": "center", "bg_color": "#E8F1FB"})
    wrong = book.add_format({**font, "text_wrap": True, "bg_color": "#FFF4D6"})
    sheet = book.add_worksheet(title)
    for column, (heading, width) in enumerate(headings):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, heading, head)
    for line, row in enumerate(rows, start=1):
        style = wrong if marked and marked[line - 1] else plain
        for column, value in enumerate(row):
            sheet.write(line, column, value, style)
    sheet.freeze_panes(1, 2)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    book.close()
    return file.getvalue()
