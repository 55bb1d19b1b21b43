from django.contrib.auth.models import UserManager as DjangoUserManager
from django.db.models import Q, QuerySet

from organisations.querysets import within


class UserQuerySet(QuerySet):
    def visible_to(self, user):
        return self.filter(within(user.scope_paths(), "memberships__organisation")).distinct()

    def for_list(self):
        return self.prefetch_related("memberships__organisation").order_by("sort_key", "pk")


class UserManager(DjangoUserManager.from_queryset(UserQuerySet)):
    pass


class MembershipQuerySet(QuerySet):
    def on(self, date):
        """Memberships that hold on a date."""
        return self.filter(Q(valid_from__lte=date) & (Q(valid_to__isnull=True) | Q(valid_to__gte=date)))

    def unended(self, date):
        """Memberships that hold on a date or will hold later."""
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=date))

    def visible_to(self, user):
        return self.filter(within(user.scope_paths(), "organisation"))
