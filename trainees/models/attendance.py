from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.models import TimeStamped
from core.triggers import Forbid
from courses.models import Session
from trainees.enums import Presence, RegisterStatus
from trainees.models.people import Enrolment
from trainees.querysets import SessionRegisterQuerySet


class SessionRegister(TimeStamped):
    """The roll of one session: open while it is being called, closed as evidence for certificates and money."""

    session = models.OneToOneField(Session, models.PROTECT, related_name="register")
    status = models.CharField(
        pgettext_lazy("register", "status"),
        max_length=10,
        choices=RegisterStatus,
        default=RegisterStatus.OPEN,
        editable=False,
    )
    closed_at = models.DateTimeField(_("closed at"), null=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = SessionRegisterQuerySet.as_manager()

    class Meta:
        verbose_name = _("register of a session")
        verbose_name_plural = _("registers of sessions")
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=RegisterStatus.values), name="trainees_register_status"
            ),
        ]

    def __str__(self):
        return str(self.session)

    def get_absolute_url(self):
        return reverse("trainees:session-attendance", args=[self.session_id])

    @property
    def organisation(self):
        return self.session.course.organisation

    @property
    def status_tone(self):
        return "done" if self.status == RegisterStatus.CLOSED else "run"


class AttendanceEvent(models.Model):
    """One tap, exactly as the phone sent it. Append-only; the same tap sent twice is one row."""

    uuid = models.UUIDField(primary_key=True)
    session = models.ForeignKey(Session, models.PROTECT, related_name="attendance_events")
    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="attendance_events")
    status = models.CharField(pgettext_lazy("attendance", "status"), max_length=10, choices=Presence)
    minutes_late = models.PositiveSmallIntegerField(_("minutes late"), null=True)
    note = models.CharField(_("note"), max_length=200, blank=True)
    marked_at = models.DateTimeField(_("marked at"))
    received_at = models.DateTimeField(_("received at"), auto_now_add=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    triggers = [
        Forbid("no_update", "update", "attendance events are append-only"),
        Forbid("no_delete", "delete", "attendance events are append-only"),
    ]

    class Meta:
        verbose_name = _("attendance event")
        verbose_name_plural = _("attendance events")
        constraints = [
            models.CheckConstraint(condition=Q(status__in=Presence.values), name="trainees_event_status"),
        ]

    def __str__(self):
        return f"{self.session_id}/{self.enrolment_id} {self.status} {self.marked_at:%H:%M:%S}"


class AttendanceMark(TimeStamped):
    """How one person stands in one session: the newest event wins, whatever the order of arrival."""

    session = models.ForeignKey(Session, models.PROTECT, related_name="marks")
    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="marks")
    status = models.CharField(
        pgettext_lazy("attendance", "status"), max_length=10, choices=Presence, editable=False
    )
    minutes_late = models.PositiveSmallIntegerField(_("minutes late"), null=True)
    note = models.CharField(_("note"), max_length=200, blank=True)
    marked_at = models.DateTimeField(_("marked at"))
    event = models.ForeignKey(AttendanceEvent, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("attendance mark")
        verbose_name_plural = _("attendance marks")
        constraints = [
            models.UniqueConstraint(fields=["session", "enrolment"], name="trainees_mark_once"),
            models.CheckConstraint(condition=Q(status__in=Presence.values), name="trainees_mark_status"),
        ]

    def __str__(self):
        return f"{self.session_id}/{self.enrolment_id} {self.status}"
