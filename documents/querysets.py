from django.db.models import Q, QuerySet

from documents.enums import REGISTERED, DocumentStatus
from organisations.enums import OrganisationKind
from organisations.querysets import within

ANNOUNCING = (OrganisationKind.FEDERATION, OrganisationKind.STEERING_COMMITTEE)


class DocumentQuerySet(QuerySet):
    def visible_to(self, user):
        """Federation staff see every paper of their scope; units see their own and what went out to them."""
        own = within(user.scope_paths(), "organisation")
        sent = Q(
            organisation__federation_id__in=user.federation_ids,
            organisation__kind__in=ANNOUNCING,
            kind__in=REGISTERED,
            status=DocumentStatus.ISSUED,
        )
        return self.filter(own | sent)

    def registered(self):
        """Papers of the outgoing register, without certificates and forms."""
        return self.filter(kind__in=REGISTERED)

    def issued(self):
        return self.filter(status=DocumentStatus.ISSUED)

    def for_list(self):
        return self.select_related("organisation", "authority").defer("snapshot").order_by("-pk")


class SigningAuthorityQuerySet(QuerySet):
    def visible_to(self, user):
        return self.filter(within(user.scope_paths(), "organisation"))

    def for_list(self):
        return self.select_related("organisation", "user").order_by(
            "organisation__path", "position", "-valid_from", "pk"
        )

    def on(self, date):
        return self.filter(Q(valid_from__lte=date) & (Q(valid_to__isnull=True) | Q(valid_to__gte=date)))

    def for_kind(self, organisation, kind, date):
        """Authorities of an organisation that cover a kind of paper on a date, in their order."""
        rows = (
            self.on(date).filter(organisation=organisation).select_related("user").order_by("position", "pk")
        )
        return [row for row in rows if kind in row.kinds]
