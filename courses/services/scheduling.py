"""When a class meets, on what, and who teaches."""

import datetime as dt
from itertools import product

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from core import audit
from core.errors import DomainError, SomeoneWasFaster
from courses.enums import CourseStatus, SessionPart
from courses.facts import day_off
from courses.models import Course, Lecturer, Session, TeachingAssignment
from courses.models.running import PART_ORDER

PERIODS_A_SESSION = 4
SUNDAY = 6
OPEN_TO_CHANGE = {CourseStatus.APPROVED, CourseStatus.RUNNING}


class TimetableRefused(DomainError):
    """The timetable cannot be saved; ``rows`` says why, session by session (id -> sentence)."""

    def __init__(self, rows):
        self.rows = rows
        super().__init__(_("The timetable is not saved yet: see the marked sessions."))


@transaction.atomic
def plan_sessions(course, *, actor):
    """Give a class without sessions a morning and an afternoon every teaching day, topics in their order.

    Returns the sessions. Raises DomainError when there are sessions already or the class is over.
    """
    course = _open_course(course)
    if course.sessions.exists():
        raise DomainError(_("The sessions are planned already. Change or add them one by one."))
    slots = list(product(teaching_days(course.starts_on, course.ends_on), _PATTERN))
    topics = _topics_in_order(course.programme, len(slots))
    sessions = Session.objects.bulk_create(
        Session(
            course=course,
            held_on=held_on,
            part=part,
            part_order=PART_ORDER[part],
            periods=PERIODS_A_SESSION,
            topic=topic,
        )
        for (held_on, part), topic in zip(slots, topics, strict=True)
    )
    audit.record(actor=actor, verb="courses.session.plan", target=course, sessions=len(sessions))
    return sessions


_PATTERN = (SessionPart.MORNING, SessionPart.AFTERNOON)


def teaching_days(starts_on, ends_on):
    """The days of a class without Sundays and public holidays.

    A class that has no other days was meant for them, so it keeps them all.
    """
    span = (ends_on - starts_on).days + 1
    days = [starts_on + dt.timedelta(days=number) for number in range(span)]
    return [day for day in days if day.weekday() != SUNDAY and not day_off(day)] or days


