import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.models import TimeStamped
from courses.enums import CourseStatus, SessionPart
from courses.models.planning import Programme, Topic, TrainingPlan
from courses.models.registration import CourseRegistration
from courses.querysets import CourseQuerySet, LecturerQuerySet, SessionQuerySet
from organisations.models import Organisation

COURSE_TONES = {
    CourseStatus.APPROVED: "wait",
    CourseStatus.RUNNING: "run",
    CourseStatus.COMPLETED: "ok",
    CourseStatus.CANCELLED: "back",
}
PART_ORDER = {SessionPart.MORNING: 1, SessionPart.AFTERNOON: 2, SessionPart.EVENING: 3}
PART_HOURS = {
    SessionPart.MORNING: (dt.time(8, 0), dt.time(11, 30)),
    SessionPart.AFTERNOON: (dt.time(13, 30), dt.time(17, 0)),
    SessionPart.EVENING: (dt.time(18, 30), dt.time(21, 0)),
}


class Course(TimeStamped):
    """One class (lớp): one run of a programme, hosted by a unit."""

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="courses", verbose_name=_("host")
    )
    plan = models.ForeignKey(TrainingPlan, models.PROTECT, related_name="courses")
    registration = models.OneToOneField(CourseRegistration, models.PROTECT, related_name="course")
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="courses")
    code = models.CharField(_("code"), max_length=30, unique=True)
    title = models.CharField(_("name of the class"), max_length=300)
    starts_on = models.DateField(_("opening day"))
    ends_on = models.DateField(_("closing day"))
    venue = models.CharField(_("venue"), max_length=300)
    capacity = models.PositiveIntegerField(_("seats"))
    status = models.CharField(
        pgettext_lazy("course", "status"),
        max_length=10,
        choices=CourseStatus,
        default=CourseStatus.APPROVED,
        editable=False,
    )
    cancel_reason = models.CharField(_("reason for cancelling"), max_length=500, blank=True)

    objects = CourseQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("course", "class")
        verbose_name_plural = pgettext_lazy("course", "classes")
        indexes = [models.Index(fields=["organisation", "-starts_on"], name="courses_course_list")]
        constraints = [
            models.CheckConstraint(condition=Q(starts_on__lte=F("ends_on")), name="courses_course_dates"),
            models.CheckConstraint(condition=Q(status__in=CourseStatus.values), name="courses_course_status"),
        ]

    def __str__(self):
        return f"{self.code} {self.title}"

    def get_absolute_url(self):
        return reverse("courses:course-detail", args=[self.pk])

    @property
    def status_tone(self):
        return COURSE_TONES[self.status]


class Session(TimeStamped):
    """One half-day (buổi) of a class."""

    course = models.ForeignKey(Course, models.PROTECT, related_name="sessions")
    held_on = models.DateField(_("day"))
    part = models.CharField(_("part of the day"), max_length=10, choices=SessionPart)
    part_order = models.PositiveSmallIntegerField(editable=False)
    periods = models.PositiveSmallIntegerField(_("periods of 45 minutes"), default=4)
    topic = models.ForeignKey(Topic, models.PROTECT, null=True, blank=True, related_name="sessions")
    venue = models.CharField(_("venue"), max_length=300, blank=True)

    objects = SessionQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("course", "session")
        verbose_name_plural = pgettext_lazy("course", "sessions")
        ordering = ["held_on", "part_order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["course", "held_on", "part"], name="courses_session_once"),
            models.CheckConstraint(condition=Q(part__in=SessionPart.values), name="courses_session_part"),
        ]

    def __str__(self):
        return f"{self.get_part_display()} {self.held_on:%d/%m/%Y}"

    def get_absolute_url(self):
        return reverse("courses:session-update", args=[self.pk])

    @property
    def organisation(self):
        return self.course.organisation

    @property
    def starts_at(self):
        return PART_HOURS[self.part][0]

    @property
    def ends_at(self):
        return PART_HOURS[self.part][1]


class Lecturer(TimeStamped):
    """Someone who teaches: staff of the school, part-time, or a speaker (báo cáo viên)."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="lecturers")
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="lecturer"
    )
    full_name = models.CharField(_("full name"), max_length=200)
    sort_key = models.CharField(max_length=500, editable=False, blank=True)
    position = models.CharField(_("position"), max_length=200, blank=True)
    phone = models.CharField(_("phone"), max_length=20, blank=True)
    topics = models.ManyToManyField(Topic, blank=True, related_name="lecturers")

    objects = LecturerQuerySet.as_manager()

    class Meta:
        verbose_name = _("lecturer")
        verbose_name_plural = _("lecturers")

    def __str__(self):
        return self.full_name

    def get_absolute_url(self):
        return reverse("courses:lecturer-detail", args=[self.pk])


class TeachingAssignment(TimeStamped):
    """A lecturer teaches a session."""

    session = models.ForeignKey(Session, models.PROTECT, related_name="assignments")
    lecturer = models.ForeignKey(Lecturer, models.PROTECT, related_name="assignments")
    assigned_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("teaching assignment")
        verbose_name_plural = _("teaching assignments")
        constraints = [
            models.UniqueConstraint(fields=["session", "lecturer"], name="courses_assignment_once")
        ]

    def __str__(self):
        return f"{self.lecturer} – {self.session}"
