from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class BatchStatus(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("batch", "draft")
    SUBMITTED = "submitted", _("waiting for the leader's approval")
    APPROVED = "approved", _("waiting to be issued")
    ISSUED = "issued", pgettext_lazy("batch", "issued")
    RETURNED = "returned", pgettext_lazy("batch", "sent back")


class CertificateStatus(models.TextChoices):
    VALID = "valid", pgettext_lazy("certificate", "valid")
    REVOKED = "revoked", pgettext_lazy("certificate", "revoked")


# Scope of the number series that counts the lines of the register book (số vào sổ).
REGISTER_SCOPE = "BD"

VERBS = {
    "batch.create": _("Prepared the batch of certificates"),
    "certificate.create": _("Issued the certificate"),
    "batch.draw": _("Drew the certificates"),
}
