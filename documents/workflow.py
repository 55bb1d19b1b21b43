from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.workflow import Transition, Workflow
from documents.enums import DocumentStatus as S
from documents.policies import can_number, can_return, can_revoke, can_sign

DOCUMENT = Workflow(
    "documents:document",
    #           name      from                                to          label                             who may
    Transition("sign",   frozenset({S.SUBMITTED}),           S.SIGNED,   pgettext_lazy("document", "Sign"), can_sign),
    Transition("issue",  frozenset({S.SIGNED}),              S.ISSUED,   _("Number and issue"),             can_number, asks=True),
    Transition("return", frozenset({S.SUBMITTED, S.SIGNED}), S.RETURNED, _("Send back"),                    can_return, tone="return", asks=True),
    Transition("revoke", frozenset({S.ISSUED}),              S.REVOKED,  pgettext_lazy("document", "Revoke"), can_revoke, tone="return", asks=True),
)  # fmt: skip

WORKFLOWS = [DOCUMENT]
