"""The unit writes what it paid for, one line a voucher item, while the settlement is in its hands."""

from django.db import transaction
from django.utils.translation import gettext as _

from core import audit
from core.errors import DomainError
from core.formatting import MAX_AMOUNT_IN_WORDS
from finance.models import Expense, SpendingNorm
from finance.services.ground import hold_editable

WRITTEN = ("description", "norm_code", "estimate_line", "spent_on", "quantity", "unit_price", "voucher_number", "supplier")  # fmt: skip


@transaction.atomic
def create_expense(
    settlement, *, description, spent_on, quantity, unit_price, voucher_number, actor,
    norm_code="", estimate_line=None, supplier="",
):  # fmt: skip
    """Add an expense; ``unit_price`` in whole đồng, ``spent_on`` the day of the activity it paid for."""
    hold_editable(settlement)
    expense = Expense(
        settlement=settlement,
        description=description,
        norm_code=norm_code,
        estimate_line=estimate_line,
        spent_on=spent_on,
        quantity=quantity,
        unit_price=unit_price,
        voucher_number=voucher_number,
        supplier=supplier,
    )
    _refuse_bad_line(expense)
    expense.amount = quantity * unit_price
    expense.save()
    audit.record(actor=actor, verb="finance.expense.create", target=expense, amount=expense.amount)
    return expense


@transaction.atomic
def update_expense(
    expense, *, description, spent_on, quantity, unit_price, voucher_number, actor,
    norm_code="", estimate_line=None, supplier="",
):  # fmt: skip
    """Change an expense; what finance had accepted of the old line is forgotten."""
    hold_editable(expense.settlement)
    before = expense.amount
    expense.description, expense.norm_code, expense.estimate_line = description, norm_code, estimate_line
    expense.spent_on, expense.quantity, expense.unit_price = spent_on, quantity, unit_price
    expense.voucher_number, expense.supplier = voucher_number, supplier
    _refuse_bad_line(expense)
    expense.amount = quantity * unit_price
    expense.accepted_amount, expense.exclusion_reason = None, ""
    columns = [*WRITTEN, "amount", "accepted_amount", "exclusion_reason", "updated_at"]
    expense.save(update_fields=columns, force_update=True)
    audit.record(
        actor=actor, verb="finance.expense.update", target=expense, before=before, after=expense.amount
    )
    return expense


@transaction.atomic
def delete_expense(expense, *, actor):
    """Take an expense off the list; the log keeps what it was."""
    hold_editable(expense.settlement)
    audit.record(
        actor=actor,
        verb="finance.expense.delete",
        target=expense,
        amount=expense.amount,
        voucher=expense.voucher_number,
    )
    expense.delete()


def _refuse_bad_line(expense):
    if expense.quantity <= 0 or expense.unit_price <= 0:
        raise DomainError(_("Quantity and unit price are more than 0."))
    if expense.quantity * expense.unit_price > MAX_AMOUNT_IN_WORDS:
        raise DomainError(_("This amount is too large to be true. Look at the quantity and the unit price."))
    line = expense.estimate_line
    if line is not None and line.registration_id != expense.settlement.course.registration_id:
        raise DomainError(_("This estimate line belongs to another class."))
    if expense.norm_code and not SpendingNorm.objects.filter(code=expense.norm_code).exists():
        raise DomainError(_("There is no spending norm “%(code)s”.") % {"code": expense.norm_code})
