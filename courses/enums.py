from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class SchemeStatus(models.TextChoices):
    OPEN = "open", pgettext_lazy("scheme", "running")
    CLOSED = "closed", pgettext_lazy("scheme", "closed")


class PlanStatus(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("plan", "draft")
    SUBMITTED = "submitted", _("waiting for the head of department")
    ENDORSED = "endorsed", _("waiting for the leader")
    APPROVED = "approved", pgettext_lazy("plan", "approved")
    RETURNED = "returned", pgettext_lazy("plan", "sent back")


class RegistrationStatus(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("registration", "draft")
    SUBMITTED = "submitted", pgettext_lazy("registration", "waiting for approval")
    RETURNED = "returned", pgettext_lazy("registration", "sent back")
    APPROVED = "approved", pgettext_lazy("registration", "approved")
    REFUSED = "refused", pgettext_lazy("registration", "refused")


class CourseStatus(models.TextChoices):
    APPROVED = "approved", pgettext_lazy("course", "approved")
    RUNNING = "running", pgettext_lazy("course", "running")
    COMPLETED = "completed", pgettext_lazy("course", "completed")
    CANCELLED = "cancelled", pgettext_lazy("course", "cancelled")


class SessionPart(models.TextChoices):
    MORNING = "morning", _("morning")
    AFTERNOON = "afternoon", _("afternoon")
    EVENING = "evening", _("evening")


VERBS = {
    "scheme.create": _("Added the scheme"),
    "scheme.update": _("Changed the scheme"),
    "topic.create": _("Added the topic"),
    "topic.update": _("Changed the topic"),
    "programme.create": _("Added the programme"),
    "programme.update": _("Changed the programme"),
    "programme.version": _("Added a version of the programme"),
    "plan.create": _("Drafted the plan"),
    "plan.update": _("Changed the plan"),
    "plan.quotas": _("Set the quotas"),
    "registration.create": _("Drafted the registration"),
    "registration.update": _("Changed the registration"),
    "approvalnotice.create": _("Prepared the notice of approved classes"),
    "course.create": _("Opened the file of the class"),
    "course.timetable": _("Changed the timetable"),
    "session.plan": _("Planned the sessions"),
    "session.create": _("Added the session"),
    "session.remove": _("Removed the session"),
    "session.update": _("Changed the session"),
    "session.assign": _("Assigned the lecturer"),
    "session.unassign": _("Took the lecturer off"),
    "lecturer.create": _("Added the lecturer"),
    "lecturer.update": _("Changed the lecturer"),
}
