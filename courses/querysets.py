from django.db.models import Count, Q, QuerySet, Sum

from accounts.enums import Role
from courses.enums import CourseStatus, PlanStatus, RegistrationStatus
from documents.enums import DocumentStatus
from organisations.querysets import within


class FederationQuerySet(QuerySet):
    """Rows that belong to a federation and are common knowledge inside it: schemes, programmes, topics."""

    def visible_to(self, user):
        return self.filter(organisation_id__in=user.federation_ids)


class TrainingPlanQuerySet(QuerySet):
    def visible_to(self, user):
        """The federation's own people see drafts; its units see a plan once it is issued."""
        issued = Q(organisation_id__in=user.federation_ids, document__status=DocumentStatus.ISSUED)
        return self.filter(within(user.scope_paths(), "organisation") | issued)

    def issued(self):
        return self.filter(status=PlanStatus.APPROVED, document__status=DocumentStatus.ISSUED)

    def for_list(self):
        return (
            self.select_related("organisation", "scheme", "document")
            .annotate(planned_courses=Sum("quotas__courses"), planned_trainees=Sum("quotas__trainees"))
            .order_by("-year", "-pk")
        )


class CourseRegistrationQuerySet(QuerySet):
    def visible_to(self, user):
        return self.filter(within(user.scope_paths(), "organisation"))

    def waiting(self):
        return self.filter(status=RegistrationStatus.SUBMITTED)

    def unannounced(self):
        """Approved, and not yet in a notice that is on its way or out."""
        lost = Q(notice__document__status=DocumentStatus.RETURNED)
        return self.filter(Q(notice__isnull=True) | lost, status=RegistrationStatus.APPROVED)

    def for_list(self):
        return self.select_related("organisation", "plan", "programme", "notice__document").order_by("-pk")


class ApprovalNoticeQuerySet(QuerySet):
    def visible_to(self, user):
        issued = Q(organisation_id__in=user.federation_ids, document__status=DocumentStatus.ISSUED)
        return self.filter(within(user.scope_paths(), "organisation") | issued)

    def for_list(self):
        return (
            self.select_related("organisation", "plan", "document")
            .annotate(courses=Count("registrations"))
            .order_by("-pk")
        )


class CourseQuerySet(QuerySet):
    def visible_to(self, user):
        """By scope; a lecturer sees the classes in which he or she teaches."""
        return self.filter(within(user.scope_paths(), "organisation") | Q(pk__in=self._taught_by(user)))

    def _taught_by(self, user):
        if Role.LECTURER not in user.roles:
            return []
        return self.model.objects.filter(sessions__assignments__lecturer__user=user).values("pk")

    def for_list(self):
        return self.select_related("organisation", "programme", "plan").order_by("-starts_on", "-pk")


class SessionQuerySet(QuerySet):
    def visible_to(self, user):
        """A lecturer sees only the sessions he or she teaches; others by the scope of the class."""
        mine = Q(assignments__lecturer__user=user) if Role.LECTURER in user.roles else Q(pk__in=[])
        return self.filter(within(user.scope_paths(), "course__organisation") | mine).distinct()

    def not_cancelled(self):
        return self.exclude(course__status=CourseStatus.CANCELLED)

    def for_list(self):
        return (
            self.select_related("course__organisation", "topic")
            .prefetch_related("assignments__lecturer")
            .order_by("held_on", "part_order", "pk")
        )


class LecturerQuerySet(QuerySet):
    def visible_to(self, user):
        return self.filter(organisation__federation_id__in=user.federation_ids)

    def for_list(self):
        return self.select_related("organisation", "user").order_by("sort_key", "pk")
