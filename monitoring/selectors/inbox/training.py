"""What waits on the road from the plan to the results."""

from datetime import timedelta

from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.enums import Role
from certificates.models import CertificateBatch
from courses.enums import CourseStatus, PlanStatus, RegistrationStatus
from courses.models import Course, CourseRegistration, PlanQuota, Session, TrainingPlan
from monitoring.selectors.inbox.items import InboxItem, item
from organisations.querysets import within
from trainees.enums import EnrolmentStatus, ImportStatus, RegisterStatus, Result
from trainees.models import Enrolment, RosterImport

UNIT = (Role.UNIT_COORDINATOR, Role.UNIT_CHAIR)
ORGANISING = (Role.ORGANISER, Role.ORGANISING_HEAD)
SOON = timedelta(days=14)


def plans(user):
    """Plans to finish, to pass on, to approve; and one's own on their way."""
    writing, heading, leading = (
        user.scope_paths(role) for role in (Role.ORGANISER, Role.ORGANISING_HEAD, Role.LEADER)
    )
    mine = {
        PlanStatus.DRAFT: writing,
        PlanStatus.RETURNED: writing,
        PlanStatus.SUBMITTED: heading,
        PlanStatus.ENDORSED: leading,
    }
    rows = TrainingPlan.objects.visible_to(user).filter(status__in=mine).for_list()[:50]
    for row in rows:
        has_it = any(row.organisation.path.startswith(path) for path in mine[row.status])
        watches = row.created_by_id == user.pk
        if has_it or watches:
            detail = _("Plan of %d") % row.year
            if row.status == PlanStatus.RETURNED:
                detail = _("Sent back: “%s”") % row.return_reason
            yield item(row, title=row.title, detail=detail, mine=has_it)


def registrations(user):
    """For units: to finish or mend, and on their way. For the organising department: to review."""
    unit = within(user.scope_paths(*UNIT), "organisation")
    review = within(user.scope_paths(*ORGANISING), "organisation")
    open_ones = [RegistrationStatus.DRAFT, RegistrationStatus.RETURNED, RegistrationStatus.SUBMITTED]
    rows = CourseRegistration.objects.filter(
        Q(status__in=open_ones) & unit | Q(status=RegistrationStatus.SUBMITTED) & review
    ).for_list()[:100]
    reviewing = user.scope_paths(*ORGANISING)
    for row in rows:
        reviews = any(row.organisation.path.startswith(path) for path in reviewing)
        waiting = row.status == RegistrationStatus.SUBMITTED
        detail = _("%(people)d people · %(unit)s") % {
            "people": row.expected_trainees,
            "unit": row.organisation.short_name,
        }
        if row.status == RegistrationStatus.RETURNED:
            detail = _("Sent back: “%s”") % row.return_reason
        yield item(row, title=row.title, detail=detail, mine=reviews if waiting else True)


def plans_to_register(user, today):
    """Issued plans with a quota for the reader's unit, and nothing registered yet."""
    unit = within(user.scope_paths(*UNIT), "organisation")
    registered = CourseRegistration.objects.filter(
        plan=OuterRef("plan"), organisation=OuterRef("organisation")
    )
    quotas = (
        PlanQuota.objects.filter(unit, ~Exists(registered), plan__year__gte=today.year - 1)
        .filter(plan__in=TrainingPlan.objects.issued())
        .select_related("plan__document", "organisation")
    )
    for quota in quotas[:20]:
        yield InboxItem(
            label=_("To register"),
            tone="wait",
            title=_("Register classes of “%s”") % quota.plan.title,
            detail=_("Quota: %(courses)d classes, %(people)d people")
            % {"courses": quota.courses, "people": quota.trainees},
            url=reverse("courses:registration-create", args=[quota.plan_id]),
        )


def approvals_to_announce(user):
    rows = (
        CourseRegistration.objects.visible_to(user)
        .filter(within(user.scope_paths(*ORGANISING), "organisation"))
        .unannounced()
        .values("plan_id", "plan__title")
        .annotate(count=Count("pk"))
        .order_by("plan_id")
    )
    for row in rows:
        yield InboxItem(
            label=_("To announce"),
            tone="wait",
            title=ngettext(
                "%d approved class waits for its notice",
                "%d approved classes wait for their notice",
                row["count"],
            )
            % row["count"],
            detail=row["plan__title"],
            url=reverse("courses:notice-create", args=[row["plan_id"]]),
        )


