from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class DocumentKind(models.TextChoices):
    """Type abbreviations of NĐ 30/2020/NĐ-CP, Annex III.I; the last ones are forms with their own series."""

    PLAN = "KH", pgettext_lazy("document", "plan")
    NOTICE = "TB", pgettext_lazy("document", "notice")
    DECISION = "QĐ", pgettext_lazy("document", "decision")
    OFFICIAL_LETTER = "CV", _("official letter")
    REPORT = "BC", pgettext_lazy("document", "report")
    CERTIFICATE = "GCN", pgettext_lazy("document", "certificate")
    ADVANCE_REQUEST = "TƯ", _("advance request")
    SETTLEMENT = "QT", pgettext_lazy("document", "settlement")


# Forms and certificates are numbered in the hour they are made; papers wait for a signature and the clerk.
REGISTERED = frozenset(
    {
        DocumentKind.PLAN,
        DocumentKind.NOTICE,
        DocumentKind.DECISION,
        DocumentKind.OFFICIAL_LETTER,
        DocumentKind.REPORT,
    }
)


class DocumentStatus(models.TextChoices):
    SUBMITTED = "submitted", _("waiting for signature")
    SIGNED = "signed", _("waiting for a number")
    ISSUED = "issued", pgettext_lazy("document", "issued")
    RETURNED = "returned", pgettext_lazy("document", "returned")
    REVOKED = "revoked", pgettext_lazy("document", "revoked")


class SigningForm(models.TextChoices):
    """NĐ 30/2020, Art. 13: in whose place a paper is signed."""

    ON_BEHALF = "TM.", _("on behalf of the collective (TM.)")
    DEPUTISING = "KT.", _("deputising for the head (KT.)")
    BY_ORDER = "TL.", _("by order (TL.)")
    BY_AUTHORISATION = "TUQ.", _("by authorisation (TUQ.)")
    ACTING = "Q.", _("acting head (Q.)")


VERBS = {
    "document.prepare": _("Prepared the document"),
    "document.preview": _("Drew the preview"),
    "document.draw": _("Drew the document"),
    "document.range": _("Took a range of numbers"),
    "series.takeover": _("Took over the paper register"),
    "authority.create": _("Set a signing authority"),
    "authority.end": _("Ended a signing authority"),
}
