from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.triggers import Forbid


class TimeStamped(models.Model):
    """Bookkeeping only. Dates that mean something get their own, explicit field."""

    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    updated_at = models.DateTimeField(_("updated at"), auto_now=True)

    class Meta:
        abstract = True


class JobQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(owner=user)

    def unfinished(self):
        return self.filter(state__in=[Job.State.WAITING, Job.State.RUNNING])


class Job(TimeStamped):
    """Work the house has promised. The row is the promise; Celery is only the doorbell."""

    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("job", "waiting")
        RUNNING = "running", pgettext_lazy("job", "running")
        DONE = "done", pgettext_lazy("job", "done")
        FAILED = "failed", pgettext_lazy("job", "failed")
        CANCELLED = "cancelled", pgettext_lazy("job", "cancelled")

    path = models.CharField(_("task"), max_length=200)
    arguments = models.JSONField(_("arguments"), default=dict)
    title = models.CharField(_("title"), max_length=300, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="jobs", verbose_name=_("owner")
    )
    state = models.CharField(
        pgettext_lazy("job", "state"), max_length=10, choices=State, default=State.WAITING, editable=False
    )
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    due_at = models.DateTimeField(_("due at"), help_text=_("Not before; while running, when the lease ends."))
    done = models.PositiveIntegerField(_("steps done"), default=0)
    total = models.PositiveIntegerField(_("steps in all"), default=0)
    finished_at = models.DateTimeField(_("finished at"), null=True)
    error = models.TextField(_("error"), blank=True)
    link = models.CharField(_("link to the result"), max_length=300, blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = _("job")
        verbose_name_plural = _("jobs")
        indexes = [
            models.Index(
                fields=["due_at"], condition=models.Q(state__in=["waiting", "running"]), name="core_job_due"
            ),
            models.Index(fields=["owner", "-id"], name="core_job_owner"),
        ]

    def __str__(self):
        return f"#{self.pk} {self.path} {self.state}"

    def get_absolute_url(self):
        return reverse("core:job-detail", args=[self.pk])

    @property
    def percent(self):
        """Progress as a whole number from 0 to 100."""
        if self.state == self.State.DONE:
            return 100
        return min(100, self.done * 100 // self.total) if self.total else 0

    @property
    def is_finished(self):
        return self.state in {self.State.DONE, self.State.FAILED, self.State.CANCELLED}


class Heartbeat(models.Model):
    """The last sign of life of a queue's workers; read by /healthz."""

    queue = models.CharField(_("queue"), max_length=20, primary_key=True)
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("heartbeat")
        verbose_name_plural = _("heartbeats")

    def __str__(self):
        return f"{self.queue} {self.at:%Y-%m-%d %H:%M:%S}"


class AuditEntry(models.Model):
    """One line in the log book: who did what to which row, when, and from what to what."""

    at = models.DateTimeField(_("at"), auto_now_add=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("actor")
    )
    actor_name = models.CharField(_("name of the actor"), max_length=200, blank=True)
    verb = models.CharField(_("verb"), max_length=80)
    target_type = models.ForeignKey(ContentType, models.PROTECT, related_name="+")
    target_id = models.BigIntegerField(_("target"))
    target_text = models.CharField(_("name of the target"), max_length=300, blank=True)
    organisation_path = models.CharField(_("for which organisation"), max_length=255, blank=True)
    data = models.JSONField(_("data"), default=dict)

    triggers = [
        Forbid("no_update", "update", "audit entries are append-only"),
        Forbid("no_delete", "delete", "audit entries are append-only"),
    ]

    class Meta:
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit entries")
        indexes = [
            models.Index(fields=["target_type", "target_id", "-id"], name="core_audit_target"),
            models.Index(fields=["organisation_path", "-id"], name="core_audit_organisation"),
        ]

    def __str__(self):
        return f"{self.at:%Y-%m-%d %H:%M} {self.verb} {self.target_type_id}:{self.target_id}"


class AuditSeal(models.Model):
    """A range of log lines and the digest of everything up to its end: the chain that betrays an edit."""

    first_id = models.BigIntegerField(_("first line"))
    last_id = models.BigIntegerField(_("last line"), unique=True)
    count = models.PositiveIntegerField(_("number of lines"))
    digest = models.CharField(_("digest"), max_length=64)
    sealed_at = models.DateTimeField(_("sealed at"), auto_now_add=True)

    triggers = [
        Forbid("no_update", "update", "audit seals are append-only"),
        Forbid("no_delete", "delete", "audit seals are append-only"),
    ]

    class Meta:
        verbose_name = _("audit seal")
        verbose_name_plural = _("audit seals")

    def __str__(self):
        return f"{self.first_id}-{self.last_id} {self.digest[:12]}"
