"""The pages of a class, walked by those who may, those who may not and those who must not even see it."""

import datetime as dt
import io

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst

from courses.enums import CourseStatus, SessionPart
from courses.models import Session, TeachingAssignment
from tests.factories import assign, make_course, make_lecturer, make_plan, make_registration, make_topic
from trainees.models import SessionRegister

LIST = reverse("courses:course-list")


def door(name, thing):
    return reverse(f"courses:{name}", args=[thing.pk])


@pytest.fixture
def course(unit):
    return make_course(unit, code="HN-2022-001", title="Lớp Chủ tịch công đoàn cơ sở")


@pytest.fixture
def gia(giang, school):
    return make_lecturer(school, user=giang)


def test_everyone_of_the_federation_and_the_host_sees_the_class(as_user, course, an, lan, truc, minh, dung):
    for user in (an, lan, truc, minh, dung):
        assert course.title in as_user(user).get(LIST).content.decode(), user
        assert as_user(user).get(course.get_absolute_url()).status_code == 200, user


def test_another_unit_and_another_federation_see_nothing(as_user, course, em, chi):
    session = course.sessions.first()
    for user in (em, chi):
        page = as_user(user).get(LIST).content.decode()
        assert course.title not in page
        assert "Chưa có lớp nào" in page
        for address in (
            course.get_absolute_url(),
            door("course-schedule", course),
            door("course-cancel", course),
            door("session-create", course),
            door("session-update", session),
            door("session-assign", session),
        ):
            assert as_user(user).get(address).status_code == 404, address
        for address in (
            door("course-schedule", course),
            door("session-plan", course),
            door("session-remove", session),
            door("course-cancel", course),
        ):
            assert as_user(user).post(address).status_code == 404, address
    assert course.sessions.count() == 4


def test_a_lecturer_sees_only_the_classes_she_teaches(as_user, course, unit, giang, gia):
    other = make_course(unit, title="Lớp không dạy")
    assign(course.sessions.first(), gia)

    page = as_user(giang).get(LIST).content.decode()

    assert course.title in page
    assert other.title not in page
    assert as_user(giang).get(other.get_absolute_url()).status_code == 404
    detail = as_user(giang).get(course.get_absolute_url()).content.decode()
    assert course.registration.get_absolute_url() not in detail
    assert f"/courses/{course.pk}/finance/" not in detail


def test_the_list_is_narrowed_and_says_by_what(as_user, an, course, unit, neighbour, federation):
    make_course(neighbour, title="Lớp nữ công", status=CourseStatus.RUNNING)
    later = make_registration(unit, plan=make_plan(federation, year=2023), status="approved")
    make_course(unit, registration=later, title="Lớp năm sau")

    def titles(query):
        return [row.title for row in as_user(an).get(f"{LIST}?{query}").context["object_list"]]

    assert titles("q=chu tich co so") == [course.title]
    assert titles("q=hn-2022") == [course.title]
    assert titles(f"unit={neighbour.pk}") == ["Lớp nữ công"]
    assert titles("status=running") == ["Lớp nữ công"]
    assert titles("year=2023") == ["Lớp năm sau"]
    assert titles("year=2022&status=running&q=nu") == ["Lớp nữ công"]
    assert len(titles("year=abc&status=odd&unit=999999")) == 3
    page = as_user(an).get(f"{LIST}?year=2023&status=running")
    assert [text for text, _without in page.context["chips"]] == [
        "Năm kế hoạch: 2023",
        f"Trạng thái: {capfirst(str(CourseStatus.RUNNING.label))}",
    ]
    assert "Không có lớp nào khớp 2 điều kiện" in page.content.decode()
    assert page.context["chips"][0][1] == "?status=running"


def test_the_list_has_fifty_rows_a_page(as_user, an, unit):
    plan = make_plan(unit.federation)
    for _number in range(51):
        make_course(unit, registration=make_registration(unit, plan=plan, estimate=()), sessions=0)

    assert len(as_user(an).get(LIST).context["object_list"]) == 50
    assert len(as_user(an).get(f"{LIST}?page=2").context["object_list"]) == 1
    export = as_user(an).get(reverse("courses:course-export"))
    sheet = openpyxl.load_workbook(io.BytesIO(export.content)).active
    assert sheet.max_row == 5 + 51


