"""Money against money: the estimate, the advances, the vouchers."""

from collections import Counter, defaultdict

from django.utils.translation import gettext as _

from core.formatting import dong, plain_date
from core.names import fold
from finance.enums import Severity
from finance.facts import Finding

SPARE_PERCENT = 80  # below this share of a line somebody asks why (§4.3, N4)


def nothing_spent(facts):
    """R3."""
    if not facts.expenses:
        yield Finding("R3", Severity.BLOCK, _("The list of expenses is empty. Add what was paid for."))


def advances_in_the_air(facts):
    """T1: a request that is neither paid nor back would change the balance behind our back."""
    if facts.waiting_advances:
        yield Finding(
            "T1",
            Severity.BLOCK,
            _(
                "%(count)s requests for an advance of this class are still waiting. Finance pays or returns them first."
            )
            % {"count": facts.waiting_advances},
        )


def _spent_by_line(facts):
    spent = defaultdict(int)
    for expense in facts.expenses:
        if expense.estimate_line_id:
            spent[expense.estimate_line_id] += expense.amount
    return spent


def more_than_the_estimate(facts):
    """N3, the whole class: more than the approved estimate cannot be settled."""
    estimated = sum(line.amount for line in facts.estimate)
    spent = sum(expense.amount for expense in facts.expenses)
    if spent > estimated:
        yield Finding(
            "N3",
            Severity.BLOCK,
            _("%(spent)s is claimed, the approved estimate is %(estimated)s: take off %(excess)s.")
            % {"spent": dong(spent), "estimated": dong(estimated), "excess": dong(spent - estimated)},
        )


def lines_over_the_estimate(facts):
    """N3, line by line: moving money between lines is explained."""
    spent = _spent_by_line(facts)
    for line in facts.estimate:
        if spent[line.pk] > line.amount:
            yield Finding(
                "N3",
                Severity.WARN,
                _("Estimate line %(position)s “%(item)s”: %(spent)s spent, %(estimated)s approved.")
                % {
                    "position": line.position,
                    "item": line.description,
                    "spent": dong(spent[line.pk]),
                    "estimated": dong(line.amount),
                },
            )


def lines_far_below_the_estimate(facts):
    """N4: far less spent than approved; explained when something was spent at all, else only noted."""
    spent = _spent_by_line(facts)
    for line in facts.estimate:
        if spent[line.pk] * 100 < SPARE_PERCENT * line.amount:
            yield Finding(
                "N4",
                Severity.NOTE,
                _("Estimate line %(position)s “%(item)s”: only %(spent)s of %(estimated)s spent.")
                % {
                    "position": line.position,
                    "item": line.description,
                    "spent": dong(spent[line.pk]),
                    "estimated": dong(line.amount),
                },
            )


def not_in_the_estimate(facts):
    """T7: what was never asked for."""
    for expense in facts.expenses:
        if not expense.estimate_line_id:
            yield Finding(
                "T7",
                Severity.WARN,
                _("“%(item)s” (%(amount)s) is not in the approved estimate.")
                % {"item": expense.description, "amount": dong(expense.amount)},
                expense.pk,
            )


def voucher_key(number):
    """Letters and digits alone, folded: 1C22-TAA 0001 is 1c22taa0001."""
    return "".join(char for char in fold(number) if char.isalnum())


def vouchers_used_elsewhere(facts):
    """D2: a voucher pays once. Certain when the payee or the unit is the same; else somebody has to look."""
    for expense in facts.expenses:
        for used in facts.used:
            if voucher_key(used.voucher_number) != voucher_key(expense.voucher_number):
                continue
            ours, theirs = fold(expense.supplier), fold(used.supplier)
            if ours and theirs and ours != theirs:
                continue
            certain = ours == theirs != "" or used.organisation_id == facts.organisation_id
            yield Finding(
                "D2",
                Severity.BLOCK if certain else Severity.WARN,
                _("Voucher %(number)s (“%(item)s”) is already used by class %(course)s.")
                % {
                    "number": expense.voucher_number,
                    "item": expense.description,
                    "course": used.course,
                },
                expense.pk,
            )


def same_line_twice(facts):
    """D2 inside the list: one voucher may have several items, but not the same item twice."""
    seen = Counter(
        (voucher_key(row.voucher_number), fold(row.description), row.spent_on, row.amount)
        for row in facts.expenses
    )
    for (_number, _item, day, amount), times in seen.items():
        if times > 1:
            yield Finding(
                "D2",
                Severity.WARN,
                _("An expense of %(day)s of %(amount)s is written %(times)s times with the same voucher.")
                % {"day": plain_date(day), "amount": dong(amount), "times": times},
            )


def outside_class_days(facts):
    """D5."""
    for expense in facts.expenses:
        if not facts.starts_on <= expense.spent_on <= facts.ends_on:
            yield Finding(
                "D5",
                Severity.WARN,
                _("“%(item)s” is dated %(day)s, the class ran from %(first)s to %(last)s.")
                % {
                    "item": expense.description,
                    "day": plain_date(expense.spent_on),
                    "first": plain_date(facts.starts_on),
                    "last": plain_date(facts.ends_on),
                },
                expense.pk,
            )


def against_the_advances(facts):
    """R2: what becomes of the difference."""
    spent = sum(expense.amount for expense in facts.expenses)
    difference = facts.advanced - spent
    if not spent or not difference:
        return
    values = {"advanced": dong(facts.advanced), "spent": dong(spent), "rest": dong(abs(difference))}
    if difference > 0:
        text = _("%(advanced)s advanced, %(spent)s spent: the unit pays %(rest)s back.") % values
    else:
        text = _("%(advanced)s advanced, %(spent)s spent: the unit asks for %(rest)s more.") % values
    yield Finding("R2", Severity.NOTE, text)
