"""A roster file: staged, shown, applied whole or not at all."""

import io
import json
from pathlib import Path

import pytest
from django.core.management import call_command

from core.errors import DomainError, NotAllowedNow
from core.models import AuditEntry
from core.secrets import decrypt, lookup_hash
from courses.enums import CourseStatus
from organisations.enums import OrganisationKind
from tests.factories import enrol, make_course, make_organisation, make_trainee
from tests.trainees.files.workbooks import AN, ANH, HEADER, xlsx
from trainees.enums import EnrolmentStatus, ImportStatus
from trainees.models import Enrolment, RosterImport, Trainee
from trainees.rendering import mending_workbook
from trainees.selectors import preview_of
from trainees.services import apply_roster, create_trainee, discard_roster, stage_roster, withdraw_enrolment
from trainees.sheets import read_roster

DIRTY = Path(__file__).parent / "files" / "roster_synthetic.csv"


@pytest.fixture
def course(unit):
    return make_course(unit)


def stage(course, actor, *rows, file=None, name="ds.xlsx"):
    file = file or xlsx(HEADER, *rows)
    content = file.read()
    return stage_roster(course, roster=read_roster(io.BytesIO(content), name), content=content, actor=actor)


def line(base, **cells):
    row = list(base)
    for letter, value in cells.items():
        row[ord(letter) - 65] = value
    return row


def test_staging_writes_nobody_and_no_plain_citizen_number(course, dung):
    staged = stage(course, dung, AN, ANH)

    assert (Trainee.objects.count(), Enrolment.objects.count()) == (0, 0)
    assert (staged.good_count, staged.new_count, staged.matched_count) == (2, 2, 0)
    stored = json.dumps(RosterImport.objects.get().rows, ensure_ascii=False)
    assert "001084000001" not in stored
    assert decrypt(staged.rows[0]["citizen_id"]) == "001084000001"
    with staged.file.open() as kept:
        import hashlib

        assert hashlib.sha256(kept.read()).hexdigest() == staged.sha256


def test_a_citizen_number_in_a_wrong_column_is_masked_too(course, dung):
    staged = stage(course, dung, line(AN, H="001084000999"))

    assert "001084000999" not in json.dumps(staged.rows)


def test_applying_brings_people_in_and_enrols_them(course, dung):
    staged = stage(course, dung, AN, ANH)

    counts = apply_roster(staged, actor=dung)

    assert counts == {"new": 2, "matched": 0, "enrolled": 2, "left": 0}
    an = Trainee.objects.get(full_name="Nguyễn Văn An")
    assert (an.organisation, str(an.birth_date), an.birth_year, an.workplace, an.phone) == (
        course.organisation, "1984-03-05", 1984, "CĐCS Ví Dụ Một", "0912345678",
    )  # fmt: skip
    assert (an.citizen_id_hash, an.citizen_id_tail) == (lookup_hash("001084000001"), "001")
    assert decrypt(an.citizen_id_secret) == "001084000001"
    assert list(Trainee.objects.search("ánh vi du")) == [Trainee.objects.get(full_name="Trần Thị Ánh")]
    assert set(course.enrolments.values_list("roster_import", flat=True)) == {staged.pk}
    log = AuditEntry.objects.get(verb="trainees.import.apply")
    assert (log.data["new"], log.data["enrolled"]) == (2, 2)
    assert "001084000001" not in json.dumps(list(AuditEntry.objects.values_list("data", flat=True)))


def test_the_same_file_again_changes_nothing(course, dung):
    namesakes = [
        line(AN, C="", G="", H=""),
        line(AN, A=2, C="", G="", H=""),
    ]  # two people, or one: the unit says two
    apply_roster(stage(course, dung, ANH, *namesakes), actor=dung)
    before = set(Trainee.objects.values_list("pk", "updated_at"))

    again = apply_roster(stage(course, dung, ANH, *namesakes), actor=dung)

    assert again == {"new": 0, "matched": 3, "enrolled": 0, "left": 3}
    assert set(Trainee.objects.values_list("pk", "updated_at")) == before
    assert course.enrolments.count() == 3