def test_the_excel_file_holds_the_filtered_list_and_no_formula(as_user, an, course, unit):
    make_course(unit, title='=HYPERLINK("http://x","=1+1")', venue="+84 phòng", status=CourseStatus.RUNNING)

    response = as_user(an).get(f"{reverse('courses:course-export')}?status=running")

    sheet = openpyxl.load_workbook(io.BytesIO(response.content)).active
    head, row = ([cell.value for cell in line] for line in sheet.iter_rows(min_row=5))
    assert head[:3] == ["STT", "Mã lớp", "Tên lớp"]
    assert (row[0], row[2], row[6]) == (1, '=HYPERLINK("http://x","=1+1")', "+84 phòng")
    assert [sheet.cell(6, column).data_type for column in (3, 7)] == ["s", "s"]
    assert sheet["A1"].value == "Ban Tổ chức"
    assert "DANH SÁCH LỚP" in sheet["A2"].value
    assert capfirst(str(CourseStatus.RUNNING.label)) in sheet["A2"].value
    assert f"{timezone.localdate():%d/%m/%Y}" in sheet["A3"].value
    assert sheet["B6"].border.left.style == "thin"
    assert sheet.page_setup.orientation == "landscape"
    assert response["Content-Disposition"].startswith('attachment; filename="danh-sach-lop-')


def test_chi_gets_an_empty_file(as_user, chi, course):
    response = as_user(chi).get(reverse("courses:course-export"))

    assert openpyxl.load_workbook(io.BytesIO(response.content)).active.max_row == 5


@pytest.mark.parametrize("rows", [1, 50])
def test_the_list_asks_little(as_user, an, unit, rows, django_assert_max_num_queries):
    plan = make_plan(unit.federation)
    for _number in range(rows):
        make_course(unit, registration=make_registration(unit, plan=plan, estimate=()), sessions=0)
    client = as_user(an)

    with django_assert_max_num_queries(12):
        client.get(f"{LIST}?q=lop")


@pytest.mark.parametrize("rows", [1, 50])
def test_the_pages_of_a_class_ask_little(as_user, truc, unit, school, rows, django_assert_max_num_queries):
    course = make_course(unit, sessions=rows)
    for session in course.sessions.all():
        assign(session, make_lecturer(school))
    client = as_user(truc)

    for address in (
        course.get_absolute_url(),
        door("course-schedule", course),
        door("session-update", course.sessions.first()),
    ):
        with django_assert_max_num_queries(12):
            assert client.get(address).status_code == 200


def test_the_page_of_a_class_says_where_it_stands(as_user, an, dung, course, school):
    page = as_user(an).get(course.get_absolute_url())
    assert "Còn 4 buổi chưa có giảng viên" in page.content.decode()
    assert "Triệu tập" in page.content.decode()

    for session in course.sessions.all():
        assign(session, make_lecturer(school))
    page = as_user(dung).get(course.get_absolute_url())
    assert "Còn 4 buổi" not in page.content.decode()
    assert [transition.name for transition, _door in page.context["steps"]] == ["start"]


def test_only_the_head_cancels_and_must_say_why(as_user, an, binh, course):
    address = door("course-cancel", course)
    assert as_user(an).post(address, {"reason": "Thôi"}).status_code == 403

    empty = as_user(binh).post(address, {"reason": ""})
    assert "Ghi lý do hủy lớp" in empty.content.decode()

    assert as_user(binh).post(address, {"reason": "Không đủ người"}).status_code == 302
    course.refresh_from_db()
    assert (course.status, course.cancel_reason) == (CourseStatus.CANCELLED, "Không đủ người")
    assert "Không đủ người" in as_user(an).get(course.get_absolute_url()).content.decode()
    assert as_user(binh).get(address).status_code == 302


def timetable(course, **lecturers):
    """What the form of the timetable sends: the first lecturer as seen, and the wanted ones by session id."""
    data = {}
    for session in course.sessions.all():
        first = session.assignments.order_by("pk").first()
        data[f"before_{session.pk}"] = data[f"lecturer_{session.pk}"] = first.lecturer_id if first else ""
        data[f"reason_{session.pk}"] = ""
    return data | lecturers


