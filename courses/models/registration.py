from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.models import TimeStamped
from courses.enums import RegistrationStatus
from courses.models.planning import Programme, TrainingPlan
from courses.querysets import ApprovalNoticeQuerySet, CourseRegistrationQuerySet
from documents.models import Document
from organisations.models import Organisation

TONES = {
    RegistrationStatus.DRAFT: "draft",
    RegistrationStatus.SUBMITTED: "wait",
    RegistrationStatus.RETURNED: "back",
    RegistrationStatus.APPROVED: "ok",
    RegistrationStatus.REFUSED: "back",
}


class ApprovalNotice(TimeStamped):
    """The notice (thông báo) by which the approved classes of a period go out, listed in its annex."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="approval_notices")
    plan = models.ForeignKey(TrainingPlan, models.PROTECT, related_name="approval_notices")
    document = models.OneToOneField(Document, models.PROTECT, related_name="+")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = ApprovalNoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice of approved classes")
        verbose_name_plural = _("notices of approved classes")

    def __str__(self):
        return str(self.document)

    def get_absolute_url(self):
        return reverse("courses:notice-detail", args=[self.pk])


class CourseRegistration(TimeStamped):
    """A unit asks to hold a class: when, where, for how many, at what estimated cost."""

    plan = models.ForeignKey(TrainingPlan, models.PROTECT, related_name="registrations")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="course_registrations")
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="registrations")
    title = models.CharField(_("name of the class"), max_length=300)
    starts_on = models.DateField(_("opening day"))
    ends_on = models.DateField(_("closing day"))
    venue = models.CharField(_("venue"), max_length=300)
    expected_trainees = models.PositiveIntegerField(_("expected trainees"))
    note = models.TextField(_("note"), blank=True)
    status = models.CharField(
        pgettext_lazy("registration", "status"),
        max_length=10,
        choices=RegistrationStatus,
        default=RegistrationStatus.DRAFT,
        editable=False,
    )
    return_reason = models.CharField(_("reason for return"), max_length=500, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    notice = models.ForeignKey(
        ApprovalNotice, models.PROTECT, null=True, editable=False, related_name="registrations"
    )

    objects = CourseRegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = _("class registration")
        verbose_name_plural = _("class registrations")
        indexes = [models.Index(fields=["status", "plan"], name="courses_registration_desk")]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on__lte=F("ends_on")), name="courses_registration_dates"
            ),
            models.CheckConstraint(
                condition=Q(status__in=RegistrationStatus.values), name="courses_registration_status"
            ),
            models.CheckConstraint(condition=Q(expected_trainees__gte=1), name="courses_registration_people"),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("courses:registration-detail", args=[self.pk])

    @property
    def status_tone(self):
        return TONES[self.status]

    @property
    def is_editable(self):
        return self.status in {RegistrationStatus.DRAFT, RegistrationStatus.RETURNED}

    @property
    def estimate_amount(self):
        """The estimate in whole đồng; reads the lines, so prefetch them on a list."""
        return sum(line.amount for line in self.estimate_lines.all())


class EstimateLine(TimeStamped):
    """One line of the estimate (dự toán) that comes with a registration."""

    registration = models.ForeignKey(CourseRegistration, models.CASCADE, related_name="estimate_lines")
    position = models.PositiveSmallIntegerField(_("order"))
    description = models.CharField(_("item"), max_length=300)
    unit = models.CharField(_("unit of count"), max_length=40)
    quantity = models.PositiveIntegerField(_("quantity"))
    unit_price = models.BigIntegerField(_("unit price, đồng"))

    class Meta:
        verbose_name = _("estimate line")
        verbose_name_plural = _("estimate lines")
        ordering = ["position", "pk"]
        constraints = [models.CheckConstraint(condition=Q(unit_price__gte=0), name="courses_estimate_price")]

    def __str__(self):
        return f"{self.position}. {self.description}"

    @property
    def amount(self):
        return self.quantity * self.unit_price
