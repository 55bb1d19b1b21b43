"""The life of a class: opened with a gapless code, started, completed, cancelled, each with its refusals."""

import threading

import pytest
from django.db import connection

from core.errors import DomainError, NotAllowedNow, SomeoneWasFaster
from core.models import AuditEntry
from courses.enums import CourseStatus, RegistrationStatus
from courses.facts import RosterFacts
from courses.models import Course
from courses.services import cancel_course, complete_course, create_course, start_course
from tests.factories import (
    assign,
    make_course,
    make_federation,
    make_lecturer,
    make_organisation,
    make_plan,
    make_registration,
)


def approved(unit, **fields):
    return make_registration(unit, status=RegistrationStatus.APPROVED, **fields)


def taught_course(unit, school, **fields):
    course = make_course(unit, **fields)
    lecturer = make_lecturer(school)
    for session in course.sessions.all():
        assign(session, lecturer)
    return course


def test_a_class_takes_everything_from_its_registration(unit, binh):
    registration = approved(unit, title="Lớp nữ công", expected_trainees=45)

    course = create_course(registration, actor=binh)

    course.refresh_from_db()
    taken = (course.title, course.venue, course.capacity, course.starts_on, course.ends_on)
    assert taken == ("Lớp nữ công", registration.venue, 45, registration.starts_on, registration.ends_on)
    assert (course.organisation, course.plan, course.programme) == (
        unit,
        registration.plan,
        registration.programme,
    )
    assert course.status == CourseStatus.APPROVED
    assert course.code == "HN-2022-001"
    line = AuditEntry.objects.get(verb="courses.course.create")
    assert (line.actor, line.target_id, line.data["code"]) == (binh, course.pk, "HN-2022-001")
    assert line.organisation_path == unit.path


def test_codes_count_by_federation_and_year_of_the_plan(unit, neighbour, federation, binh):
    foreign_unit = make_organisation(make_federation("QT", name="Liên đoàn Lao động tỉnh Quảng Trị"))
    later = make_plan(federation, year=2023)

    codes = [
        create_course(registration, actor=binh).code
        for registration in (
            approved(unit),
            approved(neighbour),
            approved(foreign_unit),
            approved(unit, plan=later),
            approved(unit),
        )
    ]

    assert codes == ["HN-2022-001", "HN-2022-002", "QT-2022-001", "HN-2023-001", "HN-2022-003"]


def test_codes_go_on_past_999(unit, binh):
    make_course(unit, code="HN-2022-999")
    make_course(unit, code="HN-2022-1000")

    assert create_course(approved(unit), actor=binh).code == "HN-2022-1001"


@pytest.mark.parametrize("status", set(RegistrationStatus) - {RegistrationStatus.APPROVED})
def test_only_an_approved_registration_gets_a_class(unit, binh, status):
    with pytest.raises(DomainError):
        create_course(make_registration(unit, status=status), actor=binh)

    assert not Course.objects.exists()


def test_a_registration_gets_one_class(unit, binh):
    registration = approved(unit)
    create_course(registration, actor=binh)

    with pytest.raises(DomainError):
        create_course(registration, actor=binh)

    assert Course.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_ten_approvals_at_once_leave_no_gap_and_no_duplicate():
    unit = make_organisation(make_federation("HN", name="Liên đoàn Lao động thành phố Hà Nội"))
    plan = make_plan(unit.federation)
    registrations = [approved(unit, plan=plan) for _number in range(10)]
    start, failures = threading.Barrier(len(registrations)), []

    def approve(registration):
        try:
            start.wait()
            create_course(registration, actor=None)
        except Exception as failure:
            failures.append(failure)
        finally:
            connection.close()

    threads = [threading.Thread(target=approve, args=[registration]) for registration in registrations]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failures == []
    codes = sorted(Course.objects.values_list("code", flat=True))
    assert codes == [f"HN-2022-{number:03d}" for number in range(1, 11)]


