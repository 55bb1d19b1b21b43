from django.db.models import Count, Q, QuerySet

from accounts.enums import Role
from core.names import search_tokens
from organisations.querysets import within
from trainees.enums import COUNTS_AS_PRESENT, EnrolmentStatus, RegisterStatus


class TraineeQuerySet(QuerySet):
    def visible_to(self, user):
        return self.filter(within(user.scope_paths(), "organisation"))

    def search(self, query):
        """Word prefixes, without accents, in any order: name, workplace, phone."""
        rows = self
        for token in search_tokens(query):
            rows = rows.filter(search_text__contains=f" {token}")
        return rows

    def for_list(self):
        return self.select_related("organisation").order_by("sort_key", "pk")


class EnrolmentQuerySet(QuerySet):
    def visible_to(self, user):
        """Those who see the class, and the unit that sent the person."""
        taught = (
            Q(course__sessions__assignments__lecturer__user=user)
            if Role.LECTURER in user.roles
            else Q(pk__in=[])
        )
        scope = user.scope_paths()
        return self.filter(
            within(scope, "course__organisation") | within(scope, "organisation") | taught
        ).distinct()

    def enrolled(self):
        return self.filter(status=EnrolmentStatus.ENROLLED)

    def for_list(self):
        return self.select_related("trainee", "organisation", "course", "assessment").order_by(
            "trainee__sort_key", "pk"
        )

    def with_attendance(self):
        """Adds ``present_count``: sessions with a closed register in which the person was there."""
        there = Q(
            marks__status__in=sorted(COUNTS_AS_PRESENT),
            marks__session__register__status=RegisterStatus.CLOSED,
        )
        return self.annotate(present_count=Count("marks", filter=there, distinct=True))


class RosterImportQuerySet(QuerySet):
    def visible_to(self, user):
        return self.filter(within(user.scope_paths(), "course__organisation"))

    def for_list(self):
        return self.select_related("course", "created_by").defer("rows").order_by("-pk")


class SessionRegisterQuerySet(QuerySet):
    def visible_to(self, user):
        mine = Q(session__assignments__lecturer__user=user) if Role.LECTURER in user.roles else Q(pk__in=[])
        return self.filter(within(user.scope_paths(), "session__course__organisation") | mine).distinct()