def _topics_in_order(programme, sessions):
    """A topic for each session: as many sessions as its periods need when they all fit, else one each."""
    topics = [row.topic for row in programme.programme_topics.select_related("topic")]
    spread = [topic for topic in topics for _nth in range(max(1, -(-topic.periods // PERIODS_A_SESSION)))]
    placed = spread if len(spread) <= sessions else topics[:sessions]
    return placed + [None] * (sessions - len(placed))


@transaction.atomic
def create_session(course, *, held_on, part, periods, actor, topic=None, venue=""):
    """Add one half-day to a class. Raises DomainError: outside its dates, or taken."""
    course = _open_course(course)
    _check_place(course, held_on=held_on, part=part, periods=periods)
    session = Session.objects.create(
        course=course,
        held_on=held_on,
        part=part,
        part_order=PART_ORDER[part],
        periods=periods,
        topic=topic,
        venue=venue,
    )
    audit.record(actor=actor, verb="courses.session.create", target=session, course=course.code)
    return session


@transaction.atomic
def update_session(session, *, held_on, part, periods, actor, topic=None, venue="", override_reason=""):
    """Move a session or change what is taught. Its lecturers must be free then, or a reason is given."""
    course = _open_course(session.course)
    _check_place(course, held_on=held_on, part=part, periods=periods, but=session)
    moved = (held_on, part) != (session.held_on, session.part)
    before = str(session)
    session.held_on, session.part, session.part_order = held_on, part, PART_ORDER[part]
    session.periods, session.topic, session.venue = periods, topic, venue
    if moved:
        for assignment in session.assignments.select_related("lecturer").order_by("lecturer_id"):
            _check_free(assignment.lecturer, session, override_reason)
    session.save(update_fields=["held_on", "part", "part_order", "periods", "topic", "venue", "updated_at"])
    audit.record(
        actor=actor,
        verb="courses.session.update",
        target=session,
        before=before,
        topic_id=topic.pk if topic else None,
        override_reason=override_reason,
    )
    return session


@transaction.atomic
def remove_session(session, *, actor):
    """Take a half-day off the timetable. Raises DomainError once attendance hangs on it."""
    course = _open_course(session.course)
    name = str(session)
    try:
        with transaction.atomic():
            session.assignments.all().delete()
            Session.objects.get(pk=session.pk).delete()
    except ProtectedError as refusal:
        raise DomainError(
            _("%(session)s has its attendance register already, so it stays.") % {"session": name}
        ) from refusal
    audit.record(actor=actor, verb="courses.session.remove", target=course, session=name)
    return course


@transaction.atomic
def assign_lecturer(session, *, lecturer, actor, override_reason=""):
    """Let a lecturer teach a session. Raises DomainError when he or she teaches elsewhere at that time."""
    course = _open_course(session.course)
    if lecturer.organisation.federation_id != course.organisation.federation_id:
        raise DomainError(_("%(lecturer)s belongs to another federation.") % {"lecturer": lecturer.full_name})
    if session.assignments.filter(lecturer=lecturer).exists():
        raise DomainError(_("%(lecturer)s teaches this session already.") % {"lecturer": lecturer.full_name})
    _check_free(lecturer, session, override_reason)
    assignment = TeachingAssignment.objects.create(session=session, lecturer=lecturer, assigned_by=actor)
    audit.record(
        actor=actor,
        verb="courses.session.assign",
        target=session,
        lecturer_id=lecturer.pk,
        lecturer=lecturer.full_name,
        override_reason=override_reason.strip(),
    )
    return assignment


@transaction.atomic
def unassign_lecturer(session, *, lecturer, actor):
    """Take a lecturer off a session."""
    _open_course(session.course)
    deleted, _rows = session.assignments.filter(lecturer=lecturer).delete()
    if not deleted:
        raise DomainError(_("%(lecturer)s does not teach this session.") % {"lecturer": lecturer.full_name})
    audit.record(
        actor=actor,
        verb="courses.session.unassign",
        target=session,
        lecturer_id=lecturer.pk,
        lecturer=lecturer.full_name,
    )
    return session


@transaction.atomic
def save_timetable(course, *, rows, actor):
    """Save who teaches the sessions of a class, all together or not at all.

    ``rows``: TimetableRow facts; a row says whom the writer saw and whom he or she wants, so only what was
    really changed is written. Returns how many sessions changed. Raises TimetableRefused with a sentence a row.
    """
    course = _open_course(course)
    sessions = {row.pk: row for row in course.sessions.select_related("course__organisation")}
    refused, changed = {}, 0
    for row in rows:
        if row.lecturer == row.before:
            continue
        try:
            _change_lecturer(sessions[row.session_id], row, actor)
            changed += 1
        except DomainError as refusal:
            refused[row.session_id] = str(refusal)
    if refused:
        raise TimetableRefused(refused)
    if changed:
        audit.record(actor=actor, verb="courses.course.timetable", target=course, sessions=changed)
    return changed


def _change_lecturer(session, row, actor):
    first = session.assignments.select_related("lecturer").order_by("pk").first()
    if (first.lecturer if first else None) != row.before:
        raise SomeoneWasFaster(
            _("Someone else has just changed the lecturer of this session. Reload the page to see.")
        )
    if row.before:
        unassign_lecturer(session, lecturer=row.before, actor=actor)
    if row.lecturer:
        assign_lecturer(session, lecturer=row.lecturer, actor=actor, override_reason=row.override_reason)


def _open_course(course):
    """The class as it stands, locked: its timetable is counted before it is written. Raises DomainError."""
    current = (
        Course.objects.select_for_update(of=("self",), no_key=True)
        .select_related("organisation", "programme")
        .get(pk=course.pk)
    )
    if current.status not in OPEN_TO_CHANGE:
        raise DomainError(
            _("The timetable cannot change any more: the class is “%(status)s”.")
            % {"status": current.get_status_display()}
        )
    return current


def _check_place(course, *, held_on, part, periods, but=None):
    if not course.starts_on <= held_on <= course.ends_on:
        raise DomainError(
            _("The class runs from %(start)s to %(end)s, so no session fits on %(day)s.")
            % {
                "start": f"{course.starts_on:%d/%m/%Y}",
                "end": f"{course.ends_on:%d/%m/%Y}",
                "day": f"{held_on:%d/%m/%Y}",
            }
        )
    if periods < 1:
        raise DomainError(_("A session has at least one period."))
    taken = course.sessions.filter(held_on=held_on, part=part).exclude(pk=but.pk if but else None).first()
    if taken:
        raise DomainError(_("The class already has a session then: %(session)s.") % {"session": taken})


def _check_free(lecturer, session, override_reason):
    """Nobody teaches in two places at once, unless there is a reason. The lock makes two desks take turns."""
    Lecturer.objects.select_for_update(of=("self",), no_key=True).get(pk=lecturer.pk)
    clash = (
        TeachingAssignment.objects.filter(
            lecturer=lecturer, session__held_on=session.held_on, session__part=session.part
        )
        .exclude(session=session)
        .exclude(session__course__status=CourseStatus.CANCELLED)
        .select_related("session__course")
        .first()
    )
    if clash and not override_reason.strip():
        raise DomainError(
            _("%(lecturer)s already teaches “%(course)s” then (%(session)s). Choose someone else or say why.")
            % {"lecturer": lecturer.full_name, "course": clash.session.course, "session": clash.session}
        )
