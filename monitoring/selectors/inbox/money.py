"""What waits on the road of the money."""

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.enums import Role
from core.formatting import dong
from courses.enums import CourseStatus
from courses.models import Course
from finance.enums import AdvanceStatus, SettlementStatus
from finance.models import Advance, Settlement
from monitoring.selectors.inbox.items import item
from organisations.querysets import within

UNIT = (Role.UNIT_COORDINATOR, Role.UNIT_CHAIR)
FINANCE = (Role.FINANCE_OFFICER, Role.FINANCE_HEAD)


def desks(user, desk_of):
    """``(condition, scopes)``: rows in the reader's hands or watched, and the scopes by status."""
    scopes = {status: user.scope_paths(*roles) for status, roles in desk_of.items()}
    watched = within(user.scope_paths(*UNIT), "organisation")
    condition = Q(status__in=list(desk_of)) & watched
    for status, paths in scopes.items():
        condition |= Q(status=status) & within(paths, "organisation")
    return condition, scopes


def in_hand(row, scopes):
    return any(row.organisation.path.startswith(path) for path in scopes[row.status])


def advances(user):
    condition, scopes = desks(
        user,
        {
            AdvanceStatus.DRAFT: UNIT,
            AdvanceStatus.RETURNED: UNIT,
            AdvanceStatus.SUBMITTED: [Role.FINANCE_HEAD],
            AdvanceStatus.APPROVED: [Role.FINANCE_OFFICER],
        },
    )
    for row in Advance.objects.filter(condition).for_list()[:50]:
        detail = f"{dong(row.amount)} · {row.organisation.short_name}"
        if row.status == AdvanceStatus.RETURNED:
            detail = _("Sent back: “%s”") % row.return_reason
        yield item(row, title=_("Advance: %s") % row.course.title, detail=detail, mine=in_hand(row, scopes))


def settlements(user):
    condition, scopes = desks(
        user,
        {
            SettlementStatus.DRAFT: UNIT,
            SettlementStatus.RETURNED: UNIT,
            SettlementStatus.SUBMITTED: [Role.FINANCE_OFFICER],
            SettlementStatus.CHECKED: [Role.FINANCE_HEAD],
        },
    )
    for row in Settlement.objects.filter(condition).for_list()[:50]:
        detail = f"{dong(row.spent_amount or 0)} · {row.organisation.short_name}"
        if row.status == SettlementStatus.RETURNED:
            detail = _("Sent back: “%s”") % row.return_reason
        yield item(
            row, title=_("Settlement: %s") % row.course.title, detail=detail, mine=in_hand(row, scopes)
        )


def courses_to_settle(user):
    opened = Settlement.objects.filter(course=OuterRef("pk"))
    rows = Course.objects.filter(
        within(user.scope_paths(*UNIT), "organisation"), ~Exists(opened), status=CourseStatus.COMPLETED
    )
    for course in rows.order_by("ends_on", "pk")[:20]:
        yield item(
            course,
            label=_("To settle"),
            tone="wait",
            title=_("Settle “%s”") % course.title,
            detail=_("Ended on %s") % f"{course.ends_on:%d/%m/%Y}",
            url=reverse("finance:course-finance", args=[course.pk]),
        )
