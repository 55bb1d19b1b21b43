"""When a class meets and who teaches: days off, topics in order, clashes, one form for all."""

import datetime as dt
import threading

import pytest
from django.db import connection

from core.errors import DomainError
from core.models import AuditEntry
from courses.enums import CourseStatus, SessionPart
from courses.facts import DECIDED_HOLIDAYS, TimetableRow
from courses.models import ProgrammeTopic, Session, TeachingAssignment
from courses.selectors.running import unplaced_topics
from courses.services import (
    TimetableRefused,
    assign_lecturer,
    create_session,
    plan_sessions,
    remove_session,
    save_timetable,
    unassign_lecturer,
    update_session,
)
from courses.services.scheduling import teaching_days
from tests.factories import (
    assign,
    make_course,
    make_federation,
    make_lecturer,
    make_organisation,
    make_programme,
    make_registration,
    make_topic,
)
from trainees.models import SessionRegister

MORNING, AFTERNOON = SessionPart.MORNING, SessionPart.AFTERNOON


def empty_course(unit, *, starts_on, ends_on, **fields):
    registration = make_registration(unit, starts_on=starts_on, ends_on=ends_on, status="approved")
    return make_course(unit, registration=registration, sessions=0, **fields)


def slots(course):
    return [(session.held_on, session.part) for session in course.sessions.all()]


def fields_of(session, **changes):
    return {
        "held_on": session.held_on,
        "part": session.part,
        "periods": session.periods,
        "topic": session.topic,
        "venue": session.venue,
        **changes,
    }


def test_every_day_gets_a_morning_and_an_afternoon(unit, truc):
    course = empty_course(unit, starts_on=dt.date(2022, 6, 6), ends_on=dt.date(2022, 6, 7))

    plan_sessions(course, actor=truc)

    assert slots(course) == [
        (dt.date(2022, 6, 6), MORNING),
        (dt.date(2022, 6, 6), AFTERNOON),
        (dt.date(2022, 6, 7), MORNING),
        (dt.date(2022, 6, 7), AFTERNOON),
    ]
    assert AuditEntry.objects.get(verb="courses.session.plan").data["sessions"] == 4


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        ("2022-06-04", "2022-06-06", ["2022-06-04", "2022-06-06"]),  # Saturday to Monday
        ("2022-04-29", "2022-05-02", ["2022-04-29", "2022-05-02"]),  # Giải phóng miền Nam, 1/5 (a Sunday)
        ("2021-12-31", "2022-01-02", ["2021-12-31"]),  # New Year, then a Sunday
        ("2022-09-01", "2022-09-03", ["2022-09-01", "2022-09-03"]),  # the second day off is decided yearly
        ("2022-06-05", "2022-06-05", ["2022-06-05"]),  # a Sunday class was meant so
    ],
)
def test_sundays_and_public_holidays_are_free(first, last, days):
    found = teaching_days(dt.date.fromisoformat(first), dt.date.fromisoformat(last))

    assert [day.isoformat() for day in found] == days


def test_days_decided_year_by_year_are_free_once_they_are_known(monkeypatch):
    monkeypatch.setitem(DECIDED_HOLIDAYS, dt.date(2022, 9, 1), "a decision")

    assert teaching_days(dt.date(2022, 9, 1), dt.date(2022, 9, 3)) == [dt.date(2022, 9, 3)]


def test_topics_follow_the_order_of_the_programme_for_as_many_sessions_as_they_need(unit, federation, truc):
    programme = make_programme(federation, topics=0)
    long, short = make_topic(federation, periods=8), make_topic(federation, periods=4)
    ProgrammeTopic.objects.create(programme=programme, topic=short, position=2)
    ProgrammeTopic.objects.create(programme=programme, topic=long, position=1)
    days = {"starts_on": dt.date(2022, 6, 6), "ends_on": dt.date(2022, 6, 7)}
    course = empty_course(unit, programme=programme, **days)

    plan_sessions(course, actor=truc)

    assert [session.topic for session in course.sessions.all()] == [long, long, short, None]


def test_topics_too_long_for_the_class_get_one_session_each_and_the_rest_are_named(unit, federation, truc):
    programme = make_programme(federation, topics=0)
    topics = [make_topic(federation, periods=8) for _number in range(3)]
    for position, topic in enumerate(topics, 1):
        ProgrammeTopic.objects.create(programme=programme, topic=topic, position=position)
    day = dt.date(2022, 6, 6)
    course = empty_course(unit, programme=programme, starts_on=day, ends_on=day)

    sessions = plan_sessions(course, actor=truc)

    assert [session.topic for session in sessions] == topics[:2]
    assert unplaced_topics(course, sessions) == [(topics[2], True)]


