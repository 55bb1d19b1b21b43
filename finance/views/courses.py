"""The money tab of a class."""

from django.core.exceptions import PermissionDenied
from django.views.generic import DetailView

from courses.enums import CourseStatus
from courses.models import Course
from finance.models import Settlement
from finance.policies import can_account, can_see_money
from finance.selectors import estimate_lines, paid_amount, totals_of


class CourseFinance(DetailView):
    """Estimate, advances and settlement of one class, with the three sums."""

    template_name = "finance/course_finance.html"
    context_object_name = "course"

    def get_queryset(self):
        return Course.objects.visible_to(self.request.user).select_related(
            "organisation__federation", "registration", "programme", "plan"
        )

    def get_object(self, queryset=None):
        course = super().get_object(queryset)
        if not can_see_money(self.request.user, course):
            raise PermissionDenied
        return course

    def get_context_data(self, **kwargs):
        course = self.object
        settlement = Settlement.objects.filter(course=course).prefetch_related("expenses").first()
        expenses = list(settlement.expenses.all()) if settlement else []
        advances = list(course.advances.select_related("organisation").order_by("pk"))
        lines = estimate_lines(course, expenses)
        writes = can_account(self.request.user, course) and course.status != CourseStatus.CANCELLED
        return super().get_context_data(
            tab="finance",
            settlement=settlement,
            advances=advances,
            lines=lines,
            totals=totals_of(expenses, lines, advanced=paid_amount(advances)),
            may_ask=writes and (settlement is None or settlement.is_editable),
            may_settle=writes and settlement is None and course.status == CourseStatus.COMPLETED,
            **kwargs,
        )
