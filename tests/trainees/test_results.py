"""Who completes a class, and the moment it is closed for good."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import DomainError
from core.models import AuditEntry
from courses.enums import CourseStatus
from courses.models import ProgrammeTopic
from tests.factories import assign, enrol, make_course, make_lecturer, make_topic
from tests.trainees.test_attendance import tap
from trainees.enums import EnrolmentStatus, Presence, Result
from trainees.facts import AssessmentEntry, Rule
from trainees.models import Assessment
from trainees.selectors import completion, course_results
from trainees.services import close_register, complete_class, record_assessments, record_marks, start_class

FOUR = [(1, 10), (2, 20), (3, 10), (4, 20)]


@pytest.fixture
def course(unit):
    return make_course(unit, status=CourseStatus.RUNNING)


def call(course, *people, absent=(), actor=None):
    """Mark everybody in every session and close; ``absent``: (position of the session, person)."""
    for position, session in enumerate(course.sessions.all()):
        events = [
            tap(person, Presence.ABSENT if (position, person) in absent else Presence.PRESENT)
            for person in people
        ]
        record_marks(session, events=events, actor=actor)
        close_register(session.register, actor=actor)


@pytest.mark.parametrize(
    ("least", "came", "done"),
    [(80, 4, True), (80, 3, False), (75, 3, True), (76, 3, False), (1, 0, False)],
)
def test_the_share_is_reckoned_exactly(least, came, done):
    verdict = completion(Rule(least), sessions=FOUR, present=set(range(1, came + 1)))

    assert verdict.is_completed is done
    assert verdict.percent == came * 25


def test_every_reason_is_said_in_words():
    rule = Rule(80, topics=((10, "Luật Công đoàn"), (20, "Kỹ năng thương lượng")), requires_essay=True)

    verdict = completion(rule, sessions=FOUR, present={1, 3}, essay_passed=False, grade="fail")

    assert verdict.reasons == (
        "Có mặt 2/4 buổi (50%); cần ít nhất 80%.",
        "Chưa dự chuyên đề bắt buộc: “Kỹ năng thương lượng”.",
        "Bài thu hoạch chưa đạt.",
        "Xếp loại “Chưa đạt”.",
    )


def test_an_essay_that_nobody_judged_is_not_passed():
    verdict = completion(Rule(80, requires_essay=True), sessions=FOUR, present={1, 2, 3, 4})

    assert verdict.reasons == ("Bài thu hoạch chưa nộp hoặc chưa chấm.",)


def test_a_class_without_sessions_is_completed_by_nobody():
    assert completion(Rule(1), sessions=[], present=set()).is_completed is False


@given(present=st.sets(st.integers(1, 4)), extra=st.integers(1, 4), least=st.integers(1, 100))
def test_coming_once_more_never_hurts(present, extra, least):
    rule = Rule(least, topics=((10, "A"), (20, "B")))
    before = completion(rule, sessions=FOUR, present=present)
    after = completion(rule, sessions=FOUR, present=present | {extra})

    assert after.is_completed >= before.is_completed
    assert after.percent >= before.percent


def test_open_registers_and_withdrawn_people_do_not_count(course, giang):
    person, gone = enrol(course), enrol(course, status=EnrolmentStatus.WITHDRAWN)
    first, second, *_rest = course.sessions.all()
    for session in (first, second):
        record_marks(session, events=[tap(person)], actor=giang)
    close_register(first.register, actor=giang)

    results = course_results(course)

    assert [row.enrolment for row in results.rows] == [person]
    assert results.rows[0].completion.present == 1
    assert len(results.open_sessions) == 3
    assert gone not in [row.enrolment for row in results.rows]


def test_a_compulsory_topic_that_no_session_teaches_is_told_and_fails_nobody(course, federation, giang):
    extra = make_topic(federation, title="Chưa xếp")
    ProgrammeTopic.objects.create(programme=course.programme, topic=extra, position=9)
    person = enrol(course)
    call(course, person, actor=giang)
    record_assessments(course, rows=[AssessmentEntry(person.pk, essay_passed=True)], actor=giang)

    results = course_results(course)

    assert results.unscheduled == ["Chưa xếp"]
    assert results.rows[0].completion.is_completed


def test_only_what_changed_is_recorded(course, truc):
    first, second = enrol(course, count=2)
    rows = [AssessmentEntry(first.pk, True, Decimal("8.50"), "good"), AssessmentEntry(second.pk)]

    assert record_assessments(course, rows=rows, actor=truc) == 1
    assert record_assessments(course, rows=rows, actor=truc) == 0
    rows[0] = AssessmentEntry(first.pk, False, None, "")
    assert record_assessments(course, rows=rows, actor=truc) == 1

    kept = Assessment.objects.get()
    assert (kept.essay_passed, kept.score, kept.grade, kept.recorded_by) == (False, None, "", truc)
    assert AuditEntry.objects.filter(verb="trainees.assessment.record").count() == 2


def test_results_are_recorded_only_for_this_class_while_it_runs(course, unit, truc):
    stranger = enrol(make_course(unit, status=CourseStatus.RUNNING))
    with pytest.raises(DomainError):
        record_assessments(course, rows=[AssessmentEntry(stranger.pk, True)], actor=truc)

    waiting = make_course(unit)
    person = enrol(waiting)
    with pytest.raises(DomainError):
        record_assessments(waiting, rows=[AssessmentEntry(person.pk, True)], actor=truc)
    assert Assessment.objects.count() == 0


def test_a_class_closes_only_on_closed_registers_and_judged_essays(course, giang, truc, binh):
    good, away = enrol(course, count=2)
    with pytest.raises(DomainError, match="4"):
        complete_class(course, actor=binh)
    call(course, good, away, absent={(0, away), (1, away)}, actor=giang)
    with pytest.raises(DomainError, match="2"):
        complete_class(course, actor=binh)
    rows = [AssessmentEntry(person.pk, essay_passed=True) for person in (good, away)]
    record_assessments(course, rows=rows, actor=truc)

    complete_class(course, actor=binh)

    for row in (course, good, away):
        row.refresh_from_db()
    assert course.status == CourseStatus.COMPLETED
    assert (good.result, good.result_reasons, good.present_sessions) == (Result.COMPLETED, [], 4)
    assert (away.result, away.present_sessions) == (Result.NOT_COMPLETED, 2)
    assert away.result_reasons == ["Có mặt 2/4 buổi (50%); cần ít nhất 80%."]
    line = AuditEntry.objects.get(verb="trainees.enrolment.results")
    assert (line.data["completed"], line.data["not_completed"]) == (1, 1)


def test_nothing_moves_after_the_class_is_closed(course, giang, truc, binh):
    person = enrol(course)
    call(course, person, actor=giang)
    record_assessments(course, rows=[AssessmentEntry(person.pk, True)], actor=truc)
    complete_class(course, actor=binh)

    with pytest.raises(DomainError):
        record_assessments(course, rows=[AssessmentEntry(person.pk, False)], actor=truc)
    with pytest.raises(DomainError):
        complete_class(course, actor=binh)
    answers = record_marks(course.sessions.first(), events=[tap(person, minute=99)], actor=giang)
    assert [answer["result"] for answer in answers.values()] == ["rejected"]


def test_a_class_starts_with_people_and_lecturers(unit, school, dung):
    course = make_course(unit)
    lecturer = make_lecturer(school)
    for session in course.sessions.all():
        assign(session, lecturer)
    with pytest.raises(DomainError):
        start_class(course, actor=dung)
    enrol(course)

    start_class(course, actor=dung)

    course.refresh_from_db()
    assert course.status == CourseStatus.RUNNING