def test_the_school_assigns_lecturers_in_one_form(as_user, truc, course, school):
    one, two = make_lecturer(school), make_lecturer(school)
    first, second, *_rest = course.sessions.all()
    data = timetable(course, **{f"lecturer_{first.pk}": one.pk, f"lecturer_{second.pk}": two.pk})

    response = as_user(truc).post(door("course-schedule", course), data, follow=True)

    assert "đổi giảng viên của 2 buổi" in response.content.decode()
    assert first.assignments.get().lecturer == one
    assert first.assignments.get().assigned_by == truc
    assert second.assignments.get().lecturer == two


def test_a_clash_is_said_at_its_row_and_the_choices_stay(as_user, truc, course, neighbour, school):
    one, two = make_lecturer(school, full_name="Lê Thị Bận"), make_lecturer(school)
    other = make_course(neighbour, title="Lớp trùng giờ")
    first, second, *_rest = course.sessions.all()
    assign(other.sessions.first(), one)
    data = timetable(course, **{f"lecturer_{first.pk}": one.pk, f"lecturer_{second.pk}": two.pk})
    client, address = as_user(truc), door("course-schedule", course)
    assert f"bận: {other.code}" in client.get(address).content.decode()

    response = client.post(address, data)

    page = response.content.decode()
    assert page.count("Lê Thị Bận trùng giờ với lớp") == 2  # in the summary and at the row
    assert f'href="#id_lecturer_{first.pk}"' in page
    rows = {row["session"].pk: row for row in response.context["rows"]}
    assert (rows[first.pk]["chosen"], rows[second.pk]["chosen"]) == (str(one.pk), str(two.pk))
    assert "Lớp trùng giờ" in rows[first.pk]["sentence"]
    assert rows[second.pk]["sentence"] == ""
    assert not TeachingAssignment.objects.filter(session__course=course).exists()

    assert client.post(address, data | {f"reason_{first.pk}": "Ghép lớp"}).status_code == 302
    assert TeachingAssignment.objects.filter(session__course=course).count() == 2


def test_a_lecturer_of_another_federation_cannot_be_chosen(as_user, truc, course, foreign_federation):
    stranger = make_lecturer(foreign_federation)
    session = course.sessions.first()

    response = as_user(truc).post(
        door("course-schedule", course), timetable(course, **{f"lecturer_{session.pk}": stranger.pk})
    )

    assert response.status_code == 200
    assert not TeachingAssignment.objects.exists()


def test_those_who_do_not_keep_the_timetable_read_it(as_user, course, dung, minh, lan, giang, gia):
    session = course.sessions.first()
    assign(session, gia)
    for user in (dung, minh, lan, giang):
        page = as_user(user).get(door("course-schedule", course))
        assert page.status_code == 200
        assert "<select" not in page.content.decode()
        assert as_user(user).post(door("course-schedule", course), timetable(course)).status_code == 403
        for name in ("session-update", "session-assign"):
            assert as_user(user).get(door(name, session)).status_code == 403
        assert as_user(user).post(door("session-remove", session)).status_code == 403
        assert as_user(user).post(door("session-plan", course)).status_code == 403
    assert course.sessions.count() == 4


def test_the_timetable_of_a_class_that_is_over_is_only_read(as_user, truc, unit):
    course = make_course(unit, status=CourseStatus.COMPLETED)
    client, address = as_user(truc), door("course-schedule", course)

    assert "<select" not in client.get(address).content.decode()
    refused = client.post(address, timetable(course))

    assert "Lịch học không đổi được nữa" in refused.content.decode()


def session_fields(session, **changes):
    return {
        "held_on": session.held_on.isoformat(),
        "part": session.part,
        "topic": session.topic_id or "",
        "periods": session.periods,
        "venue": "",
        **changes,
    }


