from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.models import TimeStamped
from courses.enums import PlanStatus, SchemeStatus
from courses.querysets import FederationQuerySet, TrainingPlanQuerySet
from documents.models import Document
from organisations.models import Organisation

PLAN_TONES = {
    PlanStatus.DRAFT: "draft",
    PlanStatus.SUBMITTED: "wait",
    PlanStatus.ENDORSED: "wait",
    PlanStatus.APPROVED: "ok",
    PlanStatus.RETURNED: "back",
}


class Scheme(TimeStamped):
    """A scheme (đề án) over several years, led by a steering committee."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="schemes")
    title = models.CharField(_("title"), max_length=300)
    short_title = models.CharField(_("short title"), max_length=120)
    target_group = models.CharField(_("target group"), max_length=300)
    committee = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("steering committee"),
    )
    objective = models.TextField(_("objective"), blank=True)
    first_year = models.PositiveSmallIntegerField(_("first year"))
    last_year = models.PositiveSmallIntegerField(_("last year"))
    status = models.CharField(
        pgettext_lazy("scheme", "status"),
        max_length=10,
        choices=SchemeStatus,
        default=SchemeStatus.OPEN,
        editable=False,
    )

    objects = FederationQuerySet.as_manager()

    class Meta:
        verbose_name = _("scheme")
        verbose_name_plural = _("schemes")
        constraints = [
            models.CheckConstraint(condition=Q(first_year__lte=F("last_year")), name="courses_scheme_years"),
            models.CheckConstraint(condition=Q(status__in=SchemeStatus.values), name="courses_scheme_status"),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("courses:scheme-detail", args=[self.pk])


class CommitteeMember(TimeStamped):
    """A member of the steering committee (Ban Chỉ đạo) of a scheme; one of them is its head."""

    scheme = models.ForeignKey(Scheme, models.PROTECT, related_name="members")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    full_name = models.CharField(_("full name"), max_length=200)
    position = models.CharField(_("position"), max_length=200)
    is_head = models.BooleanField(_("head of the committee"), default=False)

    class Meta:
        verbose_name = _("member of the steering committee")
        verbose_name_plural = _("members of the steering committee")
        ordering = ["-is_head", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["scheme"], condition=Q(is_head=True), name="courses_committee_one_head"
            ),
        ]

    def __str__(self):
        return f"{self.full_name}, {self.position}"


class Topic(TimeStamped):
    """A topic (chuyên đề) of the federation's catalogue."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="topics")
    title = models.CharField(_("title"), max_length=300)
    periods = models.PositiveSmallIntegerField(_("periods of 45 minutes"), default=4)

    objects = FederationQuerySet.as_manager()

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("courses:topic-list")


class Programme(TimeStamped):
    """What is taught, and the rule by which a trainee has completed it."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="programmes")
    title = models.CharField(_("title"), max_length=300)
    audience = models.CharField(_("audience"), max_length=300)
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    topics = models.ManyToManyField(Topic, through="ProgrammeTopic", related_name="programmes")
    min_attendance_percent = models.PositiveSmallIntegerField(
        _("least attendance in percent of the sessions"),
        default=80,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
    )
    requires_compulsory_topics = models.BooleanField(
        _("every compulsory topic must be attended"), default=True
    )
    requires_essay = models.BooleanField(_("a final essay is required"), default=True)

    objects = FederationQuerySet.as_manager()

    class Meta:
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "title", "version"], name="courses_programme_version_once"
            ),
            models.CheckConstraint(
                condition=Q(min_attendance_percent__gte=1, min_attendance_percent__lte=100),
                name="courses_programme_attendance",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("courses:programme-detail", args=[self.pk])

    @property
    def is_used(self):
        """Whether a plan, a registration or a class goes by it; then it changes only as a new version."""
        return self.plans.exists() or self.registrations.exists() or self.courses.exists()


class ProgrammeTopic(models.Model):
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="programme_topics")
    topic = models.ForeignKey(Topic, models.PROTECT, related_name="programme_topics")
    position = models.PositiveSmallIntegerField(_("order"))
    is_compulsory = models.BooleanField(_("compulsory"), default=True)

    class Meta:
        verbose_name = _("topic of a programme")
        verbose_name_plural = _("topics of a programme")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "topic"], name="courses_programme_topic_once")
        ]

    def __str__(self):
        return f"{self.position}. {self.topic}"


class TrainingPlan(TimeStamped):
    """The plan (kế hoạch) of one year. Approved means signed; issued means its paper has a number."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="training_plans")
    scheme = models.ForeignKey(Scheme, models.PROTECT, null=True, blank=True, related_name="plans")
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="plans")
    year = models.PositiveSmallIntegerField(_("year"))
    title = models.CharField(_("title"), max_length=300)
    purpose = models.TextField(_("purpose and requirements"))
    audience = models.TextField(_("audience"))
    content = models.TextField(_("content and form"))
    schedule = models.TextField(_("time and place"))
    funding = models.TextField(_("funding"))
    assignment = models.TextField(_("who does what"))
    legal_bases = models.TextField(_("legal bases, one a line"), blank=True)
    budget_amount = models.BigIntegerField(_("budget, đồng"), default=0)
    status = models.CharField(
        pgettext_lazy("plan", "status"),
        max_length=10,
        choices=PlanStatus,
        default=PlanStatus.DRAFT,
        editable=False,
    )
    return_reason = models.CharField(_("reason for return"), max_length=500, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    document = models.OneToOneField(Document, models.PROTECT, null=True, editable=False, related_name="+")

    objects = TrainingPlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("training plan")
        verbose_name_plural = _("training plans")
        constraints = [
            models.CheckConstraint(condition=Q(status__in=PlanStatus.values), name="courses_plan_status"),
            models.CheckConstraint(condition=Q(budget_amount__gte=0), name="courses_plan_budget"),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("courses:plan-detail", args=[self.pk])

    @property
    def status_tone(self):
        return PLAN_TONES[self.status]

    @property
    def is_issued(self):
        return self.status == PlanStatus.APPROVED and self.document is not None and self.document.is_issued

    @property
    def is_editable(self):
        return self.status in {PlanStatus.DRAFT, PlanStatus.RETURNED}

    @property
    def announcer(self):
        """Who announces the approved classes: the steering committee of the scheme, else the federation."""
        return self.scheme.committee if self.scheme and self.scheme.committee else self.organisation


class PlanQuota(TimeStamped):
    """How many classes and trainees the plan gives to one unit."""

    plan = models.ForeignKey(TrainingPlan, models.PROTECT, related_name="quotas")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="quotas")
    courses = models.PositiveSmallIntegerField(_("classes"), default=1)
    trainees = models.PositiveIntegerField(pgettext_lazy("quota", "trainees"))

    class Meta:
        verbose_name = _("quota")
        verbose_name_plural = _("quotas")
        constraints = [models.UniqueConstraint(fields=["plan", "organisation"], name="courses_quota_once")]

    def __str__(self):
        return f"{self.organisation}: {self.courses}/{self.trainees}"
