from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.models import TimeStamped
from core.triggers import Forbid
from documents.enums import DocumentKind, DocumentStatus, SigningForm
from documents.querysets import DocumentQuerySet, SigningAuthorityQuerySet
from organisations.models import Organisation

TONES = {
    DocumentStatus.SUBMITTED: "wait",
    DocumentStatus.SIGNED: "wait",
    DocumentStatus.ISSUED: "ok",
    DocumentStatus.RETURNED: "back",
    DocumentStatus.REVOKED: "back",
}


class SigningAuthority(TimeStamped):
    """Who may sign which papers for an organisation, in which form, and for how long."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="signing_authorities")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="signing_authorities")
    form = models.CharField(_("form of signing"), max_length=5, choices=SigningForm)
    authority_lines = models.JSONField(
        _("lines above the signature"),
        help_text=_("TM. BAN THƯỜNG VỤ / CHỦ TỊCH: one per line"),
        default=list,
    )
    signer_name = models.CharField(_("name of the signer"), max_length=200)
    kinds = models.JSONField(_("kinds of paper"), default=list)
    position = models.PositiveSmallIntegerField(_("order"), default=1)
    legal_basis = models.CharField(_("legal basis"), max_length=300, blank=True)
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid to"), null=True, blank=True)

    objects = SigningAuthorityQuerySet.as_manager()

    class Meta:
        verbose_name = _("signing authority")
        verbose_name_plural = _("signing authorities")
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="documents_authority_dates",
            ),
        ]

    def __str__(self):
        return f"{' / '.join(self.authority_lines)}: {self.signer_name}"

    def get_absolute_url(self):
        return reverse("documents:authority-list")

    @property
    def kind_labels(self):
        """The kinds of paper in words, in the order of the enum."""
        return [kind.label for kind in DocumentKind if kind in self.kinds]


class NumberSeries(models.Model):
    """One page of the register: the last number given in one scope of one issuer in one year."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="number_series")
    scope = models.CharField(
        _("scope"), max_length=20, help_text=_("A kind of paper, or the register book BD")
    )
    year = models.PositiveSmallIntegerField(_("year"))
    last_number = models.PositiveIntegerField(_("last number"), default=0)
    paper_numbers = models.PositiveIntegerField(
        _("numbers given on paper"),
        default=0,
        help_text=_("The last number of the paper register before this system took the book over"),
    )

    triggers = [
        Forbid("no_delete", "delete", "a page of the register is never torn out"),
        Forbid(
            "only_up",
            "update",
            "numbers are given once",
            fields=("last_number",),
            when="NEW.last_number < OLD.last_number",
        ),
    ]

    class Meta:
        verbose_name = _("number series")
        verbose_name_plural = _("number series")
        constraints = [
            models.UniqueConstraint(fields=["organisation", "scope", "year"], name="documents_series_once"),
            models.CheckConstraint(
                condition=Q(last_number__gte=F("paper_numbers")), name="documents_series_paper"
            ),
        ]

    def __str__(self):
        return f"{self.organisation} {self.scope} {self.year}"


class Document(TimeStamped):
    """A paper. What is printed is frozen here when it is prepared; nothing on the page is looked up again.

    The number comes at issue. Issued papers are never edited and never deleted: a revoked one keeps its line.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="documents")
    kind = models.CharField(pgettext_lazy("document", "kind"), max_length=5, choices=DocumentKind)
    title = models.CharField(_("subject"), max_length=300)
    template = models.CharField(_("template"), max_length=100)
    snapshot = models.JSONField(_("frozen facts"))
    authority = models.ForeignKey(
        SigningAuthority, models.PROTECT, null=True, related_name="documents", verbose_name=_("signer")
    )
    prepared_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    status = models.CharField(
        pgettext_lazy("document", "status"),
        max_length=10,
        choices=DocumentStatus,
        default=DocumentStatus.SUBMITTED,
        editable=False,
    )
    return_reason = models.CharField(_("reason for return"), max_length=500, blank=True)
    series = models.ForeignKey(NumberSeries, models.PROTECT, null=True, related_name="documents")
    number = models.PositiveIntegerField(pgettext_lazy("document", "number"), null=True)
    symbol = models.CharField(pgettext_lazy("document", "symbol"), max_length=40, blank=True)
    issued_on = models.DateField(_("issued on"), null=True)
    file = models.FileField(pgettext_lazy("document", "file"), upload_to="documents/%Y/%m/", blank=True)
    sha256 = models.CharField(max_length=64, blank=True)

    objects = DocumentQuerySet.as_manager()

    triggers = [
        Forbid("no_delete", "delete", "documents are revoked, never deleted"),
        Forbid(
            "frozen",
            "update",
            "what a document says is frozen",
            fields=("snapshot", "template", "kind", "organisation"),
        ),
        Forbid(
            "revoked",
            "update",
            "a revoked document stays revoked",
            fields=("status",),
            when="OLD.status = 'revoked'",
        ),
        Forbid(
            "numbered",
            "update",
            "an issued document keeps its number, date and signer",
            fields=("series", "number", "symbol", "issued_on", "authority", "title"),
            when="OLD.number IS NOT NULL",
        ),
    ]

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        indexes = [
            models.Index(fields=["organisation", "status", "-id"], name="documents_document_desk"),
            models.Index(fields=["organisation", "kind", "-issued_on"], name="documents_document_register"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["series", "number"], name="documents_number_once"),
            models.CheckConstraint(
                condition=Q(status__in=DocumentStatus.values), name="documents_document_status"
            ),
            models.CheckConstraint(
                condition=Q(
                    status__in=[DocumentStatus.ISSUED, DocumentStatus.REVOKED],
                    number__isnull=False,
                    series__isnull=False,
                    issued_on__isnull=False,
                )
                | Q(
                    status__in=[DocumentStatus.SUBMITTED, DocumentStatus.SIGNED, DocumentStatus.RETURNED],
                    number__isnull=True,
                ),
                name="documents_document_numbered",
            ),
        ]

    def __str__(self):
        return f"{self.reference} {self.title}"[:300]

    def get_absolute_url(self):
        return reverse("documents:document-detail", args=[self.pk])

    @property
    def reference(self):
        """The printed reference, e.g. 07/QĐ-LĐLĐ; before issue the place of the number stays empty."""
        return f"{self.number:02d}/{self.symbol}" if self.number else f"…/{self.symbol}"

    @property
    def status_tone(self):
        return TONES[self.status]

    @property
    def is_issued(self):
        return self.status == DocumentStatus.ISSUED
