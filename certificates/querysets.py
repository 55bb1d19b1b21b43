from django.db.models import Count, Q, QuerySet

from core.names import search_tokens
from organisations.querysets import within


class CertificateBatchQuerySet(QuerySet):
    def visible_to(self, user):
        return self.filter(within(user.scope_paths(), "course__organisation"))

    def for_list(self):
        return (
            self.select_related("course__organisation", "organisation", "job")
            .annotate(
                certificate_count=Count("certificates", distinct=True),
                drawn_count=Count("certificates", filter=~Q(certificates__document__file=""), distinct=True),
            )
            .order_by("-pk")
        )


class CertificateQuerySet(QuerySet):
    def visible_to(self, user):
        scope = user.scope_paths()
        return self.filter(
            within(scope, "enrolment__course__organisation") | within(scope, "enrolment__organisation")
        )

    def search(self, query):
        """Holders by word prefixes without accents, or the number of the line."""
        rows = self
        for token in search_tokens(query):
            found = Q(enrolment__trainee__search_text__contains=f" {token}")
            if token.isdecimal() and len(token) < 8:
                found |= Q(register_number=int(token)) | Q(document__number=int(token))
            rows = rows.filter(found)
        return rows

    def for_list(self):
        return (
            self.select_related("document", "enrolment__trainee", "enrolment__course", "batch")
            .defer("document__snapshot")
            .order_by("-register_year", "-register_number")
        )
