from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.formatting import dong
from core.models import TimeStamped
from core.triggers import Forbid
from courses.models import Course, EstimateLine
from documents.models import Document
from finance.enums import AdvanceStatus, Evidence, NormCalculation, SettlementStatus
from finance.querysets import AdvanceQuerySet, ExpenseQuerySet, SettlementQuerySet, SpendingNormQuerySet
from organisations.models import Organisation

ADVANCE_TONES = {
    AdvanceStatus.DRAFT: "draft",
    AdvanceStatus.SUBMITTED: "wait",
    AdvanceStatus.APPROVED: "wait",
    AdvanceStatus.PAID: "ok",
    AdvanceStatus.RETURNED: "back",
}
SETTLEMENT_TONES = {
    SettlementStatus.DRAFT: "draft",
    SettlementStatus.SUBMITTED: "wait",
    SettlementStatus.CHECKED: "wait",
    SettlementStatus.APPROVED: "done",
    SettlementStatus.RETURNED: "back",
}


class SpendingNorm(TimeStamped):
    """A spending norm with its source and validity: data, never a constant. No amount means: not known, warn."""

    code = models.CharField(_("code"), max_length=30)
    label = models.CharField(_("item"), max_length=300)
    unit = models.CharField(_("unit of count"), max_length=120)
    calculation = models.CharField(_("calculation"), max_length=10, choices=NormCalculation)
    max_amount = models.BigIntegerField(_("highest amount, đồng or %"), null=True)
    valid_from = models.DateField(_("valid from"), null=True)
    valid_to = models.DateField(_("valid to"), null=True)
    evidence = models.CharField(_("evidence"), max_length=1, choices=Evidence)
    legal_basis = models.CharField(_("legal basis"), max_length=500, blank=True)
    conditions = models.TextField(_("conditions"), blank=True)

    objects = SpendingNormQuerySet.as_manager()

    class Meta:
        verbose_name = _("spending norm")
        verbose_name_plural = _("spending norms")
        ordering = ["code", "-valid_from", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["code", "valid_from", "label"], name="finance_norm_once"),
            models.UniqueConstraint(
                fields=["code", "label"],
                condition=Q(valid_from__isnull=True),
                name="finance_undated_norm_once",
            ),
        ]

    def __str__(self):
        return f"{self.code} {self.label}"


class Advance(TimeStamped):
    """An advance (tạm ứng) for a class: asked for by its host, approved and paid by finance."""

    course = models.ForeignKey(Course, models.PROTECT, related_name="advances")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="advances")
    amount = models.BigIntegerField(_("amount, đồng"))
    purpose = models.CharField(_("what for"), max_length=300)
    due_on = models.DateField(_("to be settled by"))
    status = models.CharField(
        pgettext_lazy("advance", "status"),
        max_length=10,
        choices=AdvanceStatus,
        default=AdvanceStatus.DRAFT,
        editable=False,
    )
    return_reason = models.CharField(_("reason for return"), max_length=500, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    paid_on = models.DateField(_("paid on"), null=True)
    voucher_number = models.CharField(_("number of the payment voucher"), max_length=40, blank=True)
    document = models.OneToOneField(Document, models.PROTECT, null=True, editable=False, related_name="+")

    objects = AdvanceQuerySet.as_manager()

    class Meta:
        verbose_name = _("advance")
        verbose_name_plural = _("advances")
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="finance_advance_amount"),
            models.CheckConstraint(
                condition=Q(status__in=AdvanceStatus.values), name="finance_advance_status"
            ),
        ]

    def __str__(self):
        return f"{self.course.code}: {dong(self.amount)}"

    def get_absolute_url(self):
        return reverse("finance:advance-detail", args=[self.pk])

    @property
    def status_tone(self):
        return ADVANCE_TONES[self.status]

    @property
    def is_editable(self):
        return self.status in {AdvanceStatus.DRAFT, AdvanceStatus.RETURNED}


class Settlement(TimeStamped):
    """The settlement (quyết toán) of one class. Approved is locked for ever."""

    course = models.OneToOneField(Course, models.PROTECT, related_name="settlement")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="settlements")
    explanation = models.TextField(_("explanation of differences"), blank=True)
    status = models.CharField(
        pgettext_lazy("settlement", "status"),
        max_length=10,
        choices=SettlementStatus,
        default=SettlementStatus.DRAFT,
        editable=False,
    )
    return_reason = models.CharField(_("reason for return"), max_length=500, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    checked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    approved_on = models.DateField(_("approved on"), null=True)
    document = models.OneToOneField(Document, models.PROTECT, null=True, editable=False, related_name="+")

    objects = SettlementQuerySet.as_manager()

    # Its expenses cannot be guarded here (a trigger sees one table): services refuse them.
    triggers = [
        Forbid("locked", "update", "an approved settlement is locked", when="OLD.status = 'approved'"),
        Forbid("kept", "delete", "an approved settlement is locked", when="OLD.status = 'approved'"),
    ]

    class Meta:
        verbose_name = _("settlement")
        verbose_name_plural = _("settlements")
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=SettlementStatus.values), name="finance_settlement_status"
            ),
        ]

    def __str__(self):
        return str(self.course)

    def get_absolute_url(self):
        return reverse("finance:settlement-detail", args=[self.pk])

    @property
    def status_tone(self):
        return SETTLEMENT_TONES[self.status]

    @property
    def is_editable(self):
        return self.status in {SettlementStatus.DRAFT, SettlementStatus.RETURNED}


class Expense(TimeStamped):
    """One thing paid for, with its voucher. Finance accepts it, wholly or in part, and never edits it."""

    settlement = models.ForeignKey(Settlement, models.PROTECT, related_name="expenses")
    estimate_line = models.ForeignKey(
        EstimateLine,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="expenses",
        verbose_name=_("estimate line"),
    )
    norm_code = models.CharField(_("spending norm"), max_length=30, blank=True)
    description = models.CharField(_("what was paid for"), max_length=300)
    spent_on = models.DateField(_("day of the activity"))
    quantity = models.PositiveIntegerField(_("quantity"))
    unit_price = models.BigIntegerField(_("unit price, đồng"))
    amount = models.BigIntegerField(_("amount, đồng"), editable=False)
    voucher_number = models.CharField(_("number of the voucher or invoice"), max_length=40)
    supplier = models.CharField(_("payee"), max_length=200, blank=True)
    accepted_amount = models.BigIntegerField(_("accepted, đồng"), null=True, editable=False)
    exclusion_reason = models.CharField(_("reason for not accepting"), max_length=300, blank=True)

    objects = ExpenseQuerySet.as_manager()

    class Meta:
        verbose_name = _("expense")
        verbose_name_plural = _("expenses")
        ordering = ["spent_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount=F("quantity") * F("unit_price")), name="finance_expense_amount"
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="finance_expense_positive"),
            models.CheckConstraint(
                condition=Q(accepted_amount__isnull=True)
                | Q(accepted_amount__gte=0, accepted_amount__lte=F("amount")),
                name="finance_expense_accepted",
            ),
        ]

    def __str__(self):
        return self.description

    @property
    def organisation(self):
        return self.settlement.organisation
