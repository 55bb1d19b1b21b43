from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class OrganisationKind(models.TextChoices):
    CONFEDERATION = "confederation", _("confederation")
    FEDERATION = "federation", _("labour federation")
    DISTRICT = "district", _("district federation (until 30/6/2025)")
    SECTOR = "sector", _("sector union")
    CORPORATION = "corporation", _("corporation union")
    INDUSTRIAL_ZONE = "industrial_zone", _("industrial zone union")
    COMMUNE = "commune", _("commune union")
    GRASSROOTS = "grassroots", _("grassroots union")
    GUILD = "guild", pgettext_lazy("organisation", "guild")
    SCHOOL = "school", pgettext_lazy("organisation", "school")
    PARTNER = "partner", pgettext_lazy("organisation", "partner")
    DEPARTMENT = "department", pgettext_lazy("organisation", "department")
    STEERING_COMMITTEE = "steering_committee", _("steering committee")


# These act for the organisation above them: their people work in its whole scope.
ACTS_FOR_PARENT = frozenset(
    {OrganisationKind.DEPARTMENT, OrganisationKind.SCHOOL, OrganisationKind.STEERING_COMMITTEE}
)
# Units that register classes and settle money (công đoàn cấp trên trực tiếp cơ sở).
REGISTERING = frozenset(
    {
        OrganisationKind.DISTRICT,
        OrganisationKind.SECTOR,
        OrganisationKind.CORPORATION,
        OrganisationKind.INDUSTRIAL_ZONE,
        OrganisationKind.COMMUNE,
    }
)

# What an administrator adds; the two at the top come with the federation itself.
BELOW_FEDERATION = tuple(
    kind
    for kind in OrganisationKind
    if kind not in {OrganisationKind.CONFEDERATION, OrganisationKind.FEDERATION}
)
# Where nobody holds a role and nobody signs: too many to choose from.
WITHOUT_STAFF = (OrganisationKind.GRASSROOTS, OrganisationKind.GUILD, OrganisationKind.PARTNER)

VERBS = {
    "organisation.create": _("Added the organisation"),
    "organisation.rename": _("Gave the organisation a new name"),
    "letterhead.create": _("Set the letterhead"),
}
