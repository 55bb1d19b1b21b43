from django.db.models import Q, QuerySet, Sum

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


class ExpenseQuerySet(QuerySet):
    def visible_to(self, user):
        return self.filter(within(user.scope_paths(), "settlement__organisation"))
