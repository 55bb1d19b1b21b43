"""The life of a class: its file is opened, it starts, it is completed or cancelled."""

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core import audit
from core.errors import DomainError
from courses.enums import RegistrationStatus
from courses.models import Course
from courses.services.scheduling import plan_sessions
from courses.workflow import COURSE
from organisations.models import Organisation


@transaction.atomic
def create_course(registration, *, actor):
    """Open the file of the class that an approved registration asks for, with its planned sessions.

    Returns the course. Raises DomainError when the registration is not approved or has its class already.
    """
    if registration.status != RegistrationStatus.APPROVED:
        raise DomainError(_("A class is opened only for an approved registration."))
    if Course.objects.filter(registration=registration).exists():
        raise DomainError(_("This registration has its class already."))
    course = Course.objects.create(
        organisation=registration.organisation,
        plan=registration.plan,
        registration=registration,
        programme=registration.programme,
        code=_next_code(registration.organisation.federation_id, registration.plan.year),
        title=registration.title,
        starts_on=registration.starts_on,
        ends_on=registration.ends_on,
        venue=registration.venue,
        capacity=registration.expected_trainees,
    )
    audit.record(
        actor=actor,
        verb="courses.course.create",
        target=course,
        code=course.code,
        registration_id=registration.pk,
    )
    plan_sessions(course, actor=actor)
    return course


def _next_code(federation_id, year):
    """The next code of a federation in the year of the plan: ``HN-2022-007``.

    Classes are never deleted, so the highest number plus one leaves no gap; the lock on the federation's row
    makes two approvals count one after the other (``no_key``: rows that merely point at it need not wait).
    """
    rows = Organisation.objects.select_for_update(of=("self",), no_key=True)
    prefix = f"{rows.get(pk=federation_id).code}-{year}-"
    codes = Course.objects.filter(code__startswith=prefix).values_list("code", flat=True)
    last = max((int(code.removeprefix(prefix)) for code in codes), default=0)
    return f"{prefix}{last + 1:03d}"


@transaction.atomic
def start_course(course, *, roster, actor):
    """Begin teaching. ``roster``: RosterFacts from the floor above. Raises DomainError."""
    COURSE.check(course, "start")
    if not roster.enrolled:
        raise DomainError(_("Nobody is enrolled yet. Add the trainees before opening the class."))
    _refuse_untaught(course)
    return COURSE.advance(course, "start", actor=actor, enrolled=roster.enrolled)


def _refuse_untaught(course):
    sessions = list(course.sessions.prefetch_related("assignments"))
    if not sessions:
        raise DomainError(_("The class has no sessions yet. Plan them on the timetable first."))
    untaught = [session for session in sessions if not session.assignments.all()]
    if untaught:
        raise DomainError(
            ngettext(
                "%(count)d session has no lecturer yet: %(sessions)s.",
                "%(count)d sessions have no lecturer yet: %(sessions)s.",
                len(untaught),
            )
            % {"count": len(untaught), "sessions": _named(untaught)}
        )


def _named(sessions, most=3):
    """The first few sessions by name; the reader finds the others on the timetable."""
    names = ", ".join(str(session) for session in sessions[:most])
    return f"{names}…" if len(sessions) > most else names


@transaction.atomic
def complete_course(course, *, roster, actor):
    """Confirm the results; evidence must be closed. ``roster``: RosterFacts. Raises DomainError."""
    COURSE.check(course, "complete")
    if not roster.enrolled:
        raise DomainError(_("Nobody is enrolled, so there is no result to confirm."))
    if roster.open_registers:
        raise DomainError(
            ngettext(
                "%(count)d session register is still open. Close it before confirming the results.",
                "%(count)d session registers are still open. Close them before confirming the results.",
                roster.open_registers,
            )
            % {"count": roster.open_registers}
        )
    if roster.unassessed:
        raise DomainError(
            ngettext(
                "%(count)d trainee has no result yet.",
                "%(count)d trainees have no result yet.",
                roster.unassessed,
            )
            % {"count": roster.unassessed}
        )
    return COURSE.advance(course, "complete", actor=actor, enrolled=roster.enrolled)


@transaction.atomic
def cancel_course(course, *, reason, actor):
    """Call the class off; what hangs on it reads the status from here."""
    if not reason.strip():
        raise DomainError(_("Write why the class is cancelled."))
    return COURSE.advance(
        course, "cancel", actor=actor, fields={"cancel_reason": reason.strip()}, reason=reason.strip()
    )
