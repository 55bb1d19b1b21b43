"""What every service about money does first: queue behind the class, then look at the row as it is now."""

from django.utils.translation import gettext as _

from core.errors import DomainError, NotAllowedNow
from courses.enums import CourseStatus
from courses.models import Course
from finance.enums import SettlementStatus
from finance.models import Settlement

CLOSED = {SettlementStatus.SUBMITTED, SettlementStatus.CHECKED, SettlementStatus.APPROVED}


def hold_course(course):
    """Lock the class: everything that adds up its money waits here, so no sum is made of half a change."""
    held = Course.objects.select_for_update(of=("self",)).get(pk=course.pk)
    if held.status == CourseStatus.CANCELLED:
        raise DomainError(
            _("The class %(code)s is cancelled: no money moves any more.") % {"code": held.code}
        )
    return held


def hold_for_advance(advance):
    """Lock the class of an advance and reload the advance; refuse when its settlement is handed in."""
    course = hold_course(advance.course)
    refuse_when_settled(course)
    advance.refresh_from_db()
    return course


def refuse_when_settled(course):
    settlement = Settlement.objects.filter(course=course, status__in=CLOSED).first()
    if settlement is not None:
        raise NotAllowedNow(
            _("The settlement of class %(code)s is “%(status)s”: its advances cannot change any more.")
            % {"code": course.code, "status": settlement.get_status_display()}
        )


def hold_settlement(settlement):
    """Lock the class, then its settlement, and reload the settlement as it is now."""
    hold_course(settlement.course)
    settlement.refresh_from_db(from_queryset=Settlement.objects.select_for_update(of=("self",)))


def hold_editable(settlement):
    """Lock a settlement for the unit's own writing; refuse when it is not in the unit's hands."""
    hold_settlement(settlement)
    if not settlement.is_editable:
        raise NotAllowedNow(
            _("The settlement is “%(status)s”: the unit cannot change it now.")
            % {"status": settlement.get_status_display()}
        )


def refuse_the_maker(actor, *makers):
    """Whoever wrote or handed in does not check, approve or pay (separation of duties)."""
    if actor is not None and actor.pk in makers:
        raise DomainError(
            _("%(name)s has already acted on this in another role. Somebody else has to take this step.")
            % {"name": actor.full_name}
        )