def test_sessions_are_planned_once(unit, truc):
    course = make_course(unit)

    with pytest.raises(DomainError):
        plan_sessions(course, actor=truc)

    assert course.sessions.count() == 4


def test_a_session_moves_within_the_class(unit, truc):
    course = make_course(unit, sessions=2)
    session = course.sessions.first()

    update_session(
        session, actor=truc, **fields_of(session, part=SessionPart.EVENING, periods=3, venue="Phòng 2")
    )

    session.refresh_from_db()
    assert (session.part, session.part_order, session.periods, session.venue) == ("evening", 3, 3, "Phòng 2")
    assert [row.part for row in course.sessions.all()] == ["afternoon", "evening"]
    assert AuditEntry.objects.get(verb="courses.session.update").organisation_path == unit.path


def test_a_session_fits_neither_outside_the_class_nor_on_another(unit, truc):
    course = make_course(unit, sessions=2)
    session = course.sessions.first()
    before = slots(course)

    for changes in ({"held_on": course.ends_on + dt.timedelta(days=1)}, {"part": AFTERNOON}, {"periods": 0}):
        with pytest.raises(DomainError):
            update_session(session, actor=truc, **fields_of(session, **changes))
        session.refresh_from_db()

    assert slots(course) == before


def test_a_session_does_not_move_to_where_its_lecturer_teaches(unit, neighbour, school, truc):
    lecturer = make_lecturer(school)
    course, other = make_course(unit, sessions=1), make_course(neighbour, sessions=2)
    session = course.sessions.get()
    assign(session, lecturer)
    assign(other.sessions.get(part=AFTERNOON), lecturer)

    with pytest.raises(DomainError, match=other.code):
        update_session(session, actor=truc, **fields_of(session, part=AFTERNOON))
    session.refresh_from_db()
    assert session.part == MORNING

    update_session(
        session, actor=truc, override_reason="Dạy ghép hai lớp", **fields_of(session, part=AFTERNOON)
    )
    assert AuditEntry.objects.get(verb="courses.session.update").data["override_reason"] == "Dạy ghép hai lớp"


def test_a_session_is_added_and_removed(unit, truc):
    course = make_course(unit, sessions=1)

    session = create_session(
        course, held_on=course.starts_on, part=SessionPart.EVENING, periods=2, actor=truc
    )
    assert course.sessions.count() == 2
    with pytest.raises(DomainError):
        create_session(course, held_on=course.starts_on, part=SessionPart.EVENING, periods=2, actor=truc)

    remove_session(session, actor=truc)
    assert course.sessions.count() == 1
    assert AuditEntry.objects.get(verb="courses.session.remove").target_id == course.pk


def test_a_session_with_a_register_stays(unit, school, truc):
    session = make_course(unit, sessions=1).sessions.get()
    assign(session, make_lecturer(school))
    SessionRegister.objects.create(session=session)

    with pytest.raises(DomainError):
        remove_session(session, actor=truc)

    assert session.assignments.count() == 1


@pytest.mark.parametrize("status", [CourseStatus.COMPLETED, CourseStatus.CANCELLED])
def test_the_timetable_of_a_class_that_is_over_stays(unit, school, truc, status):
    course = make_course(unit, status=status)
    session, lecturer = course.sessions.first(), make_lecturer(school)
    assign(course.sessions.last(), lecturer)

    for act in (
        lambda: update_session(session, actor=truc, **fields_of(session, periods=2)),
        lambda: assign_lecturer(session, lecturer=lecturer, actor=truc),
        lambda: unassign_lecturer(course.sessions.last(), lecturer=lecturer, actor=truc),
        lambda: remove_session(session, actor=truc),
        lambda: plan_sessions(course, actor=truc),
        lambda: save_timetable(course, rows=[], actor=truc),
    ):
        with pytest.raises(DomainError):
            act()

    assert course.sessions.count() == 4
    assert TeachingAssignment.objects.count() == 1


def test_a_lecturer_is_assigned_once_and_taken_off(unit, school, truc):
    session, lecturer = make_course(unit).sessions.first(), make_lecturer(school)

    assignment = assign_lecturer(session, lecturer=lecturer, actor=truc)
    assert (assignment.assigned_by, AuditEntry.objects.get().verb) == (truc, "courses.session.assign")
    with pytest.raises(DomainError):
        assign_lecturer(session, lecturer=lecturer, actor=truc)

    unassign_lecturer(session, lecturer=lecturer, actor=truc)
    assert not session.assignments.exists()
    with pytest.raises(DomainError):
        unassign_lecturer(session, lecturer=lecturer, actor=truc)