def test_people_are_matched_by_number_over_the_federation_and_not_beyond(
    course, neighbour, foreign_federation, dung
):
    known = create_trainee(neighbour, full_name="Nguyễn Văn An", citizen_id="001084000001", actor=None)
    create_trainee(foreign_federation, full_name="Trần Thị Ánh", citizen_id="001190000002", actor=None)

    counts = apply_roster(stage(course, dung, AN, ANH), actor=dung)

    assert (counts["new"], counts["matched"]) == (1, 1)
    assert course.enrolments.filter(trainee=known).exists()


def test_people_are_matched_by_folded_name_birth_date_and_union(course, unit, dung):
    import datetime as dt

    known = make_trainee(
        unit, full_name="Nguyễn Văn An", birth_date=dt.date(1984, 3, 5), workplace="CĐCS Ví Dụ Một"
    )
    elsewhere = line(AN, F="CĐCS Khác", G="", H="")  # the same name and day in another union

    first = apply_roster(stage(course, dung, line(AN, B="NGUYỄN VĂN AN")), actor=dung)
    second = apply_roster(stage(course, dung, elsewhere), actor=dung)

    assert (first["new"], first["matched"]) == (0, 1)
    assert (second["new"], second["matched"]) == (1, 0)
    assert course.enrolments.filter(trainee=known).exists()


def test_two_citizen_numbers_are_two_people_whatever_their_names(course, unit, dung):
    import datetime as dt

    create_trainee(
        unit, full_name="Nguyễn Văn An", citizen_id="001084999999", birth_date=dt.date(1984, 3, 5),
        workplace="CĐCS Ví Dụ Một", actor=None,
    )  # fmt: skip

    assert apply_roster(stage(course, dung, AN), actor=dung)["new"] == 1


def test_a_person_belongs_to_the_unit_that_the_roster_names(course, unit, dung):
    grassroots = make_organisation(unit, name="CĐCS Ví Dụ Một", kind=OrganisationKind.GRASSROOTS)

    apply_roster(stage(course, dung, AN), actor=dung)

    assert Trainee.objects.get().organisation == grassroots
    assert Enrolment.objects.get().organisation == grassroots


def test_the_dirty_roster_brings_in_exactly_the_rows_without_errors(course, dung):
    staged = stage(course, dung, file=DIRTY.open("rb"), name=DIRTY.name)
    preview = preview_of(staged)

    counts = apply_roster(staged, actor=dung)

    assert (staged.good_count, staged.warning_count, staged.error_count) == (4, 4, 5)
    assert (counts["new"], counts["enrolled"]) == (8, 8)
    assert Trainee.objects.filter(full_name="Lê Thị Hương", citizen_id_tail="004").exists()
    severities = [group.severity for group in preview.groups]
    assert severities == sorted(severities)  # errors first
    by_code = {group.code: group.cells for group in preview.groups}
    assert by_code["duplicate_citizen_id"] == ["G10", "G14"]


def test_a_staged_file_is_applied_once(course, dung):
    staged = stage(course, dung, AN)
    stale = RosterImport.objects.get(pk=staged.pk)
    apply_roster(staged, actor=dung)

    with pytest.raises(DomainError):
        apply_roster(stale, actor=dung)

    assert (Trainee.objects.count(), Enrolment.objects.count()) == (1, 1)


def test_nothing_is_half_imported_when_the_last_write_fails(course, dung, monkeypatch):
    staged = stage(course, dung, AN, ANH)
    stale = RosterImport.objects.get(pk=staged.pk)
    discard_roster(staged, actor=dung)

    with pytest.raises(DomainError):  # the status is written last, after people and enrolments
        apply_roster(stale, actor=dung)

    assert (Trainee.objects.count(), Enrolment.objects.count()) == (0, 0)
    assert RosterImport.objects.get().status == ImportStatus.DISCARDED


