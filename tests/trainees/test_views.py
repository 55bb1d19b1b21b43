"""Doors of the trainees' floor: who sees, who may, what is said, and how many queries it takes."""

import json
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from courses.enums import CourseStatus
from courses.models import Course
from tests.factories import assign, enrol, make_course, make_lecturer, make_trainee
from tests.trainees.files.workbooks import AN, ANH, HEADER, xlsx
from tests.trainees.test_roster import line, stage
from trainees.enums import EnrolmentStatus, ImportStatus, RegisterStatus
from trainees.models import Assessment, AttendanceMark, Enrolment, RosterImport, SessionRegister, Trainee
from trainees.services import close_register, fill_present


@pytest.fixture
def course(unit):
    return make_course(unit, status=CourseStatus.RUNNING)


@pytest.fixture
def session(course, school, giang):
    session = course.sessions.first()
    assign(session, make_lecturer(school, user=giang))
    return session


def upload(rows=(AN, ANH), name="danh-sach.xlsx", content=None):
    return {"file": SimpleUploadedFile(name, content if content is not None else xlsx(HEADER, *rows).read())}


def text(response):
    return response.content.decode()


def send(client, session, *events):
    body = json.dumps({"events": list(events)})
    address = reverse("trainees:attendance-sync", args=[session.pk])
    return client.post(address, body, content_type="application/json")


def event(enrolment, status="present", **fields):
    sent = {"uuid": str(uuid.uuid4()), "enrolment": enrolment.pk, "status": status, "minutes_late": None}
    return {**sent, "note": "", "at": timezone.now().isoformat(), **fields}


# Roster


def test_a_unit_uploads_looks_and_applies(as_user, course, dung):
    client = as_user(dung)
    response = client.post(
        reverse("trainees:roster-upload", args=[course.pk]), upload([AN, line(ANH, C="30/02/1985")])
    )
    staged = RosterImport.objects.get()
    assert response.url == staged.get_absolute_url()
    assert Trainee.objects.count() == 0

    page = text(client.get(staged.get_absolute_url()))
    assert "1 dòng đúng" in page
    assert "1 lỗi" in page
    assert "C3" in page
    assert "Nhập 1 dòng đúng" in page
    assert "001084000001" not in page

    response = client.post(reverse("trainees:import-apply", args=[staged.pk]), follow=True)
    assert "Đã thêm 1 người vào lớp" in text(response)
    assert [row.trainee.full_name for row in Enrolment.objects.all()] == ["Nguyễn Văn An"]
    assert "•••••••••001" in text(response)


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7 la la", b"PK\x03\x04 broken"])
def test_a_file_that_is_no_roster_is_refused_on_the_form(as_user, course, dung, content):
    response = as_user(dung).post(
        reverse("trainees:roster-upload", args=[course.pk]), upload(content=content)
    )

    assert response.status_code == 200
    assert "danh-sach.xlsx" in text(response)
    assert "data-error-summary" in text(response)
    assert RosterImport.objects.count() == 0


def test_missing_columns_are_told_with_what_was_found(as_user, course, dung):
    content = xlsx(["STT", "Chức vụ", "Ngày sinh"], [1, "Chủ tịch", "05/3/1984"]).read()

    response = as_user(dung).post(
        reverse("trainees:roster-upload", args=[course.pk]), upload(content=content)
    )

    assert "Chức vụ" in text(response)
    assert "Họ và tên" in text(response)
    assert RosterImport.objects.count() == 0


def test_the_sample_and_the_rows_to_mend_are_workbooks(as_user, course, dung, minh):
    staged = stage(course, dung, line(AN, C="30/02/1985"))

    assert as_user(dung).get(reverse("trainees:roster-sample")).content[:2] == b"PK"
    assert as_user(dung).get(reverse("trainees:import-mending", args=[staged.pk])).content[:2] == b"PK"
    assert as_user(minh).get(reverse("trainees:import-mending", args=[staged.pk])).status_code == 403