def courses_without_roster(user, today):
    enrolled = Enrolment.objects.filter(course=OuterRef("pk"), status=EnrolmentStatus.ENROLLED)
    rows = Course.objects.filter(
        within(user.scope_paths(*UNIT), "organisation"), ~Exists(enrolled), status=CourseStatus.APPROVED
    )
    for course in rows.order_by("starts_on", "pk")[:20]:
        yield item(
            course,
            label=_("No roster yet"),
            tone="wait",
            title=_("Send the roster of “%s”") % course.title,
            detail=_("Opens on %s") % f"{course.starts_on:%d/%m/%Y}",
            url=reverse("trainees:course-roster", args=[course.pk]),
            due_on=course.starts_on - timedelta(days=5),
        )


def imports_to_apply(user):
    rows = RosterImport.objects.filter(
        within(user.scope_paths(*UNIT, *ORGANISING), "course__organisation"),
        status=ImportStatus.PREVIEWED,
        created_by=user,
    )
    for row in rows.for_list()[:20]:
        yield item(
            row,
            label=_("Not imported yet"),
            tone="draft",
            title=_("Finish importing “%s”") % row.file_name,
            detail=row.course.title,
        )


def courses_to_staff(user):
    """Classes with sessions that nobody teaches yet."""
    unstaffed = Session.objects.filter(course=OuterRef("pk"), assignments__isnull=True)
    rows = Course.objects.filter(
        within(user.scope_paths(Role.SCHOOL_COORDINATOR), "organisation"),
        Exists(unstaffed),
        status__in=[CourseStatus.APPROVED, CourseStatus.RUNNING],
    ).select_related("organisation")
    for course in rows.order_by("starts_on", "pk")[:50]:
        yield item(
            course,
            label=_("No lecturer yet"),
            tone="wait",
            title=_("Assign lecturers to “%s”") % course.title,
            detail=f"{course.organisation.short_name} · {course.starts_on:%d/%m/%Y}",
            url=reverse("courses:course-schedule", args=[course.pk]),
            due_on=course.starts_on - timedelta(days=3),
        )


def courses_to_conclude(user):
    """Running classes whose last register is closed: marks to enter, results to confirm."""
    scope = user.scope_paths(Role.SCHOOL_COORDINATOR, *ORGANISING)
    still_open = Session.objects.filter(course=OuterRef("pk")).exclude(register__status=RegisterStatus.CLOSED)
    rows = Course.objects.filter(
        within(scope, "organisation"), ~Exists(still_open), status=CourseStatus.RUNNING
    )
    for course in rows.select_related("organisation").order_by("ends_on", "pk")[:50]:
        yield item(
            course,
            label=_("Results"),
            tone="wait",
            title=_("Results of “%s”") % course.title,
            detail=_("Every session is closed · %s") % course.organisation.short_name,
            url=reverse("trainees:course-results", args=[course.pk]),
        )


def courses_to_certify(user):
    completed = Enrolment.objects.filter(
        course=OuterRef("pk"), result=Result.COMPLETED, certificates__isnull=True
    )
    proposed = CertificateBatch.objects.filter(course=OuterRef("pk"))
    rows = Course.objects.filter(
        within(user.scope_paths(*ORGANISING), "organisation"),
        Exists(completed),
        ~Exists(proposed),
        status=CourseStatus.COMPLETED,
    )
    for course in rows.select_related("organisation").order_by("ends_on", "pk")[:50]:
        yield item(
            course,
            label=_("To certify"),
            tone="wait",
            title=_("Propose certificates for “%s”") % course.title,
            detail=course.organisation.short_name,
            url=reverse("certificates:course-certificates", args=[course.pk]),
        )


def sessions_to_mark(user, today):
    """A lecturer's sessions of today and of the past whose register is still open, and those to come."""
    rows = (
        Session.objects.filter(
            assignments__lecturer__user=user, course__status=CourseStatus.RUNNING, held_on__lte=today + SOON
        )
        .exclude(register__status=RegisterStatus.CLOSED)
        .select_related("course")
        .order_by("held_on", "part_order", "pk")
    )
    for session in rows[:30]:
        now = session.held_on <= today
        yield InboxItem(
            label=_("Attendance") if now else _("Coming"),
            tone="wait" if now else "run",
            title=_("Attendance: %(session)s, “%(course)s”")
            % {"session": str(session).capitalize(), "course": session.course.title},
            detail=session.venue or session.course.venue,
            url=reverse("trainees:session-attendance", args=[session.pk]),
            due_on=session.held_on,
            mine=now,
        )
