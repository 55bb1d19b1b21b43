"""The list of classes as an Excel file, fit for A4 landscape."""

import io

import xlsxwriter
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

FONT = {"font_name": "Times New Roman", "font_size": 12}
BORDERED = {**FONT, "border": 1, "valign": "vcenter", "text_wrap": True}
WIDTHS = (6, 15, 46, 34, 13, 13, 34, 10, 16)


def course_workbook(courses, *, title, issuer, on):
    """Return the bytes of an .xlsx with one line a class.

    ``issuer`` is the unit of the reader, ``on`` the date printed. Every text is written as text, so a name that
    begins with ``=`` stays a name and never becomes a formula.
    """
    target = io.BytesIO()
    book = xlsxwriter.Workbook(
        target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    sheet = book.add_worksheet(_("Classes"))
    _lay_out(sheet)
    _write_head(book, sheet, title, issuer, on)
    _write_rows(book, sheet, courses)
    book.close()
    return target.getvalue()


def _lay_out(sheet):
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(4)
    sheet.freeze_panes(5, 0)
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)


def _write_head(book, sheet, title, issuer, on):
    last = len(WIDTHS) - 1
    bold, centred = {**FONT, "bold": True}, {**FONT, "align": "center"}
    sheet.write_string(0, 0, issuer, book.add_format(bold))
    sheet.merge_range(1, 0, 1, last, title, book.add_format({**centred, "bold": True, "font_size": 14}))
    sheet.merge_range(
        2,
        0,
        2,
        last,
        _("Made on %(date)s") % {"date": f"{on:%d/%m/%Y}"},
        book.add_format({**centred, "italic": True}),
    )
    heads = [
        _("No."),
        _("Code of the class"),
        _("Name of the class"),
        _("Host unit"),
        _("Opening day"),
        _("Closing day"),
        _("Venue"),
        _("Seats"),
        pgettext("course", "Status"),
    ]
    style = book.add_format({**BORDERED, "bold": True, "align": "center", "bg_color": "#E8F1FB"})
    for column, head in enumerate(heads):
        sheet.write_string(4, column, head, style)


def _write_rows(book, sheet, courses):
    text = book.add_format(BORDERED)
    number = book.add_format({**BORDERED, "align": "center"})
    day = book.add_format({**BORDERED, "align": "center", "num_format": "dd/mm/yyyy"})
    for position, course in enumerate(courses, 1):
        row = position + 4
        sheet.write_number(row, 0, position, number)
        sheet.write_string(row, 1, course.code, text)
        sheet.write_string(row, 2, course.title, text)
        sheet.write_string(row, 3, course.organisation.name, text)
        sheet.write_datetime(row, 4, course.starts_on, day)
        sheet.write_datetime(row, 5, course.ends_on, day)
        sheet.write_string(row, 6, course.venue, text)
        sheet.write_number(row, 7, course.capacity, number)
        sheet.write_string(row, 8, capfirst(str(course.get_status_display())), text)
