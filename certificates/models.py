from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from certificates.enums import BatchStatus, CertificateStatus
from certificates.querysets import CertificateBatchQuerySet, CertificateQuerySet
from core.models import Job, TimeStamped
from core.triggers import Forbid
from courses.models import Course
from documents.models import Document, NumberSeries, SigningAuthority
from organisations.models import Organisation
from trainees.models import Enrolment

BATCH_TONES = {
    BatchStatus.DRAFT: "draft",
    BatchStatus.SUBMITTED: "wait",
    BatchStatus.APPROVED: "wait",
    BatchStatus.ISSUED: "ok",
    BatchStatus.RETURNED: "back",
}


class CertificateBatch(TimeStamped):
    """The certificates of one class, proposed, approved and issued together."""

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="certificate_batches", verbose_name=_("issuer")
    )
    course = models.ForeignKey(Course, models.PROTECT, related_name="certificate_batches")
    authority = models.ForeignKey(
        SigningAuthority,
        models.PROTECT,
        null=True,
        related_name="certificate_batches",
        verbose_name=_("signer"),
    )
    status = models.CharField(
        pgettext_lazy("batch", "status"),
        max_length=10,
        choices=BatchStatus,
        default=BatchStatus.DRAFT,
        editable=False,
    )
    return_reason = models.CharField(_("reason for return"), max_length=500, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    issued_on = models.DateField(_("issued on"), null=True)
    decision = models.OneToOneField(
        Document, models.PROTECT, null=True, related_name="+", verbose_name=_("decision with the list")
    )
    job = models.ForeignKey(Job, models.PROTECT, null=True, related_name="+")

    objects = CertificateBatchQuerySet.as_manager()

    class Meta:
        verbose_name = _("batch of certificates")
        verbose_name_plural = _("batches of certificates")
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=BatchStatus.values), name="certificates_batch_status"
            ),
            models.UniqueConstraint(
                fields=["course"],
                condition=~Q(status=BatchStatus.ISSUED),
                name="certificates_batch_one_open",
            ),
        ]

    def __str__(self):
        return f"{self.course}"

    def get_absolute_url(self):
        return reverse("certificates:batch-detail", args=[self.pk])

    @property
    def status_tone(self):
        return BATCH_TONES[self.status]


class Certificate(TimeStamped):
    """A certificate of one enrolment: a numbered paper, a line in the register book, a public token."""

    batch = models.ForeignKey(CertificateBatch, models.PROTECT, related_name="certificates")
    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="certificates")
    document = models.OneToOneField(Document, models.PROTECT, related_name="certificate")
    register_series = models.ForeignKey(NumberSeries, models.PROTECT, related_name="certificates")
    register_number = models.PositiveIntegerField(_("register number"))
    register_year = models.PositiveSmallIntegerField(_("year"))
    token = models.CharField(_("public token"), max_length=32, unique=True)
    status = models.CharField(
        pgettext_lazy("certificate", "status"),
        max_length=10,
        choices=CertificateStatus,
        default=CertificateStatus.VALID,
        editable=False,
    )
    revoked_on = models.DateField(_("revoked on"), null=True)
    revoke_reason = models.CharField(_("reason for revoking"), max_length=500, blank=True)

    objects = CertificateQuerySet.as_manager()

    triggers = [
        Forbid("no_delete", "delete", "certificates are revoked, never deleted"),
        Forbid(
            "revoked",
            "update",
            "a revoked certificate stays revoked",
            fields=("status", "revoked_on"),
            when="OLD.status = 'revoked'",
        ),
        Forbid(
            "frozen",
            "update",
            "an issued certificate keeps its holder, numbers and token",
            fields=(
                "batch",
                "enrolment",
                "document",
                "register_series",
                "register_number",
                "register_year",
                "token",
            ),
        ),
    ]

    class Meta:
        verbose_name = pgettext_lazy("training", "certificate")
        verbose_name_plural = pgettext_lazy("training", "certificates")
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=CertificateStatus.values), name="certificates_certificate_status"
            ),
            models.UniqueConstraint(
                fields=["register_series", "register_number"], name="certificates_register_number_once"
            ),
            models.UniqueConstraint(
                fields=["enrolment"],
                condition=Q(status=CertificateStatus.VALID),
                name="certificates_one_valid_per_enrolment",
            ),
        ]

    def __str__(self):
        return self.register_reference

    def get_absolute_url(self):
        return reverse("certificates:certificate-detail", args=[self.pk])

    @property
    def organisation(self):
        return self.document.organisation

    @property
    def register_reference(self):
        """The line in the register book, e.g. 0127/BD-2022."""
        return f"{self.register_number:04d}/BD-{self.register_year}"

    @property
    def status_tone(self):
        return "ok" if self.status == CertificateStatus.VALID else "back"
