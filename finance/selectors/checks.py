"""The checks of a settlement: pure functions over ``CheckFacts``. Codes and severities: finance study, §4.3."""

from finance.enums import Severity
from finance.selectors import rules_attendance, rules_money, rules_norms

ORDER = [Severity.BLOCK, Severity.WARN, Severity.NOTE]
RULES = [
    rules_money.nothing_spent,
    rules_money.advances_in_the_air,
    rules_attendance.registers_still_open,
    rules_attendance.meals_beyond_attendance,
    rules_attendance.refreshments_beyond_attendance,
    rules_attendance.lecturer_sessions_beyond_timetable,
    rules_norms.prices_above_norm,
    rules_norms.norms_without_figure,
    rules_norms.assistant_above_half,
    rules_money.more_than_the_estimate,
    rules_money.lines_over_the_estimate,
    rules_money.lines_far_below_the_estimate,
    rules_money.not_in_the_estimate,
    rules_money.vouchers_used_elsewhere,
    rules_money.same_line_twice,
    rules_money.outside_class_days,
    rules_attendance.low_turnout,
    rules_norms.income_tax_to_withhold,
    rules_money.against_the_advances,
]


def findings(facts):
    """Every finding, the blocking ones first."""
    found = [finding for rule in RULES for finding in rule(facts)]
    return sorted(found, key=lambda finding: ORDER.index(finding.severity))