def test_a_file_is_put_aside_by_its_button(as_user, course, dung):
    staged = stage(course, dung, AN)

    as_user(dung).post(reverse("trainees:import-discard", args=[staged.pk]))

    assert RosterImport.objects.get().status == ImportStatus.DISCARDED
    response = as_user(dung).post(reverse("trainees:import-apply", args=[staged.pk]), follow=True)
    assert "notice-error" in text(response)
    assert Trainee.objects.count() == 0


def test_withdrawing_asks_why(as_user, course, dung):
    person = enrol(course)
    address = reverse("trainees:enrolment-withdraw", args=[person.pk])

    assert "Ghi lý do" in text(as_user(dung).post(address, {"reason": " "}))
    as_user(dung).post(address, {"reason": "nghỉ ốm"})

    person.refresh_from_db()
    assert person.status == EnrolmentStatus.WITHDRAWN


# Attendance


def test_a_phone_sends_taps_and_is_answered_by_uuid(as_user, course, session, giang):
    person, stranger = enrol(course), enrol(make_course(course.organisation))
    good, foreign, unreadable = event(person), event(stranger), event(person, "perhaps")

    answers = send(as_user(giang), session, good, foreign, unreadable).json()["results"]

    assert answers[good["uuid"]]["result"] == "applied"
    assert answers[foreign["uuid"]]["result"] == "rejected"
    assert answers[unreadable["uuid"]]["result"] == "rejected"
    assert AttendanceMark.objects.get().status == "present"
    assert send(as_user(giang), session, good).json()["results"][good["uuid"]]["result"] == "duplicate"


@pytest.mark.parametrize("body", ["", "[]", '{"events": 3}', '{"events": [1]}', "{"])
def test_a_message_without_sense_is_a_sentence(as_user, session, giang, body):
    address = reverse("trainees:attendance-sync", args=[session.pk])

    response = as_user(giang).post(address, body, content_type="application/json")

    assert response.status_code == 400
    assert "Không đọc được" in response.json()["message"]


def test_a_lecturer_marks_only_her_own_session(as_user, course, session, giang):
    person = enrol(course)
    other = course.sessions.last()

    assert send(as_user(giang), session, event(person)).status_code == 200
    assert send(as_user(giang), other, event(person)).status_code == 404
    assert as_user(giang).get(reverse("trainees:session-attendance", args=[other.pk])).status_code == 404
    assert AttendanceMark.objects.filter(session=other).count() == 0
    page = text(as_user(giang).get(reverse("trainees:course-attendance", args=[course.pk])))
    assert reverse("trainees:session-attendance", args=[session.pk]) in page
    assert reverse("trainees:session-attendance", args=[other.pk]) not in page


def test_without_script_the_buttons_post_the_roll(as_user, course, session, giang):
    late, rest = enrol(course, count=2)
    client = as_user(giang)
    address = reverse("trainees:session-attendance", args=[session.pk])

    client.post(address, {f"mark-{late.pk}": "late", f"minutes-{late.pk}": "15", f"note-{late.pk}": "kẹt xe"})
    page = text(client.post(address, {"fill": "1"}, follow=True))

    assert "Đến muộn 15 phút · kẹt xe" in page
    assert AttendanceMark.objects.get(enrolment=rest).status == "present"
    assert AttendanceMark.objects.get(enrolment=late).minutes_late == 15


def test_closing_lists_the_absent_by_name_first(as_user, course, session, giang):
    away, rest = enrol(course, count=2)
    client = as_user(giang)
    send(client, session, event(away, "absent"))
    closing = reverse("trainees:session-close", args=[session.pk])
    register = SessionRegister.objects.get()
    door = reverse("trainees:register-close", args=[register.pk])

    page = text(client.get(closing))
    assert "Còn 1 học viên chưa điểm" in page
    assert "?show=unmarked" in page
    assert "Còn 1 học viên chưa điểm" in text(client.post(door, follow=True))
    assert SessionRegister.objects.get().status == RegisterStatus.OPEN

    send(client, session, event(rest))
    page = text(client.get(closing))
    assert away.trainee.full_name in page
    assert "Chốt 1 có mặt, 1 vắng" in page
    client.post(door)
    assert SessionRegister.objects.get().status == RegisterStatus.CLOSED
    assert "Đã chốt lúc" in text(client.get(reverse("trainees:session-attendance", args=[session.pk])))


