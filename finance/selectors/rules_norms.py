"""Money against the norms: the norm of the day of the activity. A figure nobody has verified never blocks."""

from collections import defaultdict

from django.utils.translation import gettext as _

from core.formatting import dong, plain_date
from core.names import fold
from finance.enums import Evidence, NormCalculation, Severity
from finance.facts import Finding
from finance.selectors.rules_attendance import LECTURER

ASSISTANT = "TG_TIENCONG"


def norm_on(norms, code, day):
    """The norm of a code that holds on a day; the youngest when several do; None when none does."""
    holding = [
        norm
        for norm in norms
        if norm.code == code
        and (norm.valid_from is None or norm.valid_from <= day)
        and (norm.valid_to is None or norm.valid_to >= day)
    ]
    return max(holding, key=lambda norm: (norm.valid_from is not None, norm.valid_from), default=None)


def _priced(facts):
    """Every expense with a norm code, and the norm of its day."""
    for expense in facts.expenses:
        if expense.norm_code:
            yield expense, norm_on(facts.norms, expense.norm_code, expense.spent_on)


def prices_above_norm(facts):
    """N2: the unit price against the ceiling of the day."""
    for expense, norm in _priced(facts):
        if norm is None or norm.calculation != NormCalculation.PER_UNIT or norm.max_amount is None:
            continue
        if expense.unit_price <= norm.max_amount:
            continue
        verified = norm.evidence == Evidence.VERIFIED
        text = _("“%(item)s”: %(price)s is above the norm of %(most)s (%(basis)s).") % {
            "item": expense.description,
            "price": dong(expense.unit_price),
            "most": dong(norm.max_amount),
            "basis": norm.legal_basis or norm.code,
        }
        if not verified:
            doubt = _("The figure is not verified yet: finance compares it with the signed text.")
            text = f"{text} {doubt}"
        yield Finding("N2", Severity.BLOCK if verified else Severity.WARN, text, expense.pk)


def norms_without_figure(facts):
    """B1: the code has no norm on the day, or one whose figure nobody has read yet."""
    for expense, norm in _priced(facts):
        if norm is not None and (norm.max_amount is not None or norm.calculation != NormCalculation.PER_UNIT):
            continue
        yield Finding(
            "B1",
            Severity.WARN,
            _(
                "“%(item)s”: no figure of the norm %(code)s is known for %(day)s. Say by what the price was set."
            )
            % {"item": expense.description, "code": expense.norm_code, "day": plain_date(expense.spent_on)},
            expense.pk,
        )


def assistant_above_half(facts):
    """L3: an assistant gets at most half of what the lecturer gets; read in a summary, so it warns."""
    rates = [expense.unit_price for expense in facts.expenses if expense.norm_code == LECTURER]
    for expense in facts.expenses:
        if expense.norm_code == ASSISTANT and rates and expense.unit_price * 2 > max(rates):
            yield Finding(
                "L3",
                Severity.WARN,
                _("“%(item)s”: an assistant gets at most half of the lecturer's fee, that is %(most)s.")
                % {"item": expense.description, "most": dong(max(rates) // 2)},
                expense.pk,
            )


def income_tax_to_withhold(facts):
    """L5: payments to one person that reach the threshold of withholding."""
    paid = defaultdict(int)
    for expense in facts.expenses:
        if expense.norm_code in {LECTURER, ASSISTANT}:
            paid[fold(expense.supplier), expense.supplier, expense.spent_on] += expense.amount
    for (_key, payee, day), amount in paid.items():
        threshold, rate = norm_on(facts.norms, "PIT_NGUONG", day), norm_on(facts.norms, "PIT_TYLE", day)
        if not payee or threshold is None or rate is None or amount < threshold.max_amount:
            continue
        yield Finding(
            "L5",
            Severity.NOTE,
            _(
                "%(payee)s is paid %(amount)s: from %(threshold)s a payment, %(rate)s%% (%(tax)s) income tax is withheld"
                " unless there is a contract of 3 months or a commitment."
            )
            % {
                "payee": payee,
                "amount": dong(amount),
                "threshold": dong(threshold.max_amount),
                "rate": rate.max_amount,
                "tax": dong(amount * rate.max_amount // 100),
            },
        )
