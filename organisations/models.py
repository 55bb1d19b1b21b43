from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from treebeard.mp_tree import MP_Node, MP_NodeManager

from core.models import TimeStamped
from organisations.enums import ACTS_FOR_PARENT, OrganisationKind
from organisations.querysets import OrganisationQuerySet


class OrganisationManager(MP_NodeManager.from_queryset(OrganisationQuerySet)):
    def get_queryset(self):
        """Treebeard's manager makes its own kind of queryset, which does not know ours."""
        return OrganisationQuerySet(self.model, using=self._db).order_by("path")


class Organisation(MP_Node, TimeStamped):
    """One knot of the union tree. ``name`` is today's; what it was called on a date is in ``names``."""

    code = models.CharField(_("code"), max_length=30, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=OrganisationKind)
    name = models.CharField(_("full name"), max_length=200)
    short_name = models.CharField(_("short name"), max_length=100)
    federation = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="+", verbose_name=_("labour federation")
    )

    objects = OrganisationManager()

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=OrganisationKind.values), name="organisations_organisation_kind"
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("organisations:organisation-detail", args=[self.pk])

    @property
    def scope_path(self):
        """The part of the tree in which the people of this organisation act."""
        return self.path[: -self.steplen] if self.kind in ACTS_FOR_PARENT else self.path

    def contains(self, other):
        """Whether ``other`` is this organisation or lies under it."""
        return other.path.startswith(self.path)


class Dated(TimeStamped):
    """True from ``valid_from`` up to and with ``valid_to`` (open: still true)."""

    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid to"), null=True, blank=True)

    class Meta:
        abstract = True

    @classmethod
    def on(cls, date):
        """The condition for rows that are true on a date."""
        return Q(valid_from__lte=date) & (Q(valid_to__isnull=True) | Q(valid_to__gte=date))


class OrganisationName(Dated):
    """What an organisation was called in a period; issued papers keep the name they were printed with."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="names")
    name = models.CharField(_("full name"), max_length=200)
    short_name = models.CharField(_("short name"), max_length=100)

    class Meta:
        verbose_name = _("name of an organisation")
        verbose_name_plural = _("names of organisations")
        ordering = ["valid_from", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="organisations_name_dates",
            ),
            models.UniqueConstraint(fields=["organisation", "valid_from"], name="organisations_name_once"),
        ]

    def __str__(self):
        return f"{self.name} ({self.valid_from:%d/%m/%Y})"


class Letterhead(Dated):
    """The head of an organisation's papers: NĐ 30/2020, Annex I, components 2 to 4; lines broken by hand."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="letterheads")
    parent_lines = models.JSONField(_("lines of the parent body"), default=list)
    issuer_lines = models.JSONField(_("lines of the issuing body"), default=list)
    symbol = models.CharField(pgettext_lazy("document", "symbol"), max_length=20, help_text=_("LĐLĐ, BCĐ…"))
    place_name = models.CharField(_("place name"), max_length=60)

    class Meta:
        verbose_name = _("letterhead")
        verbose_name_plural = _("letterheads")
        ordering = ["valid_from", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="organisations_letterhead_dates",
            ),
            models.UniqueConstraint(
                fields=["organisation", "valid_from"], name="organisations_letterhead_once"
            ),
        ]

    def __str__(self):
        return f"{' '.join(self.issuer_lines)} ({self.valid_from:%d/%m/%Y})"
