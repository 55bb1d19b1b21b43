from django.contrib.auth.models import AbstractBaseUser
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.enums import SEES_SCOPE, Role
from accounts.querysets import MembershipQuerySet, UserManager
from core.models import TimeStamped
from organisations.models import Organisation


class User(AbstractBaseUser, TimeStamped):
    """A person who may log in. What he or she may do hangs on memberships alone: nobody is a superuser."""

    username = models.CharField(
        _("log-in name"), max_length=150, unique=True, validators=[UnicodeUsernameValidator()]
    )
    full_name = models.CharField(_("full name"), max_length=200)
    sort_key = models.CharField(max_length=500, editable=False, blank=True)
    position = models.CharField(_("position"), max_length=200, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("phone"), max_length=20, blank=True)
    is_active = models.BooleanField(_("may log in"), default=True)

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["full_name"]

    objects = UserManager()

    class Meta:
        verbose_name = pgettext_lazy("person", "user")
        verbose_name_plural = pgettext_lazy("person", "users")

    def __str__(self):
        return self.full_name or self.username

    def get_absolute_url(self):
        return reverse("accounts:user-detail", args=[self.pk])

    @cached_property
    def current_memberships(self):
        """Today's memberships with their organisations: read once per request."""
        return list(
            self.memberships.on(timezone.localdate())
            .select_related("organisation__federation")
            .order_by("pk")
        )

    @cached_property
    def roles(self):
        return {membership.role for membership in self.current_memberships}

    @cached_property
    def federation_ids(self):
        return {membership.organisation.federation_id for membership in self.current_memberships} - {None}

    def scope_paths(self, *roles):
        """Tree paths in which this person acts (with one of the roles; without: sees)."""
        wanted = roles or SEES_SCOPE
        return sorted({m.organisation.scope_path for m in self.current_memberships if m.role in wanted})

    @property
    def main_membership(self):
        """The membership named in the top bar."""
        return self.current_memberships[0] if self.current_memberships else None


class Membership(TimeStamped):
    """A person holds a role in an organisation for a time."""

    user = models.ForeignKey(User, models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="memberships")
    role = models.CharField(_("role"), max_length=20, choices=Role)
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid to"), null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.CheckConstraint(condition=Q(role__in=Role.values), name="accounts_membership_role"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="accounts_membership_dates",
            ),
            models.UniqueConstraint(
                fields=["user", "organisation", "role", "valid_from"], name="accounts_membership_once"
            ),
        ]

    def __str__(self):
        return f"{self.user} – {self.get_role_display()} – {self.organisation}"

    def get_absolute_url(self):
        return self.user.get_absolute_url()
