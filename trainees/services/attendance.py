"""Attendance: taps go into a book that only grows; how a person stands is worked out from the newest tap."""

import uuid as uuids

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core import audit
from core.errors import DomainError, NotAllowedNow
from courses.enums import CourseStatus
from courses.models import Course
from trainees.enums import COUNTS_AS_PRESENT, Presence, RegisterStatus
from trainees.facts import MarkEvent
from trainees.models import AttendanceEvent, AttendanceMark, Enrolment, SessionRegister
from trainees.workflow import REGISTER

ENDED = frozenset({CourseStatus.COMPLETED, CourseStatus.CANCELLED})
MARK_FIELDS = ["status", "minutes_late", "note", "marked_at", "event", "updated_at"]


@transaction.atomic
def record_marks(session, *, events, actor, verb="trainees.attendance.mark"):
    """Write the taps (MarkEvent) of one session and answer for each what became of it.

    Returns ``{uuid: {"result": applied | duplicate | superseded | rejected, "message": sentence}}``. The same
    tap sent twice is one row; of several taps about one person the newest by ``at`` wins, equal times by uuid,
    so the order of arrival does not matter. A clock that runs ahead counts as now.
    """
    register = _lock_register(session, actor)
    known = _received(events)
    refusal = refusal_to_mark(register)
    enrolled = set(Enrolment.objects.enrolled().filter(course=session.course_id).values_list("pk", flat=True))
    answers, accepted = {}, {}
    for event in events:
        if event.uuid in known or event.uuid in accepted:
            answers[str(event.uuid)] = {"result": "duplicate", "message": ""}
        elif refusal or event.enrolment not in enrolled:
            sentence = refusal or _("This person is not on the roster of this class.")
            answers[str(event.uuid)] = {"result": "rejected", "message": sentence}
        else:
            accepted[event.uuid] = event
    if accepted:
        winners = _write(session, accepted.values(), actor)
        for uuid in accepted:
            word = "applied" if uuid in winners else "superseded"
            answers[str(uuid)] = {"result": word, "message": ""}
        audit.record(actor=actor, verb=verb, target=register, taps=len(accepted), applied=len(winners))
    return {str(event.uuid): answers[str(event.uuid)] for event in events}


@transaction.atomic
def fill_present(session, *, actor):
    """Mark as present everybody who is not marked yet. Returns how many that were."""
    register = _lock_register(session, actor)
    if refusal := refusal_to_mark(register):
        raise NotAllowedNow(refusal)
    now = timezone.now()
    events = [
        MarkEvent(uuid=uuids.uuid4(), enrolment=enrolment, status=Presence.PRESENT, at=now)
        for enrolment in unmarked(session).values_list("pk", flat=True)
    ]
    if events:
        record_marks(session, events=events, actor=actor, verb="trainees.attendance.fill")
    return len(events)


@transaction.atomic
def mark_roll(session, *, marks, actor):
    """Mark people now: ``{enrolment id: {"status", "minutes_late", "note"}}``, from a form. Returns how many."""
    if refusal := refusal_to_mark(_lock_register(session, actor)):
        raise NotAllowedNow(refusal)
    now = timezone.now()
    events = [
        MarkEvent(uuid=uuids.uuid4(), enrolment=enrolment, at=now, **mark)
        for enrolment, mark in marks.items()
    ]
    answers = record_marks(session, events=events, actor=actor)
    return sum(answer["result"] == "applied" for answer in answers.values())


@transaction.atomic
def close_register(register, *, actor):
    """Close the roll of a session as evidence. Everybody enrolled must be marked."""
    register = _locked(register)
    session = register.session
    if missing := unmarked(session).count():
        raise DomainError(
            ngettext(
                "%(count)d trainee is not marked yet. Mark everybody, then close the register.",
                "%(count)d trainees are not marked yet. Mark everybody, then close the register.",
                missing,
            )
            % {"count": missing}
        )
    enrolled = Enrolment.objects.enrolled().filter(course=session.course_id)
    marks = AttendanceMark.objects.filter(session=session, enrolment__in=enrolled)
    present = marks.filter(status__in=sorted(COUNTS_AS_PRESENT)).count()
    fields = {"closed_at": timezone.now(), "closed_by": actor}
    counts = {"present": present, "absent": marks.count() - present}
    return REGISTER.advance(register, "close", actor=actor, fields=fields, **counts)