def test_a_lecturer_of_another_federation_does_not_teach_here(unit, foreign_federation, truc):
    session = make_course(unit).sessions.first()

    with pytest.raises(DomainError):
        assign_lecturer(session, lecturer=make_lecturer(foreign_federation), actor=truc)


def test_nobody_teaches_two_classes_at_once_without_a_reason(unit, neighbour, school, truc):
    lecturer = make_lecturer(school)
    here, there = make_course(unit).sessions.first(), make_course(neighbour).sessions.first()
    assign_lecturer(here, lecturer=lecturer, actor=truc)

    with pytest.raises(DomainError, match=here.course.title):
        assign_lecturer(there, lecturer=lecturer, actor=truc)
    with pytest.raises(DomainError):
        assign_lecturer(there, lecturer=lecturer, override_reason="  ", actor=truc)
    assert not there.assignments.exists()

    assign_lecturer(there, lecturer=lecturer, override_reason="Học chung hội trường", actor=truc)
    assert AuditEntry.objects.latest("pk").data["override_reason"] == "Học chung hội trường"


def test_a_cancelled_class_and_another_half_day_are_no_clash(unit, neighbour, school, truc):
    lecturer = make_lecturer(school)
    course = make_course(unit)
    assign(make_course(neighbour, status=CourseStatus.CANCELLED).sessions.first(), lecturer)
    assign(make_course(neighbour).sessions.get(held_on=course.starts_on, part=AFTERNOON), lecturer)

    assign_lecturer(course.sessions.first(), lecturer=lecturer, actor=truc)

    assert course.sessions.first().assignments.count() == 1


def test_a_timetable_is_saved_whole(unit, school, truc):
    course = make_course(unit)
    one, two = make_lecturer(school), make_lecturer(school)
    sessions = list(course.sessions.all())
    assign(sessions[0], one)
    rows = [TimetableRow(sessions[0].pk, one, two), TimetableRow(sessions[1].pk, None, one)]
    rows += [TimetableRow(session.pk, None, None) for session in sessions[2:]]

    assert save_timetable(course, rows=rows, actor=truc) == 2

    assert [session.assignments.get().lecturer for session in sessions[:2]] == [two, one]
    assert AuditEntry.objects.get(verb="courses.course.timetable").data["sessions"] == 2


def test_a_clash_in_one_row_keeps_the_whole_timetable_back(unit, neighbour, school, truc):
    course, other = make_course(unit), make_course(neighbour)
    lecturer = make_lecturer(school)
    assign(other.sessions.first(), lecturer)
    sessions = list(course.sessions.all())
    rows = [TimetableRow(session.pk, None, lecturer) for session in sessions]

    with pytest.raises(TimetableRefused) as refusal:
        save_timetable(course, rows=rows, actor=truc)

    assert list(refusal.value.rows) == [sessions[0].pk]
    assert other.code in refusal.value.rows[sessions[0].pk]
    assert not TeachingAssignment.objects.filter(session__course=course).exists()
    assert not AuditEntry.objects.exists()


def test_a_row_somebody_else_changed_meanwhile_is_not_overwritten(unit, school, truc):
    course = make_course(unit)
    session, theirs, mine = course.sessions.first(), make_lecturer(school), make_lecturer(school)
    assign(session, theirs)

    with pytest.raises(TimetableRefused):
        save_timetable(course, rows=[TimetableRow(session.pk, None, mine)], actor=truc)

    assert session.assignments.get().lecturer == theirs


def test_a_second_lecturer_stays_when_the_first_changes(unit, school, truc):
    course = make_course(unit)
    session = course.sessions.first()
    first, second, new = (make_lecturer(school) for _number in range(3))
    assign(session, first)
    assign(session, second)

    save_timetable(course, rows=[TimetableRow(session.pk, first, new)], actor=truc)

    assert {row.lecturer for row in session.assignments.all()} == {second, new}


@pytest.mark.django_db(transaction=True)
def test_eight_desks_do_not_place_one_lecturer_in_two_classes_at_once():
    federation = make_federation("HN", name="Liên đoàn Lao động thành phố Hà Nội")
    lecturer = make_lecturer(federation)
    sessions = [make_course(make_organisation(federation), sessions=1).sessions.get() for _number in range(8)]
    start, refused = threading.Barrier(len(sessions)), []

    def place(session):
        try:
            start.wait()
            assign_lecturer(Session.objects.get(pk=session.pk), lecturer=lecturer, actor=None)
        except DomainError as refusal:
            refused.append(refusal)
        finally:
            connection.close()

    threads = [threading.Thread(target=place, args=[session]) for session in sessions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert TeachingAssignment.objects.count() == 1
    assert len(refused) == 7
