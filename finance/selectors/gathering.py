"""Bring together, once, everything the checks of a settlement look at."""

from django.db.models import Count, Q

from courses.models import Session
from finance.facts import CheckFacts, TaughtSession, UsedVoucher
from finance.models import Expense, Settlement, SpendingNorm
from finance.selectors.checks import findings
from trainees.enums import RegisterStatus
from trainees.selectors import attendance_facts

ALWAYS = ("PIT_NGUONG", "PIT_TYLE")  # norms no expense carries


def findings_of(settlement):
    """The findings as the tables stand now, whatever the settlement in hand remembers of its advances."""
    rows = Settlement.objects.with_advances().select_related("course", "organisation")
    return findings(check_facts(rows.get(pk=settlement.pk)))


def check_facts(settlement, *, expenses=None, estimate=None):
    """Gather the facts of a settlement from ``with_advances``; rows a page has loaded may be handed in."""
    course = settlement.course
    expenses = tuple(settlement.expenses.all() if expenses is None else expenses)
    estimate = tuple(course.registration.estimate_lines.all() if estimate is None else estimate)
    codes = {expense.norm_code for expense in expenses if expense.norm_code}
    return CheckFacts(
        organisation_id=settlement.organisation_id,
        starts_on=course.starts_on,
        ends_on=course.ends_on,
        capacity=course.capacity,
        expenses=expenses,
        estimate=estimate,
        sessions=_sessions(course),
        attendance=attendance_facts(course),
        norms=tuple(SpendingNorm.objects.filter(code__in=[*codes, *ALWAYS])),
        used=_used_elsewhere(settlement, expenses),
        advanced=settlement.paid_total or 0,
        waiting_advances=settlement.waiting_advances,
    )


def _sessions(course):
    rows = Session.objects.filter(course=course).annotate(
        lecturers=Count("assignments", distinct=True),
        closed=Count("register", filter=Q(register__status=RegisterStatus.CLOSED), distinct=True),
    )
    return tuple(
        TaughtSession(
            pk=row.pk,
            held_on=row.held_on,
            periods=row.periods,
            lecturers=row.lecturers,
            is_closed=bool(row.closed),
        )
        for row in rows
    )


def _used_elsewhere(settlement, expenses):
    """The vouchers of the other classes of the federation that bear the same number."""
    numbers = {expense.voucher_number for expense in expenses}
    if not numbers:
        return ()
    same_number = Q()
    for number in numbers:
        same_number |= Q(voucher_number__iexact=number)
    rows = (
        Expense.objects.filter(
            same_number, settlement__organisation__federation_id=settlement.organisation.federation_id
        )
        .exclude(settlement=settlement)
        .select_related("settlement__course")[:200]
    )
    return tuple(
        UsedVoucher(
            voucher_number=row.voucher_number,
            supplier=row.supplier,
            course=str(row.settlement.course),
            organisation_id=row.settlement.organisation_id,
        )
        for row in rows
    )
