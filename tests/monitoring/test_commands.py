"""The keeper's two questions: are the registers whole, are the files what they were."""

import hashlib
import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command

from certificates.models import Certificate
from documents.enums import DocumentKind
from documents.models import Document, NumberSeries
from documents.services import attach_file, take_over_series
from tests.certificates.stories import issued
from tests.factories import make_course, make_document
from trainees.models import RosterImport


def run(command):
    """``(exit code, the JSON it printed)``."""
    out = StringIO()
    try:
        call_command(command, "--json", stdout=out)
        code = 0
    except SystemExit as stop:
        code = stop.code
    return code, json.loads(out.getvalue())


# Registers


def test_whole_registers_are_whole(unit, an, lan, thu):
    issued(unit, proposer=an, leader=lan, clerk=thu, people=3)

    code, report = run("check_registers")

    assert (code, report["broken"]) == (0, [])
    assert report["series"] == NumberSeries.objects.count()


def test_a_gap_is_found(federation):
    for _number in range(3):
        make_document(federation)
    NumberSeries.objects.update(last_number=5)

    code, report = run("check_registers")

    assert code == 1
    assert report["broken"][0]["missing"] == [4, 5]


def test_a_number_beyond_the_page_is_found(federation):
    make_document(federation, number=9)

    code, report = run("check_registers")

    assert code == 1
    assert (report["broken"][0]["missing"], report["broken"][0]["beyond"]) == ([1], [9])


def test_a_number_of_the_paper_register_on_one_of_our_papers_is_found(federation, quan):
    take_over_series(federation, scope=DocumentKind.NOTICE, year=2022, paper_numbers=64, actor=quan)
    assert run("check_registers")[0] == 0

    make_document(federation, number=64)

    code, report = run("check_registers")
    assert code == 1
    assert (report["broken"][0]["missing"], report["broken"][0]["beyond"]) == ([65], [64])


def test_a_missing_line_of_the_register_book_is_found(unit, an, lan, thu):
    issued(unit, proposer=an, leader=lan, clerk=thu, people=2)
    NumberSeries.objects.filter(pk=Certificate.objects.first().register_series_id).update(last_number=3)

    code, report = run("check_registers")

    assert code == 1
    assert [page["missing"] for page in report["broken"]] == [[3]]


def test_a_doubled_number_is_found(federation, monkeypatch):
    """The database makes doubles impossible; a copy restored without its constraints may hold one."""
    from monitoring.management.commands import check_registers

    series = make_document(federation).series
    rows = Document.objects.filter(series=series)
    monkeypatch.setattr(Document, "objects", type("Doubled", (), {"filter": lambda **_: Twice(rows)}))

    assert check_registers.check(series)["repeated"] == [1]


class Twice:
    def __init__(self, rows):
        self.rows = rows

    def values_list(self, *args, **kwargs):
        return [*self.rows.values_list(*args, **kwargs)] * 2


# Files


@pytest.fixture
def drawn(federation):
    paper = make_document(federation)
    content = b"%PDF-true"
    return attach_file(paper, content=ContentFile(content), sha256=hashlib.sha256(content).hexdigest())


def test_untouched_files_are_in_order(drawn):
    assert run("verify_files") == (0, {"checked": 1, "problems": []})


def test_a_changed_file_is_found(drawn):
    Path(drawn.file.path).write_bytes(b"%PDF-tru3")

    code, report = run("verify_files")

    assert code == 1
    assert [(row["model"], row["id"], row["problem"]) for row in report["problems"]] == [
        ("documents.Document", drawn.pk, "changed")
    ]


def test_a_missing_file_is_found(drawn):
    Path(drawn.file.path).unlink()

    code, report = run("verify_files")

    assert (code, report["problems"][0]["problem"]) == (1, "missing")


def test_roster_files_are_looked_at_too(unit):
    row = RosterImport(course=make_course(unit), file_name="ds.csv", sha256="0" * 64)
    row.file.save("ds.csv", ContentFile(b"STT;Ho ten"), save=True)

    code, report = run("verify_files")

    assert (code, [problem["model"] for problem in report["problems"]]) == (1, ["trainees.RosterImport"])


def test_a_paper_not_drawn_yet_is_no_problem(federation):
    make_document(federation)

    assert run("verify_files") == (0, {"checked": 0, "problems": []})