@transaction.atomic
def reopen_register(register, *, reason, actor):
    """Open the roll again, with a reason; not once the results of the class are confirmed."""
    register = _locked(register)
    if register.session.course.status in ENDED:
        raise NotAllowedNow(
            _("The class is “%(status)s”; its registers cannot be changed any more.")
            % {"status": register.session.course.get_status_display()}
        )
    fields = {"closed_at": None, "closed_by": None}
    return REGISTER.advance(register, "reopen", actor=actor, fields=fields, reason=reason)


def unmarked(session):
    """People enrolled who have no mark in the session, or whose mark was taken back."""
    marked = AttendanceMark.objects.filter(session=session).exclude(status=Presence.CLEARED)
    enrolled = Enrolment.objects.enrolled().filter(course=session.course_id)
    return enrolled.exclude(pk__in=marked.values("enrolment_id"))


def refusal_to_mark(register):
    """The sentence why nothing may be marked now, or nothing."""
    course = register.session.course
    if course.status in ENDED:
        return _("The class is “%(status)s”; its registers cannot be changed any more.") % {
            "status": course.get_status_display()
        }
    if register.status == RegisterStatus.CLOSED:
        return _("The register was closed at %(time)s; this mark was not taken.") % {
            "time": f"{timezone.localtime(register.closed_at):%H:%M %d/%m/%Y}"
        }
    return ""


def _lock_register(session, actor):
    """Return the register of the session, locked; made at the first mark, once however many come at a time."""
    register, is_new = SessionRegister.objects.get_or_create(session=session)
    if is_new:
        audit.record(actor=actor, verb="trainees.attendance.open", target=register)
    return _locked(register)


def _locked(register):
    """Lock the class before the register, as the closing of the class does: nobody waits in a circle."""
    course = Course.objects.filter(sessions__register=register.pk).values("pk")
    list(Course.objects.filter(pk__in=course).select_for_update(of=("self",), no_key=True).values_list("pk"))
    rows = SessionRegister.objects.select_related("session__course__organisation")
    return rows.select_for_update(of=("self",)).get(pk=register.pk)


def _received(events):
    uuids_sent = [event.uuid for event in events]
    return set(AttendanceEvent.objects.filter(pk__in=uuids_sent).values_list("pk", flat=True))


def _write(session, events, actor):
    """Add the taps to the book and move the marks they win. Returns the uuids of the winners."""
    now = timezone.now()
    rows = [
        AttendanceEvent(
            uuid=event.uuid,
            session=session,
            enrolment_id=event.enrolment,
            status=event.status,
            minutes_late=event.minutes_late if event.status == Presence.LATE else None,
            note=event.note,
            marked_at=min(event.at, now),
            actor=actor,
        )
        for event in events
    ]
    AttendanceEvent.objects.bulk_create(rows)
    newest = {}
    for row in sorted(rows, key=_age):
        newest[row.enrolment_id] = row
    stands = {
        mark.enrolment_id: (mark.marked_at, mark.event_id.int)
        for mark in AttendanceMark.objects.filter(session=session, enrolment__in=newest)
    }
    winners = [row for key, row in newest.items() if key not in stands or _age(row) > stands[key]]
    _move_marks(session, winners, now)
    return {row.uuid for row in winners}


def _age(event):
    return event.marked_at, event.uuid.int


def _move_marks(session, winners, now):
    """Write the marks of the winning taps in one statement, new or not."""
    marks = [
        AttendanceMark(
            session=session,
            enrolment_id=event.enrolment_id,
            status=event.status,
            minutes_late=event.minutes_late,
            note=event.note,
            marked_at=event.marked_at,
            event=event,
            updated_at=now,
        )
        for event in winners
    ]
    AttendanceMark.objects.bulk_create(
        marks, update_conflicts=True, unique_fields=["session", "enrolment"], update_fields=MARK_FIELDS
    )
