"""The sums of one class, in whole đồng."""

from django.db.models import F, Sum

from finance.enums import WAITING_ADVANCES, AdvanceStatus, SettlementStatus
from finance.facts import AdvanceRoom, SettlementTotals
from finance.models import Advance

ASKED_FOR = (*WAITING_ADVANCES, AdvanceStatus.PAID)


def _sum(rows, expression):
    return rows.aggregate(total=Sum(expression))["total"] or 0


def estimated_amount(course):
    """The approved estimate of a class: what its registration asked for and got."""
    return _sum(course.registration.estimate_lines, F("quantity") * F("unit_price"))


def advance_room(course, *, excluding=None):
    """What may still be asked for in advance; ``excluding`` leaves one request out of the sum."""
    rows = Advance.objects.filter(course=course, status__in=ASKED_FOR)
    if excluding is not None:
        rows = rows.exclude(pk=excluding.pk)
    return AdvanceRoom(estimated=estimated_amount(course), advanced=_sum(rows, "amount"))


def waiting_advances(course):
    """How many requests of the class are neither paid nor back with the unit."""
    return Advance.objects.filter(course=course, status__in=WAITING_ADVANCES).count()


def outstanding_amount(advance):
    """What the unit has asked for or been paid in advance for classes not settled yet, this request apart."""
    rows = Advance.objects.filter(organisation=advance.organisation_id, status__in=ASKED_FOR)
    settled = rows.filter(course__settlement__status=SettlementStatus.APPROVED)
    return _sum(rows.exclude(pk=advance.pk).exclude(pk__in=settled.values("pk")), "amount")


def paid_amount(advances):
    """What has really left: the sum of the paid ones among rows already loaded."""
    return sum(advance.amount for advance in advances if advance.status == AdvanceStatus.PAID)


def totals_of(expenses, estimate, *, advanced):
    """Add up rows already loaded; what nobody has checked yet counts as accepted. ``advanced`` in đồng."""
    return SettlementTotals(
        estimated=sum(line.amount for line in estimate),
        advanced=advanced,
        spent=sum(expense.amount for expense in expenses),
        accepted=sum(
            expense.amount if expense.accepted_amount is None else expense.accepted_amount
            for expense in expenses
        ),
    )