@pytest.mark.parametrize("status", [CourseStatus.COMPLETED, CourseStatus.CANCELLED])
def test_a_class_that_has_ended_takes_nobody(course, dung, status):
    staged = stage(course, dung, AN)
    person = enrol(course)
    type(course).objects.filter(pk=course.pk).update(status=status)
    course.refresh_from_db()

    with pytest.raises(NotAllowedNow):
        stage(course, dung, ANH)
    with pytest.raises(NotAllowedNow):
        apply_roster(RosterImport.objects.get(pk=staged.pk), actor=dung)
    with pytest.raises(NotAllowedNow):
        withdraw_enrolment(Enrolment.objects.get(pk=person.pk), reason="ốm", actor=dung)

    assert Trainee.objects.count() == 1


def test_too_many_people_are_a_warning_not_a_refusal(unit, dung):
    course = make_course(unit, capacity=2)
    enrol(course, count=2)
    staged = stage(course, dung, AN)

    assert preview_of(staged).over == 1
    assert apply_roster(staged, actor=dung)["enrolled"] == 1


def test_a_file_without_a_good_row_is_refused_at_apply(course, dung):
    staged = stage(course, dung, line(AN, C="30/02/1985"))

    with pytest.raises(DomainError, match="không có dòng nào nhập được"):
        apply_roster(staged, actor=dung)

    assert RosterImport.objects.get().status == ImportStatus.PREVIEWED


def test_whoever_withdrew_is_not_brought_back_by_the_file(course, dung):
    staged = stage(course, dung, AN)
    apply_roster(staged, actor=dung)
    withdraw_enrolment(Enrolment.objects.get(), reason="chuyển công tác", actor=dung)

    counts = apply_roster(stage(course, dung, AN), actor=dung)

    assert counts["left"] == 1
    assert Enrolment.objects.get().status == EnrolmentStatus.WITHDRAWN
    assert AuditEntry.objects.get(verb="trainees.enrolment.withdraw").data["reason"] == "chuyển công tác"


def test_the_rows_to_mend_can_be_read_again(course, dung):
    staged = stage(course, dung, AN, line(ANH, C="30/02/1985"))

    book = read_roster(io.BytesIO(mending_workbook(preview_of(staged).people)), "sua.xlsx")

    assert [row.full_name for row in book.rows] == ["Nguyễn Văn An", "Trần Thị Ánh"]
    assert [problem.code for problem in book.problems] == ["birth_no_such_day"]
    assert book.rows[0].citizen_id == "001084000001"


def run(*arguments):
    out = io.StringIO()
    code = 0
    try:
        call_command("import_roster", *arguments, "--json", stdout=out)
    except SystemExit as end:
        code = end.code
    return code, json.loads(out.getvalue())


def test_the_command_says_everything_and_writes_nothing_on_a_dry_run(course):
    code, said = run(str(DIRTY), "--course", course.code, "--dry-run")

    assert code == 0
    assert (said["read"], said["good"], said["new"], said["matched"]) == (13, 4, 8, 0)
    assert {"sheet", "row", "column", "code", "message"} <= set(said["errors"][0])
    assert said["applied"] is False
    assert (Trainee.objects.count(), RosterImport.objects.count()) == (0, 0)


def test_the_command_applies_through_the_services(course):
    code, said = run(str(DIRTY), "--course", course.code)
    _code, again = run(str(DIRTY), "--course", course.code)

    assert (code, said["applied"], said["enrolled"]) == (0, True, 8)
    assert (again["new"], again["matched"], again["enrolled"]) == (0, 8, 0)
    assert AuditEntry.objects.filter(verb="trainees.import.apply", actor=None).count() == 2


@pytest.mark.parametrize("content", [b"", b"%PDF-1.4 not a sheet", "Tên khách,Giá\nA,1\n".encode()])
def test_the_command_fails_on_a_file_that_is_no_roster(course, tmp_path, content):
    path = tmp_path / "la.xlsx"
    path.write_bytes(content)

    code, said = run(str(path), "--course", course.code)

    assert code == 1
    assert "la.xlsx" in said["message"]
    assert said["code"]
    assert RosterImport.objects.count() == 0