def test_a_number_lost_in_a_rollback_is_used_again(unit, binh, monkeypatch):
    create_course(approved(unit), actor=binh)
    broken = approved(unit)

    def explode(*args, **kwargs):
        raise RuntimeError

    with monkeypatch.context() as patch:
        patch.setattr("courses.services.running.plan_sessions", explode)
        with pytest.raises(RuntimeError):
            create_course(broken, actor=binh)

    assert create_course(broken, actor=binh).code == "HN-2022-002"


def test_a_class_opens_when_people_are_enrolled_and_every_session_is_taught(unit, school, dung):
    course = taught_course(unit, school)

    start_course(course, roster=RosterFacts(enrolled=60), actor=dung)

    course.refresh_from_db()
    assert course.status == CourseStatus.RUNNING
    assert AuditEntry.objects.get(verb="courses.course.start").data["enrolled"] == 60


def test_a_class_does_not_open_without_trainees(unit, school, dung):
    course = taught_course(unit, school)

    with pytest.raises(DomainError):
        start_course(course, roster=RosterFacts(enrolled=0), actor=dung)

    course.refresh_from_db()
    assert course.status == CourseStatus.APPROVED


def test_a_class_does_not_open_while_a_session_has_no_lecturer(unit, school, dung):
    course = taught_course(unit, school)
    untaught = course.sessions.last()
    untaught.assignments.all().delete()

    with pytest.raises(DomainError, match=f"{untaught.held_on:%d/%m/%Y}"):
        start_course(course, roster=RosterFacts(enrolled=60), actor=dung)

    course.refresh_from_db()
    assert course.status == CourseStatus.APPROVED


def test_a_class_without_sessions_does_not_open(unit, dung):
    with pytest.raises(DomainError):
        start_course(make_course(unit, sessions=0), roster=RosterFacts(enrolled=60), actor=dung)


def test_results_are_confirmed_when_nothing_is_open(unit, an):
    course = make_course(unit, status=CourseStatus.RUNNING)

    complete_course(course, roster=RosterFacts(enrolled=60), actor=an)

    course.refresh_from_db()
    assert course.status == CourseStatus.COMPLETED


@pytest.mark.parametrize(
    "roster",
    [
        RosterFacts(enrolled=60, open_registers=1),
        RosterFacts(enrolled=60, unassessed=3),
        RosterFacts(enrolled=0),
    ],
)
def test_results_are_not_confirmed_over_open_ends(unit, an, roster):
    course = make_course(unit, status=CourseStatus.RUNNING)

    with pytest.raises(DomainError):
        complete_course(course, roster=roster, actor=an)

    course.refresh_from_db()
    assert course.status == CourseStatus.RUNNING


def test_a_class_that_has_not_opened_cannot_be_completed(unit, an):
    with pytest.raises(NotAllowedNow):
        complete_course(make_course(unit), roster=RosterFacts(enrolled=60), actor=an)


def test_a_cancelled_class_keeps_its_reason(unit, binh):
    course = make_course(unit)

    cancel_course(course, reason=" Không đủ người ", actor=binh)

    course.refresh_from_db()
    assert (course.status, course.cancel_reason) == (CourseStatus.CANCELLED, "Không đủ người")
    assert AuditEntry.objects.get(verb="courses.course.cancel").data["reason"] == "Không đủ người"


def test_nobody_cancels_without_a_reason_or_a_completed_class(unit, binh):
    with pytest.raises(DomainError):
        cancel_course(make_course(unit), reason="  ", actor=binh)
    with pytest.raises(NotAllowedNow):
        cancel_course(make_course(unit, status=CourseStatus.COMPLETED), reason="Nhầm", actor=binh)

    assert not Course.objects.filter(status=CourseStatus.CANCELLED).exists()


def test_of_two_who_press_at_once_the_second_is_told(unit, binh, an, school):
    course = taught_course(unit, school)
    stale = Course.objects.get(pk=course.pk)
    cancel_course(course, reason="Thiếu kinh phí", actor=binh)

    with pytest.raises(SomeoneWasFaster):
        start_course(stale, roster=RosterFacts(enrolled=60), actor=an)

    course.refresh_from_db()
    assert course.status == CourseStatus.CANCELLED
