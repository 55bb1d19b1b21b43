"""Who came: by session for the roll, by class for the grid, as facts for the floors above."""

from dataclasses import dataclass

from django.db.models import Count, Q

from courses.models import Session
from trainees.enums import COUNTS_AS_ABSENT, COUNTS_AS_PRESENT, Presence, RegisterStatus
from trainees.facts import AttendanceFacts
from trainees.models import AttendanceMark, Enrolment, SessionRegister

PRESENT = Q(status__in=sorted(COUNTS_AS_PRESENT))
ABSENT = Q(status__in=sorted(COUNTS_AS_ABSENT))


@dataclass(frozen=True, slots=True)
class RollRow:
    """One person of the roll; ``status`` is empty while unmarked."""

    enrolment: Enrolment
    status: str
    label: str
    minutes_late: int | None
    note: str

    @property
    def is_present(self):
        return self.status in COUNTS_AS_PRESENT

    @property
    def is_absent(self):
        return self.status in COUNTS_AS_ABSENT


@dataclass(frozen=True, slots=True)
class Roll:
    """The roll of one session; ``register`` is None until the first mark."""

    rows: list
    register: SessionRegister | None

    @property
    def is_closed(self):
        return self.register is not None and self.register.status == RegisterStatus.CLOSED

    @property
    def present(self):
        return sum(row.is_present for row in self.rows)

    @property
    def absentees(self):
        return [row for row in self.rows if row.is_absent]

    @property
    def unmarked(self):
        return [row for row in self.rows if not row.status]


@dataclass(frozen=True, slots=True)
class SessionCount:
    """One line of the attendance tab."""

    session: Session
    number: int
    register: SessionRegister | None
    present: int
    absent: int
    enrolled: int

    @property
    def unmarked(self):
        return self.enrolled - self.present - self.absent

    @property
    def is_closed(self):
        return self.register is not None and self.register.status == RegisterStatus.CLOSED


def session_roll(session):
    """Return the roll of a session by given name: two queries and the register."""
    marks = {mark.enrolment_id: mark for mark in AttendanceMark.objects.filter(session=session)}
    enrolments = Enrolment.objects.enrolled().filter(course=session.course_id).for_list()
    register = SessionRegister.objects.select_related("closed_by").filter(session=session).first()
    return Roll([_roll_row(enrolment, marks.get(enrolment.pk)) for enrolment in enrolments], register)


def _roll_row(enrolment, mark):
    if mark is None or mark.status == Presence.CLEARED:
        return RollRow(enrolment, "", "", None, "")
    return RollRow(enrolment, mark.status, mark.get_status_display(), mark.minutes_late, mark.note)


def course_sessions(course, sessions):
    """Return a SessionCount for each of the sessions (all of one class, those the reader may see)."""
    enrolled = Enrolment.objects.enrolled().filter(course=course)
    marks = AttendanceMark.objects.filter(session__course=course, enrolment__in=enrolled)
    counts = {
        row["session_id"]: row
        for row in marks.values("session_id").annotate(
            present=Count("pk", filter=PRESENT), absent=Count("pk", filter=ABSENT)
        )
    }
    registers = {row.session_id: row for row in SessionRegister.objects.filter(session__course=course)}
    numbers = {pk: number for number, pk in enumerate(course.sessions.values_list("pk", flat=True), 1)}
    for register in registers.values():
        register.session = next((one for one in sessions if one.pk == register.session_id), register.session)
    total, none = enrolled.count(), {"present": 0, "absent": 0}
    return [
        SessionCount(
            session,
            numbers[session.pk],
            registers.get(session.pk),
            counts.get(session.pk, none)["present"],
            counts.get(session.pk, none)["absent"],
            total,
        )
        for session in sessions
    ]


def attendance_facts(course):
    """Return AttendanceFacts from closed registers only: heads by session id, and by day (ISO date).

    A person who came in the morning and in the afternoon is one head of that day.
    """
    closed = course.sessions.filter(register__status=RegisterStatus.CLOSED)
    marks = closed.values_list("pk", "held_on", "marks__enrolment_id", "marks__status")
    by_session, by_day = {}, {}
    for session_id, held_on, enrolment_id, status in marks:  # a session without marks comes once, with None
        came = status in COUNTS_AS_PRESENT
        by_session[session_id] = by_session.get(session_id, 0) + came
        heads = by_day.setdefault(held_on.isoformat(), set())
        if came:
            heads.add(enrolment_id)
    return AttendanceFacts(
        by_session=by_session,
        by_day={day: len(heads) for day, heads in by_day.items()},
    )
