from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.models import TimeStamped
from courses.models import Course
from organisations.models import Organisation
from trainees.enums import EnrolmentStatus, Gender, Grade, ImportStatus, Result
from trainees.querysets import EnrolmentQuerySet, RosterImportQuerySet, TraineeQuerySet

IMPORT_TONES = {ImportStatus.PREVIEWED: "wait", ImportStatus.APPLIED: "ok", ImportStatus.DISCARDED: "draft"}
ENROLMENT_TONES = {EnrolmentStatus.ENROLLED: "ok", EnrolmentStatus.WITHDRAWN: "draft"}


class Trainee(TimeStamped):
    """One person who is trained, once per federation unit; citizen numbers are encrypted and never shown whole."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="trainees")
    full_name = models.CharField(_("full name"), max_length=200)
    sort_key = models.CharField(max_length=500, editable=False)
    search_text = models.CharField(max_length=600, editable=False)
    birth_date = models.DateField(_("date of birth"), null=True, blank=True)
    birth_year = models.PositiveSmallIntegerField(_("year of birth"), null=True, blank=True)
    gender = models.CharField(pgettext_lazy("person", "gender"), max_length=6, choices=Gender, blank=True)
    position = models.CharField(_("position"), max_length=200, blank=True)
    workplace = models.CharField(_("grassroots union"), max_length=300, blank=True)
    phone = models.CharField(_("phone"), max_length=20, blank=True)
    citizen_id_secret = models.TextField(editable=False, blank=True)
    citizen_id_hash = models.CharField(max_length=64, editable=False, blank=True, db_index=True)
    citizen_id_tail = models.CharField(max_length=3, editable=False, blank=True)

    objects = TraineeQuerySet.as_manager()

    class Meta:
        verbose_name = _("trainee")
        verbose_name_plural = _("trainees")
        indexes = [
            models.Index(fields=["organisation", "sort_key"], name="trainees_trainee_list"),
            models.Index(fields=["sort_key", "id"], name="trainees_trainee_sort"),
        ]

    def __str__(self):
        return self.full_name

    def get_absolute_url(self):
        return reverse("trainees:trainee-detail", args=[self.pk])

    @property
    def birth_text(self):
        """Date of birth as dd/mm/yyyy, or only the year, or nothing."""
        return f"{self.birth_date:%d/%m/%Y}" if self.birth_date else str(self.birth_year or "")


class RosterImport(TimeStamped):
    """A roster file as it came, with every row that was read: a preview until it is applied."""

    course = models.ForeignKey(Course, models.PROTECT, related_name="roster_imports")
    file = models.FileField(_("roster file"), upload_to="rosters/%Y/%m/")
    file_name = models.CharField(_("file name"), max_length=200)
    sha256 = models.CharField(max_length=64)
    rows = models.JSONField(_("rows"), default=list)
    good_count = models.PositiveIntegerField(_("good rows"), default=0)
    warning_count = models.PositiveIntegerField(_("rows to look at"), default=0)
    error_count = models.PositiveIntegerField(_("rows with errors"), default=0)
    new_count = models.PositiveIntegerField(_("new people"), default=0)
    matched_count = models.PositiveIntegerField(_("known people"), default=0)
    status = models.CharField(
        pgettext_lazy("import", "status"),
        max_length=10,
        choices=ImportStatus,
        default=ImportStatus.PREVIEWED,
        editable=False,
    )
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = RosterImportQuerySet.as_manager()

    class Meta:
        verbose_name = _("roster import")
        verbose_name_plural = _("roster imports")
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=ImportStatus.values), name="trainees_import_status"
            ),
        ]

    def __str__(self):
        return f"{self.file_name} ({self.course_id})"

    @property
    def organisation(self):
        return self.course.organisation

    @property
    def status_tone(self):
        return IMPORT_TONES[self.status]

    def get_absolute_url(self):
        return reverse("trainees:import-detail", args=[self.pk])


class Enrolment(TimeStamped):
    """One person in one class. Certificates and payments point here, not at the person."""

    course = models.ForeignKey(Course, models.PROTECT, related_name="enrolments")
    trainee = models.ForeignKey(Trainee, models.PROTECT, related_name="enrolments")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="enrolments", verbose_name=_("sending unit")
    )
    status = models.CharField(
        pgettext_lazy("enrolment", "status"),
        max_length=10,
        choices=EnrolmentStatus,
        default=EnrolmentStatus.ENROLLED,
        editable=False,
    )
    roster_import = models.ForeignKey(RosterImport, models.PROTECT, null=True, related_name="enrolments")
    note = models.CharField(_("note"), max_length=300, blank=True)
    result = models.CharField(
        pgettext_lazy("enrolment", "result"), max_length=15, choices=Result, blank=True, editable=False
    )
    result_reasons = models.JSONField(_("reasons"), default=list, editable=False)
    present_sessions = models.PositiveSmallIntegerField(_("sessions present"), null=True, editable=False)

    objects = EnrolmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("enrolment")
        verbose_name_plural = _("enrolments")
        constraints = [
            models.UniqueConstraint(fields=["course", "trainee"], name="trainees_enrolment_once"),
            models.CheckConstraint(
                condition=Q(status__in=EnrolmentStatus.values), name="trainees_enrolment_status"
            ),
        ]

    def __str__(self):
        return f"{self.trainee} – {self.course.code}"

    def get_absolute_url(self):
        return reverse("trainees:course-roster", args=[self.course_id])

    @property
    def status_tone(self):
        return ENROLMENT_TONES[self.status]


class Assessment(TimeStamped):
    """What a trainee handed in and how it was judged."""

    enrolment = models.OneToOneField(Enrolment, models.PROTECT, related_name="assessment")
    essay_passed = models.BooleanField(_("final essay accepted"), null=True)
    score = models.DecimalField(
        _("score, 0 to 10"),
        max_digits=4,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(10)],
    )
    grade = models.CharField(_("grade"), max_length=10, choices=Grade, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("assessment")
        verbose_name_plural = _("assessments")
        constraints = [
            models.CheckConstraint(
                condition=Q(score__isnull=True) | Q(score__gte=0, score__lte=10),
                name="trainees_assessment_score",
            ),
        ]

    def __str__(self):
        return f"{self.enrolment_id}: {self.grade}"