def test_only_the_organising_department_reopens_with_a_reason(as_user, course, session, giang, dung, an):
    enrol(course)
    fill_present(session, actor=giang)
    register = close_register(SessionRegister.objects.get(), actor=giang)
    door = reverse("trainees:register-reopen", args=[register.pk])

    assert as_user(giang).get(door).status_code == 403
    assert as_user(dung).post(door, {"reason": "x"}).status_code == 403
    assert as_user(an).get(door).status_code == 200
    as_user(an).post(door, {"reason": "điểm nhầm người"})

    assert SessionRegister.objects.get().status == RegisterStatus.OPEN


# Results


def test_the_school_records_and_the_head_confirms(as_user, course, session, giang, truc, binh):
    person = enrol(course)
    for each in course.sessions.all():
        fill_present(each, actor=giang)
        close_register(each.register, actor=giang)
    page = reverse("trainees:course-results", args=[course.pk])

    values = {f"essay-{person.pk}": "yes", f"score-{person.pk}": "8,5", f"grade-{person.pk}": "good"}
    response = as_user(truc).post(page, values, follow=True)
    assert "Đã lưu kết quả của 1 học viên" in text(response)
    assert str(Assessment.objects.get().score) == "8.50"
    assert 'value="8,5"' in text(response)

    assert as_user(truc).post(reverse("trainees:course-complete", args=[course.pk])).status_code == 403
    assert "1</b> trong 1" in text(as_user(binh).get(reverse("trainees:course-complete", args=[course.pk])))
    response = as_user(binh).post(reverse("trainees:course-complete", args=[course.pk]), follow=True)
    assert "Có thể cấp giấy chứng nhận" in text(response)
    assert Course.objects.get(pk=course.pk).status == CourseStatus.COMPLETED


def test_a_bad_score_keeps_everything_typed_and_stores_nothing(as_user, course, truc):
    first, second = enrol(course, count=2)
    values = {f"essay-{first.pk}": "yes", f"score-{first.pk}": "11", f"essay-{second.pk}": "no"}

    page = text(as_user(truc).post(reverse("trainees:course-results", args=[course.pk]), values))

    assert "từ 0 đến 10" in page
    assert 'value="11"' in page
    assert Assessment.objects.count() == 0


def test_an_unfinished_class_is_refused_with_the_sentence(as_user, course, binh):
    enrol(course)

    page = text(as_user(binh).post(reverse("trainees:course-complete", args=[course.pk]), {}))

    assert "4" in page
    assert "data-error-summary" in page
    assert Course.objects.get(pk=course.pk).status == CourseStatus.RUNNING


def test_starting_is_refused_with_the_sentence(as_user, unit, dung):
    course = make_course(unit)

    page = text(as_user(dung).post(reverse("trainees:course-start", args=[course.pk]), follow=True))

    assert "notice-error" in page
    assert Course.objects.get(pk=course.pk).status == CourseStatus.APPROVED


# Directory


def test_people_are_found_without_accents_and_shown_masked(as_user, unit, dung):
    person = make_trainee(unit, full_name="Đặng Thị Ngọc Ánh", citizen_id_tail="417")
    make_trainee(unit, full_name="Nguyễn Văn Bình")

    page = text(as_user(dung).get(reverse("trainees:trainee-list"), {"q": "dang anh"}))
    assert "Đặng Thị Ngọc Ánh" in page
    assert "Nguyễn Văn Bình" not in page
    assert "•••••••••417" in text(as_user(dung).get(person.get_absolute_url()))
    assert "Không thấy" in text(as_user(dung).get(reverse("trainees:trainee-list"), {"q": "zzz"}))


def test_the_list_goes_by_given_name(as_user, unit, dung):
    for name in ("Trần Văn Đức", "Lê Thị An", "Vũ Văn Ân", "Phạm Dũng"):
        make_trainee(unit, full_name=name)

    page = as_user(dung).get(reverse("trainees:trainee-list"))

    assert [row.full_name for row in page.context["trainees"]] == [
        "Lê Thị An", "Vũ Văn Ân", "Phạm Dũng", "Trần Văn Đức",
    ]  # fmt: skip
