from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.workflow import Transition, Workflow
from courses.enums import CourseStatus, PlanStatus, RegistrationStatus
from courses.policies import (
    can_approve_plan,
    can_approve_registration,
    can_cancel,
    can_close,
    can_endorse_plan,
    can_host,
    can_plan,
    can_register,
    can_reopen_plan,
    can_return_plan,
    can_review,
)

P, R, C = PlanStatus, RegistrationStatus, CourseStatus

PLAN = Workflow(
    "courses:plan",
    #           name       from                                 to           label                              who may
    Transition("submit",  frozenset({P.DRAFT, P.RETURNED}),     P.SUBMITTED, pgettext_lazy("step", "Submit"),   can_plan),
    Transition("endorse", frozenset({P.SUBMITTED}),             P.ENDORSED,  _("Pass on to the leader"),        can_endorse_plan),
    Transition("approve", frozenset({P.ENDORSED}),              P.APPROVED,  _("Approve and sign"),             can_approve_plan, asks=True),
    Transition("return",  frozenset({P.SUBMITTED, P.ENDORSED}), P.RETURNED,  _("Send back"),                    can_return_plan, tone="return", asks=True),
    Transition("reopen",  frozenset({P.APPROVED}),              P.RETURNED,  _("Take back for repair"),        can_reopen_plan, tone="return"),
)  # fmt: skip

REGISTRATION = Workflow(
    "courses:registration",
    Transition("submit",  frozenset({R.DRAFT, R.RETURNED}), R.SUBMITTED, pgettext_lazy("step", "Submit"), can_register),
    Transition("recall",  frozenset({R.SUBMITTED}),         R.DRAFT,     _("Take back"),                  can_register, tone="plain"),
    Transition("approve", frozenset({R.SUBMITTED}),         R.APPROVED,  pgettext_lazy("step", "Approve"), can_approve_registration),
    Transition("return",  frozenset({R.SUBMITTED}),         R.RETURNED,  _("Send back"),                  can_review, tone="return", asks=True),
    Transition("refuse",  frozenset({R.SUBMITTED}),         R.REFUSED,   pgettext_lazy("step", "Refuse"), can_approve_registration, tone="return", asks=True),
)  # fmt: skip

COURSE = Workflow(
    "courses:course",
    Transition("start",    frozenset({C.APPROVED}),            C.RUNNING,   _("Open the class"),    can_host, "trainees:course-start"),
    Transition("complete", frozenset({C.RUNNING}),             C.COMPLETED, _("Confirm the results"), can_close, "trainees:course-complete", asks=True),
    Transition("cancel",   frozenset({C.APPROVED, C.RUNNING}), C.CANCELLED, _("Cancel the class"),  can_cancel, tone="return", asks=True),
)  # fmt: skip

WORKFLOWS = [PLAN, REGISTRATION, COURSE]
