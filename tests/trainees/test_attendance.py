"""Attendance: the book of taps, the roll, the register."""

import datetime as dt
import itertools
import threading
import uuid

import pytest
from django.db import connection, connections
from django.utils import timezone

from core.errors import DomainError, NotAllowedNow
from core.models import AuditEntry
from courses.enums import CourseStatus
from tests.factories import enrol, make_course
from trainees.enums import EnrolmentStatus, Presence, RegisterStatus
from trainees.facts import MarkEvent
from trainees.models import AttendanceEvent, AttendanceMark, SessionRegister
from trainees.selectors import attendance_facts, session_roll
from trainees.services import close_register, fill_present, mark_roll, record_marks, reopen_register

EIGHT = dt.datetime(2022, 6, 6, 8, 0, tzinfo=timezone.get_default_timezone())


def tap(enrolment, status=Presence.PRESENT, *, minute=0, **fields):
    fields = {"uuid": uuid.uuid4(), "at": EIGHT + dt.timedelta(minutes=minute), **fields}
    return MarkEvent(enrolment=enrolment.pk, status=status, **fields)


def results(answers):
    return [answer["result"] for answer in answers.values()]


def stand(session):
    return dict(AttendanceMark.objects.filter(session=session).values_list("enrolment_id", "status"))


@pytest.fixture
def course(unit):
    return make_course(unit, status=CourseStatus.RUNNING)


@pytest.fixture
def session(course):
    return course.sessions.first()


def test_marks_are_kept_with_one_line_in_the_log(session, course, giang):
    first, second = enrol(course, count=2)

    answers = record_marks(
        session, events=[tap(first), tap(second, Presence.LATE, minutes_late=15, note="kẹt xe")], actor=giang
    )

    assert results(answers) == ["applied", "applied"]
    assert stand(session) == {first.pk: "present", second.pk: "late"}
    mark = AttendanceMark.objects.get(enrolment=second)
    assert (mark.minutes_late, mark.note, mark.event.actor) == (15, "kẹt xe", giang)
    lines = AuditEntry.objects.filter(verb="trainees.attendance.mark")
    assert [(line.data["taps"], line.actor) for line in lines] == [(2, giang)]


def test_the_same_tap_sent_twice_is_one_row(session, course, giang):
    event = tap(enrol(course))

    record_marks(session, events=[event], actor=giang)
    again = record_marks(session, events=[event, event], actor=giang)

    assert results(again) == ["duplicate"]
    assert AttendanceEvent.objects.count() == AttendanceMark.objects.count() == 1


@pytest.mark.parametrize("batched", [False, True])
def test_the_order_of_arrival_does_not_matter(course, giang, batched):
    person = enrol(course)
    sessions = list(course.sessions.all())
    taps = [
        (Presence.PRESENT, 1, uuid.UUID(int=9)),
        (Presence.ABSENT, 3, uuid.UUID(int=4)),
        (Presence.EXCUSED, 3, uuid.UUID(int=7)),  # the same moment: the higher uuid wins
        (Presence.LATE, 2, uuid.UUID(int=8)),
    ]
    outcomes = set()
    for turn, order in enumerate(itertools.permutations(taps)):
        session = sessions[turn % len(sessions)]
        AttendanceMark.objects.filter(session=session).delete()
        events = [
            tap(person, status, minute=minute, uuid=uuid.UUID(int=number.int + 100 * turn))
            for status, minute, number in order
        ]
        for batch in [events] if batched else [[event] for event in events]:
            record_marks(session, events=batch, actor=giang)
        outcomes.add(stand(session)[person.pk])

    assert outcomes == {"excused"}


def test_an_older_tap_is_kept_but_moves_nothing(session, course, giang):
    person = enrol(course)
    record_marks(session, events=[tap(person, minute=5)], actor=giang)

    answers = record_marks(session, events=[tap(person, Presence.ABSENT, minute=1)], actor=giang)

    assert results(answers) == ["superseded"]
    assert stand(session) == {person.pk: "present"}
    assert AttendanceEvent.objects.count() == 2


def test_a_clock_that_runs_ahead_does_not_win_for_ever(session, course, giang):
    person = enrol(course)
    future = timezone.now() + dt.timedelta(days=400)
    record_marks(session, events=[tap(person, at=future)], actor=giang)

    later = timezone.now() + dt.timedelta(seconds=1)
    answers = record_marks(session, events=[tap(person, Presence.ABSENT, at=later)], actor=giang)

    assert results(answers) == ["applied"]
    assert stand(session) == {person.pk: "absent"}


def test_people_of_another_class_and_withdrawn_people_are_rejected_one_by_one(session, course, unit, giang):
    here, gone = enrol(course), enrol(course, status=EnrolmentStatus.WITHDRAWN)
    stranger = enrol(make_course(unit))

    answers = record_marks(session, events=[tap(stranger), tap(here), tap(gone)], actor=giang)

    assert results(answers) == ["rejected", "applied", "rejected"]
    assert stand(session) == {here.pk: "present"}


def test_a_mark_can_be_taken_back(session, course, giang):
    person = enrol(course)
    record_marks(session, events=[tap(person)], actor=giang)

    record_marks(session, events=[tap(person, Presence.CLEARED, minute=1)], actor=giang)

    roll = session_roll(session)
    assert [row.enrolment for row in roll.unmarked] == [person]
    with pytest.raises(DomainError, match="1 học viên chưa điểm"):
        close_register(roll.register, actor=giang)


