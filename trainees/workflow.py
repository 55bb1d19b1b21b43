from django.utils.translation import gettext_lazy as _

from core.workflow import Transition, Workflow
from trainees.enums import EnrolmentStatus, ImportStatus, RegisterStatus
from trainees.policies import can_close_register, can_nominate, can_reopen_register


def can_nominate_for(user, row):
    return can_nominate(user, row.course)


REGISTER = Workflow(
    "trainees:register",
    #           name      from                              to                     label                    who may
    Transition("close",  frozenset({RegisterStatus.OPEN}),   RegisterStatus.CLOSED, _("Close the register"),  can_close_register),
    Transition("reopen", frozenset({RegisterStatus.CLOSED}), RegisterStatus.OPEN,   _("Reopen the register"), can_reopen_register, tone="return", asks=True),
)  # fmt: skip

ROSTER_IMPORT = Workflow(
    "trainees:import",
    Transition("apply",   frozenset({ImportStatus.PREVIEWED}), ImportStatus.APPLIED,   _("Import the good rows"), can_nominate_for),
    Transition("discard", frozenset({ImportStatus.PREVIEWED}), ImportStatus.DISCARDED, _("Discard this file"),    can_nominate_for, tone="plain"),
)  # fmt: skip

ENROLMENT = Workflow(
    "trainees:enrolment",
    Transition("withdraw", frozenset({EnrolmentStatus.ENROLLED}), EnrolmentStatus.WITHDRAWN, _("Withdraw from the class"), can_nominate_for, tone="return", asks=True),
)  # fmt: skip

WORKFLOWS = [REGISTER, ROSTER_IMPORT, ENROLMENT]
