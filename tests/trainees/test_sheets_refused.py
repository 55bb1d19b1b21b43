"""Files that are not rosters, and files that mean harm."""

import contextlib
import io
import re
import struct

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.trainees.files.reading import one, read, refusal
from tests.trainees.files.workbooks import (
    AN,
    HEADER,
    archive,
    named,
    ods,
    ole,
    with_part,
    with_part_locked,
    xls,
    xlsx,
)
from trainees.sheets import RosterError

# Refused files


@pytest.mark.parametrize(("content", "name", "found"),
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
    assert refusal(with_part_locked(xlsx(HEADER, AN))).code == "locked"
    assert "bỏ mật khẩu" in str(package)


def test_damaged_files_are_refused():
    whole = xlsx(HEADER, AN).getvalue()

    assert refusal(named(whole[: len(whole) // 2])).code == "damaged"
    assert refusal(named(whole[:200] + b"\xff" * 50 + whole[250:])).code == "damaged"
    assert refusal(with_part(xlsx(HEADER, AN), "xl/workbook.xml", lambda _xml: b"<not xml")).code == "damaged"
    assert refusal(named(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x01" * 2000), "ds.xls").code == "damaged"


def test_an_old_workbook_that_would_take_all_memory_is_refused():
    content = bytearray(xls([HEADER, AN]).getvalue())
    content[516:520] = struct.pack("<I", 1)  # the directory leads back to itself, without end

    assert refusal(named(bytes(content)), "ds.xls").code == "damaged"


def test_an_archive_without_its_sheet_is_damaged():
    assert refusal(archive(mimetype="application/vnd.oasis.opendocument.spreadsheet")).code == "damaged"
    assert refusal(archive(xl__workbook_xml="<workbook/>")).code == "damaged"


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
    ("encoding", "warned"),
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


@settings(max_examples=40, deadline=None)
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


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000), st.binary(min_size=1, max_size=30))
def test_any_damage_is_a_refusal_or_a_roster(place, noise):
    whole = bytearray(xlsx(HEADER, AN).getvalue())
    place %= len(whole)
    whole[place : place + len(noise)] = noise

    with contextlib.suppress(RosterError):
        assert read(named(bytes(whole))).file == "ds.xlsx"
