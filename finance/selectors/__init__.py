from finance.selectors.checks import findings
from finance.selectors.gathering import check_facts, findings_of
from finance.selectors.pages import estimate_lines, norm_choices, printed_findings
from finance.selectors.totals import (
    advance_room,
    outstanding_amount,
    paid_amount,
    totals_of,
    waiting_advances,
)

__all__ = [
    "advance_room",
    "check_facts",
    "estimate_lines",
    "findings",
    "findings_of",
    "norm_choices",
    "outstanding_amount",
    "paid_amount",
    "printed_findings",
    "totals_of",
    "waiting_advances",
]
