from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Role(models.TextChoices):
    ORGANISER = "organiser", _("organising staff")
    ORGANISING_HEAD = "organising_head", _("head of the organising department")
    LEADER = "leader", _("standing-committee leader")
    CLERK = "clerk", _("records clerk")
    FINANCE_OFFICER = "finance_officer", _("finance staff")
    FINANCE_HEAD = "finance_head", _("head of finance")
    UNIT_COORDINATOR = "unit_coordinator", _("unit coordinator")
    UNIT_CHAIR = "unit_chair", _("unit chair")
    SCHOOL_COORDINATOR = "school_coordinator", _("school coordinator")
    LECTURER = "lecturer", pgettext_lazy("role", "lecturer")
    INSPECTOR = "inspector", _("inspector")
    ADMINISTRATOR = "administrator", _("administrator")


# A lecturer sees only what he or she teaches; every other role sees the whole scope of its organisation.
SEES_SCOPE = frozenset(Role.values) - {Role.LECTURER}

VERBS = {
    "user.create": _("Added the person"),
    "membership.create": _("Gave a role"),
    "membership.end": _("Ended a role"),
    "user.login": _("Logged in"),
    "user.logout": _("Logged out"),
    "user.update": _("Changed the contact details"),
    "user.password": _("Changed the password"),
    "user.reset": _("Set a temporary password"),
    "user.lock": _("Locked the account"),
    "user.unlock": _("Opened the account again"),
}
