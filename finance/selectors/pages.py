"""What the money pages show beside the rows themselves."""

from finance.enums import NormCalculation, Severity
from finance.models import SpendingNorm
from finance.selectors.gathering import findings_of

OFFERED = (NormCalculation.PER_UNIT, NormCalculation.ACTUAL)


def norm_choices():
    """The codes an expense may carry with today's label first: ``(code, "label (code)")``, by code."""
    choices = {}
    rows = SpendingNorm.objects.filter(calculation__in=OFFERED).order_by("code", "-valid_from", "pk")
    for code, label in rows.values_list("code", "label"):
        choices.setdefault(code, f"{label} ({code})")
    return list(choices.items())


def estimate_lines(course, expenses):
    """The lines of the estimate, each with what was spent and accepted of it: ``line.spent``, ``line.accepted``."""
    lines = list(course.registration.estimate_lines.all())
    for line in lines:
        mine = [expense for expense in expenses if expense.estimate_line_id == line.pk]
        line.spent = sum(expense.amount for expense in mine)
        line.accepted = sum(expense.accepted_amount or 0 for expense in mine)
    return lines


def printed_findings(settlement):
    """The sentences of the checks that go on the paper: all but the mere notes."""
    return [finding.message for finding in findings_of(settlement) if finding.severity != Severity.NOTE]
