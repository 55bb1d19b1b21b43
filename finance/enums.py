from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class AdvanceStatus(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("advance", "draft")
    SUBMITTED = "submitted", pgettext_lazy("advance", "waiting for approval")
    APPROVED = "approved", _("waiting to be paid")
    PAID = "paid", pgettext_lazy("advance", "paid")
    RETURNED = "returned", pgettext_lazy("advance", "sent back")


# Neither paid nor back with the unit.
WAITING_ADVANCES = (AdvanceStatus.SUBMITTED, AdvanceStatus.APPROVED)


class SettlementStatus(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("settlement", "draft")
    SUBMITTED = "submitted", _("waiting for finance to check")
    CHECKED = "checked", _("waiting for the head of finance")
    APPROVED = "approved", _("approved and locked")
    RETURNED = "returned", pgettext_lazy("settlement", "sent back")


class NormCalculation(models.TextChoices):
    PER_UNIT = "PER_UNIT", _("rate × quantity")
    ACTUAL = "ACTUAL", _("by voucher, inside the estimate")
    PERCENT = "PERCENT", _("percentage")
    THRESHOLD = "THRESHOLD", _("threshold")
    FORMULA = "FORMULA", _("formula")
    TABLE = "TABLE", _("table")
    DAYS = "DAYS", _("days")
    BASE = "BASE", _("base amount")


class Evidence(models.TextChoices):
    """How far a figure may be trusted; only verified ones could ever block."""

    VERIFIED = "V", _("verified in the text")
    SECONDARY = "S", _("read in a summary")
    RECALLED = "R", _("recalled, not found")
    DEFAULT = "D", _("our default")


class Severity(models.TextChoices):
    BLOCK = "block", pgettext_lazy("check", "must be mended")
    WARN = "warn", pgettext_lazy("check", "needs an explanation")
    NOTE = "note", pgettext_lazy("check", "for information")


VERBS = {
    "norm.load": _("Loaded the norms"),
    "advance.create": _("Drafted the advance request"),
    "advance.update": _("Changed the advance request"),
    "settlement.create": _("Opened the settlement"),
    "settlement.update": _("Wrote the explanation"),
    "settlement.review": _("Wrote what is accepted"),
    "expense.create": _("Added an expense"),
    "expense.update": _("Changed an expense"),
    "expense.delete": _("Took an expense off"),
}
