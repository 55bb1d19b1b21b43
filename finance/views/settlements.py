"""Doors of the settlements: the list, the page with its checks, the steps of unit and finance."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views import View
from django.views.generic import DetailView

from core.errors import DomainError
from core.views import ActView, ListPage, StepFormView, StepView
from courses.models import Course
from finance import forms, services
from finance.enums import SettlementStatus
from finance.models import Settlement
from finance.policies import can_account, can_check
from finance.selectors import check_facts, estimate_lines, findings, totals_of
from finance.selectors.desks import desk_of_settlement
from finance.workflow import SETTLEMENT


class VisibleSettlements:
    workflow = SETTLEMENT

    def get_queryset(self):
        return Settlement.objects.visible_to(self.request.user).with_advances().select_related(
            "course__registration", "course__plan__document", "organisation__federation", "document",
            "created_by", "submitted_by", "checked_by", "approved_by",
        ).defer("document__snapshot")  # fmt: skip


class SettlementList(ListPage):
    template_name = "finance/settlement_list.html"

    @cached_property
    def filter_form(self):
        form = forms.SettlementFilter(self.request.GET)
        form.is_valid()  # what was misspelt in the address narrows nothing
        return form

    def get_queryset(self):
        rows = Settlement.objects.visible_to(self.request.user).for_list()
        status = self.filter_form.cleaned_data.get("status")
        return rows.filter(status=status) if status else rows

    def get_context_data(self, **kwargs):
        return super().get_context_data(filter_form=self.filter_form, **kwargs)


class SettlementCreate(View):
    """The button on the money tab: opens the settlement of a class that is over."""

    http_method_names = ["post"]

    def post(self, request, pk):
        course = get_object_or_404(Course.objects.visible_to(request.user), pk=pk)
        if not can_account(request.user, course):
            raise PermissionDenied
        try:
            settlement = services.create_settlement(course, actor=request.user)
        except DomainError as refusal:
            messages.error(request, str(refusal))
            return redirect("finance:course-finance", pk=pk)
        return redirect(settlement.get_absolute_url())


class SettlementDetail(VisibleSettlements, DetailView):
    template_name = "finance/settlement_detail.html"

    def get_context_data(self, **kwargs):
        settlement, user = self.object, self.request.user
        course = settlement.course
        expenses = list(settlement.expenses.select_related("estimate_line"))
        lines = estimate_lines(course, expenses)
        facts = None
        if settlement.status != SettlementStatus.APPROVED:
            facts = check_facts(settlement, expenses=expenses, estimate=lines)
        return super().get_context_data(
            steps=SETTLEMENT.open_to(user, settlement),
            desk=desk_of_settlement(settlement, today=timezone.localdate()),
            course=course,
            expenses=expenses,
            lines=lines,
            totals=totals_of(expenses, lines, advanced=settlement.paid_total or 0),
            findings=findings(facts) if facts else [],
            may_write=settlement.is_editable and can_account(user, settlement),
            may_review=settlement.status == SettlementStatus.SUBMITTED and can_check(user, settlement),
            **kwargs,
        )


class SettlementUpdate(VisibleSettlements, ActView):
    form_class = forms.ExplanationForm

    def check_access(self):
        if not can_account(self.request.user, self.object):
            raise PermissionDenied

    def get_initial(self):
        return {"explanation": self.object.explanation}

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"page_title": _("Explain the differences")}

    def act(self, explanation):
        services.update_settlement(self.object, explanation=explanation, actor=self.request.user)


class SettlementReview(VisibleSettlements, ActView):
    """One plain form: what finance accepts of every expense."""

    form_class = forms.ReviewForm
    template_name = "finance/settlement_review.html"

    def check_access(self):
        if not can_check(self.request.user, self.object):
            raise PermissionDenied

    def get(self, request, *args, **kwargs):
        if self.object.status != SettlementStatus.SUBMITTED:
            messages.error(request, _("The settlement is not with finance for checking now."))
            return redirect(self.object.get_absolute_url())
        return super().get(request, *args, **kwargs)

    def get_form_kwargs(self):
        expenses = self.object.expenses.select_related("estimate_line")
        return super().get_form_kwargs() | {"expenses": expenses}

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"page_title": _("Check the amounts")}

    def act(self, rows):
        services.review_settlement(self.object, rows=rows, actor=self.request.user)
        self.success_message = _("The accepted amounts are kept. Pass the settlement on, or send it back.")


class SettlementSubmit(VisibleSettlements, StepView):
    step = "submit"

    def act(self):
        services.submit_settlement(self.object, actor=self.request.user)


class SettlementCheck(VisibleSettlements, StepView):
    step = "check"

    def act(self):
        services.check_settlement(self.object, actor=self.request.user)


class SettlementReturn(VisibleSettlements, StepFormView):
    step = "return"
    form_class = forms.ReturnForm

    def act(self, reason):
        services.return_settlement(self.object, reason=reason, actor=self.request.user)


class SettlementApprove(VisibleSettlements, StepFormView):
    step = "approve"
    form_class = forms.ApprovalForm
    template_name = "finance/settlement_approve.html"

    def get_initial(self):
        return {"approved_on": timezone.localdate()}

    def get_context_data(self, **kwargs):
        lines = self.object.course.registration.estimate_lines.all()
        totals = totals_of(self.object.expenses.all(), lines, advanced=self.object.paid_total or 0)
        return super().get_context_data(totals=totals, **kwargs)

    def act(self, approved_on):
        settlement = services.approve_settlement(
            self.object, approved_on=approved_on, actor=self.request.user
        )
        self.success_message = _("Approved as %(reference)s and locked. The sheet is being drawn.") % {
            "reference": settlement.document.reference
        }
