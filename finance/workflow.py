from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.workflow import Transition, Workflow
from finance.enums import AdvanceStatus as A
from finance.enums import SettlementStatus as S
from finance.policies import can_approve_money, can_check, can_return_money, can_submit_money

ADVANCE = Workflow(
    "finance:advance",
    #           name       from                                to           label                             who may
    Transition("submit",  frozenset({A.DRAFT, A.RETURNED}),    A.SUBMITTED, pgettext_lazy("step", "Submit"),  can_submit_money),
    Transition("approve", frozenset({A.SUBMITTED}),            A.APPROVED,  pgettext_lazy("step", "Approve"), can_approve_money),
    Transition("pay",     frozenset({A.APPROVED}),             A.PAID,      _("Record the payment"),          can_check, asks=True),
    Transition("return",  frozenset({A.SUBMITTED, A.APPROVED}), A.RETURNED, _("Send back"),                   can_return_money, tone="return", asks=True),
)  # fmt: skip

SETTLEMENT = Workflow(
    "finance:settlement",
    Transition("submit",  frozenset({S.DRAFT, S.RETURNED}),    S.SUBMITTED, pgettext_lazy("step", "Submit"),  can_submit_money),
    Transition("check",   frozenset({S.SUBMITTED}),            S.CHECKED,   _("Checked, pass on"),            can_check),
    Transition("approve", frozenset({S.CHECKED}),              S.APPROVED,  _("Approve and lock"),            can_approve_money, asks=True),
    Transition("return",  frozenset({S.SUBMITTED, S.CHECKED}), S.RETURNED,  _("Send back"),                   can_return_money, tone="return", asks=True),
)  # fmt: skip

WORKFLOWS = [ADVANCE, SETTLEMENT]