def test_a_session_is_edited(as_user, truc, course, federation):
    session, topic = course.sessions.first(), make_topic(federation, title="Kỹ năng thương lượng")

    response = as_user(truc).post(
        door("session-update", session),
        session_fields(session, part="evening", topic=topic.pk, periods=3, venue="Phòng 2"),
    )

    assert response.url == door("course-schedule", course)
    session.refresh_from_db()
    assert (session.part, session.topic, session.periods, session.venue) == ("evening", topic, 3, "Phòng 2")


def test_a_session_on_a_taken_half_day_is_refused_with_everything_kept(as_user, truc, course):
    session = course.sessions.first()

    response = as_user(truc).post(
        door("session-update", session), session_fields(session, part="afternoon", venue="Phòng tôi ghi")
    )

    page = response.content.decode()
    assert "Lớp đã có buổi học vào lúc đó" in page
    assert "Phòng tôi ghi" in page
    session.refresh_from_db()
    assert session.part == SessionPart.MORNING


def test_a_topic_of_another_federation_cannot_be_taught(as_user, truc, course, foreign_federation):
    session, before = course.sessions.first(), course.sessions.first().topic

    response = as_user(truc).post(
        door("session-update", session), session_fields(session, topic=make_topic(foreign_federation).pk)
    )

    assert response.status_code == 200
    session.refresh_from_db()
    assert session.topic == before


def test_sessions_are_planned_added_and_removed_by_buttons(as_user, truc, unit):
    course = make_course(unit, sessions=0)
    client, schedule = as_user(truc), door("course-schedule", course)
    assert "Tạo nhanh" in client.get(schedule).content.decode()

    client.post(door("session-plan", course))
    assert course.sessions.count() == 4
    evening = {"held_on": course.starts_on.isoformat(), "part": "evening", "periods": 2, "topic": ""}
    client.post(door("session-create", course), evening)
    assert course.sessions.count() == 5

    session = course.sessions.get(part=SessionPart.EVENING)
    assert "Đã bỏ buổi" in client.post(door("session-remove", session), follow=True).content.decode()
    kept = course.sessions.first()
    SessionRegister.objects.create(session=kept)
    refused = client.post(door("session-remove", kept), follow=True)
    assert "đã có sổ điểm danh" in refused.content.decode()
    assert course.sessions.count() == 4


def test_a_second_lecturer_is_added_and_taken_off(as_user, truc, course, school):
    session = course.sessions.first()
    first, second = make_lecturer(school), make_lecturer(school)
    assign(session, first)
    client = as_user(truc)

    client.post(door("session-assign", session), {"lecturer": second.pk, "override_reason": ""})
    assert session.assignments.count() == 2
    again = client.post(door("session-assign", session), {"lecturer": second.pk, "override_reason": ""})
    assert again.status_code == 200

    client.post(reverse("courses:session-unassign", args=[session.pk, second.pk]))
    assert [row.lecturer for row in session.assignments.all()] == [first]


def test_a_lecturer_finds_her_sessions_with_today_first(as_user, giang, gia, truc, unit, school):
    today = timezone.localdate()
    course = make_course(unit, sessions=0, status=CourseStatus.RUNNING)
    days = [today + dt.timedelta(days=number) for number in (-1, 0, 1)]
    sessions = [
        Session.objects.create(course=course, held_on=day, part="morning", part_order=1) for day in days
    ]
    for session in sessions:
        assign(session, gia)
    theirs = Session.objects.create(course=course, held_on=today, part="afternoon", part_order=2)
    assign(theirs, make_lecturer(school))
    cancelled = make_course(unit, status=CourseStatus.CANCELLED).sessions.first()
    assign(cancelled, gia)

    context = as_user(giang).get(reverse("courses:session-mine")).context

    assert (context["past"], context["todays"], context["coming"]) == (
        [sessions[0]],
        [sessions[1]],
        [sessions[2]],
    )
    assert "chưa được phân công" in as_user(truc).get(reverse("courses:session-mine")).content.decode()


def test_the_teaching_page_asks_little(as_user, giang, gia, unit, django_assert_max_num_queries):
    for session in make_course(unit, sessions=50).sessions.all():
        assign(session, gia)
    client = as_user(giang)

    with django_assert_max_num_queries(12):
        client.get(reverse("courses:session-mine"))
