from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from core import audit
from core.background import enqueue
from core.errors import DomainError, NotAllowedNow
from core.formatting import dong, plain_date
from courses.enums import CourseStatus
from documents.enums import DocumentKind
from documents.services import issue_range
from finance.enums import SettlementStatus, Severity
from finance.models import Expense, Settlement
from finance.selectors import findings_of, paid_amount, printed_findings, totals_of, waiting_advances
from finance.services.ground import hold_course, hold_editable, hold_settlement, refuse_the_maker
from finance.snapshots import SETTLEMENT_TEMPLATE, settlement_snapshot
from finance.workflow import SETTLEMENT


@transaction.atomic
def create_settlement(course, *, actor):
    """Open the settlement of a class that is over; there is one for each class."""
    course = hold_course(course)
    if course.status != CourseStatus.COMPLETED:
        raise NotAllowedNow(
            _("The class is “%(status)s”. A class is settled once its results are confirmed.")
            % {"status": course.get_status_display()}
        )
    if Settlement.objects.filter(course=course).exists():
        raise NotAllowedNow(_("The settlement of this class is open already."))
    settlement = Settlement.objects.create(course=course, organisation=course.organisation, created_by=actor)
    audit.record(actor=actor, verb="finance.settlement.create", target=settlement)
    return settlement


@transaction.atomic
def update_settlement(settlement, *, explanation, actor):
    """Keep the unit's explanation of what differs from the norms, the estimate or the registers."""
    hold_editable(settlement)
    settlement.explanation = explanation
    settlement.save(update_fields=["explanation", "updated_at"])
    audit.record(actor=actor, verb="finance.settlement.update", target=settlement)
    return settlement


@transaction.atomic
def submit_settlement(settlement, *, actor):
    """Hand the settlement in, once no check blocks it and every warning is explained."""
    hold_settlement(settlement)
    SETTLEMENT.check(settlement, "submit")
    found = findings_of(settlement)
    blocking = [finding.message for finding in found if finding.severity == Severity.BLOCK]
    if blocking:
        raise DomainError(" ".join(blocking))
    warnings = [finding.code for finding in found if finding.severity == Severity.WARN]
    if warnings and not settlement.explanation.strip():
        raise DomainError(
            _("Write the explanation first: %(count)s remarks of the checks need one.")
            % {"count": len(warnings)}
        )
    fields = {"submitted_by": actor, "checked_by": None, "return_reason": ""}
    return SETTLEMENT.advance(settlement, "submit", actor=actor, fields=fields, warnings=warnings)


@transaction.atomic
def review_settlement(settlement, *, rows, actor):
    """Write down what finance accepts of each expense (``ReviewRow``, đồng); less than all needs a reason."""
    hold_settlement(settlement)
    if settlement.status != SettlementStatus.SUBMITTED:
        raise NotAllowedNow(
            _("The settlement is “%(status)s”: its amounts are not being checked now.")
            % {"status": settlement.get_status_display()}
        )
    refuse_the_maker(actor, settlement.created_by_id, settlement.submitted_by_id)
    expenses = {expense.pk: expense for expense in settlement.expenses.all()}
    for row in rows:
        expense = expenses.get(row.expense_id)
        _refuse_bad_review(expense, row)
        expense.accepted_amount = row.accepted_amount
        full = row.accepted_amount == expense.amount
        expense.exclusion_reason = "" if full else row.exclusion_reason.strip()
    Expense.objects.bulk_update(expenses.values(), ["accepted_amount", "exclusion_reason"])
    accepted = sum(expense.accepted_amount or 0 for expense in expenses.values())
    audit.record(actor=actor, verb="finance.settlement.review", target=settlement, accepted=accepted)
    return settlement


@transaction.atomic
def check_settlement(settlement, *, actor):
    """Pass the settlement on to the head of finance; a line nobody cut is accepted as it stands."""
    hold_settlement(settlement)
    SETTLEMENT.check(settlement, "check")
    refuse_the_maker(actor, settlement.created_by_id, settlement.submitted_by_id)
    settlement.expenses.filter(accepted_amount__isnull=True).update(accepted_amount=F("amount"))
    return SETTLEMENT.advance(settlement, "check", actor=actor, fields={"checked_by": actor})


@transaction.atomic
def return_settlement(settlement, *, reason, actor):
    """Send the settlement back to the unit; everything it wrote stays."""
    hold_settlement(settlement)
    fields = {"return_reason": reason, "checked_by": None}
    return SETTLEMENT.advance(settlement, "return", actor=actor, fields=fields, reason=reason)


@transaction.atomic
def approve_settlement(settlement, *, approved_on, actor):
    """Approve, print with a number of the federation, and lock for ever."""
    hold_settlement(settlement)
    SETTLEMENT.check(settlement, "approve")
    refuse_the_maker(actor, settlement.created_by_id, settlement.submitted_by_id, settlement.checked_by_id)
    _refuse_unripe(settlement, approved_on)
    snapshot = _sheet(settlement, approver=actor)
    title = _("Settlement of class %(code)s") % {"code": settlement.course.code}
    [document] = issue_range(
        settlement.organisation.federation,
        kind=DocumentKind.SETTLEMENT,
        template=SETTLEMENT_TEMPLATE,
        papers=[(title, snapshot)],
        authority=None,
        issued_on=approved_on,
        actor=actor,
    )
    SETTLEMENT.advance(
        settlement,
        "approve",
        actor=actor,
        fields={"approved_by": actor, "approved_on": approved_on, "document": document},
        reference=document.reference,
        accepted=snapshot["accepted_total"],
    )
    enqueue("documents.tasks.draw_document", document_id=document.pk, owner=actor, title=title)
    return settlement


def _sheet(settlement, *, approver):
    expenses = list(settlement.expenses.all())
    estimate = list(settlement.course.registration.estimate_lines.all())
    return settlement_snapshot(
        settlement,
        totals=totals_of(expenses, estimate, advanced=paid_amount(settlement.course.advances.all())),
        expenses=expenses,
        estimate=estimate,
        checks=printed_findings(settlement),
        approver=approver,
    )


def _refuse_unripe(settlement, approved_on):
    if waiting_advances(settlement.course):
        raise DomainError(_("An advance of this class is still waiting. Pay it or send it back first."))
    if approved_on < settlement.course.ends_on:
        raise DomainError(
            _("The class closed on %(day)s: its settlement cannot be approved before.")
            % {"day": plain_date(settlement.course.ends_on)}
        )


def _refuse_bad_review(expense, row):
    if expense is None:
        raise DomainError(_("An expense on the list is no longer there. Reload the page."))
    if not 0 <= row.accepted_amount <= expense.amount:
        raise DomainError(
            _("“%(item)s”: accept between 0 and %(amount)s.")
            % {"item": expense.description, "amount": dong(expense.amount)}
        )
    if row.accepted_amount < expense.amount and not row.exclusion_reason.strip():
        raise DomainError(
            _("“%(item)s”: write why %(rest)s is not accepted.")
            % {"item": expense.description, "rest": dong(expense.amount - row.accepted_amount)}
        )
