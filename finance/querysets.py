from django.db.models import Count, Q, QuerySet, Sum

from finance.enums import WAITING_ADVANCES, AdvanceStatus
from organisations.querysets import within


class SpendingNormQuerySet(QuerySet):
    def on(self, date):
        return self.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=date),
            Q(valid_to__isnull=True) | Q(valid_to__gte=date),
        )


class AdvanceQuerySet(QuerySet):
    def visible_to(self, user):
        return self.filter(within(user.scope_paths(), "organisation"))

    def for_list(self):
        return self.select_related("course", "organisation").order_by("-pk")


class SettlementQuerySet(QuerySet):
    def visible_to(self, user):
        return self.filter(within(user.scope_paths(), "organisation"))

    def for_list(self):
        return (
            self.select_related("course", "organisation", "document")
            .annotate(spent_amount=Sum("expenses__amount"), accepted_total=Sum("expenses__accepted_amount"))
            .order_by("-pk")
        )

    def with_advances(self):
        """Adds ``paid_total`` (đồng, None when nothing was paid) and ``waiting_advances`` of the class."""
        paid = Q(course__advances__status=AdvanceStatus.PAID)
        waiting = Q(course__advances__status__in=WAITING_ADVANCES)
        return self.annotate(
            paid_total=Sum("course__advances__amount", filter=paid),
            waiting_advances=Count("course__advances", filter=waiting),
        )


class ExpenseQuerySet(QuerySet):
    def visible_to(self, user):
        return self.filter(within(user.scope_paths(), "settlement__organisation"))