def test_the_rest_is_present_and_nobody_is_overwritten(session, course, giang):
    absent, *others = enrol(course, count=5)
    record_marks(session, events=[tap(absent, Presence.ABSENT)], actor=giang)

    assert fill_present(session, actor=giang) == 4
    assert fill_present(session, actor=giang) == 0

    assert stand(session) == {absent.pk: "absent", **{other.pk: "present" for other in others}}
    assert AuditEntry.objects.filter(verb="trainees.attendance.fill").count() == 1


def test_a_register_closes_only_when_everybody_is_marked(session, course, giang):
    first, _second = enrol(course, count=2)
    record_marks(session, events=[tap(first)], actor=giang)
    register = SessionRegister.objects.get()

    with pytest.raises(DomainError, match="Còn 1 học viên chưa điểm"):
        close_register(register, actor=giang)
    fill_present(session, actor=giang)
    close_register(register, actor=giang)

    register.refresh_from_db()
    assert (register.status, register.closed_by) == (RegisterStatus.CLOSED, giang)
    line = AuditEntry.objects.get(verb="trainees.register.close")
    assert (line.data["present"], line.data["absent"]) == (2, 0)


def test_a_closed_register_takes_no_mark_but_knows_what_it_has(session, course, giang):
    person = enrol(course)
    old = tap(person)
    record_marks(session, events=[old], actor=giang)
    close_register(SessionRegister.objects.get(), actor=giang)

    answers = record_marks(session, events=[tap(person, Presence.ABSENT, minute=9), old], actor=giang)

    assert results(answers) == ["rejected", "duplicate"]
    assert "Buổi đã chốt lúc" in next(iter(answers.values()))["message"]
    assert stand(session) == {person.pk: "present"}
    with pytest.raises(NotAllowedNow):
        fill_present(session, actor=giang)
    with pytest.raises(NotAllowedNow):
        mark_roll(session, marks={person.pk: {"status": "absent"}}, actor=giang)
    with pytest.raises(NotAllowedNow):
        close_register(SessionRegister.objects.get(), actor=giang)


def test_reopening_needs_a_class_that_has_not_ended(session, course, giang, an):
    person = enrol(course)
    record_marks(session, events=[tap(person)], actor=giang)
    register = close_register(SessionRegister.objects.get(), actor=giang)

    reopen_register(register, reason="điểm nhầm", actor=an)
    assert results(record_marks(session, events=[tap(person, minute=2)], actor=giang)) == ["applied"]
    assert AuditEntry.objects.get(verb="trainees.register.reopen").data["reason"] == "điểm nhầm"

    close_register(SessionRegister.objects.get(), actor=giang)
    type(course).objects.filter(pk=course.pk).update(status=CourseStatus.COMPLETED)
    with pytest.raises(NotAllowedNow):
        reopen_register(SessionRegister.objects.get(), reason="x", actor=an)
    assert SessionRegister.objects.get().status == RegisterStatus.CLOSED


def test_the_book_of_taps_only_grows(session, course, giang, forbidden_by_the_database):
    record_marks(session, events=[tap(enrol(course))], actor=giang)

    with forbidden_by_the_database():
        AttendanceEvent.objects.update(status="absent")
    with forbidden_by_the_database():
        AttendanceMark.objects.all().delete()
        AttendanceEvent.objects.all().delete()


def test_facts_for_money_count_heads_in_closed_registers_only(course, giang):
    first, second, gone = enrol(course, count=3)
    morning, afternoon, next_day, _last = course.sessions.all()
    for session, statuses in (
        (morning, "present absent"),
        (afternoon, "late present"),
        (next_day, "present present"),
    ):
        events = [
            tap(person, status) for person, status in zip((first, second), statuses.split(), strict=True)
        ]
        record_marks(session, events=[*events, tap(gone, Presence.EXCUSED)], actor=giang)
    for session in (morning, afternoon):
        close_register(session.register, actor=giang)

    facts = attendance_facts(course)

    assert facts.by_session == {morning.pk: 1, afternoon.pk: 2}
    assert facts.by_day == {"2022-06-06": 2}


def count_queries(work):
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        work()
    return len(captured)


def test_sixty_people_cost_no_more_queries_than_two(unit, giang):
    costs = []
    for size in (2, 60):
        course = make_course(unit, status=CourseStatus.RUNNING)
        people = enrol(course, count=size)
        session = course.sessions.first()
        record_marks(session, events=[tap(people[0])], actor=giang)
        events = [tap(person, minute=1) for person in people]
        costs.append(
            count_queries(
                lambda session=session, events=events: record_marks(session, events=events, actor=giang)
            )
        )

    assert costs[0] == costs[1] <= 14


@pytest.mark.django_db(transaction=True)
def test_two_phones_at_the_first_mark_make_one_register(unit, giang):
    course = make_course(unit, status=CourseStatus.RUNNING)
    people = enrol(course, count=2)
    session = course.sessions.first()
    start, failures = threading.Barrier(2), []

    def phone(person):
        try:
            start.wait()
            record_marks(session, events=[tap(person)], actor=giang)
        except Exception as error:
            failures.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=phone, args=[person]) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failures == []
    assert SessionRegister.objects.count() == 1
    assert stand(session) == {person.pk: "present" for person in people}


@pytest.mark.django_db(transaction=True)
def test_two_phones_on_one_person_agree_on_the_newest(unit, giang):
    course = make_course(unit, status=CourseStatus.RUNNING)
    person = enrol(course)
    session = course.sessions.first()
    start, failures = threading.Barrier(2), []

    def phone(status, minute):
        try:
            start.wait()
            record_marks(session, events=[tap(person, status, minute=minute)], actor=giang)
        except Exception as error:
            failures.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=phone, args=pair) for pair in (("absent", 2), ("present", 1))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failures == []
    assert stand(session) == {person.pk: "absent"}
