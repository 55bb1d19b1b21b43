from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from certificates.enums import BatchStatus as B
from certificates.enums import CertificateStatus as C
from certificates.policies import (
    can_approve_batch,
    can_issue_batch,
    can_prepare_batch,
    can_return_batch,
    can_revoke,
)
from core.workflow import Transition, Workflow

BATCH = Workflow(
    "certificates:batch",
    #           name       from                                 to           label                              who may
    Transition("submit",  frozenset({B.DRAFT, B.RETURNED}),     B.SUBMITTED, pgettext_lazy("step", "Submit"),   can_prepare_batch, asks=True),
    Transition("approve", frozenset({B.SUBMITTED}),             B.APPROVED,  _("Approve and sign"),             can_approve_batch),
    Transition("issue",   frozenset({B.APPROVED}),              B.ISSUED,    _("Number and issue"),             can_issue_batch, asks=True),
    Transition("return",  frozenset({B.SUBMITTED, B.APPROVED}), B.RETURNED,  _("Send back"),                    can_return_batch, tone="return", asks=True),
)  # fmt: skip

CERTIFICATE = Workflow(
    "certificates:certificate",
    Transition("revoke", frozenset({C.VALID}), C.REVOKED, _("Revoke the certificate"), can_revoke, tone="return", asks=True),
)  # fmt: skip

WORKFLOWS = [BATCH, CERTIFICATE]
